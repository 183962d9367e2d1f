//! Traces in sentences: why a cell has its value, so that a clerk can read it aloud to the unit concerned.
//!
//! A sentence is told in pieces, so that the page can make every piece that names a cell a way to that cell; the
//! command line joins them.

use baton_core::explain::{Bar, Finding, Line, NextGrade, Part, PartKind, Reason, Shown, Trace, is_named};
use baton_core::model::{Cell, CellRef, Value};
use baton_core::num::{self, RoundingMode};

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

    fn computed(&mut self, trace: &Trace) {
        if let Some(inner) = &trace.inner {
            // A formula that is but one aggregate says nothing beside it.
            return self.reason(inner);
        }
        if let (Value::Error(error), false) = (&trace.cell.value.value, trace.lines.is_empty()) {
            let code = error.code.text();
            self.say(
                Kind::Remark,
                format!("算不出来（{code}）：下面有的数据缺少、为零或者不是数字。"),
                format!("It cannot be computed ({code}): something below is missing, zero or no number."),
            );
        }
        let is_sum = !trace.parts.is_empty();
        self.findings(trace);
        if is_sum {
            self.parts(trace);
        } else {
            self.formula(trace);
        }
        self.rounded(trace);
        if !is_sum {
            self.lines(trace);
        }
    }

    /// The formula with the names and values put in, as far as it counted.
    fn formula(&mut self, trace: &Trace) {
        let Reason::Computed { formula, .. } = &trace.reason else { return };
        let counted = trace.counted.as_ref().unwrap_or(formula);
        let is_decided = trace
            .findings
            .iter()
            .any(|found| matches!(found, Finding::Capped { .. } | Finding::UsedUp { .. }));
        if aloud::is_literal(counted) || counted == "EXEMPT()" || (is_decided && !counted.contains(' ')) {
            return;
        }
        let raw = trace.raw.as_ref().map(|raw| self.value(raw)).unwrap_or_default();
        let said = self.aloud(trace, counted);
        if let Value::Truth(holds) = trace.cell.value.value {
            let (chinese, english) = if holds { ("成立", "holds") } else { ("不成立", "does not hold") };
            return self.plain(format!("“{said}”{chinese}。"), format!("“{said}” {english}."));
        }
        self.plain(format!("算式：{said} = {raw}。"), format!("Reckoned: {said} = {raw}."));
    }

    fn findings(&mut self, trace: &Trace) {
        let failed: Vec<String> = trace
            .findings
            .iter()
            .filter_map(|found| match found {
                Finding::Chosen { condition, holds: false, taken } if taken.is_empty() => {
                    Some(format!("“{}”", self.aloud(trace, condition)))
                }
                _ => None,
            })
            .collect();
        if !failed.is_empty() {
            let value = self.empty_or(self.shown(&trace.cell));
            self.plain(
                format!("{}都不成立，所以为{value}。", failed.join("、")),
                format!("None of {} holds, so it is {value}.", failed.join(", ")),
            );
        }
        for found in &trace.findings {
            self.finding(trace, found);
        }
    }

    fn empty_or(&self, value: String) -> String {
        if value.is_empty() { self.pick("空白", "blank") } else { value }
    }

    fn finding(&mut self, trace: &Trace, found: &Finding) {
        match found {
            Finding::Chosen { taken, .. } if taken.is_empty() => {}
            Finding::Chosen { condition, holds, taken } => {
                let condition = self.aloud(trace, condition);
                let holding = if *holds {
                    self.pick("成立", "holds")
                } else {
                    self.pick("不成立", "does not hold")
                };
                if taken == "EXEMPT()" {
                    self.plain(
                        format!("“{condition}”{holding}，所以此项不适用，不计分，也不占分值。"),
                        format!(
                            "“{condition}” {holding}, so it does not apply: no marks, and none to be had."
                        ),
                    );
                } else if aloud::is_literal(taken) {
                    let taken = self.aloud(trace, taken);
                    self.plain(
                        format!("“{condition}”{holding}，所以为{taken}。"),
                        format!("“{condition}” {holding}, so it is {taken}."),
                    );
                } else {
                    self.plain(format!("“{condition}”{holding}。"), format!("“{condition}” {holding}."));
                }
            }
            Finding::Matched { of, case, taken } => {
                let of = self.aloud(trace, of);
                let taken = self.aloud(trace, taken);
                match case {
                    Some(_) => self.plain(format!("{of}对应{taken}。"), format!("{of} gives {taken}.")),
                    None => self.plain(
                        format!("{of}不在所列各档之内，所以为{taken}。"),
                        format!("{of} is none of the cases, so it is {taken}."),
                    ),
                }
            }
            Finding::Capped { what, value, limit, at, is_most } => {
                let (what, limit) = (self.aloud(trace, what), self.aloud(trace, limit));
                let (value, at) = (self.value(value), self.value(at));
                if *is_most {
                    self.plain(
                        format!("{what} = {value}，达到或超过上限{limit}，按 {at} 计。"),
                        format!("{what} = {value}, at or above the cap {limit}: {at} counts."),
                    );
                } else {
                    self.plain(
                        format!("{what} = {value}，低于下限{limit}，按 {at} 计。"),
                        format!("{what} = {value}, below the floor {limit}: {at} counts."),
                    );
                }
            }
            Finding::UsedUp { what, value, from } => {
                let (what, from, value) =
                    (self.aloud(trace, what), self.aloud(trace, from), self.value(value));
                self.plain(
                    format!("应扣 {what} = {value}，{from}已经扣完，得 0 分。"),
                    format!("To be taken off: {what} = {value}; {from} is used up, so 0."),
                );
            }
            Finding::Tariff { tariff, keys, points } => {
                let (keys, points) = (keys.join(&self.pick("、", ", ")), self.value(points));
                self.plain(
                    format!("按{tariff}：{keys}，{points} 分。"),
                    format!("By {tariff}: {keys}, {points} points."),
                );
            }
            Finding::Dropped { lowest, highest } => {
                for (cells, chinese, english) in [
                    (highest, "去掉最高的", "The highest are left out:"),
                    (lowest, "去掉最低的", "The lowest are left out:"),
                ] {
                    if cells.is_empty() {
                        continue;
                    }
                    self.say(Kind::Heading, format!("{chinese} {} 项，不计入：", cells.len()), english);
                    for shown in cells {
                        let (name, value) = (self.brief(shown, &trace.cell), self.shown(shown));
                        self.item(Piece::Cell(shown.at, name), value, String::new());
                    }
                }
            }
        }
    }

    /// A sum, mean or rescaled total as its parts, with what each of them lost.
    fn parts(&mut self, trace: &Trace) {
        let Reason::Computed { formula, .. } = &trace.reason else { return };
        let is_item = |part: &&Part| matches!(part.kind, PartKind::Item | PartKind::Exempt | PartKind::Blank);
        let items: Vec<&Part> = trace.parts.iter().filter(is_item).collect();
        let count = items.len();
        let is_scaled = trace.parts.iter().any(|part| part.kind == PartKind::Scaled);
        let function = formula.split('(').next().unwrap_or_default();
        match function {
            "AVERAGE" => {
                self.plain(format!("取以下 {count} 项的平均数。"), format!("The mean of these {count}."));
            }
            "WEIGHTED" => self.plain(
                format!("以下 {count} 项按权重加权平均。"),
                format!("The weighted mean of these {count}."),
            ),
            "RESCALE" if is_scaled => self.plain(
                format!("由以下 {count} 项相加；不适用的项不计，其分值摊到其余各项。"),
                format!("The sum of these {count}, rescaled: what does not apply leaves the full marks too."),
            ),
            _ => self.plain(format!("由以下 {count} 项相加。"), format!("The sum of these {count}.")),
        }
        self.most_lost(trace, &items);
        for part in &items {
            let shown = part.at.and_then(|at| cell_at(trace, at));
            let what = match shown {
                Some(shown) => Piece::Cell(shown.at, self.brief(shown, &trace.cell)),
                None => Piece::Text(self.aloud(trace, &part.label)),
            };
            let amount = match part.kind {
                PartKind::Exempt => self.pick("不适用", "not applicable"),
                PartKind::Blank => self.pick("未填", "blank"),
                _ => number_text(part.amount),
            };
            let remark =
                match (shown.and_then(|shown| shown.full), shown.and_then(|shown| shown.lost), part.kind) {
                    (Some(full), _, PartKind::Exempt) => {
                        let full = num::format(full);
                        self.pick(format!("分值 {full} 不计"), format!("its {full} marks do not count"))
                    }
                    (Some(full), Some(lost), _) => {
                        let (full, lost) = (num::format(full), number_text(lost));
                        self.pick(format!("满分 {full}，失 {lost}"), format!("of {full}, {lost} lost"))
                    }
                    (Some(full), None, PartKind::Blank) => {
                        let full = num::format(full);
                        self.pick(format!("满分 {full}，按 0 分计"), format!("of {full}, counts 0"))
                    }
                    (Some(_), None, _) => self.pick("满分", "full marks"),
                    (None, ..) => String::new(),
                };
            self.item(what, amount, remark);
        }
        for part in trace.parts.iter().filter(|part| !is_item(part)) {
            let text = match part.kind {
                PartKind::Scaled if function == "RESCALE" => self.pick("折算", "Rescaling"),
                PartKind::ByHand => self.pick("更正", "Replaced by hand"),
                // Said by a sentence of their own.
                _ => continue,
            };
            self.item(Piece::Text(text), number_text(part.amount), String::new());
        }
    }

    /// Where most was lost, the most first.
    fn most_lost(&mut self, trace: &Trace, items: &[&Part]) {
        let mut lost: Vec<(num::Decimal, &Shown)> = items
            .iter()
            .filter_map(|part| cell_at(trace, part.at?))
            .filter_map(|shown| Some((shown.lost?, shown)))
            .collect();
        if lost.len() < 2 {
            return;
        }
        lost.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        let count = lost.len();
        let mut pieces = vec![Piece::Text(self.pick(
            format!("其中 {count} 项失分，失分最多的是"),
            format!("{count} of them lost marks, most of all "),
        ))];
        for (at, (lost, shown)) in lost.iter().take(MOST_LOST).enumerate() {
            if at > 0 {
                pieces.push(Piece::Text(self.pick("、", ", ")));
            }
            pieces.push(Piece::Cell(shown.at, self.brief(shown, &trace.cell)));
            let lost = number_text(*lost);
            pieces.push(Piece::Text(self.pick(format!("（失 {lost} 分）"), format!(" ({lost})"))));
        }
        pieces.push(Piece::Text(self.pick("。", ".")));
        self.told.push(Told { kind: Kind::Plain, pieces });
    }

    fn rounded(&mut self, trace: &Trace) {
        let (Some(rounding), Some(raw)) = (trace.rounding, trace.raw.as_ref()) else { return };
        let (Value::Number(raw), Value::Number(computed)) = (
            &raw.value,
            trace.by_hand.as_ref().map_or(&trace.cell.value.value, |(computed, _)| &computed.value),
        ) else {
            return;
        };
        let (before, after) = (num::format(num::snap(*raw)), num::format(*computed));
        if before == after {
            return;
        }
        let places = rounding.places;
        let mode = match rounding.mode {
            RoundingMode::HalfUp => self.pick("四舍五入", "half up"),
            RoundingMode::HalfEven => self.pick("四舍六入五成双", "half to even"),
        };
        self.plain(
            format!("得 {before}，{mode}保留 {places} 位小数为 {after}。"),
            format!("{before}, rounded {mode} to {places} places: {after}."),
        );
    }

    /// A rank: the value, those above and below, and what told equals apart.
    fn ranked(&mut self, trace: &Trace) {
        let Reason::Ranked { of, field, places, from_least, tie_breaks, out_of_competition, .. } =
            &trace.reason
        else {
            return;
        };
        let row = trace.cell.at.row;
        let Some(own) = field.iter().position(|shown| shown.at.row == row) else {
            let condition = out_of_competition.and_then(|line| trace.lines.get(line));
            return match condition {
                Some(condition) => {
                    let condition = aloud::name(&condition.label, self.language);
                    self.plain(
                        format!("不符合参加排名的条件“{condition}”，不排名次。"),
                        format!("It does not meet the condition “{condition}”, so it is not ranked."),
                    );
                    self.own_lines(trace);
                }
                None => {
                    self.plain(
                        "没有可比的值（未填、不适用或有错），不参加排名。",
                        "There is no value to rank by (blank, exempt or an error), so it is not ranked.",
                    );
                    self.own_lines(trace);
                }
            };
        };
        let by = field.first().map(|shown| aloud::name(&shown.column, self.language)).unwrap_or_default();
        let place = |at: usize| places.get(at).copied().map(num::format).unwrap_or_default();
        let order = if *from_least {
            self.pick("从低到高", "the least first")
        } else {
            self.pick("从高到低", "the greatest first")
        };
        self.plain(
            format!("{of} 个对象按{by}{order}排列，排第 {}。", place(own)),
            format!("Place {} of {of} by {by}, {order}.", place(own)),
        );
        let same_place =
            field.iter().enumerate().filter(|(at, _)| *at != own && places.get(*at) == places.get(own));
        let same: Vec<String> = same_place.map(|(_, shown)| shown.row.clone()).collect();
        if !same.is_empty() {
            let names = same.join(self.language.pick("、", ", "));
            self.plain(format!("与{names}并列。"), format!("Level with {names}."));
        }
        self.say(Kind::Heading, "前后名次：", "Above and below:");
        let from = own.saturating_sub(NEIGHBOURS);
        let shown = field.iter().enumerate().skip(from);
        for (at, shown) in shown.take_while(|(at, _)| *at <= own.saturating_add(NEIGHBOURS)) {
            let mut remark = self.pick(format!("第 {} 名", place(at)), format!("place {}", place(at)));
            if at == own {
                remark.push_str(&self.pick("（本行）", " (this one)"));
            }
            let text = self.shown(shown);
            self.item(Piece::Cell(shown.at, shown.row.clone()), text, remark);
        }
        self.tie_broken(trace, field, own, tie_breaks);
    }

    /// How a neighbour with the same value was told apart.
    fn tie_broken(&mut self, trace: &Trace, field: &[Shown], own: usize, tie_breaks: &[usize]) {
        let Some(of) = field.get(own) else { return };
        let is_level = |shown: &&Shown| match (&shown.value.value, &of.value.value) {
            (Value::Number(a), Value::Number(b)) => num::compare(*a, *b).is_eq(),
            (a, b) => a == b,
        };
        let Reason::Ranked { places, .. } = &trace.reason else { return };
        for at in [own.checked_sub(1), own.checked_add(1)].into_iter().flatten() {
            let Some(other) = field.get(at).filter(is_level) else { continue };
            if places.get(at) == places.get(own) {
                continue;
            }
            let is_ahead = at > own;
            let ahead = if is_ahead { self.pick("在前", "ahead") } else { self.pick("在后", "behind") };
            self.plain(
                format!("与{}的值相同，按并列办法排{ahead}：", other.row),
                format!("{} has the same value; the tie-breaks put this one {ahead}:", other.row),
            );
            for line in tie_breaks.iter().filter_map(|line| trace.lines.get(*line)) {
                let of_row = |row: u32| line.cells.iter().find(|shown| shown.at.row == row);
                if let (Some(own), Some(theirs)) = (of_row(of.at.row), of_row(other.at.row)) {
                    let (mine, their) = (self.shown(own), self.shown(theirs));
                    let remark =
                        self.pick(format!("{}为 {their}", other.row), format!("{}: {their}", other.row));
                    self.item(Piece::Cell(own.at, aloud::name(&own.column, self.language)), mine, remark);
                }
            }
        }
    }

    fn graded(&mut self, trace: &Trace) {
        let Reason::Graded { decision, grades, limits, next } = &trace.reason else { return };
        let Some(decision) = decision else {
            return self.plain("没有得分，不定等次。", "No score, so no grade.");
        };
        let name = |at: usize| grades.get(at).cloned().unwrap_or_default();
        let earned = name(decision.earned);
        if decision.lines.iter().any(Option::is_some) {
            self.plain(format!("按得分和名额，可评“{earned}”。"), format!("By score and quota: {earned}."));
        } else {
            self.plain(format!("按得分，可评“{earned}”。"), format!("By score: {earned}."));
        }
        for (at, places) in decision.lines.iter().enumerate() {
            if let Some(places) = places {
                let places = num::format(*places);
                self.plain(
                    format!("“{}”的名额为 {places} 个。", name(at)),
                    format!("Places for {}: {places}.", name(at)),
                );
            }
        }
        for clause in limits {
            self.plain(format!("受等次限制：{clause}。"), format!("A limit holds: {clause}."));
        }
        if decision.given != decision.earned {
            self.plain(
                format!("限制之后，定为“{}”。", name(decision.given)),
                format!("After the limits: {}.", name(decision.given)),
            );
        }
        if let Some(next) = next {
            self.next_grade(next);
        }
        self.own_lines(trace);
    }

    /// What the next better grade would take.
    fn next_grade(&mut self, next: &NextGrade) {
        let name = &next.name;
        match next.bar {
            Bar::Least { least, missing } => {
                let (least, missing) = (num::format(least), number_text(missing));
                self.plain(
                    format!("再高一等“{name}”要达到 {least} 分，还差 {missing} 分。"),
                    format!("The next better grade, {name}, takes {least}; {missing} are missing."),
                );
            }
            Bar::Places { last: None, .. } => self.plain(
                format!("再高一等“{name}”没有名额。"),
                format!("The next better grade, {name}, has no places."),
            ),
            Bar::Places { last: Some(last), missing } if missing.is_zero() => {
                let last = number_text(last);
                self.plain(
                    format!("再高一等“{name}”的名额已满：最后一名也是 {last} 分，按同分的规定没有列入。"),
                    format!(
                        "The places of the next better grade, {name}, are taken: the last of them has {last} too, and the rule for equals decides."
                    ),
                );
            }
            Bar::Places { last: Some(last), missing } => {
                let (last, missing) = (number_text(last), number_text(missing));
                self.plain(
                    format!("再高一等“{name}”的名额已满：最后一名 {last} 分，还差 {missing} 分。"),
                    format!(
                        "The places of the next better grade, {name}, are taken: the last of them has {last}; {missing} are missing."
                    ),
                );
            }
        }
    }

    /// What the step read of the cell's own row: of a rank, a grade or a share the lines hold the whole population.
    fn own_lines(&mut self, trace: &Trace) {
        let row = trace.cell.at.row;
        for line in trace.lines.iter().filter(|line| !line.label.is_empty()) {
            if let Some(shown) = line.cells.iter().find(|shown| shown.at.row == row) {
                let (name, value) = (aloud::name(&line.label, self.language), self.shown(shown));
                self.item(Piece::Cell(shown.at, name), value, String::new());
            }
        }
    }

    /// What a formula read, each with its cell.
    fn lines(&mut self, trace: &Trace) {
        let lines: Vec<&Line> = trace.lines.iter().filter(|line| !line.label.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        self.say(Kind::Heading, "用到的数据：", "What it read:");
        for line in lines {
            self.line(line, &trace.cell);
        }
    }

    fn line(&mut self, line: &Line, own: &Shown) {
        let label = aloud(&line.label, self.language, &|_| None);
        if !line.is_list {
            let value = match line.cells.first() {
                Some(shown) => self.shown(shown),
                None => line.values.first().map(|cell| self.value(cell)).unwrap_or_default(),
            };
            let what = match line.cells.first() {
                Some(shown) => Piece::Cell(shown.at, label),
                None => Piece::Text(label),
            };
            let elsewhere = line.cells.first().filter(|shown| !is_beside(shown, own));
            let remark = elsewhere.map(|shown| self.elsewhere(shown, own)).unwrap_or_default();
            return self.item(what, value, remark);
        }
        let count = line.cells.len();
        let without = |wanted: &Value| line.values.iter().filter(|cell| cell.value == *wanted).count();
        let mut remark = self.pick(format!("共 {count} 项"), format!("{count} values"));
        for (number, chinese, english) in [
            (without(&Value::Exempt), "项不适用", "not applicable"),
            (without(&Value::Blank), "项未填", "blank"),
        ] {
            if number > 0 {
                remark.push_str(&self.pick(format!("，{number} {chinese}"), format!(", {number} {english}")));
            }
        }
        self.item(Piece::Text(label), String::new(), remark);
        for shown in line.cells.iter().take(MOST_CELLS) {
            let (name, value) = (self.brief(shown, own), self.shown(shown));
            self.item(Piece::Cell(shown.at, name), value, String::new());
        }
        if count > MOST_CELLS {
            let left = count.saturating_sub(MOST_CELLS);
            self.plain(format!("……另有 {left} 项。"), format!("… and {left} more."));
        }
    }

    /// A cell by as much of its name as tells it apart from where one is.
    fn brief(&self, shown: &Shown, own: &Shown) -> String {
        let column = aloud::name(&shown.column, self.language);
        if is_beside(shown, own) {
            return column;
        }
        let period =
            shown.period.map(|period| diagnostics::period(period, self.language)).unwrap_or_default();
        let parts = if shown.row == own.row {
            [period, String::new(), shown.entry.clone(), column]
        } else {
            [
                if shown.at.period == own.at.period && shown.table == own.table {
                    String::new()
                } else {
                    period
                },
                shown.row.clone(),
                shown.entry.clone(),
                column,
            ]
        };
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// Where a cell stands, for one who is elsewhere.
    fn elsewhere(&self, shown: &Shown, own: &Shown) -> String {
        let place = place(shown, self.language);
        if shown.row == own.row { place } else { format!("{place} · {}", shown.row) }
    }

    /// The formula to the letter, for those who wrote it.
    fn source(&mut self, trace: &Trace) {
        let Reason::Computed { formula, values } =
            &trace.inner.as_ref().map_or(&trace.reason, |inner| &inner.reason)
        else {
            return;
        };
        if formula.is_empty() {
            return;
        }
        self.say(Kind::Source, format!("公式：{formula}"), format!("Formula: {formula}"));
        if values != formula && values.contains(|letter: char| !letter.is_ascii_digit() && letter != '.') {
            self.say(Kind::Source, format!("代入：{values}"), format!("With values: {values}"));
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
