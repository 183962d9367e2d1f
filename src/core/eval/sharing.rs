//! Sharing: results beside others, whose columns they take over where nothing that these read has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::frame::Finder;
use super::load::{KnownMarks, Scope, is_input};
use super::schedule::{Instance, needs};
use super::space::Rows;
use super::{Results, cell_ref};
use crate::diag::Message;
use crate::model::{Book, Cell, Id, Value};
use crate::plan::{Numbers, Plan, Reach, Slot, Step, TableIx, TableKind};

impl Results {
    /// The results of a plan and a book beside others that are known, such as a variant's beside the book's: the same as
    /// [`Self::new`] to the last digit, with the columns shared that are equal. What reads nothing that is other there is
    /// not computed.
    #[must_use]
    pub fn beside(plan: Arc<Plan>, book: &Book, known: &Self) -> Self {
        let mut results = Self::load(plan, book);
        match Beside::new(&results, known) {
            Some(beside) => results.fill_beside(beside),
            None => results.fill_all(),
        }
        results
    }

    /// The same by other rules for the very data that `known` is of: what was typed is not read again where it is read as
    /// it was.
    #[must_use]
    pub fn by_other_rules(plan: Arc<Plan>, book: &Book, known: &Self) -> Self {
        let mut results = Self::empty(plan, book);
        match Beside::new(&results, known) {
            Some(mut beside) => {
                let read = results.read_of(&mut beside);
                results.load_tables(book, Scope::But(&read));
                results.fill_beside(beside);
            }
            None => {
                results.load_tables(book, Scope::All);
                results.fill_all();
            }
        }
        results
    }

    /// Takes over what was typed into columns of sheets, where it is read as it was; says of what.
    fn read_of(&mut self, beside: &mut Beside<'_>) -> KnownMarks {
        let known = beside.known;
        let mut read = BTreeMap::new();
        for slot in 0..self.plan.columns.len() {
            read.extend(beside.is_read_alike(self, slot).map(|other| (other, slot)));
        }
        for (other, slot) in &read {
            if let (Some(place), Some(theirs)) = (self.cells.get_mut(*slot), known.cells.get(*other)) {
                place.clone_from(theirs);
            }
        }
        for ((other, period), theirs) in &known.typed {
            if let Some(slot) = read.get(other) {
                self.typed.insert((*slot, *period), theirs.clone());
            }
        }
        for (at, problem) in &known.problems {
            let own = read.get(&(at.column as usize));
            let own = own.and_then(|slot| cell_ref(*slot, at.period as usize, at.row as usize));
            self.problems.extend(own.map(|own| (own, problem.clone())));
        }
        let sheets = self.wholly_read(known, &read);
        KnownMarks { columns: read.into_values().collect(), sheets }
    }

    /// The sheets, by id, all of whose marks are in columns taken over, by the others' number: each column that took marks
    /// is, and no mark had no place.
    fn wholly_read(&self, known: &Self, read: &BTreeMap<Slot, Slot>) -> BTreeSet<Id> {
        let sheets = |plan: &Plan| -> BTreeMap<Id, usize> {
            let mut count = BTreeMap::new();
            for of in plan.tables.iter().filter(|of| matches!(of.kind, TableKind::Sheet { .. })) {
                let of: &mut usize = count.entry(of.id.clone()).or_default();
                *of = of.saturating_add(1);
            }
            count
        };
        let own = sheets(&self.plan);
        let mut whole: BTreeSet<Id> = BTreeSet::new();
        whole.extend(
            sheets(&known.plan)
                .into_iter()
                .filter(|(id, count)| own.get(id) == Some(count))
                .map(|(id, _)| id),
        );
        for (slot, column) in known.plan.columns.iter().enumerate() {
            let takes_marks = (0..column.versions.len()).any(|edition| is_input(&known.plan, slot, edition));
            if takes_marks
                && !read.contains_key(&slot)
                && let Some(table) = known.plan.tables.get(column.table)
            {
                whole.remove(&table.id);
            }
        }
        for vanished in &known.vanished {
            if let Message::MarkVanished { table, .. } = &vanished.message {
                whole.remove(table.as_str());
            }
        }
        whole
    }

    /// Fills what is read, beside the others.
    fn fill_beside(&mut self, mut beside: Beside<'_>) {
        self.computed.clear();
        self.long_sums.clear();
        beside.by_hand.extend(self.overrides.keys().map(|at| (at.column as usize, at.period as usize)));
        for rank in 0.. {
            let Some(at) = self.schedule.at(rank) else { break };
            if let Some(rows) = self.schedule.slices.rows(at).map(<[usize]>::to_vec) {
                for (row, cell) in self.fresh_slice(at.0, &rows) {
                    self.put(at.0, 0, row, cell);
                }
                continue;
            }
            let theirs = beside.theirs(at);
            let cells = match theirs {
                Some(theirs) if beside.is_untouched(self, at, theirs) => Some(theirs.clone()),
                _ => self.fresh(at.0, at.1, None).map(Arc::new),
            };
            let place = self.cells.get_mut(at.0).and_then(|periods| periods.get_mut(at.1));
            if let (Some(place), Some(cells)) = (place, cells) {
                *place = cells;
            }
            self.share(at, theirs);
        }
        // What was filled entry by entry is whole only now.
        for slot in 0..self.cells.len() {
            for period in 0..self.cells.get(slot).map_or(0, Vec::len) {
                self.share((slot, period), beside.theirs((slot, period)));
            }
        }
    }

    /// Keeps a column only once where it is equal.
    fn share(&mut self, (slot, period): Instance, theirs: Option<&Arc<Vec<Cell>>>) {
        let place = self.cells.get_mut(slot).and_then(|periods| periods.get_mut(period));
        if let (Some(place), Some(theirs)) = (place, theirs)
            && !Arc::ptr_eq(place, theirs)
            && place == theirs
        {
            place.clone_from(theirs);
        }
    }

    /// How many columns, each period counted, are kept once for both of two results.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> usize {
        let mut theirs = BTreeSet::new();
        theirs.extend(other.cells.iter().flatten().map(Arc::as_ptr));
        self.cells.iter().flatten().filter(|cells| theirs.contains(&Arc::as_ptr(cells))).count()
    }

    /// How many columns there are, each period counted.
    #[must_use]
    pub fn column_count(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }
}

/// Results being filled beside others.
struct Beside<'a> {
    known: &'a Results,
    numbers: Numbers,
    /// Whether subjects and entries are the same, by table.
    same_rows: BTreeMap<TableIx, bool>,
    /// Whether editions agree on what is no column: grades and calendar; by one's own and the other's.
    same_editions: BTreeMap<(usize, usize), bool>,
    /// Whether a column is computed in the same way, by the editions.
    same_steps: BTreeMap<(Slot, usize, usize), bool>,
    /// Columns in which a cell is replaced by hand on either side.
    by_hand: BTreeSet<Instance>,
}

impl<'a> Beside<'a> {
    /// Compares rules, rows and periods, but nothing that is read of `results`; `None` where other periods are open, so that
    /// nothing can be shared.
    fn new(results: &Results, known: &'a Results) -> Option<Self> {
        if !results.space.has_same_periods(&known.space) {
            return None;
        }
        let numbers = Numbers::between(&results.plan, &known.plan);
        let same_rows = |table: TableIx, other: TableIx| results.space.rows(table) == known.space.rows(other);
        let mut beside = Self {
            known,
            same_rows: BTreeMap::new(),
            same_editions: BTreeMap::new(),
            same_steps: BTreeMap::new(),
            by_hand: BTreeSet::new(),
            numbers,
        };
        // Subjects are known by the number of their class.
        let is_class =
            |table: TableIx| results.plan.tables.get(table).is_some_and(|of| of.kind == TableKind::Class);
        // A formula may write the name of any subject that a link leads to, and that of its class, without a column of the
        // class.
        let has_same_names = |table: TableIx| {
            let (own, other) = (results.plan.tables.get(table), known.plan.tables.get(table));
            own.map(|of| &of.name) == other.map(|of| &of.name)
                && names_agree(results.space.rows(table), known.space.rows(table))
        };
        let same_classes = (0..results.plan.tables.len())
            .filter(|table| is_class(*table))
            .all(|table| beside.numbers.tables.get(&table) == Some(&table) && has_same_names(table));
        for (table, other) in &beside.numbers.tables {
            beside.same_rows.insert(*table, same_classes && same_rows(*table, *other));
        }
        let newest = |results: &Results| results.plan.editions.last().map(|edition| edition.calendar.clone());
        let same_newest = newest(results) == newest(known);
        for (own, edition) in results.plan.editions.iter().enumerate() {
            for (other, of) in known.plan.editions.iter().enumerate() {
                let same = same_newest && edition.grades == of.grades && edition.calendar == of.calendar;
                beside.same_editions.insert((own, other), same);
            }
        }
        let theirs = known.overrides.keys().filter_map(|at| {
            let slot = at.column as usize;
            let own = beside.numbers.slots.iter().find(|(_, other)| **other == slot)?.0;
            Some((*own, at.period as usize))
        });
        let theirs: Vec<Instance> = theirs.collect();
        beside.by_hand.extend(theirs);
        Some(beside)
    }

    /// The other's column where what is typed into a sheet's column gives the same cells in both, over all editions.
    fn is_read_alike(&mut self, results: &Results, slot: Slot) -> Option<Slot> {
        let (plan, known) = (&results.plan, self.known);
        let other = *self.numbers.slots.get(&slot)?;
        let (column, of) = (plan.columns.get(slot)?, known.plan.columns.get(other)?);
        let is_sheet = matches!(plan.tables.get(column.table)?.kind, TableKind::Sheet { .. });
        if !is_sheet
            || !self.has_same_rows(results, column.table)
            || column.versions.len() != of.versions.len()
        {
            return None;
        }
        let from = |plan: &Plan| plan.editions.iter().map(|edition| edition.from).collect::<Vec<_>>();
        if from(plan) != from(&known.plan) {
            return None;
        }
        for period in 0..results.space.period_count(plan, column.table) {
            let present = results.space.present(column.table, period);
            if present != known.space.present(of.table, period) {
                return None;
            }
        }
        for edition in 0..column.versions.len() {
            let is_alike = matches!(plan.version(slot, edition)?.step, Step::Input(_))
                && self.same_editions.get(&(edition, edition)) == Some(&true)
                && self.is_same_step(results, (slot, edition), (other, edition))?;
            if !is_alike {
                return None;
            }
        }
        Some(other)
    }

    /// Whether a column of one's own and its counterpart come about in the same way, each by an edition of its own; `None`
    /// where one of them does not have it.
    fn is_same_step(
        &mut self,
        results: &Results,
        (slot, own_edition): (Slot, usize),
        (other, other_edition): (Slot, usize),
    ) -> Option<bool> {
        if let Some(known) = self.same_steps.get(&(slot, own_edition, other_edition)) {
            return Some(*known);
        }
        let version = results.plan.version(slot, own_edition)?;
        let of = self.known.plan.version(other, other_edition)?;
        let value = |own: usize, other: usize| results.parameter(own) == self.known.parameter(other);
        let is_same = self.numbers.is_same(version, of, value);
        self.same_steps.insert((slot, own_edition, other_edition), is_same);
        Some(is_same)
    }

    /// The cells of the other results.
    fn theirs(&self, at: Instance) -> Option<&'a Arc<Vec<Cell>>> {
        let (slot, period) = self.counterpart(at)?;
        self.known.cells.get(slot)?.get(period)
    }

    /// The same column and period of the other results.
    fn counterpart(&self, (slot, period): Instance) -> Option<Instance> {
        Some((*self.numbers.slots.get(&slot)?, period))
    }

    /// Whether computing a column would give what the other results have.
    fn is_untouched(&mut self, results: &Results, (slot, period): Instance, theirs: &[Cell]) -> bool {
        self.try_untouched(results, (slot, period), theirs).unwrap_or(false)
    }

    fn try_untouched(&mut self, results: &Results, at: Instance, theirs: &[Cell]) -> Option<bool> {
        let (slot, period) = at;
        let (plan, known) = (&results.plan, self.known);
        let (other, _) = self.counterpart(at)?;
        let table = plan.columns.get(slot)?.table;
        let is_register = matches!(plan.tables.get(table)?.kind, TableKind::Register { .. });
        if is_register && (plan.editions.len() > 1 || known.plan.editions.len() > 1) {
            return None;
        }
        let own_edition = results.space.edition(plan, table, period);
        let other_table = *self.numbers.tables.get(&table)?;
        let other_edition = known.space.edition(&known.plan, other_table, period);
        let version = plan.version(slot, own_edition)?;
        let is_same = self.is_same_step(results, (slot, own_edition), (other, other_edition))?;
        // Errors know where they began, by numbers.
        let may_be = is_same
            && !matches!(version.step, Step::Input(_))
            && self.same_editions.get(&(own_edition, other_edition)) == Some(&true)
            && !self.by_hand.contains(&at)
            && !results.schedule.is_in_cycle(at)
            && !known.schedule.is_in_cycle((other, period))
            && !theirs.iter().any(|cell| matches!(cell.value, Value::Error(_)));
        if !may_be || !self.has_same_rows(results, table) {
            return Some(false);
        }
        let ties = version.reads.iter().flat_map(|read| match &read.reach {
            Reach::Link(link) | Reach::Linked(link) => vec![*link],
            Reach::Peers(fields) => fields.clone(),
            Reach::Row
            | Reach::Subject
            | Reach::Earlier { .. }
            | Reach::All
            | Reach::Within
            | Reach::Every
            | Reach::Entries
            | Reach::Rule(_) => Vec::new(),
        });
        if !ties.into_iter().all(|tie| self.is_shared_wholly(results, tie)) {
            return Some(false);
        }
        for read in &version.reads {
            let of = plan.columns.get(read.slot)?.table;
            if !self.has_same_rows(results, of) {
                return Some(false);
            }
        }
        let finder = Finder { plan, space: &results.space, cells: &results.cells, ties: &results.cells };
        Some(
            needs(at, &finder, &results.schedule.slices)
                .into_iter()
                .all(|read| self.is_shared(results, read)),
        )
    }

    /// Whether a table has the same rows, and the same of them are there.
    fn has_same_rows(&self, results: &Results, table: TableIx) -> bool {
        let present = results.plan.tables.get(table).and_then(|of| of.present);
        let other = self.numbers.tables.get(&table).and_then(|other| self.known.plan.tables.get(*other));
        let has_present = other.is_some_and(|other| other.present.is_some());
        self.same_rows.get(&table) == Some(&true)
            && present.is_some() == has_present
            && present.is_none_or(|present| self.is_shared_wholly(results, present))
    }

    /// Whether a column is shared in all periods.
    fn is_shared_wholly(&self, results: &Results, slot: Slot) -> bool {
        let periods = results.cells.get(slot).map_or(0, Vec::len);
        (0..periods).all(|period| self.is_shared(results, (slot, period)))
    }

    fn is_shared(&self, results: &Results, at: Instance) -> bool {
        let own = results.cells.get(at.0).and_then(|periods| periods.get(at.1));
        own.zip(self.theirs(at)).is_some_and(|(own, theirs)| Arc::ptr_eq(own, theirs))
    }
}

/// Whether subjects that both have are called the same in both.
fn names_agree(own: Option<&Rows>, other: Option<&Rows>) -> bool {
    let (Some(own), Some(other)) = (own, other) else { return true };
    let names: BTreeMap<_, _> = other.ids.iter().zip(&other.names).collect();
    let agrees = |(id, name)| names.get(id).is_none_or(|known| *known == name);
    own.ids.iter().zip(&own.names).all(agrees)
}
