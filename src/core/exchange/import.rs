//! Import: a CSV table becomes one command, with all that does not fit told first.
//!
//! The file's name says which table it is: `roster-CLASS`, `marks-SHEET`, `register-REGISTER` or `ballots-REGISTER`, or a table's own name;
//! its headers say which columns. Columns come in any order. What is imported opens the periods it needs.

use std::collections::{BTreeMap, BTreeSet};

use super::csv::{CsvTable, read_csv};
use crate::calendar::{Calendar, Cycle, Period};
use crate::diag::{Diagnostic, Message, Place, nearest};
use crate::edit::{Command, Session};
use crate::formula::fold;
use crate::model::{Book, Entry, Id, Known as _, PeriodSpan, Subject};
use crate::plan::{Plan, Slot, Step, TableIx, TableKind};

/// What importing a table would do.
#[derive(Clone, Debug)]
pub struct Import {
    /// The name of the table it goes into.
    pub table: String,
    /// How many rows fit.
    pub rows: usize,
    /// How many entries stand in the register already, word for word, and are not added again.
    pub known: usize,
    /// The one command that imports what fits.
    pub command: Command,
    /// What does not fit: rows and columns left out, with their line.
    pub problems: Vec<Diagnostic>,
}

/// Reads a CSV table for a book; nothing is changed.
///
/// # Errors
/// What keeps the whole table out: not a table, no table of the book for it, a column missing.
pub fn import(session: &Session, file_name: &str, text: &str) -> Result<Import, Vec<Diagnostic>> {
    let csv = read_csv(text)?;
    let plan = session.plan();
    let table = target(plan, file_name)?;
    let reader = Reader { session, plan, table, csv: &csv };
    match plan.tables.get(table).map(|table| &table.kind) {
        Some(TableKind::Class) => reader.roster(),
        Some(TableKind::Sheet { class, cycle }) => reader.marks(*class, *cycle),
        Some(TableKind::Register { classes, cycle }) => reader.entries(classes, *cycle),
        None => Err(Vec::new()),
    }
}

/// The table that a file is for, by the file's name.
fn target(plan: &Plan, file_name: &str) -> Result<TableIx, Vec<Diagnostic>> {
    let stem = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let is_class = |kind: &TableKind| *kind == TableKind::Class;
    let named = |name: &str, wanted: &dyn Fn(&TableKind) -> bool| {
        let name = fold(name);
        let matches = |text: &str| fold(text) == name;
        plan.tables.iter().position(|t| wanted(&t.kind) && (matches(&t.name) || matches(&t.id)))
    };
    let found = match stem.split_once('-') {
        Some(("roster", class)) => named(class, &is_class),
        Some(("marks", sheet)) => named(sheet, &|kind| matches!(kind, TableKind::Sheet { .. })),
        Some(("register" | "ballots", register)) => {
            named(register, &|kind| matches!(kind, TableKind::Register { .. }))
        }
        _ => None,
    };
    found.or_else(|| named(stem, &|kind| !is_class(kind))).or_else(|| named(stem, &is_class)).ok_or_else(
        || {
            let names = plan.tables.iter().map(|table| table.name.as_str());
            let bare = stem.split_once('-').map_or(stem, |(_, name)| name);
            let message = Message::NoTableFor { file: file_name.to_owned(), nearest: nearest(bare, names) };
            vec![Diagnostic::error(Place::Document, message)]
        },
    )
}

struct Reader<'a> {
    session: &'a Session,
    plan: &'a Plan,
    table: TableIx,
    csv: &'a CsvTable,
}

/// What the headers mean: where the period and the subject stand, and which columns the others are.
struct Headers {
    period: Option<usize>,
    subject: usize,
    columns: Vec<(usize, Slot, Id)>,
}

impl Reader<'_> {
    fn name(&self) -> String {
        self.plan.tables.get(self.table).map(|table| table.name.clone()).unwrap_or_default()
    }

    fn table_id(&self) -> Id {
        self.plan.tables.get(self.table).map(|table| table.id.clone()).unwrap_or_default()
    }

    /// Finds the headers' columns; unknown and computed ones are told and left out.
    fn headers(
        &self,
        classes: &[TableIx],
        dated: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Headers, Vec<Diagnostic>> {
        let class_names: Vec<&str> = classes
            .iter()
            .filter_map(|class| self.plan.tables.get(*class))
            .flat_map(|class| [class.name.as_str(), class.id.as_str()])
            .collect();
        let header = &self.csv.header;
        let at = |wanted: &dyn Fn(&str) -> bool| header.iter().position(|name| wanted(&fold(name)));
        let period = if dated { at(&|name| PERIOD_HEADERS.contains(&name)) } else { None };
        let subject =
            at(&|name| class_names.contains(&name)).or_else(|| at(&|name| SUBJECT_HEADERS.contains(&name)));
        let missing = |header: &str| {
            let message = Message::MissingHeader { header: header.to_owned(), table: self.name() };
            vec![Diagnostic::error(Place::Text { line: 1, column: 0 }, message)]
        };
        let subject = subject.ok_or_else(|| missing(class_names.first().copied().unwrap_or("考评对象")))?;
        if dated && period.is_none() && self.only_period().is_none() {
            return Err(missing(PERIOD_HEADERS.first().copied().unwrap_or_default()));
        }
        let mut columns = Vec::new();
        let newest = self.plan.editions.len().saturating_sub(1);
        for (at, name) in header.iter().enumerate() {
            if Some(at) == period || at == subject || name.is_empty() {
                continue;
            }
            let place =
                Place::Text { line: 1, column: u64::try_from(at).unwrap_or_default().saturating_add(1) };
            let slot = self.column(name);
            match slot.and_then(|slot| Some((slot, self.plan.version(slot, newest)?))) {
                Some((slot, version)) if matches!(version.step, Step::Input(_)) => {
                    let id = self.plan.columns.get(slot).map(|column| column.id.clone()).unwrap_or_default();
                    columns.push((at, slot, id));
                }
                Some(_) => {
                    let message = Message::ColumnIsComputed { column: name.clone(), table: self.name() };
                    problems.push(Diagnostic::warning(place, message));
                }
                None => {
                    let known = self.plan.columns_of(self.table);
                    let nearest = nearest(name, known.keys().copied().filter(|id| !id.starts_with('~')));
                    let message =
                        Message::UnknownHeader { header: name.clone(), table: self.name(), nearest };
                    problems.push(Diagnostic::error(place, message));
                }
            }
        }
        Ok(Headers { period, subject, columns })
    }

    /// The column of that name, or of that id.
    fn column(&self, header: &str) -> Option<Slot> {
        let wanted = fold(header);
        let layout =
            self.plan.tables.get(self.table).map(|table| table.layout.as_slice()).unwrap_or_default();
        let named =
            |slot: &&Slot| self.plan.newest(**slot).is_some_and(|version| fold(&version.name) == wanted);
        layout.iter().find(named).copied().or_else(|| self.plan.column(self.table, header))
    }

    /// The only open period of the sheet: tables of a single year need not name it.
    fn only_period(&self) -> Option<Period> {
        match self.session.results().space().periods(self.plan.cycle(self.table)?) {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn calendar(&self) -> Calendar {
        self.plan.editions.last().map(|edition| edition.calendar.clone()).unwrap_or_default()
    }

    fn roster(&self) -> Result<Import, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let headers = self.headers(&[self.table], false, &mut problems)?;
        let class = self.table_id();
        let subjects = self.session.book().subjects(&class);
        let by_name = subjects.iter().map(|subject| (subject.name(), subject));
        let by_id = subjects.iter().map(|subject| (subject.id.as_str(), subject));
        let mut known: BTreeMap<&str, &Subject> = BTreeMap::new();
        known.extend(by_name.chain(by_id));
        let mut seen = BTreeSet::new();
        let mut commands = Vec::new();
        let mut rows = 0_usize;
        for (line, cells) in &self.csv.rows {
            let name = cell(cells, headers.subject);
            let place = Place::Text { line: *line, column: 0 };
            if name.is_empty() {
                problems.push(Diagnostic::error(place, Message::EmptyName));
                continue;
            }
            if !seen.insert(name.to_owned()) {
                problems.push(Diagnostic::error(place, Message::DuplicateRow { key: name.to_owned() }));
                continue;
            }
            rows = rows.saturating_add(1);
            let id = match known.get(name) {
                Some(subject) => subject.id.clone(),
                None => {
                    let subject = Subject::new(name);
                    let id = subject.id.clone();
                    commands.push(Command::AddSubject { class: class.clone(), at: None, subject });
                    id
                }
            };
            for (at, _, field) in &headers.columns {
                commands.push(Command::SetField {
                    class: class.clone(),
                    subject: id.clone(),
                    field: field.clone(),
                    typed: cell(cells, *at).to_owned(),
                });
            }
        }
        Ok(self.done(rows, 0, commands, problems))
    }

    fn marks(&self, class: TableIx, cycle: Cycle) -> Result<Import, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let headers = self.headers(&[class], true, &mut problems)?;
        let calendar = self.calendar();
        let sheet = self.table_id();
        let mut seen = BTreeSet::new();
        let mut periods = BTreeSet::new();
        let mut commands = Vec::new();
        let mut rows = 0_usize;
        for (line, cells) in &self.csv.rows {
            let row = self.period(cells, headers.period, Some(cycle), &calendar).and_then(|period| {
                let (_, subject) = self.subject(cell(cells, headers.subject), &[class])?;
                let key = format!("{period} {subject}");
                if seen.insert(key.clone()) {
                    Ok((period, subject))
                } else {
                    Err(Message::DuplicateRow { key })
                }
            });
            let (period, subject) = match row {
                Ok(row) => row,
                Err(message) => {
                    problems.push(Diagnostic::error(Place::Text { line: *line, column: 0 }, message));
                    continue;
                }
            };
            rows = rows.saturating_add(1);
            periods.insert(period);
            for (at, _, column) in &headers.columns {
                commands.push(Command::SetMark {
                    sheet: sheet.clone(),
                    period,
                    subject: subject.clone(),
                    column: column.clone(),
                    typed: cell(cells, *at).to_owned(),
                });
            }
        }
        let mut all = opening(self.session.book(), self.plan, &periods, &calendar)?;
        all.extend(commands);
        Ok(self.done(rows, 0, all, problems))
    }

    fn entries(&self, classes: &[TableIx], cycle: Option<Cycle>) -> Result<Import, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let headers = self.headers(classes, true, &mut problems)?;
        let calendar = self.calendar();
        let register = self.table_id();
        // Entries that stand there already, word for word, so that a file read twice does not count twice.
        let mut standing: BTreeMap<EntryKey, usize> = BTreeMap::new();
        for entry in self.session.book().entries(&register) {
            let count = standing.entry(entry_key(entry)).or_default();
            *count = count.saturating_add(1);
        }
        let mut ids = BTreeSet::new();
        ids.extend(self.session.book().entries(&register).iter().map(|entry| entry.id.clone()));
        let mut periods = BTreeSet::new();
        let mut commands = Vec::new();
        let (mut rows, mut known, mut number) = (0_usize, 0_usize, ids.len());
        for (line, cells) in &self.csv.rows {
            let row = self.period(cells, headers.period, cycle, &calendar).and_then(|period| {
                let (class, subject) = self.subject(cell(cells, headers.subject), classes)?;
                Ok((period, class, subject))
            });
            let (when, class, subject) = match row {
                Ok(row) => row,
                Err(message) => {
                    problems.push(Diagnostic::error(Place::Text { line: *line, column: 0 }, message));
                    continue;
                }
            };
            rows = rows.saturating_add(1);
            periods.insert(when);
            let values = headers
                .columns
                .iter()
                .map(|(at, _, field)| (field.clone(), cell(cells, *at).to_owned()))
                .filter(|(_, typed)| !typed.is_empty())
                .collect();
            let class = if classes.len() > 1 { class } else { Id::default() };
            let mut entry = Entry { id: Id::default(), class, subject, when, values };
            if let Some(left) = standing.get_mut(&entry_key(&entry)).filter(|left| **left > 0) {
                *left = left.saturating_sub(1);
                known = known.saturating_add(1);
                continue;
            }
            entry.id = loop {
                number = number.saturating_add(1);
                let id = Id::new(&number.to_string());
                if ids.insert(id.clone()) {
                    break id;
                }
            };
            commands.push(Command::AddEntry { register: register.clone(), at: None, entry });
        }
        let mut all = opening(self.session.book(), self.plan, &periods, &calendar)?;
        all.extend(commands);
        Ok(self.done(rows, known, all, problems))
    }

    fn period(
        &self,
        cells: &[String],
        at: Option<usize>,
        cycle: Option<Cycle>,
        calendar: &Calendar,
    ) -> Result<Period, Message> {
        let Some(at) = at else {
            return self.only_period().ok_or_else(|| Message::MissingHeader {
                header: PERIOD_HEADERS.first().copied().unwrap_or_default().to_owned(),
                table: self.name(),
            });
        };
        let typed = cell(cells, at);
        let period = match cycle {
            Some(cycle) => calendar.read(typed, Some(cycle)),
            None => crate::calendar::read_date(typed).map(Period::Day).or_else(|| calendar.read(typed, None)),
        };
        let example = cycle.map_or("2018-03-01", Cycle::example);
        period.ok_or_else(|| Message::NotAPeriod { text: typed.to_owned(), example: example.to_owned() })
    }

    /// The class and id of a subject by its name or id.
    fn subject(&self, name: &str, classes: &[TableIx]) -> Result<(Id, Id), Message> {
        let space = self.session.results().space();
        let mut near = None;
        for class in classes {
            let Some(of) = self.plan.tables.get(*class) else { continue };
            match space.subject(&of.id, name) {
                Ok(subject) => {
                    let ids = space.rows(*class).map(|rows| rows.ids.as_slice()).unwrap_or_default();
                    let id = ids.get(subject.row as usize).cloned().unwrap_or_default();
                    return Ok((of.id.clone(), id));
                }
                Err(nearest) => near = near.or(nearest),
            }
        }
        let class = classes.first().and_then(|class| self.plan.tables.get(*class));
        let class = class.map(|class| class.name.clone()).unwrap_or_default();
        Err(Message::UnknownSubject { name: name.to_owned(), class, nearest: near })
    }

    fn done(&self, rows: usize, known: usize, commands: Vec<Command>, problems: Vec<Diagnostic>) -> Import {
        Import { table: self.name(), rows, known, command: Command::Many { commands }, problems }
    }
}

/// Headers that name the period or date of a row.
const PERIOD_HEADERS: [&str; 9] = ["期", "周", "旬", "月", "季", "半年", "年", "轮次", "日期"];
/// Headers that name the subject of a row, besides the class's own name.
const SUBJECT_HEADERS: [&str; 3] = ["对象", "考评对象", "考核对象"];

fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", |cell| cell.trim())
}

/// What makes two entries the same, their ids aside.
type EntryKey = (Id, Id, Period, Vec<(Id, String)>);

fn entry_key(entry: &Entry) -> EntryKey {
    let values = entry.values.iter().map(|(field, typed)| (field.clone(), typed.trim().to_owned())).collect();
    (entry.class.clone(), entry.subject.clone(), entry.when, values)
}

/// The commands that open periods, and the coarser ones that contain them where the scheme has sheets for those.
///
/// # Errors
/// There would be too many: a year is misspelt.
fn opening(
    book: &Book,
    plan: &Plan,
    periods: &BTreeSet<Period>,
    calendar: &Calendar,
) -> Result<Vec<Command>, Vec<Diagnostic>> {
    let has_sheets = |cycle: Cycle| {
        plan.tables
            .iter()
            .any(|table| matches!(table.kind, TableKind::Sheet { cycle: of, .. } if of == cycle))
    };
    let mut commands = Vec::new();
    for cycle in Cycle::ALL.into_iter().filter(|cycle| has_sheets(*cycle)) {
        let mut wanted: Vec<Period> = periods.iter().filter_map(|p| calendar.container(*p, cycle)).collect();
        if let Some(open) = book.periods.get(&cycle) {
            wanted.extend([open.first, open.last]);
        }
        let (Some(&first), Some(&last)) = (wanted.iter().min(), wanted.iter().max()) else { continue };
        let span = PeriodSpan { first, last };
        span.check(cycle).map_err(|message| vec![Diagnostic::error(Place::Document, message)])?;
        if book.periods.get(&cycle) != Some(&span) {
            commands.push(Command::OpenPeriods { cycle, span: Some(span) });
        }
    }
    Ok(commands)
}
