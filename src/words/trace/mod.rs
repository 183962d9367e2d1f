//! Traces in sentences: why a cell has its value, so that a clerk can read it aloud to the unit concerned.
//!
//! A sentence is told in pieces, so that the page can make every piece that names a cell a way to that cell; the
//! command line joins them.

mod cells;
mod found;
mod placed;
mod sums;

use baton_core::explain::{Reason, Shown, Trace, is_named};
use baton_core::model::{Cell, CellRef, Value};
use baton_core::num;

use super::Language;
use super::aloud::{self, aloud};
use super::diagnostics;

/// Most cells of one list that are told one by one.
const MOST_CELLS: usize = 40;
/// Places of a number that nothing rounds, as the grid shows it; the whole of it stands in the formula with the values
/// put in.
const PLACES: i32 = 2;
/// Places of a number below 1, of which two would say too little.
const PLACES_OF_SMALL: i32 = 4;
/// How many of the parts that lost most are named first.
const MOST_LOST: usize = 3;
/// How many of those ranked above and below are named.
const NEIGHBOURS: usize = 2;

/// A sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it is for.
    pub kind: Kind,
    /// Its pieces, in order. Of an [`Kind::Item`]: what, how much, and what is to be said of it.
    pub pieces: Vec<Piece>,
}

/// What a sentence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The cell and its value.
    Head,
    /// A sentence.
    Plain,
    /// What should be seen first: a correction, something missing.
    Remark,
    /// A line of a list: what, how much, and what is to be said of it.
    Item,
    /// The heading of a list.
    Heading,
    /// The formula to the letter.
    Source,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A cell by its name.
    Cell(CellRef, String),
}

impl Told {
    /// The sentence as text.
    #[must_use]
    pub fn text(&self) -> String {
        let pieces: Vec<&str> = self
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Cell(_, text) => text.as_str(),
            })
            .collect();
        match self.kind {
            Kind::Item => {
                let mut line = "  ".to_owned();
                for (at, piece) in pieces.iter().filter(|piece| !piece.is_empty()).enumerate() {
                    line.push_str(match at {
                        0 => "",
                        1 => "：",
                        _ => "　",
                    });
                    line.push_str(piece);
                }
                line
            }
            Kind::Head | Kind::Plain | Kind::Remark | Kind::Heading | Kind::Source => pieces.concat(),
        }
    }
}

/// The trace, a sentence a line.
#[must_use]
pub fn tell(trace: &Trace, language: Language) -> Vec<String> {
    explain(trace, language).iter().map(Told::text).collect()
}

/// The trace: what the cell is, how it came about, what decided, what it read, what it rests on.
#[must_use]
pub fn explain(trace: &Trace, language: Language) -> Vec<Told> {
    let mut teller = Teller { language, told: Vec::new() };
    teller.head(trace);
    teller.whole(trace);
    teller.told
}

/// A value as people read it.
#[must_use]
pub fn value(cell: &Cell, language: Language) -> String {
    match &cell.value {
        Value::Blank => language.pick("未填", "blank").to_owned(),
        Value::Exempt => language.pick("不适用", "not applicable").to_owned(),
        Value::Truth(true) => language.pick("是", "yes").to_owned(),
        Value::Truth(false) => language.pick("否", "no").to_owned(),
        Value::Number(number) => number_text(*number),
        other => other.to_string(),
    }
}

fn number_text(number: num::Decimal) -> String {
    let is_small = number.abs() < num::Decimal::ONE;
    num::format_places(number, if is_small { PLACES_OF_SMALL } else { PLACES })
}

/// The value of a cell that is shown, as people read it.
#[must_use]
pub fn shown_value(shown: &Shown, language: Language) -> String {
    match shown.value.value {
        Value::Blank | Value::Exempt | Value::Truth(_) | Value::Number(_) => value(&shown.value, language),
        _ => shown.text.clone(),
    }
}

/// The value of a cell, where it is a condition whether it holds.
#[must_use]
pub fn headline(shown: &Shown, language: Language) -> String {
    match shown.value.value {
        Value::Truth(true) if shown.is_within_formula => {
            language.pick("条件成立", "The condition holds").to_owned()
        }
        Value::Truth(false) if shown.is_within_formula => {
            language.pick("条件不成立", "The condition does not hold").to_owned()
        }
        _ => shown_value(shown, language),
    }
}

/// The cell with all that names it.
#[must_use]
pub fn named(shown: &Shown, language: Language) -> String {
    let column = aloud::name(&shown.column, language);
    let parts = [place(shown, language), shown.row.clone(), shown.entry.clone(), column];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The table and the period of a cell.
#[must_use]
pub fn place(shown: &Shown, language: Language) -> String {
    let period = shown.period.map(|period| diagnostics::period(period, language)).unwrap_or_default();
    let parts: Vec<&str> =
        [shown.table.as_str(), period.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

struct Teller {
    language: Language,
    told: Vec<Told>,
}

impl Teller {
    fn pick(&self, chinese: impl Into<String>, english: impl Into<String>) -> String {
        self.language.pick(chinese.into(), english.into())
    }

    fn say(&mut self, kind: Kind, chinese: impl Into<String>, english: impl Into<String>) {
        let text = self.pick(chinese, english);
        self.told.push(Told { kind, pieces: vec![Piece::Text(text)] });
    }

    fn plain(&mut self, chinese: impl Into<String>, english: impl Into<String>) {
        self.say(Kind::Plain, chinese, english);
    }

    fn item(&mut self, what: Piece, amount: String, remark: String) {
        self.told
            .push(Told { kind: Kind::Item, pieces: vec![what, Piece::Text(amount), Piece::Text(remark)] });
    }

    fn value(&self, cell: &Cell) -> String {
        value(cell, self.language)
    }

    fn shown(&self, shown: &Shown) -> String {
        shown_value(shown, self.language)
    }

    fn aloud(&self, trace: &Trace, formula: &str) -> String {
        aloud(formula, self.language, &|name| known(trace, name, self.language))
    }

    fn head(&mut self, trace: &Trace) {
        let (name, value) = (named(&trace.cell, self.language), self.empty_or(self.shown(&trace.cell)));
        self.say(Kind::Head, format!("{name} = {value}"), format!("{name} = {value}"));
        if trace.cell.value.provisional {
            self.say(
                Kind::Remark,
                "暂定：还有未填或不合要求的数据，补齐后可能变动。",
                "Provisional: marks are missing or do not fit; it may still change.",
            );
        }
    }

    fn whole(&mut self, trace: &Trace) {
        self.lock(trace);
        self.by_hand(trace);
        self.full(trace);
        self.reason(trace);
        self.evidence(trace);
        if !trace.clause.is_empty() {
            self.plain(format!("依据：{}。", trace.clause), format!("Clause: {}.", trace.clause));
        }
        self.source(trace);
    }

    fn by_hand(&mut self, trace: &Trace) {
        let Some((computed, hand)) = &trace.by_hand else { return };
        let computed = self.value(computed);
        let who = match (hand.by.as_str(), hand.at.as_str()) {
            ("", "") => String::new(),
            (by, at) => self.pick(
                format!("（{}）", [by, at].join(" ").trim()),
                format!(" ({})", [by, at].join(" ").trim()),
            ),
        };
        if !hand.body.is_empty() || hand.date.is_some() {
            let date = hand.date.map(|date| date.to_string()).unwrap_or_default();
            let (body, date) = (hand.body.as_str(), date.as_str());
            let (chinese, english) = match (body, date) {
                (body, "") => (format!("经{body}评议"), format!("Deliberated by {body}")),
                ("", date) => (format!("{date} 评议"), format!("Deliberated on {date}")),
                (body, date) => (format!("{date} 经{body}评议"), format!("Deliberated by {body} on {date}")),
            };
            self.say(
                Kind::Remark,
                format!(
                    "{chinese}：按办法算得 {computed}，评定为 {}。理由：{}{who}。",
                    hand.value, hand.reason
                ),
                format!(
                    "{english}: {computed} by the rules became {}. Reason: {}{who}.",
                    hand.value, hand.reason
                ),
            );
            return;
        }
        self.say(
            Kind::Remark,
            format!("已更正：按办法算得 {computed}，更正为 {}。理由：{}{who}。", hand.value, hand.reason),
            format!(
                "Replaced by hand: {computed} by the rules became {}. Reason: {}{who}.",
                hand.value, hand.reason
            ),
        );
    }

    /// Since when the cell is locked, and what was published where that is no longer what stands there.
    fn lock(&mut self, trace: &Trace) {
        let Some(lock) = &trace.lock else { return };
        let who = [lock.since.as_str(), lock.by.as_str()].join(" ");
        let (who, print) = (who.trim(), &lock.fingerprint);
        let (since, english) = match who {
            "" => (String::new(), String::new()),
            who => (format!("（{who}）"), format!(" ({who})")),
        };
        let (chinese, english) = (
            format!("本期已审定锁定{since}，结果指纹 {print}。"),
            format!("This period is locked{english}; fingerprint of its results: {print}."),
        );
        self.plain(chinese, english);
        if let Some(published) = &lock.published {
            let now = self.shown(&trace.cell);
            self.say(
                Kind::Remark,
                format!("与公布的结果不一致：公布为 {published}，现在算得 {now}。"),
                format!("No longer what was published: {published} then, {now} now."),
            );
        }
    }

    /// The document that the mark or the entry rests on.
    fn evidence(&mut self, trace: &Trace) {
        let Some(evidence) = &trace.evidence else { return };
        let date = evidence.date.map(|date| date.to_string()).unwrap_or_default();
        let hash = evidence.sha256.get(..12).unwrap_or(&evidence.sha256);
        let parts = [evidence.document.as_str(), &date, &evidence.file, hash];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.plain(format!("佐证材料：{}。", parts.join("，")), format!("Evidence: {}.", parts.join(", ")));
    }

    /// The full marks, and what of them was lost.
    fn full(&mut self, trace: &Trace) {
        let Some(full) = trace.cell.full.map(num::format) else { return };
        let value = self.shown(&trace.cell);
        match (&trace.cell.value.value, trace.cell.lost) {
            (Value::Number(_), Some(lost)) => {
                let lost = number_text(lost);
                self.plain(
                    format!("满分 {full} 分，得 {value} 分，失 {lost} 分。"),
                    format!("{value} of {full} marks; {lost} lost."),
                );
            }
            (Value::Number(_), None) => self.plain(
                format!("满分 {full} 分，得 {value} 分，没有失分。"),
                format!("{value} of {full} marks; none lost."),
            ),
            _ => {}
        }
    }

    fn reason(&mut self, trace: &Trace) {
        match &trace.reason {
            Reason::NotThere => self.plain(
                "该对象在本期不参加考评，或当时施行的版本没有这一列。",
                "The subject has no row in this period, or the edition in force then does not have this column.",
            ),
            Reason::ByRule { rule, clause } => {
                let (chinese, english) = match clause.as_str() {
                    "" => (String::new(), String::new()),
                    clause => (format!("（{clause}）"), format!(" ({clause})")),
                };
                self.plain(
                    format!("由结果运用规则“{rule}”{chinese}产生的记录。"),
                    format!("An entry made by the rule “{rule}”{english}."),
                );
            }
            Reason::Typed { typed, problem } => {
                match (&trace.cell.value.value, typed.as_str()) {
                    (Value::Exempt, "") => self.plain(
                        "此项对该对象不适用，不计分，也不占分值。",
                        "It does not apply to the subject: no marks, and none to be had.",
                    ),
                    (_, "") => self.plain("由人填写，尚未填写。", "Typed by people; nothing has been typed yet."),
                    (Value::Exempt, _) => self.plain(
                        format!("由人填写为“{typed}”：此项不适用，不计分，也不占分值。"),
                        format!("Typed as “{typed}”: it does not apply, so it has no marks and none to be had."),
                    ),
                    _ => self.plain(format!("由人填写：{typed}。"), format!("Typed by people: {typed}.")),
                }
                if let Some(problem) = problem {
                    let said = diagnostics::say(problem, self.language);
                    self.say(Kind::Remark, format!("{}{}", said.what, said.remedy), format!("{} {}", said.what, said.remedy));
                }
                self.lines(trace);
            }
            Reason::Computed { .. } => self.computed(trace),
            Reason::Ranked { .. } => self.ranked(trace),
            Reason::Graded { .. } => self.graded(trace),
            Reason::Shared => {
                self.plain(
                    "按权重分配总额，先舍去尾数，余数依次给小数部分最大者。",
                    "A share of the budget by weight: rounded down, what is left over goes to the largest remainders.",
                );
                self.own_lines(trace);
            }
            Reason::Broken => self.say(
                Kind::Remark,
                "办法中此处有错，无法计算；见“问题”。",
                "The scheme has a mistake here; see the problems.",
            ),
        }
    }
}

/// The value of a name or an aggregate in a formula.
fn known(trace: &Trace, name: &str, language: Language) -> Option<String> {
    let line = trace.lines.iter().find(|line| !line.is_list && line.label == name);
    if let Some(line) = line {
        return match line.cells.first() {
            Some(shown) => Some(shown_value(shown, language)),
            None => Some(value(line.values.first().unwrap_or(&Cell::BLANK), language)),
        };
    }
    let setting = trace.settings.iter().find(|(of, _)| is_named(name, of));
    setting.map(|(_, value)| num::format(*value))
}

fn cell_at(trace: &Trace, at: CellRef) -> Option<&Shown> {
    trace.lines.iter().flat_map(|line| &line.cells).find(|shown| shown.at == at)
}

/// Whether a cell stands in the same row of the same table: its name alone then says where.
fn is_beside(shown: &Shown, own: &Shown) -> bool {
    shown.table == own.table && shown.at.period == own.at.period && shown.at.row == own.at.row
}
