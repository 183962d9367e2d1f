//! What the lab's advisor points out, in both languages: what stands out, and what to look at.

use baton_core::lab::{Finer, Hint, Idle};
use baton_core::num::format;

use super::Language;
use super::diagnostics::Said;

/// A hint in words: what stands out, and what to look at.
#[must_use]
pub fn advice(hint: &Hint, language: Language) -> Said {
    let said = |chinese: (String, &str), english: (String, &str)| {
        let (what, remedy) = language.pick(chinese, english);
        Said { what, remedy: remedy.to_owned() }
    };
    match hint {
        Hint::WeightsDiffer { column, sum } => {
            let sum = format(*sum);
            said(
                (format!("“{column}”的权重合计为 {sum}，不是 1 或 100。"), "请检查各项权重。"),
                (format!("The weights of “{column}” come to {sum}, not to 1 or 100."), "Check the weights."),
            )
        }
        Hint::CannotMatter { indicator, why } => match why {
            Idle::AllEqual => said(
                (
                    format!("“{indicator}”人人得分相同，拉不开差距。"),
                    "请看该指标是否还有必要，或标准是否过宽、过严。",
                ),
                (
                    format!("All have the same score on “{indicator}”: it tells nobody apart."),
                    "See whether it is still needed, or whether its standard is too easy or too hard.",
                ),
            ),
            Idle::NoWeight => said(
                (format!("“{indicator}”的权重或分值为 0，不影响结果。"), "请确认是否有意如此。"),
                (
                    format!("“{indicator}” has a weight or full marks of 0 and changes nothing."),
                    "Make sure that this is meant.",
                ),
            ),
            Idle::Capped => said(
                (
                    format!("“{indicator}”得分有高有低，但总分都不变：被上限或下限抵消了。"),
                    "请检查它上面的封顶和保底。",
                ),
                (
                    format!(
                        "Scores on “{indicator}” differ, but no total changes with them: a limit takes them away."
                    ),
                    "Check the caps and floors above it.",
                ),
            ),
        },
        Hint::Unreachable { grade, least, most } => {
            let (least, most) = (format(*least), format(*most));
            said(
                (
                    format!("“{grade}”要求 {least} 分，但最多只能得 {most} 分，谁也达不到。"),
                    "请检查等次线或各项分值。",
                ),
                (
                    format!(
                        "“{grade}” takes {least}, but at most {most} can be reached: nobody can have it."
                    ),
                    "Check the grade's line or the full marks.",
                ),
            )
        }
        Hint::NeverFires { rule, cells } => said(
            (format!("规则“{rule}”在全部 {cells} 次判断中从未成立。"), "请确认条件是否写对，或已不再需要。"),
            (
                format!("The rule “{rule}” held in none of {cells} cases."),
                "Make sure that its condition is right, or whether it is still needed.",
            ),
        ),
        Hint::AlwaysFires { rule, cells } => said(
            (format!("规则“{rule}”在全部 {cells} 次判断中次次成立。"), "请确认条件是否过宽。"),
            (
                format!("The rule “{rule}” held in all of {cells} cases."),
                "Make sure that its condition is not too wide.",
            ),
        ),
        Hint::DeductedTwice { columns } => {
            let chinese = columns.iter().map(|column| format!("“{column}”")).collect::<String>();
            let english = columns.iter().map(|column| format!("“{column}”")).collect::<Vec<_>>().join(", ");
            said(
                (format!("同一条记录在{chinese}中都扣了分。"), "请确认是否一事两扣。"),
                (
                    format!("One entry is deducted in {english}."),
                    "Make sure that it is meant to count in each.",
                ),
            )
        }
        Hint::PunishedTwice { rules } => {
            let chinese = rules.iter().map(|rule| format!("“{rule}”")).collect::<String>();
            let english = rules.iter().map(|rule| format!("“{rule}”")).collect::<Vec<_>>().join(", ");
            said(
                (
                    format!("规则{chinese}在同一天对同一对象都扣了分。"),
                    "请确认是否一事两罚；可设互斥，只扣最重的一项。",
                ),
                (
                    format!("The rules {english} deduct from the same subject on the same day."),
                    "Make sure that one event is not punished twice; they may be made to exclude each other.",
                ),
            )
        }
        Hint::Cliff { grade, gap } => {
            let gap = format(*gap);
            said(
                (format!("只差 {gap} 分未评上“{grade}”。"), "发布前请复核该对象的每一项得分。"),
                (
                    format!("Only {gap} is missing for “{grade}”."),
                    "Check each of this subject's scores before publishing.",
                ),
            )
        }
        Hint::TieAtLine { grade, places, better, equals } => said(
            (
                format!(
                    "“{grade}”有 {places} 个名额，前面已有 {better} 个，另有 {equals} 个同分，正好压线。"
                ),
                "请规定同分时的比较办法，或明确同分全进、全不进。",
            ),
            (
                format!(
                    "“{grade}” has {places} places, {better} stand before, and {equals} are equal across the line."
                ),
                "Say what decides between equals, or whether all of them or none come in.",
            ),
        ),
        Hint::RoundingDecides { with } => match with {
            Finer::OneMorePlace => said(
                ("多保留一位小数，这两个对象的先后就不同。".to_owned(), "请在办法里写明保留几位小数。"),
                (
                    "With one more decimal place these two would stand otherwise.".to_owned(),
                    "Let the rules say to how many places scores are rounded.",
                ),
            ),
            Finer::Unrounded => said(
                ("不作舍入，这两个对象的先后就不同。".to_owned(), "请在办法里写明在哪一步舍入。"),
                (
                    "Without rounding these two would stand otherwise.".to_owned(),
                    "Let the rules say at which step scores are rounded.",
                ),
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_what_is_told() {
        let hint = Hint::TieAtLine { grade: "优秀".to_owned(), places: 2, better: 1, equals: 3 };
        let chinese = advice(&hint, Language::Chinese).what;
        assert_eq!(chinese, "“优秀”有 2 个名额，前面已有 1 个，另有 3 个同分，正好压线。");
        let hint = Hint::DeductedTwice { columns: vec!["甲".to_owned(), "乙".to_owned()] };
        assert_eq!(advice(&hint, Language::English).what, "One entry is deducted in “甲”, “乙”.");
    }
}
