//! The rankings of a sheet as lists.

use baton_core::edit::Session;
use baton_core::model::Value;
use baton_core::plan::{Slot, Step, TableIx};

/// A ranking: its name, what it goes by, and its lines, the first place first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The rank column.
    pub slot: Slot,
    /// Its name.
    pub name: String,
    /// The name of what it goes by.
    pub by: String,
    /// Who is ranked.
    pub lines: Vec<Line>,
}

/// A line of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The place, as text.
    pub place: String,
    /// The row.
    pub row: usize,
    /// The subject's name.
    pub name: String,
    /// The value that it is ranked by.
    pub value: String,
}

/// The rankings of a sheet in a period, in the order of its columns.
#[must_use]
pub fn rankings(session: &Session, table: TableIx, at: usize) -> Vec<Ranking> {
    let (plan, results) = (session.plan(), session.results());
    let edition = results.space().edition(plan, table, at);
    let Some(of) = plan.tables.get(table) else { return Vec::new() };
    let ranking = |slot: &Slot| {
        let version = plan.version(*slot, edition)?;
        let Step::Order(order) = &version.step else { return None };
        let by = version.reads.get(order.by)?.slot;
        let rows = results.space().rows(table)?;
        let mut lines: Vec<(baton_core::num::Decimal, Line)> = results
            .column(*slot, at)
            .iter()
            .enumerate()
            .filter_map(|(row, cell)| match &cell.value {
                Value::Number(place) => {
                    let name = rows.names.get(row)?.as_ref().to_owned();
                    let value = results.cell(by, at, row).map(|cell| results.show(&cell.value))?;
                    Some((*place, Line { place: results.show(&cell.value), row, name, value }))
                }
                _ => None,
            })
            .collect();
        lines.sort_by_key(|(place, _)| *place);
        Some(Ranking {
            slot: *slot,
            name: version.name.clone(),
            by: plan.newest(by).map(|version| version.name.clone()).unwrap_or_default(),
            lines: lines.into_iter().map(|(_, line)| line).collect(),
        })
    };
    of.layout.iter().filter_map(ranking).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use baton_core::calendar::Cycle;
    use baton_core::edit::Command;
    use baton_core::model::{Book, PeriodSpan, Subject};

    #[test]
    fn the_first_place_comes_first() {
        let mut session = Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()));
        let month = "2018-01".parse().unwrap();
        let mut apply = |command| session.apply(&command).map(drop).unwrap();
        let span = Some(PeriodSpan { first: month, last: month });
        apply(Command::OpenPeriods { cycle: Cycle::Month, span });
        for (name, typed) in [("甲村", "3"), ("乙村", "9"), ("丙村", "不适用")] {
            apply(Command::AddSubject { class: "村".into(), at: None, subject: Subject::new(name) });
            for column in ["村指标1", "村指标2", "村指标3", "村指标4", "村指标5"] {
                let (sheet, subject) = ("村月考评".into(), name.into());
                let (column, typed) = (column.into(), typed.to_owned());
                apply(Command::SetMark { sheet, period: month, subject, column, typed });
            }
        }
        let table = session.plan().table("村月考评").unwrap();
        let all = rankings(&session, table, 0);
        let first = all.first().unwrap();
        assert_eq!((first.name.as_str(), first.by.as_str()), ("排名", "得分"));
        let told: Vec<String> =
            first.lines.iter().map(|line| format!("{} {} {}", line.place, line.name, line.value)).collect();
        assert_eq!(told, ["1 乙村 45", "2 甲村 15"]);
    }
}
