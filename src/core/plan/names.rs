//! Names: what a word in a formula can mean in one edition.

use std::collections::BTreeMap;

use super::{Slot, TableIx};
use crate::formula::fold;
use crate::model::Id;

/// What a setting of an indicator is, such as its full marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// A parameter of the plan.
    Parameter(usize),
    /// A generated column: the condition under which it applies.
    Column(Slot),
}

/// All names of one edition.
#[derive(Debug, Default)]
pub(super) struct Names {
    columns: BTreeMap<TableIx, BTreeMap<String, Slot>>,
    tables: BTreeMap<String, TableIx>,
    classes: BTreeMap<String, TableIx>,
    parameters: BTreeMap<String, usize>,
    settings: BTreeMap<(TableIx, String), BTreeMap<String, Setting>>,
}

impl Names {
    /// Gives a column its name; `false` where the table has one of that name.
    pub(super) fn add_column(&mut self, table: TableIx, name: &str, slot: Slot) -> bool {
        let names = self.columns.entry(table).or_default();
        names.insert(fold(name).into_owned(), slot).is_none_or(|before| {
            names.insert(fold(name).into_owned(), before);
            false
        })
    }

    /// Gives a sheet or register its name; `false` where it is taken.
    pub(super) fn add_table(&mut self, name: &str, table: TableIx) -> bool {
        self.tables.insert(fold(name).into_owned(), table).is_none()
    }

    /// Gives a class its name; `false` where it is taken.
    pub(super) fn add_class(&mut self, name: &str, table: TableIx) -> bool {
        self.classes.insert(fold(name).into_owned(), table).is_none()
    }

    /// Gives a parameter its name; `false` where it is taken.
    pub(super) fn add_parameter(&mut self, name: &str, parameter: usize) -> bool {
        self.parameters.insert(fold(name).into_owned(), parameter).is_none()
    }

    /// Gives an indicator a setting that formulas can name: `指标01.分值`.
    pub(super) fn add_setting(&mut self, table: TableIx, indicator: &str, name: &str, setting: Setting) {
        let settings = self.settings.entry((table, fold(indicator).into_owned())).or_default();
        settings.insert(fold(name).into_owned(), setting);
    }

    /// The column of that name in a table.
    pub(super) fn column(&self, table: TableIx, name: &str) -> Option<Slot> {
        self.columns.get(&table)?.get(fold(name).as_ref()).copied()
    }

    /// The sheet or register of that name.
    pub(super) fn table(&self, name: &str) -> Option<TableIx> {
        self.tables.get(fold(name).as_ref()).copied()
    }

    /// The class of that name.
    pub(super) fn class(&self, name: &str) -> Option<TableIx> {
        self.classes.get(fold(name).as_ref()).copied()
    }

    /// The parameter of that name.
    pub(super) fn parameter(&self, name: &str) -> Option<usize> {
        self.parameters.get(fold(name).as_ref()).copied()
    }

    /// The setting of an indicator.
    pub(super) fn setting(&self, table: TableIx, indicator: &str, name: &str) -> Option<Setting> {
        self.settings.get(&(table, fold(indicator).into_owned()))?.get(fold(name).as_ref()).copied()
    }

    /// The names of an indicator's settings.
    pub(super) fn settings_of(&self, table: TableIx, indicator: &str) -> impl Iterator<Item = &str> {
        let settings = self.settings.get(&(table, fold(indicator).into_owned()));
        settings.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// The names of the columns of a table.
    pub(super) fn columns_of(&self, table: TableIx) -> impl Iterator<Item = &str> {
        self.columns.get(&table).into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// The names of the parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.keys().map(String::as_str)
    }

    /// The names of sheets and registers.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }
}

/// The id of a column that the compiler makes.
pub(super) fn generated_id(what: &str) -> Id {
    Id::new(&format!("~{what}"))
}
