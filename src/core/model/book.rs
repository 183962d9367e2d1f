//! The book: a scheme with its data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::scheme::is_default;
use super::{Evidence, Id, Marks, Process, Scheme, SheetPeriod, Stage, Variant, settle_ids};
use crate::calendar::{Cycle, LONGEST_SPAN, Period, SpanError, span};
use crate::diag::Message;

/// A book 考评工作簿: the editions of a scheme, open periods, rosters, marks, registers and what people decided.
/// Results are never part of it. The default is no book: without a scheme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Book {
    /// Its name.
    pub name: String,
    /// The editions of its scheme, by the date from which each is in force; the first is in force before that too.
    pub editions: Vec<Edition>,
    /// The periods that are open, by cycle.
    #[serde(default)]
    pub periods: BTreeMap<Cycle, PeriodSpan>,
    /// The subjects of each class, in their official order.
    #[serde(default)]
    pub roster: BTreeMap<Id, Vec<Subject>>,
    /// What was typed into sheets.
    #[serde(default)]
    pub marks: Marks,
    /// The entries of each register.
    #[serde(default)]
    pub registers: BTreeMap<Id, Vec<Entry>>,
    /// Computed cells replaced by hand 更正.
    #[serde(default, with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<pairs::Pair<OverrideKey, OverrideValue>>"))]
    pub overrides: BTreeMap<OverrideKey, OverrideValue>,
    /// What marks and entries rest on 佐证材料; an entry as a whole has no column.
    #[serde(default, with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<pairs::Pair<OverrideKey, Evidence>>"))]
    pub evidence: BTreeMap<OverrideKey, Evidence>,
    /// What became of actions, by what caused them.
    #[serde(default, with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<pairs::Pair<ActionKey, ActionNote>>"))]
    pub actions: BTreeMap<ActionKey, ActionNote>,
    /// How far the periods of sheets have come in their process, and which are locked.
    #[serde(default, with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<pairs::Pair<SheetPeriod, Stage>>"))]
    pub stages: BTreeMap<SheetPeriod, Stage>,
    /// What-ifs 模拟测算方案.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
}

impl Book {
    /// An empty book of a scheme, with the periods open that the scheme names.
    #[must_use]
    pub fn new(name: &str, scheme: Scheme) -> Self {
        Self {
            name: name.to_owned(),
            periods: scheme.periods.clone(),
            editions: vec![Edition { from: None, scheme }],
            ..Self::default()
        }
    }

    /// Brings the book into the one form in which equal books are equal: ids made where a scheme left them out,
    /// nothing kept for what is blank or empty. Books read from files have it, and every command keeps it.
    pub fn settle(&mut self) {
        for edition in &mut self.editions {
            settle_ids(&mut edition.scheme);
        }
        self.roster.values_mut().flatten().for_each(Subject::settle);
        self.registers.values_mut().flatten().for_each(Entry::settle);
        self.roster.retain(|_, subjects| !subjects.is_empty());
        self.registers.retain(|_, entries| !entries.is_empty());
        self.evidence.retain(|_, evidence| !evidence.is_empty());
        self.stages.retain(|_, stage| !stage.is_empty());
    }

    /// The edition in force last.
    #[must_use]
    pub fn scheme(&self) -> Option<&Scheme> {
        self.editions.last().map(|edition| &edition.scheme)
    }

    /// The edition in force on a day, by its place among the editions.
    fn edition_on(&self, day: NaiveDate) -> usize {
        let later = self.editions.iter().skip(1);
        later.take_while(|edition| edition.from.is_none_or(|from| from <= day)).count()
    }

    /// The scheme in force in a period: on its last day.
    #[must_use]
    pub fn scheme_in(&self, period: Period) -> Option<&Scheme> {
        let day = self.scheme()?.calendar.last_day(period)?;
        self.editions.get(self.edition_on(day)).map(|edition| &edition.scheme)
    }

    /// The process that a period of a sheet goes through.
    #[must_use]
    pub fn process(&self, of: &SheetPeriod) -> Option<&Process> {
        let scheme = self.scheme_in(of.period)?;
        let sheet = scheme.sheets.iter().find(|sheet| sheet.id == of.sheet)?;
        let process = sheet.process.as_ref()?;
        scheme.processes.iter().find(|known| known.id == *process)
    }

    /// The lock of a sheet in a period, where it is locked.
    #[must_use]
    pub fn lock(&self, of: &SheetPeriod) -> Option<&super::Lock> {
        self.stages.get(of)?.lock.as_ref()
    }

    /// The subjects of a class; none where the roster does not have it.
    #[must_use]
    pub fn subjects(&self, class: &str) -> &[Subject] {
        self.roster.get(class).map_or(&[], Vec::as_slice)
    }

    /// The variant of that id.
    #[must_use]
    pub fn variant(&self, id: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| &*variant.id == id)
    }

    /// The entries of a register; none where there are none.
    #[must_use]
    pub fn entries(&self, register: &str) -> &[Entry] {
        self.registers.get(register).map_or(&[], Vec::as_slice)
    }
}

/// An edition 版本 of the scheme: a period uses the edition in force on its last day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The date from which it is in force; the first edition may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub from: Option<NaiveDate>,
    /// The scheme.
    pub scheme: Scheme,
}

/// The open periods of a cycle: all from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PeriodSpan {
    /// The first open period.
    pub first: Period,
    /// The last open period.
    pub last: Period,
}

impl PeriodSpan {
    /// Whether these are periods of that cycle that can be opened.
    ///
    /// # Errors
    /// What is wrong with them: of another cycle, not there, in the wrong order, or too many.
    pub fn check(self, cycle: Cycle) -> Result<(), Message> {
        for period in [self.first, self.last] {
            if period.cycle() != Some(cycle) || !period.exists() {
                let example = cycle.example().to_owned();
                return Err(Message::NotAPeriod { text: period.to_string(), example });
            }
        }
        match span(self.first, self.last) {
            Ok(_) => Ok(()),
            Err(SpanError::TooLong) => Err(Message::SettingOutOfRange {
                setting: "periods".to_owned(),
                least: "1".to_owned(),
                most: LONGEST_SPAN.to_string(),
                found: format!("{} – {}", self.first, self.last),
            }),
            Err(_) => Err(Message::NotInOrder { what: format!("{} – {}", self.first, self.last) }),
        }
    }
}

/// A subject 考评对象 of a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its permanent id, unique within the class.
    pub id: Id,
    /// Its name; left out where it is the id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its first day; before it, it has no row.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub from: Option<NaiveDate>,
    /// Its last day; after it, it has no row.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub to: Option<NaiveDate>,
    /// Its facts as typed, by the field's id; links hold the linked subject's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<Id, String>,
}

impl Subject {
    /// A subject whose id is its name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { id: Id::new(name), name: String::new(), from: None, to: None, fields: BTreeMap::new() }
    }

    /// Keeps nothing for blank fields.
    pub(crate) fn settle(&mut self) {
        self.fields.retain(|_, typed| !typed.trim().is_empty());
    }

    /// The name on the screen.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }

    /// Whether it has a row on that day.
    #[must_use]
    pub fn belongs_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// An entry 记录 of a register: a dated row tied to a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its permanent id, unique within the register.
    pub id: Id,
    /// The class of its subject; left out where the register has only one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: Id,
    /// The subject it is tied to, by id.
    pub subject: Id,
    /// Its date, or the period that the register is kept by.
    pub when: Period,
    /// What was typed, by the field's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<Id, String>,
}

impl Entry {
    /// Keeps nothing for blank fields.
    pub(crate) fn settle(&mut self) {
        self.values.retain(|_, typed| !typed.trim().is_empty());
    }
}

/// A cell, by ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OverrideKey {
    /// The sheet or register.
    pub table: Id,
    /// The period; left out for registers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The subject or entry.
    pub row: Id,
    /// The column.
    pub column: Id,
}

/// What replaces a computed cell 更正.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OverrideValue {
    /// The value as typed.
    pub value: String,
    /// Why; never empty.
    pub reason: String,
    /// Who did it, if told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, as the page's clock said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// The body that decided, where it was deliberated 评议.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The day on which it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub date: Option<NaiveDate>,
}

/// What caused an action: rule, consequence, period and subject, by ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionKey {
    /// The sheet or register; empty for a recurring duty.
    pub sheet: Id,
    /// The rule, or the duty.
    pub rule: Id,
    /// Which of the rule's consequences, from 0.
    pub consequence: u32,
    /// The period.
    pub period: Period,
    /// The subject.
    pub subject: Id,
    /// The entry, where the rule is about the entries of a register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Id>,
}

/// What became of an action; it survives recomputation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionNote {
    /// Its state.
    pub state: ActionState,
    /// The day on which it was decided or carried out.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::calendar::OptionalDay")]
    pub date: Option<NaiveDate>,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl ActionNote {
    /// Whether what was due is not done on a day.
    #[must_use]
    pub fn is_overdue(&self, due: Option<NaiveDate>, today: NaiveDate) -> bool {
        let is_open = matches!(self.state, ActionState::Proposed | ActionState::Approved);
        is_open && due.is_some_and(|due| due < today)
    }
}

/// The state of an action; that it is overdue follows from the day on which one looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ActionState {
    /// Follows from the rules, not yet decided.
    #[default]
    Proposed,
    /// Decided.
    Approved,
    /// Carried out.
    Done,
    /// Withdrawn.
    Withdrawn,
}

/// Maps whose keys are no texts, as lists of objects with `of` and `is`.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// What something is, by what it is of.
    #[derive(Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Pair<K, V> {
        of: K,
        is: V,
    }

    #[derive(Serialize)]
    struct PairRef<'a, K, V> {
        of: &'a K,
        is: &'a V,
    }

    pub(super) fn deserialize<'de, D, K, V>(from: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        D: Deserializer<'de>,
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
    {
        let mut map = BTreeMap::new();
        map.extend(Vec::<Pair<K, V>>::deserialize(from)?.into_iter().map(|pair| (pair.of, pair.is)));
        Ok(map)
    }

    pub(super) fn serialize<S, K, V>(map: &BTreeMap<K, V>, to: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        K: Serialize,
        V: Serialize,
    {
        to.collect_seq(map.iter().map(|(of, is)| PairRef { of, is }))
    }
}
