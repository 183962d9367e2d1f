//! The panel's state: whether it is open, which part it shows, how wide it is, and of which cell it speaks. View state:
//! kept in the browser, never in the book.

use baton_core::diag::CellName;
use leptos::html;
use leptos::prelude::*;

use super::model::{self, Way};
use crate::platform::local::LocalStorage;
use crate::ui::desk::Desk;
use crate::ui::grid::Grid;
use crate::ui::grid::columns::Holds;
use crate::ui::grid::cursor::Cursor;
use crate::ui::tab::Tab;
use crate::words::page::Text;

/// Where the panel's state is kept.
const KEY: &str = "side";
/// Narrowest, widest and first width, in CSS pixels.
pub(super) const WIDTHS: (u32, u32, u32) = (260, 900, 360);

/// A part of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) enum Part {
    /// 依据: why the cell has its value.
    #[default]
    Why,
    /// 历史: what was done to it.
    History,
    /// 问题: what is wrong in the book.
    Problems,
}

impl Part {
    /// All of them, in order.
    pub(super) const ALL: [Self; 3] = [Self::Why, Self::History, Self::Problems];

    /// Its name.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Why => Text::WhyTab,
            Self::History => Text::HistoryTab,
            Self::Problems => Text::Problems,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Why => "why",
            Self::History => "history",
            Self::Problems => "problems",
        }
    }
}

/// A cell that the panel shows although the grid's cursor is elsewhere: as long as the cursor stays.
#[derive(Clone, Debug, PartialEq)]
struct Pinned {
    cell: CellName,
    /// What is said before it, such as the action that follows from it.
    lead: String,
    tab: Tab,
    cursor: Cursor,
}

/// The panel. Handed to the parts of the window as a context.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Side {
    pub(in crate::ui) desk: Desk,
    pub(in crate::ui) grid: Grid,
    pub(in crate::ui) is_open: RwSignal<bool>,
    pub(in crate::ui) part: RwSignal<Part>,
    pub(super) width: RwSignal<u32>,
    /// The cells that were looked at before.
    pub(in crate::ui) way: RwSignal<Way>,
    /// The problem walked to, by its place in the list.
    pub(in crate::ui) problem: RwSignal<Option<usize>>,
    /// Whether the form that replaces the cell by hand is open.
    pub(super) is_replacing: RwSignal<bool>,
    pinned: RwSignal<Option<Pinned>>,
    /// The panel while it is drawn.
    pub(super) node: NodeRef<html::Aside>,
}

impl Side {
    /// The panel as it was left.
    pub(in crate::ui) fn new(desk: Desk, grid: Grid) -> Self {
        let side = Self {
            desk,
            grid,
            is_open: RwSignal::new(false),
            part: RwSignal::new(Part::default()),
            width: RwSignal::new(WIDTHS.2),
            way: RwSignal::new(Way::default()),
            problem: RwSignal::new(None),
            is_replacing: RwSignal::new(false),
            pinned: RwSignal::new(None),
            node: NodeRef::new(),
        };
        let kept = LocalStorage.get_now(KEY).unwrap_or_default();
        let mut kept = kept.split(' ');
        side.is_open.set(kept.next() == Some("open"));
        let part = kept.next().unwrap_or_default();
        if let Some(part) = Part::ALL.into_iter().find(|known| known.key() == part) {
            side.part.set(part);
        }
        side.set_width(kept.next().and_then(|width| width.parse().ok()).unwrap_or(WIDTHS.2));
        side
    }

    /// Opens a part, or closes the panel where that part is open.
    pub(in crate::ui) fn toggle(self, part: Part) {
        let is_shown = self.is_open.get_untracked() && self.part.get_untracked() == part;
        self.part.set(part);
        self.is_open.set(!is_shown);
        self.keep();
    }

    /// Opens a part.
    pub(in crate::ui) fn open(self, part: Part) {
        self.part.set(part);
        self.is_open.set(true);
        self.keep();
    }

    /// Closes the panel; the keys go to the grid again.
    pub(in crate::ui) fn close(self) {
        self.is_open.set(false);
        self.keep();
        self.grid.focus();
    }

    pub(super) fn set_width(self, width: u32) {
        self.width.set(width.clamp(WIDTHS.0, WIDTHS.1));
    }

    /// Writes down how the panel is left.
    pub(super) fn keep(self) {
        let open = if self.is_open.get_untracked() { "open" } else { "closed" };
        let text = format!("{open} {} {}", self.part.get_untracked().key(), self.width.get_untracked());
        // Where it cannot be kept, nothing of worth is lost.
        let _ = LocalStorage.put_now(KEY, &text);
    }

    /// The cell that the panel speaks of, followed, and what is said before it.
    pub(super) fn subject(self) -> Option<(CellName, String)> {
        self.desk.track_shape();
        let cursor = self.grid.cursor();
        let (tab, active) = (self.desk.view.tab.get(), self.grid.active());
        if let Some(pinned) = self.pinned.get().filter(|pinned| pinned.tab == tab && pinned.cursor == cursor)
        {
            return Some((pinned.cell, pinned.lead));
        }
        let (shown, row, column) = active?;
        let Holds::Slot(slot) = column.holds else { return None };
        let name = self.desk.read(|session| model::name(session, (slot, shown.at, row?)))?;
        Some((name, String::new()))
    }

    /// Whether the cell can be replaced by hand 更正; followed.
    pub(in crate::ui) fn can_be_replaced(self) -> bool {
        let Some((cell, _)) = self.subject() else { return false };
        self.desk.read(|session| model::override_key(session, model::locate(session, &cell)?)).is_some()
    }

    /// Opens the form that replaces the cell by hand.
    pub(in crate::ui) fn replace_by_hand(self) {
        self.open(Part::Why);
        self.is_replacing.set(true);
    }

    /// Goes to a cell: the grid's cursor where the grid has it, else only the panel.
    pub(in crate::ui) fn go(self, cell: CellName) {
        if let Some((left, _)) = untrack(|| self.subject()) {
            self.way.update(|way| way.leave(left));
        }
        self.show(cell, String::new());
    }

    /// Explains a cell, with a sentence before it.
    pub(in crate::ui) fn explain(self, cell: CellName, lead: String) {
        if let Some((left, _)) = untrack(|| self.subject()) {
            self.way.update(|way| way.leave(left));
        }
        self.open(Part::Why);
        self.pin(cell, lead);
        self.take_focus();
    }

    /// Goes back to the cell looked at before.
    pub(in crate::ui) fn back(self) {
        if let Some(cell) = self.way.try_update(Way::back).flatten() {
            self.show(cell, String::new());
        }
    }

    fn show(self, cell: CellName, lead: String) {
        let place = self.desk.read(|session| model::locate(session, &cell));
        let is_in_grid = place.is_some_and(|place| self.desk.read(|s| model::is_in_grid(s, place)));
        if is_in_grid {
            self.pinned.set(None);
            self.grid.go_to(&cell);
        } else {
            self.pin(cell, lead);
        }
        self.take_focus();
    }

    fn pin(self, cell: CellName, lead: String) {
        let (tab, cursor) = untrack(|| (self.desk.view.tab.get(), self.grid.cursor()));
        self.pinned.set(Some(Pinned { cell, lead, tab, cursor }));
    }

    /// What was pressed is gone with the cell it told of; the keys must not fall out of the panel.
    fn take_focus(self) {
        request_animation_frame(move || {
            if let Some(panel) = self.node.get_untracked() {
                let _ = panel.focus();
            }
        });
    }
}
