//! Traces 得分说明.

use crate::calendar::Period;
use crate::diag::Message;
use crate::eval::{Decision, Given, Results, finished};
use crate::formula::{self, Kind, Name, Node};
use crate::model::{Book, Cell, CellRef, End, Evidence, OverrideKey, OverrideValue, SheetPeriod, Value};
use crate::num::{self, Decimal, Rounding};
use crate::plan::{Assign, Expr, Generator, Order, Reach, Slot, Step, TableKind, Type, Version};

use super::findings::{Finding, findings};
use super::locks::{Locked, locked};
use super::next::{NextGrade, next_grade};
use super::parts::{Part, parts};

/// Why a cell has its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The cell.
    pub cell: Shown,
    /// The clause it rests on.
    pub clause: String,
    /// How it came about.
    pub reason: Reason,
    /// What the step gave before it was kept or rounded; `None` for what is typed.
    pub raw: Option<Cell>,
    /// How it was rounded, where it was.
    pub rounding: Option<Rounding>,
    /// The lock, where the cell stands in a locked period of a sheet: what was published of it stands in there too.
    pub lock: Option<Locked>,
    /// The document that the mark or the entry rests on.
    pub evidence: Option<Evidence>,
    /// What was replaced by hand: what would stand here, and by what, why and by whom.
    pub by_hand: Option<(Cell, OverrideValue)>,
    /// What the step read, in the order of the formula.
    pub lines: Vec<Line>,
    /// For sums, means and rescaled totals: amounts that add up exactly to the value.
    pub parts: Vec<Part>,
    /// What decided within the formula: conditions, caps, what was left out.
    pub findings: Vec<Finding>,
    /// The part of the formula that counted in the end, where it is not the whole.
    pub counted: Option<String>,
    /// The numbers of the scheme that the formula names, such as full marks, with their values.
    pub settings: Vec<(String, Decimal)>,
    /// Where the formula is but one aggregate that is a column of its own: why that one has its value.
    pub inner: Option<Box<Trace>>,
}

/// How a cell came about.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The subject has no row in this period, or the edition in force does not have the column.
    NotThere,
    /// Typed, as `typed`; `problem` says why it does not fit.
    Typed {
        /// What was typed; empty for a blank.
        typed: String,
        /// Why it does not fit.
        problem: Option<Message>,
    },
    /// In an entry that a rule made.
    ByRule {
        /// The rule's name.
        rule: String,
        /// The clause it rests on.
        clause: String,
    },
    /// Computed by a formula, or an aggregate over a reach.
    Computed {
        /// The formula in names.
        formula: String,
        /// The formula with the values put in.
        values: String,
    },
    /// A place in an order.
    Ranked {
        /// How many were ranked with it.
        of: usize,
        /// The rows among which it was ranked, best first: the line of the value that ordered them.
        field: Vec<Shown>,
        /// The place of each of them.
        places: Vec<Decimal>,
        /// Whether the least value is first.
        from_least: bool,
        /// Whether a tie-break decided against a neighbour with the same value.
        by_tie_break: bool,
        /// The lines of the tie-breaks, in their order.
        tie_breaks: Vec<usize>,
        /// The line of the condition for being ranked, where the subject does not meet it.
        out_of_competition: Option<usize>,
    },
    /// A grade.
    Graded {
        /// How it was decided; `None` where it has no grade.
        decision: Option<Decision>,
        /// The names of the grades, the best first.
        grades: Vec<String>,
        /// The clauses of the limits that held.
        limits: Vec<String>,
        /// What the next better grade would take.
        next: Option<NextGrade>,
    },
    /// A share of a budget.
    Shared,
    /// Cannot be computed: the scheme has a mistake here, or the column needs itself through periods that overlap.
    Broken,
}

/// A cell that is shown, with all that names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The cell.
    pub at: CellRef,
    /// The name of its table.
    pub table: String,
    /// Its period, where its table has periods; an entry's date in a register.
    pub period: Option<Period>,
    /// The name of its subject or entry.
    pub row: String,
    /// The name of its column.
    pub column: String,
    /// Its value.
    pub value: Cell,
    /// Its value as text.
    pub text: String,
    /// Its full marks 分值, where it has some.
    pub full: Option<Decimal>,
    /// How many of them it lost; `None` where it lost none.
    pub lost: Option<Decimal>,
    /// The first text of an entry, such as the name of a task; empty for what is no entry.
    pub entry: String,
    /// Whether its column is no column of the scheme but an aggregate or condition within a formula.
    pub is_within_formula: bool,
}

/// What a step read under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What the formula calls it; empty where the formula does not.
    pub label: String,
    /// Whether it is a list.
    pub is_list: bool,
    /// The cells read; none where there was nothing to read.
    pub cells: Vec<Shown>,
    /// The values read, in the same order, also those that stand in no cell.
    pub values: Vec<Cell>,
}

/// Why a cell has its value; `None` where there is no such cell.
#[must_use]
pub fn why(results: &Results, book: &Book, slot: Slot, period: usize, row: usize) -> Option<Trace> {
    let cell = shown(results, results.at(slot, period, row)?)?;
    let plan = results.plan();
    let table = plan.columns.get(slot)?.table;
    let edition = edition_of(results, slot, period, row);
    let says_so = plan.tables.get(table).is_some_and(|table| table.present == Some(slot));
    let is_there = says_so || results.is_there(table, period, row);
    let version = plan.version(slot, edition).filter(|_| is_there);
    let needs_itself = results.needs_itself(slot, period).is_some();
    let key = key(results, slot, period, row);
    let lock = key.as_ref().and_then(|key| {
        let of = SheetPeriod { sheet: key.table.clone(), period: key.period? };
        let now = results.show(&cell.value.value);
        locked(book, &of, &key.row, &key.column, &now)
    });
    let Some(version) = version.filter(|_| !needs_itself) else {
        return Some(Trace {
            cell,
            clause: String::new(),
            reason: if needs_itself { Reason::Broken } else { Reason::NotThere },
            raw: None,
            rounding: None,
            lock,
            evidence: None,
            by_hand: None,
            lines: Vec::new(),
            parts: Vec::new(),
            findings: Vec::new(),
            counted: None,
            settings: Vec::new(),
            inner: None,
        });
    };
    let population = results.population(version, (slot, period), row);
    let lines = lines(results, version, (slot, period), row, &population);
    let given = given(&lines);
    let own = population.iter().position(|member| *member == row).unwrap_or_default();
    let raw = results.replay(version, edition, &given, own);
    let reason = match &version.step {
        Step::Own(_) | Step::Present(_) => Reason::Typed { typed: cell.text.clone(), problem: None },
        Step::Input(_) if let Some(made) = made_by(results, slot, row) => {
            Reason::ByRule { rule: made.rule.clone(), clause: made.clause.clone() }
        }
        Step::Input(_) => Reason::Typed {
            typed: typed(results, book, slot, period, row),
            problem: results.problem(slot, period, row).cloned(),
        },
        Step::Formula(_) | Step::Gather(_) => Reason::Computed {
            formula: version.formula.clone(),
            values: with_values(results, version, &lines),
        },
        Step::Order(order) => ranked(results, order, version, edition, &given, &lines, own),
        Step::Assign(step) => match step.as_ref() {
            Assign::Grade(ladder) => {
                let decisions = results.replay_grades(version, edition, &given);
                let next = next_grade(results, ladder, &given, &decisions, own);
                let decision = decisions.into_iter().nth(own).flatten();
                let held = decision.iter().flat_map(|decision| &decision.limits);
                Reason::Graded {
                    limits: held
                        .filter_map(|at| ladder.limits.get(*at))
                        .map(|limit| limit.clause.clone())
                        .collect(),
                    grades: ladder.grades.iter().map(|grade| grade.name.as_ref().to_owned()).collect(),
                    decision,
                    next,
                }
            }
            Assign::Split(_) => Reason::Shared,
        },
        Step::Broken(_) => Reason::Broken,
    };
    let by_hand = by_hand(results, book, slot, period, row);
    let evidence = key.and_then(|key| {
        let of_entry = || book.evidence.get(&OverrideKey { column: "".into(), ..key.clone() });
        book.evidence.get(&key).or_else(of_entry).cloned()
    });
    let computed = results.computed(slot, period, row).unwrap_or(&cell.value).clone();
    let mut parts = parts(results, version, &lines, raw.as_ref(), &computed);
    if let (Some((computed, _)), Value::Number(value), false) =
        (&by_hand, &cell.value.value, parts.is_empty())
        && let Value::Number(computed) = computed.value
    {
        parts.extend(value.checked_sub(computed).map(Part::by_hand));
    }
    let (clause, rounding) = (version.clause.clone(), version.rounding);
    // What an aggregate within the formula left out is told here too.
    let within = |read: usize| {
        let read = version.reads.get(read).filter(|read| read.reach == Reach::Row)?;
        let inner = Some(read.slot).filter(|slot| is_within_formula(results, *slot))?;
        Some(why(results, book, inner, period, row)?.findings)
    };
    let (findings, counted) = findings(results, version, edition, (&given, &lines), own, &within);
    let settings = settings(results, version);
    let inner = match &version.step {
        Step::Formula(Expr::Read(read)) => version
            .reads
            .get(*read)
            .filter(|read| read.reach == Reach::Row && is_within_formula(results, read.slot))
            .and_then(|read| why(results, book, read.slot, period, row))
            .map(Box::new),
        _ => None,
    };
    Some(Trace {
        cell,
        clause,
        reason,
        raw,
        rounding,
        lock,
        evidence,
        by_hand,
        lines,
        parts,
        findings,
        counted,
        settings,
        inner,
    })
}

impl Trace {
    /// The cell's value computed again from the values that the trace shows; `None` for what is typed or not there.
    /// It equals the cell's value, or for a cell replaced by hand what would stand there.
    #[must_use]
    pub fn reevaluate(&self, results: &Results) -> Option<Cell> {
        let at = self.cell.at;
        let (slot, period, row) = (at.column as usize, at.period as usize, at.row as usize);
        if let Some(error) = results.needs_itself(slot, period) {
            return Some(error);
        }
        let edition = edition_of(results, slot, period, row);
        let version = results.plan().version(slot, edition).filter(|_| self.reason != Reason::NotThere)?;
        let population = results.population(version, (slot, period), row);
        let own = population.iter().position(|member| *member == row).unwrap_or_default();
        let raw = results.replay(version, edition, &given(&self.lines), own)?;
        Some(finished(&raw, version.rounding, at))
    }
}

/// The rule that made the entry in whose row a cell stands.
fn made_by(results: &Results, slot: Slot, row: usize) -> Option<&Generator> {
    let made = results.space().rows(results.plan().columns.get(slot)?.table)?.made_by(row)?;
    results.plan().generators.get(made.generator)
}

/// The edition by which a cell computes.
fn edition_of(results: &Results, slot: Slot, period: usize, row: usize) -> usize {
    let table = results.plan().columns.get(slot).map_or(0, |column| column.table);
    results.edition_of(table, period, row)
}

/// What a step read: for ranks, grades and shares the values of the whole population, row by row.
fn lines(
    results: &Results,
    version: &Version,
    instance: (Slot, usize),
    row: usize,
    population: &[usize],
) -> Vec<Line> {
    let by_population = matches!(version.step, Step::Order(_) | Step::Assign(_));
    let own = [row];
    let rows = if by_population { population } else { &own };
    version
        .reads
        .iter()
        .map(|read| {
            let found = rows.iter().flat_map(|row| results.found(instance, read, *row));
            let (places, values): (Vec<_>, Vec<_>) = found.unzip();
            Line {
                label: read.label.clone(),
                is_list: read.reach.is_list(),
                cells: places.into_iter().flatten().filter_map(|at| shown(results, at)).collect(),
                values,
            }
        })
        .collect()
}

/// The values of the lines, as a step takes them.
fn given(lines: &[Line]) -> Vec<Given> {
    let of = |line: &Line| {
        let values = line.values.clone();
        if line.is_list { Given::List(values) } else { Given::Rows(values) }
    };
    lines.iter().map(of).collect()
}

/// A cell with its names.
fn shown(results: &Results, at: CellRef) -> Option<Shown> {
    let (slot, period, row) = (at.column as usize, at.period as usize, at.row as usize);
    let plan = results.plan();
    let table = plan.columns.get(slot)?.table;
    let of = plan.tables.get(table)?;
    let rows = results.space().rows(table)?;
    let date = rows.dates.get(row).copied();
    let row_name = match rows.subjects.get(row).copied().flatten() {
        Some(subject) => results.subject_name(subject)?.as_ref().to_owned(),
        None => rows.names.get(row)?.as_ref().to_owned(),
    };
    let value = results.cell(slot, period, row)?.clone();
    let version = plan.version(slot, edition_of(results, slot, period, row));
    let full = version.and_then(|version| results.parameter(version.role.full?));
    let lost = match (full, &value.value) {
        (Some(full), Value::Number(number)) => full.checked_sub(*number),
        _ => None,
    };
    let first_text = of.layout.iter().find_map(|slot| {
        let text = plan.newest(*slot).filter(|version| version.kind == Type::Text)?;
        matches!(text.step, Step::Input(_)).then(|| results.cell(*slot, 0, row)).flatten()
    });
    let entry = match of.kind {
        TableKind::Register { .. } => first_text.map(|cell| results.show(&cell.value)),
        TableKind::Class | TableKind::Sheet { .. } => None,
    };
    Some(Shown {
        full,
        lost: lost.filter(|lost| num::compare(*lost, Decimal::ZERO).is_gt()).map(num::snap),
        entry: entry.unwrap_or_default(),
        is_within_formula: is_within_formula(results, slot),
        at,
        table: of.name.clone(),
        period: results.period(table, period).or(date),
        row: row_name,
        column: plan.newest(slot).map(|version| version.name.clone()).unwrap_or_default(),
        text: results.show(&value.value),
        value,
    })
}

/// Whether a column is an aggregate or condition within a formula: generated, with an id that no scheme has.
fn is_within_formula(results: &Results, slot: Slot) -> bool {
    results.plan().columns.get(slot).is_some_and(|column| column.id.starts_with('~'))
}

/// The numbers that a formula names.
fn settings(results: &Results, version: &Version) -> Vec<(String, Decimal)> {
    let named =
        |at: &usize| Some((results.plan().parameters.get(*at)?.name.clone(), results.parameter(*at)?));
    // Of a tariff only what was looked up is told, as a finding.
    let is_of_tariff =
        |at: &&usize| results.plan().parameters.get(**at).is_some_and(|p| p.path.starts_with("tariffs["));
    version.parameters.iter().filter(|at| !is_of_tariff(at)).filter_map(named).collect()
}

fn typed(results: &Results, book: &Book, slot: Slot, period: usize, row: usize) -> String {
    let typed = (|| {
        let plan = results.plan();
        let column = plan.columns.get(slot)?;
        let table = plan.tables.get(column.table)?;
        let id = results.space().rows(column.table)?.ids.get(row)?;
        match table.kind {
            TableKind::Sheet { .. } => {
                let period = results.period(column.table, period)?;
                book.marks.get(&table.id, period, id, &column.id).map(|typed| typed.as_ref().to_owned())
            }
            TableKind::Class => {
                let subject = book.subjects(&table.id).iter().find(|subject| subject.id == *id)?;
                subject.fields.get(&column.id).cloned()
            }
            TableKind::Register { .. } => {
                let entry = book.entries(&table.id).iter().find(|entry| entry.id == *id)?;
                entry.values.get(&column.id).cloned()
            }
        }
    })();
    typed.unwrap_or_default()
}

fn by_hand(
    results: &Results,
    book: &Book,
    slot: Slot,
    period: usize,
    row: usize,
) -> Option<(Cell, OverrideValue)> {
    let computed = results.computed(slot, period, row)?.clone();
    let value = book.overrides.get(&key(results, slot, period, row)?)?;
    Some((computed, value.clone()))
}

/// A cell by its ids, as the book names it.
fn key(results: &Results, slot: Slot, period: usize, row: usize) -> Option<OverrideKey> {
    let name = results.name(results.at(slot, period, row)?)?;
    Some(OverrideKey {
        table: name.table.as_str().into(),
        period: results.period(results.plan().columns.get(slot)?.table, period),
        row: name.row.as_str().into(),
        column: name.column.as_str().into(),
    })
}

/// The field of a rank, best first, and whether a tie-break mattered.
fn ranked(
    results: &Results,
    order: &Order,
    version: &Version,
    edition: usize,
    given: &[Given],
    lines: &[Line],
    own: usize,
) -> Reason {
    let by = lines.get(order.by).map(|line| line.cells.as_slice()).unwrap_or_default();
    let place = |row: usize| match results.replay(version, edition, given, row).map(|cell| cell.value) {
        Some(Value::Number(place)) => Some(place),
        _ => None,
    };
    let mut field: Vec<(Decimal, &Shown)> =
        by.iter().enumerate().filter_map(|(row, shown)| Some((place(row)?, shown))).collect();
    field.sort_by_key(|(place, _)| *place);
    let same_value = |a: &Shown, b: &Shown| match (&a.value.value, &b.value.value) {
        (Value::Number(a), Value::Number(b)) => num::compare(*a, *b).is_eq(),
        (a, b) => a == b,
    };
    let by_tie_break = field.windows(2).any(|pair| match pair {
        [(a, first), (b, second)] => a != b && same_value(first, second),
        _ => false,
    });
    let competes = |read: &usize| {
        let cell = lines.get(*read).and_then(|line| line.values.get(own));
        cell.is_none_or(|cell| cell.value == Value::Truth(true))
    };
    let (places, field): (Vec<Decimal>, Vec<Shown>) =
        field.into_iter().map(|(place, shown)| (place, shown.clone())).unzip();
    Reason::Ranked {
        of: field.len(),
        field,
        places,
        from_least: order.from == End::Bottom,
        by_tie_break,
        tie_breaks: order.tie_break.iter().map(|tie| tie.by).collect(),
        out_of_competition: order.competes.filter(|read| !competes(read)),
    }
}

/// The formula with the values put in where it names single values.
fn with_values(results: &Results, version: &Version, lines: &[Line]) -> String {
    let known = |label: &str| -> Option<String> {
        let line = lines.iter().find(|line| !line.is_list && line.label == label);
        if let Some(line) = line {
            let value = &line.values.first().unwrap_or(&Cell::BLANK).value;
            return Some(literal(value, &results.show(value)));
        }
        let is_meant = |at: &&usize| {
            let parameter = results.plan().parameters.get(**at);
            parameter.is_some_and(|parameter| is_named(label, &parameter.name))
        };
        version.parameters.iter().find(is_meant).and_then(|at| results.parameter(*at)).map(num::format)
    };
    let tree = formula::parse(&version.formula).tree;
    formula::print_with(&named(&tree, lines), &mut |names| {
        let joined: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let written: Vec<String> = names.iter().map(|name| formula::quoted(&name.text)).collect();
        known(&written.join(".")).or_else(|| known(&joined.join(".")))
    })
}

/// Whether a formula means a number of the scheme by a name: another table's has that table's name in front.
#[must_use]
pub fn is_named(label: &str, parameter: &str) -> bool {
    label.strip_suffix(parameter).is_some_and(|table| table.is_empty() || table.ends_with('.'))
}

/// The tree with aggregates that are columns of their own as names, so that their values can be put in.
fn named(node: &Node, lines: &[Line]) -> Node {
    let again = |node: &Node| named(node, lines);
    let kind = match &node.kind {
        Kind::Call { name, name_span, arguments } => {
            let written = formula::print(node);
            if lines.iter().any(|line| !line.is_list && line.label == written) {
                Kind::Path(vec![Name { text: written, span: node.span }])
            } else {
                let arguments = arguments.iter().map(again).collect();
                Kind::Call { name: name.clone(), name_span: *name_span, arguments }
            }
        }
        Kind::Unary(sign, operand) => Kind::Unary(*sign, Box::new(again(operand))),
        Kind::Percent(operand) => Kind::Percent(Box::new(again(operand))),
        Kind::Binary(operator, left, right) => {
            Kind::Binary(*operator, Box::new(again(left)), Box::new(again(right)))
        }
        other => other.clone(),
    };
    Node { kind, span: node.span }
}

/// A value as a formula would write it.
fn literal(value: &Value, text: &str) -> String {
    match value {
        Value::Text(_) | Value::Subject(_) | Value::Grade(_) | Value::Date(_) => format!("\"{text}\""),
        Value::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Blank => "\"\"".to_owned(),
        Value::Number(_) | Value::Exempt | Value::Error(_) => text.to_owned(),
    }
}
