//! The indicator library 指标库, and who is given which indicator (差异化指标).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use baton_core::diag::Severity;
use baton_core::edit::rules::{Path, Section, add, inherited, nest, read, rewritten, sections, set, uses};
use baton_core::edit::{Command, Session};
use baton_core::model::{Book, Subject, read_scheme, scheme_to_json, write_scheme};
use common::check;

/// Two sheets that use one indicator; the second has its own full marks and name.
fn two_sheets(each: &str) -> String {
    format!(
        r#"
        class 镇
        library 信访 {{"full": 20, "method": {{"kind": "deduct", "each": {each}}}, "clause": "第三条"}}
        sheet 月 of 镇 by month
         indicator x {{"name": "", "use": "信访"}}
         果 = 信访 + 信访.分值 + 信访次数
        sheet 年 of 镇 by year
         indicator 来信 {{"use": "信访", "full": 10}}
        "#
    )
}

#[test]
fn what_a_sheet_leaves_out_is_as_in_the_library() {
    // 20 − 2 × 3 = 14, and 14 + 20 + 3 = 37; of 10 with a mark named for its own name: 10 − 2 × 4 = 2.
    let typed =
        "open\n2018-01 2018-01\n2018 2018\n\n月\n期 镇 信访次数\n2018-01 甲 3\n\n年\n镇 来信次数\n甲 4";
    check(&two_sheets("2"), typed, "月\n期 镇 信访 果\n2018-01 甲 14 37\n\n年\n镇 来信\n甲 2");
    // One number of the library changes both: 20 − 3 × 3 = 11, 10 − 3 × 4 is below 0.
    check(&two_sheets("3"), typed, "月\n期 镇 信访 果\n2018-01 甲 11 34\n\n年\n镇 来信\n甲 0");
}

#[test]
fn what_sheets_leave_out_is_one_parameter() {
    let scheme = read_scheme(
        r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
        "library": [{"name": "信访", "full": 20, "method": {"kind": "deduct", "each": 2}}],
        "sheets": [
            {"name": "月", "class": "镇", "cycle": "month", "indicators": [{"use": "信访"}]},
            {"name": "年", "class": "镇", "cycle": "year", "indicators": [{"name": "来信", "use": "信访", "full": 10}]}]}"#,
    )
    .unwrap();
    assert_eq!(&*scheme.sheets[0].indicators[0].id, "信访");
    assert_eq!(read_scheme(&write_scheme(&scheme)).unwrap(), scheme);
    assert!(write_scheme(&scheme).contains(r#""use": "信访""#));
    let plan = baton_core::plan::compile(&Book::new("b", scheme).editions);
    let paths: Vec<&str> = plan.parameters.iter().map(|of| of.path.as_str()).collect();
    assert_eq!(paths, ["library[0].full", "library[0].method.each", "sheets[1].indicators[0].full"]);
    assert!(plan.diagnostics.is_empty(), "{:?}", plan.diagnostics);
}

const MATRIX: &str = r#"
    class 单位
     编制 number {"optional": true}
    library 创新 {"full": 20, "method": {"kind": "points"}, "assigned": true}
    library 河长 {"full": 20, "method": {"kind": "deduct", "each": 5}}
    sheet 年 of 单位 by year
     total 总分 {"full": 100}
     indicator 共性 {"full": 60, "method": {"kind": "points"}}
     indicator x {"name": "", "use": "创新"}
     indicator y {"name": "", "use": "河长", "assigned": true}
     indicator 招商 {"full": 20, "method": {"kind": "points"}, "assigned": true, "applies": "编制 >= 10"}
    sheet 半年 of 单位 by half-year
     indicator x {"name": "", "use": "创新", "full": 10}
    "#;

#[test]
fn a_matrix_says_who_has_which() {
    // 共性 is for all; what is not given drops out: score ÷ the full marks of those given × 100.
    // 甲: 54 + 18 + (20 − 5 × 1) = 87 of 100. 乙: 57 + 20 + 10 = 87 of 100. 丙: 48 + (20 − 5 × 0) = 68 of 80, 85.
    // 丁 is given none: 45 of 60, 75; what is typed for 创新 stays and does not count.
    // 戊 has all, but 编制 is below 10, so that 招商 does not apply: 60 + 15 + 15 = 90 of 100. 创新 is one column of the
    // roster for both sheets.
    check(
        MATRIX,
        "
        open
        2018 2018
        2018-H1 2018-H1

        roster-单位
        单位 编制 适用：创新 适用：河长 适用：年·招商
        甲 30 是 TRUE 否
        乙 20 1 _ 是
        丙 20 _ 是 _
        丁 20 _ _ 否
        戊 9 是 是 是

        年
        单位 共性 创新 河长次数 招商
        甲 54 18 1 _
        乙 57 20 _ 10
        丙 48 _ 0 _
        丁 45 9 _ _
        戊 60 15 1 6

        半年
        期 单位 创新
        2018-H1 甲 7
        2018-H1 乙 8
        2018-H1 戊 9
        ",
        "
        年
        单位 共性 创新 河长 招商 总分
        甲 54 18 15 不适用 87
        乙 57 20 不适用 10 87
        丙 48 不适用 20 不适用 85
        丁 45 不适用 不适用 不适用 75
        戊 60 15 15 不适用 90

        半年
        期 单位 创新
        2018-H1 甲 7
        2018-H1 乙 8
        2018-H1 丙 不适用
        2018-H1 丁 不适用
        2018-H1 戊 9
        ",
    );
}

#[test]
fn a_second_indicator_of_the_name_has_a_column_of_its_own() {
    // Headers of a roster are ids here; what is read is 适用：创新 and 适用：下·创新.
    let names = |scheme: &str| {
        let plan = baton_core::plan::compile(&Book::new("b", read_scheme(scheme).unwrap()).editions);
        let fields = plan.tables[0].layout.iter().filter_map(|slot| plan.newest(*slot));
        fields.map(|of| (of.name.clone(), of.path.clone())).collect::<Vec<_>>()
    };
    let one = r#"{"name": "创新", "full": 20, "method": {"kind": "points"}, "assigned": true}"#;
    let sheet = |name: &str| {
        format!(r#"{{"name": "{name}", "class": "镇", "cycle": "year", "indicators": [{one}]}}"#)
    };
    let scheme = format!(
        r#"{{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{{"name": "镇"}}], "sheets": [{}, {}]}}"#,
        sheet("上"),
        sheet("下")
    );
    let expected = [("适用：创新", "classes[0].fields[0]"), ("适用：下·创新", "classes[0].fields[1]")];
    assert_eq!(names(&scheme), expected.map(|(name, path)| (name.to_owned(), path.to_owned())));
    check(
        r#"
        class 镇
        sheet 上 of 镇 by year
         indicator 创新 {"full": 20, "method": {"kind": "points"}, "assigned": true}
        sheet 下 of 镇 by year
         indicator 创新 {"full": 10, "method": {"kind": "points"}, "assigned": true}
        "#,
        "roster-镇\n镇 适用：上·创新 适用：下·创新\n甲 是 否\n乙 否 是\n\n上\n镇 创新\n甲 5\n乙 6\n\n下\n镇 创新\n甲 7\n乙 8",
        "上\n镇 创新\n甲 5\n乙 不适用\n\n下\n镇 创新\n甲 不适用\n乙 8",
    );
}

#[test]
fn what_is_wrong_with_a_library_is_told_where_it_is_mended() {
    check(
        r#"
        class 镇
        library 信访 {"full": 20, "method": {"kind": "formula", "formula": "没有 + 1"}}
        library 多余 {"full": 20, "method": {"kind": "points"}}
        library 套 {"use": "信访"}
        library 组 {"indicators": [{"name": "子", "full": 1, "method": {"kind": "points"}}]}
        sheet 年 of 镇 by year
         indicator x {"name": "", "use": "信防"}
         indicator 一 {"use": "信访", "places": 99}
         indicator 二 {"use": "信访"}
         indicator 三 {"use": "套"}
         indicator 四 {"use": "组"}
        "#,
        "roster-镇\n镇\n甲",
        "
        年
        镇 信防 一 二
        甲 #NAME?@年/2018/甲/信防 #NAME?@年/2018/甲/一 #NAME?@年/2018/甲/二

        diagnostics
        setting-unused needs=sheets setting=use @ library[2].use
        setting-unused needs=sheets setting=indicators @ library[3].indicators
        unknown-reference kind=indicator name=信防 →信访 @ sheets[0].indicators[0].use
        note not-used name=多余 @ library[1]
        setting-out-of-range found=99 least=-28 most=28 setting=places @ sheets[0].indicators[1].places
        setting-missing setting=method @ sheets[0].indicators[3]
        setting-missing setting=method @ sheets[0].indicators[4]
        unknown-name name=没有 @ library[0].method.formula «没有»
        unknown-name name=没有 @ library[0].method.formula «没有»
        ",
    );
}

#[test]
fn ticks_and_marks_stay_where_the_library_is_renamed() {
    let scheme = read_scheme(
        r#"{"format": "baton-scheme", "version": 1, "name": "s",
        "periods": {"year": {"first": "2018", "last": "2018"}}, "classes": [{"name": "镇"}],
        "library": [{"name": "信访", "full": 20, "method": {"kind": "gain", "each": 2}, "assigned": true}],
        "sheets": [{"name": "年", "class": "镇", "cycle": "year", "indicators": [{"use": "信访"}],
            "columns": [{"name": "倍", "formula": "信访 * 2 + 信访次数 + COUNTIF(ALL('适用：信访'), TRUE)"}]}]}"#,
    )
    .unwrap();
    let mut session = Session::open(Book::new("b", scheme.clone()));
    for name in ["甲", "乙"] {
        let subject = Subject::new(name);
        session.apply(&Command::AddSubject { class: "镇".into(), at: None, subject }).unwrap();
    }
    let (class, subject, field, typed) = ("镇".into(), "甲".into(), "适用：信访".into(), "1".to_owned());
    session.apply(&Command::SetField { class, subject, field, typed }).unwrap();
    let (sheet, period, subject, column) =
        ("年".into(), "2018".parse().unwrap(), "甲".into(), "信访次数".into());
    session.apply(&Command::SetMark { sheet, period, subject, column, typed: "3".to_owned() }).unwrap();
    let values = |session: &Session| {
        let value = |subject: &str, column: &str| {
            let place = session.place("年", "2018".parse().ok(), subject, column).unwrap();
            session.results().show(&session.results().cell(place.0, place.1, place.2).unwrap().value)
        };
        ["甲", "乙"].map(|subject| (value(subject, "信访"), value(subject, "倍")))
    };
    // 2 × 3 = 6; 6 × 2 + 3 + 1 = 16.
    let expected = [("6", "16"), ("不适用", "不适用")].map(|(own, twice)| (own.to_owned(), twice.to_owned()));
    assert_eq!(values(&session), expected);
    let renamed = set(&scheme, &Path::read("library[0].name"), "来信来访").unwrap();
    session.apply(&Command::SetScheme { scheme: Box::new(renamed) }).unwrap();
    assert_eq!(session.diagnostics(), []);
    assert_eq!(values(&session), expected);
    // A name of its own, and back to that of the library.
    let name = Path::read("sheets[0].indicators[0].name");
    for typed in ["接访", ""] {
        let renamed = set(session.book().scheme().unwrap(), &name, typed).unwrap();
        session.apply(&Command::SetScheme { scheme: Box::new(renamed) }).unwrap();
        assert_eq!(session.diagnostics(), [], "{typed}");
        assert_eq!(values(&session), expected, "{typed}");
    }
}

const EDITED: &str = r#"{"format": "baton-scheme", "version": 1, "name": "s",
    "periods": {"year": {"first": "2018", "last": "2018"}}, "classes": [{"name": "镇"}],
    "library": [
        {"name": "信访", "full": 20, "method": {"kind": "gain", "each": 2}},
        {"name": "河长", "full": 10, "method": {"kind": "points"}}],
    "sheets": [{"name": "年", "class": "镇", "cycle": "year",
        "indicators": [{"use": "信访"}, {"name": "自有", "full": 5, "method": {"kind": "points"}}],
        "columns": [{"name": "倍", "formula": "信访 * 2 + 信访次数"}]}]}"#;

#[test]
fn the_editor_offers_the_library_and_shows_what_is_left_out() {
    let scheme = read_scheme(EDITED).unwrap();
    let json = scheme_to_json(&scheme);
    let at = |path: &str| Path::read(path);
    let from = |path: &str| inherited(&json, &at(path)).map(|of| read(&json, &of));
    assert_eq!(from("sheets[0].indicators[0].full").as_deref(), Some("20"));
    assert_eq!(from("sheets[0].indicators[0].method.kind").as_deref(), Some("gain"));
    assert_eq!(from("sheets[0].indicators[0].method.each").as_deref(), Some("2"));
    assert_eq!(from("sheets[0].indicators[1].full"), None);
    assert_eq!(from("sheets[0].indicators[0].use"), None);
    assert!(sections(&json).iter().any(|of| of.section == Section::Of("library")));
    assert_eq!(uses(&scheme, &at("library[0]"))[0].at.to_string(), "sheets[0].columns[0].formula");
    assert!(
        uses(&scheme, &at("library[0]")).iter().any(|of| of.at.to_string() == "sheets[0].indicators[0].use")
    );
    assert_eq!(uses(&scheme, &at("sheets[0].indicators[0]")).len(), 1);
    assert_eq!(rewritten(&scheme, &at("library[0]"), "来访")[0].2, "来访 * 2 + 来访次数");
    // What is typed by name is kept by id; the method that every new indicator begins with makes room.
    let changed = set(&scheme, &at("sheets[0].indicators[1].use"), "河长").unwrap();
    let own = &changed.sheets[0].indicators[1];
    assert_eq!((own.uses.as_deref(), own.name.as_str(), &own.method), (Some("河长"), "自有", &None));
    // An indicator that uses none of the library needs a name; leaves of the library hold none.
    assert!(set(&scheme, &at("sheets[0].indicators[1].name"), "").is_err());
    assert!(nest(&scheme, &at("library[1]")).is_none());
    assert!(add(&scheme, &at("library"), None, "新指标", &|_| false).is_ok());
}

/// The cell that names the library is left as empty as it was.
#[test]
fn who_used_no_library_loses_nothing() {
    let scheme = read_scheme(EDITED).unwrap();
    let (scheme, place) =
        add(&scheme, &Path::read("sheets[0].indicators"), None, "新指标", &|_| false).unwrap();
    assert_eq!(set(&scheme, &place.key("use"), "").unwrap(), scheme);
}

#[test]
fn who_uses_no_library_any_more_keeps_what_it_had() {
    let scheme = read_scheme(EDITED).unwrap();
    let mut session = Session::open(Book::new("b", scheme));
    let subject = Subject::new("甲");
    session.apply(&Command::AddSubject { class: "镇".into(), at: None, subject }).unwrap();
    let (sheet, period, subject, column) =
        ("年".into(), "2018".parse().unwrap(), "甲".into(), "信访次数".into());
    session.apply(&Command::SetMark { sheet, period, subject, column, typed: "3".to_owned() }).unwrap();
    // Renamed in between, so that the mark is no longer called as its id is.
    for (path, typed, name) in [
        ("library[0].name", "来访", "来访"),
        ("sheets[0].indicators[0].name", "接访", "接访"),
        ("library[0].method.count", "件数", "接访"),
        ("library[0].name", "信访", "接访"),
        ("sheets[0].indicators[0].use", "", "接访"),
        ("sheets[0].indicators[0].name", "约访", "约访"),
    ] {
        let changed = set(session.book().scheme().unwrap(), &Path::read(path), typed).unwrap();
        session.apply(&Command::SetScheme { scheme: Box::new(changed) }).unwrap();
        let mut errors = session.diagnostics();
        errors.retain(|of| of.severity == Severity::Error);
        assert_eq!(errors, [], "{path}");
        let value = |column: &str| {
            let place = session.place("年", "2018".parse().ok(), "甲", column).unwrap();
            session.results().show(&session.results().cell(place.0, place.1, place.2).unwrap().value)
        };
        // 2 × 3 = 6, and 6 × 2 + 3 = 15.
        assert_eq!((value(name), value("倍")), ("6".to_owned(), "15".to_owned()), "{path}");
    }
}
