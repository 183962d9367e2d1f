//! Traces in sentences: why a cell has its value, so that a clerk can read it aloud to the unit concerned.

use baton_core::explain::{Line, Part, PartKind, Reason, Shown, Trace};
use baton_core::model::{Cell, Value};
use baton_core::num;

use super::Language;
use super::diagnostics;

/// Most cells of one list that are told one by one.
const MOST_CELLS: usize = 40;

/// The trace, a sentence a line: what the cell is, how it came about, what it read, what adds up to it.
#[must_use]
pub fn tell(trace: &Trace, language: Language) -> Vec<String> {
    let mut told = vec![head(trace, language)];
    told.extend(reason(trace, language));
    if let Some((computed, by_hand)) = &trace.by_hand {
        let computed = value(computed, language);
        told.push(language.pick(
            format!(
                "更正：由 {computed} 改为 {}。理由：{}。{}{}",
                by_hand.value, by_hand.reason, by_hand.by, by_hand.at
            ),
            format!(
                "Replaced by hand: {computed} became {}. Reason: {}. {} {}",
                by_hand.value, by_hand.reason, by_hand.by, by_hand.at
            ),
        ));
    }
    if !trace.clause.is_empty() {
        told.push(language.pick(format!("依据：{}", trace.clause), format!("Clause: {}", trace.clause)));
    }
    if !matches!(trace.reason, Reason::Ranked { .. }) {
        told.extend(
            trace
                .lines
                .iter()
                .filter(|line| !line.label.is_empty())
                .flat_map(|line| read(line, &trace.cell, language)),
        );
    }
    if !trace.parts.is_empty() {
        told.push(language.pick("分项合计：", "Adds up as:").to_owned());
        told.extend(trace.parts.iter().map(|part| amount(part, language)));
    }
    told
}

/// A value as people read it.
#[must_use]
pub fn value(cell: &Cell, language: Language) -> String {
    match &cell.value {
        Value::Blank => language.pick("未填", "blank").to_owned(),
        Value::Exempt => language.pick("不适用", "not applicable").to_owned(),
        Value::Truth(true) => language.pick("是", "yes").to_owned(),
        Value::Truth(false) => language.pick("否", "no").to_owned(),
        other => other.to_string(),
    }
}

fn named(shown: &Shown, language: Language) -> String {
    let period = shown.period.map(|period| diagnostics::period(period, language)).unwrap_or_default();
    let parts = [shown.table.as_str(), period.as_str(), shown.row.as_str(), shown.column.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn shown_value(shown: &Shown, language: Language) -> String {
    match shown.value.value {
        Value::Blank | Value::Exempt | Value::Truth(_) => value(&shown.value, language),
        _ => shown.text.clone(),
    }
}

fn head(trace: &Trace, language: Language) -> String {
    let provisional = if trace.cell.value.provisional {
        language
            .pick("（暂定：还有未填或无效的评分）", " (provisional: marks are still missing or do not fit)")
    } else {
        ""
    };
    format!("{} = {}{provisional}", named(&trace.cell, language), shown_value(&trace.cell, language))
}

fn reason(trace: &Trace, language: Language) -> Vec<String> {
    match &trace.reason {
        Reason::NotThere => vec![
            language
                .pick("该对象在本期不参加考评，或当时施行的版本没有这一列。", "The subject has no row in this period, or the edition in force then does not have this column.")
                .to_owned(),
        ],
        Reason::Typed { typed, problem } => {
            let mut told = vec![if typed.is_empty() {
                language.pick("由人填写，尚未填写。", "Typed by people; nothing has been typed yet.").to_owned()
            } else {
                language.pick(format!("由人填写：{typed}"), format!("Typed by people: {typed}"))
            }];
            if let Some(problem) = problem {
                let said = diagnostics::say(problem, language);
                told.push(format!("{} {}", said.what, said.remedy));
            }
            told
        }
        Reason::Computed { formula, values } => {
            let mut told = vec![language.pick(format!("公式：{formula}"), format!("Formula: {formula}"))];
            if values != formula {
                told.push(language.pick(format!("代入：{values}"), format!("With values: {values}")));
            }
            told.extend(rounded(trace, language));
            told
        }
        Reason::Ranked { of, field, by_tie_break } => ranked(trace, *of, field, *by_tie_break, language),
        Reason::Graded { decision, grades, limits } => {
            let Some(decision) = decision else {
                return vec![language.pick("没有得分，不定等次。", "No score, so no grade.").to_owned()];
            };
            let name = |at: usize| grades.get(at).cloned().unwrap_or_default();
            let mut told = vec![language.pick(
                format!("按得分和名额：{}", name(decision.earned)),
                format!("By score and quota: {}", name(decision.earned)),
            )];
            for (at, places) in decision.lines.iter().enumerate() {
                if let Some(places) = places {
                    let places = num::format(*places);
                    told.push(language.pick(
                        format!("{}名额：{places}", name(at)),
                        format!("Places for {}: {places}", name(at)),
                    ));
                }
            }
            told.extend(limits.iter().map(|clause| {
                language.pick(format!("等次限制：{clause}"), format!("Limit: {clause}"))
            }));
            if decision.given != decision.earned {
                told.push(language.pick(
                    format!("限制之后：{}", name(decision.given)),
                    format!("After the limits: {}", name(decision.given)),
                ));
            }
            told
        }
        Reason::Shared => vec![
            language
                .pick("按权重分配总额，先舍去尾数，余数依次给小数部分最大者。", "A share of the budget by weight: rounded down, what is left over goes to the largest remainders.")
                .to_owned(),
        ],
        Reason::Broken => vec![
            language.pick("办法中此处有错，无法计算；见“问题”。", "The scheme has a mistake here; see the problems.").to_owned(),
        ],
    }
}

fn rounded(trace: &Trace, language: Language) -> Option<String> {
    let rounding = trace.rounding?;
    let Value::Number(raw) = trace.raw.as_ref()?.value else { return None };
    let raw = num::format(num::snap(raw));
    Some(language.pick(
        format!("保留 {} 位小数：{raw} → {}", rounding.places, trace.cell.text),
        format!("Rounded to {} places: {raw} → {}", rounding.places, trace.cell.text),
    ))
}

/// A rank: the value, the neighbours above and below, and whether a tie-break decided.
fn ranked(trace: &Trace, of: usize, field: &[Shown], by_tie_break: bool, language: Language) -> Vec<String> {
    let own = field.iter().position(|shown| shown.at.row == trace.cell.at.row);
    let Some(own) = own else {
        return vec![
            language
                .pick("没有可比的值，不参加排名。", "There is no value to rank by, so it is not ranked.")
                .to_owned(),
        ];
    };
    let text =
        |at: usize| field.get(at).map(|shown| format!("{} {}", shown.row, shown_value(shown, language)));
    let by = field.first().map(|shown| shown.column.clone()).unwrap_or_default();
    let mut told = vec![language.pick(
        format!("按{by}排名，共 {of} 个：{}", text(own).unwrap_or_default()),
        format!("Ranked by {by} among {of}: {}", text(own).unwrap_or_default()),
    )];
    if let Some(above) = own.checked_sub(1).and_then(text) {
        told.push(language.pick(format!("前一个：{above}"), format!("Just above: {above}")));
    }
    if let Some(below) = own.checked_add(1).and_then(text) {
        told.push(language.pick(format!("后一个：{below}"), format!("Just below: {below}")));
    }
    if by_tie_break {
        told.push(
            language
                .pick("分数相同者按并列办法区分先后。", "Equal values were told apart by the tie-breaks.")
                .to_owned(),
        );
    }
    told
}

fn read(line: &Line, own: &Shown, language: Language) -> Vec<String> {
    if !line.is_list {
        let found = match line.cells.first() {
            Some(shown) if is_beside(shown, own) => shown_value(shown, language),
            Some(shown) => format!("{}（{}）", shown_value(shown, language), named(shown, language)),
            None => line.values.first().map(|cell| value(cell, language)).unwrap_or_default(),
        };
        return vec![format!("{} = {found}", line.label)];
    }
    let count = line.cells.len();
    let mut told = vec![
        language.pick(format!("{}：共 {count} 项", line.label), format!("{}: {count} values", line.label)),
    ];
    told.extend(
        line.cells
            .iter()
            .take(MOST_CELLS)
            .map(|shown| format!("  {} = {}", named(shown, language), shown_value(shown, language))),
    );
    if count > MOST_CELLS {
        let left = count.saturating_sub(MOST_CELLS);
        told.push(language.pick(format!("  ……另有 {left} 项"), format!("  … and {left} more")));
    }
    told
}

/// Whether a cell stands in the same row of the same table: its name alone then says where.
fn is_beside(shown: &Shown, own: &Shown) -> bool {
    shown.table == own.table && shown.at.period == own.at.period && shown.at.row == own.at.row
}

fn amount(part: &Part, language: Language) -> String {
    let label = match part.kind {
        PartKind::Item => part.label.clone(),
        PartKind::Exempt => {
            language.pick(format!("{}（不适用）", part.label), format!("{} (not applicable)", part.label))
        }
        PartKind::Blank => {
            language.pick(format!("{}（未填）", part.label), format!("{} (blank)", part.label))
        }
        PartKind::Scaled => language.pick("平均或折算", "Mean or rescaling").to_owned(),
        PartKind::Rounded => language.pick("四舍五入", "Rounding").to_owned(),
        PartKind::ByHand => language.pick("更正", "Replaced by hand").to_owned(),
    };
    format!("  {label}：{}", num::format(part.amount))
}
