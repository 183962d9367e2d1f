//! Whom a rule hits now, and what tells one edition of the rules from the one before. Knows no browser.

use baton_core::diag::CellName;
use baton_core::edit::Session;
use baton_core::edit::rules::Path;
use baton_core::eval::cell_ref;
use baton_core::lab::{Teller, diff};
use baton_core::model::Value;
use baton_core::plan::{Reach, TableKind};
use serde_json::Value as Json;

use crate::ui::periods::chosen::Chosen;
use crate::words::Language;
use crate::words::variants::card;

/// One whom a rule hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The subject's name.
    pub name: String,
    /// The cell that the rule looks at.
    pub cell: CellName,
    /// Whether marks are missing on which it rests.
    pub is_provisional: bool,
}

/// Whom the rule at a place of the scheme hits in the period shown, with that period; `None` where that cannot be said: the
/// rule is wrong, or another edition is in force then.
#[must_use]
pub fn hits(session: &Session, json: &Json, rule: &Path, chosen: &Chosen) -> Option<(String, Vec<Hit>)> {
    let (plan, results) = (session.plan(), session.results());
    let table = plan.table(rule.parent()?.parent()?.key("id").text(json))?;
    let newest = plan.editions.len().checked_sub(1)?;
    let id = rule.key("id").text(json);
    let of = plan.editions.get(newest)?.rules.iter().find(|of| of.table == table && *of.id == *id)?;
    let (at, period) = match plan.tables.get(table)?.kind {
        TableKind::Sheet { cycle, .. } => {
            let period = chosen.of(session, cycle)?;
            (results.space().period(period)?, period.to_string())
        }
        TableKind::Register { .. } => (0, String::new()),
        TableKind::Class => return None,
    };
    if results.space().edition(plan, table, at) != newest {
        return None;
    }
    let layout = &plan.tables.get(table)?.layout;
    let version = plan.columns.get(of.when)?.versions.get(newest)?.as_ref()?;
    let read = version.reads.iter().find(|read| read.reach == Reach::Row && layout.contains(&read.slot));
    let shown = read.map(|read| read.slot).or_else(|| layout.first().copied())?;
    let rows = results.space().rows(table)?;
    let hit = |row: usize| {
        let cell = results.cell(of.when, at, row)?;
        if cell.value != Value::Truth(true) || !results.is_there(table, at, row) {
            return None;
        }
        let subject = rows.subjects.get(row).copied().flatten().and_then(|of| results.subject_name(of));
        let name = subject.or_else(|| rows.names.get(row).cloned())?;
        Some(Hit {
            name: name.to_string(),
            cell: results.name(cell_ref(shown, at, row)?)?,
            is_provisional: cell.provisional,
        })
    };
    Some((period, (0..results.column(of.when, at).len()).filter_map(hit).collect()))
}

/// An edition of the rules, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionLine {
    /// From which day it is in force; empty for the first.
    pub from: String,
    /// Its scheme's name and note.
    pub name: String,
    /// What is noted about it.
    pub note: String,
    /// What tells it from the one before, in words.
    pub changes: Vec<String>,
}

/// The editions of a book, oldest first.
#[must_use]
pub fn editions(session: &Session, language: Language) -> Vec<EditionLine> {
    let book = session.book();
    let befores = std::iter::once(None).chain(book.editions.iter().map(Some));
    let line = |(before, of): (Option<&baton_core::model::Edition>, &baton_core::model::Edition)| {
        let changes = before.map(|before| {
            let teller = Teller::new(&before.scheme, book);
            let cards = diff(&before.scheme, &of.scheme);
            cards.iter().map(|change| card(&teller.tell(&change.change), language)).collect()
        });
        EditionLine {
            from: of.from.map(|from| from.to_string()).unwrap_or_default(),
            name: of.scheme.name.clone(),
            note: of.scheme.note.clone(),
            changes: changes.unwrap_or_default(),
        }
    };
    befores.zip(&book.editions).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::edit::Command;
    use baton_core::model::{Book, Edition, Scheme, Subject, read_scheme, scheme_to_json};

    fn scheme(line: u32) -> Scheme {
        let text = r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
            "sheets": [{"name": "年", "class": "镇", "cycle": "year", "inputs": [{"name": "分"}],
                "rules": [{"name": "约谈", "when": "分 < LINE", "then": [{"list": "红榜"}]}]}]}"#;
        read_scheme(&text.replace("LINE", &line.to_string())).unwrap()
    }

    fn session() -> Session {
        let mut session = Session::open(Book::new("b", scheme(60)));
        let span =
            r#"{"command": "open-periods", "cycle": "year", "span": {"first": "2024", "last": "2025"}}"#;
        session.apply(&serde_json::from_str(span).unwrap()).unwrap();
        for (name, typed) in [("东", "50"), ("西", "70")] {
            session
                .apply(&Command::AddSubject { class: "镇".into(), at: None, subject: Subject::new(name) })
                .unwrap();
            session
                .apply(&Command::SetMark {
                    sheet: "年".into(),
                    period: "2024".parse().unwrap(),
                    subject: name.into(),
                    column: "分".into(),
                    typed: typed.into(),
                })
                .unwrap();
        }
        session
    }

    #[test]
    fn a_rule_says_whom_it_hits_in_the_period_shown() {
        let mut session = session();
        let rule = Path::read("sheets[0].rules[0]");
        let mut chosen = Chosen::default();
        chosen.choose(&session, "2024".parse().unwrap());
        let found = |session: &Session, chosen: &Chosen| {
            let json = scheme_to_json(session.book().scheme().unwrap());
            hits(session, &json, &rule, chosen)
        };
        let (period, all) = found(&session, &chosen).unwrap();
        let names: Vec<(&str, &str)> =
            all.iter().map(|hit| (hit.name.as_str(), hit.cell.column.as_str())).collect();
        assert_eq!((period.as_str(), names), ("2024", vec![("东", "分")]));
        // Another threshold, other people.
        session.apply(&Command::SetScheme { scheme: Box::new(scheme(80)) }).unwrap();
        assert_eq!(found(&session, &chosen).unwrap().1.len(), 2);
        // Nothing is said of a period in which other rules hold.
        let edition = Edition { from: "2025-01-01".parse().ok(), scheme: scheme(90) };
        session.apply(&Command::AddEdition { edition: Box::new(edition) }).unwrap();
        assert_eq!(found(&session, &chosen), None);
    }

    #[test]
    fn editions_are_told_apart_in_words() {
        let mut session = session();
        let edition = Edition { from: "2025-01-01".parse().ok(), scheme: scheme(90) };
        session.apply(&Command::AddEdition { edition: Box::new(edition) }).unwrap();
        let all = editions(&session, Language::Chinese);
        assert_eq!((all.len(), all[0].changes.len()), (2, 0));
        assert_eq!(all[1].from, "2025-01-01");
        assert_eq!(all[1].changes.len(), 1);
        assert!(all[1].changes[0].contains("分 < 60") && all[1].changes[0].contains("分 < 90"), "{all:?}");
    }
}
