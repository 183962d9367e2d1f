use std::collections::BTreeSet;

use one_of_each::one_of_each;

use super::*;

#[path = "one_of_each.rs"]
mod one_of_each;

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
