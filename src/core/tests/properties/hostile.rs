//! Invariant 6: no text makes the program panic, hang or lose what was there before.

use proptest::prelude::*;

use baton_core::edit::Session;
use baton_core::exchange::{import, read_csv, write_csv};
use baton_core::formula::{parse, print};
use baton_core::model::{read_book, read_document, read_scheme, write_book};
use baton_core::plan::compile;

use super::books::{self, Wanted};
use super::choices::Choices;

const ANY: Wanted = Wanted { ordered: true };

/// Pieces of which hostile formulas are made.
const PIECES: [&str; 64] = [
    "1",
    "0.1",
    "1e5",
    "1.",
    ".5",
    "30%",
    "%",
    "+",
    "-",
    "*",
    "/",
    "^",
    "&",
    "=",
    "<>",
    "<=",
    ">=",
    "<",
    ">",
    "(",
    ")",
    "{",
    "}",
    ",",
    ";",
    "，",
    "；",
    "（",
    "）",
    "≥",
    "≠",
    "\"",
    "\"甲\"",
    "'",
    "'a b'",
    ".",
    "..",
    "总分",
    "表0.总分",
    "所属.表0.总分",
    "SUM(",
    "IF(",
    "ALL(",
    "PEERS(",
    "WITHIN(",
    "LINKED(",
    "EVERY(",
    "ENTRIES(",
    "PREV(",
    "STREAK(",
    "RUNNING(",
    "BAND(",
    "{0,0;60,1}",
    "TRUE",
    "真",
    "#N/A",
    "#DIV/0!",
    " ",
    "\n",
    "\u{3000}",
    "\u{0}",
    "😀",
    "ROUND(",
    "99999999999999999999999999999",
];

fn pieces(choices: &mut Choices) -> String {
    (0..choices.between(1, 40)).map(|_| PIECES[choices.pick(PIECES.len())]).collect()
}

/// Cuts, doubles, swaps or replaces some bytes, keeping the text a text.
fn mutated(text: &str, choices: &mut Choices) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..choices.between(1, 6) {
        if characters.is_empty() {
            break;
        }
        let at = choices.pick(characters.len());
        let end = (at + choices.between(1, 30)).min(characters.len());
        match choices.pick(5) {
            0 => characters[at] = ['0', '"', '{', ']', '-', '９', '\\', 'e', ','][choices.pick(9)],
            1 => drop(characters.drain(at..end)),
            2 => {
                let copy: Vec<char> = characters[at..end].to_vec();
                characters.splice(at..at, copy);
            }
            3 => characters[at..end].reverse(),
            _ => drop(characters.splice(at..at, pieces(choices).chars())),
        }
    }
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn any_formula_parses_and_prints_a_formula(mut choices in Choices::any()) {
        let text = pieces(&mut choices);
        let parsed = parse(&text);
        let printed = print(&parsed.tree);
        if parsed.problems.is_empty() {
            let again = parse(&printed);
            prop_assert!(again.problems.is_empty(), "{} printed as {}: {:?}", text, printed, again.problems);
            prop_assert_eq!(print(&again.tree), printed);
        }
    }

    #[test]
    fn any_formula_may_stand_in_a_scheme(mut choices in Choices::any()) {
        let mut scheme = books::scheme(ANY, &mut choices);
        let formula = pieces(&mut choices);
        for sheet in &mut scheme.sheets {
            for column in &mut sheet.columns {
                if let Some(text) = column.formula.as_mut().filter(|_| choices.once_in(2)) {
                    *text = formula.clone();
                }
            }
        }
        let mut book = books::book(ANY, &mut choices);
        book.editions[0].scheme = scheme;
        let session = Session::open(book);
        _ = session.diagnostics();
    }

    #[test]
    fn any_scheme_file_is_read_or_refused(mut choices in Choices::any()) {
        let text = books::scheme_text(ANY, &mut choices);
        let text = mutated(&text, &mut choices);
        _ = read_document(&text);
        if let Ok(scheme) = read_scheme(&text) {
            _ = compile(&[baton_core::model::Edition { from: None, scheme }]);
        }
    }

    #[test]
    fn any_book_file_is_read_or_refused(mut choices in Choices::any()) {
        let text = write_book(&books::book(ANY, &mut choices));
        let text = mutated(&text, &mut choices);
        if let Ok(book) = read_book(&text) {
            let mut session = Session::open(book);
            let before = session.book().clone();
            let command = super::commands::command(&session, ANY, 1, &mut choices);
            if session.apply(&command).is_ok() {
                let different = super::compare::against_fresh(&session);
                prop_assert!(different.is_empty(), "{:?}\n{}", command, different.join("\n"));
                session.undo().unwrap();
                prop_assert!(session.book() == &before, "undo of {:?}", command);
            }
            let text = write_book(session.book());
            let again = read_book(&text);
            prop_assert_eq!(again.as_ref(), Ok(session.book()));
        }
    }

    #[test]
    fn any_table_is_imported_or_refused(mut choices in Choices::any()) {
        let mut session = Session::open(books::book(ANY, &mut choices));
        let names = ["期", "考评对象", "数", "shu", "总分", "分", "单位类型", "说明", ""];
        let header: Vec<String> = names
            .iter()
            .filter(|_| !choices.once_in(3))
            .map(|name| (*name).to_owned())
            .collect();
        let rows: Vec<Vec<String>> = (0..choices.pick(5))
            .map(|_| {
                header
                    .iter()
                    .map(|_| {
                        choices
                            .one(&["2018-01", "2018-W01", "2018-01-03", "单位0", "村1", "5", "甲", "", "2018年第1周", "x"])
                            .to_owned()
                    })
                    .collect()
            })
            .collect();
        let mut text = write_csv(&header, &rows);
        if choices.once_in(2) {
            text = mutated(&text, &mut choices);
        }
        _ = read_csv(&text);
        for file in ["roster-单位.csv", "marks-表0.csv", "register-台账.csv", "表1.csv", "x.csv"] {
            if let Ok(found) = import(&session, file, &text) {
                prop_assert!(session.apply(&found.command).is_ok(), "{:?}", found.command);
                let different = super::compare::against_fresh(&session);
                prop_assert!(different.is_empty(), "{}", different.join("\n"));
            }
        }
    }
}
