//! The page of results: a span of periods, and what happened in it.

use std::collections::BTreeMap;

use baton_core::calendar::{Cycle, Period};
use baton_core::eval::ActionOrigin;
use baton_core::num;
use leptos::prelude::*;

use super::actions::Actions;
use super::duties::Duties;
use super::vanished::Vanished;
use super::wanted::{By, Wanted};
use crate::ui::desk::{Desk, desk};
use crate::ui::periods::chosen::{calendar, cycles};
use crate::ui::side::Side;
use crate::ui::side::model::of_rule;
use crate::words::page::Text;

/// A span of periods of one cycle.
pub(super) type Span = (Period, Period);

/// The page of results.
#[component]
pub(in crate::ui) fn Outcome() -> impl IntoView {
    let desk = desk();
    let (first, last) = (RwSignal::new(None::<Period>), RwSignal::new(None::<Period>));
    // Kept when another span is chosen.
    let (wanted, by) = (RwSignal::new(Wanted::default()), RwSignal::new(By::default()));
    let span = Memo::new(move |_| -> Option<Span> {
        let open = span_periods(desk);
        let known = |period: Option<Period>| period.filter(|period| open.contains(period));
        let from = known(first.get()).or(open.first().copied())?;
        let to = known(last.get()).or(open.last().copied())?;
        Some((from, to.max(from)))
    });
    view! {
        <div class="page" data-test="outcome">
            <Show
                when=move || span.get().is_some()
                fallback=move || view! { <p>{desk.said(Text::NoPeriods)}</p> }
            >
                <div class="fields">
                    {end(desk, Text::FirstPeriod, first, span, |span| span.0)}
                    {end(desk, Text::LastPeriod, last, span, |span| span.1)}
                </div>
                {move || span.get().map(|span| view! {
                    <Statistics span/><Lists span/><Actions span wanted by/><Duties span/>
                })}
                <Vanished/>
            </Show>
        </div>
    }
}

/// The choice of one end of the span.
fn end(
    desk: Desk,
    text: Text,
    chosen: RwSignal<Option<Period>>,
    span: Memo<Option<Span>>,
    of: fn(Span) -> Period,
) -> impl IntoView {
    let choose = move |event| chosen.set(event_target_value(&event).parse().ok());
    let options = move || {
        let (words, calendar) = (desk.words(), desk.read(calendar));
        let shown = span.get().map(of);
        let option = |period: Period| {
            let name = words.period(period, &calendar);
            view! { <option value=period.to_string() selected=shown == Some(period)>{name}</option> }
        };
        span_periods(desk).into_iter().map(option).collect_view()
    };
    let value = move || span.get().map(|span| of(span).to_string());
    view! { <label>{desk.said(text)}<select on:change=choose prop:value=value>{options}</select></label> }
}

/// The open periods that a span is chosen from: months where there are some, else the coarsest.
fn span_periods(desk: Desk) -> Vec<Period> {
    desk.track_shape();
    desk.read(|session| {
        let open = |cycle: &Cycle| session.results().space().periods(*cycle).to_vec();
        let mut cycles = cycles(session);
        cycles.sort_by_key(|cycle| (*cycle != Cycle::Month, std::cmp::Reverse(*cycle)));
        cycles.iter().map(open).find(|open| !open.is_empty()).unwrap_or_default()
    })
}

#[component]
fn Statistics(span: Span) -> impl IntoView {
    let desk = desk();
    let values = move || {
        desk.track_change();
        desk.read(|session| session.results().statistics(span.0, span.1))
    };
    view! {
        <h2>{desk.said(Text::Statistics)}</h2>
        <dl class="figures">
            {move || values().into_iter().map(|(name, value)| view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value.map_or_else(|| "#NUM!".to_owned(), num::format)}</dd>
                </div>
            }).collect_view()}
        </dl>
    }
}

/// The lists: for each, who is on it in which period.
#[component]
fn Lists(span: Span) -> impl IntoView {
    let desk = desk();
    let side = expect_context::<Side>();
    let lists = move || {
        desk.track_change();
        desk.read(|session| {
            let results = session.results();
            let calendar = calendar(session);
            let mut lists: BTreeMap<String, BTreeMap<Period, Vec<(String, ActionOrigin)>>> = BTreeMap::new();
            for entry in results.listed() {
                if calendar.lies_within(entry.period, span.0, span.1) {
                    let name = entry.whom.and_then(|whom| results.subject_name(whom));
                    let name = name.map(|name| name.as_ref().to_owned()).unwrap_or_default();
                    lists
                        .entry(entry.list)
                        .or_default()
                        .entry(entry.period)
                        .or_default()
                        .push((name, entry.origin));
                }
            }
            lists
        })
    };
    view! {
        <h2>{desk.said(Text::Lists)}</h2>
        {move || {
            let (words, calendar) = (desk.words(), desk.read(calendar));
            let lists = lists();
            if lists.is_empty() {
                return view! { <p class="quiet">{words.say(Text::Nothing)}</p> }.into_any();
            }
            lists.into_iter().map(|(list, periods)| {
                let lead = words.list_lead(&list);
                let rows = periods.into_iter().map(|(period, names)| {
                    let count = names.len();
                    let names = names.into_iter().map(|(name, origin)| {
                        let lead = lead.clone();
                        let why = move |_| {
                            if let Some(cell) = desk.read(|session| of_rule(session, origin)) {
                                side.explain(cell, lead.clone());
                            }
                        };
                        view! { <button class="link" on:click=why>{name}</button> }
                    }).collect_view();
                    view! {
                        <tr>
                            <th scope="row">{words.period(period, &calendar)}</th>
                            <td class="number">{count}</td>
                            <td><div class="names">{names}</div></td>
                        </tr>
                    }
                }).collect_view();
                view! { <h3>{list}</h3><table class="list"><tbody>{rows}</tbody></table> }
            }).collect_view().into_any()
        }}
    }
}
