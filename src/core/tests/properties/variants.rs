//! Variants: cards make one scheme of another, a trial gives what a fresh start gives, adopting gives what was shown.

use proptest::prelude::*;

use baton_core::diag::Message;
use baton_core::edit::{Command, Session, adopt, book_of, discard};
use baton_core::eval::Results;
use baton_core::lab::{Trial, apply, diff};
use baton_core::model::{
    Book, Card, Edition, Patch, Scheme, Variant, read_patch, scheme_from_json, scheme_to_json, write_patch,
};
use baton_core::num::Decimal;
use baton_core::plan::compile;

use super::books::{self, Wanted};
use super::choices::Choices;

const ANY: Wanted = Wanted { ordered: true };

proptest! {
    #![proptest_config(super::config())]

    /// Whatever tells two schemes apart, the cards make the second of the first, and say nothing is wrong.
    #[test]
    fn cards_make_one_scheme_of_another(choices in Choices::any()) {
        round_trip(choices)?;
    }

    /// A number changed without compiling gives what compiling with it gives, and columns that are the same are shared.
    #[test]
    fn a_parameter_set_is_a_parameter_compiled(choices in Choices::any()) {
        parameter(choices)?;
    }

    /// A trial gives what opening the whole book of the variant gives; adopting it gives the same; undo and discarding
    /// leave no trace.
    #[test]
    fn a_trial_is_what_adopting_gives(choices in Choices::any()) {
        trial(choices)?;
    }

    /// The same scheme once more, from a day on, gives the cells, actions and lists that there were.
    #[test]
    fn an_edition_in_which_nothing_is_other_changes_no_cell(choices in Choices::any()) {
        same_again(choices)?;
    }
}

pub(crate) fn round_trip(mut choices: Choices) -> Result<(), TestCaseError> {
    let (before, after) = (books::scheme(ANY, &mut choices), books::scheme(ANY, &mut choices));
    for (before, after) in [(&before, &after), (&after, &before), (&before, &before)] {
        let cards = diff(before, after);
        let (given, unfit) = apply(before, &cards);
        prop_assert!(unfit.is_empty(), "{:?}\nof {:?}", unfit, cards);
        prop_assert!(given == *after, "{:?}\ngive {:?}\nnot {:?}", cards, given, after);
        let variant = of(cards);
        let patch = Patch { scheme: before.name.clone(), variant: variant.clone() };
        let text = write_patch(&patch);
        prop_assert!(read_patch(&text).is_ok_and(|read| read == patch), "{}", text);
        let again: Variant = serde_json::from_str(&serde_json::to_string(&variant).unwrap()).unwrap();
        prop_assert_eq!(again, variant);
    }
    Ok(())
}

pub(crate) fn parameter(mut choices: Choices) -> Result<(), TestCaseError> {
    let session = Session::open(books::book(ANY, &mut choices));
    let Some(scheme) = session.book().scheme().cloned() else { return Ok(()) };
    let newest = session.plan().editions.len() - 1;
    let own: Vec<_> = session.plan().parameters.iter().filter(|of| of.edition == newest).cloned().collect();
    if own.is_empty() {
        return Ok(());
    }
    let of = &own[choices.pick(own.len())];
    let value = Decimal::new(
        i64::try_from(choices.pick(400)).unwrap() - 100,
        u32::try_from(choices.pick(3)).unwrap(),
    );
    let Some(changed) = with(&scheme, &of.path, value) else { return Ok(()) };
    let cards = diff(&scheme, &changed);
    prop_assert!(cards.len() <= 1, "{:?}", cards);
    let trial = Trial::new(session.book(), session.results(), &self::of(cards.clone()));
    prop_assert_eq!(trial.unfit(), &[]);
    let is_compiled = of.needs_order() && !cards.is_empty();
    prop_assert!(
        is_compiled || std::sync::Arc::ptr_eq(trial.results().plan(), session.results().plan()),
        "{} {:?}",
        of.path,
        cards
    );
    let mut book = session.book().clone();
    book.editions[newest].scheme = changed.clone();
    let fresh = Session::open(book);
    let different = differences(trial.results(), fresh.results());
    prop_assert!(different.is_empty(), "{} = {}:\n{}", of.path, value, different.join("\n"));
    // What weights come to is told by the lab, of the trial's values.
    let told = |results: &Results| {
        let found = results.plan().diagnostics.iter();
        found
            .filter(|found| !matches!(found.message, Message::SumDiffers { .. }))
            .cloned()
            .collect::<Vec<_>>()
    };
    prop_assert_eq!(told(trial.results()), told(fresh.results()), "{} = {}", of.path, value);
    let mut edited = session.clone();
    edited.apply(&Command::SetScheme { scheme: Box::new(changed) }).unwrap();
    let different = differences(edited.results(), fresh.results());
    prop_assert!(different.is_empty(), "edited {} = {}:\n{}", of.path, value, different.join("\n"));
    if is_compiled {
        return Ok(());
    }
    // What it does not touch is kept once; setting the number back gives the book again.
    let equal = equal_columns(trial.results(), session.results());
    prop_assert_eq!(trial.results().shared_with(session.results()), equal);
    let mut back = trial.clone();
    if let Some(parameter) = trial.parameter(0) {
        back.slide(session.book(), parameter, of.value);
        let different = differences(back.results(), session.results());
        prop_assert!(different.is_empty(), "back to {}:\n{}", of.value, different.join("\n"));
    }
    Ok(())
}

pub(crate) fn trial(mut choices: Choices) -> Result<(), TestCaseError> {
    let mut session = Session::open(books::book(ANY, &mut choices));
    let Some(scheme) = session.book().scheme().cloned() else { return Ok(()) };
    let mut cards = if choices.once_in(2) {
        diff(&scheme, &books::scheme(ANY, &mut choices))
    } else {
        diff(&scheme, &pruned(&scheme, &mut choices))
    };
    for card in &mut cards {
        card.off = choices.once_in(6);
    }
    let newest = session.book().editions.last().and_then(|edition| edition.from);
    let from = ["2018-01-15", "2018-02-01", "2018-06-30"].map(|day| day.parse().unwrap());
    let from = Some(from[choices.pick(3)])
        .filter(|day| choices.once_in(2) && newest.is_none_or(|known| *day > known));
    let variant = Variant { from, ..of(cards) };
    let before = session.book().clone();
    let shown = Trial::new(session.book(), session.results(), &variant);
    let whole = Session::open(book_of(session.book(), &variant).unwrap());
    let different = differences(shown.results(), whole.results());
    prop_assert!(different.is_empty(), "{:?}\n{}", variant, different.join("\n"));
    if let (None, Some(changed)) = (variant.from, whole.book().scheme()) {
        let mut edited = session.clone();
        edited.apply(&Command::SetScheme { scheme: Box::new(changed.clone()) }).unwrap();
        let different = differences(edited.results(), whole.results());
        prop_assert!(different.is_empty(), "edited {:?}\n{}", variant, different.join("\n"));
    }
    let add =
        Command::SetVariant { id: variant.id.clone(), at: None, variant: Some(Box::new(variant.clone())) };
    session.apply(&add).unwrap();
    let with = session.book().clone();
    session.apply(&adopt(session.book(), &variant.id, from).unwrap()).unwrap();
    let different = differences(shown.results(), session.results());
    prop_assert!(different.is_empty(), "adopted {:?}\n{}", variant, different.join("\n"));
    session.undo().unwrap();
    prop_assert!(session.book() == &with, "undo of adopting");
    session.apply(&discard(session.book(), &variant.id).unwrap()).unwrap();
    prop_assert!(session.book() == &before, "discarded");
    // Beside itself a book is kept but once.
    let again = Results::beside(std::sync::Arc::new(compile(&before.editions)), &before, session.results());
    let different = differences(&again, session.results());
    prop_assert!(different.is_empty(), "{}", different.join("\n"));
    prop_assert_eq!(again.shared_with(session.results()), again.column_count());
    Ok(())
}

pub(crate) fn same_again(mut choices: Choices) -> Result<(), TestCaseError> {
    let session = Session::open(books::book(ANY, &mut choices));
    let Some(newest) = session.book().editions.last().cloned() else { return Ok(()) };
    let days = ["2018-01-15", "2018-02-01", "2018-06-30"].map(|day| day.parse().unwrap());
    let from = days[choices.pick(3)];
    if newest.from.is_some_and(|known| from <= known) {
        return Ok(());
    }
    let mut book = session.book().clone();
    book.editions.push(Edition { from: Some(from), ..newest });
    let again = Session::open(book);
    let mut different = differences(session.results(), again.results());
    // Each edition's mistakes are told at its place.
    different.retain(|of| !of.starts_with("diagnostics "));
    prop_assert!(different.is_empty(), "from {}:\n{}", from, different.join("\n"));
    Ok(())
}

fn of(cards: Vec<Card>) -> Variant {
    Variant { id: "试".into(), title: "试".to_owned(), cards, ..Variant::default() }
}

/// The scheme with some of it taken out or in another order.
fn pruned(scheme: &Scheme, choices: &mut Choices) -> Scheme {
    let mut scheme = scheme.clone();
    for sheet in &mut scheme.sheets {
        if choices.once_in(2) {
            sheet.rules.pop();
        }
        if choices.once_in(3) {
            sheet.columns.reverse();
        }
        if choices.once_in(3) && !sheet.indicators.is_empty() {
            sheet.indicators.remove(choices.pick(sheet.indicators.len()));
        }
    }
    scheme
}

/// The scheme with a number at a path of the plan; `None` where it is not written down or cannot have the value.
fn with(scheme: &Scheme, path: &str, value: Decimal) -> Option<Scheme> {
    let mut json = scheme_to_json(scheme);
    let pointer = path.replace(['.', '['], "/").replace(']', "");
    let place = json.pointer_mut(&format!("/{pointer}"))?;
    *place = serde_json::Value::String(value.to_string());
    scheme_from_json(json).ok()
}

/// How many columns are equal, each period counted.
fn equal_columns(one: &Results, other: &Results) -> usize {
    let plan = one.plan();
    let columns = plan.columns.iter().enumerate().flat_map(|(slot, column)| {
        (0..one.space().period_count(plan, column.table)).map(move |period| (slot, period))
    });
    columns.filter(|(slot, period)| one.column(*slot, *period) == other.column(*slot, *period)).count()
}

/// Every cell that differs between two results of equal plans.
fn differences(one: &Results, other: &Results) -> Vec<String> {
    let (plan, others) = (one.plan(), other.plan());
    if plan.columns.len() != others.columns.len() {
        return vec!["other columns".to_owned()];
    }
    let mut found = Vec::new();
    for (slot, column) in plan.columns.iter().enumerate() {
        for period in 0..one.space().period_count(plan, column.table) {
            let (a, b) = (one.column(slot, period), other.column(slot, period));
            if a.len() != b.len() {
                found.push(format!("{}: other rows", column.id));
            }
            for row in (0..a.len()).filter(|row| a.get(*row) != b.get(*row)) {
                found.push(format!(
                    "{} period {period} row {row}: {:?} and {:?}",
                    column.id,
                    a[row],
                    b.get(row)
                ));
            }
            for row in 0..a.len() {
                if one.computed(slot, period, row) != other.computed(slot, period, row)
                    || one.problem(slot, period, row) != other.problem(slot, period, row)
                {
                    found.push(format!("{} period {period} row {row}: other beside", column.id));
                }
            }
        }
    }
    if one.actions() != other.actions() || one.listed() != other.listed() {
        found.push("other actions".to_owned());
    }
    let texts = |results: &Results| {
        let mut texts: Vec<String> = results.diagnostics().iter().map(|d| format!("{d:?}")).collect();
        texts.sort();
        texts
    };
    if texts(one) != texts(other) {
        found.push(format!("diagnostics {:?} and {:?}", texts(one), texts(other)));
    }
    found
}

/// For the editions that a book would have; kept so that a variant of a book without a scheme is tried too.
#[test]
fn a_book_without_a_scheme_has_no_variants() {
    let session = Session::open(Book { editions: Vec::<Edition>::new(), ..Book::default() });
    let trial = Trial::new(session.book(), session.results(), &of(Vec::new()));
    assert_eq!(trial.scheme(), None);
    assert!(adopt(session.book(), "试", None).is_err());
}
