//! What the random schemes have in them: every operator with every reach that it can have, every method, every setting
//! that decides something, and every function. A property over schemes without them would say nothing of them.

use std::collections::{BTreeMap, BTreeSet};

use baton_core::edit::Session;
use baton_core::formula::catalogue::Function;
use baton_core::model::{Book, ChecklistGives, Indicator, Method, Scheme, write_scheme};
use baton_core::plan::{Argument, Assign, Expr, List, Reach, Step, Version};

use super::books::{self, Wanted};
use super::choices::Choices;

/// How many random books are looked at.
const BOOKS: u64 = 400;
/// How often each thing must be met.
const LEAST: usize = 3;

/// Operator and reach. What an order or an assignment goes by is always a column of its own row, made where it is not there
/// yet; lists are for gathers alone.
const READS: &[&str] = &[
    "formula Row",
    "formula Subject",
    "formula Link",
    "formula Earlier",
    "streak Row",
    "streak Earlier",
    "input Row",
    "input Rule",
    "present Rule",
    "gather Row",
    "gather Subject",
    "gather Link",
    "gather Earlier",
    "gather All",
    "gather Peers",
    "gather Within",
    "gather Linked",
    "gather Every",
    "gather Entries",
    "order Row",
    "grade Row",
    "split Row",
];

const STEPS: &[&str] = &[
    "input",
    "own Date",
    "own Subject",
    "own Class",
    "own Number",
    "own FirstDay",
    "own LastDay",
    "present",
    "formula",
    "gather",
    "gather shared",
    "order",
    "grade",
    "split",
    "streak",
];

const METHODS: &[&str] = &[
    "points",
    "share",
    "bands",
    "scale",
    "relative",
    "position",
    "percentage",
    "deduct",
    "gain",
    "tasks",
    "ledger",
    "checklist truth",
    "checklist all-or-nothing",
    "checklist points",
    "carry periods",
    "carry linked",
    "linked",
    "ballots",
    "formula",
];

const SETTINGS: &[&str] = &[
    "\"quota\"",
    "\"rounding\":\"up\"",
    "\"rounding\":\"half-up\"",
    "\"ties\":\"all-in\"",
    "\"ties\":\"tie-break\"",
    "\"frees\":true",
    "\"gives\":\"at-most\"",
    "\"gives\":\"at-least\"",
    "\"gives\":\"exactly\"",
    "\"limit\"",
    "\"tie-break\":[{",
    "\"within\":[",
    "\"competes\"",
    "\"ties\":\"dense\"",
    "\"from\":\"bottom\"",
    "\"combine\":\"mean\"",
    "\"combine\":\"least\"",
    "\"applies\"",
    "\"once\"",
    "\"series\"",
    "\"times\"",
    "\"otherwise\"",
    "\"counts-from\"",
    "\"counts-in\":\"next\"",
    "\"counts-in\":\"containing\"",
    "\"of\":\"所属\"",
    "\"run-from\"",
    "\"form\":\"single\"",
    "\"voters\"",
    "\"nobody-rates-itself\":true",
    "\"invalid-if-all-equal\":true",
    "\"returns\":true",
    "\"drop\"",
    "\"best\"",
    "\"take\":\"last\"",
    "\"take\":\"sum\"",
    "\"start\":\"full\"",
    "\"blank\":\"zero\"",
    "\"streaks-across-years\":false",
    "\"week-rule\":\"last-day\"",
    "TARIFF(",
    "STREAK(",
    "RUNNING(",
    "PREV(",
];

const BOOK: &[&str] = &[
    "two editions",
    "overrides",
    "rows that come or go",
    "exempt",
    "provisional",
    "an error",
    "an entry made",
    "an action",
    "a list entry",
    "a problem",
    "a compile error",
    "a grade by a quota",
];

#[test]
fn random_schemes_have_everything_in_them() {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..BOOKS {
        let mut choices = random(seed);
        let book = books::book(Wanted { ordered: true }, &mut choices);
        let mut session = Session::open(book);
        for _ in 0..3 {
            let command = books::override_a_cell(&session, &mut choices);
            _ = session.apply(&command);
        }
        let mut met = BTreeSet::new();
        look_at_schemes(session.book(), &mut met);
        look_at_plan(&session, &mut met);
        look_at_results(&session, &mut met);
        for what in met {
            *found.entry(what).or_default() += 1;
        }
    }
    let functions = Function::ALL.iter().map(|function| format!("{}()", function.signature().name));
    let named = [READS, STEPS, METHODS, SETTINGS, BOOK].into_iter().flatten().map(|what| (*what).to_owned());
    let rare: Vec<(String, usize)> = named
        .chain(functions)
        .map(|what| (what.clone(), found.get(&what).copied().unwrap_or_default()))
        .filter(|(_, count)| *count < LEAST)
        .collect();
    // Operators with a reach that nobody thought of are worth a line above.
    let known: BTreeSet<&str> = READS.iter().copied().collect();
    let new: Vec<&String> =
        found.keys().filter(|what| is_read(what) && !known.contains(what.as_str())).collect();
    assert!(
        rare.is_empty() && new.is_empty(),
        "of {BOOKS} books, met less than {LEAST} times: {rare:?}; new: {new:?}"
    );
}

/// Choices that are the same in every run.
fn random(seed: u64) -> Choices {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    };
    Choices::of((0..1_200).map(|_| next()).collect())
}

fn look_at_schemes(book: &Book, met: &mut BTreeSet<String>) {
    if book.editions.len() > 1 {
        met.insert("two editions".to_owned());
    }
    for edition in &book.editions {
        let text = write_scheme(&edition.scheme);
        let text: String = text.split_whitespace().collect();
        met.extend(
            SETTINGS.iter().filter(|setting| text.contains(**setting)).map(|setting| (*setting).to_owned()),
        );
        methods(&edition.scheme, met);
    }
}

fn methods(scheme: &Scheme, met: &mut BTreeSet<String>) {
    let mut open: Vec<&Indicator> = scheme.sheets.iter().flat_map(|sheet| &sheet.indicators).collect();
    while let Some(indicator) = open.pop() {
        open.extend(&indicator.indicators);
        let Some(method) = &indicator.method else { continue };
        let name = match method {
            Method::Points => "points",
            Method::Share(_) => "share",
            Method::Bands(_) => "bands",
            Method::Scale(_) => "scale",
            Method::Relative(_) => "relative",
            Method::Position(_) => "position",
            Method::Percentage(_) => "percentage",
            Method::Deduct(_) => "deduct",
            Method::Gain(_) => "gain",
            Method::Tasks(_) => "tasks",
            Method::Ledger(_) => "ledger",
            Method::Checklist(list) => match list.gives {
                ChecklistGives::Truth => "checklist truth",
                ChecklistGives::AllOrNothing => "checklist all-or-nothing",
                ChecklistGives::Points => "checklist points",
            },
            Method::Carry(carry) if carry.link.is_some() => "carry linked",
            Method::Carry(_) => "carry periods",
            Method::Linked(_) => "linked",
            Method::Ballots(_) => "ballots",
            Method::Formula(_) => "formula",
        };
        // Methods and operators share the word.
        met.insert(name.to_owned());
    }
}

fn look_at_plan(session: &Session, met: &mut BTreeSet<String>) {
    let plan = session.plan();
    if !plan.diagnostics.is_empty() {
        met.insert("a compile error".to_owned());
    }
    for version in plan.columns.iter().flat_map(|column| column.versions.iter().flatten()) {
        let operator = operator(version);
        met.insert(operator.clone());
        let kind = operator.split(' ').next().unwrap_or_default();
        met.extend(version.reads.iter().map(|read| format!("{kind} {}", reach(&read.reach))));
        match &version.step {
            Step::Formula(expr) => functions(expr, met),
            Step::Gather(gather) => {
                met.insert(format!("{}()", gather.function.signature().name));
                gather.arguments.iter().for_each(|argument| functions_of(argument, met));
            }
            _ => {}
        }
    }
}

fn operator(version: &Version) -> String {
    match &version.step {
        Step::Input(_) => "input".to_owned(),
        Step::Own(own) => format!("own {own:?}"),
        Step::Present(_) => "present".to_owned(),
        Step::Formula(Expr::Streak { .. }) => "streak".to_owned(),
        Step::Formula(_) => "formula".to_owned(),
        Step::Gather(gather) if gather.shared => "gather shared".to_owned(),
        Step::Gather(_) => "gather".to_owned(),
        Step::Order(_) => "order".to_owned(),
        Step::Assign(step) => match step.as_ref() {
            Assign::Grade(_) => "grade".to_owned(),
            Assign::Split(_) => "split".to_owned(),
        },
        Step::Broken(_) => "broken".to_owned(),
    }
}

fn reach(reach: &Reach) -> &'static str {
    match reach {
        Reach::Row => "Row",
        Reach::Subject => "Subject",
        Reach::Link(_) => "Link",
        Reach::Earlier { .. } => "Earlier",
        Reach::All => "All",
        Reach::Peers(_) => "Peers",
        Reach::Within => "Within",
        Reach::Linked(_) => "Linked",
        Reach::Every => "Every",
        Reach::Entries => "Entries",
        Reach::Rule(_) => "Rule",
    }
}

fn is_read(what: &str) -> bool {
    let reaches =
        ["Row", "Subject", "Link", "Earlier", "All", "Peers", "Within", "Linked", "Every", "Entries", "Rule"];
    what.split_once(' ')
        .is_some_and(|(operator, reach)| !["own", "broken"].contains(&operator) && reaches.contains(&reach))
}

fn functions(expr: &Expr, met: &mut BTreeSet<String>) {
    match expr {
        Expr::Constant(_) | Expr::Parameter(_) | Expr::Read(_) | Expr::Streak { .. } => {}
        Expr::Unary(_, operand) | Expr::Percent(operand) => functions(operand, met),
        Expr::Binary(_, left, right) => {
            functions(left, met);
            functions(right, met);
        }
        Expr::Call(function, arguments) => {
            met.insert(format!("{}()", function.signature().name));
            arguments.iter().for_each(|argument| functions_of(argument, met));
        }
    }
}

fn functions_of(argument: &Argument, met: &mut BTreeSet<String>) {
    match argument {
        Argument::One(expr) => functions(expr, met),
        Argument::List(List::Call(function, arguments)) => {
            met.insert(format!("{}()", function.signature().name));
            arguments.iter().for_each(|argument| functions_of(argument, met));
        }
        Argument::List(List::Read(_)) | Argument::Table { .. } | Argument::Missing => {}
    }
}

fn look_at_results(session: &Session, met: &mut BTreeSet<String>) {
    use baton_core::model::Value;

    let (results, plan, book) = (session.results(), session.plan(), session.book());
    let mut is_met = |what: &str, is: bool| _ = is.then(|| met.insert(what.to_owned()));
    is_met("overrides", !book.overrides.is_empty());
    let subjects = || book.roster.values().flatten();
    is_met("rows that come or go", subjects().any(|subject| subject.from.is_some() || subject.to.is_some()));
    is_met("an action", !results.actions().is_empty());
    is_met("a list entry", !results.listed().is_empty());
    for (slot, column) in plan.columns.iter().enumerate() {
        for period in 0..results.space().period_count(plan, column.table) {
            for (row, cell) in results.column(slot, period).iter().enumerate() {
                is_met("exempt", cell.value == Value::Exempt);
                is_met("provisional", cell.provisional);
                is_met("an error", matches!(cell.value, Value::Error(_)));
                is_met("a problem", results.problem(slot, period, row).is_some());
            }
        }
    }
    for (table, _) in plan.tables.iter().enumerate() {
        let Some(rows) = results.space().rows(table) else { continue };
        let made = (0..rows.ids.len()).filter(|row| rows.made_by(*row).is_some());
        is_met("an entry made", made.into_iter().any(|row| results.is_there(table, 0, row)));
    }
    let has_quota = plan.columns.iter().flat_map(|column| column.versions.iter().flatten()).any(|version| {
        matches!(&version.step, Step::Assign(step) if matches!(step.as_ref(), Assign::Grade(ladder)
            if ladder.grades.iter().any(|grade| grade.quota.is_some())))
    });
    is_met("a grade by a quota", has_quota);
}
