//! Findings: which branch of a formula counted and why, what was capped, what was left out of a mean.
//!
//! The formula's tree and the plan's expression are walked side by side along the branch that counted; conditions are
//! decided by the evaluator's own step over the values that the trace shows, so that no other story can be told.

use super::trace::{Line, Shown};
use crate::eval::{Given, Results, left_out};
use crate::formula::catalogue::{self, Function, Known, Wrapper};
use crate::formula::{self, Kind, Node, Operator};
use crate::model::{Cell, Value};
use crate::num;
use crate::plan::{Argument, Expr, List, Step, Version};

/// What decided within a formula. Texts are parts of the formula in canonical writing.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// A condition held or did not, so that this part of the formula counted.
    Chosen {
        /// The condition.
        condition: String,
        /// Whether it held.
        holds: bool,
        /// What counted.
        taken: String,
    },
    /// A value was one of several cases.
    Matched {
        /// What was compared.
        of: String,
        /// The case that it was; `None` where it was none of them.
        case: Option<String>,
        /// What counted.
        taken: String,
    },
    /// A value beyond a limit counted as the limit.
    Capped {
        /// The value's part of the formula.
        what: String,
        /// The value.
        value: Cell,
        /// The limit's part of the formula.
        limit: String,
        /// The limit.
        at: Cell,
        /// Whether the limit is the greatest that counts, not the least.
        is_most: bool,
    },
    /// What is taken off reached all there was.
    UsedUp {
        /// What is taken off.
        what: String,
        /// How much that would be.
        value: Cell,
        /// From what.
        from: String,
    },
    /// Points were looked up in a tariff.
    Tariff {
        /// The tariff.
        tariff: String,
        /// What was looked up.
        keys: Vec<String>,
        /// What it gives.
        points: Cell,
    },
    /// Values of a list that were left out.
    Dropped {
        /// The lowest ones.
        lowest: Vec<Shown>,
        /// The highest ones.
        highest: Vec<Shown>,
    },
}

/// What decided within a step, and the part of its formula that counted in the end where it is not the whole. `within`
/// tells what decided within a read that is an aggregate of the formula.
pub(super) fn findings(
    results: &Results,
    version: &Version,
    edition: usize,
    (given, lines): (&[Given], &[Line]),
    own: usize,
    within: &dyn Fn(usize) -> Option<Vec<Finding>>,
) -> (Vec<Finding>, Option<String>) {
    let tree = formula::parse(&version.formula).tree;
    let mut walk = Walk { results, edition, given, lines, own, within, found: Vec::new(), counted: None };
    match &version.step {
        Step::Formula(expr) => walk.follow(&tree, expr, true),
        Step::Gather(gather) => {
            if let Kind::Call { .. } = tree.kind {
                walk.dropped(gather.function, &gather.arguments);
            }
        }
        Step::Input(_)
        | Step::Own(_)
        | Step::Present(_)
        | Step::Order(_)
        | Step::Assign(_)
        | Step::Broken(_) => {}
    }
    (walk.found, walk.counted)
}

struct Walk<'a> {
    results: &'a Results,
    edition: usize,
    given: &'a [Given],
    lines: &'a [Line],
    own: usize,
    within: &'a dyn Fn(usize) -> Option<Vec<Finding>>,
    found: Vec<Finding>,
    counted: Option<String>,
}

impl Walk<'_> {
    fn value(&self, expr: &Expr) -> Cell {
        self.results.replay_part(self.edition, self.given, expr, self.own)
    }

    fn holds(&self, argument: Option<&Argument>) -> Option<bool> {
        match self.value(one(argument)?).value {
            Value::Truth(holds) => Some(holds),
            Value::Blank => Some(false),
            _ => None,
        }
    }

    /// Follows the branch that counts; `is_all` while it is the whole value.
    fn follow(&mut self, node: &Node, expr: &Expr, is_all: bool) {
        match (&node.kind, expr) {
            (Kind::Call { name, arguments: written, .. }, expr) if is_tariff(name) => {
                self.tariff(written.first(), expr);
            }
            (Kind::Call { arguments: written, .. }, Expr::Call(function, arguments)) => match function {
                Function::If => self.choice(written, arguments, is_all),
                Function::Ifs => self.cases(written, arguments, is_all),
                Function::Switch => self.switch(written, arguments, is_all),
                Function::Min | Function::Max => {
                    self.bounded(*function == Function::Min, written, arguments, is_all);
                }
                Function::Round | Function::RoundUp | Function::RoundDown => {
                    self.take(written.first(), arguments.first(), false);
                }
                _ => self.dropped(*function, arguments),
            },
            (Kind::Binary(_, left, right), Expr::Binary(_, first, second)) => {
                self.follow(left, first, false);
                self.follow(right, second, false);
            }
            (Kind::Unary(_, node), Expr::Unary(_, expr)) | (Kind::Percent(node), Expr::Percent(expr)) => {
                self.follow(node, expr, false);
            }
            (_, Expr::Read(read)) => {
                let within = (self.within)(*read).unwrap_or_default();
                self.found
                    .extend(within.into_iter().filter(|found| matches!(found, Finding::Dropped { .. })));
            }
            _ => {}
        }
    }

    /// What was looked up in a tariff: the cases that met, and what they give.
    fn tariff(&mut self, name: Option<&Node>, expr: &Expr) {
        let (Some(name), Expr::Call(Function::If, parts)) = (name, expr) else { return };
        let (Some(says_not_all), Some(mut at)) = (one(parts.first()), one(parts.get(2))) else { return };
        if self.value(says_not_all).value == Value::Truth(true) {
            return;
        }
        let mut keys = Vec::new();
        while let Expr::Call(Function::Switch, arguments) = at {
            let Some((key, cases)) = arguments.split_first() else { return };
            let Some(key) = one(Some(key)).map(|key| self.value(key).value) else { return };
            keys.push(self.results.show(&key));
            let met = cases
                .chunks_exact(2)
                .find(|case| one(case.first()).is_some_and(|wanted| same(&self.value(wanted).value, &key)));
            let next = met.and_then(|case| case.get(1)).or_else(|| cases.last());
            let Some(next) = one(next) else { return };
            at = next;
        }
        let points = self.value(at);
        self.found.push(Finding::Tariff { tariff: formula::print(name), keys, points });
    }

    /// Goes on with an argument, which is what counts where the whole did.
    fn take(&mut self, node: Option<&Node>, argument: Option<&Argument>, is_all: bool) {
        if let (Some(node), Some(expr)) = (node, one(argument)) {
            if is_all {
                self.counted = Some(formula::print(node));
            }
            self.follow(node, expr, is_all);
        }
    }

    fn choice(&mut self, written: &[Node], arguments: &[Argument], is_all: bool) {
        let [condition, yes, no] = written else { return };
        let Some(holds) = self.holds(arguments.first()) else { return };
        let (branch, argument) = if holds { (yes, arguments.get(1)) } else { (no, arguments.get(2)) };
        let limit = bound(condition, yes, no).zip(comparison(arguments.first()));
        match limit {
            Some((bound, (value, at))) if holds => {
                let (what, limit) = (formula::print(bound.value), formula::print(bound.limit));
                let value = self.value(value);
                self.found.push(match bound.kind {
                    BoundKind::Cap => {
                        Finding::Capped { what, value, limit, at: self.value(at), is_most: bound.is_most }
                    }
                    BoundKind::UsedUp => Finding::UsedUp { what, value, from: limit },
                });
            }
            // A limit that was not reached decided nothing, nor did a blank that is none, nor what makes it exempt.
            Some(_) => {}
            None if !holds && (asks_only_for_blanks(condition) || formula::print(yes) == "EXEMPT()") => {}
            None => self.found.push(Finding::Chosen {
                condition: formula::print(condition),
                holds,
                taken: formula::print(branch),
            }),
        }
        self.take(Some(branch), argument, is_all);
    }

    fn cases(&mut self, written: &[Node], arguments: &[Argument], is_all: bool) {
        for (written, arguments) in written.chunks(2).zip(arguments.chunks(2)) {
            let ([condition, branch], [test, argument]) = (written, arguments) else { return };
            match self.holds(Some(test)) {
                None => return,
                Some(false) => {
                    let (condition, taken) = (formula::print(condition), String::new());
                    self.found.push(Finding::Chosen { condition, holds: false, taken });
                }
                Some(true) => {
                    if condition.kind != Kind::Truth(true) {
                        // Those before it did not hold, which goes without saying.
                        self.found.retain(
                            |found| !matches!(found, Finding::Chosen { taken, .. } if taken.is_empty()),
                        );
                        let (condition, taken) = (formula::print(condition), formula::print(branch));
                        self.found.push(Finding::Chosen { condition, holds: true, taken });
                    }
                    return self.take(Some(branch), Some(argument), is_all);
                }
            }
        }
    }

    fn switch(&mut self, written: &[Node], arguments: &[Argument], is_all: bool) {
        let (Some(of), Some(value)) = (written.first(), one(arguments.first())) else { return };
        let value = self.value(value).value;
        let mut pairs = written.iter().zip(arguments).skip(1);
        while let Some((case, test)) = pairs.next() {
            let Some((branch, argument)) = pairs.next() else {
                let (of, taken) = (formula::print(of), formula::print(case));
                self.found.push(Finding::Matched { of, case: None, taken });
                return self.take(Some(case), Some(test), is_all);
            };
            let Some(wanted) = one(Some(test)).map(|test| self.value(test).value) else { return };
            if same(&wanted, &value) {
                let (of, taken) = (formula::print(of), formula::print(branch));
                self.found.push(Finding::Matched { of, case: Some(formula::print(case)), taken });
                return self.take(Some(branch), Some(argument), is_all);
            }
        }
    }

    /// `MIN(10, x)` and `MAX(0, x)`: one of two is a number that the scheme gives.
    fn bounded(&mut self, is_most: bool, written: &[Node], arguments: &[Argument], is_all: bool) {
        let ([first, second], [a, b]) = (written, arguments) else { return };
        let (Some(left), Some(right)) = (one(Some(a)), one(Some(b))) else { return };
        let is_fixed = |expr: &Expr| matches!(expr, Expr::Constant(_) | Expr::Parameter(_));
        let (limit, at, what, value, argument) = match (is_fixed(left), is_fixed(right)) {
            (true, false) => (first, left, second, right, b),
            (false, true) => (second, right, first, left, a),
            _ => return,
        };
        let (found, at) = (self.value(value), self.value(at));
        if let (Value::Number(number), Value::Number(limit_at)) = (&found.value, &at.value) {
            let order = num::compare(*number, *limit_at);
            if if is_most { order.is_gt() } else { order.is_lt() } {
                let (what, limit) = (formula::print(what), formula::print(limit));
                self.found.push(Finding::Capped { what, value: found, limit, at, is_most });
            } else {
                self.take(Some(what), Some(argument), is_all);
            }
        }
    }

    /// What a trimmed mean or the best of a list leaves out.
    fn dropped(&mut self, function: Function, arguments: &[Argument]) {
        let read = |argument: Option<&Argument>| match argument {
            Some(Argument::List(List::Read(read))) => self.lines.get(*read),
            _ => None,
        };
        let whole = |argument: Option<&Argument>| one(argument).map(|expr| self.value(expr).value);
        let (lowest, highest) = match (function, arguments) {
            (Function::TrimMean, [list, share]) => {
                let (Some(line), Some(Value::Number(share))) = (read(Some(list)), whole(Some(share))) else {
                    return;
                };
                let ranked = ranked(line);
                let Some(half) = left_out(ranked.len(), share) else { return };
                let highest: Vec<Shown> =
                    ranked.iter().rev().take(half).map(|shown| (*shown).clone()).collect();
                (ranked.into_iter().take(half).cloned().collect::<Vec<Shown>>(), highest)
            }
            (_, [Argument::List(List::Call(Function::Best, inner))]) => {
                let (Some(line), Some(Value::Number(count))) = (read(inner.first()), whole(inner.get(1)))
                else {
                    return;
                };
                let (ranked, Ok(count)) = (ranked(line), usize::try_from(count)) else { return };
                let lowest = ranked.len().saturating_sub(count);
                (ranked.into_iter().take(lowest).cloned().collect(), Vec::new())
            }
            _ => return,
        };
        if !(lowest.is_empty() && highest.is_empty()) {
            self.found.push(Finding::Dropped { lowest, highest });
        }
    }
}

/// The numbers of a list, the least first.
fn ranked(line: &Line) -> Vec<&Shown> {
    let number = |shown: &&Shown| match shown.value.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let mut ranked: Vec<&Shown> = line.cells.iter().filter(|shown| number(shown).is_some()).collect();
    ranked.sort_by_key(number);
    ranked
}

fn one(argument: Option<&Argument>) -> Option<&Expr> {
    match argument? {
        Argument::One(expr) => Some(expr),
        Argument::List(_) | Argument::Table { .. } | Argument::Missing => None,
    }
}

fn is_tariff(function: &str) -> bool {
    catalogue::lookup(function) == Some(Known::Wrapper(Wrapper::Tariff))
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => num::compare(*a, *b).is_eq(),
        (a, b) => a == b,
    }
}

/// `IF(x >= limit, limit, x)`, `IF(share >= 1, full, share * full)`, and `IF(lost >= full, 0, full - lost)`.
struct Bound<'a> {
    value: &'a Node,
    limit: &'a Node,
    kind: BoundKind,
    is_most: bool,
}

enum BoundKind {
    Cap,
    UsedUp,
}

fn bound<'a>(condition: &'a Node, yes: &Node, no: &Node) -> Option<Bound<'a>> {
    let Kind::Binary(operator, value, limit) = &condition.kind else { return None };
    let is_most = match operator {
        Operator::Greater | Operator::GreaterOrEqual => true,
        Operator::Less | Operator::LessOrEqual => false,
        _ => return None,
    };
    let text = formula::print;
    if text(yes) == text(limit) && text(no) == text(value) {
        return Some(Bound { value, limit, kind: BoundKind::Cap, is_most });
    }
    match &no.kind {
        Kind::Binary(Operator::Multiply, share, full)
            if text(limit) == "1" && text(share) == text(value) && text(full) == text(yes) =>
        {
            Some(Bound { value, limit, kind: BoundKind::Cap, is_most })
        }
        Kind::Binary(Operator::Subtract, from, lost)
            if is_most && text(yes) == "0" && text(from) == text(limit) && text(lost) == text(value) =>
        {
            Some(Bound { value, limit, kind: BoundKind::UsedUp, is_most })
        }
        _ => None,
    }
}

/// Both sides of a comparison.
fn comparison(argument: Option<&Argument>) -> Option<(&Expr, &Expr)> {
    match one(argument)? {
        Expr::Binary(_, left, right) => Some((left, right)),
        _ => None,
    }
}

fn asks_only_for_blanks(condition: &Node) -> bool {
    match &condition.kind {
        Kind::Call { name, arguments, .. } => {
            matches!(name.as_str(), "ISBLANK" | "ISEXEMPT")
                || matches!(name.as_str(), "OR" | "AND") && arguments.iter().all(asks_only_for_blanks)
        }
        _ => false,
    }
}
