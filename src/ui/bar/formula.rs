//! The formula line: the active cell's name, how it comes about, and its value.

use baton_core::plan::{Assign, Slot, Step, Version};
use leptos::prelude::*;

use crate::ui::desk::desk;
use crate::ui::grid::Grid;
use crate::ui::grid::cell;
use crate::ui::grid::columns::Holds;
use crate::ui::side::{Part, Side};
use crate::words::page::{Text, Words};

/// What the line says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    name: String,
    formula: String,
    value: String,
    remark: String,
    is_bad: bool,
}

/// The formula line.
#[component]
pub(in crate::ui) fn FormulaLine() -> impl IntoView {
    let desk = desk();
    let grid = expect_context::<Grid>();
    let side = expect_context::<Side>();
    let is_why = move || (side.is_open.get() && side.part.get() == Part::Why).to_string();
    let line = Memo::new(move |_| {
        let words = desk.words();
        desk.track_change();
        let active = grid.active().and_then(|(shown, row, column)| Some((shown, row?, column)));
        let Some((shown, row, column)) = active else {
            return Line::default();
        };
        desk.read(|session| {
            let (plan, results) = (session.plan(), session.results());
            let subject = cell::typed(session, shown.table, shown.at, row, Holds::Subject);
            let cell = cell::shown(session, shown.table, shown.at, row, &column);
            let mut formula = if column.typed { words.say(Text::TypedHere) } else { String::new() };
            let mut value = match column.holds {
                // The name before it says it already.
                Holds::Subject => String::new(),
                other => cell::typed(session, shown.table, shown.at, row, other),
            };
            if let Holds::Slot(slot) = column.holds {
                let version = plan.version(slot, results.space().edition(plan, shown.table, shown.at));
                if let Some(version) = version.filter(|version| !matches!(version.step, Step::Input(_))) {
                    formula = how(version, words, |slot| plan.newest(slot).map(|v| v.name.clone()));
                    value =
                        results.cell(slot, shown.at, row).map(|c| results.show(&c.value)).unwrap_or_default();
                }
            }
            let remark = match &cell.problem {
                Some(problem) => words.because(problem),
                None if cell.overridden => words.say(Text::Overridden),
                None if cell.provisional => words.say(Text::Provisional),
                None => String::new(),
            };
            let name = format!("{subject} · {}", column.name);
            Line { name, formula, value, remark, is_bad: cell.problem.is_some() }
        })
    });
    view! {
        <div>
            <section class="formula" aria-label=desk.said(Text::FormulaLine) hidden=move || grid.shown.get().is_none()>
                <span class="cell-name" data-test="cell-name">{move || line.get().name}</span>
                <span class="fx">{move || line.get().formula}</span>
                <output class="value" data-test="cell-value">{move || line.get().value}</output>
                <button
                    class="why-button"
                    aria-pressed=is_why
                    title=move || format!("{} Alt+W", desk.say(Text::WhyButton))
                    on:click=move |_| side.toggle(Part::Why)
                >{desk.said(Text::WhyButton)}</button>
                <span class="remark" class:bad=move || line.get().is_bad data-test="cell-remark">
                    {move || line.get().remark}
                </span>
            </section>
        </div>
    }
}

/// How a computed column comes about: its formula, or what it is ordered by.
fn how(version: &Version, words: Words, name: impl Fn(Slot) -> Option<String>) -> String {
    let by = match &version.step {
        Step::Order(order) => Some(order.by),
        Step::Assign(assign) => match &**assign {
            Assign::Grade(ladder) => Some(ladder.by),
            Assign::Split(split) => Some(split.by),
        },
        Step::Input(_)
        | Step::Own(_)
        | Step::Present(_)
        | Step::Formula(_)
        | Step::Gather(_)
        | Step::Broken(_) => None,
    };
    let by = by.and_then(|by| version.reads.get(by)).and_then(|read| name(read.slot));
    match by {
        Some(by) if version.formula.is_empty() => words.ordered_by(&by),
        _ => format!("= {}", version.formula),
    }
}
