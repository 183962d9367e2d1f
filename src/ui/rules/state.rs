//! The editor's state: which section is shown, which rows are chosen, and what was typed that cannot stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_core::edit::Command;
use baton_core::edit::rules::{self, Listed, Path, Row, Section, Table};
use baton_core::model::{Id, Scheme};
use leptos::prelude::*;

use super::block::{Placed, Target};
use super::drafts::{Waiting, typed as typed_into};
use super::held::Held;
use super::model::{Shown, count_without, is_typed_under};
use crate::ui::desk::{ChosenCells, Desk, Notice};
use crate::ui::lab::model::with_scheme;

/// The cells that are chosen first: of the section's table, and of the settings of its row, behind their names.
const FIRST_CELLS: ChosenCells = [(0, 0), (0, 1)];

/// What is to be taken out, as it is asked about.
#[derive(Clone)]
pub(super) struct Asked {
    /// The thing.
    pub(super) item: Path,
    /// Where it is used.
    pub(super) uses: Vec<rules::Use>,
    /// How much was typed under it.
    pub(super) typed: usize,
}

/// The editor. Handed to its parts as a context.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) desk: Desk,
    /// The variant that is edited in the place of the rules; the one that lies open in the lab, while the book has it.
    pub(super) variant: Memo<Option<Id>>,
    /// What is shown.
    pub(super) shown: Memo<Option<Arc<Shown>>>,
    /// The section.
    pub(super) section: RwSignal<Section>,
    /// The chosen cell of the section's table, and of the settings of its row: row and column.
    pub(super) active: [RwSignal<(usize, usize)>; 2],
    /// The corner over against the chosen cell, where several are chosen.
    pub(super) corner: [RwSignal<Option<(usize, usize)>>; 2],
    /// The section's table, and all settings of its row; none where the section's table shows them all itself.
    pub(super) tables: [Memo<Option<Arc<Table>>>; 2],
    /// What was typed into cells and does not stand, with the reason: it stays until it is mended.
    pub(super) drafts: Memo<BTreeMap<Path, Waiting>>,
    /// All that was typed so, whatever is shown.
    pub(super) held: Held,
    /// What was done to formulas when something was renamed: place, before, after.
    pub(super) rewritten: RwSignal<Vec<(Path, String, String)>>,
    /// What is to be taken out though it is used or something was typed under it.
    pub(super) asked: RwSignal<Option<Asked>>,
    /// The sheet for which a scoring table is being pasted: `Some(None)`: a new one.
    pub(super) scoring: RwSignal<Option<Option<Path>>>,
    /// The grid that is to take the keyboard when it is drawn.
    pub(super) wants_focus: RwSignal<Option<usize>>,
}

impl Rules {
    pub(super) fn new(desk: Desk) -> Self {
        let variant = Memo::new(move |_| {
            desk.track_change();
            let open = desk.view.variant.get()?;
            desk.read(|session| session.book().variant(&open).is_some()).then_some(open)
        });
        let shown = Memo::new(move |_| {
            desk.track_change();
            let variant = variant.get();
            desk.read(|session| Shown::new(session, variant.as_ref())).map(Arc::new)
        });
        let held = expect_context::<Held>();
        let drafts = Memo::new(move |_| {
            let variant = variant.get();
            shown
                .with(|shown| {
                    let shown = shown.as_ref()?;
                    let waiting = |session: &_| {
                        held.drafts.with(|drafts| drafts.waiting(session, shown, variant.as_ref()))
                    };
                    Some(desk.read(waiting))
                })
                .unwrap_or_default()
        });
        let is_there = |section: &Section| {
            let has = |shown: &Shown| rules::sections(&shown.json).iter().any(|of| of.section == *section);
            shown.with_untracked(|shown| shown.as_deref().is_some_and(has))
        };
        let left = desk.view.rules_left_at.get_untracked().filter(|(section, _)| is_there(section));
        let (section, chosen) = left.unwrap_or((Section::General, FIRST_CELLS));
        let section = RwSignal::new(section);
        let active = chosen.map(RwSignal::new);
        let table = Memo::new(move |_| {
            let section = section.get();
            shown.with(|shown| shown.as_ref().map(|shown| Arc::new(rules::table(&shown.json, &section))))
        });
        let outline = Memo::new(move |_| {
            let row = table.with(|table| chosen_row(table.as_deref()?, active[0].get()))?;
            row.own_thing()?;
            shown.with(|shown| Some(Arc::new(rules::outline(&shown.as_ref()?.json, &row.at))))
        });
        Self {
            desk,
            variant,
            shown,
            section,
            active,
            corner: [RwSignal::new(None), RwSignal::new(None)],
            tables: [table, outline],
            drafts,
            held,
            rewritten: RwSignal::new(Vec::new()),
            asked: RwSignal::new(None),
            scoring: RwSignal::new(None),
            wants_focus: RwSignal::new(None),
        }
    }

    /// The sections, followed.
    pub(super) fn sections(self) -> Vec<Listed> {
        self.shown.with(|shown| shown.as_ref().map(|shown| rules::sections(&shown.json)).unwrap_or_default())
    }

    /// The row chosen in the section's table, followed.
    pub(super) fn row(self) -> Option<Row> {
        self.chosen(0)?.1
    }

    /// Shows a section from its first row.
    pub(super) fn show(self, section: Section) {
        for (active, first) in self.active.iter().zip(FIRST_CELLS) {
            active.set(first);
        }
        self.corner.iter().for_each(|corner| corner.set(None));
        self.rewritten.set(Vec::new());
        self.section.set(section);
    }

    /// Keeps what is shown for when the editor is opened again.
    pub(super) fn leave(self) {
        let chosen = self.active.map(|active| active.get_untracked());
        self.desk.view.rules_left_at.set(Some((self.section.get_untracked(), chosen)));
    }

    /// Types into a cell.
    pub(super) fn type_into(self, cell: &Path, typed: &str) {
        let Some(shown) = self.shown.get_untracked() else { return };
        self.rewritten.set(Vec::new());
        let variant = self.variant.get_untracked();
        let wait = |rules: Self| {
            rules.held.change(|drafts| drafts.put(&shown, variant.as_ref(), cell, typed));
            let cell = cell.clone();
            rules.desk.view.undo_first.set(Some(Callback::new(move |()| rules.take_back_draft(&cell))));
        };
        match self.desk.read(|session| typed_into(session, &shown, variant.as_ref(), cell, typed)) {
            Ok(changed) => {
                self.forget(cell);
                let item = cell.parent().filter(|_| cell.last_key() == Some("name"));
                if let Some(item) = item.filter(|item| item.depth() > 0) {
                    self.rewritten.set(rules::rewritten(&shown.scheme, &item, typed.trim()));
                }
                // What the book refuses, such as where it is locked, is not lost either.
                if !self.put(changed) {
                    wait(self);
                }
            }
            Err(_) => wait(self),
        }
    }

    /// Takes back what was typed last into a cell and waits there.
    fn take_back_draft(self, cell: &Path) {
        self.forget(cell);
        self.go(cell);
    }

    /// What was typed into cells that are no longer there, followed: its number and text.
    pub(super) fn lost(self) -> Vec<(usize, String)> {
        let (shown, variant) = (self.shown.get(), self.variant.get());
        let lost = |shown: Arc<Shown>| self.held.drafts.with(|drafts| drafts.lost(&shown, variant.as_ref()));
        shown.map(lost).unwrap_or_default()
    }

    /// Forgets what was typed into a cell and does not stand.
    pub(super) fn forget(self, cell: &Path) {
        let Some(shown) = self.shown.get_untracked() else { return };
        if self.drafts.with_untracked(|drafts| drafts.contains_key(cell)) {
            let variant = self.variant.get_untracked();
            self.held.change(|drafts| _ = drafts.forget(&shown, variant.as_ref(), cell));
            self.desk.view.undo_first.set(None);
        }
    }

    /// Puts a changed scheme in the place of the one shown: as the rules, or as cards of the variant; `false` where that is
    /// refused, which is told.
    pub(super) fn put(self, changed: Scheme) -> bool {
        let Some(shown) = self.shown.get_untracked() else { return false };
        if changed == shown.scheme {
            return true;
        }
        let variant = self.variant.get_untracked();
        let command = match &variant {
            None => Some(Command::SetScheme { scheme: Box::new(changed) }),
            Some(id) => self.desk.read(|session| {
                let known = session.book().variant(id)?;
                let recorded = with_scheme(session, known, &changed)?;
                Some(Command::SetVariant { id: id.clone(), at: None, variant: Some(Box::new(recorded)) })
            }),
        };
        command.is_some_and(|command| self.desk.apply(&command))
    }

    /// What an edit in one of the tables gives: the new place is chosen there.
    pub(super) fn put_at(self, number: usize, changed: Option<(Scheme, Path)>) {
        let Some((scheme, place)) = changed else { return };
        if self.put(scheme) {
            self.choose_row(number, &place);
        }
    }

    /// Chooses the row of a thing in one of the tables.
    pub(super) fn choose_row(self, number: usize, place: &Path) {
        let table = self.tables[number].get_untracked();
        if let Some(at) = table.and_then(|table| rules::row_of(&table, place)) {
            self.active[number].update(|active| active.0 = at);
        }
    }

    /// One of the tables with its chosen row, followed.
    pub(super) fn chosen(self, number: usize) -> Option<(Arc<Table>, Option<Row>)> {
        let table = self.tables[number].get()?;
        let row = chosen_row(&table, self.active[number].get());
        Some((table, row))
    }

    /// The thing of a list that the chosen row of a table is or belongs to, followed.
    pub(super) fn item(self, number: usize) -> Option<Path> {
        let (table, row) = self.chosen(number)?;
        rules::item_of(&table, &row?)
    }

    /// Where a new row would go, followed: with the table whose row it is.
    pub(super) fn place_of_new(self, number: usize, inside: bool) -> Option<(usize, Path, Option<usize>)> {
        let (table, row) = self.chosen(number)?;
        let below = row.as_ref().filter(|_| inside).and_then(rules::list_below);
        if let Some(list) = below {
            return Some((number, list, None));
        }
        match rules::place_of_new(&table, row.as_ref()) {
            Some((list, behind)) => Some((number, list, behind)),
            // A setting that is in no list belongs to the row above.
            None if number > 0 => self.place_of_new(0, inside),
            None => None,
        }
    }

    /// Adds a row behind the chosen one of a table, or one that stands in it.
    pub(super) fn add(self, number: usize, inside: bool) {
        let Some(shown) = self.shown.get_untracked() else { return };
        let Some((number, list, behind)) = untrack(|| self.place_of_new(number, inside)) else { return };
        self.add_to(&shown, number, &list, behind);
        self.wants_focus.set(Some(number));
    }

    /// Adds a thing to a list, and chooses it in the table.
    pub(super) fn add_to(self, shown: &Shown, number: usize, list: &Path, behind: Option<usize>) {
        let Some(thing) = super::model::thing_of(&shown.json, list) else { return };
        let name = crate::words::rules::fresh(thing, self.desk.speech.language.get_untracked());
        match rules::add(&shown.scheme, list, behind, name, &|id| self.is_taken(id)) {
            Ok(changed) => {
                self.put_at(number, Some(changed));
                // One goes on by naming it.
                if number == 0 {
                    self.active[0].update(|active| active.1 = 0);
                }
            }
            Err(message) => self.desk.notice.set(Some(Notice::Refused(message))),
        }
    }

    /// Whether an id belonged to something before.
    fn is_taken(self, id: &str) -> bool {
        self.desk.read(|session| is_typed_under(session, id))
            || self.held.drafts.with_untracked(|drafts| drafts.know(id))
    }

    /// One of the tables as something that a block is put into or read of.
    fn with_target<R>(self, number: usize, act: impl FnOnce(&Target<'_>) -> R) -> Option<R> {
        let shown = self.shown.get_untracked()?;
        let variant = self.variant.get_untracked();
        let section = self.section.get_untracked();
        let of = untrack(|| self.row()).map(|row| row.at);
        let layout = |shown: &Shown| match (number, &of) {
            (1, Some(of)) => rules::outline(&shown.json, of),
            _ => rules::table(&shown.json, &section),
        };
        let language = self.desk.speech.language.get_untracked();
        let act = |session: &_| {
            act(&Target {
                session,
                shown: &shown,
                variant: variant.as_ref(),
                layout: &layout,
                language,
                is_taken: &|id| self.is_taken(id),
            })
        };
        Some(self.desk.read(act))
    }

    /// The texts of the chosen cells of one of the tables.
    pub(super) fn picked(self, number: usize) -> Vec<Vec<String>> {
        let active = self.active[number].get_untracked();
        let corner = self.corner[number].get_untracked().unwrap_or(active);
        self.with_target(number, |target| target.read(active, corner)).unwrap_or_default()
    }

    /// Puts texts into one of the tables from a cell on, as one step; what does not stand waits in its cell.
    pub(super) fn put_block(self, number: usize, from: (usize, usize), texts: &[Vec<String>]) {
        self.rewritten.set(Vec::new());
        let placed = match self.with_target(number, |target| target.put(from, texts)) {
            Some(Ok(placed)) => placed,
            Some(Err(message)) => return self.desk.notice.set(Some(Notice::Refused(message))),
            None => return,
        };
        let Placed { scheme, cells, waiting, beside } = placed;
        if !self.put(scheme) {
            return;
        }
        let Some(shown) = self.shown.get_untracked() else { return };
        let variant = self.variant.get_untracked();
        let covers = self.drafts.with_untracked(|drafts| cells.iter().any(|cell| drafts.contains_key(cell)));
        if covers {
            self.desk.view.undo_first.set(None);
        }
        if covers || !waiting.is_empty() {
            self.held.change(|drafts| {
                for cell in &cells {
                    drafts.forget(&shown, variant.as_ref(), cell);
                }
                for (cell, typed) in &waiting {
                    drafts.put(&shown, variant.as_ref(), cell, typed);
                }
            });
        }
        if !waiting.is_empty() || !beside.is_empty() {
            self.desk.notice.set(Some(Notice::NotAllPlaced(waiting.len(), beside)));
        }
        let (rows, columns) = (texts.len(), texts.iter().map(Vec::len).max().unwrap_or(0));
        let corner =
            (from.0.saturating_add(rows).saturating_sub(1), from.1.saturating_add(columns).saturating_sub(1));
        self.active[number].set(from);
        self.corner[number].set((corner != from).then_some(corner));
        self.wants_focus.set(Some(number));
    }

    /// Takes a thing out; where it is used, or something was typed under it, that is asked first.
    pub(super) fn remove(self, item: &Path) {
        let Some(shown) = self.shown.get_untracked() else { return };
        if item.number().is_none() {
            return;
        }
        let uses = rules::uses(&shown.scheme, item);
        let typed = rules::remove(&shown.scheme, item)
            .map_or(0, |changed| self.desk.read(|session| count_without(session, &shown.scheme, &changed)));
        match uses.is_empty() && typed == 0 {
            true => self.remove_now(item),
            false => self.asked.set(Some(Asked { item: item.clone(), uses, typed })),
        }
    }

    /// Takes a thing out.
    pub(super) fn remove_now(self, item: &Path) {
        let Some(shown) = self.shown.get_untracked() else { return };
        match rules::remove(&shown.scheme, item) {
            Ok(changed) => _ = self.put(changed),
            Err(message) => self.desk.notice.set(Some(Notice::Refused(message))),
        }
    }

    /// Shows the cell that a place is, or at which it is told what is wrong there.
    pub(super) fn go(self, place: &Path) {
        let Some(shown) = self.shown.get_untracked() else { return };
        let home = shown.home(place);
        let is_it = |cell: &Path| place.is_within(cell) || home == *cell;
        let mut best: Option<(usize, Section, usize, usize)> = None;
        for Listed { section, .. } in rules::sections(&shown.json) {
            let table = rules::table(&shown.json, &section);
            for (at, row) in table.rows.iter().enumerate() {
                let cell = |head| rules::cell(&shown.json, row, head).is_some_and(|cell| is_it(&cell));
                let column = table.heads.iter().position(cell);
                let depth = match column {
                    Some(_) => row.at.depth().saturating_add(1),
                    None if place.is_within(&row.at) => row.at.depth(),
                    None => continue,
                };
                if best.as_ref().is_none_or(|(known, ..)| depth > *known) {
                    best = Some((depth, section.clone(), at, column.unwrap_or(0)));
                }
            }
        }
        let Some((_, section, row, column)) = best else { return };
        self.section.set(section);
        self.active[0].set((row, column));
        // Where it has no cell in the table, it has one among all settings of the row.
        let has_cell = self.tables[0].get_untracked().is_some_and(|table| {
            let row = table.rows.get(row);
            let head = table.heads.get(column);
            row.zip(head)
                .and_then(|(row, head)| rules::cell(&shown.json, row, head))
                .is_some_and(|cell| is_it(&cell))
        });
        let below = self.tables[1].get_untracked().and_then(|table| {
            let fits = |row: &Row| is_it(&row.at) && !row.is_list;
            let mut all = table.rows.iter().enumerate().filter(|(_, row)| fits(row));
            all.next_back().map(|(at, _)| at)
        });
        match (has_cell, below) {
            (false, Some(at)) => {
                self.active[1].set((at, 1));
                self.wants_focus.set(Some(1));
            }
            _ => self.wants_focus.set(Some(0)),
        }
    }
}

/// The row of a table in which the chosen cell lies; the last where it would lie behind that.
fn chosen_row(table: &Table, (row, _): (usize, usize)) -> Option<Row> {
    table.rows.get(row.min(table.rows.len().saturating_sub(1))).cloned()
}

/// The editor of the page.
pub(super) fn rules() -> Rules {
    expect_context::<Rules>()
}
