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

/// Found at random: a variant with a date, one card that is off, and a rule that makes
/// entries month by month. Beside the known results it makes them for other months than the book of it opened anew.
#[test]
#[ignore = "known and not mended yet"]
fn a_variant_with_a_date_makes_the_entries_that_its_book_makes() {
    let choices = super::choices::Choices::of(vec![
        232173947, 652459742, 3294304185, 2800786782, 3169154993, 1572388242, 22619087, 2023576873,
        977542893, 2131178648, 987717711, 2631365752, 900619194, 952826466, 1070362748, 113317448, 2454110,
        555618420, 363953747, 81707728, 1417006551, 3205414357, 0, 0, 218443808, 3135128689, 0, 0,
        3670672394, 3733027728, 323276030, 27830445, 0, 140952207, 0, 0, 4181347275, 345644250, 1824870837,
        1300826440, 3297150620, 0, 0, 0, 4165, 494491554, 3185085961, 1986499740, 919210516, 1555096313,
        761419635, 1234859721, 2857556322, 3885351541, 2524618405, 3863724895, 1835348784, 4009884830,
        3915818109, 1267349186, 2130900917, 862309175, 3601378299, 300341031, 2144901139, 3574966331,
        1805324493, 2640598601, 1871255688, 3307126865, 39273563, 43967065, 2372139194, 622916650,
        2013810365, 2135406354, 2324681196, 2994144380, 4082891170, 3268050649, 2028439666, 2590398747,
        658817095, 2678983019, 4185827458, 1845962922, 3967556229, 2841008336, 132090007, 2281518571,
        3227309269, 672022701, 1329919884, 139811358, 1144549245, 2636371334, 3398195735, 2739769626,
        1203277325, 2479576804, 1431261586, 3075913901, 1337403125, 1915423271, 4166003992, 865039407,
        1842547805, 923107623, 2704547102, 3557996419, 1250797688, 1250117642, 317020317, 1191418875,
        2130015163, 1135447839, 930524739, 1471830778, 3684477424, 1197479410, 146963639, 1722886411,
        263677287, 480733358, 1597444011, 2234979234, 1077396167, 849883890, 121380487, 2297099572,
        1875459157, 3707960347, 3041135985, 3254665010, 1471130972, 2010143952, 1763873896, 683309827,
        2698343878, 1803673015, 166178300, 483236113, 3095657769, 3813422638, 2353513523, 4105712480,
        1029504048, 1848200447, 208041237, 1720611116, 2572951367, 2468883447, 1446722159, 941507289,
        106264737, 3117404555, 2003692722, 45282982, 343972004, 2969818220, 1274137889, 4244233908,
        3237466885, 3917799664, 3614667552, 2623538930, 1942648018, 733676111, 2806766424, 4207043352,
        3678831477, 2591326554, 3624439266, 735105940, 2085591329, 3545709386, 2148965559, 285135580,
        2495222841, 664364720, 2946612156, 1193294358, 736746362, 1597057627, 1594262856, 2949114744,
        1504731982, 2546500256, 2471225176, 3326434439, 627467413, 3110219314, 3874956256, 2750776435,
        3087130047, 4181591703, 2458483879, 628108040, 1938015121, 132305607, 177755766, 253693728,
        3771120235, 4165383819, 1073836813, 3762913666, 1112496708, 3896406319, 1381096413, 547500856,
        1460108939, 1493168513, 2604311648, 914163017, 2024004418, 348522725, 1419727039, 1250259728,
        537147259, 3437734171, 3476636390, 2266312387, 2904033299, 4281563152, 893454552, 3147323433,
        2964466076, 1593769833, 692749655, 65225450, 4022021954, 1897481194, 1545334405, 1203700274,
        3588940695, 3831995330, 50022917, 1989179938, 34443179, 3519058958, 2141167979, 3094649061,
        3958704338, 3997786650, 2217325078, 2685306840, 2615700433, 759556843, 2839660604, 1016189496,
        3714157845, 4215098985, 3356492089, 422856042, 103804356, 3875047628, 660520428, 2016164067,
        3378741040, 2027304813, 1271304083, 2689961625, 3897172508, 2364603922, 2533542794, 633763304,
        2963615157, 1859281679, 1488142884, 3140859203, 2331018716, 698257877, 1256167533, 98588400,
        2824130095, 894564403, 1250202408, 1775279466, 3114762352, 3322646299, 677001433, 3450586381,
        3121554364, 3458042405, 1965614662, 3606197146, 78243752, 3709302142, 66241036, 3631923872,
        463211550, 1540846065, 2701008712, 3873811274, 2104666041, 1137340086, 2224464325, 2069285246,
        4165896426, 3222229300, 2399162064, 1352784558, 815398549, 2668763927, 1899005395, 3467540663,
        3352801041, 1433734830, 1801778523, 1312005567, 2171982776, 293131364, 3422664710, 2385359027,
        787434662, 1692422058, 1033663057, 124020256, 3489222853, 3886349956, 3108162091, 4054173406,
        3198317023, 2013499590, 2635089268, 2019287784, 2578294805, 3518806737, 4049265588, 3663336869,
        3120384422, 3659204735, 1730917291, 2667941365, 1052146585, 3219083118, 2032549484, 682939379,
        2621758728, 100144406, 372240550, 3819292316, 437230623, 2303916650, 2308718559, 2809538809,
        4165037637, 4255256404, 2133863300, 731554840, 2427543956, 3350057458, 993362479, 2241269223,
        1882793460, 2082138101, 3378088432, 244763168, 669832914, 1738690384, 1543887883, 210747850,
        599577626, 1951526847, 2806898994, 3775467946, 2172929178, 3278559139, 2539572624, 1973570940,
        145131665, 616492461, 190536216, 3479993890, 2386609025, 3212277198, 1479704590, 806577294,
        1550901778, 1256575438, 2369506008, 4080117619, 3941410930, 2562830949, 1388816005, 3669838347,
        664554124, 277439385, 3601201991, 4031223985, 2755527661, 2142440481, 4273334256, 2612496481,
        4119511731, 349418208, 3336229644, 1427616117, 2034937322, 2638964692, 1410289444, 2245972996,
        1209479561, 2152525899, 385894425, 572810976, 85187430, 492190099, 1879332778, 3282938487, 773925304,
        699228448, 2819248508, 1676741177, 2672592436, 1310672171, 1068132884, 3732128899, 1817994079,
        2549523196, 2610345253, 2470002331, 47705688, 2814207555, 1032066006, 2127945713, 3853034915,
        2343021869, 1648352489, 1837658011, 549694017, 2911953252, 4105318342, 3085540750, 952492235,
        2960674414, 2977880452, 442312941, 3104455577, 2638374448, 1430803516, 718816973, 3470532674,
        1654630165, 1591685273, 2070133838, 2846827300, 3581460923, 549747171, 1536604118, 883217816,
        1047750799, 1358045854, 400973043, 3365744092, 379890671, 1846573079, 3029794342, 524061557,
        433129501, 848531869, 1315376613, 3681891095, 3511395296, 8081197, 4045668889, 1302418728,
        2713868000, 2346142927, 1460437600, 2180292875, 954551741, 938281223, 1341239683, 2360312281,
        1974633350, 1007147584, 1571034513, 131615097, 2087579233, 193707793, 2814289949, 959466937,
        2663466149, 3588720851, 3111649774, 1074499158, 1082413412, 3216562645, 3862207745, 1034832274,
        379107581, 207947767, 973316399, 1478361839, 877778892, 2354195248, 3132881306, 3289275206,
        1228974948, 4005044015, 1677707937, 2240198805, 587224546, 1788214849, 4255603491, 234890119,
        2193625898, 808836820, 1748038119, 273211907, 3374681928, 3288987841, 2293367075, 3277018249,
        289294845, 3192792433, 1669764624, 252726350, 3453527236, 2106382166, 3090903100, 3368100531,
        3951063244, 201760168, 3611755235, 3254522708, 3372078059, 1486305826, 2655063712, 3715281953,
        73533648, 3752804110, 1633057921, 1612553551, 1179804055, 4100840162, 2163352873, 1684503723,
        3634820057, 206083987, 3714258587, 3598167681, 1295886557, 2540624567, 2909293606, 1193079396,
        873896284, 4289658428, 92399961, 4132657167, 1596963542, 4187021074, 3898353823, 3165747549,
        2071893994, 4019839331, 586702358, 465963332, 192373213, 3183739711, 2390879967, 2649926922,
        2193995778, 4047671705, 2908046071, 250622357, 8784546, 1136502364, 197973151, 3187214839,
        2780000795, 1376503809, 2113822159, 3452955993, 844749815, 18284689, 3377657862, 1771219692,
        3350014938, 2421119367, 1312955424, 532108781, 2199847463, 1131592976, 1755737489, 1777575857,
        1783737289,
    ]);
    super::variants::trial(choices).unwrap();
}
