//! What the palette finds: verbs, tabs, and the subjects and columns of the table shown.

use baton_core::diag::CellName;
use baton_core::edit::Session;
use baton_core::edit::rules::{Listed, Section, sections};
use baton_core::model::scheme_to_json;
use baton_core::plan::TableIx;

use super::table::Verb;
use crate::ui::tab::{Tab, tabs};
use crate::words::page::{Text, Words};
use crate::words::rules::section_in_full;

/// Most finds that are shown.
pub const MOST: usize = 60;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// What it is called.
    pub name: String,
    /// What kind of thing it is, or its shortcut.
    pub hint: String,
    /// What choosing it does.
    pub target: Target,
}

/// What choosing a find does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something is done.
    Verb(Verb),
    /// A tab is shown.
    Tab(Tab),
    /// A section of the scheme is shown.
    Section(Section),
    /// A cell is gone to; a subject is its row's first cell.
    Cell(CellName),
}

/// The table shown: its number, its period as text, and the row that the cursor is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// The table.
    pub table: TableIx,
    /// The period; empty where the table has none.
    pub period: String,
    /// The row's place.
    pub row: usize,
}

/// Everything that can be found, in the order in which it is offered.
#[must_use]
pub fn all(session: &Session, here: Option<&Here>, verbs: &[Verb], words: Words) -> Vec<Find> {
    let mut finds: Vec<Find> = verbs
        .iter()
        .map(|verb| Find {
            name: words.say(verb.text()),
            hint: verb.shortcut().map(super::shortcut::Shortcut::text).unwrap_or_default(),
            target: Target::Verb(*verb),
        })
        .collect();
    finds.extend(tabs(session.plan()).into_iter().map(|named| Find {
        name: match &named.tab {
            Tab::Outcome => words.say(Text::Outcome),
            Tab::Lab => words.say(Text::Lab),
            Tab::Rules => words.say(Text::Rules),
            Tab::Problems => words.say(Text::Problems),
            Tab::Sheet(_) | Tab::Register(_) | Tab::Roster(_) => named.label(&words.say(Text::Rosters)),
        },
        hint: match &named.tab {
            Tab::Register(_) if named.is_ballot => words.say(Text::Ballots),
            Tab::Register(_) => words.say(Text::Registers),
            Tab::Roster(_) => words.say(Text::Rosters),
            Tab::Sheet(_) | Tab::Outcome | Tab::Lab | Tab::Rules | Tab::Problems => words.say(Text::Tabs),
        },
        target: Target::Tab(named.tab),
    }));
    finds.extend(rules(session, words));
    if let Some(here) = here {
        finds.extend(within(session, here, words));
    }
    finds
}

/// The sections of the rules in force.
fn rules(session: &Session, words: Words) -> Vec<Find> {
    let Some(scheme) = session.book().scheme() else { return Vec::new() };
    let find = |listed: Listed| Find {
        name: section_in_full(&listed, words.language),
        hint: words.say(Text::Rules),
        target: Target::Section(listed.section),
    };
    sections(&scheme_to_json(scheme)).into_iter().map(find).collect()
}

/// The subjects and columns of a table.
fn within(session: &Session, here: &Here, words: Words) -> Vec<Find> {
    let plan = session.plan();
    let (Some(of), Some(rows)) = (plan.tables.get(here.table), session.results().space().rows(here.table))
    else {
        return Vec::new();
    };
    let cell = |row: &str, column: &str| {
        Target::Cell(CellName {
            table: of.id.to_string(),
            period: here.period.clone(),
            row: row.to_owned(),
            column: column.to_owned(),
        })
    };
    let subjects = rows.ids.iter().zip(&rows.names).map(|(id, name)| Find {
        name: name.as_ref().to_owned(),
        hint: words.say(Text::Subject),
        target: cell(id, ""),
    });
    let own = rows.ids.get(here.row).map(ToString::to_string).unwrap_or_default();
    let columns = of.layout.iter().filter_map(|slot| {
        let (column, version) = (plan.columns.get(*slot)?, plan.newest(*slot)?);
        let (name, hint) = (version.name.clone(), words.say(Text::ColumnHint));
        Some(Find { name, hint, target: cell(&own, &column.id) })
    });
    subjects.chain(columns).collect()
}

/// Those whose names hold every word of a query, names that begin with it first.
#[must_use]
pub fn matching(finds: &[Find], query: &str) -> Vec<Find> {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(bool, &Find)> = finds
        .iter()
        .filter_map(|find| {
            let name = find.name.to_lowercase();
            words.iter().all(|word| name.contains(word)).then(|| (!name.starts_with(&query), find))
        })
        .collect();
    found.sort_by_key(|(is_later, _)| *is_later);
    found.into_iter().take(MOST).map(|(_, find)| find.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use crate::words::Language;
    use baton_core::edit::Command;
    use baton_core::model::{Book, Subject};

    #[test]
    fn verbs_tabs_subjects_and_columns_are_found() {
        let mut session = Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()));
        let subject = Subject::new("东乡");
        session.apply(&Command::AddSubject { class: "乡镇".into(), at: None, subject }).unwrap();
        let table = session.plan().table("乡镇周考评").unwrap();
        let here = Here { table, period: "2018-W01".to_owned(), row: 0 };
        let finds = all(&session, Some(&here), Verb::ALL, Words::new(Language::Chinese));
        let first = |query: &str| matching(&finds, query).into_iter().next().map(|find| find.target);
        assert_eq!(first("撤销"), Some(Target::Verb(Verb::Undo)));
        assert_eq!(first("村月"), Some(Target::Tab(Tab::Sheet("村月考评".to_owned()))));
        let Some(Target::Cell(subject)) = first("东乡") else { panic!("a subject") };
        assert_eq!((subject.row.as_str(), subject.column.as_str()), ("东乡", ""));
        let Some(Target::Cell(column)) = first("满意") else { panic!("a column") };
        assert_eq!((column.row.as_str(), column.column.as_str()), ("东乡", "满意度"));
        let Some(Target::Section(Section::In(..))) = first("乡镇周考评 计算") else {
            panic!("a section")
        };
        assert_eq!(first("没有这样的"), None);
        assert_eq!(matching(&finds, "").len(), finds.len().min(MOST));
    }
}
