//! Tabs: the places of the window, as the plan gives them.

use baton_core::plan::{Plan, Table, TableIx, TableKind};

/// A place of the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// A sheet, by id.
    Sheet(String),
    /// A register 台账, by id.
    Register(String),
    /// A roster 名册, by the class's id.
    Roster(String),
    /// 结果与运用: actions, lists, statistics.
    Outcome,
    /// 模拟测算: what a change of the rules would do.
    Lab,
    /// 考评办法: the scheme itself, to be changed.
    Rules,
    /// What is wrong with scheme and data.
    #[default]
    Problems,
}

/// A tab with its name; names of tables are the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabName {
    /// Where it leads.
    pub tab: Tab,
    /// The table's name; empty where the page names it.
    pub name: String,
    /// Whether its entries are votes 民主测评.
    pub is_ballot: bool,
    /// Whether it is a roster that has the name of a sheet or register too.
    pub is_second: bool,
}

impl TabName {
    /// What stands on the tab: a roster that has the name of another table says that it is one, by the word for it.
    #[must_use]
    pub fn label(&self, roster: &str) -> String {
        if self.is_second { format!("{}（{roster}）", self.name) } else { self.name.clone() }
    }
}

impl Tab {
    /// The tab's table.
    #[must_use]
    pub fn table(&self, plan: &Plan) -> Option<TableIx> {
        let find = |id: &str, wanted: fn(&TableKind) -> bool| {
            plan.tables.iter().position(|table| wanted(&table.kind) && &*table.id == id)
        };
        match self {
            Self::Sheet(id) => find(id, |kind| matches!(kind, TableKind::Sheet { .. })),
            Self::Register(id) => find(id, |kind| matches!(kind, TableKind::Register { .. })),
            Self::Roster(id) => find(id, |kind| matches!(kind, TableKind::Class)),
            Self::Outcome | Self::Lab | Self::Rules | Self::Problems => None,
        }
    }

    /// The tab of a table.
    #[must_use]
    pub fn of(plan: &Plan, table: TableIx) -> Option<Self> {
        let of = plan.tables.get(table)?;
        let id = of.id.as_str().to_owned();
        Some(match of.kind {
            TableKind::Sheet { .. } => Self::Sheet(id),
            TableKind::Register { .. } => Self::Register(id),
            TableKind::Class => Self::Roster(id),
        })
    }

    /// How the tab is written down between visits.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Sheet(id) => format!("sheet:{id}"),
            Self::Register(id) => format!("register:{id}"),
            Self::Roster(id) => format!("roster:{id}"),
            Self::Outcome => "outcome".to_owned(),
            Self::Lab => "lab".to_owned(),
            Self::Rules => "rules".to_owned(),
            Self::Problems => "problems".to_owned(),
        }
    }
}

/// The tabs of a plan: sheets, registers, votes, rosters, results, the lab, the scheme, problems.
#[must_use]
pub fn tabs(plan: &Plan) -> Vec<TabName> {
    let kinds: [fn(&Table) -> bool; 4] = [
        |of| matches!(of.kind, TableKind::Sheet { .. }),
        |of| matches!(of.kind, TableKind::Register { .. }) && !of.is_ballot,
        |of| of.is_ballot,
        |of| matches!(of.kind, TableKind::Class),
    ];
    let mut tabs = Vec::new();
    for wanted in kinds {
        for (table, of) in plan.tables.iter().enumerate().filter(|(_, of)| wanted(of)) {
            let is_other = |known: &Table| known.kind != TableKind::Class && known.name == of.name;
            let is_second = of.kind == TableKind::Class && plan.tables.iter().any(is_other);
            let named = |tab| TabName { tab, name: of.name.clone(), is_ballot: of.is_ballot, is_second };
            tabs.extend(Tab::of(plan, table).map(named));
        }
    }
    for tab in [Tab::Outcome, Tab::Lab, Tab::Rules, Tab::Problems] {
        tabs.push(TabName { tab, name: String::new(), is_ballot: false, is_second: false });
    }
    tabs
}

/// The tab written down, if the plan still has it, else the first.
#[must_use]
pub fn remembered(plan: &Plan, key: &str) -> Tab {
    let tabs = tabs(plan);
    let found = tabs.iter().find(|named| named.tab.key() == key).or_else(|| tabs.first());
    found.map(|named| named.tab.clone()).unwrap_or_default()
}
