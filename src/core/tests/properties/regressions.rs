//! The smallest cases of what random ones found, each named for what was wrong.

use serde_json::json;

use baton_core::edit::{Command, Session};
use baton_core::exchange::{import, read_csv, write_csv};
use baton_core::model::{
    Book, Entry, Id, OverrideKey, OverrideValue, PeriodSpan, Subject, Value, read_book, read_scheme,
    write_book,
};

use super::compare::against_fresh;

fn session(sheet: serde_json::Value, registers: serde_json::Value) -> Session {
    let scheme = json!({
        "format": "baton-scheme", "version": 1, "name": "办法",
        "classes": [
            {"name": "村", "fields": [{"name": "类型", "type": "text"}]},
            {"name": "单位", "fields": [{"name": "规模", "id": "gm"}]},
        ],
        "registers": registers,
        "sheets": [sheet],
    });
    let mut book = Book::new("册", read_scheme(&scheme.to_string()).unwrap());
    for (class, names) in [("村", ["甲", "乙"]), ("单位", ["丙", "丁"])] {
        book.roster.insert(Id::new(class), names.iter().map(|name| Subject::new(name)).collect());
    }
    let span =
        |first: &str, last: &str| PeriodSpan { first: first.parse().unwrap(), last: last.parse().unwrap() };
    book.periods.insert(baton_core::calendar::Cycle::Month, span("2018-01", "2018-03"));
    book.periods.insert(baton_core::calendar::Cycle::Week, span("2018-W01", "2018-W09"));
    Session::open(book)
}

fn plain() -> Session {
    let sheet = json!({
        "name": "周表", "class": "单位", "cycle": "week", "inputs": [{"name": "分"}],
        "columns": [{"name": "倍", "formula": "分 * 2"}],
    });
    session(
        sheet,
        json!([{"name": "台账", "classes": ["村", "单位"], "columns": [{"name": "类", "formula": "类型"}]}]),
    )
}

fn by_hand(table: &str, period: Option<&str>, row: &str, column: &str, value: &str) -> Command {
    let key = OverrideKey {
        table: Id::new(table),
        period: period.map(|period| period.parse().unwrap()),
        row: Id::new(row),
        column: Id::new(column),
    };
    let (by, at) = (String::new(), String::new());
    let value = OverrideValue {
        value: value.to_owned(),
        reason: "核实".to_owned(),
        by,
        at,
        ..OverrideValue::default()
    };
    Command::SetOverride { key, value: Some(value) }
}

fn follows(session: &mut Session, command: &Command) {
    session.apply(command).unwrap();
    assert_eq!(against_fresh(session), Vec::<String>::new(), "after {command:?}");
}

#[test]
fn what_is_typed_is_not_replaced_by_hand() {
    let mut session = plain();
    follows(&mut session, &by_hand("周表", Some("2018-W01"), "丙", "分", "88"));
    follows(&mut session, &by_hand("村", None, "甲", "类型", "88"));
    assert_eq!(session.diagnostics().len(), 2, "both are told as without a place");
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(against_fresh(&session), Vec::<String>::new());
    assert_eq!(session.diagnostics(), []);
}

#[test]
fn an_override_of_another_cycle_has_no_place() {
    let mut session = plain();
    follows(&mut session, &by_hand("周表", Some("2018-01"), "丙", "倍", "88"));
    assert_eq!(session.diagnostics().len(), 1);
}

#[test]
fn cells_go_by_ids_not_names() {
    let mut session = plain();
    let field = |field: &str| Command::SetField {
        class: Id::new("单位"),
        subject: Id::new("丙"),
        field: Id::new(field),
        typed: "5".to_owned(),
    };
    assert!(session.apply(&field("规模")).is_err());
    follows(&mut session, &field("gm"));
}

#[test]
fn a_list_of_commands_may_type_where_nothing_can_be_typed() {
    let mut session = plain();
    let mark = Command::SetMark {
        sheet: Id::new("周表"),
        period: "2018-W01".parse().unwrap(),
        subject: Id::new("丙"),
        column: Id::new("倍"),
        typed: "5".to_owned(),
    };
    follows(&mut session, &Command::Many { commands: vec![mark.clone(), mark] });
    session.undo().unwrap();
    assert_eq!(session.diagnostics(), []);
}

#[test]
fn an_entry_does_not_read_the_row_of_another_class() {
    let mut session = plain();
    let typed = Command::SetField {
        class: Id::new("村"),
        subject: Id::new("甲"),
        field: Id::new("类型"),
        typed: "山区".to_owned(),
    };
    follows(&mut session, &typed);
    for (id, class, subject) in [("1", "村", "甲"), ("2", "单位", "丙")] {
        let entry = Entry {
            id: Id::new(id),
            class: Id::new(class),
            subject: Id::new(subject),
            when: "2018-01-03".parse().unwrap(),
            values: [(Id::new("x"), " ".to_owned())].into(),
        };
        follows(&mut session, &Command::AddEntry { register: Id::new("台账"), at: None, entry });
    }
    let at = |row: &str| {
        let (slot, period, row) = session.results().locate("台账", None, row, "类").unwrap();
        session.results().cell(slot, period, row).unwrap().value.to_string()
    };
    assert_eq!((at("1").as_str(), at("2").as_str()), ("山区", ""));
}

#[test]
fn undo_is_exact_where_a_file_had_empty_lists_and_blank_texts() {
    let mut text: serde_json::Value = serde_json::from_str(&write_book(plain().book())).unwrap();
    text["roster"]["村"] = json!([]);
    text["roster"]["单位"][0]["fields"] = json!({"gm": ""});
    text["marks"] = json!({"周表": {"2018-W01": {"columns": ["分"], "rows": {"丙": [" "]}}}});
    let mut session = Session::open(read_book(&text.to_string()).unwrap());
    let before = session.book().clone();
    follows(
        &mut session,
        &Command::AddSubject { class: Id::new("村"), at: None, subject: Subject::new("甲") },
    );
    let typed = "5".to_owned();
    let (class, subject, field) = (Id::new("单位"), Id::new("丙"), Id::new("gm"));
    follows(&mut session, &Command::SetField { class, subject, field, typed });
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(session.book(), &before);
}

#[test]
fn a_file_with_an_id_twice_or_periods_of_another_cycle_is_refused() {
    let good: serde_json::Value = serde_json::from_str(&write_book(plain().book())).unwrap();
    let mut twice = good.clone();
    twice["roster"]["村"][1]["id"] = json!("甲");
    assert!(read_book(&twice.to_string()).is_err());
    for (first, last) in [("2018-01", "2018-02"), ("2018-W05", "2018-W04"), ("1900-W01", "2999-W01")] {
        let mut periods = good.clone();
        periods["periods"]["week"] = json!({"first": first, "last": last});
        assert!(read_book(&periods.to_string()).is_err(), "{first}");
    }
}

#[test]
fn a_book_of_too_many_cells_opens_without_its_periods() {
    let mut book = plain().book().clone();
    let subjects = (0..20_000).map(|number| Subject::new(&number.to_string())).collect();
    book.roster.insert(Id::new("单位"), subjects);
    let span = PeriodSpan { first: "1980-W01".parse().unwrap(), last: "2020-W01".parse().unwrap() };
    book.periods.insert(baton_core::calendar::Cycle::Week, span);
    let session = Session::open(book);
    assert_eq!(session.diagnostics().len(), 1);
    assert!(session.results().space().periods(baton_core::calendar::Cycle::Week).is_empty());
}

#[test]
fn a_roster_names_a_subject_by_its_id_too() {
    let mut session = plain();
    let mut renamed = Subject::new("戊");
    renamed.name = "新戊".to_owned();
    follows(&mut session, &Command::AddSubject { class: Id::new("村"), at: None, subject: renamed });
    let found = import(&session, "roster-村.csv", "村,类型\n戊,山区\n己,平原\n").unwrap();
    follows(&mut session, &found.command);
    assert_eq!(session.book().subjects("村").len(), 4);
}

#[test]
fn a_register_that_an_edition_ties_to_another_class_keeps_its_entries() {
    let mut book = plain().book().clone();
    let mut later = book.editions[0].clone();
    later.from = "2018-02-01".parse().ok();
    later.scheme.registers[0].classes.truncate(1);
    book.editions.push(later);
    let mut session = Session::open(book);
    let entry = Entry {
        id: Id::new("1"),
        class: Id::new("村"),
        subject: Id::new("甲"),
        when: "2018-02-03".parse().unwrap(),
        values: [].into(),
    };
    follows(&mut session, &Command::AddEntry { register: Id::new("台账"), at: None, entry });
    let registers = session.plan().tables.iter().filter(|table| &*table.id == "台账");
    assert_eq!(registers.count(), 1);
}

#[test]
fn a_column_that_needs_itself_through_its_month_is_an_error_and_its_trace_says_so() {
    let scheme = json!({
        "format": "baton-scheme", "version": 1, "name": "办法", "classes": [{"name": "单位"}],
        "sheets": [
            {"name": "周表", "class": "单位", "cycle": "week", "columns": [{"name": "甲", "formula": "PREV(月表.乙) + 1"}]},
            {"name": "月表", "class": "单位", "cycle": "month", "columns": [{"name": "乙", "formula": "SUM(WITHIN(周表.甲))"}]},
        ],
    });
    let mut book = plain().book().clone();
    book.editions[0].scheme = read_scheme(&scheme.to_string()).unwrap();
    let session = Session::open(book);
    assert!(
        session
            .diagnostics()
            .iter()
            .any(|d| matches!(d.message, baton_core::diag::Message::PeriodCycle { .. }))
    );
    assert_eq!(super::traces::wrong_traces(&session), Vec::<String>::new());
}

/// The week reads the month before through its other week, and the month both columns of its weeks: all three need each
/// other, though the first path found through them leaves one out. It was computed then, or not, by the order of sheets.
#[test]
fn all_that_need_each_other_are_errors_whichever_sheet_comes_first() {
    let week = json!({"name": "周表", "class": "单位", "cycle": "week", "columns": [
        {"name": "甲", "formula": "PREV(月表.乙) + 1"}, {"name": "丙", "formula": "IF(TRUE, 1, 甲)"},
    ]});
    let month = json!({"name": "月表", "class": "单位", "cycle": "month", "columns": [
        {"name": "乙", "formula": "SUM(WITHIN(周表.甲)) + SUM(WITHIN(周表.丙))"},
    ]});
    for sheets in [json!([week, month]), json!([month, week])] {
        let scheme = json!({
            "format": "baton-scheme", "version": 1, "name": "办法", "classes": [{"name": "单位"}], "sheets": sheets,
        });
        let mut book = plain().book().clone();
        book.editions[0].scheme = read_scheme(&scheme.to_string()).unwrap();
        let session = Session::open(book);
        let (plan, results) = (session.plan(), session.results());
        let third = plan.columns.iter().position(|column| &*column.id == "丙").unwrap();
        // The second week lies in the month of the first.
        for cell in results.column(third, 1) {
            assert!(matches!(cell.value, Value::Error(_)), "{sheets}: {cell:?}");
        }
    }
}

#[test]
fn a_long_table_is_imported_and_taken_back_in_time() {
    let mut session = plain();
    let before = session.book().clone();
    let mut text = "日期,村\n".to_owned();
    for row in 0..40_000 {
        text.push_str(if row % 2 == 0 { "2018-01-03,甲\n" } else { "2018-01-04,乙\n" });
    }
    let found = import(&session, "register-台账.csv", &text).unwrap();
    let start = std::time::Instant::now();
    session.apply(&found.command).unwrap();
    session.undo().unwrap();
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    assert_eq!(session.book(), &before);
}

#[test]
fn a_scheme_of_too_many_columns_is_refused_and_one_of_many_mistakes_compiles_in_time() {
    let scheme = |count: usize| {
        let columns: Vec<_> = (0..count)
            .map(|at| json!({"name": format!("列{at}"), "formula": format!("没有{at} + 1")}))
            .collect();
        let sheet = json!({"name": "表", "class": "单位", "cycle": "week", "columns": columns});
        let scheme = json!({
            "format": "baton-scheme", "version": 1, "name": "办法", "classes": [{"name": "单位"}], "sheets": [sheet],
        });
        read_scheme(&scheme.to_string())
    };
    assert!(scheme(10_001).is_err());
    let start = std::time::Instant::now();
    let edition = baton_core::model::Edition { from: None, scheme: scheme(1_000).unwrap() };
    assert_eq!(baton_core::plan::compile(&[edition]).diagnostics.len(), 1_000);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn a_table_with_a_misspelt_year_is_refused_as_a_whole() {
    let session = plain();
    let found = import(&session, "marks-周表.csv", "周,单位,分\n2018-W01,丙,5\n2918-W01,丁,6\n");
    let problems = found.unwrap_err();
    let is_span = |message: &_| matches!(message, baton_core::diag::Message::SettingOutOfRange { .. });
    assert!(problems.iter().any(|problem| is_span(&problem.message)), "{problems:?}");
}

#[test]
fn an_edit_among_thousands_of_weeks_is_followed_in_time() {
    let scheme = json!({
        "format": "baton-scheme", "version": 1, "name": "办法", "classes": [{"name": "单位"}],
        "sheets": [
            {"name": "周表", "class": "单位", "cycle": "week", "inputs": [{"name": "分"}]},
            {"name": "月表", "class": "单位", "cycle": "month", "columns": [{"name": "和", "formula": "SUM(WITHIN(周表.分))"}]},
        ],
    });
    let mut book = plain().book().clone();
    book.editions[0].scheme = read_scheme(&scheme.to_string()).unwrap();
    let span =
        |first: &str, last: &str| PeriodSpan { first: first.parse().unwrap(), last: last.parse().unwrap() };
    book.periods.insert(baton_core::calendar::Cycle::Week, span("1930-W01", "2020-W01"));
    book.periods.insert(baton_core::calendar::Cycle::Month, span("1930-01", "2020-01"));
    let mut session = Session::open(book);
    let start = std::time::Instant::now();
    for week in 1..50 {
        let typed = week.to_string();
        let (sheet, subject, column) = (Id::new("周表"), Id::new("丙"), Id::new("分"));
        let period = baton_core::calendar::Period::Week { year: 2000, week };
        session.apply(&Command::SetMark { sheet, period, subject, column, typed }).unwrap();
    }
    assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    assert_eq!(against_fresh(&session), Vec::<String>::new());
}

#[test]
fn what_a_replaced_cell_would_be_is_computed_by_its_own_edition() {
    let register = |column: serde_json::Value| json!([{"name": "台账", "classes": ["单位"], "fields": [{"name": "分"}], "columns": [column]}]);
    let scheme = |registers: serde_json::Value| {
        let scheme = json!({
            "format": "baton-scheme", "version": 1, "name": "办法", "classes": [{"name": "单位"}], "sheets": [],
            "registers": registers,
        });
        read_scheme(&scheme.to_string()).unwrap()
    };
    let mut book = plain().book().clone();
    book.editions[0].scheme = scheme(register(json!({"name": "得", "formula": "分 * 2"})));
    book.editions.push(baton_core::model::Edition {
        from: Some("2018-02-01".parse().unwrap()),
        scheme: scheme(register(json!({"name": "得", "formula": "分 * 3"}))),
    });
    let entry = Entry {
        id: Id::new("1"),
        class: Id::default(),
        subject: Id::new("丙"),
        when: "2018-01-10".parse().unwrap(),
        values: [(Id::new("分"), "4".to_owned())].into(),
    };
    book.registers.insert(Id::new("台账"), vec![entry]);
    let mut session = Session::open(book);
    session.apply(&by_hand("台账", None, "1", "得", "9")).unwrap();
    assert_eq!(super::traces::wrong_traces(&session), Vec::<String>::new());
    let (slot, at, row) = session.place("台账", None, "1", "得").unwrap();
    let computed = session.results().computed(slot, at, row).unwrap();
    assert_eq!(computed.value, baton_core::model::Value::Number(8.into()));
}

#[test]
fn a_header_that_is_a_byte_order_mark_is_written_so_that_it_is_read_again() {
    let table = read_csv(" \u{feff}").unwrap();
    assert_eq!(table.header, ["\u{feff}"]);
    assert_eq!(read_csv(&write_csv(&table.header, &[])).unwrap(), table);
}
