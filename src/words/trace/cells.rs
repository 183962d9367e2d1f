//! The cells that a step read, one by one, and the formula to the letter.

use baton_core::explain::{Line, Reason, Shown, Trace};
use baton_core::model::Value;

use super::super::aloud::{self, aloud};
use super::super::diagnostics;
use super::{Kind, MOST_CELLS, Piece, Teller, is_beside, place};

impl Teller {
    /// What the step read of the cell's own row: of a rank, a grade or a share the lines hold the whole population.
    pub(super) fn own_lines(&mut self, trace: &Trace) {
        let row = trace.cell.at.row;
        for line in trace.lines.iter().filter(|line| !line.label.is_empty()) {
            if let Some(shown) = line.cells.iter().find(|shown| shown.at.row == row) {
                let (name, value) = (aloud::name(&line.label, self.language), self.shown(shown));
                self.item(Piece::Cell(shown.at, name), value, String::new());
            }
        }
    }

    /// What a formula read, each with its cell.
    pub(super) fn lines(&mut self, trace: &Trace) {
        let lines: Vec<&Line> = trace.lines.iter().filter(|line| !line.label.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        self.say(Kind::Heading, "用到的数据：", "What it read:");
        for line in lines {
            self.line(line, &trace.cell);
        }
    }

    pub(super) fn line(&mut self, line: &Line, own: &Shown) {
        let label = aloud(&line.label, self.language, &|_| None);
        if !line.is_list {
            let value = match line.cells.first() {
                Some(shown) => self.shown(shown),
                None => line.values.first().map(|cell| self.value(cell)).unwrap_or_default(),
            };
            let what = match line.cells.first() {
                Some(shown) => Piece::Cell(shown.at, label),
                None => Piece::Text(label),
            };
            let elsewhere = line.cells.first().filter(|shown| !is_beside(shown, own));
            let remark = elsewhere.map(|shown| self.elsewhere(shown, own)).unwrap_or_default();
            return self.item(what, value, remark);
        }
        let count = line.cells.len();
        let without = |wanted: &Value| line.values.iter().filter(|cell| cell.value == *wanted).count();
        let mut remark = self.pick(format!("共 {count} 项"), format!("{count} values"));
        for (number, chinese, english) in [
            (without(&Value::Exempt), "项不适用", "not applicable"),
            (without(&Value::Blank), "项未填", "blank"),
        ] {
            if number > 0 {
                remark.push_str(&self.pick(format!("，{number} {chinese}"), format!(", {number} {english}")));
            }
        }
        self.item(Piece::Text(label), String::new(), remark);
        for shown in line.cells.iter().take(MOST_CELLS) {
            let (name, value) = (self.brief(shown, own), self.shown(shown));
            self.item(Piece::Cell(shown.at, name), value, String::new());
        }
        if count > MOST_CELLS {
            let left = count.saturating_sub(MOST_CELLS);
            self.plain(format!("……另有 {left} 项。"), format!("… and {left} more."));
        }
    }

    /// A cell by as much of its name as tells it apart from where one is.
    pub(super) fn brief(&self, shown: &Shown, own: &Shown) -> String {
        let column = aloud::name(&shown.column, self.language);
        if is_beside(shown, own) {
            return column;
        }
        let period =
            shown.period.map(|period| diagnostics::period(period, self.language)).unwrap_or_default();
        let parts = if shown.row == own.row {
            [period, String::new(), shown.entry.clone(), column]
        } else {
            [
                if shown.at.period == own.at.period && shown.table == own.table {
                    String::new()
                } else {
                    period
                },
                shown.row.clone(),
                shown.entry.clone(),
                column,
            ]
        };
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// Where a cell stands, for one who is elsewhere.
    pub(super) fn elsewhere(&self, shown: &Shown, own: &Shown) -> String {
        let place = place(shown, self.language);
        if shown.row == own.row { place } else { format!("{place} · {}", shown.row) }
    }

    /// The formula to the letter, for those who wrote it.
    pub(super) fn source(&mut self, trace: &Trace) {
        let Reason::Computed { formula, values } =
            &trace.inner.as_ref().map_or(&trace.reason, |inner| &inner.reason)
        else {
            return;
        };
        if formula.is_empty() {
            return;
        }
        self.say(Kind::Source, format!("公式：{formula}"), format!("Formula: {formula}"));
        if values != formula && values.contains(|letter: char| !letter.is_ascii_digit() && letter != '.') {
            self.say(Kind::Source, format!("代入：{values}"), format!("With values: {values}"));
        }
    }
}
