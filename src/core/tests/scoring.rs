//! Scoring tables pasted from spreadsheets and documents: rows of texts in, indicators and what does not fit out.

#![allow(clippy::arithmetic_side_effects, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use baton_core::diag::{Message, Severity};
use baton_core::edit::rules::{
    Column, Fresh, Path, Planned, Reading, ScoringTable, read_scoring_table, recognise, take_scoring_table,
};
use baton_core::model::{Book, Scheme, read_scheme};
use baton_core::num;
use baton_core::plan::compile;

/// Rows of cells with `|` between them.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines = text.trim().lines();
    lines.map(|line| line.split('|').map(|cell| cell.trim().replace("\\n", "\n")).collect()).collect()
}

/// The tree, a line an indicator: depth, name, full marks, who scores, note.
fn shown(indicators: &[Planned], depth: usize, to: &mut Vec<String>) {
    for of in indicators {
        let full = of.full.map_or_else(|| "—".to_owned(), num::format);
        let more: Vec<&str> =
            [&of.scored_by, &of.verified_by, &of.clause, &of.note].map(String::as_str).into_iter().collect();
        let more: Vec<String> =
            more.into_iter().filter(|text| !text.is_empty()).map(|text| text.replace('\n', "\\n")).collect();
        let line = std::iter::once(format!("{} {full}", of.name)).chain(more).collect::<Vec<_>>().join(" | ");
        to.push(format!("{}{line}", "  ".repeat(depth)));
        shown(&of.below, depth + 1, to);
    }
}

fn read(text: &str) -> ScoringTable {
    let rows = rows(text);
    read_scoring_table(&rows, &recognise(&rows))
}

#[track_caller]
fn check(text: &str, tree: &str, misfits: &[(usize, &str)]) {
    let found = read(text);
    let mut lines = Vec::new();
    shown(&found.indicators, 0, &mut lines);
    let wanted: Vec<String> = tree.trim_end().trim_start_matches('\n').lines().map(str::to_owned).collect();
    let least = wanted.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let wanted: Vec<String> = wanted.iter().map(|line| line[least..].to_owned()).collect();
    assert_eq!(lines, wanted);
    let told: Vec<(usize, &str)> = found.misfits.iter().map(|of| (of.row, of.text.as_str())).collect();
    assert_eq!(told, misfits, "{:?}", found.misfits);
}

#[test]
fn columns_are_told_by_the_words_above_them() {
    use Column::{Clause, Full, Name, Nothing, ScoredBy, Standard, VerifiedBy};
    for (head, columns) in [
        (
            "序号|一级指标|二级指标|分值|评分标准|责任单位",
            &[Nothing, Name, Name, Full, Standard, ScoredBy][..],
        ),
        ("考核项目|考核内容|权重（%）|考核标准|考核单位", &[Name, Name, Full, Standard, ScoredBy]),
        ("指标|满分|计分办法|评分主体|数据来源", &[Name, Full, Standard, ScoredBy, VerifiedBy]),
        ("项 目|子指标|标准分|评分细则|牵头部门|备注", &[Name, Name, Full, Standard, ScoredBy, Standard]),
        ("一级指标|分值|二级指标|分值|评价要点|政策依据", &[Name, Full, Name, Full, Name, Clause]),
        ("甲|乙", &[Nothing, Nothing]),
    ] {
        assert_eq!(recognise(&rows(head)).columns, columns, "{head}");
    }
    // A title may stand above, which was merged over all columns.
    let found = recognise(&rows("2025年乡镇考核评分表||\n单位：分||\n指标|分值|评分标准"));
    assert_eq!((found.head, found.columns), (Some(2), vec![Name, Full, Standard]));
}

#[test]
fn merged_cells_go_on_below() {
    check(
        "
        一级指标 | 二级指标 | 分值 | 评分标准 | 责任单位
        经济发展 | 农业 | 10分 | 完成任务得满分 | 农业农村局
        | 工业 | 20 | 每低1%扣1分\\n扣完为止 | 工信局
        | | | 超额的加1分 |
        | 小 计 | 30 | |
        社会治理 | 信访 | 15 | 每起扣2分 | 信访局
        | 安全 | 5 | |
        党的建设 | | 50 | 按考核办法折算 | 组织部、
        合计 | | 100 | |
        ",
        "
        经济发展 30
          农业 10 | 农业农村局 | 完成任务得满分
          工业 20 | 工信局 | 每低1%扣1分\\n扣完为止\\n超额的加1分
        社会治理 20
          信访 15 | 信访局 | 每起扣2分
          安全 5 | 信访局
        党的建设 50 | 组织部、 | 按考核办法折算
        ",
        &[],
    );
}

#[test]
fn full_marks_belong_to_the_name_on_their_left() {
    check(
        "
        一级指标 | 分值 | 二级指标 | 分值
        经济 | 30 | 农业 | 10
        | | 工业 | 15
        党建 | 70 | 学习 | 70
        ",
        "
        经济 30
          农业 10
          工业 15
        党建 70
          学习 70
        ",
        // The parts are 25.
        &[(1, "经济")],
    );
}

#[test]
fn what_does_not_fit_stays_and_is_told() {
    check(
        "
        指标 | 子指标 | 分值 | 评分标准
        | 无主 | 3 | 什么
        经济 | 农业 | 若干 | 完成得分
        | 农业 | 5 | 另一条
        治理 | 农业 | 4 | 第三条
        | 信访 | | 一票否决
        | 环保 | -5 |
        总分 | | 90 |
        ",
        "
        无主 3 | 什么
        经济 —
          农业 — | 若干\\n完成得分
          农业（经济） 5 | 另一条
        治理 —
          农业（治理） 4 | 第三条
          信访 — | 一票否决
          环保 — | -5
        ",
        &[
            (1, "无主"),
            (2, "若干"),
            (2, "农业"),
            (3, "农业"),
            (4, "农业"),
            (5, "信访"),
            (6, "-5"),
            (6, "环保"),
            (7, "90"),
        ],
    );
}

#[test]
fn columns_may_be_chosen_where_nothing_stands_above_them() {
    let rows = rows("农业|10\n工业|20");
    let reading = Reading { head: None, columns: vec![Column::Name, Column::Full] };
    let found = read_scoring_table(&rows, &reading);
    assert_eq!((found.indicators.len(), found.total), (2, num::read("30").unwrap()));
    assert!(read_scoring_table(&rows, &recognise(&rows)).indicators.is_empty());
    assert!(read("").indicators.is_empty());
}

const FRESH: Fresh<'static> = Fresh { class: "新类别", sheet: "新考评表", total: "总分" };

fn mistakes(scheme: &Scheme) -> Vec<Message> {
    let found = compile(&Book::new("b", scheme.clone()).editions).diagnostics;
    found.into_iter().filter(|of| of.severity == Severity::Error).map(|of| of.message).collect()
}

#[test]
fn a_scheme_without_a_sheet_gets_one() {
    let empty =
        read_scheme(r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [], "sheets": []}"#)
            .unwrap();
    let table =
        read("一级指标|二级指标|分值|评分标准|评分主体\n经济|农业|40|看完成|农业局\n|工业|60|看产值|工信局");
    let (scheme, sheet) = take_scoring_table(&empty, None, &table, FRESH, &|_| false).unwrap();
    assert_eq!((sheet.to_string().as_str(), mistakes(&scheme)), ("sheets[0]", vec![]));
    let sheet = &scheme.sheets[0];
    let total = sheet.total.as_ref().unwrap();
    assert_eq!((total.name.as_str(), total.full), ("总分", num::read("100")));
    assert_eq!(sheet.class, scheme.classes[0].id);
    let leaf = &sheet.indicators[0].indicators[1];
    assert_eq!(
        (leaf.name.as_str(), leaf.scored_by.as_str(), leaf.note.as_str()),
        ("工业", "工信局", "看产值")
    );
}

#[test]
fn a_sheet_keeps_what_it_has() {
    let text = r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
        "sheets": [{"name": "年", "class": "镇", "cycle": "year", "total": {"name": "得分"}, "indicators": [
            {"name": "农业", "full": 10, "method": {"kind": "points"}}]}]}"#;
    let before = read_scheme(text).unwrap();
    let table = read("指标|分值\n农业|5\n旧指标|7");
    let sheet = Path::read("sheets[0]");
    // Something was typed once under the id that the second would have.
    let taken = |id: &str| id == "旧指标";
    let (scheme, _) = take_scoring_table(&before, Some(&sheet), &table, FRESH, &taken).unwrap();
    assert_eq!(mistakes(&scheme), []);
    let all: Vec<(&str, &str)> =
        scheme.sheets[0].indicators.iter().map(|of| (of.name.as_str(), of.id.as_str())).collect();
    assert_eq!(all, [("农业", "农业"), ("农业2", "农业2"), ("旧指标", "旧指标2")]);
    assert_eq!(scheme.sheets[0].total.as_ref().unwrap().name, "得分");
    assert!(take_scoring_table(&before, Some(&Path::read("sheets[3]")), &table, FRESH, &taken).is_err());
    assert!(take_scoring_table(&before, Some(&sheet), &ScoringTable::default(), FRESH, &taken).is_err());
}
