//! Why a subject moves: its scores and places before and after, whom it passes, what changed in its own row, how it does
//! where the changes are, and which card moved it by how much: the whole for one card, Shapley shares for several, which
//! sum to the whole.

use baton_core::diag::CellName;
use baton_core::eval::Results;
use baton_core::lab::{
    EXACT, Focus, Measure, Move, Moves, Pair, Target, Teller, among, attribute, changed_cells, lever,
    place_of,
};
use baton_core::model::{Card, Id, Variant};
use baton_core::num::{self, Decimal};
use leptos::prelude::*;

use super::leading::leading;
use super::model::Place;
use super::moves::said_of_follows;
use super::state::{Lab, lab};
use crate::ui::side::Side;
use crate::words::page::{Text, Words};
use crate::words::variants::card;

/// With more cards than can be tried in all coalitions, so many orders are drawn.
const DRAWS: usize = 200;
/// So many names are told of those who pass a subject or are passed; all are counted.
const NAMES_TOLD: usize = 6;
/// To how many places means and shares are told.
const PLACES: i32 = 4;

/// What is told of a subject.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Why {
    pub(super) subject: Id,
    name: String,
    /// Scores, places, grades and money that are others.
    moved: Vec<Line>,
    follows: String,
    /// What changed in its own row.
    own: Vec<Line>,
    /// What there is to say where nothing changed there.
    note: Option<Text>,
    /// How it does in the indicators that the cards are about.
    among: Vec<Line>,
    /// What the groups of changed full marks and weights come to.
    sums: Vec<String>,
    /// What each card did; `None` where both sides cannot be told apart by cards.
    shares: Option<Vec<Shares>>,
}

/// A line that leads to its cell.
type Line = (String, CellName);

/// What each card did to one number.
#[derive(Clone, Debug, PartialEq)]
struct Shares {
    head: String,
    of_cards: Vec<(String, String)>,
    whole: String,
}

/// Why the chosen subject moves, followed; found when nothing moves, for shares are dear.
pub(super) fn why() -> Memo<Option<Why>> {
    let lab = lab();
    Memo::new(move |_| {
        let subject = lab.subject.get()?;
        let (words, place) = (lab.desk.words(), lab.place()?);
        lab.track_calm();
        let moves = untrack(|| lab.moves())?;
        let of = moves.subjects.iter().find(|of| of.subject == subject)?;
        let pair = untrack(|| lab.pair());
        Some(told(lab, words, &place, (&moves, of), pair.as_ref()))
    })
}

fn told(
    lab: Lab,
    words: Words,
    place: &Place,
    (moves, of): (&Moves, &Move),
    between: Option<&Variant>,
) -> Why {
    let cards = between.map(|between| between.cards.as_slice()).unwrap_or_default();
    let cell = |column: &Id| CellName {
        table: place.id.to_string(),
        period: place.period.to_string(),
        row: of.subject.to_string(),
        column: column.to_string(),
    };
    let columns = moves.columns.iter().zip(&of.cells).enumerate();
    let moved: Vec<Line> = columns
        .filter(|(_, (_, pair))| !pair.is_same)
        .map(|(at, (column, pair))| {
            let mut said = vec![number(words, &column.name, pair, column.measure)];
            if matches!(column.measure, Measure::Rank(_)) {
                let [passed, passing, level] = moves.passes(at, &of.subject).map(|all| names(&all));
                said.extend(words.passes(
                    (passed.0, &passed.1),
                    (passing.0, &passing.1),
                    (level.0, &level.1),
                ));
            }
            (said.join(words.language.pick("；", "; ")), cell(&column.id))
        })
        .collect();
    let own = lab.compare(|before, after| changed_cells(before, after, &place.id, place.period, &of.subject));
    let own: Vec<Line> = own
        .into_iter()
        .flatten()
        .map(|of| (number(words, &of.name, &of.pair, Measure::Score), cell(&of.column)))
        .collect();
    let is_other = |is_it: fn(Measure) -> bool| {
        moves.columns.iter().zip(&of.cells).any(|(column, pair)| is_it(column.measure) && !pair.is_same)
    };
    let has_other_score = is_other(|measure| measure == Measure::Score);
    let has_other_place = is_other(|measure| matches!(measure, Measure::Rank(_)));
    let note = match (own.is_empty(), has_other_score, has_other_place) {
        (true, true, _) => Some(Text::LabOwnSame),
        (true, false, true) => Some(Text::LabOthersMoved),
        _ => None,
    };
    Why {
        subject: of.subject.clone(),
        name: of.name.clone(),
        follows: said_of_follows(words, of),
        among: standings(lab, words, place, &of.subject, cards),
        sums: sums(lab, words, place, cards),
        shares: between.map(|between| shares(lab, words, place, (moves, of), between)),
        moved,
        own,
        note,
    }
}

/// A value before and after, and by how much it is another.
fn number(words: Words, name: &str, pair: &Pair, measure: Measure) -> String {
    let shown = |shown: &str| if shown.is_empty() { "—".to_owned() } else { shown.to_owned() };
    let (before, after) = (shown(&pair.shown_before), shown(&pair.shown_after));
    match pair.change {
        Some(change) => words.changed_by(name, &before, &after, &by_how_much(words, measure, change, PLACES)),
        None => format!("{name} {}", words.from_to(&before, &after)),
    }
}

/// A change in words, to so many decimal places at most: places rise and fall, other numbers have a sign.
pub(super) fn by_how_much(words: Words, measure: Measure, change: Decimal, places: i32) -> String {
    match measure {
        Measure::Rank(_) if !change.is_zero() => {
            let moved = num::round(change.abs(), places, num::RoundingMode::HalfUp);
            words.places_moved(&num::format(moved), change.is_sign_negative())
        }
        _ => signed(change, places),
    }
}

/// A change with its sign, to so many places at most.
pub(super) fn signed(change: Decimal, places: i32) -> String {
    let shown = num::format(num::round(change, places, num::RoundingMode::HalfUp));
    if change > Decimal::ZERO { format!("+{shown}") } else { shown }
}

/// How many there are, and the names of the first.
fn names(all: &[&Move]) -> (usize, Vec<String>) {
    (all.len(), all.iter().take(NAMES_TOLD).map(|of| of.name.clone()).collect())
}

/// How the subject does in each indicator that a card is about, against all others.
fn standings(lab: Lab, words: Words, place: &Place, subject: &Id, cards: &[Card]) -> Vec<Line> {
    let found = lab.compare(|_, after| {
        let about = |card: &Card| among(after, &place.id, place.period, &card.change, subject);
        cards.iter().filter(|card| !card.off).filter_map(about).collect::<Vec<_>>()
    });
    let mut told: Vec<Line> = Vec::new();
    for of in found.unwrap_or_default() {
        let (own, mean) = (num::round(of.own, PLACES, num::RoundingMode::HalfUp), of.mean);
        let mean = num::round(mean, 2, num::RoundingMode::HalfUp);
        let said = words.among(&of.name, &num::format(own), &num::format(mean), own.cmp(&mean));
        let cell = CellName {
            table: place.id.to_string(),
            period: place.period.to_string(),
            row: subject.to_string(),
            column: of.column.to_string(),
        };
        if !told.iter().any(|(_, known)| *known == cell) {
            told.push((said, cell));
        }
    }
    told
}

/// For each group of full marks or weights that cards are about what it comes to, before and after, where that is another
/// sum.
fn sums(lab: Lab, words: Words, place: &Place, cards: &[Card]) -> Vec<String> {
    let paths: Vec<String> = lab.desk.read(|session| {
        let scheme = session.book().scheme();
        let on = cards.iter().filter(|card| !card.off);
        on.filter_map(|card| place_of(scheme?, &card.change)).collect()
    });
    let found = lab.compare(|before, after| {
        let focus = Focus::of(after, place.table, place.at)?;
        let known = |results: &Results, path: &str| {
            results.plan().parameters.iter().rposition(|known| known.path == path)
        };
        let mut told: Vec<Vec<usize>> = Vec::new();
        let mut said = Vec::new();
        for path in &paths {
            let of = known(after, path).and_then(|parameter| lever(after, &focus, parameter));
            let Some(lever) = of.filter(|of| of.family.len() > 1 && !told.contains(&of.family)) else {
                continue;
            };
            let parameters = &after.plan().parameters;
            let value_before = |parameter: &usize| {
                let of = known(before, &parameters.get(*parameter)?.path)?;
                before.parameter(of)
            };
            let sum = |sum: Decimal, value: Option<Decimal>| num::exact_sum(sum, value?);
            let was = lever.family.iter().map(value_before).try_fold(Decimal::ZERO, sum);
            if let (Some(was), Some(is), Some(of)) =
                (was, lever.whole(after), parameters.get(lever.parameter))
            {
                let told =
                    (was != is).then(|| words.family_sum(&of.name, &num::format(was), &num::format(is)));
                said.extend(told);
            }
            told.push(lever.family);
        }
        Some(said)
    });
    found.flatten().unwrap_or_default()
}

fn shares(
    lab: Lab,
    words: Words,
    place: &Place,
    (moves, of): (&Moves, &Move),
    between: &Variant,
) -> Vec<Shares> {
    let numbers = moves.columns.iter().zip(&of.cells);
    let numbers = numbers.filter(|(_, pair)| pair.change.is_some() && !pair.is_same);
    let table = |(column, pair): (&baton_core::lab::Compared, &Pair)| {
        let target = Target { sheet: place.id.clone(), period: place.period, column: column.id.clone() };
        let of_cards = lab.desk.read(|session| {
            let how = (EXACT, DRAWS, 1);
            let told = attribute(session.book(), session.results(), between, &target, how);
            let at = told.subjects.iter().position(|known| *known == of.subject)?;
            let shares = told.shares.of.get(at)?.clone()?;
            let teller = Teller::new(session.book().scheme()?, session.book());
            let said = |number: &usize| {
                let card = between.cards.get(*number);
                card.map(|of| self::card(&teller.tell(&of.change), words.language)).unwrap_or_default()
            };
            let shares = shares.into_iter().map(|share| by_how_much(words, column.measure, share, PLACES));
            Some(told.cards.iter().map(said).zip(shares).collect::<Vec<_>>())
        });
        Shares {
            head: format!("{}　{}", column.name, words.from_to(&pair.shown_before, &pair.shown_after)),
            of_cards: of_cards.unwrap_or_default(),
            whole: pair
                .change
                .map(|change| by_how_much(words, column.measure, change, PLACES))
                .unwrap_or_default(),
        }
    };
    numbers.map(table).collect()
}

/// What is told, below the subject's line.
pub(super) fn view_of(lab: Lab, words: Words, side: Side, why: &Why) -> impl IntoView + use<> {
    let list = |head: Text, lines: &[Line]| {
        (!lines.is_empty()).then(|| {
            let item =
                |(said, cell): &Line| view! { <li>{leading(side, said.clone(), Some(cell.clone()))}</li> };
            view! {
                <h4>{words.say(head)}</h4>
                <ul>{lines.iter().map(item).collect_view()}</ul>
            }
        })
    };
    let is_moved = !why.moved.is_empty() || !why.follows.is_empty();
    let unmoved = (!is_moved).then(|| view! { <p>{words.say(Text::LabUnmoved)}</p> });
    let follows = (!why.follows.is_empty()).then(|| {
        view! { <p>{words.say(Text::LabFollows)}{words.language.pick("：", ": ")}{why.follows.clone()}</p> }
    });
    let note = why.note.filter(|_| is_moved).map(|note| view! { <p>{words.say(note)}</p> });
    let tables = match &why.shares {
        None => view! { <p class="quiet">{words.say(Text::LabNoShares)}</p> }.into_any(),
        Some(shares) => shares.iter().map(|of| table(words, of)).collect_view().into_any(),
    };
    let has_shares = why.shares.as_ref().is_none_or(|shares| !shares.is_empty());
    let tables = has_shares
        .then(|| view! { <h4>{words.say(Text::LabEachChange)}</h4><div class="lab-shares">{tables}</div> });
    let close = move |_| lab.subject.set(None::<Id>);
    view! {
        <section class="lab-why" data-test="shares" aria-label=words.say(Text::LabShares)>
            <h3>{words.why_moved(&why.name)}</h3>
            {unmoved}
            {list(Text::LabWhy, &why.moved)}
            {follows}
            {list(Text::LabOwnCells, &why.own)}
            {note}
            {list(Text::LabWhere, &why.among)}
            {why.sums.iter().map(|said| view! { <p>{said.clone()}</p> }).collect_view()}
            {tables}
            <p class="side-actions"><button on:click=close>{words.say(Text::Close)}</button></p>
        </section>
    }
}

fn table(words: Words, of: &Shares) -> impl IntoView + use<> {
    let rows = of.of_cards.iter().map(|(said, share)| {
        view! { <tr><td>{said.clone()}</td><td class="number">{share.clone()}</td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <table class="list">
            <caption>{of.head.clone()}</caption>
            <tbody>{rows}</tbody>
            <tfoot><tr>
                <th scope="row">{words.say(Text::LabWhole)}</th>
                <td class="number">{of.whole.clone()}</td>
            </tr></tfoot>
        </table>
    }
}
