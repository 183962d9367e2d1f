//! What is drawn of a table of the editor, row by row: a row that looks as it did is not drawn anew.

use std::collections::BTreeMap;

use baton_core::edit::rules::{Head, Path, Row, Table, Thing, begins_thing, cell, read, sum_below};
use baton_core::num;

use super::drafts::Waiting;
use super::model::{Shown, in_words, is_chosen, is_formula, meant, said};
use crate::words::page::{Text, Words};
use crate::words::rules::{fresh, setting};

/// How a row looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct RowLook {
    /// Its place in the table.
    pub(super) at: usize,
    /// How far it is indented.
    pub(super) depth: usize,
    /// Whether it stands above others.
    pub(super) is_heading: bool,
    /// What is said of its handle; `None` where it cannot be moved.
    pub(super) handle: Option<String>,
    /// Its cells.
    pub(super) cells: Vec<CellLook>,
}

/// How a cell looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum CellLook {
    /// What the row is called; with the list that can be added to, and what its button says.
    Name(String, Option<(Path, String)>),
    /// Whom the rule hits.
    Hits(Option<Path>),
    /// There is no such setting; but there may be a formula that its method stands for.
    None(Option<String>),
    /// A setting.
    Setting(Box<SettingLook>),
}

/// How a setting looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SettingLook {
    /// What stands there.
    pub(super) text: String,
    /// What is meant where nothing does.
    pub(super) usual: String,
    /// The formula that a method stands for, among all settings of an indicator.
    pub(super) stands_for: Option<String>,
    /// What the full marks below add up to, and whether they should add up to something else.
    pub(super) sum: Option<(String, bool)>,
    /// What is wrong.
    pub(super) problem: Option<String>,
    /// Whether it was typed and does not stand.
    pub(super) is_draft: bool,
    /// Whether it is chosen from a list.
    pub(super) is_choice: bool,
    /// Whether it is a formula.
    pub(super) is_formula: bool,
}

/// How all rows of a table look; `number`: 0 the section's, 1 all settings of a row.
pub(super) fn looks(
    words: Words,
    number: usize,
    shown: &Shown,
    table: &Table,
    drafts: &BTreeMap<Path, Waiting>,
) -> Vec<RowLook> {
    let row = |(at, row): (usize, &Row)| RowLook {
        at,
        depth: row.depth,
        is_heading: row.is_list || (row.thing.is_none() && number == 0 && row.at.last_key() == Some("total")),
        handle: begins_thing(row).then(|| words.say(Text::RulesDrag)),
        cells: table.heads.iter().map(|head| cell_look(words, shown, row, head, drafts)).collect(),
    };
    table.rows.iter().enumerate().map(row).collect()
}

fn cell_look(
    words: Words,
    shown: &Shown,
    row: &Row,
    head: &Head,
    drafts: &BTreeMap<Path, Waiting>,
) -> CellLook {
    match head {
        Head::Names => {
            let name = setting(&row.at, row.thing.filter(|_| !row.is_list), words.language);
            let thing = row.thing.filter(|_| row.is_list);
            CellLook::Name(name, thing.map(|thing| (row.at.clone(), fresh(thing, words.language).to_owned())))
        }
        Head::Hits => CellLook::Hits((row.thing == Some(Thing::Rule)).then(|| row.at.clone())),
        _ => match cell(&shown.json, row, head) {
            None if *head == Head::Setting("method.formula") => {
                CellLook::None(shown.stands_for(&row.at).map(str::to_owned))
            }
            None => CellLook::None(None),
            Some(path) => CellLook::Setting(Box::new(setting_look(words, shown, row, &path, drafts))),
        },
    }
}

fn setting_look(
    words: Words,
    shown: &Shown,
    row: &Row,
    path: &Path,
    drafts: &BTreeMap<Path, Waiting>,
) -> SettingLook {
    let draft = drafts.get(path);
    let (text, problem) = match draft {
        Some(Waiting { typed, why }) => {
            let why = why.as_ref().map_or_else(|| words.say(Text::DraftFits), |why| words.because(why));
            let text = in_words(&shown.json, path, typed, words.language);
            (text, Some(format!("{} {why}", words.say(Text::DraftWaits))))
        }
        None => {
            let told: Vec<String> =
                shown.problems_of(path).iter().map(|of| words.because(&of.message)).collect();
            (said(&shown.json, path, words.language), (!told.is_empty()).then(|| told.join(" ")))
        }
    };
    SettingLook {
        usual: if text.is_empty() { meant(&shown.json, path, words.language) } else { String::new() },
        text,
        stands_for: (path.last_key() == Some("kind") && row.thing.is_none())
            .then(|| shown.stands_for(&path.parent()?.parent()?).map(str::to_owned))
            .flatten(),
        sum: full_marks(words, shown, row, path),
        problem,
        is_draft: draft.is_some(),
        is_choice: is_chosen(&shown.json, path),
        is_formula: is_formula(&shown.json, path),
    }
}

/// What the full marks below a node add up to, where these stand in the cell; whether that is not what it should be.
fn full_marks(words: Words, shown: &Shown, row: &Row, path: &Path) -> Option<(String, bool)> {
    if path.last_key() != Some("full") {
        return None;
    }
    let sum = sum_below(&shown.json, &row.at)?;
    let full = num::read(&read(&shown.json, path));
    Some((words.sum_of_full(&num::format(sum)), full.is_some_and(|full| full != sum)))
}
