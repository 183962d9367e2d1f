//! Where a diagnostic belongs, in words, and the formula with its wrong part marked for a terminal.

use baton_core::diag::{CellName, Place, Span};

use super::Language;

/// Widest excerpt of a formula, in columns of a terminal.
const WIDEST: usize = 96;
/// Columns kept before the marked part of a formula that is too wide.
const BEFORE: usize = 40;

/// A place: a path, a line and column, a cell, or the part of a formula. Lines of files are without the file's name.
#[must_use]
pub fn place(place: &Place, language: Language) -> String {
    match place {
        Place::Document => language.pick("整个文件", "the whole document").to_owned(),
        Place::Path { path } => path.clone(),
        Place::Formula { path, column, text, span } => formula(path, column, text, *span, language),
        Place::Text { line, column: 0 } => match language {
            Language::Chinese => format!("第 {line} 行"),
            Language::English => format!("line {line}"),
        },
        Place::Text { line, column } => match language {
            Language::Chinese => format!("第 {line} 行第 {column} 列"),
            Language::English => format!("line {line}, column {column}"),
        },
        Place::Cell(name) => cell(name),
    }
}

/// A cell by its ids: sheet, period, subject, column.
#[must_use]
pub fn cell(name: &CellName) -> String {
    let parts = [&name.table, &name.period, &name.row, &name.column];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn formula(path: &str, column: &str, text: &str, span: Span, language: Language) -> String {
    let part = split(text, span).map_or("", |(_, part, _)| part).trim();
    // People know a column by its name; the path is for those who edit the file.
    let of = match (column.is_empty(), language) {
        (true, Language::Chinese) => format!("{path} "),
        (true, Language::English) => path.to_owned(),
        (false, Language::Chinese) => format!("{column}（{path}）"),
        (false, Language::English) => format!("{column} ({path})"),
    };
    match language {
        _ if part.is_empty() => of.trim_end().to_owned(),
        Language::Chinese => format!("{of}公式中的“{part}”"),
        Language::English => format!("“{part}” in the formula of {of}"),
    }
}

/// The formula of a place, with a line of `^` under the part that is wrong; `None` for other places. Wide characters
/// count as two columns, as terminals draw them; a long formula is cut around the part.
#[must_use]
pub fn excerpt(place: &Place) -> Option<String> {
    let Place::Formula { text, span, .. } = place else { return None };
    let (before, part, after) = split(text, *span)?;
    // Of a formula of several lines only the line is shown that the part begins in.
    let before = before.rsplit('\n').next().unwrap_or_default();
    let (part, after) = match part.split_once('\n') {
        Some((first, _)) => (first, ""),
        None => (part, after.split('\n').next().unwrap_or_default()),
    };
    let (cut_before, before) = tail(before, BEFORE);
    let left = WIDEST.saturating_sub(width(&before));
    let (part, cut_part) = head(part, left);
    let (after, cut_after) = head(after, left.saturating_sub(width(&part)));
    let ellipsis = |cut: bool| if cut { "…" } else { "" };
    let (start, end) = (ellipsis(cut_before), ellipsis(cut_part || cut_after));
    let indent = " ".repeat(width(&before).saturating_add(width(start)));
    let carets = "^".repeat(width(&part).max(1));
    Some(format!("{start}{before}{part}{after}{end}\n{indent}{carets}"))
}

/// What stands before the span, in it and behind it; `None` where the span is no part of the text.
fn split(text: &str, span: Span) -> Option<(&str, &str, &str)> {
    let start = usize::try_from(span.start).ok()?;
    let end = usize::try_from(span.end).ok()?;
    Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?))
}

/// The end of a text that fits into so many columns, and whether something was cut off.
fn tail(text: &str, columns: usize) -> (bool, String) {
    let mut kept: Vec<char> = Vec::new();
    let mut used = 0_usize;
    for character in text.chars().rev() {
        used = used.saturating_add(columns_of(character));
        if used > columns {
            kept.reverse();
            return (true, visible(kept));
        }
        kept.push(character);
    }
    kept.reverse();
    (false, visible(kept))
}

/// The beginning of a text that fits into so many columns, and whether something was cut off.
fn head(text: &str, columns: usize) -> (String, bool) {
    let mut kept: Vec<char> = Vec::new();
    let mut used = 0_usize;
    for character in text.chars() {
        used = used.saturating_add(columns_of(character));
        if used > columns {
            return (visible(kept), true);
        }
        kept.push(character);
    }
    (visible(kept), false)
}

/// Tabs and other control characters as spaces, so that the marks stay under their part.
fn visible(characters: Vec<char>) -> String {
    characters.into_iter().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// How many columns a terminal gives to a character: two to those of Unicode's East Asian Width wide and full-width.
fn columns_of(character: char) -> usize {
    match u32::from(character) {
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F9FF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_formula(text: &str, part: &str) -> Place {
        let start = u32::try_from(text.find(part).unwrap()).unwrap();
        let span = Span::new(start, start + u32::try_from(part.len()).unwrap());
        let (path, column) = ("sheets[0].columns[1].formula".into(), "乡镇周考评.完成率".into());
        Place::Formula { path, column, text: text.into(), span }
    }

    #[test]
    fn places_are_told_in_words() {
        let at = |of: &Place| (place(of, Language::Chinese), place(of, Language::English));
        let expect = |chinese: &str, english: &str| (chinese.to_owned(), english.to_owned());
        assert_eq!(at(&Place::Document), expect("整个文件", "the whole document"));
        assert_eq!(at(&Place::path("sheets[2].name")), expect("sheets[2].name", "sheets[2].name"));
        assert_eq!(at(&Place::Text { line: 3, column: 5 }), expect("第 3 行第 5 列", "line 3, column 5"));
        assert_eq!(at(&Place::Text { line: 3, column: 0 }), expect("第 3 行", "line 3"));
        assert_eq!(
            at(&in_formula("完成/任务数", "完成")),
            expect(
                "乡镇周考评.完成率（sheets[0].columns[1].formula）公式中的“完成”",
                "“完成” in the formula of 乡镇周考评.完成率 (sheets[0].columns[1].formula)"
            )
        );
        let name = |period: &str| {
            let (table, row, column) = ("乡镇周考评".into(), "乡镇01".into(), "完成数".into());
            Place::Cell(CellName { table, period: period.into(), row, column })
        };
        assert_eq!(place(&name("2018-W01"), Language::Chinese), "乡镇周考评 2018-W01 乡镇01 完成数");
        assert_eq!(place(&name(""), Language::English), "乡镇周考评 乡镇01 完成数");
    }

    #[test]
    fn marks_stand_under_their_part() {
        let marked = |text: &str, part: &str| excerpt(&in_formula(text, part)).unwrap();
        assert_eq!(marked("完成 / 任务", "任务"), "完成 / 任务\n       ^^^^");
        assert_eq!(marked("a +\t* b", "*"), "a + * b\n    ^");
        assert_eq!(marked("SUM(a,\n  完成)", "完成"), "  完成)\n  ^^^^");
        assert_eq!(excerpt(&Place::Document), None);
    }

    #[test]
    fn an_empty_part_is_marked_with_one_sign() {
        let place = Place::Formula {
            path: "x".into(),
            column: String::new(),
            text: "SUM(,1)".into(),
            span: Span::new(4, 4),
        };
        assert_eq!(excerpt(&place).unwrap(), "SUM(,1)\n    ^");
    }

    #[test]
    fn long_formulas_are_cut_around_the_part() {
        let text = format!("{} + 错误 + {}", "甲".repeat(200), "乙".repeat(200));
        let marked = excerpt(&in_formula(&text, "错误")).unwrap();
        let (shown, carets) = marked.split_once('\n').unwrap();
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("错误"), "{shown}");
        assert!(width(shown) <= WIDEST + 2);
        let (before, _) = shown.split_once("错误").unwrap();
        assert_eq!(carets.len(), width(before) + 4);
    }

    #[test]
    fn a_span_that_is_no_part_of_the_text_does_no_harm() {
        for span in [Span::new(1, 2), Span::new(5, 4), Span::new(0, 99)] {
            let at = Place::Formula { path: "x".into(), column: String::new(), text: "甲".into(), span };
            assert_eq!(excerpt(&at), None);
            assert_eq!(place(&at, Language::Chinese), "x");
        }
    }
}
