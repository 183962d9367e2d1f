//! The lab: cards, trials, who moves, shares. The invariants on random books are in `properties/variants.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::arithmetic_side_effects, reason = "tests")]

use std::sync::Arc;

use baton_core::diag::Message;
use baton_core::edit::{Command, Session, adopt, discard, take_in};
use baton_core::eval::Results;
use baton_core::lab::{
    ChangedCell, Fit, Measure, Obstacle, Shares, Target, Trial, alone, among, apply, attribute, backtest,
    between, changed_cells, diff, held, moves, over_periods, record, shapley, tau_b,
};
use baton_core::model::{
    Book, Card, Change, MarkChange, Patch, Scheme, SchemeChange, Subject, SubjectChange, Variant, is_patch,
    read_patch, read_scheme, write_patch,
};
use baton_core::num::{Decimal, format};

const SCHEME: &str = r#"{
    "format": "baton-scheme", "version": 1, "id": "s", "name": "s",
    "parameters": [{"name": "系数", "value": 2}],
    "classes": [{"name": "镇"}],
    "ladders": [{"name": "等次", "grades": [{"name": "优秀", "least": 90}, {"name": "良好", "least": 70}, {"name": "一般"}]}],
    "sheets": [
        {"name": "月", "class": "镇", "cycle": "month",
            "total": {"name": "总分", "combine": "mean"},
            "indicators": [
                {"name": "农业", "full": 100, "weight": 12, "method": {"kind": "points"}},
                {"name": "工业", "full": 100, "weight": 18, "method": {"kind": "points"}},
                {"name": "旅游", "full": 100, "weight": 20, "method": {"kind": "points"}}],
            "columns": [
                {"name": "排名", "rank": {"by": "总分"}},
                {"name": "等次", "grade": {"ladder": "等次", "by": "总分"}},
                {"name": "奖金", "split": {"budget": "1000", "by": "总分"}}],
            "rules": [{"name": "约谈", "when": "排名 = COUNT(ALL(总分))", "then": [
                {"action": {"kind": "约谈", "text": "{总分}"}}, {"list": "黄旗"}]}]},
        {"name": "别表", "class": "镇", "cycle": "month",
            "indicators": [{"name": "环保", "full": 10, "method": {"kind": "points"}}],
            "columns": [{"name": "加倍", "formula": "环保 * 系数"}]}]
}"#;

fn scheme(text: &str) -> Scheme {
    read_scheme(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Four towns in two months.
fn session() -> Session {
    let mut session = Session::open(Book::new("b", scheme(SCHEME)));
    let span =
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-02"}}"#;
    session.apply(&serde_json::from_str(span).unwrap()).unwrap();
    let marks = [("东", [60, 90, 70]), ("西", [90, 60, 75]), ("南", [95, 90, 90]), ("北", [50, 70, 60])];
    for (town, typed) in marks {
        let subject = Subject::new(town);
        session.apply(&Command::AddSubject { class: "镇".into(), at: None, subject }).unwrap();
        for period in ["2024-01", "2024-02"] {
            for (column, typed) in ["农业", "工业", "旅游"].into_iter().zip(typed) {
                session.apply(&mark("月", period, town, column, &typed.to_string())).unwrap();
            }
            session.apply(&mark("别表", period, town, "环保", "7")).unwrap();
        }
    }
    session
}

fn mark(sheet: &str, period: &str, subject: &str, column: &str, typed: &str) -> Command {
    Command::SetMark {
        sheet: sheet.into(),
        period: period.parse().unwrap(),
        subject: subject.into(),
        column: column.into(),
        typed: typed.to_owned(),
    }
}

fn set(at: &[&str], before: Option<&str>, after: Option<&str>) -> Card {
    let json = |text: Option<&str>| text.map(|text| serde_json::from_str(text).unwrap());
    Card::new(Change::Set(SchemeChange {
        at: at.iter().map(|step| (*step).to_owned()).collect(),
        before: json(before),
        after: json(after),
        behind: None,
    }))
}

fn weight(indicator: &str, before: &str, after: &str) -> Card {
    set(&["sheets", "月", "indicators", indicator, "weight"], Some(before), Some(after))
}

fn variant(cards: Vec<Card>) -> Variant {
    Variant { id: "v".into(), title: "试".to_owned(), cards, ..Variant::default() }
}

fn trial(session: &Session, cards: Vec<Card>) -> Trial {
    Trial::new(session.book(), session.results(), &variant(cards))
}

/// A diff as short lines.
fn lines(cards: &[Card]) -> Vec<String> {
    let line = |card: &Card| match &card.change {
        Change::Set(set) => {
            let json = |json: &Option<serde_json::Value>| {
                let text = json.as_ref().map(ToString::to_string).unwrap_or_default();
                if text.len() > 30 { "…".to_owned() } else { text }
            };
            let behind = set.behind.as_ref().map(|front| format!(" behind {front}")).unwrap_or_default();
            format!("{}: {} > {}{behind}", set.at.join("/"), json(&set.before), json(&set.after))
        }
        Change::Order(order) => {
            format!("{}: {} > {}", order.at.join("/"), order.before.join(" "), order.after.join(" "))
        }
        other => format!("{other:?}"),
    };
    cards.iter().map(line).collect()
}

#[test]
fn a_change_of_a_scheme_is_a_card() {
    let at = "sheets/月";
    for (from, to, expected) in [
        (r#""weight": 12"#, r#""weight": 18"#, vec![format!("{at}/indicators/农业/weight: 12 > 18")]),
        (
            r#""weight": 12"#,
            r#""weight": 12, "note": "新""#,
            vec![format!("{at}/indicators/农业/note:  > \"新\"")],
        ),
        // Another method, or another way to compute a column, is one card.
        (
            r#""weight": 12, "method": {"kind": "points"}"#,
            r#""weight": 12, "method": {"kind": "gain", "each": 2}"#,
            vec![format!(
                "{at}/indicators/农业/method: {{\"kind\":\"points\"}} > {{\"kind\":\"gain\",\"each\":2}}"
            )],
        ),
        (
            r#""formula": "环保 * 系数""#,
            r#""rank": {"by": "环保"}"#,
            vec!["sheets/别表/columns/加倍: … > …".to_owned()],
        ),
        (
            r#"{"by": "总分"}"#,
            r#"{"by": "总分", "ties": "dense"}"#,
            vec![format!("{at}/columns/排名/rank/ties:  > \"dense\"")],
        ),
        (
            r#"{"name": "别表""#,
            r#"{"name": "新表", "class": "镇", "cycle": "year"}, {"name": "别表""#,
            vec!["sheets/新表:  > … behind 月".to_owned()],
        ),
        (
            r#"{"list": "黄旗"}"#,
            r#"{"list": "红旗"}"#,
            vec![format!("{at}/rules/约谈/then/1/list: \"黄旗\" > \"红旗\"")],
        ),
        (r#", {"list": "黄旗"}"#, "", vec![format!("{at}/rules/约谈/then: … > …")]),
        (
            r#"{"name": "良好", "least": 70}, "#,
            "",
            vec!["ladders/等次/grades/良好: … >  behind 优秀".to_owned()],
        ),
        (r#""parameters": [{"name": "系数", "value": 2}],"#, "", vec!["parameters/系数: … > ".to_owned()]),
    ] {
        assert!(SCHEME.contains(from), "{from}");
        let (before, after) = (scheme(SCHEME), scheme(&SCHEME.replacen(from, to, 1)));
        let cards = diff(&before, &after);
        assert_eq!(lines(&cards), expected, "{to}");
        assert_eq!(apply(&before, &cards), (after.clone(), Vec::new()), "{to}");
        let back = diff(&after, &before);
        assert_eq!(apply(&after, &back), (before, Vec::new()), "back from {to}");
    }
}

#[test]
fn what_moved_or_was_renamed_is_still_the_same() {
    let before = scheme(SCHEME);
    let mut after = before.clone();
    let indicators = &mut after.sheets[0].indicators;
    indicators.rotate_left(1);
    indicators[0].name = "工业经济".to_owned();
    let cards = diff(&before, &after);
    assert_eq!(
        lines(&cards),
        [
            "sheets/月/indicators/工业/name: \"工业\" > \"工业经济\"",
            "sheets/月/indicators: 农业 工业 旅游 > 工业 旅游 农业"
        ]
    );
    assert_eq!(apply(&before, &cards), (after.clone(), Vec::new()));
    // A card written before still finds its place after.
    let (changed, unfit) = apply(&after, &[weight("工业", "18", "30")]);
    assert_eq!(unfit, []);
    assert_eq!(changed.sheets[0].indicators[0].weight, Some(30.into()));
}

#[test]
fn a_card_says_what_no_longer_applies() {
    let base = scheme(SCHEME);
    let why = |card: Card| {
        let (scheme, unfit) = apply(&base, &[card]);
        (scheme == base, unfit.into_iter().map(|of| of.why).next())
    };
    assert_eq!(why(weight("林业", "1", "2")), (true, Some(Obstacle::Gone)));
    assert_eq!(why(weight("农业", "10", "12")), (true, Some(Obstacle::Already)));
    assert_eq!(why(weight("农业", "10", "15")), (false, Some(Obstacle::Differs(Some(12.into())))));
    let (is_same, refused) = why(weight("农业", "12", r#""多""#));
    assert!(is_same && matches!(refused, Some(Obstacle::Refused(_))), "{refused:?}");
    // One that cannot stand there does not keep the others from being carried out.
    let cards = [weight("农业", "12", r#""多""#), weight("工业", "18", "20")];
    let (changed, unfit) = apply(&base, &cards);
    assert_eq!(changed.sheets[0].indicators[1].weight, Some(20.into()));
    assert_eq!(unfit.iter().map(|of| of.card).collect::<Vec<_>>(), [0]);
    // Switched off, it does nothing.
    let off = Card { off: true, ..weight("农业", "12", "15") };
    assert_eq!(apply(&base, &[off]), (base.clone(), Vec::new()));
}

#[test]
fn a_variant_alone_is_a_file() {
    let mark = Change::Mark(MarkChange {
        sheet: "月".into(),
        period: "2024-01".parse().unwrap(),
        subject: "东".into(),
        column: "农业".into(),
        before: "60".to_owned(),
        after: String::new(),
    });
    let mut cards = vec![weight("农业", "12", "12.50"), weight("工业", "18", "\"0.12345678901234567890\"")];
    cards.push(Card { off: true, comment: "再议".to_owned(), ..Card::new(mark) });
    let written =
        Variant { reason: "农业大县".to_owned(), from: "2024-02-01".parse().ok(), ..variant(cards) };
    let patch = Patch { scheme: "办法".to_owned(), variant: written.clone() };
    let text = write_patch(&patch);
    assert_eq!(read_patch(&text).as_ref(), Ok(&patch), "{text}");
    assert!(is_patch(&text) && is_patch(&text.replace("\"version\":1", "\"version\":2")));
    assert!(!is_patch("{\"format\":\"baton-book\"}") && !is_patch("[1]") && !is_patch(""));
    let untold = Patch { scheme: String::new(), variant: written.clone() };
    assert_eq!(read_patch(&write_patch(&untold)), Ok(untold));
    for wrong in [
        text.replace("baton-variant", "baton-book"),
        text.replace("\"version\":1", "\"version\":2"),
        text.replace("\"off\":true", "\"off\":1"),
        text.replace("\"mark\":", "\"order\":{\"at\":[],\"before\":[],\"after\":[]},\"mark\":"),
        text.replace("\"title\"", "\"titel\""),
        text.replace("\"办法\"", "7"),
    ] {
        assert_ne!(wrong, text);
        assert!(read_patch(&wrong).is_err(), "{wrong}");
    }
    // A book keeps it, and so does a command in a journal.
    let mut session = session();
    let command = Command::SetVariant { id: "v".into(), at: None, variant: Some(Box::new(written.clone())) };
    let again: Command = serde_json::from_str(&serde_json::to_string(&command).unwrap()).unwrap();
    assert_eq!(again, command);
    session.apply(&command).unwrap();
    let read = baton_core::model::read_book(&baton_core::model::write_book(session.book())).unwrap();
    assert_eq!(read.variants, [written]);
}

#[test]
fn a_parameter_is_set_without_compiling_and_the_rest_is_shared() {
    let session = session();
    let base = session.results();
    let trial = trial(&session, vec![weight("农业", "12", "40")]);
    assert!(Arc::ptr_eq(base.plan(), trial.results().plan()));
    assert!(trial.parameter(0).is_some());
    // In two months: 总分, 排名, 等次, 奖金, the truth columns of the rule, and what these are made of.
    let own = trial.results().column_count() - trial.results().shared_with(base);
    let differing = differing(base, trial.results());
    assert_eq!(own, differing.len(), "{differing:?}");
    assert!(own >= 6 && trial.results().shared_with(base) > own, "{own}");
    assert!(!differing.iter().any(|(table, _)| table == "别表"));
}

/// Thresholds of a ladder, and of counted ballots without the highest and lowest what the options are worth.
#[test]
fn what_must_stand_in_an_order_is_compiled_and_told() {
    let ballots = r#"{
        "format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
        "registers": [{"name": "票", "classes": ["镇"], "cycle": "year", "ballot": {
            "options": [{"name": "好", "worth": 100}, {"name": "中", "worth": 80}, {"name": "差", "worth": 0}]}}],
        "sheets": [{"name": "表", "class": "镇", "cycle": "year", "indicators": [{"name": "测评", "full": 20,
            "method": {"kind": "ballots", "register": "票", "drop": {"highest": 1, "lowest": 1}}}]}]
    }"#;
    let ballots = Session::open(Book::new("b", scheme(ballots)));
    assert_eq!(ballots.diagnostics(), []);
    let worth =
        |after| set(&["registers", "票", "ballot", "options", "中", "worth"], Some("80"), Some(after));
    let least = |after| set(&["ladders", "等次", "grades", "良好", "least"], Some("70"), Some(after));
    let told = |session: &Session, card| {
        let trial = trial(session, vec![card]);
        assert_eq!(trial.unfit(), []);
        let known = session.diagnostics();
        let told = trial.results().plan().diagnostics.iter().filter(|found| !known.contains(found));
        told.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    let out_of_order = |what: &str| vec![Message::NotInOrder { what: what.to_owned() }];
    assert_eq!(told(&ballots, worth("90")), []);
    assert_eq!(told(&ballots, worth("253")), out_of_order("options"));
    assert_eq!(told(&session(), least("80")), []);
    assert_eq!(told(&session(), least("95")), out_of_order("等次"));
}

#[test]
fn a_slider_of_a_variant_with_a_date_moves_nothing_before_that_day() {
    let session = session();
    let from = "2024-02-01".parse().ok();
    let on = weight("农业", "12", "40");
    let off = Card { off: true, ..on.clone() };
    let shown =
        |card| Trial::new(session.book(), session.results(), &Variant { from, ..variant(vec![card]) });
    let (expected, mut slid) = (shown(on), shown(off));
    assert_eq!(differing(session.results(), slid.results()), []);
    slid.slide(session.book(), slid.parameter(0).unwrap(), Decimal::from(40));
    assert_eq!(differing(expected.results(), slid.results()), []);
    let (slot, january, row) = session.place("月", Some("2024-01".parse().unwrap()), "东", "总分").unwrap();
    let [before, after] = [session.results(), slid.results()].map(|of| of.column(slot, january)[row].clone());
    assert_eq!(before, after);
}

#[test]
fn a_change_of_structure_shares_what_it_does_not_touch() {
    let session = session();
    let base = session.results();
    let new = r#"{"id": "林业", "name": "林业", "full": 100, "weight": 5, "method": {"kind": "points"}}"#;
    let card = set(&["sheets", "月", "indicators", "林业"], None, Some(new));
    let trial = trial(&session, vec![card]);
    assert_eq!(trial.unfit(), []);
    let results = trial.results();
    // New are 林业 and its mark column; all of 别表 is shared though its columns have other numbers now.
    let differing = differing(base, results);
    assert_eq!(results.column_count() - results.shared_with(base), differing.len(), "{differing:?}");
    assert!(!differing.iter().any(|(table, _)| table == "别表"), "{differing:?}");
    assert!(differing.iter().any(|(_, column)| column == "林业"));
}

/// The columns, by table and id and once for each period, that differ from those of the same id.
fn differing(base: &Results, variant: &Results) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (slot, column) in variant.plan().columns.iter().enumerate() {
        let table = &variant.plan().tables[column.table];
        let is_it = |of: &baton_core::plan::Column| {
            of.id == column.id
                && base.plan().tables[of.table].id == table.id
                && base.plan().tables[of.table].kind == table.kind
        };
        let other = base.plan().columns.iter().position(is_it);
        for period in 0..variant.space().period_count(variant.plan(), column.table) {
            if other.is_none_or(|other| base.column(other, period) != variant.column(slot, period)) {
                found.push((table.id.to_string(), column.id.to_string()));
            }
        }
    }
    found
}

#[test]
fn who_moves_and_by_how_much() {
    let session = session();
    let trial = trial(&session, vec![weight("农业", "12", "60")]);
    let period = "2024-01".parse().unwrap();
    let moves = moves(session.results(), trial.results(), "月", period).unwrap();
    let names: Vec<(&str, Measure)> =
        moves.columns.iter().map(|column| (column.name.as_str(), column.measure)).collect();
    assert_eq!(names.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["总分", "排名", "等次", "奖金"]);
    let rank = moves.column(|measure| matches!(measure, Measure::Rank(_))).unwrap();
    let ranks: Vec<String> = moves
        .subjects
        .iter()
        .map(|of| format!("{} {}>{}", of.name, of.cells[rank].shown_before, of.cells[rank].shown_after))
        .collect();
    // 西, whose agriculture is better, passes 东 and gains more than that loses.
    assert_eq!(&ranks[..2], ["西 3>2", "东 2>3"]);
    assert_eq!((moves.counts.subjects, moves.counts.ranks, moves.counts.scores), (4, 2, 4));
    assert_eq!(moves.counts.money_gained, moves.counts.money_lost);
    assert!(moves.counts.money_gained > Decimal::ZERO);
    assert_eq!((moves.tau.concordant, moves.tau.discordant), (5, 1));
    assert_eq!(moves.slopes(rank).len(), 4);
    let passes = |subject: &str| {
        let names =
            |all: Vec<&baton_core::lab::Move>| all.iter().map(|of| of.name.clone()).collect::<Vec<_>>();
        moves.passes(rank, subject).map(names)
    };
    assert_eq!(passes("西"), [vec!["东".to_owned()], vec![], vec![]]);
    assert_eq!(passes("东"), [vec![], vec!["西".to_owned()], vec![]]);
    assert!(passes("南").iter().all(Vec::is_empty));
    let seats: Vec<String> =
        moves.seats.iter().map(|of| format!("{} {}>{}", of.grade, of.before, of.after)).collect();
    assert!(!seats.is_empty(), "{seats:?}");
    // 北 stays the last and is talked to in both.
    assert_eq!((moves.counts.gained, moves.counts.lost), (0, 0));
    let worse = set(&["sheets", "月", "rules", "约谈"], Some("{}"), None);
    let off = self::trial(&session, vec![worse]);
    let moves = baton_core::lab::moves(session.results(), off.results(), "月", period).unwrap();
    assert_eq!((moves.counts.gained, moves.counts.lost, moves.counts.unlisted), (0, 1, 1));
    assert_eq!(moves.subjects[0].name, "北");
    assert_eq!(moves.hit().map(|of| of.name.as_str()).collect::<Vec<_>>(), ["北"]);
}

/// Where places are counted in groups, those of two groups say nothing of each other.
#[test]
fn places_of_two_groups_are_not_compared() {
    let text = SCHEME
        .replace(r#"[{"name": "镇"}]"#, r#"[{"name": "镇", "fields": [{"name": "片区", "type": "text"}]}]"#)
        .replace(r#"{"by": "总分"}}"#, r#"{"by": "总分", "within": ["片区"]}}"#);
    let mut book = session().book().clone();
    book.editions[0].scheme = scheme(&text);
    for (subject, group) in book.roster.get_mut("镇").unwrap().iter_mut().zip(["甲", "甲", "乙", "乙"]) {
        subject.fields.insert("片区".into(), group.to_owned());
    }
    let session = Session::open(book);
    let trial = trial(&session, vec![weight("农业", "12", "60")]);
    let moves = moves(session.results(), trial.results(), "月", "2024-01".parse().unwrap()).unwrap();
    let rank = moves.column(|measure| matches!(measure, Measure::Rank(_))).unwrap();
    let ranks = moves
        .slopes(rank)
        .into_iter()
        .map(|(of, before, after)| format!("{} {} {before}>{after}", of.groups[rank].join("/"), of.name));
    assert_eq!(ranks.collect::<Vec<_>>(), ["甲/甲 西 2>1", "甲/甲 东 1>2", "乙/乙 北 2>2", "乙/乙 南 1>1"]);
    // 西 comes to the first place, where 南 stands too, in its own group.
    let names = |all: Vec<&baton_core::lab::Move>| all.iter().map(|of| of.name.clone()).collect::<Vec<_>>();
    assert_eq!(moves.passes(rank, "西").map(names), [vec!["东".to_owned()], vec![], vec![]]);
    assert_eq!((moves.tau.pairs, moves.tau.concordant, moves.tau.discordant), (2, 1, 1));
}

/// Why a subject moves: the cells behind its score that are others, and how it does where a card changes something.
#[test]
fn what_changed_in_a_row_and_how_the_subject_does_there() {
    let session = session();
    let period = "2024-01".parse().unwrap();
    let changed = |cards: Vec<Card>, subject: &str| -> Vec<String> {
        let trial = trial(&session, cards);
        let cells = changed_cells(session.results(), trial.results(), "月", period, subject);
        let said =
            |of: &ChangedCell| format!("{} {}>{}", of.column, of.pair.shown_before, of.pair.shown_after);
        cells.iter().map(said).collect()
    };
    // A weight changes the total alone; what is marked is another cell.
    assert_eq!(changed(vec![weight("农业", "12", "60")], "西"), Vec::<String>::new());
    let marked = Card::new(Change::Mark(MarkChange {
        sheet: "月".into(),
        period,
        subject: "西".into(),
        column: "农业".into(),
        before: "90".to_owned(),
        after: "40".to_owned(),
    }));
    assert_eq!(changed(vec![marked.clone()], "西"), ["农业 90>40"]);
    assert_eq!(changed(vec![marked.clone()], "东"), Vec::<String>::new());
    assert_eq!(changed(vec![marked], "nobody"), Vec::<String>::new());

    let among = |card: Card, subject: &str| {
        let found = among(session.results(), "月", period, &card.change, subject)?;
        Some(format!("{} {} {}", found.name, found.own, found.mean))
    };
    // (60 + 90 + 95 + 50) / 4
    assert_eq!(among(weight("农业", "12", "60"), "西").as_deref(), Some("农业 90 73.75"));
    assert_eq!(among(weight("农业", "12", "60"), "北").as_deref(), Some("农业 50 73.75"));
    assert_eq!(among(set(&["parameters", "系数", "value"], Some("2"), Some("3")), "北"), None);
    assert_eq!(
        among(set(&["sheets", "别表", "indicators", "环保", "full"], Some("10"), Some("9")), "北"),
        None
    );
}

#[test]
fn adopting_gives_what_was_shown_and_discarding_leaves_nothing() {
    let mut session = session();
    let before = session.book().clone();
    let mut tried = variant(vec![
        weight("农业", "12", "60"),
        Card::new(Change::Mark(MarkChange {
            sheet: "月".into(),
            period: "2024-02".parse().unwrap(),
            subject: "北".into(),
            column: "旅游".into(),
            before: "60".to_owned(),
            after: "99".to_owned(),
        })),
    ]);
    for from in [None, Some("2024-02-01")] {
        tried.from = from.map(|from| from.parse().unwrap());
        let add = Command::SetVariant { id: "v".into(), at: None, variant: Some(Box::new(tried.clone())) };
        session.apply(&add).unwrap();
        let child =
            Variant { id: "w".into(), base: Some("v".into()), ..variant(vec![weight("工业", "18", "1")]) };
        let add = Command::SetVariant { id: "w".into(), at: None, variant: Some(Box::new(child)) };
        session.apply(&add).unwrap();
        let shown = Trial::new(session.book(), session.results(), session.book().variant("v").unwrap());
        session.apply(&adopt(session.book(), "v", tried.from).unwrap()).unwrap();
        assert_eq!(session.book().editions.len(), if from.is_some() { 2 } else { 1 });
        assert_eq!(session.book().variant("v"), None);
        assert_eq!(session.book().variant("w").unwrap().base, None);
        for (slot, _) in session.plan().columns.iter().enumerate() {
            for period in 0..2 {
                assert_eq!(session.results().column(slot, period), shown.results().column(slot, period));
            }
        }
        session.undo().unwrap();
        // Discarded, the variant that was based on it is still what it was.
        let child = |session: &Session| {
            let of = session.book().variant("w").unwrap();
            Trial::new(session.book(), session.results(), of).scheme().cloned()
        };
        let was = child(&session);
        session.apply(&discard(session.book(), "v").unwrap()).unwrap();
        assert_eq!(session.book().variant("v"), None);
        if from.is_none() {
            assert_eq!(child(&session), was);
        }
        session.apply(&discard(session.book(), "w").unwrap()).unwrap();
        assert_eq!(session.book(), &before);
        while session.depth().0 > 0 && session.book().variants.is_empty() {
            session.undo().unwrap();
        }
        session = self::session();
    }
}

#[test]
fn an_edition_comes_after_the_newest() {
    let mut session = session();
    let add = |from: &str| {
        let edition = baton_core::model::Edition { from: from.parse().ok(), scheme: scheme(SCHEME) };
        Command::AddEdition { edition: Box::new(edition) }
    };
    assert!(session.apply(&Command::RemoveEdition).is_err());
    assert!(session.apply(&add("nothing")).is_err());
    session.apply(&add("2024-02-01")).unwrap();
    assert!(session.apply(&add("2024-02-01")).is_err());
    session.undo().unwrap();
    assert_eq!(session.book().editions.len(), 1);
    session.redo().unwrap();
    assert_eq!(session.book().editions.len(), 2);
}

#[test]
fn variants_on_variants() {
    let mut session = session();
    let one = variant(vec![weight("农业", "12", "60")]);
    let add = Command::SetVariant { id: "v".into(), at: None, variant: Some(Box::new(one)) };
    session.apply(&add).unwrap();
    let both = Variant { base: Some("v".into()), ..variant(vec![weight("农业", "60", "30")]) };
    let two = Variant { id: "w".into(), ..both };
    let shown = Trial::new(session.book(), session.results(), &two);
    assert_eq!(shown.unfit(), []);
    let direct = trial(&session, vec![weight("农业", "12", "30")]);
    assert_eq!(differing(direct.results(), shown.results()), []);
    // Its base is gone, or it is based on itself.
    let lost = Variant { base: Some("x".into()), ..two };
    assert_eq!(Trial::new(session.book(), session.results(), &lost).unfit()[0].why, Obstacle::NoBase);
}

#[test]
fn recording_keeps_comments_and_what_is_off() {
    let base = scheme(SCHEME);
    let commented = |comment: &str, card: Card| Card { comment: comment.to_owned(), ..card };
    let cards = [
        commented("一", weight("农业", "12", "60")),
        Card { off: true, ..weight("工业", "18", "1") },
        commented("二", weight("旅游", "20", "2")),
    ];
    let mut edited = apply(&base, &cards).0;
    edited.sheets[0].indicators[0].weight = Some(61.into());
    edited.sheets[0].indicators[2].weight = Some(20.into());
    edited.name = "新名".to_owned();
    let recorded = record(&cards, &base, &edited);
    assert_eq!(apply(&base, &recorded), (edited, Vec::new()));
    assert_eq!(
        lines(&recorded),
        [
            "sheets/月/indicators/农业/weight: 12 > 61",
            "sheets/月/indicators/工业/weight: 18 > 1",
            "name: \"s\" > \"新名\""
        ]
    );
    assert_eq!(recorded[0].comment, "一");
    assert!(recorded[1].off);
}

#[test]
fn each_card_has_its_share() {
    let session = session();
    let cards = vec![weight("农业", "12", "60"), weight("工业", "18", "5"), weight("旅游", "20", "7")];
    let of = variant(cards);
    let target = Target { sheet: "月".into(), period: "2024-01".parse().unwrap(), column: "总分".into() };
    let how = (8, 0, 1);
    let shared = attribute(session.book(), session.results(), &of, &target, how);
    assert_eq!((shared.cards.as_slice(), shared.shares.computed), (&[0, 1, 2][..], 8));
    // By brute force over the orders, each coalition compiled.
    let value = |on: &[bool]| {
        let mut some = of.clone();
        some.cards.iter_mut().zip(on).for_each(|(card, on)| card.off = !on);
        let scheme = apply(session.book().scheme().unwrap(), &some.cards).0;
        let mut book = session.book().clone();
        book.editions[0].scheme = scheme;
        let results = Session::open(book);
        let place = |town| results.place("月", "2024-01".parse().ok(), town, "总分").unwrap();
        ["东", "西", "南", "北"].map(|town| {
            let (slot, period, row) = place(town);
            match results.results().cell(slot, period, row).unwrap().value {
                baton_core::model::Value::Number(number) => number,
                _ => panic!("a number"),
            }
        })
    };
    for town in 0..4 {
        let shares = shared.shares.of[town].as_ref().unwrap();
        let mut sums = [Decimal::ZERO; 3];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut on = [false; 3];
            for card in order {
                let before = value(&on)[town];
                on[card] = true;
                sums[card] += value(&on)[town] - before;
            }
        }
        for (share, sum) in shares.iter().zip(sums) {
            let difference = (*share * Decimal::from(6) - sum).abs();
            assert!(difference < Decimal::new(1, 10), "{share} and {sum} / 6");
        }
        let whole = value(&[true; 3])[town] - value(&[false; 3])[town];
        assert_eq!(shares.iter().sum::<Decimal>(), whole);
        assert_eq!(shared.shares.whole[town], Some(whole));
    }
    // Drawn orders sum to the whole as well; one card has it all.
    let drawn = attribute(session.book(), session.results(), &of, &target, (1, 5, 7));
    assert_eq!(drawn.shares.draws, Some(10));
    for (shares, whole) in drawn.shares.of.iter().zip(&drawn.shares.whole) {
        assert_eq!(Some(shares.as_ref().unwrap().iter().sum::<Decimal>()), *whole);
    }
    let single = variant(vec![weight("农业", "12", "60")]);
    let single = attribute(session.book(), session.results(), &single, &target, how).shares;
    assert_eq!(single.of[0], single.whole[0].map(|whole| vec![whole]));
}

#[test]
fn shares_of_known_games() {
    let share = |shares: &Shares| shares.of[0].clone().unwrap().into_iter().map(format).collect::<Vec<_>>();
    let count = |on: &[bool]| on.iter().filter(|on| **on).count();
    // Two gloves: one left, two right; a pair is worth 1.
    let gloves = |on: &[bool]| vec![Some(Decimal::from(usize::from(on[0] && (on[1] || on[2]))))];
    assert_eq!(share(&shapley(3, (8, 0, 0), gloves)), ["0.666666666666", "0.166666666667", "0.166666666667"]);
    // Each adds its own; a dummy has nothing, though thirds are rounded beside it.
    let alike = |on: &[bool]| vec![Some(if count(&on[..3]) == 3 { Decimal::ONE } else { Decimal::ZERO })];
    assert_eq!(share(&shapley(4, (8, 0, 0), alike))[3], "0");
    let nothing = shapley(0, (8, 0, 0), |_| vec![Some(Decimal::ONE)]);
    assert_eq!((share(&nothing).len(), nothing.whole[0]), (0, Some(Decimal::ZERO)));
    let lost = shapley(2, (8, 0, 0), |on: &[bool]| vec![(count(on) != 1).then_some(Decimal::ONE)]);
    assert_eq!(lost.of, [None]);
    // Many cards: drawn, the sum still exact, the same for the same seed.
    let third = Decimal::ONE / Decimal::from(3);
    let many = |seed| {
        shapley(12, (8, 20, seed), |on: &[bool]| {
            vec![Some(baton_core::num::keep(third * Decimal::from(count(on) * count(on))))]
        })
    };
    let (one, again) = (many(5), many(5));
    assert_eq!(one, again);
    assert_eq!(one.of[0].as_ref().unwrap().iter().sum::<Decimal>(), one.whole[0].unwrap());
    assert!(one.computed < 20 * 2 * 12 + 2);
}

#[test]
fn a_backtest_goes_over_all_periods() {
    let mut session = session();
    let edition = baton_core::model::Edition { from: "2024-02-01".parse().ok(), scheme: scheme(SCHEME) };
    session.apply(&Command::AddEdition { edition: Box::new(edition) }).unwrap();
    let worse = variant(vec![set(&["ladders", "等次", "grades", "优秀", "least"], Some("90"), Some("95"))]);
    let tested = backtest(session.book(), session.results(), &worse, None).unwrap();
    let hit: Vec<String> = tested
        .sheets
        .iter()
        .flat_map(|moves| moves.hit().map(|of| format!("{} {} {}", moves.sheet, moves.period, of.name)))
        .collect();
    // Before the newest edition too, though a trial would leave January alone.
    assert_eq!(hit, ["月 2024-01 南", "月 2024-02 南"]);
    let until = "2024-01-31".parse().ok();
    assert_eq!(backtest(session.book(), session.results(), &worse, until).unwrap().sheets.len(), 2);
    let trial = Trial::new(session.book(), session.results(), &worse);
    let january = moves(session.results(), trial.results(), "月", "2024-01".parse().unwrap()).unwrap();
    assert_eq!(january.counts.grades, 0);
}

/// Against scipy: `tests/scipy/tau_b.py`.
#[test]
fn tau_b_is_that_of_scipy() {
    let mut tested = 0;
    for line in include_str!("tau_b.csv").lines().skip(1) {
        let parts: Vec<&str> = line.split(',').collect();
        let values =
            |text: &str| text.split(' ').map(|value| value.parse::<Decimal>().unwrap()).collect::<Vec<_>>();
        let pairs: Vec<_> = values(parts[0]).into_iter().zip(values(parts[1])).collect();
        let found = tau_b(&pairs).value();
        match parts[2] {
            "" => assert_eq!(found, None, "{line}"),
            expected => {
                let expected: Decimal = expected.parse().unwrap();
                let found = found.unwrap_or_else(|| panic!("{line}"));
                assert!((found - expected).abs() <= Decimal::new(2, 15), "{found}: {line}");
            }
        }
        tested += 1;
    }
    assert_eq!(tested, 120);
}

/// The session with variants put into its book.
fn with_variants(variants: &[Variant]) -> Session {
    let mut session = session();
    for variant in variants {
        put(&mut session, variant.clone());
    }
    session
}

fn put(session: &mut Session, variant: Variant) {
    let command = Command::SetVariant { id: variant.id.clone(), at: None, variant: Some(Box::new(variant)) };
    session.apply(&command).unwrap();
}

fn named(id: &str, base: Option<&str>, cards: Vec<Card>) -> Variant {
    Variant { id: id.into(), title: id.to_owned(), base: base.map(Into::into), cards, ..Variant::default() }
}

#[test]
fn a_patch_says_what_of_it_a_book_can_take_over() {
    let parent = named("p", None, vec![weight("农业", "12", "18")]);
    let child = named("c", Some("p"), vec![weight("工业", "18", "30")]);
    let mut session = with_variants(&[parent.clone(), child.clone()]);
    // Handed on with the cards of what it is based on.
    let patch = alone(session.book(), &child).unwrap();
    assert_eq!((patch.scheme.as_str(), patch.variant.base.as_ref()), ("s", None));
    assert_eq!(patch.variant.cards, [parent.cards[0].clone(), child.cards[0].clone()]);
    assert_eq!(alone(session.book(), &named("x", Some("gone"), Vec::new())), None);

    let before = session.book().clone();
    let look = |session: &Session, cards: Vec<Card>| {
        let patch = Patch { scheme: String::new(), variant: variant(cards) };
        let held = held(session.book(), session.results(), &patch);
        (held.fit, held.unfit.into_iter().map(|of| (of.card, of.why)).collect::<Vec<_>>())
    };
    let off = |card: Card| Card { off: true, ..card };
    let (gone, already) = (weight("林业", "1", "2"), weight("农业", "9", "12"));
    for (cards, fit, unfit) in [
        (patch.variant.cards.clone(), Fit::Applies, vec![]),
        (vec![weight("农业", "10", "18")], Fit::Applies, vec![(0, Obstacle::Differs(Some(12.into())))]),
        (
            vec![gone.clone(), weight("工业", "18", "30"), already.clone()],
            Fit::Applies,
            vec![(0, Obstacle::Gone), (2, Obstacle::Already)],
        ),
        (vec![gone.clone()], Fit::Foreign, vec![(0, Obstacle::Gone)]),
        // Switched off it does not fit either.
        (vec![off(gone.clone())], Fit::Foreign, vec![(0, Obstacle::Gone)]),
        (vec![gone, already.clone()], Fit::Foreign, vec![(0, Obstacle::Gone), (1, Obstacle::Already)]),
        (vec![already], Fit::Already, vec![(0, Obstacle::Already)]),
        (vec![], Fit::Empty, vec![]),
    ] {
        assert_eq!(look(&session, cards.clone()), (fit, unfit), "{cards:?}");
    }
    assert_eq!(session.book(), &before, "looking changes nothing");

    // Taken over under an id and a title that nobody has; undo leaves no trace.
    let (id, command) = take_in(session.book(), &patch);
    session.apply(&command).unwrap();
    let taken = session.book().variant(&id).unwrap().clone();
    assert_eq!((taken.title.as_str(), taken.base, taken.cards), ("c 2", None, patch.variant.cards));
    session.undo().unwrap();
    assert_eq!(session.book(), &before);
}

#[test]
fn between_two_variants_lie_cards_that_lead_from_one_to_the_other() {
    let typed = |before: &str, after: &str| {
        Card::new(Change::Mark(MarkChange {
            sheet: "月".into(),
            period: "2024-01".parse().unwrap(),
            subject: "东".into(),
            column: "农业".into(),
            before: before.to_owned(),
            after: after.to_owned(),
        }))
    };
    let parent = named("p", None, vec![weight("农业", "12", "18")]);
    let child = named("c", Some("p"), vec![weight("工业", "18", "30")]);
    let other = named("o", None, vec![weight("农业", "12", "6"), weight("旅游", "20", "25")]);
    let data = named("d", None, vec![typed("60", "99")]);
    let dated = Variant { from: "2024-02-01".parse().ok(), ..named("f", None, Vec::new()) };
    let all = [parent.clone(), child.clone(), other.clone(), data, dated];
    let session = with_variants(&all);
    let book = session.book();
    let results = |variant: &Variant| Trial::new(book, session.results(), variant);
    let mut told = 0;
    for right in &all {
        for left in [None].into_iter().chain(all.iter().map(Some)) {
            let Some(found) = between(book, left.map(|left| left.id.as_str()), right) else { continue };
            told += 1;
            let (found, right) = (results(&found), results(right));
            let moves = moves(found.results(), right.results(), "月", "2024-01".parse().unwrap()).unwrap();
            assert!(moves.subjects.iter().all(|of| of.cells.iter().all(|pair| pair.is_same)));
            assert!(found.unfit().is_empty(), "{:?}", found.unfit());
        }
    }
    // Each of the five against the book; the three without data against one another; data and date against themselves.
    assert_eq!(told, 5 + 9 + 2);
    let cards = |left: &str, right: &Variant| between(book, Some(left), right).unwrap().cards;
    assert_eq!(cards("p", &child), child.cards);
    assert_eq!(lines(&cards("p", &other)).len(), 2, "农业 18 → 6, 旅游 20 → 25");
    assert_eq!(lines(&cards("c", &parent)).len(), 1, "工业 30 → 18");

    // Their shares sum to what the two differ by.
    let pair = between(book, Some("p"), &other).unwrap();
    let target = Target { sheet: "月".into(), period: "2024-01".parse().unwrap(), column: "~total".into() };
    let (left, right) = (results(&parent), results(&other));
    let seen = moves(left.results(), right.results(), "月", target.period).unwrap();
    let total = seen.columns[0].id.clone();
    let told = attribute(book, session.results(), &pair, &Target { column: total, ..target }, (8, 0, 1));
    for of in &seen.subjects {
        let at = told.subjects.iter().position(|id| *id == of.subject).unwrap();
        let shares = told.shares.of[at].clone().unwrap();
        assert_eq!(Some(shares.iter().sum::<Decimal>()), of.cells[0].change, "{}", of.name);
    }
}

#[test]
fn over_all_periods_changes_add_up() {
    let mut session = session();
    // In February 南 has no mark in 农业 by hand: another change than in January.
    session.apply(&mark("月", "2024-02", "南", "农业", "5")).unwrap();
    let trial = trial(&session, vec![weight("农业", "12", "60")]);
    let (before, after) = (session.results(), trial.results());
    let over = over_periods(before, after, "月");
    assert_eq!((over.periods, over.subjects.len()), (2, 4));
    let by_period: Vec<_> = ["2024-01", "2024-02"]
        .map(|period| moves(before, after, "月", period.parse().unwrap()).unwrap())
        .into_iter()
        .collect();
    assert_eq!(over.counts.ranks, by_period.iter().map(|of| of.counts.ranks).sum::<usize>());
    assert_eq!(over.counts.grades, by_period.iter().map(|of| of.counts.grades).sum::<usize>());
    assert!(over.counts.ranks > 0 && over.counts.grades > 0);
    for subject in &over.subjects {
        for (at, total) in subject.totals.iter().enumerate() {
            let pairs: Vec<_> = by_period
                .iter()
                .map(|of| &of.subjects.iter().find(|of| of.subject == subject.subject).unwrap().cells[at])
                .collect();
            assert_eq!(total.changed, pairs.iter().filter(|pair| !pair.is_same).count());
            let changes: Vec<Decimal> = pairs.iter().filter_map(|pair| pair.change).collect();
            assert_eq!((total.sum, total.periods), (changes.iter().sum(), changes.len()));
            assert_eq!(total.way, changes.iter().map(|change| change.abs()).sum());
        }
    }
    let south = over.subjects.iter().find(|of| of.name == "南").unwrap();
    assert_ne!(south.totals[0].mean(), Some(south.totals[0].sum), "the mean of two");
    assert_eq!(over_periods(before, after, "无").periods, 0);
}

#[test]
fn what_follows_on_one_sheet_is_what_all_periods_tell_of_it() {
    // 北 is last and leads by 工业: with more weight on it 西 is last.
    let mut session = session();
    for period in ["2024-01", "2024-02"] {
        session.apply(&mark("月", period, "北", "工业", "100")).unwrap();
    }
    let trial = trial(&session, vec![weight("工业", "18", "60")]);
    let (before, after) = (session.results(), trial.results());
    let all = baton_core::lab::moves_of_sheet(before, after, "月");
    assert!(all.iter().any(|of| of.counts.gained > 0 && of.counts.listed > 0), "something follows");
    for of in all {
        assert_eq!(moves(before, after, "月", of.period), Some(of));
    }
}

#[test]
fn a_subject_called_otherwise_is_so_wherever_a_formula_writes_its_name() {
    let text = r#"{
        "format": "baton-scheme", "version": 1, "id": "s", "name": "s",
        "classes": [{"name": "镇"}, {"name": "人", "fields": [{"name": "所在", "type": "link", "class": "镇"}]}],
        "sheets": [{"name": "表", "class": "人", "cycle": "month",
            "columns": [{"name": "写", "formula": "所在 & \"镇\""}]}]
    }"#;
    let mut session = Session::open(Book::new("b", scheme(text)));
    let span =
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-01"}}"#;
    session.apply(&serde_json::from_str(span).unwrap()).unwrap();
    let town = Subject { name: "东".to_owned(), ..Subject::new("t") };
    let mut person = Subject::new("张");
    person.fields.insert("所在".into(), "t".to_owned());
    for (class, subject) in [("镇", &town), ("人", &person)] {
        let command = Command::AddSubject { class: class.into(), at: None, subject: subject.clone() };
        session.apply(&command).unwrap();
    }
    let (slot, at, row) = session.place("表", Some("2024-01".parse().unwrap()), "张", "写").unwrap();
    let shown = |results: &Results| results.show(&results.cell(slot, at, row).unwrap().value);
    assert_eq!(shown(session.results()), "东镇");
    let after = Subject { name: "新东".to_owned(), ..town.clone() };
    let (before, after) = (Some(Box::new(town)), Some(Box::new(after)));
    let card = Change::Subject(SubjectChange { class: "镇".into(), subject: "t".into(), before, after });
    assert_eq!(shown(trial(&session, vec![Card::new(card)]).results()), "新东镇");
}
