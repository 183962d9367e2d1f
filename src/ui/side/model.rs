//! The panel's model: which cell a name means, and the way back through the cells looked at.

use baton_core::diag::CellName;
use baton_core::edit::Session;
use baton_core::eval::{ActionOrigin, cell_ref};
use baton_core::model::OverrideKey;
use baton_core::plan::{Slot, Step, TableKind};

/// Most cells that the way back remembers.
const LONGEST_WAY: usize = 100;

/// A cell of the plan: column, place of the period, row.
pub type Place = (Slot, usize, usize);

/// The cell of that name, columns within formulas included.
#[must_use]
pub fn locate(session: &Session, name: &CellName) -> Option<Place> {
    let (plan, results) = (session.plan(), session.results());
    let period: Option<baton_core::calendar::Period> = name.period.parse().ok();
    plan.tables.iter().enumerate().filter(|(_, of)| *of.id == *name.table).find_map(|(table, of)| {
        let at = match (&of.kind, period) {
            (TableKind::Sheet { cycle, .. }, Some(period)) if period.cycle() == Some(*cycle) => {
                results.space().period(period)?
            }
            (TableKind::Register { .. } | TableKind::Class, None) => 0,
            _ => return None,
        };
        let is_column =
            |column: &baton_core::plan::Column| column.table == table && *column.id == *name.column;
        let slot = plan.columns.iter().position(is_column)?;
        Some((slot, at, results.space().row(table, &name.row)?))
    })
}

/// The name of a cell.
#[must_use]
pub fn name(session: &Session, (slot, at, row): Place) -> Option<CellName> {
    session.results().name(cell_ref(slot, at, row)?)
}

/// The name of the cell in which a rule decides.
#[must_use]
pub fn of_rule(session: &Session, origin: ActionOrigin) -> Option<CellName> {
    name(session, (origin.when, origin.period, origin.row))
}

/// Whether the grid has a column for the cell: what stands within a formula has none.
#[must_use]
pub fn is_in_grid(session: &Session, (slot, _, _): Place) -> bool {
    let table = session.plan().columns.get(slot).and_then(|column| session.plan().tables.get(column.table));
    table.is_some_and(|table| table.layout.contains(&slot))
}

/// What an override of the cell is kept under; `None` for what is typed, and for what cannot be replaced.
#[must_use]
pub fn override_key(session: &Session, place: Place) -> Option<OverrideKey> {
    let is_computed = !matches!(step(session, place)?, Step::Input(_) | Step::Broken(_));
    key(session, place).filter(|_| is_computed)
}

/// What the evidence of the cell is kept under: of a typed mark the cell's own key, of a typed field of an entry that of
/// the entry as a whole; `None` for what is computed.
#[must_use]
pub fn evidence_key(session: &Session, place: Place) -> Option<OverrideKey> {
    let is_typed = matches!(step(session, place)?, Step::Input(_));
    let is_of_entry = |key: &OverrideKey| key.period.is_none();
    let key = key(session, place).filter(|_| is_typed)?;
    Some(if is_of_entry(&key) { OverrideKey { column: "".into(), ..key } } else { key })
}

fn step(session: &Session, (slot, at, _): Place) -> Option<&Step> {
    let plan = session.plan();
    let table = plan.columns.get(slot)?.table;
    Some(&plan.version(slot, session.results().space().edition(plan, table, at))?.step)
}

/// The key of a cell of the grid that is not of a roster.
fn key(session: &Session, place: Place) -> Option<OverrideKey> {
    let (slot, at, row) = place;
    let (plan, results) = (session.plan(), session.results());
    let column = plan.columns.get(slot)?;
    let table = plan.tables.get(column.table)?;
    if table.kind == TableKind::Class || !is_in_grid(session, place) {
        return None;
    }
    Some(OverrideKey {
        table: table.id.clone(),
        period: results.period(column.table, at),
        row: results.space().rows(column.table)?.ids.get(row)?.clone(),
        column: column.id.clone(),
    })
}

/// The cell that an override stands for.
#[must_use]
pub fn of_override(key: &OverrideKey) -> CellName {
    CellName {
        table: key.table.to_string(),
        period: key.period.map(|period| period.to_string()).unwrap_or_default(),
        row: key.row.to_string(),
        column: key.column.to_string(),
    }
}

/// The cells that were looked at before this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way(Vec<CellName>);

impl Way {
    /// Remembers the cell that is left for another.
    pub fn leave(&mut self, cell: CellName) {
        if self.0.last() != Some(&cell) {
            self.0.push(cell);
        }
        if self.0.len() > LONGEST_WAY {
            self.0.remove(0);
        }
    }

    /// The cell to go back to, which is then forgotten.
    pub fn back(&mut self) -> Option<CellName> {
        self.0.pop()
    }

    /// Whether there is a way back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Template;
    use baton_core::calendar::Cycle;
    use baton_core::edit::Command;
    use baton_core::model::{Book, PeriodSpan, Subject};

    #[test]
    fn cells_are_found_by_name_also_those_within_formulas() {
        let mut session = Session::open(Book::new("x", Template::of("ningming").unwrap().scheme().unwrap()));
        let month = "2018-01".parse().unwrap();
        let subject = Subject::new("甲村");
        let span = Some(PeriodSpan { first: month, last: month });
        for command in [
            Command::AddSubject { class: "村".into(), at: None, subject },
            Command::OpenPeriods { cycle: Cycle::Month, span },
        ] {
            session.apply(&command).unwrap();
        }
        let [table, period, row, column] = ["村月考评", "2018-01", "甲村", "排名"].map(str::to_owned);
        let rank = CellName { table, period, row, column };
        let place = locate(&session, &rank).unwrap();
        assert_eq!(name(&session, place).as_ref(), Some(&rank));
        assert!(is_in_grid(&session, place));
        let key = override_key(&session, place).unwrap();
        assert_eq!(of_override(&key), rank);
        let typed = CellName { column: "村指标1".to_owned(), ..rank.clone() };
        let typed = locate(&session, &typed).unwrap();
        assert_eq!(override_key(&session, typed), None);
        assert_eq!(evidence_key(&session, typed).unwrap().column, "村指标1".into());
        assert_eq!(evidence_key(&session, place), None);
        let rule = session.plan().editions[0].rules.iter().find(|rule| rule.name == "流动红旗村").unwrap();
        let when = (rule.when, 0, 0);
        assert!(!is_in_grid(&session, when));
        assert_eq!(locate(&session, &name(&session, when).unwrap()), Some(when));
        assert_eq!(locate(&session, &CellName { period: "2018".to_owned(), ..rank }), None);
    }

    #[test]
    fn the_way_back_is_remembered_once_a_cell() {
        let cell = |row: &str| CellName {
            table: String::new(),
            period: String::new(),
            row: row.to_owned(),
            column: String::new(),
        };
        let mut way = Way::default();
        for row in ["a", "b", "b", "c"] {
            way.leave(cell(row));
        }
        let back: Vec<String> = std::iter::from_fn(|| way.back()).map(|cell| cell.row).collect();
        assert_eq!(back, ["c", "b", "a"]);
        assert!(way.is_empty());
    }
}
