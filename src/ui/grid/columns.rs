//! The columns of a grid and its header, from a table's plan: the subject first, then what comes out (total and
//! ranks), then the indicator tree.

use baton_core::edit::Session;
use baton_core::num;
use baton_core::plan::{Part, Plan, Slot, Step, TableIx, TableKind, Type, Version};

use super::arrangement::Arrangement;
use super::cell;
use crate::words::page::{Text, Words};

/// What a column of the grid holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The subject's name; of a register, the subject that the entry is tied to.
    Subject,
    /// An entry's date or period.
    When,
    /// A subject's first day.
    From,
    /// A subject's last day.
    To,
    /// A column of the plan.
    Slot(Slot),
}

impl Holds {
    /// Whether a cell of it may be emptied: the name and date of a row stay.
    #[must_use]
    pub fn can_be_blank(self) -> bool {
        matches!(self, Self::Slot(_) | Self::From | Self::To)
    }
}

/// A column of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridColumn {
    /// What it is called in arrangements: permanent, unlike its place.
    pub key: String,
    /// What it holds.
    pub holds: Holds,
    /// Its whole name.
    pub name: String,
    /// Whether people type into it.
    pub typed: bool,
    /// Whether it is set in figures, to the right.
    pub number: bool,
    /// How wide it is, in CSS pixels.
    pub width: u32,
}

/// A cell of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// Its text.
    pub title: String,
    /// The full marks under it.
    pub full: Option<String>,
    /// How many columns it spans.
    pub columns: usize,
    /// How many header rows it spans.
    pub rows: usize,
    /// The first column it stands over.
    pub first: usize,
    /// Whether it is the head of that one column, not of a group.
    pub is_leaf: bool,
}

impl HeaderCell {
    /// Whether it stands over the frozen column or one of these: the first, and one behind the last.
    #[must_use]
    pub fn is_among(&self, (first, end): (usize, usize)) -> bool {
        self.first == 0 || (self.first < end && first < self.first + self.columns)
    }
}

/// The columns and header of a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The columns; the first is the frozen one.
    pub list: Vec<GridColumn>,
    /// The header, row by row from the top.
    pub header: Vec<Vec<HeaderCell>>,
}

/// What the two sides of a cell leave free, in CSS pixels.
pub const CELL_PADDING: u32 = 16;
/// Widest column, in CSS pixels.
const WIDEST: u32 = 260;
/// What a title may take before it is broken into lines.
const WIDEST_TITLE: u32 = 104;
/// How many rows are looked at to find a width.
const SAMPLE: usize = 300;

/// The columns of a table in a period, in their natural order.
#[must_use]
pub fn columns(session: &Session, table: TableIx, at: usize, words: Words) -> Columns {
    let edition = session.results().space().edition(session.plan(), table, at);
    let list = natural(session, table, at, words);
    let header = header(session, edition, &list, words);
    Columns { list, header }
}

/// The columns arranged by hand.
#[must_use]
pub fn arranged(
    session: &Session,
    edition: usize,
    natural: Vec<GridColumn>,
    arrangement: &Arrangement,
    words: Words,
) -> Columns {
    let list = arrangement.arranged(natural);
    let header = header(session, edition, &list, words);
    Columns { list, header }
}

/// All columns of a table, in their natural order, as wide as what they show in a period.
#[must_use]
pub fn natural(session: &Session, table: TableIx, at: usize, words: Words) -> Vec<GridColumn> {
    let plan = session.plan();
    let edition = session.results().space().edition(plan, table, at);
    let Some(of) = plan.tables.get(table) else { return Vec::new() };
    let mut list = Vec::new();
    let mut push = |holds, name: String, typed, number, least: u32| {
        let above = match holds {
            Holds::Slot(slot) => {
                plan.version(slot, edition).and_then(|v| plan.version(v.role.parent?, edition))
            }
            Holds::Subject | Holds::When | Holds::From | Holds::To => None,
        };
        let title = shortened(&name, above.map(|above| above.name.as_str()).unwrap_or_default());
        let width = width(session, (table, at), holds, &title).max(least);
        let key = match holds {
            Holds::Subject => "@subject".to_owned(),
            Holds::When => "@when".to_owned(),
            Holds::From => "@from".to_owned(),
            Holds::To => "@to".to_owned(),
            Holds::Slot(slot) => {
                plan.columns.get(slot).map(|column| column.id.as_str().to_owned()).unwrap_or_default()
            }
        };
        list.push(GridColumn { key, holds, name, typed, number, width });
    };
    let subject = match &of.kind {
        TableKind::Sheet { class, .. } => {
            plan.tables.get(*class).map(|class| class.name.clone()).unwrap_or_default()
        }
        TableKind::Class => of.name.clone(),
        TableKind::Register { classes, .. } => match classes.as_slice() {
            [only] => plan.tables.get(*only).map(|class| class.name.clone()).unwrap_or_default(),
            _ => words.say(Text::Subject),
        },
    };
    push(Holds::Subject, subject, !matches!(of.kind, TableKind::Sheet { .. }), false, 104);
    if let TableKind::Register { cycle, .. } = of.kind {
        let name = words.say(if cycle.is_some() { Text::Period } else { Text::Date });
        push(Holds::When, name, true, false, 92);
    }
    for slot in in_order(plan, &of.layout) {
        let Some(version) = plan.version(slot, edition) else { continue };
        let typed = matches!(version.step, Step::Input(_));
        push(Holds::Slot(slot), version.name.clone(), typed, version.kind == Type::Number, 60);
    }
    if of.kind == TableKind::Class {
        push(Holds::From, words.say(Text::BelongsFrom), true, false, 92);
        push(Holds::To, words.say(Text::BelongsTo), true, false, 92);
    }
    list
}

/// Totals and ranks first: what people look for must not stand behind thirty columns.
fn in_order(plan: &Plan, layout: &[Slot]) -> Vec<Slot> {
    let first = |slot: &Slot| {
        plan.newest(*slot).is_some_and(|v| v.role.part == Part::Total || matches!(v.step, Step::Order(_)))
    };
    let (mut front, rest): (Vec<Slot>, Vec<Slot>) = layout.iter().copied().partition(first);
    front.extend(rest);
    front
}

/// A column's place in the indicator tree: the indicators above it, from the top, itself included where it has parts.
fn path(plan: &Plan, edition: usize, list: &[GridColumn], slot: Slot) -> Vec<Slot> {
    let version = |slot: Slot| plan.version(slot, edition);
    let parent = |slot: Slot| {
        let above = version(slot)?.role.parent?;
        version(above).filter(|version| version.role.part != Part::Total).map(|_| above)
    };
    let has_parts = list.iter().any(|column| match column.holds {
        Holds::Slot(other) => parent(other) == Some(slot),
        Holds::Subject | Holds::When | Holds::From | Holds::To => false,
    });
    let mut path: Vec<Slot> = std::iter::successors(parent(slot), |above| parent(*above)).take(64).collect();
    path.reverse();
    if has_parts {
        path.push(slot);
    }
    path
}

fn full(session: &Session, version: &Version) -> Option<String> {
    version.role.full.and_then(|parameter| session.results().parameter(parameter)).map(num::format)
}

fn header(session: &Session, edition: usize, list: &[GridColumn], words: Words) -> Vec<Vec<HeaderCell>> {
    let plan = session.plan();
    let paths: Vec<Vec<Slot>> = list
        .iter()
        .map(|column| match column.holds {
            Holds::Slot(slot) => path(plan, edition, list, slot),
            Holds::Subject | Holds::When | Holds::From | Holds::To => Vec::new(),
        })
        .collect();
    let depth = paths.iter().map(Vec::len).max().unwrap_or_default() + 1;
    let name =
        |slot: Slot| plan.version(slot, edition).map(|version| version.name.as_str()).unwrap_or_default();
    let mut rows = Vec::new();
    for level in 0..depth {
        let mut row: Vec<HeaderCell> = Vec::new();
        let mut at = 0;
        while let (Some(column), Some(path)) = (list.get(at), paths.get(at)) {
            let mut span = 1;
            if path.len() == level {
                let group = path.last().copied();
                let own = match column.holds {
                    Holds::Slot(slot) => Some(slot),
                    Holds::Subject | Holds::When | Holds::From | Holds::To => None,
                };
                let is_group = own.is_some() && own == group;
                let title = match group {
                    Some(_) if is_group => words.say(Text::Score),
                    Some(group) => shortened(&column.name, name(group)),
                    None => column.name.clone(),
                };
                let full =
                    own.filter(|_| !is_group).and_then(|slot| full(session, plan.version(slot, edition)?));
                row.push(HeaderCell {
                    title,
                    full,
                    columns: 1,
                    rows: depth - level,
                    first: at,
                    is_leaf: true,
                });
            } else if let Some(group) = path.get(level).copied() {
                span = paths
                    .iter()
                    .skip(at)
                    .take_while(|other| other.get(..=level) == path.get(..=level))
                    .count();
                let full = plan.version(group, edition).and_then(|version| full(session, version));
                let title = name(group).to_owned();
                row.push(HeaderCell { title, full, columns: span, rows: 1, first: at, is_leaf: false });
            }
            at += span;
        }
        rows.push(row);
    }
    rows
}

/// `指标01任务数` under `指标01` is `任务数`.
fn shortened(name: &str, group: &str) -> String {
    name.strip_prefix(group).filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
}

fn width(session: &Session, (table, at): (TableIx, usize), holds: Holds, name: &str) -> u32 {
    let results = session.results();
    let widest = |texts: &mut dyn Iterator<Item = u32>| texts.take(SAMPLE).max().unwrap_or_default();
    let content = match holds {
        Holds::Subject => {
            let rows = results.space().rows(table);
            let names = rows.into_iter().flat_map(|rows| rows.names.iter()).map(|name| text_width(name));
            let subjects = rows.into_iter().flat_map(|rows| rows.subjects.iter().flatten());
            let subjects = subjects.filter_map(|subject| results.subject_name(*subject));
            widest(&mut subjects.map(|name| text_width(&name))).max(widest(&mut { names }))
        }
        Holds::When | Holds::From | Holds::To => 84,
        Holds::Slot(slot) => {
            let cells = results.column(slot, at).iter();
            widest(&mut cells.map(|cell| text_width(&cell::text(results, table, at, slot, cell))))
        }
    };
    let title = text_width(name).min(WIDEST_TITLE);
    // The padding on both sides; beside a title, room for its menu.
    content.max(title + 6).saturating_add(20).min(WIDEST)
}

/// About how wide a text is in the page's font, in CSS pixels.
#[must_use]
pub fn text_width(text: &str) -> u32 {
    text.chars().map(|letter| if letter.is_ascii() { 8 } else { 13 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use crate::words::Language;
    use baton_core::model::Book;

    #[test]
    fn the_header_is_the_indicator_tree_with_results_first() {
        let session = Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()));
        let table = session.plan().table("乡镇周考评").unwrap();
        let columns = columns(&session, table, 0, Words::new(Language::Chinese));
        let names: Vec<&str> = columns.list.iter().map(|column| column.name.as_str()).take(6).collect();
        assert_eq!(names, ["乡镇", "总分", "排名", "指标01任务数", "指标01完成数", "指标01"]);
        assert_eq!(columns.header.len(), 2);
        let group = &columns.header[0][3];
        assert_eq!((group.title.as_str(), group.full.as_deref(), group.columns), ("指标01", Some("8"), 3));
        let under: Vec<&str> = columns.header[1].iter().map(|cell| cell.title.as_str()).take(3).collect();
        assert_eq!(under, ["任务数", "完成数", "得分"]);
        let total = &columns.header[0][1];
        assert_eq!((total.title.as_str(), total.full.as_deref(), total.rows), ("总分", Some("100"), 2));
        let spans: usize = columns.header[0].iter().map(|cell| cell.columns).sum();
        assert_eq!(spans, columns.list.len());
    }

    #[test]
    fn a_number_has_the_room_it_needs() {
        let sample = include_str!("../../templates/ningwu/sample.json");
        let session = Session::open(baton_core::model::read_book(sample).unwrap());
        let table = session.plan().table("年终考核").unwrap();
        for column in columns(&session, table, 0, Words::new(Language::Chinese)).list {
            let Holds::Slot(slot) = column.holds else { continue };
            for cell in session.results().column(slot, 0) {
                let text = cell::text(session.results(), table, 0, slot, cell);
                assert!(text_width(&text) + CELL_PADDING <= column.width, "{}: {text}", column.name);
            }
        }
    }
}
