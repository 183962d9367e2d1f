//! The one field of a table: it waits in the active cell, so that an input method finds it, and offers what fits.

use baton_core::edit::rules::{Head, Path, cell};
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::drag::Dragged;
use super::edit::{hear, in_formula};
use super::mirror::Mirror;
use super::model::{Suggestion, function_at, in_words, is_chosen, is_fixed, keyed, said, suggestions};
use super::range;
use super::state::Rules;
use crate::ui::widgets::{Ends, found, walk};
use crate::words::page::Text;
use crate::words::rules::{head_in, setting};

/// The links of a cell that is read only.
const LINKS: &str = "button.link";

/// The field, with what is being typed.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) rules: Rules,
    pub(super) number: usize,
    pub(super) input: NodeRef<html::Input>,
    holder: NodeRef<html::Div>,
    list: NodeRef<html::Ul>,
    /// Whether something is being typed.
    pub(super) is_typing: RwSignal<bool>,
    /// What fits, while one types.
    pub(super) offered: RwSignal<Vec<Suggestion>>,
    /// The one that Enter takes.
    pub(super) chosen: RwSignal<Option<usize>>,
    help: RwSignal<Option<String>>,
    /// The formula that is being typed.
    mirror: RwSignal<Option<Mirror>>,
    /// Whether it has the keyboard, or lost it only because its cell was drawn anew.
    is_held: StoredValue<bool>,
    /// The row of the table that is being dragged.
    pub(super) dragged: StoredValue<Option<Dragged>>,
    /// The cell on which the mouse was pressed.
    pub(super) pressed: StoredValue<Option<(usize, usize)>>,
}

impl Field {
    pub(super) fn new(rules: Rules, number: usize) -> Self {
        Self {
            rules,
            number,
            input: NodeRef::new(),
            holder: NodeRef::new(),
            list: NodeRef::new(),
            is_typing: RwSignal::new(false),
            offered: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
            help: RwSignal::new(None),
            mirror: RwSignal::new(None),
            is_held: StoredValue::new(false),
            dragged: StoredValue::new(None),
            pressed: StoredValue::new(None),
        }
    }

    /// How many rows and columns the table has; `None` where there is none.
    pub(super) fn size(self) -> Option<(usize, usize)> {
        self.rules.tables[self.number]
            .with_untracked(|table| table.as_ref().map(|table| (table.rows.len(), table.heads.len())))
    }

    /// Row and column of the active cell: the last where there are fewer than there were.
    pub(super) fn place(self) -> (usize, usize) {
        let (row, column) = self.rules.active[self.number].get_untracked();
        let (rows, columns) = self.size().unwrap_or_default();
        (row.min(rows.saturating_sub(1)), column.min(columns.saturating_sub(1)))
    }

    /// The active cell; `None` where there is none.
    pub(super) fn cell(self) -> Option<Path> {
        let (row, column) = self.place();
        let shown = self.rules.shown.get_untracked()?;
        self.rules.tables[self.number].with_untracked(|table| {
            let table = table.as_ref()?;
            cell(&shown.json, table.rows.get(row)?, table.heads.get(column)?)
        })
    }

    /// Puts the field into the active cell, and gives it the keyboard where that is wanted or it had it; `false` where
    /// the cell is not drawn.
    pub(super) fn settle(
        self,
        node: &web_sys::HtmlDivElement,
        (row, column): (usize, usize),
        wants: bool,
    ) -> bool {
        // The table may be gone by now, with all that belongs to it.
        let Some(holder) = self.holder.try_get().flatten() else { return false };
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        let had = self.is_held.get_value()
            && (lost || document().active_element().is_some_and(|active| holder.contains(Some(&active))));
        let Some((rows, columns)) = self.size() else { return false };
        if rows == 0 || columns == 0 {
            // Without rows it waits outside of them, for the first to be added.
            _ = node.append_child(&holder);
            self.end();
            if let Some(input) = self.input.get() {
                // It may have waited in a cell that cannot be typed into.
                input.set_read_only(columns == 0);
                for name in ["aria-invalid", "aria-describedby"] {
                    _ = input.remove_attribute(name);
                }
                let label = untrack(|| self.rules.desk.say(Text::RulesAdd));
                _ = input.set_attribute("aria-label", &label);
                if wants || had {
                    _ = input.focus();
                }
            }
            if wants {
                self.rules.wants_focus.set(None);
            }
            return true;
        }
        let (row, column) = (row.min(rows.saturating_sub(1)), column.min(columns.saturating_sub(1)));
        let find = |selector: &str| node.query_selector(selector).ok().flatten();
        if let Some(before) = find(".rules-active") {
            _ = before.class_list().remove_1("rules-active");
        }
        range::draw(self, node);
        let Some(at) = find(&format!("[data-at='{row},{column}']")) else { return false };
        _ = at.class_list().add_1("rules-active");
        // Moved, it would lose the keyboard and be laid out anew.
        if !holder.parent_node().is_some_and(|known| known.is_same_node(Some(&at))) {
            _ = at.append_child(&holder);
        }
        self.end();
        if let Some(input) = self.input.get() {
            _ = input.set_attribute("aria-label", &self.name(row, column));
            input.set_read_only(self.cell().is_none());
            // What is wrong with the cell is said with its name.
            let problem = format!("rules-problem-{}-{row}-{column}", self.number);
            let is_wrong = find(&format!("#{problem}")).is_some();
            _ = input.set_attribute("aria-invalid", if is_wrong { "true" } else { "false" });
            _ = match is_wrong {
                true => input.set_attribute("aria-describedby", &problem),
                false => input.remove_attribute("aria-describedby"),
            };
            if wants || had {
                if !document().active_element().is_some_and(|active| active.is_same_node(Some(&input))) {
                    _ = input.focus();
                }
                at.scroll_nearest();
                if wants {
                    self.rules.wants_focus.set(None);
                }
            }
        }
        true
    }

    /// What the active cell is called aloud.
    fn name(self, row: usize, column: usize) -> String {
        let words = untrack(|| self.rules.desk.words());
        let Some(shown) = self.rules.shown.get_untracked() else { return String::new() };
        self.rules.tables[self.number].with_untracked(|table| {
            let Some(table) = table else { return String::new() };
            let (Some(row), Some(of)) = (table.rows.get(row), table.heads.get(column)) else {
                return String::new();
            };
            let thing = said(&shown.json, &row.at.key("name"), words.language);
            let text = cell(&shown.json, row, of).map(|cell| said(&shown.json, &cell, words.language));
            let head = match of {
                Head::Setting(key) => head_in(table.list.as_ref(), key, words.language),
                Head::Named { name, .. } => name.clone(),
                Head::Hits => words.say(Text::RulesHits),
                Head::Names | Head::Values => setting(&row.at, row.thing, words.language),
            };
            let thing =
                if thing.is_empty() || row.thing.is_none() { String::new() } else { format!("{thing} · ") };
            format!("{thing}{head} {}", text.unwrap_or_default())
        })
    }

    /// Begins to change what stands in the cell.
    pub(super) fn begin(self) {
        let (Some(cell), Some(shown), Some(input)) =
            (self.cell(), self.rules.shown.get_untracked(), self.input.get_untracked())
        else {
            return;
        };
        let language = self.rules.desk.speech.language.get_untracked();
        let draft =
            self.rules.drafts.with_untracked(|drafts| drafts.get(&cell).map(|draft| draft.typed.clone()));
        let text = draft.map_or_else(
            || said(&shown.json, &cell, language),
            |typed| in_words(&shown.json, &cell, &typed, language),
        );
        input.set_value(&text);
        self.is_typing.set(true);
        _ = input.focus();
        if is_chosen(&shown.json, &cell) {
            input.select();
            self.offer("", "");
            let at = self.offered.with_untracked(|all| all.iter().position(|of| of.text == text));
            self.chosen.set(at);
        } else {
            let end = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
            _ = input.set_selection_range(end, end);
        }
    }

    /// Gives the keyboard to the first link of a cell that is read only; `false` where there is none.
    pub(super) fn to_links(self) -> bool {
        let cell = self.holder.get_untracked().and_then(|holder| holder.parent_element());
        let first =
            cell.filter(|_| self.cell().is_none()).and_then(|cell| found(&cell, LINKS).into_iter().next());
        first.is_some_and(|link| link.focus().is_ok())
    }

    /// A click into the active cell opens its choices; a text is only begun by two, as in other spreadsheets.
    pub(super) fn begin_at_click(self) {
        let is_choice = self
            .cell()
            .zip(self.rules.shown.get_untracked())
            .is_some_and(|(cell, shown)| is_chosen(&shown.json, &cell));
        if is_choice && !self.is_typing.get_untracked() {
            self.begin();
        }
    }

    /// Follows what was typed.
    pub(super) fn typed(self) {
        let Some(input) = self.input.get_untracked() else { return };
        self.is_typing.set(true);
        let text = input.value();
        let caret = input.selection_start().ok().flatten().unwrap_or(0);
        let (before, after) = split(&text, usize::try_from(caret).unwrap_or(0));
        self.reflect();
        self.offer(&before, &after);
    }

    /// Shows the formula that is being typed in colours, with the brackets at the caret.
    fn reflect(self) {
        let Some(input) = self.input.get_untracked().filter(|_| self.is_typing.get_untracked()) else {
            return;
        };
        let mirror = in_formula(self).then(|| {
            let (text, caret) = (input.value(), input.selection_start().ok().flatten().unwrap_or(0));
            let caret = split(&text, usize::try_from(caret).unwrap_or(0)).0.len();
            Mirror { text, caret, language: self.rules.desk.speech.language.get_untracked() }
        });
        if self.mirror.with_untracked(|known| *known != mirror) {
            self.mirror.set(mirror);
        }
    }

    fn offer(self, before: &str, after: &str) {
        let (Some(cell), Some(shown)) = (self.cell(), self.rules.shown.get_untracked()) else { return };
        let language = self.rules.desk.speech.language.get_untracked();
        let all = suggestions(&shown.json, &cell, before, after, language);
        // Where nothing is typed nothing is meant: an emptied choice is empty.
        self.chosen.set((!all.is_empty() && !before.trim().is_empty()).then_some(0));
        let help = all.first().map(|of| of.help.clone()).filter(|help| !help.is_empty());
        self.help.set(help.or_else(|| function_at(before, language)));
        self.offered.set(all);
    }

    /// Whether the cell holds one of some fixed words.
    pub(super) fn has_fixed_choices(self) -> bool {
        self.cell()
            .zip(self.rules.shown.get_untracked())
            .is_some_and(|(cell, shown)| is_fixed(&shown.json, &cell))
    }

    /// Offers nothing more for what is typed so far: it stays as it is.
    pub(super) fn close_offers(self) {
        self.offered.set(Vec::new());
        self.chosen.set(None);
    }

    /// Puts a suggestion into the text.
    pub(super) fn take(self, at: usize) {
        let Some(of) = self.offered.with_untracked(|all| all.get(at).cloned()) else { return };
        let Some(input) = self.input.get_untracked() else { return };
        input.set_value(&of.text);
        let caret = u32::try_from(of.caret).unwrap_or(0);
        _ = input.set_selection_range(caret, caret);
        self.typed();
        self.close_offers();
    }

    /// Types what stands in the field into the cell.
    pub(super) fn commit(self) {
        if !self.is_typing.get_untracked() {
            return;
        }
        let (Some(shown), Some(input)) = (self.rules.shown.get_untracked(), self.input.get_untracked())
        else {
            return self.end();
        };
        let text = input.value();
        let Some(cell) = self.cell() else {
            self.end();
            // Into a table without rows: it begins the first.
            if self.size().is_some_and(|(rows, _)| rows == 0) && !text.trim().is_empty() {
                self.rules.put_block(self.number, (0, 0), &[vec![text]]);
            }
            return;
        };
        let language = self.rules.desk.speech.language.get_untracked();
        let typed = keyed(&shown.json, &cell, &text, language);
        self.end();
        // What was only looked at stays as it is; what waits there is tried anew.
        let waits = self.rules.drafts.with_untracked(|drafts| drafts.contains_key(&cell));
        if waits || text != said(&shown.json, &cell, language) {
            self.rules.type_into(&cell, &typed);
        }
    }

    /// Gives up what was typed.
    pub(super) fn give_up(self) {
        self.end();
        if let Some(cell) = self.cell() {
            self.rules.forget(&cell);
        }
    }

    fn end(self) {
        self.is_typing.set(false);
        self.offered.set(Vec::new());
        self.chosen.set(None);
        self.help.set(None);
        self.mirror.set(None);
        if let Some(input) = self.input.get_untracked() {
            input.set_value("");
        }
    }

    /// Scrolls the list of what is offered into sight, and in it what is chosen.
    fn show_list(self, chosen: Option<usize>) {
        let Some(list) = self.list.try_get_untracked().flatten() else { return };
        list.scroll_nearest();
        let item = chosen.and_then(|at| list.children().item(u32::try_from(at).ok()?));
        if let Some(item) = item {
            let (own, around) = (item.get_bounding_client_rect(), list.get_bounding_client_rect());
            let by = (own.bottom() - around.bottom()).max(0.0) + (own.top() - around.top()).min(0.0);
            list.set_scroll_top(list.scroll_top() + by as i32);
        }
    }

    /// The field as it is drawn.
    pub(super) fn view(self) -> impl IntoView {
        let list_id = format!("rules-offered-{}", self.number);
        let option_id = move |at: usize| format!("rules-offer-{}-{at}", self.number);
        let list = move || {
            self.offered
                .get()
                .into_iter()
                .enumerate()
                .map(|(at, of)| {
                    let pick = move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        event.stop_propagation();
                        self.take(at);
                    };
                    let is_chosen = move || self.chosen.get() == Some(at);
                    view! {
                        <li
                            role="option" id=option_id(at) class:chosen=is_chosen
                            aria-selected=move || is_chosen().to_string()
                            on:mousedown=pick
                        >{of.shown}<span class="quiet">{of.help}</span></li>
                    }
                })
                .collect_view()
        };
        let has_list = move || self.offered.with(|all| !all.is_empty());
        // The list, and what is chosen in it, is not cut off by the edge of the table.
        Effect::new(move || {
            let chosen = self.chosen.get();
            if has_list() {
                request_animation_frame(move || self.show_list(chosen));
            }
        });
        view! {
            <div class="rules-field" node_ref=self.holder>
                <input
                    node_ref=self.input
                    class="rules-input"
                    class:waiting=move || !self.is_typing.get()
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-controls=list_id.clone()
                    aria-expanded=move || has_list().to_string()
                    aria-activedescendant=move || self.chosen.get().map(option_id)
                    on:input=move |_| self.typed()
                    on:keydown=move |event| hear(self, &event)
                    on:copy=move |event| range::copied(self, &event, false)
                    on:cut=move |event| range::copied(self, &event, true)
                    on:paste=move |event| range::pasted(self, &event)
                    on:keyup=move |_| self.reflect()
                    on:click=move |_| self.reflect()
                    on:focus=move |_| self.is_held.set_value(true)
                    on:blur=move |event| {
                        if event.related_target().is_some() {
                            self.is_held.try_set_value(false);
                        }
                        // A field that is taken off the page loses the keyboard too, when all this is gone already.
                        if self.is_typing.try_get_untracked() == Some(true) {
                            self.commit();
                        }
                    }
                />
                <div class="rules-below">
                    <p class="rules-mirror" data-test="mirror" aria-hidden="true" hidden=move || self.mirror.with(Option::is_none)>
                        {move || self.mirror.get().map(|mirror| mirror.view())}
                    </p>
                    <p class="rules-help" hidden=move || self.help.with(Option::is_none)>{move || self.help.get()}</p>
                    <ul role="listbox" node_ref=self.list id=list_id class="rules-offered" hidden=move || !has_list() aria-label=self.rules.desk.said(Text::RulesOffered)>{list}</ul>
                </div>
            </div>
        }
    }
}

/// A text split at a place in UTF-16 units, as browsers count.
fn split(text: &str, units: usize) -> (String, String) {
    let all: Vec<u16> = text.encode_utf16().collect();
    let (before, after) = all.split_at(units.min(all.len()));
    (String::from_utf16_lossy(before), String::from_utf16_lossy(after))
}

/// The keys among the links of a cell: arrows walk, Escape leads back to the cell.
pub(super) fn hear_among_links(event: &web_sys::KeyboardEvent) {
    let cell = event.current_target().and_then(|cell| cell.dyn_into::<web_sys::Element>().ok());
    let is_link = |target: web_sys::EventTarget| {
        target.dyn_into::<web_sys::Element>().is_ok_and(|target| target.matches(LINKS).unwrap_or_default())
    };
    let Some(cell) = cell.filter(|_| event.target().is_some_and(is_link)) else { return };
    let key = match event.key().as_str() {
        "ArrowUp" => "ArrowLeft".to_owned(),
        "ArrowDown" => "ArrowRight".to_owned(),
        other => other.to_owned(),
    };
    let done = match key.as_str() {
        "Escape" => found(&cell, ".rules-input").first().is_some_and(|input| input.focus().is_ok()),
        key => walk(&found(&cell, LINKS), key, ["ArrowLeft", "ArrowRight"], Ends::Closed),
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Scrolling a cell into sight no further than needed.
trait Nearest {
    fn scroll_nearest(&self);
}

impl Nearest for web_sys::Element {
    fn scroll_nearest(&self) {
        let Some(scroller) = self.closest(".rules-scroll").ok().flatten() else { return };
        let (own, around) = (self.get_bounding_client_rect(), scroller.get_bounding_client_rect());
        let head = 30.0;
        if own.top() < around.top() + head {
            scroller.set_scroll_top(scroller.scroll_top() - (around.top() + head - own.top()) as i32);
        } else if own.bottom() > around.bottom() {
            scroller.set_scroll_top(scroller.scroll_top() + (own.bottom() - around.bottom()) as i32 + 4);
        }
        if own.right() > around.right() {
            scroller.set_scroll_left(scroller.scroll_left() + (own.right() - around.right()) as i32 + 4);
        } else if own.left() < around.left() {
            scroller.set_scroll_left(scroller.scroll_left() - (around.left() - own.left()) as i32 - 4);
        }
    }
}
