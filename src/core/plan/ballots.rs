//! Ballots 民主测评 as the fields, columns and formulas they stand for.
//!
//! A table of votes is a register: its rows are votes on a subject, and what each counts is computed beside it. A
//! panel's result on a subject is a column of the sheet; the indicator weighs the panels.

use super::methods::{FULL, Number, WEIGHT, number, quoted_text, setting};
use super::own::{DATE, NUMBER as ROW, SUBJECT};
use crate::formula::quoted;
use crate::model::{Ballot, BallotForm, BallotOption, Ballots, Drop, Field, FieldKind, Id, Panel, Register};
use crate::num::Decimal;

/// Name of the points that stand for full marks, in formulas.
pub(super) const WHOLE: &str = "满分";
/// Name of the least number of valid votes in formulas.
pub(super) const LEAST: &str = "最少票数";

const DIMENSION: &str = "维度";
const PANEL: &str = "评价主体";
const VOTER: &str = "评价人";
const NUMBER: &str = "票号";
const MARK: &str = "评价";
const ABSTAINED: &str = "弃权";
const GIVEN_OUT: &str = "发出票";
const RETURNED: &str = "收回票";
const COUNTED: &str = "有效票";
const POINTS: &str = "票分";
const VALID: &str = "有效";

/// What is typed into a table of votes.
pub(super) fn fields(ballot: &Ballot) -> Vec<Field> {
    let mut fields = Vec::new();
    // What was typed before something was renamed is its id: it goes on meaning the same.
    let choice = |name: &str, choices: Vec<(&Id, &String)>| {
        let mut field = Field::new(name, FieldKind::Choice);
        field.choices = choices.iter().map(|(_, name)| (*name).clone()).collect();
        field.renamed = choices.into_iter().map(|(id, name)| (id.clone(), name.clone())).collect();
        field
    };
    if ballot.form == BallotForm::Counts && !ballot.dimensions.is_empty() {
        let named = ballot.dimensions.iter().map(|dimension| (&dimension.id, &dimension.name));
        fields.push(choice(DIMENSION, named.collect()));
    }
    if !ballot.panels.is_empty() {
        fields.push(choice(PANEL, ballot.panels.iter().map(|panel| (&panel.id, &panel.name)).collect()));
    }
    match ballot.form {
        BallotForm::Counts => {
            let count = |name: &str| {
                let mut field = Field::new(name, FieldKind::Number);
                field.least = Some(Decimal::ZERO);
                field.optional = true;
                field
            };
            if ballot.returns {
                fields.extend([count(GIVEN_OUT), count(RETURNED)]);
            }
            fields.extend(
                ballot.options.iter().map(|option| Field { id: option.id.clone(), ..count(&option.name) }),
            );
            fields.push(count(ABSTAINED));
        }
        BallotForm::Single => {
            fields.push(match &ballot.voters {
                Some(class) => {
                    let mut field = Field::new(VOTER, FieldKind::Link);
                    field.class = Some(class.clone());
                    field
                }
                None => Field::new(NUMBER, FieldKind::Text),
            });
            let (of_one, abstained) = (Id::new(MARK), ABSTAINED.to_owned());
            let abstention = Id::new(ABSTAINED);
            let marks: Vec<(&Id, &str)> = match ballot.dimensions.as_slice() {
                [] => vec![(&of_one, MARK)],
                dimensions => dimensions.iter().map(|of| (&of.id, of.name.as_str())).collect(),
            };
            for (id, name) in marks {
                let mut field = if ballot.options.is_empty() {
                    let mut field = Field::new(name, FieldKind::Number);
                    field.least = Some(Decimal::ZERO);
                    field.most = Some(ballot.full.unwrap_or(Decimal::ONE_HUNDRED));
                    field
                } else {
                    let named = ballot.options.iter().map(|option| (&option.id, &option.name));
                    choice(name, named.chain([(&abstention, &abstained)]).collect())
                };
                field.id = id.clone();
                field.optional = true;
                fields.push(field);
            }
        }
    }
    fields
}

/// What is computed for each row of votes: id, name and formula.
pub(super) fn columns(ballot: &Ballot) -> Vec<(Id, String, String)> {
    match ballot.form {
        BallotForm::Counts => {
            let own = |(name, formula): (String, String)| (Id::new(&name), name, formula);
            columns_of_counts(ballot).into_iter().map(own).collect()
        }
        BallotForm::Single => columns_of_singles(ballot),
    }
}

fn columns_of_counts(ballot: &Ballot) -> Vec<(String, String)> {
    let names: Vec<String> = ballot.options.iter().map(|option| quoted(&option.name)).collect();
    let worth = |option: &BallotOption| format!("{} * {}", quoted(&option.name), setting(&option.name, FULL));
    let points: Vec<String> = ballot.options.iter().map(worth).collect();
    let mut columns = vec![
        (COUNTED.to_owned(), format!("SUM({})", names.join(", "))),
        (POINTS.to_owned(), points.join(" + ")),
        ("平均分".to_owned(), format!("IF({COUNTED} = 0, EXEMPT(), {POINTS} / {COUNTED})")),
    ];
    if ballot.returns {
        let counted = format!("{COUNTED} + {ABSTAINED}");
        columns.push((
            "无效票".to_owned(),
            format!("IF(ISBLANK({RETURNED}), EXEMPT(), {RETURNED} - {COUNTED} - {ABSTAINED})"),
        ));
        columns.push((
            "票数相符".to_owned(),
            format!(
                "IF(ISBLANK({RETURNED}), EXEMPT(), AND({RETURNED} <= {GIVEN_OUT}, {counted} <= {RETURNED}))"
            ),
        ));
    }
    columns
}

fn columns_of_singles(ballot: &Ballot) -> Vec<(Id, String, String)> {
    let mut columns = Vec::new();
    if !ballot.options.is_empty() {
        // The id goes by the dimension's, which stays when that is called otherwise.
        let ids = ballot.dimensions.iter().map(|of| of.id.as_str()).chain([MARK]);
        for (id, mark) in ids.zip(marks(ballot)) {
            let cases: Vec<String> = ballot
                .options
                .iter()
                .map(|option| format!("{}, {}", quoted_text(&option.name), setting(&option.name, FULL)))
                .collect();
            let formula = format!("SWITCH({}, {}, EXEMPT())", quoted(mark), cases.join(", "));
            columns.push((Id::new(&points_of(ballot, id)), points_of(ballot, mark), formula));
        }
    }
    let conditions = conditions(ballot);
    if !conditions.is_empty() {
        columns.push((Id::new(VALID), VALID.to_owned(), format!("AND({})", conditions.join(", "))));
    }
    columns
}

/// What makes a single ballot valid.
fn conditions(ballot: &Ballot) -> Vec<String> {
    let mut conditions = Vec::new();
    let voter = if ballot.voters.is_some() { VOTER } else { NUMBER };
    if ballot.nobody_rates_itself && ballot.voters.is_some() {
        conditions.push(format!("{voter} <> {SUBJECT}"));
    }
    // One paper holds a voter's marks on all subjects of a period. Whose it is not said, each row is a paper of its own.
    let panel = if ballot.panels.is_empty() { String::new() } else { format!("{PANEL}, ") };
    let key = format!("{DATE}, {panel}{voter}, IF(ISBLANK({voter}), {ROW}, 0)");
    let paper: Vec<String> = marks(ballot)
        .into_iter()
        .map(|mark| format!("PEERS({}, {key})", quoted(&points_of(ballot, mark))))
        .collect();
    if ballot.invalid_if_all_equal {
        // A single mark is equal to itself, and says nothing.
        let all = paper.join(", ");
        conditions.push(format!("OR(COUNT({all}) <= 1, MIN({all}) < MAX({all}))"));
    }
    for limit in &ballot.limits {
        let criterion = quoted_text(&limit.marks);
        let count: Vec<String> = paper.iter().map(|list| format!("COUNTIF({list}, {criterion})")).collect();
        let count = count.join(" + ");
        conditions.extend(limit.least.map(|least| format!("{count} >= {least}")));
        conditions.extend(limit.most.map(|most| format!("{count} <= {most}")));
    }
    conditions
}

/// The names of the marks of a single ballot.
fn marks(ballot: &Ballot) -> Vec<&str> {
    if ballot.dimensions.is_empty() {
        vec![MARK]
    } else {
        ballot.dimensions.iter().map(|dimension| dimension.name.as_str()).collect()
    }
}

/// The column with the points of a mark.
fn points_of(ballot: &Ballot, mark: &str) -> String {
    if ballot.options.is_empty() { mark.to_owned() } else { format!("{mark}得分") }
}

/// What an indicator's votes stand for.
pub(super) struct Tally {
    /// The panels' results, each a column of its own: the panel and its formula.
    pub(super) panels: Vec<(Panel, String)>,
    /// The indicator's formula.
    pub(super) formula: String,
    /// Its numbers.
    pub(super) settings: Vec<Number>,
}

/// What the votes on a dimension stand for, for an indicator.
pub(super) fn tally(
    indicator: &str,
    method: &Ballots,
    register: &Register,
    ballot: &Ballot,
    dimension: Option<&str>,
) -> Tally {
    let votes = Votes { indicator, method, register, ballot, dimension };
    let settings =
        method.least.map(|least| number(LEAST, "least", Decimal::from(least))).into_iter().collect();
    if ballot.panels.is_empty() {
        return Tally { panels: Vec::new(), formula: votes.of(None), settings };
    }
    let panels: Vec<(Panel, String)> =
        ballot.panels.iter().map(|panel| (panel.clone(), votes.of(Some(&panel.name)))).collect();
    let column = |panel: &Panel| quoted(&panel_column(indicator, &panel.name));
    let formula = if ballot.panels.iter().any(|panel| panel.weight.is_some()) {
        let pair = |panel: &Panel| {
            format!("{}, {}.{}", column(panel), quoted(&register.name), setting(&panel.name, WEIGHT))
        };
        format!("WEIGHTED({})", ballot.panels.iter().map(pair).collect::<Vec<_>>().join(", "))
    } else {
        format!("AVERAGE({})", ballot.panels.iter().map(column).collect::<Vec<_>>().join(", "))
    };
    Tally { panels, formula, settings }
}

/// The name of the column with a panel's result.
pub(super) fn panel_column(indicator: &str, panel: &str) -> String {
    format!("{indicator}{panel}")
}

/// Votes that a result is made of.
struct Votes<'a> {
    indicator: &'a str,
    method: &'a Ballots,
    register: &'a Register,
    ballot: &'a Ballot,
    dimension: Option<&'a str>,
}

impl Votes<'_> {
    /// The formula of a panel's result: the mean of its votes, out of the indicator's full marks.
    fn of(&self, panel: Option<&str>) -> String {
        match self.ballot.form {
            BallotForm::Counts => self.counts(panel),
            BallotForm::Single => self.singles(panel),
        }
    }

    fn column(&self, name: &str) -> String {
        format!("{}.{}", quoted(&self.register.name), quoted(name))
    }

    /// A mean of votes as marks of the indicator, unless there are too few votes.
    fn marks(&self, count: &str, mean: &str) -> String {
        let (full, whole) = (setting(self.indicator, FULL), setting(&self.register.name, WHOLE));
        format!("IF({}, EXEMPT(), {mean} * {full} / {whole})", self.too_few(count))
    }

    /// The condition that there are too few votes.
    fn too_few(&self, count: &str) -> String {
        match self.method.least {
            Some(_) => format!("{count} < {}", setting(self.indicator, LEAST)),
            None => format!("{count} = 0"),
        }
    }

    fn counts(&self, panel: Option<&str>) -> String {
        let wanted = [(DIMENSION, self.dimension), (PANEL, panel)];
        let criteria: Vec<String> = wanted
            .into_iter()
            .filter_map(|(field, wanted)| {
                Some(format!("ENTRIES({}), {}", self.column(field), quoted_text(wanted?)))
            })
            .collect();
        let sum = |name: &str| {
            let list = format!("ENTRIES({})", self.column(name));
            if criteria.is_empty() {
                format!("SUM({list})")
            } else {
                format!("SUMIFS({list}, {})", criteria.join(", "))
            }
        };
        let (count, points) = (sum(COUNTED), sum(POINTS));
        let mean = format!("{points} / {count}");
        let mean = match self.method.drop {
            Some(drop) if drop.highest > 0 || drop.lowest > 0 => {
                self.trimmed_counts(&count, &mean, drop, &criteria)
            }
            _ => mean,
        };
        self.marks(&count, &mean)
    }

    /// The mean of counted votes without the highest and lowest, where there are enough.
    ///
    /// So many votes are at least as good as an option; those among them that are neither of the highest nor of the
    /// lowest each have what the option is worth more than the next.
    fn trimmed_counts(&self, count: &str, mean: &str, drop: Drop, criteria: &[String]) -> String {
        let (highest, lowest) = (drop.highest, drop.lowest);
        let left_out = highest.saturating_add(lowest);
        let mut so_good: Vec<String> = Vec::new();
        let mut terms = Vec::new();
        for (at, option) in self.ballot.options.iter().enumerate() {
            so_good.push(self.column(&option.name));
            let list = format!("ENTRIES(SUM({}))", so_good.join(", "));
            let votes = match criteria {
                [] => format!("SUM(0, {list})"),
                criteria => format!("SUM(0, SUMIFS({list}, {}))", criteria.join(", ")),
            };
            let worth = |option: &BallotOption| {
                format!("{}.{}", quoted(&self.register.name), setting(&option.name, FULL))
            };
            let more = match self.ballot.options.get(at.saturating_add(1)) {
                Some(next) => format!("({} - {})", worth(option), worth(next)),
                None => worth(option),
            };
            let within = match (highest, lowest) {
                (0, lowest) => format!("MIN({count} - {lowest}, {votes})"),
                (highest, 0) => format!("({votes} - MIN({highest}, {votes}))"),
                (highest, lowest) => format!("(MIN({count} - {lowest}, {votes}) - MIN({highest}, {votes}))"),
            };
            terms.push(format!("{more} * {within}"));
        }
        let more_than = drop.more_than.unwrap_or(left_out);
        format!("IF({count} > {more_than}, ({}) / ({count} - {left_out}), {mean})", terms.join(" + "))
    }

    fn singles(&self, panel: Option<&str>) -> String {
        let mark = points_of(self.ballot, self.dimension.unwrap_or(MARK));
        let mut wanted = Vec::new();
        wanted.extend(panel.map(|panel| format!("{} = {}", self.column(PANEL), quoted_text(panel))));
        if !conditions(self.ballot).is_empty() {
            wanted.push(self.column(VALID));
        }
        let mark = self.column(&mark);
        let votes = match wanted.as_slice() {
            [] => format!("ENTRIES({mark})"),
            [one] => format!("ENTRIES(IF({one}, {mark}, EXEMPT()))"),
            several => format!("ENTRIES(IF(AND({}), {mark}, EXEMPT()))", several.join(", ")),
        };
        let count = format!("COUNT({votes})");
        let mean = match self.method.drop {
            Some(drop) if drop.highest > 0 || drop.lowest > 0 => trimmed(&votes, &count, drop),
            _ => format!("AVERAGE({votes})"),
        };
        self.marks(&count, &mean)
    }
}

/// The mean without the highest and lowest votes, where there are enough.
fn trimmed(votes: &str, count: &str, drop: Drop) -> String {
    let (highest, lowest) = (drop.highest, drop.lowest);
    let more_than = drop.more_than.unwrap_or_else(|| highest.saturating_add(lowest));
    let mean = if highest == lowest {
        format!("TRIMMEAN({votes}, {} / {count})", highest.saturating_add(lowest))
    } else {
        let without_lowest = match lowest {
            0 => format!("SUM({votes})"),
            lowest => format!("SUM(BEST({votes}, {count} - {lowest}))"),
        };
        let sum = match highest {
            0 => without_lowest,
            highest => format!("({without_lowest} - SUM(BEST({votes}, {highest})))"),
        };
        format!("{sum} / ({count} - {})", highest.saturating_add(lowest))
    };
    format!("IF({count} > {more_than}, {mean}, AVERAGE({votes}))")
}
