//! The analyses of the lab over random books: nothing panics, and what they tell is so when it is scored.

use baton_core::edit::Session;
use baton_core::lab::{
    CLIFF, End, Focus, Goal, GoalWay, Noise, Others, Question, Settings, Shape, Simulation, Spread, Wish,
    advise, interval, leave_one_out, levers, own_marks, remedies, scored, seek, telling, tornado,
};
use baton_core::num::{Decimal, snap};
use proptest::prelude::*;

use super::books::{Wanted, book};
use super::choices::Choices;
use super::config;

/// Every column of a sheet that may be looked at, in the last period.
fn focuses(session: &Session) -> Vec<Focus> {
    let plan = session.plan();
    let sheets = (0..plan.tables.len()).filter(|table| !plan.tables[*table].layout.is_empty());
    let last = |table: usize| session.results().space().period_count(plan, table).checked_sub(1);
    sheets.filter_map(|table| Focus::of(session.results(), table, last(table)?)).collect()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn check(mut choices: Choices) -> Result<(), TestCaseError> {
    let session = Session::open(book(Wanted { ordered: true }, &mut choices));
    let results = session.results();
    for focus in focuses(&session).into_iter().take(2) {
        let now = focus.standings(results);
        let found = levers(results, &focus);
        for lever in found.iter().take(3) {
            for others in [Others::Stay, Others::Rescale] {
                for question in [Question::First, Question::Last, Question::Place(0)] {
                    let Some(interval) = interval(results, &focus, lever, others, question, 3) else {
                        continue;
                    };
                    for end in [interval.low, interval.high] {
                        let End::Change { inside, outside, .. } = end else { continue };
                        let first = |value: Decimal| -> Vec<bool> {
                            let mut moved = results.clone();
                            for (parameter, value) in lever.at(results, value, others).unwrap() {
                                moved.set_parameter(parameter, value);
                            }
                            focus.standings(&moved).iter().map(|standing| standing.place == Some(1)).collect()
                        };
                        if question == Question::First {
                            let before: Vec<bool> = now.iter().map(|of| of.place == Some(1)).collect();
                            prop_assert!(inside == interval.value || first(inside) == before);
                            prop_assert_ne!(first(outside), before);
                        }
                    }
                }
            }
        }
        let best = now.iter().filter_map(|standing| standing.score).max();
        if let Some(score) = best
            && !now.is_empty()
        {
            for goal in [Goal::Place(1), Goal::Score(score)] {
                if let GoalWay::Single(changes) = seek(results, &focus, 0, goal) {
                    for change in changes.iter().take(3) {
                        let mut typed = results.clone();
                        typed.mark(change.mark.slot, change.mark.period, 0, &typed.show(&change.to));
                        prop_assert!(goal.is_reached(&focus.standings(&typed)[0]), "{change:?}");
                    }
                }
            }
        }
        _ = own_marks(results, &focus, 0);
        _ = tornado(results, &focus, 0, &found, number("10"), Others::Stay);
        _ = leave_one_out(results, &focus);
        _ = telling(results, &focus);
        _ = advise(results, &focus, CLIFF);
        if now.len() > 1 {
            _ = remedies(results, &focus, &found[..found.len().min(2)], Others::Stay, Wish::Above(1, 0), 2);
        }
        let settings = Settings {
            seed: 7,
            draws: 12,
            parameters: found.iter().map(|lever| lever.parameter).collect(),
            spread: Spread::Percent { percent: number("20"), keep_sum: true },
            marks: Vec::new(),
            noise: Noise { most: number("1"), shape: Shape::Uniform, places: 1 },
        };
        for settings in [settings.clone(), Settings { marks: scored(results, &focus), ..settings }] {
            let mut whole = Simulation::new(results, &focus, settings.clone());
            whole.step(12);
            let mut chunks = Simulation::new(results, &focus, settings.clone());
            while chunks.step(5) {}
            prop_assert_eq!(whole.tally(), chunks.tally());
            let mut quick = Simulation::new(results, &focus, settings.clone());
            let mut exact = Simulation::new(results, &focus, settings).without_shortcut();
            for _ in 0..12 {
                quick.step(1);
                exact.step(1);
                let linear = quick.tally().linear > 0;
                for (mut quick, mut exact) in quick.standings().into_iter().zip(exact.standings()) {
                    // Scores taken from linear expressions are the same as a decision sees them, others to the last digit.
                    if linear {
                        quick.score = quick.score.map(snap);
                        exact.score = exact.score.map(snap);
                    }
                    prop_assert_eq!(quick, exact);
                }
            }
            prop_assert_eq!(&whole.tally().places, &exact.tally().places);
            prop_assert_eq!(&whole.tally().grades, &exact.tally().grades);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    /// Ends of intervals, answers of goal seek and draws are what scoring gives; nothing panics.
    #[test]
    fn the_lab_tells_what_is_so(choices in Choices::any()) {
        check(choices)?;
    }
}
