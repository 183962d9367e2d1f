//! What a cell of the grid shows, and the quiet signs on it.

use baton_core::diag::Message;
use baton_core::edit::Session;
use baton_core::eval::Results;
use baton_core::model::{Cell, SheetPeriod, Value};
use baton_core::num;
use baton_core::plan::{Slot, Step, TableIx, TableKind};

use super::columns::{GridColumn, Holds};

/// Places that a computed number shows where nothing rounds it; only what is shown is rounded.
const SHOWN_PLACES: i32 = 2;

/// A cell as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its text.
    pub text: String,
    /// Whether it may still change because something is missing.
    pub provisional: bool,
    /// Whether it is exempt 不适用.
    pub exempt: bool,
    /// Whether it is an error value.
    pub error: bool,
    /// Whether it was replaced by hand 更正.
    pub overridden: bool,
    /// Whether it stands in a locked period of a sheet.
    pub locked: bool,
    /// Why what was typed does not fit.
    pub problem: Option<Message>,
}

/// The cell of a row in a period of the table's own.
#[must_use]
pub fn shown(session: &Session, table: TableIx, at: usize, row: usize, column: &GridColumn) -> Shown {
    let results = session.results();
    let Holds::Slot(slot) = column.holds else {
        return Shown { text: typed(session, table, at, row, column.holds), ..Shown::default() };
    };
    let Some(cell) = results.cell(slot, at, row) else { return Shown::default() };
    let problem = results.problem(slot, at, row).cloned();
    let text = match &problem {
        Some(_) => typed(session, table, at, row, column.holds),
        None => text(results, table, at, slot, cell),
    };
    Shown {
        text,
        // A blank says by itself that it is missing; the sign is for what depends on it.
        provisional: cell.provisional && (cell.value != Value::Blank || problem.is_some()),
        exempt: cell.value == Value::Exempt,
        error: matches!(cell.value, Value::Error(_)),
        overridden: results.computed(slot, at, row).is_some(),
        locked: is_locked(session, table, at),
        problem,
    }
}

/// Whether a sheet is locked in a period of its own.
fn is_locked(session: &Session, table: TableIx, at: usize) -> bool {
    let book = session.book();
    let of = || {
        let sheet = session.plan().tables.get(table)?.id.clone();
        Some(SheetPeriod { sheet, period: session.results().period(table, at)? })
    };
    !book.stages.is_empty() && of().is_some_and(|of| book.lock(&of).is_some())
}

/// What a cell of a column in a period shows.
#[must_use]
pub fn text(results: &Results, table: TableIx, at: usize, slot: Slot, cell: &Cell) -> String {
    let plan = results.plan();
    let version = plan.version(slot, results.space().edition(plan, table, at));
    let is_typed = version.is_some_and(|version| matches!(version.step, Step::Input(_)));
    match cell.value {
        Value::Number(number) if let Some(places) = version.and_then(|version| version.shown) => {
            num::format_places(places.apply(number), places.places)
        }
        Value::Number(number) if !is_typed && version.is_some_and(|version| version.rounding.is_none()) => {
            num::format_places(number, SHOWN_PLACES)
        }
        ref other => results.show(other),
    }
}

/// What was typed into a cell, to the letter; of a computed cell, its value in full.
#[must_use]
pub fn typed(session: &Session, table: TableIx, at: usize, row: usize, holds: Holds) -> String {
    let results = session.results();
    let (Some(of), Some(rows)) = (session.plan().tables.get(table), results.space().rows(table)) else {
        return String::new();
    };
    let Some(id) = rows.ids.get(row) else { return String::new() };
    let subject = || session.book().subjects(&of.id).get(row);
    let date =
        |date: Option<baton_core::calendar::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    match holds {
        Holds::Subject if matches!(of.kind, TableKind::Register { .. }) => {
            let subject = rows.subjects.get(row).copied().flatten();
            match subject.and_then(|subject| results.subject_name(subject)) {
                Some(name) => name.as_ref().to_owned(),
                // A subject that the roster does not have stays visible by its id.
                None => {
                    session.book().entries(&of.id).get(row).map(|e| e.subject.to_string()).unwrap_or_default()
                }
            }
        }
        Holds::Subject => rows.names.get(row).map(|name| name.as_ref().to_owned()).unwrap_or_default(),
        Holds::When => rows.dates.get(row).map(|date| date.to_string()).unwrap_or_default(),
        Holds::From => date(subject().and_then(|subject| subject.from)),
        Holds::To => date(subject().and_then(|subject| subject.to)),
        Holds::Slot(slot) => {
            let Some(column) = session.plan().columns.get(slot) else { return String::new() };
            let in_book = match of.kind {
                TableKind::Sheet { .. } => results.period(table, at).and_then(|period| {
                    session
                        .book()
                        .marks
                        .get(&of.id, period, id, &column.id)
                        .map(|typed| typed.as_ref().to_owned())
                }),
                TableKind::Class => subject().and_then(|subject| subject.fields.get(&column.id).cloned()),
                TableKind::Register { .. } => session
                    .book()
                    .entries(&of.id)
                    .get(row)
                    .and_then(|entry| entry.values.get(&column.id).cloned()),
            };
            let is_typed = session
                .plan()
                .version(slot, results.space().edition(session.plan(), table, at))
                .is_some_and(|version| matches!(version.step, Step::Input(_)));
            match in_book {
                Some(typed) => typed,
                None if is_typed => String::new(),
                None => results.cell(slot, at, row).map(|cell| results.show(&cell.value)).unwrap_or_default(),
            }
        }
    }
}

/// The number that a cell holds.
#[must_use]
pub fn number(session: &Session, at: usize, row: usize, holds: Holds) -> Option<num::Decimal> {
    let Holds::Slot(slot) = holds else { return None };
    match session.results().cell(slot, at, row)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// Whether a cell shows nothing.
#[must_use]
pub fn is_blank(session: &Session, table: TableIx, at: usize, row: usize, holds: Holds) -> bool {
    match holds {
        Holds::Slot(slot) => {
            let results = session.results();
            results.cell(slot, at, row).is_none_or(|cell| cell.value == Value::Blank)
                && results.problem(slot, at, row).is_none()
        }
        other => typed(session, table, at, row, other).is_empty(),
    }
}

/// The name of a row's subject; empty for the row below the last.
#[must_use]
pub fn subject(session: &Session, table: TableIx, row: Option<usize>) -> String {
    row.map(|row| typed(session, table, 0, row, Holds::Subject)).unwrap_or_default()
}

/// How many marks of a sheet's period are in, and of how many; fields that may stay blank and cells that do not apply
/// are not counted.
#[must_use]
pub fn coverage(session: &Session, table: TableIx, at: usize) -> (usize, usize) {
    let (plan, results) = (session.plan(), session.results());
    let edition = results.space().edition(plan, table, at);
    let Some(of) = plan.tables.get(table) else { return (0, 0) };
    let (mut filled, mut all) = (0_usize, 0_usize);
    for slot in &of.layout {
        let Some(Step::Input(input)) = plan.version(*slot, edition).map(|version| &version.step) else {
            continue;
        };
        if input.field.optional {
            continue;
        }
        for (row, cell) in results.column(*slot, at).iter().enumerate() {
            if matches!(cell.value, Value::Exempt)
                && typed(session, table, at, row, Holds::Slot(*slot)).is_empty()
            {
                continue;
            }
            all = all.saturating_add(1);
            filled = filled.saturating_add(usize::from(!matches!(cell.value, Value::Blank)));
        }
    }
    (filled, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use crate::ui::grid::columns::columns;
    use crate::words::Language;
    use crate::words::page::Words;
    use baton_core::edit::Command;
    use baton_core::model::{Book, Id, PeriodSpan, Subject};

    #[test]
    fn a_mark_that_does_not_fit_stays_as_typed_with_its_reason() {
        let mut session = Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()));
        let month = "2018-01".parse().unwrap();
        let mut apply = |command| session.apply(&command).map(drop).unwrap();
        apply(Command::AddSubject { class: Id::new("村"), at: None, subject: Subject::new("甲村") });
        let span = Some(PeriodSpan { first: month, last: month });
        apply(Command::OpenPeriods { cycle: baton_core::calendar::Cycle::Month, span });
        let (sheet, subject, column) = (Id::new("村月考评"), Id::new("甲村"), Id::new("村指标1"));
        apply(Command::SetMark { sheet, period: month, subject, column, typed: "２１".into() });
        let table = session.plan().table("村月考评").unwrap();
        let all = columns(&session, table, 0, Words::new(Language::Chinese));
        let find = |name: &str| all.list.iter().find(|column| column.name == name).unwrap();
        let cell = shown(&session, table, 0, 0, find("村指标1"));
        assert_eq!((cell.text.as_str(), cell.provisional), ("２１", true));
        assert!(matches!(cell.problem, Some(Message::MarkOutOfRange { .. })));
        assert!(shown(&session, table, 0, 0, find("得分")).provisional);
        assert_eq!(coverage(&session, table, 0), (0, 5));
    }
}
