//! What the open variant changes, a card each: in words, with a switch, its comment, and its place in the order.

use baton_core::diag::Diagnostic;
use baton_core::eval::Results;
use baton_core::lab::{Focus, Teller, cell_of, differing_weights, no_longer_read, place_of};
use baton_core::model::Change;
use leptos::prelude::*;

use super::edited::{value_of, with_value};
use super::leading::{focus_slider, go};
use super::model::{CardChange, with_card};
use super::state::{Lab, lab};
use crate::ui::desk::Notice;
use crate::ui::side::Side;
use crate::ui::tab::Tab;
use crate::words::advice::advice;
use crate::words::diagnostics::say;
use crate::words::page::{Text, Words};
use crate::words::variants::{card, obstacle};

/// More warnings than these are not listed: the first tells enough.
const MOST: usize = 5;

/// The cards.
#[component]
pub(super) fn Cards() -> impl IntoView {
    let lab = lab();
    let desk = lab.desk;
    let side = expect_context::<Side>();
    let list = move || {
        let (words, variant) = (desk.words(), lab.variant());
        if variant.cards.is_empty() {
            return view! { <p class="quiet">{words.say(Text::LabNoCards)}</p> }.into_any();
        }
        let told = lab.read_trial(|session, trial| {
            let book = session.book();
            let teller = Teller::new(book.scheme()?, book);
            let line = |(at, of): (usize, &baton_core::model::Card)| {
                let unfit = trial.unfit().iter().find(|unfit| unfit.card == at);
                Item {
                    place: (at, variant.cards.len()),
                    said: card(&teller.tell(&of.change), words.language),
                    change: of.change.clone(),
                    off: of.off,
                    comment: of.comment.clone(),
                    because: unfit.map(|unfit| obstacle(&unfit.why, words.language)),
                }
            };
            Some(variant.cards.iter().enumerate().map(line).collect::<Vec<_>>())
        });
        let items = told.flatten().into_iter().flatten().map(|told| item(lab, words, side, told));
        view! { <ol class="change-cards" data-test="cards">{items.collect_view()}</ol> }.into_any()
    };
    view! {
        <h2>{desk.said(Text::LabChanges)}</h2>
        <div class="lab-cards">{list}</div>
        {move || warnings(lab)}
    }
}

/// Leads to what a card changes: the slider of a number, the cell of what is typed, else its place in the scheme editor.
fn lead(lab: Lab, side: Side, change: &Change) {
    if let Some(cell) = cell_of(change) {
        go(lab, side, &cell);
        return;
    }
    let place = lab.desk.read(|session| place_of(session.book().scheme()?, change));
    let parameter = untrack(|| {
        lab.read_trial(|_, trial| {
            let plan = trial.results().plan();
            plan.parameters.iter().rposition(|known| Some(&known.path) == place.as_ref())
        })
    });
    if !parameter.flatten().is_some_and(focus_slider) {
        lab.desk.view.rule.set(place);
        lab.desk.show(Tab::Rules);
    }
}

/// What the open variant makes wrong: weights that no longer come to a whole, problems that the scheme does not have
/// without it. Told when nothing moves any more.
fn warnings(lab: Lab) -> Option<impl IntoView> {
    lab.track_calm();
    let (words, place) = (untrack(|| lab.desk.words()), untrack(|| lab.place()));
    let found: Vec<String> = untrack(|| {
        lab.read_trial(|session, trial| {
            let (before, after) = (session.results(), trial.results());
            let weights = |results: &Results| {
                let focus = place.as_ref().and_then(|place| Focus::of(results, place.table, place.at));
                focus.map(|focus| differing_weights(results, &focus)).unwrap_or_default()
            };
            let known = weights(before);
            let weights =
                weights(after).into_iter().filter(|of| !known.iter().any(|known| known.hint == of.hint));
            let weights = weights.map(|of| advice(&of.hint, words.language).what);
            let known = &before.plan().diagnostics;
            let is_new = |found: &&Diagnostic| !known.iter().any(|known| known.message == found.message);
            let problems = after.plan().diagnostics.iter().filter(is_new);
            let unread = place.as_ref().map(|place| no_longer_read(before, after, &place.id, place.period));
            let unread = unread.filter(|unread| !unread.is_empty()).map(|unread| {
                let named = unread.iter().map(|(subject, column)| format!("{subject} {column}"));
                words.no_longer_read(unread.len(), &named.take(MOST).collect::<Vec<_>>())
            });
            let problems = problems.map(|found| say(&found.message, words.language).what);
            unread.into_iter().chain(weights).chain(problems).collect()
        })
    })?;
    (!found.is_empty()).then(|| {
        view! {
            <div class="warning" role="status" data-test="lab-warnings">
                <p>{words.say(Text::LabFound)}</p>
                <ul>{found.into_iter().take(MOST).map(|said| view! { <li>{said}</li> }).collect_view()}</ul>
            </div>
        }
    })
}

/// What is shown of a card.
struct Item {
    /// Its place among how many.
    place: (usize, usize),
    said: String,
    change: Change,
    off: bool,
    comment: String,
    /// Why it does not apply as it was written.
    because: Option<String>,
}

fn item(lab: Lab, words: Words, side: Side, of: Item) -> impl IntoView {
    let Item { place: (at, count), said, change: changed, off, comment, because } = of;
    let change = move |change: CardChange| lab.change(|_, variant| Some(with_card(variant, at, change)));
    let named = |text: Text| format!("{} {said}", words.say(text));
    let (up, down, remove) = (named(Text::LabCardUp), named(Text::LabCardDown), named(Text::LabCardRemove));
    let over = named(Text::LabCardValue);
    let value = value_of(&changed);
    let type_over = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        let before = untrack(|| lab.variant());
        lab.change(|session, variant| with_value(session, variant, at, &typed));
        if untrack(|| lab.variant()) == before {
            lab.desk.notice.set(Some(Notice::Text(Text::LabCardRefused)));
        }
    };
    let (note, to_change) = (named(Text::LabComment), named(Text::LabToChange));
    view! {
        <li class="change-card" class:off=off>
            <label>
                <input
                    type="checkbox"
                    prop:checked=!off
                    on:change=move |event| change(CardChange::Switch(!event_target_checked(&event)))
                />
                <span>{said}</span>
            </label>
            {because.map(|because| view! { <p class="bad">{because}</p> })}
            <div class="card-line">
                {value.map(|value| view! {
                    <input class="card-value" aria-label=over.clone() title=over prop:value=value on:change=type_over/>
                })}
                <input
                    class="comment"
                    aria-label=note
                    placeholder=words.say(Text::LabComment)
                    prop:value=comment
                    on:change=move |event| change(CardChange::Comment(event_target_value(&event).trim().to_owned()))
                />
                <button aria-label=to_change.clone() title=to_change on:click=move |_| lead(lab, side, &changed)>"↗"</button>
                <button aria-label=up.clone() title=up disabled=at == 0 on:click=move |_| change(CardChange::Up)>"↑"</button>
                <button
                    aria-label=down.clone() title=down disabled=at + 1 == count
                    on:click=move |_| change(CardChange::Down)
                >"↓"</button>
                <button aria-label=remove.clone() title=remove on:click=move |_| change(CardChange::Remove)>"✕"</button>
            </div>
        </li>
    }
}
