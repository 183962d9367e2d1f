//! Cards of variants in words: “weight of 农业 12 → 18”, “rule II.3 off”.

use baton_core::lab::{Obstacle, Said, Thing, ThingKind, Told};
use serde_json::Value as Json;

use super::Language;
use super::rules::choice;

/// Longest text of a value that is shown whole, in characters.
const LONGEST: usize = 40;

/// A card in one line.
#[must_use]
pub fn card(told: &Told, language: Language) -> String {
    let about = |things: &[Thing]| things.iter().map(|of| of.name.as_str()).collect::<Vec<_>>().join(" · ");
    let with_last = |zh: fn(&str) -> String, en: fn(&str) -> String| {
        let Some((last, outer)) = told.things.split_last() else { return String::new() };
        let outer = about(outer);
        let quoted = match language {
            Language::Chinese => format!("{}“{}”", kind(last.kind, language), last.name),
            Language::English => format!("{} “{}”", kind(last.kind, language), last.name),
        };
        let said = language.pick(zh, en)(&quoted);
        if outer.is_empty() { said } else { format!("{outer}{}{said}", language.pick("：", ": ")) }
    };
    match &told.what {
        Said::Added => with_last(|of| format!("新增{of}"), |of| format!("{of} added")),
        Said::Removed if told.things.last().is_some_and(|last| last.kind == ThingKind::Rule) => {
            with_last(|of| format!("停用{of}"), |of| format!("{of} off"))
        }
        Said::Removed => with_last(|of| format!("删去{of}"), |of| format!("{of} removed")),
        Said::Replaced => with_last(|of| format!("改写{of}"), |of| format!("{of} rewritten")),
        Said::Value { keys, before, after } => {
            let (what, of) = (setting(keys, language), about(&told.things));
            let (before, after) = (value(before.as_ref(), language), value(after.as_ref(), language));
            let is_parameter = told.things.last().is_some_and(|last| last.kind == ThingKind::Parameter);
            if is_parameter && matches!(keys.as_slice(), [key] if key == "value") {
                return format!("{of} {before} → {after}");
            }
            match language {
                Language::Chinese if of.is_empty() => format!("考评办法的{what} {before} → {after}"),
                Language::Chinese => format!("{of} 的{what} {before} → {after}"),
                Language::English if of.is_empty() => format!("{what} of the scheme {before} → {after}"),
                Language::English => format!("{what} of {of} {before} → {after}"),
            }
        }
        Said::Order { kind: of, names, .. } => {
            let order = names.join(language.pick("、", ", "));
            let (of, about) = (kind(*of, language), about(&told.things));
            match language {
                Language::Chinese if about.is_empty() => format!("{of}的顺序改为：{order}"),
                Language::Chinese => format!("{about} 的{of}顺序改为：{order}"),
                Language::English if about.is_empty() => format!("order of {of}s now: {order}"),
                Language::English => format!("order of {of}s in {about} now: {order}"),
            }
        }
        Said::Typed { column, before, after } => {
            let (before, after) = (typed(Some(before), language), typed(Some(after), language));
            format!("{} · {column} {before} → {after}", about(&told.things))
        }
        Said::ByHand { column, before, after } => {
            let text = |of: &Option<String>| match of {
                Some(of) => typed(Some(of), language),
                None => language.pick("不更正", "not overridden").to_owned(),
            };
            let mark = language.pick("更正", "override");
            format!("{} · {column} {mark} {} → {}", about(&told.things), text(before), text(after))
        }
    }
}

/// Why a card no longer applies as it was written.
#[must_use]
pub fn obstacle(why: &Obstacle, language: Language) -> String {
    match why {
        Obstacle::Gone => language
            .pick("所改的内容已不存在，未采用。", "What it changes is no longer there; it is left out.")
            .to_owned(),
        Obstacle::Already => language
            .pick("办法已是如此，无需再改。", "The scheme already says so; nothing is left to change.")
            .to_owned(),
        Obstacle::Refused(_) => language
            .pick("这里不能这样写，未采用。", "Its value cannot stand there; it is left out.")
            .to_owned(),
        Obstacle::NoBase => language
            .pick("所依据的方案已不存在。", "The variant it is based on is no longer there.")
            .to_owned(),
        Obstacle::Differs(None) => language
            .pick(
                "原来的内容已经变动，仍照此修改。",
                "What it changes is other now; it is carried out all the same.",
            )
            .to_owned(),
        Obstacle::Differs(Some(found)) => {
            let found = value(Some(found), language);
            match language {
                Language::Chinese => format!("原值现在是 {found}，仍照此修改。"),
                Language::English => {
                    format!("The value before is {found} now; it is carried out all the same.")
                }
            }
        }
    }
}

/// What something is.
#[must_use]
pub fn kind(kind: ThingKind, language: Language) -> &'static str {
    match kind {
        ThingKind::Parameter => language.pick("参数", "parameter"),
        ThingKind::Class => language.pick("考评类别", "class"),
        ThingKind::Field => language.pick("填报项", "field"),
        ThingKind::Ladder => language.pick("等次设置", "ladder"),
        ThingKind::Grade => language.pick("等次", "grade"),
        ThingKind::Limit => language.pick("等次限制", "limit"),
        ThingKind::Tariff => language.pick("加扣分标准", "tariff"),
        ThingKind::TariffRow => language.pick("加扣分事项", "row of the tariff"),
        ThingKind::Register => language.pick("台账", "register"),
        ThingKind::Sheet => language.pick("考评表", "sheet"),
        ThingKind::Indicator => language.pick("考评指标", "indicator"),
        ThingKind::Column => language.pick("列", "column"),
        ThingKind::Rule => language.pick("结果运用规则", "rule"),
        ThingKind::Consequence => language.pick("结果运用", "consequence"),
        ThingKind::Duty => language.pick("定期事项", "duty"),
        ThingKind::Statistic => language.pick("统计", "statistic"),
        ThingKind::Panel => language.pick("评价主体", "panel"),
        ThingKind::BallotOption => language.pick("档次", "option"),
        ThingKind::CheckItem => language.pick("检查项", "item"),
        ThingKind::Cap => language.pick("限额", "cap"),
        ThingKind::Subject => language.pick("考评对象", "subject"),
        ThingKind::Entry => language.pick("记录", "entry"),
        ThingKind::Period => language.pick("考评期", "period"),
        ThingKind::Item => language.pick("条目", "item"),
    }
}

/// A setting by the keys that lead to it; of those without a word of their own the last key as the file has it.
fn setting(keys: &[String], language: Language) -> String {
    let last = keys.iter().rev().find(|key| key.parse::<usize>().is_err());
    let key = last.map(String::as_str).unwrap_or_default();
    let (chinese, english) = match key {
        "name" => ("名称", "name"),
        "value" => ("数值", "value"),
        "full" => ("分值", "full marks"),
        "weight" => ("权重", "weight"),
        "method" => ("计分方法", "method"),
        "each" => ("每次分值", "points each"),
        "penalty" => ("逾期扣分", "points lost for each overdue task"),
        "least" if keys.iter().any(|key| key == "method") => ("下限", "lower bound"),
        "least" => ("最低分数线", "threshold"),
        "most" => ("上限", "upper bound"),
        "worth" => ("档次分值", "worth"),
        "points" => ("分值", "points"),
        "otherwise" => ("未列入标准的分值", "points of what is not listed"),
        "by" if keys.iter().any(|key| key == "tie-break") => ("同分排序依据", "tie-break"),
        "by" => ("依据", "what it goes by"),
        "formula" => ("公式", "formula"),
        "when" => ("条件", "condition"),
        "applies" => ("适用条件", "condition for applying"),
        "use" => ("引用的指标库指标", "what it uses of the library"),
        "assigned" => ("按单位分配", "whether it is given to some only"),
        "competes" => ("参加排名条件", "condition for being ranked"),
        "combine" => ("汇总方式", "way of combining"),
        "ties" => ("并列处理", "tie rule"),
        "tie-break" => ("同分排序", "tie-breaks"),
        "from" => ("排序方向", "direction"),
        "within" => ("分组", "partition"),
        "quota" => ("名额", "quota"),
        "frees" => ("受限腾出名额", "whether a limit frees a place"),
        "places" if keys.iter().any(|key| key == "quota") => ("名额", "quota"),
        "places" => ("小数位数", "places"),
        "rounding" => ("取整方式", "rounding"),
        "shown" => ("显示位数", "places shown"),
        "budget" => ("总额", "budget"),
        "blank" => ("未填的处理", "what a blank counts"),
        "cycle" => ("考评周期", "cycle"),
        "limits" => ("等次限制", "limits"),
        "caps" => ("限额", "caps"),
        "then" => ("结果运用", "consequences"),
        "list" => ("名单", "list"),
        "text" => ("内容", "text"),
        "held-by" => ("约谈人", "who holds it"),
        "concerns" => ("约谈对象", "whom it concerns"),
        "attended-by" => ("参加人员", "who attends"),
        "due-in-working-days" => ("办结时限（工作日）", "working days until it is due"),
        "run-from" => ("自连续第几期起", "from which period of a run"),
        "run-to" => ("至连续第几期止", "up to which period of a run"),
        "clause" => ("依据条款", "clause"),
        "note" => ("备注", "note"),
        "source" => ("出处", "source"),
        "choices" => ("选项", "choices"),
        "sample" => ("示例标记", "mark as a sample"),
        "word" => ("用词", "wording"),
        "calendar" => ("日历", "calendar"),
        "best" => ("取最好的几个", "how many of the best"),
        "of" => ("满分", "full marks of what is carried over"),
        "drop" => ("去高去低", "votes left out"),
        "times" => ("倍数", "multiples"),
        "scored-by" => ("评分单位", "who scores"),
        "verified-by" => ("核验方式", "how it is verified"),
        other => return format!("“{other}”"),
    };
    language.pick(chinese, english).to_owned()
}

/// A value as a card shows it.
fn value(json: Option<&Json>, language: Language) -> String {
    match json {
        None | Some(Json::Null) => language.pick("（无）", "(none)").to_owned(),
        Some(Json::Bool(true)) => language.pick("是", "yes").to_owned(),
        Some(Json::Bool(false)) => language.pick("否", "no").to_owned(),
        Some(Json::Number(number)) => number.to_string(),
        Some(Json::String(text)) => {
            choice(text, language).map_or_else(|| typed(Some(text), language), str::to_owned)
        }
        Some(Json::Array(list)) => match language {
            Language::Chinese => format!("{} 项", list.len()),
            Language::English => format!("{} items", list.len()),
        },
        Some(Json::Object(map)) => {
            let kind = map.get("kind").and_then(Json::as_str).and_then(|kind| choice(kind, language));
            kind.unwrap_or_else(|| language.pick("（新内容）", "(as written)")).to_owned()
        }
    }
}

/// A text as typed, cut where it is long.
fn typed(text: Option<&String>, language: Language) -> String {
    match text.map(|text| text.trim()).filter(|text| !text.is_empty()) {
        None => language.pick("（空）", "(blank)").to_owned(),
        Some(text) if text.chars().count() > LONGEST => {
            format!("{}…", text.chars().take(LONGEST).collect::<String>())
        }
        Some(text) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::lab::{Teller, diff};
    use baton_core::model::{Book, Card, Change, MarkChange, OrderChange, Scheme, Subject, read_scheme};

    const SCHEME: &str = r#"{
        "format": "baton-scheme", "version": 1, "name": "办法",
        "parameters": [{"name": "系数", "value": 2}],
        "classes": [{"name": "镇"}],
        "ladders": [{"name": "等次设置", "grades": [{"name": "优秀", "least": 90}, {"name": "一般"}]}],
        "sheets": [{"id": "m", "name": "月考评", "class": "镇", "cycle": "month", "total": {"name": "总分", "combine": "mean"},
            "indicators": [
                {"id": "a", "name": "农业", "weight": 12, "method": {"kind": "deduct", "each": 2}},
                {"name": "工业", "weight": 18, "method": {"kind": "points"}, "full": 10}],
            "columns": [{"name": "排名", "rank": {"by": "总分"}}],
            "rules": [{"id": "r", "name": "II.3", "when": "排名 = 1", "then": [{"list": "红旗"}]}]}]
    }"#;

    fn scheme(text: &str) -> Scheme {
        read_scheme(text).unwrap()
    }

    fn said(before: &Scheme, change: &Change) -> (String, String) {
        let mut book = Book::new("b", before.clone());
        book.roster.insert("镇".into(), vec![Subject { name: "城关镇".to_owned(), ..Subject::new("t1") }]);
        let told = Teller::new(before, &book).tell(change);
        (card(&told, Language::Chinese), card(&told, Language::English))
    }

    #[test]
    fn cards_are_told_in_words() {
        for (from, to, chinese, english) in [
            (
                r#""weight": 12"#,
                r#""weight": 18"#,
                "月考评 · 农业 的权重 12 → 18",
                "weight of 月考评 · 农业 12 → 18",
            ),
            (
                r#""each": 2"#,
                r#""each": 0.5"#,
                "月考评 · 农业 的每次分值 2 → 0.5",
                "points each of 月考评 · 农业 2 → 0.5",
            ),
            (
                r#"{"kind": "deduct", "each": 2}"#,
                r#"{"kind": "points"}"#,
                "月考评 · 农业 的计分方法 逐次扣分 → 直接评分",
                "method of 月考评 · 农业 deduct → points typed",
            ),
            (
                r#""least": 90"#,
                r#""least": 85"#,
                "等次设置 · 优秀 的最低分数线 90 → 85",
                "threshold of 等次设置 · 优秀 90 → 85",
            ),
            (r#""value": 2"#, r#""value": 3"#, "系数 2 → 3", "系数 2 → 3"),
            (
                r#""combine": "mean""#,
                r#""combine": "least""#,
                "月考评 的汇总方式 平均 → 取最小",
                "way of combining of 月考评 mean → the least",
            ),
            (
                r#"{"by": "总分"}"#,
                r#"{"by": "总分", "from": "bottom"}"#,
                "月考评 · 排名 的排序方向 （无） → 从低到高",
                "direction of 月考评 · 排名 (none) → from the bottom",
            ),
            (
                r#"{"id": "r", "name": "II.3", "when": "排名 = 1", "then": [{"list": "红旗"}]}"#,
                "",
                "月考评：停用结果运用规则“II.3”",
                "月考评: rule “II.3” off",
            ),
            (
                r#"{"name": "一般"}"#,
                r#"{"name": "良好"}, {"name": "一般"}"#,
                "等次设置：新增等次“良好”",
                "等次设置: grade “良好” added",
            ),
            (
                r#""name": "办法""#,
                r#""id": "办法", "name": "新办法""#,
                "考评办法的名称 办法 → 新办法",
                "name of the scheme 办法 → 新办法",
            ),
        ] {
            assert!(SCHEME.contains(from), "{from}");
            let before = scheme(SCHEME);
            let cards: Vec<Card> = diff(&before, &scheme(&SCHEME.replacen(from, to, 1)));
            assert_eq!(cards.len(), 1, "{to}: {cards:?}");
            assert_eq!(said(&before, &cards[0].change), (chinese.to_owned(), english.to_owned()));
        }
    }

    #[test]
    fn orders_and_data_are_told_in_words() {
        let before = scheme(SCHEME);
        let list = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let order =
            OrderChange {
                at: list("sheets/m/indicators"), before: list("a/工业"), after: list("工业/a")
            };
        assert_eq!(
            said(&before, &Change::Order(order)),
            (
                "月考评 的考评指标顺序改为：工业、农业".to_owned(),
                "order of indicators in 月考评 now: 工业, 农业".to_owned()
            )
        );
        let mark = MarkChange {
            sheet: "m".into(),
            period: "2024-01".parse().unwrap(),
            subject: "t1".into(),
            column: "a".into(),
            before: String::new(),
            after: "3".to_owned(),
        };
        assert_eq!(
            said(&before, &Change::Mark(mark)),
            (
                "月考评 · 2024-01 · 城关镇 · 农业 （空） → 3".to_owned(),
                "月考评 · 2024-01 · 城关镇 · 农业 (blank) → 3".to_owned()
            )
        );
        assert_eq!(
            obstacle(&Obstacle::Differs(Some(15.into())), Language::Chinese),
            "原值现在是 15，仍照此修改。"
        );
    }
}
