//! Ledgers: what an entry counts, and the sum of a register's entries within caps, as the formulas and orders they
//! stand for.

use super::assemble::{Body, Compiler, Text};
use super::methods::FULL;
use super::names::Setting;
use super::own::{DATE, NUMBER, SUBJECT};
use super::{Own, Slot, TableIx};
use crate::diag::{Diagnostic, Message, Place};
use crate::formula::quoted;
use crate::model::{Cap, Column, Counts, End, EntrySpan, Indicator, Ledger, Rank, Start, TieBreak};

/// Name of a cap in formulas.
pub(super) const MOST: &str = "上限";
/// Name of a floor in formulas.
pub(super) const LEAST: &str = "下限";
/// Name of an entry's place within its key in formulas.
const PLACE: &str = "名次";
/// Name of an entry's number within its series in formulas.
const TURN: &str = "次序";
/// Name of an entry's points before what counts but once, in formulas.
const DUE: &str = "应计分";
/// Names of the points of a series in formulas.
const NTH: [&str; 12] = [
    "第1次", "第2次", "第3次", "第4次", "第5次", "第6次", "第7次", "第8次", "第9次", "第10次", "第11次",
    "第12次",
];
/// Names of what points are multiplied by in formulas.
const TIMES: [&str; 4] = ["倍数", "倍数2", "倍数3", "倍数4"];

impl Compiler<'_> {
    /// The numbers of a ledger sum become parameters that its formula names.
    pub(super) fn declare_ledger(
        &mut self,
        table: TableIx,
        indicator: &Indicator,
        ledger: &Ledger,
        path: &str,
    ) {
        for (name, key, value) in [(LEAST, "least", ledger.least), (MOST, "most", ledger.most)] {
            if let Some(value) = value {
                self.setting(table, &indicator.name, name, &format!("{path}.{key}"), value);
            }
        }
        self.declare_caps(table, &ledger.caps, path);
    }

    fn declare_caps(&mut self, table: TableIx, caps: &[Cap], path: &str) {
        for (at, cap) in caps.iter().enumerate() {
            let path = format!("{path}.caps[{at}]");
            for (name, key, value) in [(LEAST, "least", cap.least), (MOST, "most", cap.most)] {
                if let Some(value) = value {
                    self.setting(table, &cap.name, name, &format!("{path}.{key}"), value);
                }
            }
            self.declare_caps(table, &cap.caps, &path);
        }
    }

    /// What an entry counts, as a formula over orders of the register.
    pub(super) fn declare_counts(
        &mut self,
        table: TableIx,
        column: &Column,
        counts: &Counts,
        path: &str,
    ) -> Body {
        let path = format!("{path}.counts");
        let name = quoted(&column.name);
        let own = self.own_names(table, column);
        let mut points = match counts.points.trim() {
            bare if is_simple(bare) => bare.to_owned(),
            formula => format!("({formula})"),
        };
        if let Some(series) = &counts.series {
            let path = format!("{path}.series");
            let most = NTH.len();
            if series.points.is_empty() || series.points.len() > most {
                let message = Message::SettingOutOfRange {
                    setting: "points".to_owned(),
                    least: "1".to_owned(),
                    most: most.to_string(),
                    found: series.points.len().to_string(),
                };
                self.report(Diagnostic::error(Place::path(format!("{path}.points")), message));
                return Body::Broken;
            }
            let rank = Rank {
                by: own.date.clone(),
                from: End::Bottom,
                ties: crate::model::Ties::Skip,
                within: own.together(series.span, &series.within),
                tie_break: vec![by(&own.number, End::Bottom)],
                competes: series.when.clone(),
            };
            self.declare_part(table, column, TURN, Body::Rank(rank), &path);
            let mut cases = format!("{name}.{TURN}");
            for (number, (nth, value)) in (1_u32..).zip(NTH.iter().zip(&series.points)) {
                let at = format!("{path}.points[{}]", number.saturating_sub(1));
                self.setting(table, &column.name, nth, &at, *value);
                let is_last = usize::try_from(number).ok() == Some(series.points.len());
                cases = if is_last {
                    format!("{cases}, {name}.{nth}")
                } else {
                    format!("{cases}, {number}, {name}.{nth}")
                };
            }
            let of_series =
                if series.points.len() == 1 { format!("{name}.第1次") } else { format!("SWITCH({cases})") };
            points = match &series.when {
                Some(when) => format!("IF({when}, {of_series}, {points})"),
                None => of_series,
            };
        }
        for (at, (times, factor)) in counts.times.iter().zip(TIMES).enumerate() {
            self.setting(table, &column.name, factor, &format!("{path}.times[{at}].by"), times.by);
            points = format!("{points} * IF({}, {name}.{factor}, 1)", times.when);
        }
        if counts.times.len() > TIMES.len() {
            let message = Message::SettingOutOfRange {
                setting: "times".to_owned(),
                least: "0".to_owned(),
                most: TIMES.len().to_string(),
                found: counts.times.len().to_string(),
            };
            self.report(Diagnostic::error(Place::path(format!("{path}.times")), message));
        }
        let text = |path: &str, text: &str| Text::new(&format!("{path}.points"), text);
        let Some(once) = &counts.once else { return Body::Formula(text(&path, &points)) };
        if counts.series.is_some() || !counts.times.is_empty() || !is_simple(&points) {
            self.declare_part(table, column, DUE, Body::Formula(text(&path, &points)), &path);
            points = format!("{name}.{DUE}");
        }
        let path = format!("{path}.once");
        let has_key = || {
            let blank: Vec<String> = once.within.iter().map(|key| format!("ISBLANK({key})")).collect();
            match blank.as_slice() {
                [one] => format!("NOT({one})"),
                several => format!("NOT(OR({}))", several.join(", ")),
            }
        };
        let when = once.when.clone().unwrap_or_else(has_key);
        let rank = Rank {
            by: format!("ABS({points})"),
            from: End::Top,
            ties: crate::model::Ties::Skip,
            within: own.together(once.span, &once.within),
            tie_break: vec![by(&own.date, End::Bottom), by(&own.number, End::Bottom)],
            competes: Some(when.clone()),
        };
        self.declare_part(table, column, PLACE, Body::Rank(rank), &path);
        let formula = format!("IF({when}, IF({name}.{PLACE} = 1, {points}, 0), {points})");
        Body::Formula(Text::new(&path, &formula))
    }

    /// What formulas call the own facts of an entry: by their names, or by `计入分.日期` where the register gives the name to
    /// something else.
    fn own_names(&mut self, table: TableIx, column: &Column) -> OwnNames {
        let mut names =
            [(DATE, Own::Date), (SUBJECT, Own::Subject), (NUMBER, Own::Number)].map(|(name, own)| {
                if self.own_fact(name, table).is_some() {
                    return name.to_owned();
                }
                self.declare_part(table, column, name, Body::Own(own), "");
                format!("{}.{name}", quoted(&column.name))
            });
        let [date, subject, number] = &mut names;
        OwnNames {
            date: std::mem::take(date),
            subject: std::mem::take(subject),
            number: std::mem::take(number),
        }
    }

    /// A column that a counting column is made of; formulas call it `计入分.名次`.
    fn declare_part(
        &mut self,
        table: TableIx,
        column: &Column,
        part: &'static str,
        body: Body,
        path: &str,
    ) -> Slot {
        let (id, name) = (format!("{}.{part}", column.id), format!("{}.{part}", column.name));
        let slot = self.define_generated(table, &id, &name, body);
        if let Some(definition) = self.definitions.get_mut(&slot) {
            path.clone_into(&mut definition.path);
        }
        self.names.add_setting(table, &column.name, part, Setting::Column(slot));
        slot
    }
}

/// The formula of a ledger sum.
///
/// `SUM(0, …)` so that there is a sum where all entries are exempt: `MIN` and `MAX` would skip it and give the cap.
pub(super) fn formula(indicator: &Indicator, ledger: &Ledger) -> String {
    let sum = group(ledger, &ledger.caps, ledger.when.as_deref());
    let name = quoted(&indicator.name);
    let (start, least) = match ledger.start {
        Start::Zero => (sum, ledger.least.map(|_| format!("{name}.{LEAST}"))),
        Start::Full => (
            format!("{name}.{FULL} + {sum}"),
            Some(ledger.least.map_or_else(|| "0".to_owned(), |_| format!("{name}.{LEAST}"))),
        ),
    };
    let most = match (ledger.most, indicator.full) {
        (Some(_), _) => Some(format!("{name}.{MOST}")),
        (None, Some(_)) => Some(format!("{name}.{FULL}")),
        (None, None) => None,
    };
    clamped(&start, least.as_deref(), most.as_deref())
}

/// The sum of the entries that meet a condition, each kind within its cap.
fn group(ledger: &Ledger, caps: &[Cap], when: Option<&str>) -> String {
    let points = format!("{}.{}", quoted(&ledger.register), quoted(&ledger.points));
    let sum = |conditions: &[String]| match conditions {
        [] => format!("SUM(0, ENTRIES({points}))"),
        [one] => format!("SUM(0, ENTRIES(IF({one}, {points}, 0)))"),
        several => format!("SUM(0, ENTRIES(IF(AND({}), {points}, 0)))", several.join(", ")),
    };
    let outer: Vec<String> = when.map(str::to_owned).into_iter().collect();
    if caps.is_empty() {
        return sum(&outer);
    }
    let mut terms = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for cap in caps {
        let own: Vec<String> =
            outer.iter().cloned().chain(none_of(&before)).chain([cap.when.clone()]).collect();
        let own = match own.as_slice() {
            [one] => one.clone(),
            several => format!("AND({})", several.join(", ")),
        };
        let least = cap.least.map(|_| format!("{}.{LEAST}", quoted(&cap.name)));
        let most = cap.most.map(|_| format!("{}.{MOST}", quoted(&cap.name)));
        terms.push(clamped(&group(ledger, &cap.caps, Some(&own)), least.as_deref(), most.as_deref()));
        before.push(cap.when.clone());
    }
    let rest: Vec<String> = outer.into_iter().chain(none_of(&before)).collect();
    terms.push(sum(&rest));
    terms.join(" + ")
}

fn none_of(conditions: &[String]) -> Option<String> {
    match conditions {
        [] => None,
        [one] => Some(format!("NOT({one})")),
        several => Some(format!("NOT(OR({}))", several.join(", "))),
    }
}

fn clamped(sum: &str, least: Option<&str>, most: Option<&str>) -> String {
    match (least, most) {
        (None, None) => sum.to_owned(),
        (None, Some(most)) => format!("MIN({most}, {sum})"),
        (Some(least), None) => format!("MAX({least}, {sum})"),
        (Some(least), Some(most)) => format!("MIN({most}, MAX({least}, {sum}))"),
    }
}

/// What formulas call the own facts of an entry.
struct OwnNames {
    date: String,
    subject: String,
    number: String,
}

impl OwnNames {
    /// What keeps entries apart: their subject, their time, and the columns named.
    fn together(&self, span: EntrySpan, within: &[String]) -> Vec<String> {
        let date = &self.date;
        let time = match span {
            EntrySpan::Year => Some(format!("YEAR({date})")),
            EntrySpan::Month => Some(format!("YEAR({date}) * 100 + MONTH({date})")),
            EntrySpan::Ever => None,
        };
        std::iter::once(self.subject.clone()).chain(time).chain(within.iter().cloned()).collect()
    }
}

fn by(what: &str, from: End) -> TieBreak {
    TieBreak { by: what.to_owned(), from }
}

/// Whether a formula is but a name.
fn is_simple(formula: &str) -> bool {
    matches!(crate::formula::parse(formula).tree.kind, crate::formula::Kind::Path(_))
}

/// Whether the method needs full marks.
pub(super) fn needs_full(ledger: &Ledger) -> bool {
    ledger.start == Start::Full
}
