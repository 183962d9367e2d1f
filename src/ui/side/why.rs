//! 依据: why the cell has its value, in sentences of which every one that names another cell leads there.

use baton_core::diag::CellName;
use baton_core::explain::{self, Reason, Trace};
use leptos::prelude::*;

use super::by_hand::ByHand;
use super::evidence::OfEvidence;
use super::model;
use super::paper;
use super::state::Side;
use crate::words::page::{Text, Words};
use crate::words::trace::{self, Kind, Piece, Told};

/// What the panel says of a cell.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    cell: CellName,
    lead: String,
    trace: Trace,
    /// Of what is explained with a sentence before it, also why the cells are so that it read.
    deeper: Vec<Trace>,
}

/// How many cells are explained beside the one that is asked for.
const MOST_DEEPER: usize = 4;

/// Why the active cell has its value.
#[component]
pub(super) fn Why() -> impl IntoView {
    let side = expect_context::<Side>();
    let desk = side.desk;
    let said = RwSignal::new(None::<Said>);
    let find = move || {
        let (cell, lead) = side.subject()?;
        desk.read(|session| {
            let (slot, at, row) = model::locate(session, &cell)?;
            let why = |(slot, at, row)| explain::why(session.results(), session.book(), slot, at, row);
            let trace = why((slot, at, row))?;
            let read = trace.lines.iter().filter(|line| !line.is_list).filter_map(|line| line.cells.first());
            let is_computed = |trace: &Trace| !matches!(trace.reason, Reason::Typed { .. });
            let places =
                read.map(|shown| (shown.at.column as usize, shown.at.period as usize, shown.at.row as usize));
            let deeper = match lead.is_empty() {
                true => Vec::new(),
                false => places.filter_map(why).filter(is_computed).take(MOST_DEEPER).collect(),
            };
            Some(Said { cell, lead, trace, deeper })
        })
    };
    // After the grid has been painted: explaining must not make typing slow.
    let wanted = StoredValue::new(0_u32);
    Effect::new(move || {
        desk.track_change();
        // Followed here, read there.
        side.subject();
        wanted.update_value(|wanted| *wanted = wanted.wrapping_add(1));
        let own = wanted.get_value();
        set_timeout(
            move || {
                if wanted.try_get_value() == Some(own) {
                    let found = untrack(find);
                    if said.try_get_untracked().is_some_and(|known| known != found) {
                        said.set(found);
                    }
                }
            },
            std::time::Duration::ZERO,
        );
    });
    view! {
        {move || match said.get() {
            Some(said) => told(side, desk.words(), said).into_any(),
            None => view! { <p class="quiet side-empty">{desk.said(Text::WhyNothing)}</p> }.into_any(),
        }}
    }
}

fn told(side: Side, words: Words, said: Said) -> impl IntoView {
    let desk = side.desk;
    let language = words.language;
    let Said { cell, lead, trace, deeper } = said;
    let sentences = trace::explain(&trace, language);
    let below: Vec<Vec<Told>> = deeper.iter().map(|trace| trace::explain(trace, language)).collect();
    let all = sentences.iter().chain(below.iter().flatten());
    let text = all.map(Told::text).collect::<Vec<_>>().join("\n");
    let value = trace::headline(&trace.cell, language);
    let value = if value.is_empty() { words.say(Text::BlankValue) } else { value };
    let name = crate::words::aloud::name(&trace.cell.column, language);
    let (items, source): (Vec<Told>, Vec<Told>) = sentences
        .into_iter()
        .filter(|told| told.kind != Kind::Head)
        .partition(|told| told.kind != Kind::Source);
    let key = desk.read(|session| model::override_key(session, model::locate(session, &cell)?));
    let proof = desk.read(|session| model::evidence_key(session, model::locate(session, &cell)?));
    let by_hand = trace.by_hand.as_ref().map(|(_, value)| value.clone());
    view! {
        <article class="why" data-test="why">
            {(!lead.is_empty()).then(|| view! { <p class="why-lead">{lead}</p> })}
            <header>
                <p class="quiet">{trace::place(&trace.cell, language)}</p>
                <h2>{trace.cell.row.clone()}" · "{name}</h2>
                <p class="why-value">{value}</p>
            </header>
            <div class="why-told">{sentences_view(side, items)}</div>
            {deeper.iter().zip(below).map(|(of, told)| {
                let is_sentence = |told: &Told| !matches!(told.kind, Kind::Head | Kind::Source | Kind::Remark);
                let told = told.into_iter().filter(is_sentence).collect();
                let name = trace::named(&of.cell, language);
                view! {
                    <h3>{piece_view(side, Piece::Cell(of.cell.at, name))}</h3>
                    <div class="why-told">{sentences_view(side, told)}</div>
                }
            }).collect_view()}
            {(!source.is_empty()).then(|| view! {
                <details class="why-source">
                    <summary>{words.say(Text::FormulaToTheLetter)}</summary>
                    {source.into_iter().map(|told| view! { <p>{told.text()}</p> }).collect_view()}
                </details>
            })}
            {key.map(|key| view! { <ByHand key_of=key computed=trace.cell.text.clone() by_hand/> })}
            {proof.map(|key| {
                let kept = desk.read(|session| session.book().evidence.get(&key).cloned());
                view! { <OfEvidence key_of=key kept/> }
            })}
            <div class="side-actions">
                <button on:click=move |_| paper::copy(&text)>{words.say(Text::CopyText)}</button>
                <button on:click=move |_| paper::print()>{words.say(Text::PrintThis)}</button>
            </div>
            <p class="sign-line">{words.say(Text::SignLine)}</p>
        </article>
    }
}

/// Sentences as paragraphs, items one after the other as a list.
fn sentences_view(side: Side, told: Vec<Told>) -> Vec<AnyView> {
    let mut views = Vec::new();
    let mut items: Vec<AnyView> = Vec::new();
    let close = |items: &mut Vec<AnyView>, views: &mut Vec<AnyView>| {
        if !items.is_empty() {
            let items = std::mem::take(items);
            views.push(view! { <ul class="why-items">{items}</ul> }.into_any());
        }
    };
    for told in told {
        let pieces = told.pieces.into_iter().map(|piece| piece_view(side, piece));
        match told.kind {
            Kind::Item => {
                let classes = ["what", "amount", "remark"];
                let cells = classes.into_iter().zip(pieces).map(|(class, piece)| {
                    view! { <span class=class>{piece}</span> }
                });
                items.push(view! { <li>{cells.collect_view()}</li> }.into_any());
            }
            kind => {
                close(&mut items, &mut views);
                let class = match kind {
                    Kind::Remark => "why-remark",
                    Kind::Heading => "why-heading",
                    Kind::Head | Kind::Plain | Kind::Item | Kind::Source => "",
                };
                views.push(view! { <p class=class>{pieces.collect_view()}</p> }.into_any());
            }
        }
    }
    close(&mut items, &mut views);
    views
}

fn piece_view(side: Side, piece: Piece) -> AnyView {
    match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Cell(at, text) => match side.desk.read(|session| session.results().name(at)) {
            Some(name) => view! {
                <button class="link" on:click=move |_| side.go(name.clone())>{text}</button>
            }
            .into_any(),
            None => text.into_any(),
        },
    }
}
