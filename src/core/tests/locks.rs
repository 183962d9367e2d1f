//! Steps, locks and fingerprints: what is refused, what is told, and what a fingerprint changes by.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use baton_core::diag::Message;
use baton_core::edit::{Command, Session};
use baton_core::explain::{Standing, fingerprint, verify, why};
use baton_core::model::{Book, SheetPeriod, StepTaken, read_book, read_scheme, write_book};

const SCHEME: &str = r#"{
    "format": "baton-scheme", "version": 1, "id": "s", "name": "s", "semantics": 1,
    "parameters": [{"name": "基础", "value": 60}],
    "classes": [{"name": "镇", "fields": [{"name": "人口"}, {"name": "电话", "type": "text"}]}],
    "registers": [
        {"name": "台账", "classes": ["镇"], "counts-from": "计入", "fields": [{"name": "分"}, {"name": "计入", "type": "date"}]},
        {"name": "旁账", "classes": ["镇"], "fields": [{"name": "分"}]}
    ],
    "processes": [{"name": "流程", "steps": [
        {"name": "自评"}, {"name": "初审"}, {"name": "审定", "locks": true}, {"name": "公布"}
    ]}],
    "sheets": [
        {"name": "周", "class": "镇", "cycle": "week", "indicators": [{"name": "乙", "full": 10, "method": {"kind": "points"}}]},
        {"name": "月", "class": "镇", "cycle": "month", "process": "流程", "inputs": [{"name": "甲"}], "columns": [
            {"name": "加扣", "formula": "SUM(ENTRIES(台账.分))"},
            {"name": "周均", "formula": "AVERAGE(WITHIN(周.乙))"},
            {"name": "总分", "formula": "基础 + 甲 + 加扣 + 周均 + 人口 / 1000"},
            {"name": "名次", "rank": {"by": "总分"}}
        ]}
    ]
}"#;

/// A book in which one week and two months are open, with two subjects, some marks and an entry.
fn session() -> Session {
    let mut session = Session::open(Book::new("b", read_scheme(SCHEME).unwrap()));
    for command in [
        r#"{"command": "open-periods", "cycle": "week", "span": {"first": "2024-W02", "last": "2024-W02"}}"#,
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-02"}}"#,
        r#"{"command": "add-subject", "class": "镇", "subject": {"id": "东", "fields": {"人口": "3000"}}}"#,
        r#"{"command": "add-subject", "class": "镇", "subject": {"id": "西", "fields": {"人口": "2000"}}}"#,
        r#"{"command": "add-entry", "register": "台账", "entry": {"id": "1", "subject": "东", "when": "2024-01-05", "values": {"分": "2"}}}"#,
        r#"{"command": "add-entry", "register": "台账", "entry": {"id": "2", "subject": "西", "when": "2024-02-05", "values": {"分": "1"}}}"#,
    ] {
        apply(&mut session, command).unwrap();
    }
    for (sheet, period, subject, column, typed) in [
        ("月", "2024-01", "东", "甲", "5"),
        ("月", "2024-01", "西", "甲", "7"),
        ("周", "2024-W02", "东", "乙", "3"),
        ("周", "2024-W02", "西", "乙", "0"),
    ] {
        apply(&mut session, &mark(sheet, period, subject, column, typed)).unwrap();
    }
    session
}

fn apply(session: &mut Session, command: &str) -> Result<(), Message> {
    let command: Command = serde_json::from_str(command).unwrap();
    session.apply(&command).map(|_| ())
}

fn mark(sheet: &str, period: &str, subject: &str, column: &str, typed: &str) -> String {
    format!(
        r#"{{"command": "set-mark", "sheet": "{sheet}", "period": "{period}", "subject": "{subject}",
            "column": "{column}", "typed": "{typed}"}}"#
    )
}

fn january() -> SheetPeriod {
    SheetPeriod { sheet: "月".into(), period: "2024-01".parse().unwrap() }
}

fn taken(step: &str, note: &str) -> StepTaken {
    let (by, at) = ("考评办".to_owned(), "2024-02-01 09:00".to_owned());
    StepTaken { step: (!step.is_empty()).then(|| step.into()), by, at, note: note.to_owned() }
}

/// A book whose January is locked.
fn locked() -> Session {
    let mut session = session();
    let lock = session.lock(&january(), taken("", "常委会审定")).unwrap();
    session.apply(&lock).unwrap();
    session
}

fn standing(session: &Session) -> (Standing, Vec<String>) {
    let states = verify(session.results(), session.book());
    assert_eq!(states.len(), 1);
    let told = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let line = |of: &baton_core::explain::Difference| {
        format!("{} {} {} > {}", of.cell.row, of.cell.column, told(&of.published), told(&of.now))
    };
    (states[0].standing, states[0].differences.iter().map(line).collect())
}

fn print(session: &Session) -> String {
    fingerprint(session.results(), session.book(), &january()).unwrap().whole
}

#[test]
fn a_period_goes_through_its_steps_and_back() {
    let mut session = session();
    for (step, is_locked) in [("自评", false), ("初审", false), ("审定", true), ("公布", true)] {
        let command = session.take_step(&january(), taken(step, "")).unwrap();
        session.apply(&command).unwrap();
        let stage = &session.book().stages[&january()];
        assert_eq!((stage.step().map(|id| id.as_str()), stage.lock.is_some()), (Some(step), is_locked));
    }
    // Back before the approval needs a reason, and opens the period again.
    assert_eq!(session.take_step(&january(), taken("初审", " ")).err(), Some(Message::UnlockReasonMissing));
    let command = session.take_step(&january(), taken("初审", "漏计一项")).unwrap();
    session.apply(&command).unwrap();
    assert!(session.book().lock(&january()).is_none());
    let steps: Vec<_> =
        session.book().stages[&january()].taken.iter().map(|t| t.step.clone().unwrap()).collect();
    assert_eq!(steps, ["自评".into(), "初审".into(), "审定".into(), "公布".into(), "初审".into()]);
    assert!(matches!(
        session.take_step(&january(), taken("会审", "")),
        Err(Message::UnknownReference { kind, .. }) if kind == "step"
    ));
    let other = SheetPeriod { sheet: "月".into(), period: "2025-01".parse().unwrap() };
    assert!(session.take_step(&other, taken("", "")).is_ok_and(|command| session.apply(&command).is_err()));
    // Each step is undone by itself.
    for left in (0..5).rev() {
        session.undo().unwrap();
        assert_eq!(session.book().stages.get(&january()).map_or(0, |stage| stage.taken.len()), left);
    }
}

#[test]
fn every_kind_of_write_into_a_locked_period_is_refused() {
    let mut session = locked();
    let locked = Message::PeriodLocked {
        table: "月".to_owned(),
        period: "2024-01".to_owned(),
        at: "2024-02-01 09:00".to_owned(),
    };
    let entry = Message::EntryLocked {
        register: "台账".to_owned(),
        table: "月".to_owned(),
        period: "2024-01".to_owned(),
    };
    let cell = r#""key": {"table": "月", "period": "2024-01", "row": "东", "column": "总分"}"#;
    let of_entry = r#""key": {"table": "台账", "row": "1", "column": ""}"#;
    let before = session.book().clone();
    for (command, told) in [
        (mark("月", "2024-01", "东", "甲", "6"), &locked),
        (mark("月", "2024-01", "东", "甲", ""), &locked),
        (format!(r#"{{"command": "set-override", {cell}, "value": {{"value": "9", "reason": "误"}}}}"#), &locked),
        (format!(r#"{{"command": "set-override", {cell}, "value": null}}"#), &locked),
        (format!(r#"{{"command": "set-evidence", {cell}, "evidence": {{"file": "a.pdf"}}}}"#), &locked),
        (format!(r#"{{"command": "set-evidence", {of_entry}, "evidence": {{"file": "a.pdf"}}}}"#), &entry),
        (
            r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-02", "last": "2024-03"}}"#
                .to_owned(),
            &locked,
        ),
        (r#"{"command": "open-periods", "cycle": "month", "span": null}"#.to_owned(), &locked),
        (
            r#"{"command": "add-entry", "register": "台账", "entry": {"id": "3", "subject": "东", "when": "2024-01-31"}}"#
                .to_owned(),
            &entry,
        ),
        (r#"{"command": "remove-entry", "register": "台账", "entry": "1"}"#.to_owned(), &entry),
        (r#"{"command": "set-entry", "register": "台账", "entry": "1", "field": "分", "typed": "4"}"#.to_owned(), &entry),
        // Into the locked month, and out of it.
        (
            r#"{"command": "set-entry", "register": "台账", "entry": "2", "field": "计入", "typed": "2024-01-09"}"#
                .to_owned(),
            &entry,
        ),
        (
            r#"{"command": "set-entry", "register": "台账", "entry": "1", "field": "计入", "typed": "2024-02-09"}"#
                .to_owned(),
            &entry,
        ),
        (
            r#"{"command": "set-stage", "sheet": "月", "period": "2024-01", "stage": null}"#.to_owned(),
            &Message::UnlockReasonMissing,
        ),
    ] {
        assert_eq!(apply(&mut session, &command).as_ref(), Err(told), "{command}");
        let many = format!(r#"{{"command": "many", "commands": [{}, {command}]}}"#, mark("月", "2024-02", "东", "甲", "1"));
        assert_eq!(apply(&mut session, &many).as_ref(), Err(told), "{many}");
        assert_eq!(session.book(), &before);
    }
}

#[test]
fn what_is_not_locked_goes_on() {
    let mut session = locked();
    for command in [
        mark("月", "2024-02", "东", "甲", "6"),
        r#"{"command": "set-entry", "register": "台账", "entry": "2", "field": "分", "typed": "4"}"#.to_owned(),
        // The same date in a register that the sheet does not count.
        r#"{"command": "add-entry", "register": "旁账", "entry": {"id": "3", "subject": "东", "when": "2024-01-31"}}"#
            .to_owned(),
        // The month that counts is another.
        r#"{"command": "add-entry", "register": "台账", "entry":
            {"id": "3", "subject": "东", "when": "2024-01-31", "values": {"计入": "2024-02-01"}}}"#
            .to_owned(),
        r#"{"command": "open-periods", "cycle": "month", "span": {"first": "2024-01", "last": "2024-03"}}"#.to_owned(),
    ] {
        apply(&mut session, &command).unwrap();
        assert_eq!(standing(&session), (Standing::Holds, vec![]), "{command}");
    }
}

#[test]
fn a_lock_is_taken_away_with_a_reason_and_put_back_by_undo() {
    let mut session = locked();
    assert!(matches!(session.lock(&january(), taken("", "")), Err(Message::PeriodLocked { .. })));
    assert_eq!(session.unlock(&january(), taken("", "")).err(), Some(Message::UnlockReasonMissing));
    let unlock = session.unlock(&january(), taken("", "核减一项")).unwrap();
    session.apply(&unlock).unwrap();
    let stage = session.book().stages[&january()].clone();
    assert_eq!((stage.lock, stage.taken.last().map(|t| t.note.as_str())), (None, Some("核减一项")));
    assert_eq!(stage.taken.last().and_then(|t| t.step.clone()), Some("初审".into()));
    assert!(matches!(session.unlock(&january(), taken("", "再")), Err(Message::NotLocked { .. })));
    apply(&mut session, &mark("月", "2024-01", "东", "甲", "6")).unwrap();
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(standing(&session), (Standing::Holds, vec![]));
    assert!(apply(&mut session, &mark("月", "2024-01", "东", "甲", "6")).is_err());
    // The log tells both, with the reason.
    let log = serde_json::to_string(session.log()).unwrap();
    assert!(log.contains("核减一项") && log.contains("常委会审定"), "{log}");
    // A list may open, correct and lock again only with what its results will be: it is judged in order.
    let many = Command::Many {
        commands: vec![
            session.unlock(&january(), taken("", "更正")).unwrap(),
            serde_json::from_str(&mark("月", "2024-01", "东", "甲", "6")).unwrap(),
        ],
    };
    session.apply(&many).unwrap();
    let lock = session.lock(&january(), taken("", "")).unwrap();
    session.apply(&lock).unwrap();
    assert_eq!(standing(&session), (Standing::Holds, vec![]));
}

#[test]
fn what_changed_elsewhere_is_told_with_both_values() {
    let mut session = locked();
    let field = |field: &str, typed: &str| {
        format!(
            r#"{{"command": "set-field", "class": "镇", "subject": "西", "field": "{field}", "typed": "{typed}"}}"#
        )
    };
    apply(&mut session, &field("人口", "9000")).unwrap();
    assert_eq!(
        standing(&session),
        (
            Standing::Differs,
            vec!["东 名次 1 > 2".to_owned(), "西 总分 69 > 76".to_owned(), "西 名次 2 > 1".to_owned(),]
        )
    );
    session.undo().unwrap();
    // An upstream sheet.
    apply(&mut session, &mark("周", "2024-W02", "东", "乙", "4")).unwrap();
    let told = vec!["东 周均 3 > 4".to_owned(), "东 总分 73 > 74".to_owned()];
    assert_eq!(standing(&session), (Standing::Differs, told));
    session.undo().unwrap();
    // A field that nothing reads, and a subject that has no row.
    apply(&mut session, &field("电话", "1234")).unwrap();
    apply(
        &mut session,
        r#"{"command": "add-subject", "class": "镇", "subject": {"id": "北", "from": "2024-02-01"}}"#,
    )
    .unwrap();
    assert_eq!(standing(&session), (Standing::Holds, vec![]));
    apply(&mut session, r#"{"command": "remove-subject", "class": "镇", "subject": "西"}"#).unwrap();
    let (found, cells) = standing(&session);
    assert_eq!((found, cells.len(), cells[0].as_str()), (Standing::Differs, 4, "西 加扣 0 > —"));
    // The trace tells it for the cell.
    session.undo().unwrap();
    apply(&mut session, &field("人口", "9000")).unwrap();
    let (slot, at, row) = session.place("月", "2024-01".parse().ok(), "西", "总分").unwrap();
    let lock = why(session.results(), session.book(), slot, at, row).unwrap().lock.unwrap();
    assert_eq!((lock.since.as_str(), lock.published.as_deref()), ("2024-02-01 09:00", Some("69")));
    assert_eq!(lock.fingerprint.len(), 12);
}

#[test]
fn another_scheme_is_told_even_where_no_result_changes() {
    let mut session = locked();
    let changed = |from: &str, to: &str| {
        let scheme = read_scheme(&SCHEME.replace(from, to)).unwrap();
        Command::SetScheme { scheme: Box::new(scheme) }
    };
    session.apply(&changed(r#""name": "自评""#, r#""name": "自查""#)).unwrap();
    assert_eq!(standing(&session), (Standing::Rests, vec![]));
    assert!(verify(session.results(), session.book())[0].scheme_changed());
    session.undo().unwrap();
    session.apply(&changed(r#""value": 60"#, r#""value": 61"#)).unwrap();
    let told = vec!["东 总分 73 > 74".to_owned(), "西 总分 69 > 70".to_owned()];
    assert_eq!(standing(&session), (Standing::Differs, told));
    session.undo().unwrap();
    // Without the sheet nothing published is there any more; the lock stays, and can be taken away.
    session.apply(&changed(r#""id": "s", "name": "s""#, r#""id": "s", "name": "t""#)).unwrap();
    let mut scheme = read_scheme(SCHEME).unwrap();
    scheme.sheets.pop();
    session.apply(&Command::SetScheme { scheme: Box::new(scheme) }).unwrap();
    let (found, cells) = standing(&session);
    assert_eq!((found, cells.len()), (Standing::Differs, 8));
    let unlock = session.unlock(&january(), taken("", "考评表已撤")).unwrap();
    session.apply(&unlock).unwrap();
    assert!(verify(session.results(), session.book()).is_empty());
}

/// Orders of rosters, of entries and of typing do not count; what results rest on does. The fingerprint itself is
/// asserted, because a published one must be found again by every later version of this program, in every browser.
#[test]
fn the_fingerprint_is_that_of_what_results_rest_on() {
    let session = session();
    let own = print(&session);
    assert_eq!(own, "b4444c0936f74c8b008f7962aab8cc8df05d6b7553cb1176a1e5e5eb0a63f8a8");
    let mut turned = session.book().clone();
    turned.roster.values_mut().for_each(|subjects| subjects.reverse());
    turned.registers.values_mut().for_each(|entries| entries.reverse());
    assert_eq!(print(&Session::open(turned)), own);
    assert_eq!(print(&Session::open(read_book(&write_book(session.book())).unwrap())), own);
    let after = |command: &str| {
        let mut session = session.clone();
        apply(&mut session, command).unwrap();
        print(&session)
    };
    for command in [
        mark("月", "2024-02", "东", "甲", "6"),
        r#"{"command": "rename-book", "name": "c"}"#.to_owned(),
        r#"{"command": "set-entry", "register": "台账", "entry": "2", "field": "分", "typed": "4"}"#.to_owned(),
        r#"{"command": "set-field", "class": "镇", "subject": "西", "field": "电话", "typed": "1"}"#.to_owned(),
        r#"{"command": "set-evidence", "key": {"table": "月", "period": "2024-02", "row": "东", "column": "甲"},
            "evidence": {"document": "〔2024〕1号"}}"#.to_owned(),
    ] {
        assert_eq!(after(&command), own, "{command}");
    }
    let cell = r#""key": {"table": "月", "period": "2024-01", "row": "东", "column": "总分"}"#;
    let mut others = vec![own];
    for command in [
        mark("月", "2024-01", "东", "甲", "5.5"),
        // The same number, typed in another way: the record is what was typed.
        mark("月", "2024-01", "东", "甲", "5.0"),
        mark("周", "2024-W02", "西", "乙", "1"),
        r#"{"command": "set-entry", "register": "台账", "entry": "1", "field": "分", "typed": "4"}"#
            .to_owned(),
        r#"{"command": "set-field", "class": "镇", "subject": "西", "field": "人口", "typed": "1"}"#
            .to_owned(),
        // A correction to the value that stands there anyway, and another reason for it.
        format!(r#"{{"command": "set-override", {cell}, "value": {{"value": "73", "reason": "评议"}}}}"#),
        format!(r#"{{"command": "set-override", {cell}, "value": {{"value": "73", "reason": "误"}}}}"#),
        format!(
            r#"{{"command": "set-override", {cell}, "value": {{"value": "73", "reason": "误", "body": "领导小组"}}}}"#
        ),
        format!(r#"{{"command": "set-evidence", {cell}, "evidence": {{"document": "〔2024〕1号"}}}}"#),
    ] {
        let found = after(&command);
        assert!(!others.contains(&found), "{command}");
        others.push(found);
    }
}

#[test]
fn a_book_keeps_steps_locks_and_evidence_in_its_file() {
    let mut session = session();
    apply(
        &mut session,
        r#"{"command": "set-evidence", "key": {"table": "月", "period": "2024-01", "row": "东", "column": "甲"},
            "evidence": {"document": "宁指发〔2024〕1号", "date": "2024-01-20", "file": "a.pdf", "sha256": "00"}}"#,
    )
    .unwrap();
    let lock = session.lock(&january(), taken("", "")).unwrap();
    session.apply(&lock).unwrap();
    let text = write_book(session.book());
    assert_eq!(&read_book(&text).unwrap(), session.book());
    let (slot, at, row) = session.place("月", "2024-01".parse().ok(), "东", "甲").unwrap();
    let trace = why(session.results(), session.book(), slot, at, row).unwrap();
    assert_eq!(trace.evidence.map(|evidence| evidence.document), Some("宁指发〔2024〕1号".to_owned()));
    // What a book of an older version says is read as before.
    let older = text.replace(r#""body":"","#, "");
    assert!(read_book(&older).is_ok());
}

#[test]
fn mistakes_of_a_process_are_told() {
    let told = |from: &str, to: &str| -> Vec<String> {
        let scheme = read_scheme(&SCHEME.replace(from, to)).unwrap();
        let session = Session::open(Book::new("b", scheme));
        session.diagnostics().iter().map(|found| serde_json::to_string(found).unwrap()).collect()
    };
    assert_eq!(told("流程", "流程"), Vec::<String>::new());
    let unknown = told(r#""process": "流程""#, r#""process": "流成""#);
    assert!(unknown.len() == 1 && unknown[0].contains("sheets[1].process"), "{unknown:?}");
    assert!(unknown[0].contains(r#""nearest":"流程""#), "{unknown:?}");
    let twice = told(r#"{"name": "初审"}"#, r#"{"name": "自评"}"#);
    assert!(twice.len() == 1 && twice[0].contains("processes[0].steps[1].name"), "{twice:?}");
    let same_id = told(
        r#"{"name": "自评"}, {"name": "初审"}"#,
        r#"{"name": "自评", "id": "1"}, {"name": "初审", "id": "1"}"#,
    );
    assert!(same_id.iter().any(|told| told.contains("duplicate-id")), "{same_id:?}");
}
