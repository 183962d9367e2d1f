//! The grid's state: what the tab's table shows now, and what the active cell is.

use std::sync::Arc;

use baton_core::calendar::Period;
use baton_core::diag::CellName;
use baton_core::plan::{TableIx, TableKind};
use leptos::html;
use leptos::prelude::*;

use super::arrangement::Arrangement;
use super::choices::offered;
use super::columns::{self, CELL_PADDING, Columns, GridColumn, Holds};
use super::cursor::{Cursor, Extent};
use super::drag::{Drag, Drawn};
use super::edit::{self, Target};
use super::find::Wanted;
use super::geometry::{Geometry, Sight};
use super::rows;
use super::selection::{Area, Selection};
use super::writing::View;
use crate::ui::desk::{Desk, Notice};
use crate::ui::keeping;
use crate::ui::paste::Pasted;
use crate::ui::periods::chosen;
use crate::ui::tab::Tab;

/// Room for what a cell changed against the period before, in CSS pixels.
const CHANGE_WIDTH: u32 = 48;

/// What the grid shows. Handed to the parts of the window as a context.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Grid {
    pub(in crate::ui) desk: Desk,
    /// The tab's table, with the place of the period shown.
    pub(in crate::ui) shown: Memo<Option<Shown>>,
    /// All its columns, in their natural order.
    pub(super) natural: Memo<Arc<Vec<GridColumn>>>,
    /// Its columns as they are arranged.
    pub(in crate::ui) columns: Memo<Arc<Columns>>,
    /// How the table is arranged.
    pub(super) arrangement: Memo<Arrangement>,
    /// Its rows, in the order of the screen.
    pub(in crate::ui) rows: Memo<Arc<Vec<usize>>>,
    /// What is selected, held within the table.
    pub(in crate::ui) selection: Memo<Selection>,
    /// The active cell, as long as it lies in the table.
    active: Memo<Option<Active>>,
    /// What the mouse is drawing.
    pub(super) drag: RwSignal<Option<Drag>>,
    pub(super) drawn_to: RwSignal<Option<Drawn>>,
    /// What was copied last, for as long as its outline is shown.
    pub(super) copied: RwSignal<Option<(Shown, Vec<Area>)>>,
    /// What of it was cut, as a text: it moves when just that is pasted.
    pub(super) cut: StoredValue<Option<String>>,
    /// Whether the names of the columns are copied too.
    pub(super) copies_headers: StoredValue<bool>,
    /// What is to be pasted but does not all fit, while its preview is shown.
    pub(in crate::ui) pasted: RwSignal<Option<Pasted>>,
    /// The column whose menu is open.
    pub(super) column_menu: RwSignal<Option<usize>>,
    /// Whether the bar that finds is open, and whether it replaces too.
    pub(super) finding: RwSignal<Option<bool>>,
    /// What it looks for.
    pub(super) wanted: RwSignal<Wanted>,
    /// What fits into the active cell, and what of it is offered to one who has typed so much.
    pub(super) choices: Memo<Vec<String>>,
    pub(super) typed: RwSignal<String>,
    pub(super) offered: Memo<Vec<String>>,
    /// Whether the list of it is open, and which one Enter takes.
    pub(super) choosing: RwSignal<Option<Option<usize>>>,
    /// What the editor is doing.
    pub(super) mode: RwSignal<Mode>,
    /// The cell that is being typed into, so that nothing ends up in another.
    pub(super) edited: StoredValue<Option<(Shown, Cursor)>>,
    /// The box that scrolls, the header and the editor, while they are drawn.
    pub(super) frame: NodeRef<html::Div>,
    pub(super) head: NodeRef<html::Thead>,
    pub(super) editor: NodeRef<html::Input>,
    /// What of the grid is in sight, and where everything is.
    pub(super) sight: RwSignal<Sight>,
    pub(super) head_height: RwSignal<f64>,
    /// How low the header may become as columns come and go: it must not jump.
    pub(super) head_least: RwSignal<f64>,
    pub(super) geometry: Memo<Geometry>,
    /// The rows and columns that are drawn: the first, and one behind the last.
    pub(super) rows_drawn: Memo<(usize, usize)>,
    pub(super) columns_drawn: Memo<(usize, usize)>,
}

/// A table and a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Shown {
    /// The table.
    pub(in crate::ui) table: TableIx,
    /// The period's place; 0 for tables without periods.
    pub(in crate::ui) at: usize,
    /// The period: of a sheet its own, of a register the one whose entries are shown.
    pub(in crate::ui) period: Option<Period>,
    /// Whether rows are added by typing below the last.
    pub(in crate::ui) grows: bool,
}

/// The row and column of the active cell; the row is `None` in the empty one for a new row.
type Active = (Shown, Option<usize>, Arc<GridColumn>);

/// What the editor in the active cell is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// It waits, so that an input method finds it when the first key is pressed.
    #[default]
    Waiting,
    /// Typing replaces what was there; arrows go on to the next cell.
    Replacing,
    /// What was there is edited; arrows move within it.
    Changing,
}

impl Grid {
    /// The grid of the desk's tab.
    pub(in crate::ui) fn new(desk: Desk) -> Self {
        let shown = Memo::new(move |_| look(desk));
        // Larger under a finger, and with it the columns.
        let text_size = style_length("--text").unwrap_or(13.0);
        let natural = Memo::new(move |_| {
            let words = desk.words();
            let Some(shown) = shown.get() else { return Arc::default() };
            let compares = desk.view.compare.get();
            desk.read(|session| {
                let mut columns = columns::natural(session, shown.table, shown.at, words);
                for column in &mut columns {
                    if compares && column.number && !column.typed {
                        column.width = column.width.saturating_add(CHANGE_WIDTH);
                    }
                    column.width = scaled(column.width, text_size);
                }
                Arc::new(columns)
            })
        });
        let arrangement = Memo::new(move |_| {
            let tab = desk.view.tab.with(Tab::key);
            desk.view.arrangements.with(|all| all.get(&tab).cloned().unwrap_or_default())
        });
        let columns = Memo::new(move |_| {
            let words = desk.words();
            let Some(shown) = shown.get() else { return Arc::default() };
            let natural = natural.get();
            desk.read(|session| {
                let edition = session.results().space().edition(session.plan(), shown.table, shown.at);
                let list = natural.as_ref().clone();
                Arc::new(arrangement.with(|by| columns::arranged(session, edition, list, by, words)))
            })
        });
        // Widths and hidden columns do not order rows anew.
        let order = Memo::new(move |_| arrangement.with(|by| (by.sort.clone(), by.filters.clone())));
        let rows = Memo::new(move |_| {
            desk.track_shape();
            let Some(shown) = shown.get() else { return Arc::default() };
            let within = shown.period.filter(|_| desk.view.this_period_only.get());
            let natural = natural.get();
            let column = |key: &str| natural.iter().find(|column| column.key == key);
            let (sort, filters) = order.get();
            desk.read(|session| {
                let mut list = rows::rows(session, shown.table, shown.at, within);
                let filters: Vec<_> =
                    filters.iter().filter_map(|(key, filter)| Some((column(key)?, filter))).collect();
                if !filters.is_empty() {
                    rows::filter(session, shown.table, shown.at, &mut list, &filters);
                }
                let sort: Vec<_> =
                    sort.iter().filter_map(|sort| Some((column(&sort.column)?, sort.falling))).collect();
                if !sort.is_empty() {
                    rows::sort(session, shown.table, shown.at, &mut list, &sort);
                }
                Arc::new(list)
            })
        });
        let head_height = RwSignal::new(0.0);
        let row_height = style_length("--row").unwrap_or(28.0);
        let gutter = style_length("--gutter").unwrap_or(40.0);
        let geometry = Memo::new(move |_| {
            let height = head_height.get();
            columns.with(|columns| {
                Geometry::new(row_height, height, gutter, columns.list.iter().map(|column| column.width))
            })
        });
        let extent = move || {
            let grows = shown.get().is_some_and(|shown| shown.grows);
            Extent {
                rows: rows.with(|rows| rows.len()) + usize::from(grows),
                columns: columns.with(|columns| columns.list.len()),
            }
        };
        let sight = RwSignal::new(Sight::default());
        let rows_drawn =
            Memo::new(move |_| geometry.with(|geometry| geometry.window(sight.get(), extent().rows)));
        let columns_drawn = Memo::new(move |before: Option<&(usize, usize)>| {
            geometry.with(|geometry| geometry.column_window(sight.get(), before.copied()))
        });
        let selection = Memo::new(move |_| desk.view.selection.get().within(extent()));
        let active = Memo::new(move |_| {
            let shown = shown.get()?;
            let at = selection.with(Selection::active);
            let column = columns.with(|columns| columns.list.get(at.column).cloned())?;
            let row = rows.with(|rows| rows.get(at.row).copied());
            (row.is_some() || shown.grows).then(|| (shown, row, Arc::new(column)))
        });
        let choices = Memo::new(move |_| {
            desk.track_shape();
            let Some((shown, row, column)) = active.get() else { return Vec::new() };
            let target = Target { table: shown.table, at: shown.at, row, column: &column };
            desk.read(|session| edit::choices(session, target, shown.period)).list
        });
        let typed = RwSignal::new(String::new());
        let offered = Memo::new(move |_| choices.with(|all| typed.with(|typed| offered(all, typed))));
        Self {
            desk,
            shown,
            natural,
            columns,
            arrangement,
            rows,
            selection,
            active,
            drag: RwSignal::new(None),
            drawn_to: RwSignal::new(None),
            copied: RwSignal::new(None),
            cut: StoredValue::new(None),
            copies_headers: StoredValue::new(false),
            choices,
            typed,
            offered,
            choosing: RwSignal::new(None),
            pasted: RwSignal::new(None),
            column_menu: RwSignal::new(None),
            finding: RwSignal::new(None),
            wanted: RwSignal::new(Wanted::default()),
            mode: RwSignal::new(Mode::default()),
            edited: StoredValue::new(None),
            frame: NodeRef::new(),
            head: NodeRef::new(),
            editor: NodeRef::new(),
            sight,
            head_height,
            head_least: RwSignal::new(0.0),
            geometry,
            rows_drawn,
            columns_drawn,
        }
    }

    /// Sees anew what is in sight.
    pub(super) fn look(self) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let sight = Sight {
            top: f64::from(frame.scroll_top()),
            left: f64::from(frame.scroll_left()),
            width: f64::from(frame.client_width()),
            height: f64::from(frame.client_height()),
        };
        if self.sight.get_untracked() != sight {
            self.sight.set(sight);
        }
        let height = self.head.get_untracked().map_or(0.0, |head| f64::from(head.offset_height()));
        if self.head_height.get_untracked() != height {
            self.head_height.set(height);
            self.head_least.set(height);
        }
    }

    /// Scrolls as little as brings the active cell into sight.
    pub(super) fn show_cursor(self, cursor: Cursor) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let sight = self.sight.get_untracked();
        if sight.height > 0.0 {
            let (top, left) = self.geometry.get_untracked().scroll_to(sight, cursor.row, cursor.column);
            // Setting what is set already would make the browser lay the page out at once.
            if top != sight.top {
                frame.set_scroll_top(pixels(top));
            }
            if left != sight.left {
                frame.set_scroll_left(pixels(left));
            }
        }
    }

    /// The cell that the cursor is on.
    fn place(self) -> Option<(Shown, Cursor)> {
        untrack(|| Some((self.shown.get()?, self.cursor())))
    }

    /// Begins to type into the active cell.
    pub(super) fn begin(self, mode: Mode) {
        self.edited.set_value(self.place());
        self.mode.set(mode);
    }

    /// Whether the cell that was begun is still the active one.
    pub(super) fn is_where_it_began(self) -> bool {
        self.edited.get_value() == self.place()
    }

    /// How far the grid goes, the empty row for a new one included.
    pub(super) fn extent(self) -> Extent {
        Extent { rows: self.row_count(), columns: self.columns.with(|columns| columns.list.len()) }
    }

    /// How many rows there are to move through, the empty one for a new row included.
    pub(in crate::ui) fn row_count(self) -> usize {
        let grows = self.shown.get().is_some_and(|shown| shown.grows);
        self.rows.with(|rows| rows.len()) + usize::from(grows)
    }

    /// Whether there are rows to show, or to add; followed.
    pub(in crate::ui) fn has_rows(self) -> bool {
        self.shown.get().is_some() && self.row_count() > 0
    }

    /// Takes the keys again, as after a panel was closed.
    pub(in crate::ui) fn focus(self) {
        if let Some(editor) = self.editor.get_untracked() {
            let _ = editor.focus();
        }
    }

    /// The active cell, held within the grid.
    pub(in crate::ui) fn cursor(self) -> Cursor {
        self.selection.with(Selection::active)
    }

    /// Selects.
    pub(in crate::ui) fn select(self, selection: Selection) {
        self.desk.view.selection.set(selection);
    }

    /// The table as it is shown, not followed.
    pub(in crate::ui) fn view<T>(self, look: impl FnOnce(View<'_>) -> T) -> Option<T> {
        let shown = self.shown.get_untracked()?;
        let (columns, rows) = (self.columns.get_untracked(), self.rows.get_untracked());
        Some(self.desk.read(|session| {
            look(View {
                session,
                table: shown.table,
                at: shown.at,
                columns: &columns.list,
                rows: &rows,
                grows: shown.grows,
                when: self.new_when(shown),
            })
        }))
    }

    /// The period whose entries a register shows; `None` for all.
    pub(super) fn within(self) -> Option<Period> {
        let shown = self.shown.get_untracked()?;
        shown.period.filter(|_| self.desk.view.this_period_only.get_untracked())
    }

    /// Changes how the table is arranged.
    pub(super) fn arrange(self, change: impl FnOnce(&mut Arrangement)) {
        let tab = self.desk.view.tab.with_untracked(Tab::key);
        self.desk.view.arrangements.update(|all| change(all.entry(tab).or_default()));
        keeping::keep_arrangements(self.desk);
    }

    /// The active cell, followed.
    pub(in crate::ui) fn active(self) -> Option<Active> {
        self.active.get()
    }

    /// Whether a text may be typed into the active cell, not only a number.
    pub(in crate::ui) fn takes_text(self) -> bool {
        self.active().is_some_and(|(_, row, column)| {
            column.typed && !column.number && (row.is_some() || column.holds == Holds::Subject)
        })
    }

    /// Whether the active cell can be typed into; where it cannot, that is told.
    pub(super) fn check(self) -> bool {
        let Some((shown, row, column)) = untrack(|| self.active()) else { return false };
        let target = Target { table: shown.table, at: shown.at, row, column: &column };
        match self.desk.read(|session| edit::check(session, target)) {
            Ok(()) => true,
            Err(message) => {
                self.desk.notice.set(Some(Notice::Refused(message)));
                false
            }
        }
    }

    /// Whether there is a list of what fits into the active cell, and whether nothing else does.
    pub(super) fn offers(self) -> (bool, bool) {
        let Some((shown, row, column)) = self.active() else { return (false, false) };
        let target = Target { table: shown.table, at: shown.at, row, column: &column };
        self.desk.read(|session| {
            let has = edit::has_choices(session, target);
            (has, has && edit::choices(session, target, shown.period).only)
        })
    }

    /// Types a text into the active cell; `false` where that cannot be done, which is told.
    pub(in crate::ui) fn type_in(self, text: &str) -> bool {
        let Some((shown, row, column)) = untrack(|| self.active()) else { return false };
        let target = Target { table: shown.table, at: shown.at, row, column: &column };
        let command = self.desk.read(|session| {
            let command = edit::check(session, target)
                .and_then(|()| edit::command(session, target, text, self.new_when(shown)));
            // Typing the same again is no change.
            let same = row.is_some_and(|row| {
                super::cell::typed(session, shown.table, shown.at, row, column.holds) == text
            });
            command.map(|command| (!same).then_some(command))
        });
        match command {
            Ok(Some(command)) => {
                let is_done = self.desk.apply(&command);
                let at = untrack(|| self.cursor()).column;
                // A number that does not fit would be hidden; of texts the beginning says enough.
                let is_wider = columns::text_width(text.trim()).saturating_add(CELL_PADDING) > column.width;
                if is_done && column.number && is_wider {
                    self.fit_column(at);
                }
                is_done
            }
            Ok(None) => true,
            Err(message) => {
                self.desk.notice.set(Some(Notice::Refused(message)));
                false
            }
        }
    }

    /// The date or period that a new entry is given: the period shown, or today.
    fn new_when(self, shown: Shown) -> Option<Period> {
        let cycle = self.desk.read(|session| session.plan().cycle(shown.table));
        match cycle {
            Some(_) => shown.period,
            None => crate::platform::today::today().map(Period::Day),
        }
    }

    /// Shows a cell by its ids: its tab, its period, and the cursor on it.
    pub(in crate::ui) fn go_to(self, cell: &CellName) {
        let tab = self.desk.read(|session| {
            let plan = session.plan();
            Tab::of(plan, plan.tables.iter().position(|table| *table.id == *cell.table)?)
        });
        let Some(tab) = tab else { return };
        if let Ok(period) = cell.period.parse() {
            self.desk.choose(period);
        }
        self.desk.view.this_period_only.set(false);
        self.desk.show(tab);
        let Some(shown) = self.shown.get_untracked() else { return };
        let (row, slot) = self.desk.read(|session| {
            let row = session.results().space().row(shown.table, &cell.row);
            (row, session.plan().column(shown.table, &cell.column))
        });
        let find_row = || self.rows.with_untracked(|rows| rows.iter().position(|known| Some(*known) == row));
        let find_column = || {
            self.columns.with_untracked(|columns| {
                columns.list.iter().position(|column| Some(column.holds) == slot.map(Holds::Slot))
            })
        };
        // What is to be shown must not stay behind a filter or among hidden columns.
        if row.is_some() && find_row().is_none() {
            self.arrange(|by| by.filters.clear());
        }
        if find_column().is_none() {
            self.arrange(|by| _ = by.hidden.remove(&cell.column));
        }
        let cursor =
            Cursor { row: find_row().unwrap_or_default(), column: find_column().unwrap_or_default() };
        self.select(Selection::at(cursor));
    }
}

/// The tab's table and the period shown of it.
fn look(desk: Desk) -> Option<Shown> {
    let table = desk.table()?;
    desk.view.chosen.track();
    desk.read(|session| {
        let chosen = desk.view.chosen.read_untracked();
        let kind = &session.plan().tables.get(table)?.kind;
        match kind {
            TableKind::Sheet { cycle, .. } => {
                let period = chosen.of(session, *cycle)?;
                let at = session.results().space().period(period)?;
                Some(Shown { table, at, period: Some(period), grows: false })
            }
            TableKind::Register { cycle, .. } => {
                // Entries dated by days are looked at by the month, or the finest cycle there is.
                let cycle = cycle.or_else(|| {
                    let cycles = chosen::cycles(session);
                    let month = cycles.iter().find(|cycle| **cycle == baton_core::calendar::Cycle::Month);
                    month.or(cycles.first()).copied()
                });
                let period = cycle.and_then(|cycle| chosen.of(session, cycle));
                Some(Shown { table, at: 0, period, grows: true })
            }
            TableKind::Class => Some(Shown { table, at: 0, period: None, grows: true }),
        }
    })
}

/// A length of the style sheet, in CSS pixels.
fn style_length(name: &str) -> Option<f64> {
    let root = document().document_element()?;
    let style = window().get_computed_style(&root).ok().flatten()?;
    style.get_property_value(name).ok()?.trim().trim_end_matches("px").parse().ok()
}

/// A width that was reckoned for text of 13 pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few hundred; the conversion saturates"
)]
fn scaled(width: u32, text_size: f64) -> u32 {
    (f64::from(width) * text_size / 13.0).round() as u32
}

#[expect(clippy::cast_possible_truncation, reason = "whole pixels; the conversion saturates")]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}
