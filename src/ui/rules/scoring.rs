//! 粘贴评分表: a scoring table out of a spreadsheet or a document becomes indicators, after a preview.

use baton_core::edit::rules::{
    Column, Fresh, Path, Planned, Reading, ScoringTable, Section, Thing, read_scoring_table, recognise,
    take_scoring_table,
};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::model::is_typed_under;
use super::state::{Rules, rules};
use crate::ui::desk::Notice;
use crate::ui::paste::read_html;
use crate::ui::paste::table::{Rows, read_text, write_text};
use crate::ui::widgets::Dialog;
use crate::words::page::{Text, Words};
use crate::words::rules::{fresh, scoring_column};

/// So many rows of what was pasted are shown, of indicators, and of what does not fit.
const SHOWN: (usize, usize) = (12, 400);

/// The dialog, while a table is being pasted.
#[component]
pub(super) fn ScoringDialog() -> impl IntoView {
    let rules = rules();
    move || rules.scoring.get().map(|sheet| view! { <Scoring sheet/> })
}

/// For which sheet a scoring table can be pasted where a section is shown: `Some(None)`: for a new one.
pub(super) fn pasted_for(rules: Rules) -> Option<Option<Path>> {
    let section = rules.section.get();
    let has_sheets = rules.shown.with(|shown| shown.as_ref().is_some_and(|of| !of.scheme.sheets.is_empty()));
    match section {
        Section::In(sheet, "indicators") => Some(Some(sheet)),
        _ => (!has_sheets).then_some(None),
    }
}

#[component]
fn Scoring(sheet: Option<Path>) -> impl IntoView {
    let rules = rules();
    let desk = rules.desk;
    let rows = RwSignal::new(Rows::new());
    let reading = RwSignal::new(Reading::default());
    let found =
        Memo::new(move |_| rows.with(|rows| reading.with(|reading| read_scoring_table(rows, reading))));
    let read = move |table: Rows| {
        reading.set(recognise(&table));
        rows.set(table);
    };
    let close = Callback::new(move |()| {
        rules.scoring.set(None);
        rules.wants_focus.set(Some(0));
    });
    let pasted = move |event: web_sys::ClipboardEvent| {
        let html = event.clipboard_data().and_then(|data| data.get_data("text/html").ok());
        // Only a table tells what is merged; anything else goes into the field as it is.
        let Some(table) = html.and_then(|html| read_html(&html)) else { return };
        event.prevent_default();
        if let Some(field) =
            event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
        {
            field.set_value(&write_text(&table));
        }
        read(table);
    };
    let take = move |_| {
        if found.with_untracked(|table| take(rules, sheet.as_ref(), table)) {
            close.run(());
        }
    };
    let is_empty = move || found.with(|table| table.indicators.is_empty());
    let summary = move || {
        found.with(|table| desk.words().scoring_summary(leaves(&table.indicators), &num::format(table.total)))
    };
    view! {
        <Dialog title=Signal::derive(desk.said(Text::ScoringPaste)) close>
            <div class="rules-scoring" data-test="scoring">
                <p>{desk.said(Text::ScoringHint)}</p>
                <textarea
                    rows="4" spellcheck="false" aria-label=desk.said(Text::ScoringText)
                    on:paste=pasted
                    on:input=move |event| read(read_text(&event_target_value(&event)))
                ></textarea>
                <Show when=move || rows.with(|rows| rows.iter().flatten().any(|text| !text.trim().is_empty()))>
                    <Columns rows reading/>
                    <p role="status" data-test="scoring-summary">{summary}</p>
                    <Misfits found rows/>
                    <Tree found/>
                </Show>
            </div>
            <div class="actions">
                <button on:click=move |_| close.run(())>{desk.said(Text::Cancel)}</button>
                <button class="main" disabled=is_empty on:click=take>{desk.said(Text::ScoringTake)}</button>
            </div>
        </Dialog>
    }
}

/// Makes indicators of a table, as one command; `false` where that cannot be.
fn take(rules: Rules, sheet: Option<&Path>, table: &ScoringTable) -> bool {
    let Some(shown) = rules.shown.get_untracked() else { return false };
    let language = rules.desk.speech.language.get_untracked();
    let total = untrack(|| rules.desk.say(Text::ScoringTotal));
    let names =
        Fresh { class: fresh(Thing::Class, language), sheet: fresh(Thing::Sheet, language), total: &total };
    let is_taken = |id: &str| rules.desk.read(|session| is_typed_under(session, id));
    match take_scoring_table(&shown.scheme, sheet, table, names, &is_taken) {
        Ok((scheme, sheet)) => {
            rules.put(scheme);
            rules.show(Section::In(sheet, "indicators"));
            true
        }
        Err(message) => {
            rules.desk.notice.set(Some(Notice::Refused(message)));
            false
        }
    }
}

/// What was pasted, with a choice above each column.
#[component]
fn Columns(rows: RwSignal<Rows>, reading: RwSignal<Reading>) -> impl IntoView {
    let desk = rules().desk;
    let choose_head = move |event| {
        let head = event_target_value(&event).parse::<usize>().ok();
        reading.update(|reading| reading.head = head);
    };
    let heads = move || {
        let words = desk.words();
        let (head, count) = (reading.with(|reading| reading.head), rows.with(Vec::len));
        let rest = (0..count.min(SHOWN.0)).map(|at| {
            view! { <option value=at.to_string() selected=head == Some(at)>{words.row(at.saturating_add(1))}</option> }
        });
        view! {
            <option value="" selected=head.is_none()>{words.say(Text::ScoringNoHead)}</option>
            {rest.collect_view()}
        }
    };
    let choices = move || {
        let words = desk.words();
        let columns = reading.with(|reading| reading.columns.clone());
        let cells = columns.into_iter().enumerate().map(|(at, holds)| {
            let choose = move |event| {
                let chosen = event_target_value(&event).parse::<usize>().ok();
                let Some(chosen) = chosen.and_then(|chosen| Column::ALL.get(chosen).copied()) else { return };
                reading.update(|reading| {
                    if let Some(column) = reading.columns.get_mut(at) {
                        *column = chosen;
                    }
                });
            };
            let options = Column::ALL.into_iter().enumerate().map(|(number, of)| {
                view! { <option value=number.to_string() selected=of == holds>{scoring_column(of, words.language)}</option> }
            });
            let label = words.column(at.saturating_add(1));
            view! { <th scope="col"><select aria-label=label on:change=choose>{options.collect_view()}</select></th> }
        });
        cells.collect_view()
    };
    let lines = move || {
        let head = reading.with(|reading| reading.head);
        rows.with(|rows| {
            let lines = rows.iter().enumerate().take(SHOWN.0).map(|(at, row)| {
                let cells = row.iter().map(|text| view! { <td>{text.clone()}</td> }).collect_view();
                view! {
                    <tr class:head=head == Some(at)><th scope="row">{at.saturating_add(1)}</th>{cells}</tr>
                }
            });
            lines.collect_view()
        })
    };
    let more = move || {
        let count = rows.with(Vec::len).saturating_sub(SHOWN.0);
        (count > 0).then(|| view! { <p class="quiet">{desk.words().more(count)}</p> })
    };
    view! {
        <label>{desk.said(Text::ScoringHead)}<select on:change=choose_head>{heads}</select></label>
        <div class="rules-pasted">
            <table class="list" aria-label=desk.said(Text::ScoringColumns)>
                <thead><tr><td></td>{choices}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {more}
    }
}

/// What does not fit, and why.
#[component]
fn Misfits(found: Memo<ScoringTable>, rows: RwSignal<Rows>) -> impl IntoView {
    let desk = rules().desk;
    let list = move || {
        let words = desk.words();
        found.with(|table| {
            let lines = table.misfits.iter().take(SHOWN.1).map(|of| {
                let why = words.because(&of.why);
                view! { <tr><th scope="row">{words.row(of.row.saturating_add(1))}</th><td>{of.text.clone()}</td><td>{why}</td></tr> }
            });
            lines.collect_view()
        })
    };
    let has_some =
        move || rows.with(|rows| !rows.is_empty()) && found.with(|table| !table.misfits.is_empty());
    view! {
        <Show when=has_some>
            <h3>{desk.said(Text::ScoringMisfits)}</h3>
            <div class="rules-pasted">
                <table class="list" data-test="scoring-misfits">
                    <thead>
                        <tr>
                            <th scope="col">{desk.said(Text::PasteRow)}</th>
                            <th scope="col">{desk.said(Text::PasteText)}</th>
                            <th scope="col">{desk.said(Text::PasteWhy)}</th>
                        </tr>
                    </thead>
                    <tbody>{list}</tbody>
                </table>
            </div>
        </Show>
    }
}

/// The indicators that there will be, with their full marks added up so far.
#[component]
fn Tree(found: Memo<ScoringTable>) -> impl IntoView {
    let desk = rules().desk;
    let list = move || {
        let words = desk.words();
        found.with(|table| {
            let mut lines = Vec::new();
            let mut running = Decimal::ZERO;
            flat(&table.indicators, 0, &mut running, &mut lines);
            lines.into_iter().take(SHOWN.1).map(|line| draw(words, line)).collect_view()
        })
    };
    view! {
        <h3>{desk.said(Text::ScoringTree)}</h3>
        <div class="rules-pasted">
            <table class="list" data-test="scoring-tree">
                <thead>
                    <tr>
                        <th scope="col">{desk.said(Text::ScoringIndicator)}</th>
                        <th scope="col">{desk.said(Text::ScoringFull)}</th>
                        <th scope="col">{desk.said(Text::ScoringRunning)}</th>
                        <th scope="col">{desk.said(Text::ScoringScoredBy)}</th>
                        <th scope="col">{desk.said(Text::ScoringStandard)}</th>
                    </tr>
                </thead>
                <tbody>{list}</tbody>
            </table>
        </div>
    }
}

/// An indicator of the preview: how deep it stands, and of a leaf the sum so far.
struct Line {
    depth: usize,
    running: Option<Decimal>,
    of: Planned,
}

fn flat(all: &[Planned], depth: usize, running: &mut Decimal, to: &mut Vec<Line>) {
    for of in all {
        let is_leaf = of.below.is_empty();
        if let Some(sum) = of.full.filter(|_| is_leaf).and_then(|full| running.checked_add(full)) {
            *running = sum;
        }
        let own = Planned { below: Vec::new(), ..of.clone() };
        to.push(Line { depth, running: is_leaf.then_some(*running), of: own });
        flat(&of.below, depth.saturating_add(1), running, to);
    }
}

fn leaves(all: &[Planned]) -> usize {
    all.iter().map(|of| if of.below.is_empty() { 1 } else { leaves(&of.below) }).sum()
}

fn draw(words: Words, Line { depth, running, of }: Line) -> impl IntoView {
    let lacks = of.full.is_none();
    let full = of.full.map_or_else(|| words.say(Text::ScoringNone), num::format);
    view! {
        <tr data-depth=depth.min(6).to_string()>
            <th scope="row" class="rules-first">{of.name}</th>
            <td class:off=lacks>{full}</td>
            <td>{running.map(num::format)}</td>
            <td>{of.scored_by}</td>
            <td class="rules-note">{of.note}</td>
        </tr>
    }
}
