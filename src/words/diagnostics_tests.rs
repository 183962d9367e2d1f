use std::collections::BTreeSet;

use super::*;

/// One of each message, with names as offices have them.
fn one_of_each() -> Vec<Message> {
    let s = str::to_owned;
    let near = || Some(s("完成数"));
    let cell = || (s("乡镇周考评"), s("2018-W01"), s("乡镇01"), s("完成数"));
    let (table, period, row, column) = cell();
    let vanished = Message::OverrideVanished { table, period, row, column };
    let (table, period, row, column) = cell();
    let mark_vanished = Message::MarkVanished { table, period, row, column };
    let (table, period, row, column) = cell();
    let no_such = Message::NoSuchCell { table, period, row, column };
    let reach = |remedy| Message::NoReach { from: s("乡镇月考评"), to: s("乡镇周考评"), remedy };
    let example = || s("AVERAGE(WITHIN(乡镇周考评.总分))");
    vec![
        Message::UnknownCharacter { found: '$' },
        Message::UnknownCharacter { found: '\u{200B}' },
        Message::UnclosedQuote,
        Message::UnclosedBracket { open: '(' },
        Message::ExpectedToken { expected: s(">="), found: s("=>") },
        Message::ExpectedToken { expected: s(")"), found: String::new() },
        Message::MissingOperand { operator: s("+") },
        Message::MissingOperator { found: s("任务数") },
        Message::UnexpectedToken { found: s(")") },
        Message::MissingName { after: s(".") },
        Message::NotALiteral { found: s("完成数") },
        Message::UnevenRows { expected: 2, found: 3 },
        Message::BadNumber { text: s("1.2.3") },
        Message::EmptyFormula,
        Message::FormulaTooDeep { limit: 64 },
        Message::FormulaTooLong { limit: 8192 },
        Message::UnknownName { name: s("完成"), nearest: near() },
        Message::UnknownName { name: s("完成"), nearest: None },
        Message::AmbiguousName { name: s("总分"), places: vec![s("甲表.总分"), s("乙表.总分")] },
        Message::UnknownFunction { name: s("求和"), nearest: None },
        Message::FunctionNotThereYet { name: s("XLOOKUP") },
        Message::ArgumentCount { function: s("ROUND"), least: 2, most: Some(2), found: 1 },
        Message::ArgumentCount { function: s("IF"), least: 2, most: Some(3), found: 4 },
        Message::ArgumentCount { function: s("SUM"), least: 1, most: None, found: 0 },
        Message::WrongType { expected: Expected::Number, found: Expected::Text },
        Message::WrongType { expected: Expected::Text, found: Expected::Number },
        Message::WrongType { expected: Expected::Truth, found: Expected::Date },
        Message::WrongType { expected: Expected::Grade, found: Expected::Subject },
        Message::WrongShape { expected: Expected::One, example: example() },
        Message::WrongShape { expected: Expected::List, example: s("ALL(总分)") },
        Message::WrongShape { expected: Expected::Reference, example: s("ALL(总分)") },
        Message::WrongShape { expected: Expected::WholeNumber, example: s("PREV(总分, 1)") },
        reach(Reach::Within { example: example() }),
        reach(Reach::Entries { example: s("SUM(ENTRIES(台账.分值))") }),
        reach(Reach::Linked { example: s("SUM(EVERY(村月考评.得分))") }),
        reach(Reach::Overlap),
        reach(Reach::MakeColumn),
        Message::Cycle { path: vec![s("得分"), s("排名"), s("得分")] },
        Message::Cycle { path: vec![s("得分"), s("得分")] },
        Message::UnknownGrade { grade: s("优"), ladder: s("年度等次"), nearest: Some(s("优秀")) },
        Message::SumDiffers { what: s("总分"), expected: s("100"), found: s("98") },
        Message::DuplicateName { name: s("总分") },
        Message::DuplicateId { id: s("总分") },
        Message::EmptyName,
        Message::UnknownReference { kind: s("class"), name: s("乡"), nearest: None },
        Message::SettingOutOfRange { setting: s("places"), least: s("0"), most: s("12"), found: s("99") },
        Message::NotInOrder { what: s("年度等次") },
        Message::SettingMissing { setting: s("formula | rank | grade | split") },
        Message::SettingMissing { setting: s("full") },
        Message::CapWhereExempt { function: s("MIN"), instead: s("IF(完成率 >= 1, 1, 完成率)") },
        Message::SettingUnused { setting: s("returns"), needs: s("form: counts") },
        Message::NotJson { detail: s("expected `,` or `}`") },
        Message::NotJson { detail: s("key `名称` twice in one object") },
        Message::NotJson { detail: s("some words of a later reader") },
        Message::NotOurs { expected: s("baton-book"), found: s("baton-scheme") },
        Message::NotOurs { expected: s("baton-book"), found: String::new() },
        Message::NotOurs { expected: s("baton-book"), found: s("list") },
        Message::NewerVersion { supported: 1, found: 2 },
        Message::UnknownSemantics { supported: 1, found: 2 },
        Message::TooLarge { limit_mb: 64 },
        Message::TooDeep { limit: 64 },
        Message::UnknownKey { key: s("名"), nearest: Some(s("名称")) },
        Message::MissingKey { key: s("名称") },
        Message::WrongValue { expected: s("a sequence"), found: s("string \"六\"") },
        Message::WrongValue { expected: String::new(), found: s("乡镇") },
        Message::UnknownChoice { found: s("每周"), known: vec![s("周"), s("月")], nearest: None },
        Message::NotAPeriod { text: s("第一周"), example: s("2018-W01") },
        Message::NotADate { text: s("2018-02-30") },
        Message::PeriodNotOpen { period: s("2018-W09"), first: s("2018-W01"), last: s("2018-W08") },
        Message::PeriodNotOpen { period: s("2018"), first: String::new(), last: String::new() },
        Message::MarkNotANumber { typed: s("六") },
        Message::MarkOutOfRange { typed: s("7"), least: Some(s("0")), most: Some(s("6")) },
        Message::MarkOutOfRange { typed: s("-1"), least: Some(s("0")), most: None },
        Message::MarkOutOfRange { typed: s("7"), least: None, most: Some(s("6")) },
        Message::MarkNotAChoice { typed: s("中"), choices: vec![s("好"), s("差")] },
        Message::MarkNotATruth { typed: s("也许") },
        Message::MarkNotADate { typed: s("昨天") },
        Message::MarkNotASubject { typed: s("乡镇1"), class: s("乡镇"), nearest: Some(s("乡镇01")) },
        Message::MarkTooLong { limit: 32_767 },
        Message::SumTooLong,
        Message::PeriodCycle { path: vec![s("甲表.得分 2018-W01"), s("乙表.得分 2018-01-T1")] },
        vanished,
        mark_vanished,
        Message::NoTableFor { file: s("周.csv"), nearest: None },
        Message::UnknownHeader { header: s("完成"), table: s("乡镇周考评"), nearest: near() },
        Message::MissingHeader { header: s("周"), table: s("乡镇周考评") },
        Message::DuplicateHeader { header: s("完成数") },
        Message::RowLength { expected: 3, found: 4 },
        Message::UnknownSubject { name: s("乡镇1"), class: s("乡镇"), nearest: None },
        Message::DuplicateRow { key: s("2018-W01 乡镇01") },
        Message::EmptyTable,
        Message::UnknownEncoding,
        Message::ColumnIsComputed { column: s("总分"), table: s("乡镇周考评") },
        Message::CellIsComputed { column: s("总分") },
        no_such,
        Message::NothingToUndo,
        Message::NothingToRedo,
        Message::ReasonMissing,
        Message::NoSuchVariant { id: s("1") },
        Message::EditionNotLater { newest: s("2024-01-01"), found: s("2023-01-01") },
        Message::NoEdition,
        Message::PeriodLocked {
            table: "乡镇月考评".into(),
            period: "2018-01".into(),
            at: "2018-02-01".into(),
        },
        Message::EntryLocked {
            register: "加扣分台账".into(),
            table: "乡镇月考评".into(),
            period: "2018-01".into(),
        },
        Message::UnlockReasonMissing,
        Message::NotLocked { table: "乡镇月考评".into(), period: "2018-01".into() },
    ]
}

/// The variant's name, as Rust's own output begins with it.
fn variant(message: &Message) -> String {
    format!("{message:?}").chars().take_while(|c| c.is_ascii_alphanumeric()).collect()
}

/// The table above is kept whole by comparing it with the enum's own text.
#[test]
fn no_message_is_left_out_of_these_tests() {
    let source = include_str!("../core/diag/message.rs");
    let body = source.split("pub enum Message {").nth(1).unwrap().split("\n}").next().unwrap();
    let variants: BTreeSet<String> = body
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect())
        .collect();
    let tested: BTreeSet<String> = one_of_each().iter().map(variant).collect();
    assert!(variants.len() > 60);
    assert_eq!(variants, tested);
}

#[test]
fn every_message_says_what_is_wrong_and_what_to_do() {
    for message in one_of_each() {
        for language in [Language::Chinese, Language::English] {
            let said = say(&message, language);
            let end = language.pick('。', '.');
            assert!(said.what.ends_with(end) && said.what.chars().count() > 4, "{message:?}: {}", said.what);
            let nothing_to_do = matches!(message, Message::NothingToUndo | Message::NothingToRedo);
            assert_eq!(said.remedy.is_empty(), nothing_to_do, "{message:?}");
            let whole = format!("{} {}", said.what, said.remedy);
            assert!(!whole.contains("Some(") && !whole.contains("None"), "{whole}");
            assert!(!whole.contains('{') && !whole.contains("  ") && !whole.contains("“”"), "{whole}");
            let first = said.what.chars().next().unwrap();
            assert!(language == Language::Chinese || !first.is_ascii_lowercase(), "{whole}");
        }
    }
}

/// Latin words in Chinese come only from the message's own arguments, or are names that have no Chinese form.
#[test]
fn the_chinese_is_chinese() {
    const NAMES: [&str; 18] = [
        "Excel", "CSV", "UTF", "GB", "JSON", "MB", "PREV", "roster", "marks", "register", "U", "B", "W",
        "format", "true", "false", "T", "Q",
    ];
    for message in one_of_each() {
        let arguments = format!("{message:?}");
        let arguments = arguments.strip_prefix(&variant(&message)).unwrap();
        let said = say(&message, Language::Chinese);
        let whole = format!("{} {}", said.what, said.remedy);
        for word in whole.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
            assert!(NAMES.contains(&word) || arguments.contains(word), "{word}: {whole}");
        }
        assert!(whole.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)));
        assert!(
            !whole.contains([',', ';', '?']) || message_has_marks(arguments, &whole),
            "half-width marks: {whole}"
        );
    }
}

/// Half-width marks come from arguments (examples, operators) or stand between spaces as examples.
fn message_has_marks(arguments: &str, whole: &str) -> bool {
    whole.split([',', ';', '?']).count() <= arguments.split([',', ';', '?']).count()
}

#[test]
fn both_languages_read_well() {
    let both = |message: &Message| {
        [Language::Chinese, Language::English].map(|language| {
            let said = say(message, language);
            format!("{} {}", said.what, said.remedy)
        })
    };
    assert_eq!(
        both(&Message::UnknownName { name: "完成".into(), nearest: Some("完成数".into()) }),
        [
            "没有名为“完成”的列、基本信息或参数。 是否要写“完成数”？",
            "No column, field or parameter is called “完成”. Did you mean “完成数”?"
        ]
    );
    assert_eq!(
        both(&Message::MarkOutOfRange { typed: "7".into(), least: Some("0".into()), most: Some("6".into()) }),
        [
            "“7”超出允许的范围，应在 0 至 6 之间。 请核对后重填；改正之前按未填计算。",
            "“7” is out of range: it must be from 0 to 6. Check and type it again; until then it counts as blank."
        ]
    );
    assert_eq!(
        both(&Message::PeriodNotOpen {
            period: "2018-W09".into(),
            first: "2018-W01".into(),
            last: "2018-W08".into()
        })[0],
        "2018年第9周还没有启用；已启用的是2018年第1周至2018年第8周。 请先启用这一期，或改用已启用的考评期。"
    );
    assert_eq!(
        both(&Message::WrongValue { expected: "u32".into(), found: "string \"六\"".into() })[0],
        "这里需要不小于 0 的整数，现在是文字“六”。 请改写为不小于 0 的整数。"
    );
}
