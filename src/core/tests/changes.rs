//! Changes of a book that is open: after each of them the cells and what is told are those of the book opened anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod common;

use baton_core::edit::{Command, Session};
use baton_core::model::{Entry, Id, OverrideKey, OverrideValue, Subject};
use common::{session, show};

/// Applies changes, and undoes them again; each time all is as opened anew.
#[track_caller]
fn follow(scheme: &str, typed: &str, changes: Vec<Command>) {
    let mut session = session(scheme, typed);
    let count = changes.len();
    for change in changes {
        session.apply(&change).unwrap();
        is_as_opened(&session, &format!("{change:?}"));
    }
    for left in (0..count).rev() {
        session.undo().unwrap();
        is_as_opened(&session, &format!("undone, {left} left"));
    }
}

#[track_caller]
fn is_as_opened(session: &Session, after: &str) {
    let opened = Session::open(session.book().clone());
    for (slot, column) in session.plan().columns.iter().enumerate() {
        for period in 0..session.results().space().period_count(session.plan(), column.table) {
            let (found, wanted) =
                (session.results().column(slot, period), opened.results().column(slot, period));
            assert_eq!(found, wanted, "{after}: {}, period {period}", column.id);
        }
    }
    let told = |of: &Session| of.diagnostics().iter().map(show).collect::<Vec<_>>();
    assert_eq!(told(session), told(&opened), "{after}");
}

fn mark(sheet: &str, period: &str, subject: &str, column: &str, typed: &str) -> Command {
    Command::SetMark {
        sheet: Id::new(sheet),
        period: period.parse().unwrap(),
        subject: Id::new(subject),
        column: Id::new(column),
        typed: typed.to_owned(),
    }
}

fn field(class: &str, subject: &str, field: &str, typed: &str) -> Command {
    Command::SetField {
        class: Id::new(class),
        subject: Id::new(subject),
        field: Id::new(field),
        typed: typed.to_owned(),
    }
}

fn add(class: &str, at: Option<usize>, name: &str, fields: &[(&str, &str)]) -> Command {
    let mut subject = Subject::new(name);
    subject.fields.extend(fields.iter().map(|(field, typed)| (Id::new(field), (*typed).to_owned())));
    Command::AddSubject { class: Id::new(class), at, subject }
}

/// A subject of that id with another name, in its place.
fn rename(class: &str, at: usize, id: &str, name: &str) -> Command {
    let subject = Subject { name: name.to_owned(), ..Subject::new(id) };
    let subject = Command::AddSubject { class: Id::new(class), at: Some(at), subject };
    Command::Many { commands: vec![remove(class, id), subject] }
}

fn remove(class: &str, subject: &str) -> Command {
    Command::RemoveSubject { class: Id::new(class), subject: Id::new(subject) }
}

fn enter(at: Option<usize>, id: &str, class: &str, subject: &str, when: &str, points: &str) -> Command {
    let entry = Entry {
        id: Id::new(id),
        class: Id::new(class),
        subject: Id::new(subject),
        when: when.parse().unwrap(),
        values: [(Id::new("分"), points.to_owned())].into(),
    };
    Command::AddEntry { register: Id::new("台账"), at, entry }
}

fn set_entry(entry: &str, typed: &str) -> Command {
    Command::SetEntry {
        register: Id::new("台账"),
        entry: Id::new(entry),
        field: Id::new("分"),
        typed: typed.to_owned(),
    }
}

fn decide(subject: &str, column: &str, value: &str) -> Command {
    let key = OverrideKey {
        table: Id::new("表"),
        period: Some("2018".parse().unwrap()),
        row: Id::new(subject),
        column: Id::new(column),
    };
    let reason = "评议".to_owned();
    let value = OverrideValue { value: value.to_owned(), reason, ..OverrideValue::default() };
    Command::SetOverride { key, value: Some(value) }
}

#[test]
fn subjects_come_and_go() {
    follow(
        r#"
        class 县
         临海 truth
        class 镇
         上级 link {"class": "县"}
        register 台账 of 县
         分
        sheet 县月 of 县 by month
         total 总分 {"full": 20}
         indicator 一 {"full": 10, "method": {"kind": "points"}}
         indicator 海 {"full": 10, "applies": "临海", "method": {"kind": "points"}}
         扣 = SUM(ENTRIES(台账.分))
         名次: {"rank": {"by": "总分"}}
        sheet 月 of 镇 by month
         total 总分 {"full": 20}
         indicator 甲项 {"full": 10, "method": {"kind": "points"}}
         indicator 乙项 {"full": 10, "applies": "甲项 > 1", "method": {"kind": "points"}}
         属 = 上级 & "：" & 上级.县月.总分
         rule 连带 {"when": "甲项 < 5", "then": [{"of": "上级", "entry": {"register": "台账", "values": {"分": "甲项 - 5"}}}]}
        "#,
        "
        roster-县
        县 临海
        东 是
        西 否

        roster-镇
        镇 上级
        甲 东
        乙 西

        县月
        期 县 一 海
        2018-01 东 5 6
        2018-02 东 7 8
        2018-01 西 9 1

        月
        期 镇 甲项 乙项
        2018-01 甲 4 4
        2018-02 甲 9 5
        2018-01 乙 1 3
        2018-02 乙 2 7
        ",
        vec![
            add("镇", Some(0), "丙", &[("上级", "西")]),
            mark("月", "2018-01", "丙", "甲项", "3"),
            mark("县月", "2018-02", "东", "海", "2"),
            field("镇", "丙", "上级", "东"),
            field("县", "西", "临海", "是"),
            add("县", Some(1), "中", &[("临海", "是")]),
            field("镇", "乙", "上级", "中"),
            mark("月", "2018-02", "乙", "甲项", "1"),
            mark("月", "2018-02", "乙", "甲项", "8"),
            mark("县月", "2018-01", "中", "海", "4"),
            remove("镇", "丙"),
            add("镇", None, "丁", &[]),
            remove("县", "西"),
            mark("月", "2018-01", "甲", "甲项", "2"),
        ],
    );
}

#[test]
fn entries_that_count_by_what_the_month_before_says() {
    follow(
        "
        class 镇
        register 台账 of 镇
         分
         计 = 分 * 月.系
        sheet 月 of 镇 by month
         x
         系 = IF(PREV(和) > 5, 2, 1) + x
         和 = SUM(ENTRIES(台账.计))
        ",
        "
        open
        2018-01 2018-03

        月
        期 镇 x
        2018-01 甲 0
        2018-02 甲 0
        2018-03 甲 0
        2018-01 乙 0
        2018-02 乙 0
        2018-03 乙 1
        ",
        vec![
            enter(None, "a", "", "甲", "2018-01-05", "3"),
            enter(None, "b", "", "甲", "2018-02-05", "3"),
            enter(Some(0), "c", "", "乙", "2018-03-05", "4"),
            enter(None, "d", "", "甲", "2018-03-06", "5"),
            set_entry("a", "7"),
            set_entry("d", "6"),
            mark("月", "2018-02", "甲", "x", "1"),
            set_entry("b", "1"),
            Command::RemoveEntry { register: Id::new("台账"), entry: Id::new("a") },
        ],
    );
}

#[test]
fn a_place_decided_by_hand_is_no_place_in_the_order() {
    follow(
        r#"
        class 镇
        sheet 表 of 镇 by year
         x
         名次: {"rank": {"by": "x"}}
        "#,
        "
        表
        镇 x
        甲 5
        乙 4
        丙 3
        丁 2
        ",
        vec![
            decide("甲", "名次", "4"),
            mark("表", "2018", "丙", "x", "6"),
            mark("表", "2018", "丁", "x", "7"),
            mark("表", "2018", "甲", "x", "1"),
            decide("丙", "名次", "无"),
            mark("表", "2018", "乙", "x", "8"),
        ],
    );
}

#[test]
fn what_is_gathered_for_all_is_found_once_and_changes_them_only_when_it_differs() {
    let mut session = session(
        "
        class 镇
        sheet 表 of 镇 by year
         x
         最高 = MAX(ALL(x))
         差 = 最高 - x
        ",
        "
        表
        镇 x
        甲 5
        乙 4
        丙 1
        ",
    );
    let mut touched = |command: &Command| {
        let touched = session.apply(command).unwrap();
        let plan = session.plan();
        let columns: Vec<String> =
            touched.columns.iter().map(|(slot, _)| plan.columns[*slot].id.to_string()).collect();
        (columns.join(" "), touched.computed)
    };
    let typed = |subject: &str, typed: &str| mark("表", "2018", subject, "x", typed);
    // One difference and one greatest mark.
    assert_eq!(touched(&typed("丙", "3")), ("x 差".to_owned(), 2));
    // Every row has another greatest mark, and all but one another difference.
    assert_eq!(touched(&typed("丙", "6")), ("x 最高 差".to_owned(), 6));
    assert_eq!(touched(&typed("丙", "2")), ("x 最高 差".to_owned(), 6));
    // What one row has by hand comes and goes without the others.
    let by_hand = decide("乙", "最高", "9");
    assert_eq!(touched(&by_hand).0, "最高 差");
    let Command::SetOverride { key, .. } = by_hand else { unreachable!() };
    assert_eq!(touched(&Command::SetOverride { key, value: None }).0, "最高 差");
}

#[test]
fn several_changes_touch_what_each_of_them_does() {
    let mut session = session(
        "
        class 镇
        sheet 表 of 镇 by year
         x
         二 = x + 1
        sheet 另表 of 镇 by year
         y
        ",
        "
        表
        镇 x
        甲 5

        另表
        镇 y
        甲 4
        ",
    );
    let changes = vec![mark("表", "2018", "甲", "x", "6"), mark("另表", "2018", "甲", "y", "7")];
    let touched = session.apply(&Command::Many { commands: changes }).unwrap();
    let names: Vec<&str> =
        touched.columns.iter().map(|(slot, _)| session.plan().columns[*slot].id.as_str()).collect();
    assert_eq!((names, touched.computed, touched.everything), (vec!["x", "二", "y"], 1, false));
    let commands = vec![
        mark("表", "2018", "甲", "x", "8"),
        add("镇", None, "乙", &[]),
        mark("表", "2018", "乙", "x", "8"),
    ];
    assert!(session.apply(&Command::Many { commands }).unwrap().everything);
}

/// Full marks bound what may be typed: other ones are as if the scheme had said so from the beginning.
#[test]
fn marks_are_read_again_where_their_bound_is_another() {
    let scheme = |full: u32| {
        format!(
            r#"
        class 镇
         海 truth
        sheet 表 of 镇 by year
         indicator 甲项 {{"full": {full}, "method": {{"kind": "points"}}}}
         indicator 海项 {{"full": {full}, "applies": "海", "method": {{"kind": "points"}}}}
         和 = 甲项 + 海项
         海和 = SUM(ALL(海项))
         名次: {{"rank": {{"by": "甲项"}}}}
        "#
        )
    };
    let typed = "
        roster-镇
        镇 海
        甲 是
        乙 是
        丙 否

        表
        镇 甲项 海项
        甲 3 2
        乙 3 4
        丙 4 5
        ";
    let (wide, narrow) = (
        session(&scheme(10), typed),
        Session::open({
            let mut book = session(&scheme(10), typed).book().clone();
            book.editions.clone_from(&session(&scheme(3), "").book().editions);
            book
        }),
    );
    for (from, to) in [(&wide, &narrow), (&narrow, &wide)] {
        let mut results = from.results().clone();
        let others = from.plan().parameters.iter().zip(&to.plan().parameters).enumerate();
        for (at, (_, other)) in others.filter(|(_, (own, other))| own.value != other.value) {
            assert!(from.results().clone().set_parameter(at, other.value).everything);
            let touched = results.set_parameter_in(from.book(), at, other.value);
            assert!(!touched.everything && !touched.columns.is_empty());
        }
        for slot in 0..from.plan().columns.len() {
            let id = &from.plan().columns[slot].id;
            assert_eq!(results.column(slot, 0), to.results().column(slot, 0), "{id}");
        }
    }
}

#[test]
fn what_was_typed_into_what_is_gone_is_told() {
    let before = session(
        "
        class 镇
         人口
         面积
        register 台账 of 镇
         分
         旧分
        register 旧账 of 镇
         分
        sheet 表 of 镇 by year
         x
         y
        sheet 旧表 of 镇 by year
         z
        ",
        "
        roster-镇
        镇 人口 面积
        甲 7 8

        表
        镇 x y
        甲 1 2

        旧表
        镇 z
        甲 3

        台账
        日期 镇 分 旧分
        2018-01-01 甲 5 6

        旧账
        日期 镇 分
        2018-01-01 甲 5
        ",
    );
    let after = session(
        "
        class 镇
         人口
        register 台账 of 镇
         分
        sheet 表 of 镇 by year
         x
         y = x + 1
        ",
        "",
    );
    let mut book = before.book().clone();
    book.editions.clone_from(&after.book().editions);
    let found: Vec<String> = Session::open(book).diagnostics().iter().map(show).collect();
    assert_eq!(
        found,
        [
            "warning mark-vanished column=面积 period= row=甲 table=镇 @ document",
            "warning mark-vanished column=旧分 period= row=1 table=台账 @ document",
            "warning mark-vanished column= period= row=1 table=旧账 @ document",
            "warning mark-vanished column=z period=2018 row=甲 table=旧表 @ document",
            "warning mark-vanished column=y period=2018 row=甲 table=表 @ document",
        ]
    );
}

/// Of a link only what it points to in the period before is read, and that a period back is read too.
#[test]
fn a_link_that_is_changed_is_followed_in_all_periods() {
    follow(
        r#"
        class 县
         系
        class 镇
         上级 link {"class": "县"}
        sheet 县月 of 县 by month
         y
        sheet 月 of 镇 by month
         读 = 上级.系
         读月 = 上级.县月.y
        "#,
        "
        open
        2018-01 2018-02

        roster-县
        县 系
        东 1
        西 2

        roster-镇
        镇 上级
        甲 东

        县月
        期 县 y
        2018-01 东 3
        2018-02 东 4
        2018-01 西 5
        2018-02 西 6
        ",
        vec![field("镇", "甲", "上级", "西"), field("镇", "甲", "上级", ""), field("镇", "甲", "上级", "东")],
    );
}

/// A column that is but the link, and one that writes its name: a class without a sheet is called otherwise.
#[test]
fn a_subject_called_otherwise_is_so_in_what_is_written_of_it() {
    follow(
        r#"
        class 县
        class 镇
         上级 link {"class": "县"}
        sheet 年 of 镇 by year
         甲 = 上级
         乙 = 甲 & "的"
        "#,
        "
        roster-县
        县
        东

        roster-镇
        镇 上级
        一 东
        ",
        vec![rename("县", 0, "东", "新东")],
    );
}

/// 800 weeks, each with an entry that a rule would make for a subject, of 25,100 columns.
#[test]
fn a_subject_with_whom_the_entries_of_rules_would_be_too_many_closes_the_periods() {
    let columns: String = (0..9_000).map(|number| format!(" 列{number}\n")).collect();
    let scheme = format!(
        "class 镇\nregister 小账 of 镇\n 分\nregister 大账 of 镇\n{columns}sheet 周 of 镇 by week\n x\n{}",
        r#" rule 奖 {"when": "x > 0", "then": [{"entry": {"register": "大账", "values": {"列0": "x"}}}]}"#
    );
    let mut session = session(&scheme, "open\n1978-W01 2020-W52");
    assert_eq!(session.results().space().too_many(), None);
    session.apply(&add("镇", None, "甲", &[])).unwrap();
    assert!(session.results().space().too_many().is_some());
    assert_eq!(session.diagnostics().len(), 1);
    is_as_opened(&session, "a subject more");
    session.undo().unwrap();
    is_as_opened(&session, "undone");
    assert_eq!(session.results().space().too_many(), None);
}

/// Rules change while marks stay: they lose their column, or get it back; what is told of them goes with that.
#[test]
fn marks_without_a_column_are_told_until_it_is_there_again() {
    let rules = |columns: &str| {
        let text =
            format!("class 镇\nsheet 月 of 镇 by month\n{columns} 合 = 农业\nsheet 别 of 镇 by month\n 环保");
        let scheme = session(&text, "").book().scheme().unwrap().clone();
        Command::SetScheme { scheme: Box::new(scheme) }
    };
    let typed = "
        月
        期 镇 农业 工业
        2024-01 甲 5 1
        2024-02 甲 6 2

        别
        期 镇 环保
        2024-01 甲 3
        ";
    let scheme =
        "class 镇\nsheet 月 of 镇 by month\n 农业\n 工业\n 合 = 农业\nsheet 别 of 镇 by month\n 环保";
    let told = |columns: &str| {
        let mut changed = session(scheme, typed);
        changed.apply(&rules(columns)).unwrap();
        changed.diagnostics().len()
    };
    assert_eq!([told(" 农业\n 工业\n"), told(" 农业\n"), told(" 农业\n 工业 = 1\n")], [0, 2, 2]);
    follow(
        scheme,
        typed,
        vec![
            rules(" 农业\n"),
            rules(" 农业\n 林业\n"),
            rules(" 农业\n 工业 = 1\n"),
            rules(" 农业\n 工业\n"),
            rules(" 新\n 农业\n 工业\n"),
        ],
    );
}
