//! How a cell came about, and what decided within it.

use baton_core::explain::{Finding, Reason, Trace};
use baton_core::model::Value;

use super::super::aloud;
use super::{Kind, Piece, Teller};

impl Teller {
    pub(super) fn computed(&mut self, trace: &Trace) {
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
    pub(super) fn formula(&mut self, trace: &Trace) {
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

    pub(super) fn findings(&mut self, trace: &Trace) {
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

    pub(super) fn empty_or(&self, value: String) -> String {
        if value.is_empty() { self.pick("空白", "blank") } else { value }
    }

    pub(super) fn finding(&mut self, trace: &Trace, found: &Finding) {
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
}
