//! The lab's model: the sheets whose subjects can be compared, the parameters with the ends of their sliders, and what a
//! slider or a switch makes of a variant. Knows no browser.

use baton_core::calendar::Period;
use baton_core::edit::{Session, new_variant_id};
use baton_core::eval::Results;
use baton_core::lab::{Focus, Lever, all_cards, apply, levers, record};
use baton_core::model::{Card, Id, Scheme, Variant, scheme_from_json, scheme_to_json};
use baton_core::num::{self, Decimal, RoundingMode};
use baton_core::plan::{TableIx, TableKind};
use serde_json::Value as Json;

use crate::ui::periods::chosen::Chosen;
use crate::ui::tab::Tab;

/// A sheet in the period chosen for its cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub table: TableIx,
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The period.
    pub period: Period,
    /// The period's place.
    pub at: usize,
}

/// The sheets that rank, grade or add something up, each in the period chosen.
#[must_use]
pub fn places(session: &Session, chosen: &Chosen) -> Vec<Place> {
    let results = session.results();
    let place = |(table, of): (TableIx, &baton_core::plan::Table)| {
        let TableKind::Sheet { cycle, .. } = of.kind else { return None };
        let period = chosen.of(session, cycle)?;
        let at = results.space().period(period)?;
        Focus::of(results, table, at)?;
        Some(Place { table, id: of.id.clone(), name: of.name.clone(), period, at })
    };
    session.plan().tables.iter().enumerate().filter_map(place).collect()
}

/// The sheet that the lab opens with: the one that was looked at last, where it holds a mark in the period chosen; else
/// the first that does, else the first.
#[must_use]
pub fn first_place(session: &Session, chosen: &Chosen, last: &Tab) -> Option<Id> {
    let all = places(session, chosen);
    let last = last.table(session.plan());
    let order = all.iter().filter(|place| Some(place.table) == last).chain(&all);
    let holds_marks = |place: &&Place| has_marks(session, place);
    order.clone().find(holds_marks).or_else(|| order.clone().next()).map(|place| place.id.clone())
}

/// Whether anything that counts on a sheet is there in its period: without a mark, no rule moves anybody.
#[must_use]
pub fn has_marks(session: &Session, place: &Place) -> bool {
    let Some(focus) = Focus::of(session.results(), place.table, place.at) else { return false };
    focus.standings(session.results()).iter().any(|of| of.score.is_some_and(|score| !score.is_zero()))
}

/// A parameter with its slider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slider {
    /// It, its value in the book, and those that make up a whole with it.
    pub lever: Lever,
    /// Its place in the scheme, by numbers.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The left end.
    pub least: Decimal,
    /// The right end.
    pub most: Decimal,
    /// How far one step goes.
    pub step: Decimal,
    /// What it and those of its whole add up to in the book.
    pub whole: Decimal,
}

/// The parameters on which a sheet's standings depend, in the order of the scheme.
#[must_use]
pub fn sliders(results: &Results, place: &Place) -> Vec<Slider> {
    let Some(focus) = Focus::of(results, place.table, place.at) else { return Vec::new() };
    levers(results, &focus).iter().filter_map(|lever| slider(results, lever)).collect()
}

fn slider(results: &Results, lever: &Lever) -> Option<Slider> {
    let plan = results.plan();
    // What is changed is the newest edition: a number of an older one has no slider.
    let parameter =
        plan.parameters.get(lever.parameter).filter(|of| of.edition + 1 == plan.editions.len())?;
    let value = lever.value;
    let (least, most) = match value.is_sign_negative() {
        true => (twice(value), Decimal::ZERO),
        false => (Decimal::ZERO, twice(value)),
    };
    Some(Slider {
        lever: lever.clone(),
        path: parameter.path.clone(),
        name: parameter.name.clone(),
        least,
        most,
        step: step(value),
        whole: lever.whole(results).unwrap_or(value),
    })
}

/// The variant with a parameter set and the others of its whole rescaled in proportion to what they are now, so that the
/// sum is what it is in the book. They have two decimals more than the book's numbers; what rounding leaves goes to the last.
/// `None` where they cannot make up for it.
#[must_use]
pub fn with_whole_kept(
    session: &Session,
    now: &Results,
    variant: &Variant,
    slider: &Slider,
    value: Decimal,
) -> Option<Variant> {
    let others = || slider.lever.family.iter().copied().filter(|other| *other != slider.lever.parameter);
    let values = others().map(|other| now.parameter(other)).collect::<Option<Vec<_>>>()?;
    let add = |sum: Decimal, value: &Decimal| sum.checked_add(*value);
    let rest = values.iter().try_fold(Decimal::ZERO, add)?;
    let left = slider.whole.checked_sub(value).filter(|left| !left.is_sign_negative() && !rest.is_zero())?;
    let own = others().filter_map(|other| session.results().parameter(other));
    let scale = own.chain([value, slider.whole]).map(|of| of.normalize().scale()).max()?;
    let places = i32::try_from(scale.saturating_add(2)).ok()?;
    let mut shares = Vec::new();
    for value in &values {
        let share = value.checked_mul(left)?.checked_div(rest)?;
        shares.push(num::round(share, places, RoundingMode::HalfUp));
    }
    let missing = left.checked_sub(shares.iter().try_fold(Decimal::ZERO, add)?)?;
    let last = shares.iter_mut().rev().find(|share| !share.is_zero())?;
    *last = last.checked_add(missing)?;
    let plan = session.plan();
    let paths = others().filter_map(|other| Some(plan.parameters.get(other)?.path.as_str()));
    edited(session, variant, |json| {
        for (path, value) in std::iter::once((slider.path.as_str(), value)).chain(paths.zip(shares)) {
            *at(json, path)? = serde_json::from_str(&num::format(value)).ok()?;
        }
        Some(())
    })
}

/// As far beyond a value as it is from 0; 10 where it is 0.
fn twice(value: Decimal) -> Decimal {
    if value.is_zero() { Decimal::TEN } else { value.checked_add(value).unwrap_or(value) }
}

/// Whole numbers go by ones, small ones by halves; others by their last place, or by half of the next one where that
/// would be fewer than some forty steps from one end to the other.
fn step(value: Decimal) -> Decimal {
    match value.normalize().scale() {
        0 if value.abs() < Decimal::TEN => Decimal::new(5, 1),
        0 => Decimal::ONE,
        scale => {
            let last = Decimal::new(1, scale.min(6));
            let is_coarse = last.saturating_mul(Decimal::from(20)) > value.abs();
            if is_coarse { Decimal::new(5, scale.min(6).saturating_add(2)) } else { last }
        }
    }
}

/// The variant with a number of its scheme set, as cards; `None` where the number is not there or cannot stand there.
#[must_use]
pub fn with_number(session: &Session, variant: &Variant, path: &str, value: Decimal) -> Option<Variant> {
    edited(session, variant, |json| {
        let number: Json = serde_json::from_str(&num::format(value)).ok()?;
        *at(json, path)? = number;
        Some(())
    })
}

/// A rule of a sheet or register, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSwitch {
    /// The table's name.
    pub table: String,
    /// The rule's name.
    pub name: String,
    /// Its place in the book's scheme: the list's path and its number there.
    pub place: (String, usize),
    /// Whether the variant still has it.
    pub is_on: bool,
}

/// The rules of the scheme that a variant is based on, and whether the variant still has them.
#[must_use]
pub fn rules(session: &Session, variant: &Variant) -> Vec<RuleSwitch> {
    let Some((base, edited)) = schemes(session, variant) else { return Vec::new() };
    let mut switches = Vec::new();
    let of_list = |list: &str, table: usize, scheme: &Scheme| -> Vec<(Id, String)> {
        let rules = match list {
            "sheets" => scheme.sheets.get(table).map(|sheet| &sheet.rules),
            _ => scheme.registers.get(table).map(|register| &register.rules),
        };
        let rules = rules.into_iter().flatten();
        rules.map(|rule| (rule.id.clone(), rule.name.clone())).collect()
    };
    let sheets = base.sheets.iter().map(|sheet| ("sheets", &sheet.id, &sheet.name));
    let registers = base.registers.iter().map(|register| ("registers", &register.id, &register.name));
    let mut numbers = (0, 0);
    for (list, id, name) in sheets.chain(registers) {
        let number = if list == "sheets" { &mut numbers.0 } else { &mut numbers.1 };
        let table = *number;
        *number += 1;
        let now = match list {
            "sheets" => edited.sheets.iter().position(|sheet| sheet.id == *id),
            _ => edited.registers.iter().position(|register| register.id == *id),
        };
        let left = now.map(|now| of_list(list, now, &edited)).unwrap_or_default();
        for (at, (rule, rule_name)) in of_list(list, table, &base).into_iter().enumerate() {
            switches.push(RuleSwitch {
                table: name.clone(),
                name: rule_name,
                place: (format!("{list}[{table}].rules"), at),
                is_on: left.iter().any(|(known, _)| *known == rule),
            });
        }
    }
    switches
}

/// The variant with a rule taken out, or with it again as it is in the scheme it is based on.
#[must_use]
pub fn with_rule(session: &Session, variant: &Variant, rule: &RuleSwitch, is_on: bool) -> Option<Variant> {
    let (base, _) = schemes(session, variant)?;
    let mut base = scheme_to_json(&base);
    let original = at(&mut base, &rule.place.0)?.as_array()?.get(rule.place.1)?.clone();
    edited(session, variant, |json| {
        let list = at(json, &rule.place.0)?.as_array_mut()?;
        let known = list.iter().position(|of| of.get("id") == original.get("id"));
        match (known, is_on) {
            (Some(at), false) => _ = list.remove(at),
            (None, true) => list.insert(rule.place.1.min(list.len()), original.clone()),
            _ => {}
        }
        Some(())
    })
}

/// The variant whose cards make another scheme of the one it is based on.
#[must_use]
pub fn with_scheme(session: &Session, variant: &Variant, edited: &Scheme) -> Option<Variant> {
    let (base, _) = schemes(session, variant)?;
    Some(Variant { cards: record(&variant.cards, &base, edited), ..variant.clone() })
}

fn edited(
    session: &Session,
    variant: &Variant,
    edit: impl FnOnce(&mut Json) -> Option<()>,
) -> Option<Variant> {
    let (_, scheme) = schemes(session, variant)?;
    let mut json = scheme_to_json(&scheme);
    edit(&mut json)?;
    with_scheme(session, variant, &scheme_from_json(json).ok()?)
}

/// The scheme that a variant is based on; `None` where that is no longer there.
pub(super) fn base_of(session: &Session, variant: &Variant) -> Option<Scheme> {
    schemes(session, &Variant { cards: Vec::new(), ..variant.clone() }).map(|(base, _)| base)
}

/// The scheme that a variant is based on, and what it makes of it.
fn schemes(session: &Session, variant: &Variant) -> Option<(Scheme, Scheme)> {
    let book = session.book();
    let bases = all_cards(book, &Variant { cards: Vec::new(), ..variant.clone() })?;
    let (base, _) = apply(book.scheme()?, &bases);
    let (edited, _) = apply(&base, &variant.cards);
    Some((base, edited))
}

/// A new variant without cards, of a title that is not taken.
#[must_use]
pub fn new_variant(session: &Session, title: impl Fn(usize) -> String, base: Option<Id>) -> Variant {
    let taken = &session.book().variants;
    let mut numbers = 1..;
    let free = |number: &usize| taken.iter().all(|known| known.title != title(*number));
    let number = numbers.find(free).unwrap_or(1);
    Variant { id: new_variant_id(session.book()), title: title(number), base, ..Variant::default() }
}

/// The variant with a card switched, moved, taken out or commented.
#[must_use]
pub fn with_card(variant: &Variant, card: usize, change: CardChange) -> Variant {
    let mut cards: Vec<Card> = variant.cards.clone();
    match change {
        CardChange::Switch(off) => {
            if let Some(card) = cards.get_mut(card) {
                card.off = off;
            }
        }
        CardChange::Up if card > 0 && card < cards.len() => cards.swap(card, card - 1),
        CardChange::Down if card + 1 < cards.len() => cards.swap(card, card + 1),
        CardChange::Remove if card < cards.len() => _ = cards.remove(card),
        CardChange::Comment(comment) => {
            if let Some(card) = cards.get_mut(card) {
                card.comment = comment;
            }
        }
        CardChange::Up | CardChange::Down | CardChange::Remove => {}
    }
    Variant { cards, ..variant.clone() }
}

/// What is done with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardChange {
    /// Switches it off, or on.
    Switch(bool),
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// Takes it out.
    Remove,
    /// Notes something beside it.
    Comment(String),
}

/// The value at a path by numbers: `sheets[2].indicators[4].full`.
fn at<'a>(json: &'a mut Json, path: &str) -> Option<&'a mut Json> {
    path.split('.').try_fold(json, |json, step| {
        let mut parts = step.split('[');
        let mut json = json.get_mut(parts.next()?)?;
        for number in parts {
            json = json.get_mut(number.strip_suffix(']')?.parse::<usize>().ok()?)?;
        }
        Some(json)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;
    use baton_core::edit::Command;
    use baton_core::lab::Trial;
    use baton_core::model::read_book;

    fn session() -> Session {
        let sample = include_str!("../../templates/ningming/sample.json");
        Session::open(read_book(sample).unwrap())
    }

    fn week(session: &Session) -> Place {
        places(session, &Chosen::default()).into_iter().find(|place| place.name == "乡镇周考评").unwrap()
    }

    #[test]
    fn every_template_that_scores_has_something_to_compare() {
        // Jiange's musts are passed or failed: nothing in it is scored, ranked or graded.
        for template in TEMPLATES.iter().filter(|template| template.id != "jiange") {
            let path = format!("{}/src/templates/{}/sample.json", env!("CARGO_MANIFEST_DIR"), template.id);
            let book = read_book(&std::fs::read_to_string(path).unwrap()).unwrap();
            assert!(!places(&Session::open(book), &Chosen::default()).is_empty(), "{}", template.id);
        }
    }

    #[test]
    fn the_lab_opens_where_something_can_move() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/templates/ningwu/sample.json");
        let session = Session::open(read_book(&std::fs::read_to_string(path).unwrap()).unwrap());
        let name = |last: &Tab| {
            let id = first_place(&session, &Chosen::default(), last).unwrap();
            session.plan().tables.iter().find(|table| table.id == id).unwrap().name.clone()
        };
        let tab = |name: &str| {
            let table = session.plan().tables.iter().position(|table| table.name == name).unwrap();
            Tab::of(session.plan(), table).unwrap()
        };
        assert_eq!(name(&tab("干部年度考核")), "干部年度考核");
        // The sample has no mark of single tasks.
        assert_eq!(name(&tab("目标任务分项")), "年终考核");
        assert_eq!(name(&Tab::Outcome), "年终考核");
    }

    #[test]
    fn the_others_of_a_whole_make_up_for_one_to_the_last_digit() {
        let session = session();
        let all = sliders(session.results(), &week(&session));
        let slider = all.iter().find(|slider| slider.lever.family.len() > 3).unwrap();
        let variant = new_variant(&session, |number| format!("方案{number}"), None);
        let value = slider.lever.value + Decimal::ONE;
        let changed = with_whole_kept(&session, session.results(), &variant, slider, value).unwrap();
        assert_eq!(changed.cards.len(), slider.lever.family.len());
        let (scheme, left) = apply(session.book().scheme().unwrap(), &changed.cards);
        assert!(left.is_empty(), "{left:?}");
        let json = scheme_to_json(&scheme);
        let number = |path: &str| {
            let mut json = json.clone();
            num::read(&at(&mut json, path).unwrap().to_string()).unwrap()
        };
        let family = slider.lever.family.iter();
        let sum: Decimal = family.map(|of| number(&session.plan().parameters[*of].path)).sum();
        assert_eq!((number(&slider.path), sum - value), (value, slider.whole - value));
        // They cannot make up for more than there is.
        assert!(
            with_whole_kept(&session, session.results(), &variant, slider, slider.whole + Decimal::ONE)
                .is_none()
        );
    }

    #[test]
    fn a_slider_makes_a_card_and_sliding_back_takes_it_away() {
        let session = session();
        let place = week(&session);
        let sliders = sliders(session.results(), &place);
        let full = sliders.iter().find(|slider| slider.path == "sheets[0].indicators[0].full").unwrap();
        assert_eq!(full.lever.value, Decimal::from(8), "{full:?}");
        let variant = new_variant(&session, |number| format!("方案{number}"), None);
        let raised = with_number(&session, &variant, &full.path, Decimal::from(12)).unwrap();
        assert_eq!(raised.cards.len(), 1, "{:?}", raised.cards);
        let trial = Trial::new(session.book(), session.results(), &raised);
        assert_eq!(trial.results().parameter(full.lever.parameter), Some(Decimal::from(12)));
        let back = with_number(&session, &raised, &full.path, full.lever.value).unwrap();
        assert!(back.cards.is_empty(), "{:?}", back.cards);
    }

    #[test]
    fn a_slider_reaches_what_a_clerk_would_type() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        let steps = [
            ("0.1", "0.005"),
            ("0.5", "0.005"),
            ("0.35", "0.01"),
            ("8", "0.5"),
            ("100", "1"),
            ("2.5", "0.1"),
        ];
        for (value, expected) in steps {
            assert_eq!(step(d(value)), d(expected), "{value}");
        }
    }

    #[test]
    fn a_rule_goes_and_comes_back() {
        let session = session();
        let variant = new_variant(&session, |number| format!("方案{number}"), None);
        let rules_now = rules(&session, &variant);
        let rule = rules_now.iter().find(|rule| rule.is_on).unwrap();
        let without = with_rule(&session, &variant, rule, false).unwrap();
        assert_eq!(without.cards.len(), 1);
        let switched = rules(&session, &without).into_iter().find(|of| of.place == rule.place).unwrap();
        assert!(!switched.is_on);
        let again = with_rule(&session, &without, rule, true).unwrap();
        assert!(again.cards.is_empty(), "{:?}", again.cards);
    }

    #[test]
    fn titles_are_not_taken_twice() {
        let mut session = session();
        let title = |number: usize| format!("方案{number}");
        let one = new_variant(&session, title, None);
        let command =
            Command::SetVariant { id: one.id.clone(), at: None, variant: Some(Box::new(one.clone())) };
        session.apply(&command).unwrap();
        let two = new_variant(&session, title, Some(one.id.clone()));
        assert_eq!((one.title.as_str(), two.title.as_str()), ("方案1", "方案2"));
        assert_ne!(one.id, two.id);
    }

    #[test]
    fn cards_are_switched_moved_and_taken_out() {
        let session = session();
        let place = week(&session);
        let sliders = sliders(session.results(), &place);
        let mut variant = new_variant(&session, |number| format!("方案{number}"), None);
        for slider in sliders.iter().take(3) {
            variant = with_number(&session, &variant, &slider.path, slider.most).unwrap();
        }
        let change = |card: usize, change| with_card(&variant, card, change).cards;
        assert!(change(1, CardChange::Switch(true))[1].off);
        assert_eq!(change(0, CardChange::Up), variant.cards);
        assert_eq!(change(2, CardChange::Up)[1], variant.cards[2]);
        assert_eq!(change(2, CardChange::Down), variant.cards);
        assert_eq!(change(0, CardChange::Remove), variant.cards[1..]);
        assert_eq!(change(0, CardChange::Comment("试".to_owned()))[0].comment, "试");
    }
}
