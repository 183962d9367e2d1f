//! What the benches measure, natively and in the browser: a book, and the figures of computing it.

#[cfg(not(target_arch = "wasm32"))]
mod by_hand;
mod county;
mod weekly;

use std::sync::Arc;

use baton_core::edit::{Command, Session};
use baton_core::eval::Results;
use baton_core::model::Book;
use baton_core::plan::{Plan, Step, TableKind, compile};

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use by_hand::Weekly;
use county::Random;
pub(crate) use county::county;
pub(crate) use weekly::weekly;

/// Milliseconds since some moment.
pub(crate) type Clock = fn() -> f64;

/// A clock's time for something done once.
pub(crate) fn time<R>(clock: Clock, what: impl FnOnce() -> R) -> (f64, R) {
    let start = clock();
    let result = what();
    (clock() - start, result)
}

/// The middle one.
pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// How long compiling the book's scheme takes.
pub(crate) fn compile_ms(clock: Clock, book: &Book, times: usize) -> f64 {
    median((0..times).map(|_| time(clock, || compile(&book.editions)).0).collect())
}

/// How long filling every column of a loaded book takes.
pub(crate) fn eval_full_ms(clock: Clock, book: &Book, times: usize) -> f64 {
    let mut results = Results::new(Arc::new(compile(&book.editions)), book);
    median((0..times).map(|_| time(clock, || results.fill_all()).0).collect())
}

/// How long one edit of a mark takes, with everything that depends on it: the middle one of edits all over the book.
/// `together` are timed as one, where a clock is too coarse for one.
pub(crate) fn eval_edit_ms(clock: Clock, book: &Book, times: usize, together: usize) -> f64 {
    let mut session = Session::open(book.clone());
    let marks = marks(&session);
    let mut random = Random(2018);
    let mut edits = || -> Vec<Command> {
        let mut edit = || {
            let mut command = marks[random.below(marks.len())].clone();
            if let Command::SetMark { typed, .. } = &mut command {
                *typed = random.below(6).to_string();
            }
            command
        };
        (0..together).map(|_| edit()).collect()
    };
    let times = (0..times).map(|_| {
        let edits = edits();
        let apply = || edits.iter().for_each(|edit| drop(session.apply(edit).expect("a mark")));
        time(clock, apply).0 / together as f64
    });
    median(times.collect())
}

/// A command for each mark of the sheets.
fn marks(session: &Session) -> Vec<Command> {
    let plan: &Plan = session.plan();
    let space = session.results().space();
    let mut marks = Vec::new();
    for (slot, column) in plan.columns.iter().enumerate() {
        let table = &plan.tables[column.table];
        let is_input = plan.newest(slot).is_some_and(|version| matches!(version.step, Step::Input(_)));
        let TableKind::Sheet { cycle, .. } = table.kind else { continue };
        if !is_input {
            continue;
        }
        for &period in space.periods(cycle) {
            for row in &space.rows(column.table).expect("a table").ids {
                let (sheet, subject, column) = (table.id.clone(), row.clone(), column.id.clone());
                marks.push(Command::SetMark { sheet, period, subject, column, typed: String::new() });
            }
        }
    }
    marks
}

/// Whether figures are wanted that are called so. Words behind the program's name ask for some only: parts of their names.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn is_asked(name: &str) -> bool {
    // Cargo itself says `--bench`.
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    asked.is_empty() || asked.iter().any(|word| name.contains(word.as_str()) || word.contains(name))
}
