//! Case tables for the calendar, and what holds for every period.

use proptest::prelude::*;

use super::*;

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn day(text: &str) -> NaiveDate {
    match period(text) {
        Period::Day(date) => date,
        other => panic!("{other} is no day"),
    }
}

fn official_2018() -> Calendar {
    let days = |texts: &[&str]| texts.iter().map(|text| day(text)).collect::<BTreeSet<_>>();
    let holidays = [
        ("2018-01-01", "2018-01-01"),
        ("2018-02-15", "2018-02-21"),
        ("2018-04-05", "2018-04-07"),
        ("2018-04-29", "2018-05-01"),
        ("2018-06-16", "2018-06-18"),
        ("2018-09-22", "2018-09-24"),
        ("2018-10-01", "2018-10-07"),
        ("2018-12-30", "2019-01-01"),
    ];
    let all = |(from, to): (&str, &str)| span(period(from), period(to)).unwrap();
    let workdays =
        ["2018-02-11", "2018-02-24", "2018-04-08", "2018-04-28", "2018-09-29", "2018-09-30", "2018-12-29"];
    Calendar {
        holidays: holidays.into_iter().flat_map(all).map(|holiday| day(&holiday.to_string())).collect(),
        workdays: days(&workdays),
        ..Calendar::default()
    }
}

#[test]
fn days_of_periods() {
    for (text, first, last) in [
        ("2018-W01", "2018-01-01", "2018-01-07"),
        ("2019-W01", "2018-12-31", "2019-01-06"),
        ("2015-W53", "2015-12-28", "2016-01-03"),
        ("2016-W01", "2016-01-04", "2016-01-10"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-W01", "2021-01-04", "2021-01-10"),
        ("2018-02-T1", "2018-02-01", "2018-02-10"),
        ("2018-02-T2", "2018-02-11", "2018-02-20"),
        ("2018-02-T3", "2018-02-21", "2018-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-Q2", "2018-04-01", "2018-06-30"),
        ("2018-H2", "2018-07-01", "2018-12-31"),
        ("2018", "2018-01-01", "2018-12-31"),
    ] {
        let calendar = Calendar::default();
        let found = (calendar.first_day(period(text)), calendar.last_day(period(text)));
        assert_eq!(found, (Some(day(first)), Some(day(last))), "{text}");
    }
}

#[test]
fn neighbours_across_year_ends() {
    for (earlier, later) in [
        ("2017-W52", "2018-W01"),
        ("2018-W52", "2019-W01"),
        ("2020-W52", "2020-W53"),
        ("2020-W53", "2021-W01"),
        ("2017-12-T3", "2018-01-T1"),
        ("2018-01-T3", "2018-02-T1"),
        ("2017-12", "2018-01"),
        ("2017-Q4", "2018-Q1"),
        ("2017-H2", "2018-H1"),
        ("2018-02-28", "2018-03-01"),
        ("R09", "R10"),
    ] {
        assert_eq!(period(earlier).next(), Some(period(later)), "{earlier}");
        assert_eq!(period(later).previous(), Some(period(earlier)), "{later}");
    }
    for first in ["1900-W01", "1900-01-T1", "1900-01", "1900-Q1", "1900-H1", "1900", "1900-01-01", "R01"] {
        assert_eq!(period(first).previous(), None, "{first}");
    }
    for last in ["2999-W52", "2999-12-T3", "2999-12", "2999-Q4", "2999-H2", "2999", "2999-12-31", "R999"] {
        assert_eq!(period(last).next(), None, "{last}");
    }
}

#[test]
fn weeks_belong_to_months_by_rule() {
    let by_thursday = Calendar::default();
    let by_last_day = Calendar { week_rule: WeekRule::LastDay, ..Calendar::default() };
    for (week, thursday, last_day) in [
        ("2018-W01", "2018-01", "2018-01"),
        ("2018-W05", "2018-02", "2018-02"),
        ("2018-W09", "2018-03", "2018-03"),
        ("2018-W13", "2018-03", "2018-04"),
        ("2018-W22", "2018-05", "2018-06"),
        ("2018-W26", "2018-06", "2018-07"),
        ("2019-W01", "2019-01", "2019-01"),
        ("2020-W53", "2020-12", "2021-01"),
    ] {
        assert_eq!(by_thursday.container(period(week), Cycle::Month), Some(period(thursday)), "{week}");
        assert_eq!(by_last_day.container(period(week), Cycle::Month), Some(period(last_day)), "{week}");
        for cycle in [Cycle::Quarter, Cycle::HalfYear, Cycle::Year] {
            let through_month = by_last_day.container(period(last_day), cycle);
            assert_eq!(by_last_day.container(period(week), cycle), through_month, "{week}");
        }
    }
}

#[test]
fn containers() {
    let calendar = Calendar::default();
    for (inner, cycle, container) in [
        ("2018-12-31", Cycle::Week, Some("2019-W01")),
        ("2018-12-31", Cycle::Month, Some("2018-12")),
        ("2018-12-31", Cycle::TenDay, Some("2018-12-T3")),
        ("2018-12-10", Cycle::TenDay, Some("2018-12-T1")),
        ("2018-12-31", Cycle::Round, None),
        ("2018-06-T3", Cycle::HalfYear, Some("2018-H1")),
        ("2018-07", Cycle::Quarter, Some("2018-Q3")),
        ("2018-Q3", Cycle::HalfYear, Some("2018-H2")),
        ("2018-H2", Cycle::Year, Some("2018")),
        ("2018-W10", Cycle::TenDay, None),
        ("2018-01-T1", Cycle::Week, None),
        ("2018-W10", Cycle::Week, Some("2018-W10")),
        ("2018", Cycle::Month, None),
    ] {
        assert_eq!(calendar.container(period(inner), cycle), container.map(period), "{inner} {cycle:?}");
    }
    let weeks_of_2020 = calendar.within(Period::Year(2020), Cycle::Week);
    assert_eq!((weeks_of_2020.len(), weeks_of_2020.last()), (53, Some(&period("2020-W53"))));
    assert_eq!(calendar.within(period("2018-H1"), Cycle::Quarter), [period("2018-Q1"), period("2018-Q2")]);
    assert!(calendar.within(period("2018-Q1"), Cycle::Year).is_empty());
}

#[test]
fn rounds_go_by_their_last_day() {
    let json = r#"{ "rounds": [
        { "name": "春查", "from": "2018-03-20", "to": "2018-04-02" },
        { "name": "秋查", "from": "2018-09-01", "to": "2018-09-10" }
    ] }"#;
    let calendar: Calendar = serde_json::from_str(json).unwrap();
    assert_eq!(calendar.container(Period::Round(1), Cycle::Quarter), Some(period("2018-Q2")));
    assert_eq!(calendar.container(Period::Round(3), Cycle::Year), None);
    assert_eq!(calendar.container(period("2018-09-10"), Cycle::Round), Some(Period::Round(2)));
    assert_eq!(calendar.container(period("2018-09-11"), Cycle::Round), None);
    assert_eq!(calendar.within(Period::Year(2018), Cycle::Round), [Period::Round(1), Period::Round(2)]);
    assert_eq!(calendar.read("秋查", Some(Cycle::Round)), Some(Period::Round(2)));
    assert_eq!(calendar.read("第二次", Some(Cycle::Round)), Some(Period::Round(2)));
    assert!(calendar.check("calendar").is_empty());
}

#[test]
fn text_forms() {
    for text in
        ["2018-03-01", "2018-W01", "2018-01-T1", "2018-01", "2018-Q1", "2018-H1", "2018", "R01", "R100"]
    {
        assert_eq!(period(text).to_string(), text);
        assert_eq!(serde_json::from_str::<Period>(&format!("\"{text}\"")).unwrap(), period(text));
    }
    for text in ["", "2018-1", "2018-w01", "2018-W1", " 2018", "2018年", "R1", "R001", "2018-01-T01", "第1轮"]
    {
        assert_eq!(text.parse::<Period>(), Err(PeriodError::NotAPeriod), "{text}");
    }
    for text in [
        "2018-W53",
        "2021-W53",
        "2018-W00",
        "2018-13",
        "2018-00",
        "2018-Q5",
        "2018-H0",
        "2018-01-T4",
        "2018-02-29",
        "18",
        "1899",
        "3000",
        "1899-12-31",
        "R00",
        "R1000",
    ] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError::NoSuchPeriod), "{text}");
    }
}

#[test]
fn periods_as_offices_type_them() {
    for (typed, meant) in [
        ("2018年1月", "2018-01"),
        ("2018年01月份", "2018-01"),
        ("2018 年 十二 月", "2018-12"),
        ("2018/1", "2018-01"),
        ("2018.1", "2018-01"),
        ("２０１８－０１", "2018-01"),
        ("201801", "2018-01"),
        ("2018年第3周", "2018-W03"),
        ("2018年第五十二周", "2018-W52"),
        ("2018w3", "2018-W03"),
        ("2018年", "2018"),
        ("2018年度", "2018"),
        ("　2018", "2018"),
        ("2018年第一季度", "2018-Q1"),
        ("2018年4季度", "2018-Q4"),
        ("2018Q2", "2018-Q2"),
        ("2018年上半年", "2018-H1"),
        ("2018年下半年", "2018-H2"),
        ("2018年1月上旬", "2018-01-T1"),
        ("2018年1月下旬", "2018-01-T3"),
        ("2018年3月1日", "2018-03-01"),
        ("2018/3/1", "2018-03-01"),
        ("第2轮", "R02"),
        ("r2", "R02"),
    ] {
        assert_eq!(Period::read(typed, None), Some(period(meant)), "{typed}");
        assert_eq!(Period::read(typed, period(meant).cycle()), Some(period(meant)), "{typed}");
    }
    assert_eq!(Period::read("2", Some(Cycle::Round)), Some(Period::Round(2)));
    for typed in [
        "",
        "1月",
        "18年1月",
        "2018年13月",
        "2018年第53周",
        "2018 1",
        "2018#1",
        "第一季度",
        "2018-01-",
        "十十",
    ] {
        assert_eq!(Period::read(typed, None), None, "{typed}");
    }
    assert_eq!(Period::read("2018年1月", Some(Cycle::Quarter)), None);
    for typed in ["2018-03-01", "2018/3/1", "2018.3.1", "2018年3月1日", "20180301", "２０１８年３月１日"]
    {
        assert_eq!(read_date(typed), Some(day("2018-03-01")), "{typed}");
    }
    for typed in ["2018-02-29", "2018年3月", "201803", "0", "3/1/2018"] {
        assert_eq!(read_date(typed), None, "{typed}");
    }
}

#[test]
fn working_days_of_2018() {
    let calendar = official_2018();
    for (date, n, expected) in [
        ("2018-01-10", 5, "2018-01-17"),
        ("2018-02-10", 5, "2018-02-22"), // 11 (a Sunday), 12, 13, 14, 22
        ("2018-03-10", 5, "2018-03-16"),
        ("2018-04-04", 5, "2018-04-12"), // 8 (a Sunday), 9, 10, 11, 12
        ("2018-04-27", 5, "2018-05-07"), // 28 (a Saturday), 2, 3, 4, 7
        ("2018-06-15", 5, "2018-06-25"),
        ("2018-09-21", 5, "2018-09-29"), // 25, 26, 27, 28, 29 (a Saturday)
        ("2018-09-28", 5, "2018-10-10"), // 29, 30, 8, 9, 10
        ("2018-12-28", 5, "2019-01-07"), // 29 (a Saturday), 2, 3, 4, 7
        ("2018-02-22", -1, "2018-02-14"),
        ("2018-02-22", -5, "2018-02-09"), // 14, 13, 12, 11 (a Sunday), 9
        ("2018-02-17", 0, "2018-02-17"),
    ] {
        assert_eq!(calendar.working_days_after(day(date), n), Some(day(expected)), "{date} {n}");
    }
    // 261 Mondays to Fridays, of which 18 are holidays, and 7 days at weekends
    assert_eq!(calendar.working_days_between(day("2018-01-01"), day("2018-12-31")), 250);
    assert_eq!(calendar.working_days_between(day("2018-02-22"), day("2018-02-10")), -5);
    let none = calendar.working_days_after(day("2018-01-01"), i32::MAX);
    assert_eq!(none, None);
}

#[test]
fn spans() {
    assert_eq!(span(period("2020-W52"), period("2021-W01")).unwrap().len(), 3);
    for (first, last, error) in [
        ("2018-01", "2018-W01", SpanError::MixedCycles),
        ("2018-02", "2018-01", SpanError::Reversed),
        ("1900-01-01", "2999-12-31", SpanError::TooLong),
    ] {
        assert_eq!(span(period(first), period(last)), Err(error));
    }
    let missing = Period::Month { year: 2018, month: 13 };
    assert_eq!(span(missing, missing), Err(SpanError::NoSuchPeriod));
    assert_eq!(span(Period::Round(1), Period::Round(u32::MAX)), Err(SpanError::NoSuchPeriod));
}

#[test]
fn calendars_in_documents() {
    let empty: Calendar = serde_json::from_str("{}").unwrap();
    assert_eq!(empty, Calendar::default());
    let text = serde_json::to_string(&empty).unwrap();
    assert_eq!(text, r#"{"week-rule":"thursday","streaks-across-years":true}"#);
    let calendar = official_2018();
    let text = serde_json::to_string(&calendar).unwrap();
    assert_eq!(serde_json::from_str::<Calendar>(&text).unwrap(), calendar);
    let error = |json| serde_json::from_str::<Calendar>(json).unwrap_err().to_string();
    assert!(error(r#"{"holidays":["2018-2-1"]}"#).contains("expected a date such as 2018-03-01"));
    assert!(error(r#"{"holiday":[]}"#).contains("unknown field `holiday`"));
    for cycle in Cycle::ALL {
        assert_eq!(serde_json::to_string(&cycle).unwrap(), format!("\"{}\"", cycle.name()));
        assert_eq!(period(cycle.example()).cycle(), Some(cycle));
    }
}

#[test]
fn wrong_settings_are_diagnostics() {
    let json = r#"{ "holidays": ["2018-02-11"], "workdays": ["2018-02-11"], "rounds": [
        { "name": "一", "from": "2018-03-20", "to": "2018-04-02" },
        { "name": "一", "from": "2018-04-02", "to": "2018-05-01" },
        { "name": " ", "from": "2018-07-01", "to": "2018-06-01" }
    ] }"#;
    let calendar: Calendar = serde_json::from_str(json).unwrap();
    let found: Vec<Place> = calendar.check("calendar").into_iter().map(|found| found.place).collect();
    let paths = ["rounds[1].name", "rounds[1].from", "rounds[2].name", "rounds[2].to", "workdays"];
    assert_eq!(found, paths.map(|path| Place::path(format!("calendar.{path}"))));
    assert!(!calendar.is_working_day(day("2018-02-11")));
}

fn any_period() -> impl Strategy<Value = Period> {
    (0..8u8, FIRST_YEAR..=LAST_YEAR, 1..=31u32, 1..=53u32, 1..=12u32).prop_filter_map(
        "a period that exists",
        |(form, year, of_month, number, month)| {
            let period = match form {
                0 => Period::Day(NaiveDate::from_ymd_opt(year, month, of_month)?),
                1 => Period::Week { year, week: number },
                2 => Period::TenDay { year, month, third: of_month.min(3) },
                3 => Period::Month { year, month },
                4 => Period::Quarter { year, quarter: month.min(4) },
                5 => Period::HalfYear { year, half: month.min(2) },
                6 => Period::Year(year),
                _ => Period::Round(number),
            };
            period.exists().then_some(period)
        },
    )
}

proptest! {
    #[test]
    fn neighbours_are_inverse_and_touch(period in any_period()) {
        if let Some(next) = period.next() {
            prop_assert_eq!(next.previous(), Some(period));
            prop_assert!(period < next);
            let calendar = Calendar::default();
            let after = calendar.last_day(period).and_then(|last| last.succ_opt());
            prop_assert_eq!(calendar.first_day(next), after);
        }
    }

    #[test]
    fn plus_is_repeated_next(period in any_period(), n in 0..60usize) {
        let steps = std::iter::successors(Some(period), |period| period.next());
        let there = period.plus(n.try_into().unwrap());
        prop_assert_eq!(steps.clone().nth(n), there);
        if let Some(last) = there {
            let all: Vec<Period> = steps.take_while(|step| *step <= last).collect();
            prop_assert_eq!(span(period, last), Ok(all));
        }
    }

    #[test]
    fn containers_hold_what_they_contain(period in any_period(), last_day: bool) {
        let week_rule = if last_day { WeekRule::LastDay } else { WeekRule::Thursday };
        let calendar = Calendar { week_rule, ..Calendar::default() };
        for cycle in Cycle::ALL {
            if let Some(container) = calendar.container(period, cycle) {
                prop_assert_eq!(container.cycle(), Some(cycle));
                let days = |of: Period| (calendar.first_day(of).unwrap(), calendar.last_day(of).unwrap());
                let (inner, outer) = (days(period), days(container));
                prop_assert!(inner.0 <= outer.1 && outer.0 <= inner.1);
                if period.cycle() != Some(Cycle::Week) {
                    prop_assert!(outer.0 <= inner.0 && inner.1 <= outer.1);
                }
                if let Some(own) = period.cycle() {
                    prop_assert!(calendar.within(container, own).contains(&period));
                }
            }
        }
    }

    #[test]
    fn texts_come_back(period in any_period()) {
        let text = period.to_string();
        prop_assert_eq!(text.parse(), Ok(period));
        prop_assert_eq!(Period::read(&text, period.cycle()), Some(period));
    }

    #[test]
    fn reading_never_panics(typed in "\\PC{0,20}", other in "[0-9年月日第周季度上下半旬十一九QWHTR/.#２ -]{0,14}") {
        for typed in [typed, other] {
            if let Some(period) = Period::read(&typed, None) {
                prop_assert!(period.exists());
            }
            let _ = (Period::read(&typed, Some(Cycle::Round)), read_date(&typed));
        }
    }

    #[test]
    fn impossible_periods_have_nothing(year: i32, number: u32, n: i32) {
        let calendar = Calendar::default();
        for period in [
            Period::Week { year, week: number },
            Period::TenDay { year, month: number, third: number },
            Period::Month { year, month: number },
            Period::Quarter { year, quarter: number },
            Period::HalfYear { year, half: number },
            Period::Year(year),
            Period::Round(number),
        ] {
            let _ = (period.plus(n), period.to_string());
            if !period.exists() {
                prop_assert_eq!(period.next(), None);
                prop_assert_eq!(calendar.container(period, Cycle::Year), None);
            }
        }
    }

    #[test]
    fn working_days_are_counted_as_they_are_stepped(offset in 0..500u64, n in -40..40i32) {
        let calendar = official_2018();
        let from = day("2017-12-01").checked_add_days(chrono::Days::new(offset)).unwrap();
        let to = calendar.working_days_after(from, n).unwrap();
        let counted = calendar.working_days_between(from, to);
        let start = i64::from(calendar.is_working_day(from));
        let stepped = i64::from(n);
        let expected = match n.signum() {
            1 => stepped.checked_add(start),
            -1 => stepped.checked_sub(start),
            _ => Some(start),
        };
        prop_assert_eq!(Some(counted), expected);
    }
}
