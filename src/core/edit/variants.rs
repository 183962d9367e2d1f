//! Commands that end a variant: adopting it, or discarding it without a trace.

use chrono::NaiveDate;

use super::Command;
use crate::diag::Message;
use crate::lab::{all_cards, apply, apply_to_data, editions};
use crate::model::{
    Book, Change, Edition, EntryChange, FieldChange, Id, MarkChange, OverrideChange, Patch, SubjectChange,
    ValueChange, Variant,
};

/// The command that makes a variant the rules: as the scheme's next edition from a date, or without one in the place of
/// the newest edition. The book then gives what [`crate::lab::Trial`] shows for the variant with that date. Cards that no
/// longer apply are left out, as they are there. Variants that are based on it are based on the scheme then.
///
/// # Errors
/// The variant or one of those it is based on is not there, the book has no scheme, or the date is not later than that
/// of the newest edition.
pub fn adopt(book: &Book, id: &str, from: Option<NaiveDate>) -> Result<Command, Message> {
    let no_such = || Message::NoSuchVariant { id: id.to_owned() };
    let variant = book.variant(id).ok_or_else(no_such)?;
    let cards = all_cards(book, variant).ok_or_else(no_such)?;
    let newest = book.editions.last().ok_or(Message::NoEdition)?;
    let mut commands = Vec::new();
    let unfit = apply_to_data(&mut book.clone(), &cards);
    for (at, card) in cards.iter().enumerate().filter(|(_, card)| !card.off) {
        if unfit.iter().any(|of| of.card == at && !of.why.is_carried_out()) {
            continue;
        }
        commands.extend(of_data(book, &card.change));
    }
    let (scheme, _) = apply(&newest.scheme, &cards);
    if scheme != newest.scheme || from.is_some() {
        commands.push(match from {
            Some(_) => Command::AddEdition { edition: Box::new(Edition { from, scheme }) },
            None => Command::SetScheme { scheme: Box::new(scheme) },
        });
    }
    commands.extend(children(book, id).map(|child| set(Variant { base: None, ..child.clone() })));
    commands.push(remove(variant));
    Ok(Command::Many { commands })
}

/// The command that takes a variant away. Variants that are based on it take over its cards, so that they stay what they
/// are.
///
/// # Errors
/// The variant is not there.
pub fn discard(book: &Book, id: &str) -> Result<Command, Message> {
    let variant = book.variant(id).ok_or_else(|| Message::NoSuchVariant { id: id.to_owned() })?;
    let mut commands: Vec<Command> = children(book, id)
        .map(|child| {
            let cards = variant.cards.iter().chain(&child.cards).cloned().collect();
            set(Variant { base: variant.base.clone(), cards, ..child.clone() })
        })
        .collect();
    commands.push(remove(variant));
    Ok(Command::Many { commands })
}

/// The command that takes a patch into a book, as a variant of its own: under a new id, with a title that no other has.
/// Nothing else changes; cards that do not apply stay in it, and say so.
#[must_use]
pub fn take_in(book: &Book, patch: &Patch) -> (Id, Command) {
    let id = new_variant_id(book);
    let is_taken = |title: &str| book.variants.iter().any(|known| known.title == title);
    let (own, mut title, mut number) = (&patch.variant.title, patch.variant.title.clone(), 1_u32);
    while is_taken(&title) {
        number = number.saturating_add(1);
        title = format!("{own} {number}");
    }
    let variant = Variant { id: id.clone(), title, base: None, ..patch.variant.clone() };
    (id, set(variant))
}

fn children<'a>(book: &'a Book, id: &'a str) -> impl Iterator<Item = &'a Variant> {
    book.variants.iter().filter(move |variant| variant.base.as_deref() == Some(id))
}

fn set(variant: Variant) -> Command {
    Command::SetVariant { id: variant.id.clone(), at: None, variant: Some(Box::new(variant)) }
}

fn remove(variant: &Variant) -> Command {
    Command::SetVariant { id: variant.id.clone(), at: None, variant: None }
}

/// The commands that a change of data is.
fn of_data(book: &Book, change: &Change) -> Vec<Command> {
    match change.clone() {
        Change::Set(_) | Change::Order(_) => Vec::new(),
        Change::Mark(MarkChange { sheet, period, subject, column, after, .. }) => {
            vec![Command::SetMark { sheet, period, subject, column, typed: after }]
        }
        Change::Field(FieldChange { class, subject, field, after, .. }) => {
            vec![Command::SetField { class, subject, field, typed: after }]
        }
        Change::Value(ValueChange { register, entry, field, after, .. }) => {
            vec![Command::SetEntry { register, entry, field, typed: after }]
        }
        Change::Subject(SubjectChange { class, subject, after, .. }) => {
            let at = book.subjects(&class).iter().position(|known| known.id == subject);
            let add = after.map(|after| Command::AddSubject { class: class.clone(), at, subject: *after });
            let remove = at.map(|_| Command::RemoveSubject { class, subject });
            remove.into_iter().chain(add).collect()
        }
        Change::Entry(EntryChange { register, entry, after, .. }) => {
            let at = book.entries(&register).iter().position(|known| known.id == entry);
            let add = after.map(|after| Command::AddEntry { register: register.clone(), at, entry: *after });
            let remove = at.map(|_| Command::RemoveEntry { register, entry });
            remove.into_iter().chain(add).collect()
        }
        Change::Override(OverrideChange { key, after, .. }) => {
            vec![Command::SetOverride { key, value: after }]
        }
    }
}

/// The rules and data that a variant with that date would leave, for whoever wants the whole book of it.
#[must_use]
pub fn book_of(book: &Book, variant: &Variant) -> Option<Book> {
    let cards = all_cards(book, variant)?;
    let mut changed = book.clone();
    _ = apply_to_data(&mut changed, &cards);
    let (scheme, _) = apply(book.scheme()?, &cards);
    changed.editions = editions(book, scheme, variant.from);
    changed.settle();
    Some(changed)
}

/// An id for a new variant that the book does not have yet.
#[must_use]
pub fn new_variant_id(book: &Book) -> Id {
    let mut number = book.variants.len().saturating_add(1);
    loop {
        let id = Id::new(&number.to_string());
        if book.variant(&id).is_none() {
            return id;
        }
        number = number.saturating_add(1);
    }
}
