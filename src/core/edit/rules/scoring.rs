//! A scoring table as offices write it in a spreadsheet or a document, read into indicators.
//!
//! Rows of texts come in. Their columns are told by the words above them, or by who pastes. Cells that were merged come
//! as one text with blanks below it, so that a blank name or scorer is the one above. Whatever does not fit is told with its
//! row, and stays: a text that is no number goes into the note of its indicator.

use std::collections::BTreeSet;

use crate::diag::Message;
use crate::num::{self, Decimal};

/// What a column of a scoring table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Nothing that is taken over, such as a running number.
    Nothing,
    /// Names of indicators; of several such columns each holds what stands below the one before.
    Name,
    /// Full marks of what the nearest name on the left names.
    Full,
    /// The standard by which marks are given.
    Standard,
    /// Who scores.
    ScoredBy,
    /// How it is verified.
    VerifiedBy,
    /// The clause it rests on.
    Clause,
}

impl Column {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Nothing,
        Self::Name,
        Self::Full,
        Self::Standard,
        Self::ScoredBy,
        Self::VerifiedBy,
        Self::Clause,
    ];
}

/// How the rows of a table are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The row with the words above the columns, from 0; `None`: all rows hold indicators.
    pub head: Option<usize>,
    /// What each column holds.
    pub columns: Vec<Column>,
}

/// An indicator that is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub name: String,
    /// Its full marks; of one with others below it, where none are given, theirs together.
    pub full: Option<Decimal>,
    /// Who scores it.
    pub scored_by: String,
    /// How it is verified.
    pub verified_by: String,
    /// The clause it rests on.
    pub clause: String,
    /// Its standard, and what else was written for it.
    pub note: String,
    /// The row in which it begins, from 0.
    pub row: usize,
    /// Those below it.
    pub below: Vec<Planned>,
}

/// What does not fit, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The row, from 0.
    pub row: usize,
    /// What stands there.
    pub text: String,
    /// Why it does not fit.
    pub why: Message,
}

/// The indicators of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoringTable {
    /// The indicators, in their order.
    pub indicators: Vec<Planned>,
    /// What does not fit.
    pub misfits: Vec<Misfit>,
    /// The full marks of all together.
    pub total: Decimal,
}

/// So many rows are looked at for the words above the columns: a title may stand before them.
const HEAD_WITHIN: usize = 6;

/// How a table is read, by the words above its columns.
///
/// ```
/// use baton_core::edit::rules::{Column, recognise};
/// let rows = [["考核项目", "考核内容", "分值", "评分标准", "责任单位"].map(String::from).to_vec()];
/// let found = recognise(&rows);
/// assert_eq!(found.head, Some(0));
/// assert_eq!(found.columns, [Column::Name, Column::Name, Column::Full, Column::Standard, Column::ScoredBy]);
/// ```
#[must_use]
pub fn recognise(rows: &[Vec<String>]) -> Reading {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let read = |row: &Vec<String>| {
        let mut columns: Vec<Column> =
            row.iter().map(|text| by_word(text).unwrap_or(Column::Nothing)).collect();
        columns.resize(width, Column::Nothing);
        columns
    };
    let known = |row: &Vec<String>| row.iter().filter(|text| by_word(text).is_some()).count();
    let mut best: Option<(usize, usize)> = None;
    for (at, row) in rows.iter().enumerate().take(HEAD_WITHIN) {
        let count = known(row);
        if count > best.map_or(1, |(_, most)| most) {
            best = Some((at, count));
        }
    }
    let Some((head, row)) = best.and_then(|(at, _)| Some((at, rows.get(at)?))) else {
        return Reading { head: None, columns: vec![Column::Nothing; width] };
    };
    Reading { head: Some(head), columns: read(row) }
}

/// What a column holds, by the word above it.
fn by_word(text: &str) -> Option<Column> {
    let word: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    // A sentence is no heading.
    if word.is_empty() || word.chars().count() > 16 {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|known| word.contains(known));
    // The order tells: 评分标准 is no 分, 考核单位 no 考核内容, 数据来源单位 no scorer.
    Some(if has(&["序号", "编号"]) {
        Column::Nothing
    } else if has(&["核验", "数据来源", "佐证", "查验", "印证"]) {
        Column::VerifiedBy
    } else if has(&["依据", "条款"]) {
        Column::Clause
    } else if has(&["标准分", "分值", "满分", "权重", "分数", "基本分", "基础分", "赋分"]) || word == "分"
    {
        Column::Full
    } else if has(&["标准", "办法", "细则", "方法", "方式", "说明", "要求", "规则", "备注"])
    {
        Column::Standard
    } else if has(&["主体", "单位", "部门", "评分人", "考核组", "责任人"]) {
        Column::ScoredBy
    } else if has(&["指标", "项目", "内容", "类别", "要点", "事项", "名称", "任务"]) {
        Column::Name
    } else {
        return None;
    })
}

/// The indicators that the rows of a table hold.
#[must_use]
pub fn read_scoring_table(rows: &[Vec<String>], reading: &Reading) -> ScoringTable {
    let mut reader =
        Reader { reading, found: ScoringTable::default(), path: Vec::new(), scorer: String::new() };
    let first = reading.head.map_or(0, |head| head.saturating_add(1));
    for (at, row) in rows.iter().enumerate().skip(first) {
        reader.row(at, row);
    }
    let mut found = reader.found;
    let mut misfits = std::mem::take(&mut found.misfits);
    found.indicators.iter_mut().for_each(|of| add_up(of, &mut misfits));
    apart(&mut found.indicators, "", &mut BTreeSet::new(), &mut misfits);
    found.total = sum(&found.indicators);
    misfits.sort_by_key(|of| of.row);
    found.misfits = misfits;
    found
}

struct Reader<'a> {
    reading: &'a Reading,
    found: ScoringTable,
    /// The names that hold now, from the outermost, with the place of each among those it stands with.
    path: Vec<usize>,
    scorer: String,
}

impl Reader<'_> {
    fn row(&mut self, at: usize, row: &[String]) {
        let columns = &self.reading.columns;
        let cells = || columns.iter().zip(row).map(|(column, text)| (*column, text.trim()));
        if cells().all(|(column, text)| column == Column::Nothing || text.is_empty()) {
            return;
        }
        let names: Vec<String> =
            cells().filter(|(column, _)| *column == Column::Name).map(|(_, text)| one_line(text)).collect();
        if names.iter().any(|name| is_sum(name)) {
            return self.sum_row(at, row);
        }
        // The full marks of each level: those behind its name; before any name they are the innermost's.
        let mut fulls = vec![String::new(); names.len()];
        let mut level: Option<usize> = None;
        for (column, text) in cells() {
            match column {
                Column::Name => level = Some(level.map_or(0, |level| level.saturating_add(1))),
                Column::Full if !text.is_empty() => {
                    let innermost = names.len().checked_sub(1);
                    if let Some(full) = level.or(innermost).and_then(|level| fulls.get_mut(level)) {
                        text.clone_into(full);
                    }
                }
                _ => {}
            }
        }
        // One column of full marks at the end belongs to whatever the row names innermost.
        let innermost = names.iter().rposition(|name| !name.is_empty());
        if let Some(innermost) = innermost
            && let Some(last) = fulls.iter().rposition(|full| !full.is_empty())
            && last > innermost
        {
            fulls.swap(last, innermost);
        }
        let mut is_new = false;
        for (level, name) in names.iter().enumerate() {
            let full = fulls.get(level).map_or("", String::as_str);
            if name.is_empty() {
                continue;
            }
            if self.path.len() < level {
                // Nothing stands above it to be below of: it stands where there is something.
                self.misfit(at, name, Message::EmptyName);
            }
            let level = level.min(self.path.len());
            if self.is_same(level, name, full) {
                continue;
            }
            self.begin(level, name, at);
            is_new = true;
            self.full(at, full);
        }
        self.rest(at, row, is_new, innermost.is_none().then(|| fulls.concat()));
    }

    /// What else a row says about the innermost indicator that holds.
    fn rest(&mut self, at: usize, row: &[String], is_new: bool, full: Option<String>) {
        let text = |wanted: Column| -> Vec<&str> {
            let cells = self.reading.columns.iter().zip(row);
            let texts = cells.filter(|(column, _)| **column == wanted).map(|(_, text)| text.trim());
            texts.filter(|text| !text.is_empty()).collect()
        };
        let scorers = text(Column::ScoredBy).join("、");
        let (verified, clause) = (text(Column::VerifiedBy).join("\n"), text(Column::Clause).join("；"));
        let standard = text(Column::Standard).join("\n");
        if !scorers.is_empty() {
            self.scorer.clone_from(&scorers);
        }
        let scorer = self.scorer.clone();
        let Some(leaf) = self.leaf() else {
            let whole = row.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
            let whole = whole.collect::<Vec<_>>().join(" ");
            return self.misfit(at, &whole, Message::EmptyName);
        };
        // Several lines about one indicator stay lines; of several scorers each is named once.
        let join = |known: &mut String, more: &str, by: &str| {
            if !more.is_empty() && !known.split(by).any(|part| part == more) {
                if !known.is_empty() {
                    known.push_str(by);
                }
                known.push_str(more);
            }
        };
        join(&mut leaf.note, &standard, "\n");
        join(&mut leaf.verified_by, &verified, "\n");
        join(&mut leaf.clause, &clause, "；");
        join(&mut leaf.scored_by, if is_new { &scorer } else { &scorers }, "、");
        // Full marks beside no name are those of nothing that is known.
        if let Some(full) = full.filter(|full| !full.is_empty()) {
            join(&mut leaf.note, &full, "\n");
            self.misfit(at, &full, Message::EmptyName);
        }
    }

    /// Whether a name goes on about what holds already.
    fn is_same(&self, level: usize, name: &str, full: &str) -> bool {
        let Some(known) = self.path.get(..=level).and_then(|path| at(&self.found.indicators, path)) else {
            return false;
        };
        known.name == name && (full.is_empty() || points(full) == known.full)
    }

    fn begin(&mut self, level: usize, name: &str, row: usize) {
        self.path.truncate(level);
        let list = match at_mut(&mut self.found.indicators, &self.path) {
            Some(parent) => &mut parent.below,
            None => &mut self.found.indicators,
        };
        list.push(Planned { name: name.to_owned(), row, ..Planned::default() });
        self.path.push(list.len().saturating_sub(1));
    }

    fn full(&mut self, at: usize, full: &str) {
        let number = points(full);
        let Some(leaf) = self.leaf() else { return };
        leaf.full = number;
        if number.is_none() && !full.is_empty() {
            full.clone_into(&mut leaf.note);
            self.misfit(at, full, Message::MarkNotANumber { typed: full.to_owned() });
        }
    }

    fn leaf(&mut self) -> Option<&mut Planned> {
        if self.path.is_empty() { None } else { at_mut(&mut self.found.indicators, &self.path) }
    }

    /// A row that adds up what stands above it makes no indicator.
    fn sum_row(&mut self, at: usize, row: &[String]) {
        let cells = self.reading.columns.iter().zip(row);
        let full = cells.filter(|(column, _)| **column == Column::Full).find_map(|(_, text)| points(text));
        let what = row.iter().map(|text| one_line(text)).find(|text| is_sum(text)).unwrap_or_default();
        let all = &self.found.indicators;
        let found = match (what.as_str(), all.last()) {
            ("小计", Some(last)) => worth(last),
            _ => all.iter().map(worth).fold(Decimal::ZERO, |sum, of| sum.checked_add(of).unwrap_or(sum)),
        };
        if let Some(expected) = full.filter(|full| *full != found) {
            let why =
                Message::SumDiffers { what, expected: num::format(expected), found: num::format(found) };
            self.misfit(at, &num::format(expected), why);
        }
    }

    fn misfit(&mut self, row: usize, text: &str, why: Message) {
        self.found.misfits.push(Misfit { row, text: text.to_owned(), why });
    }
}

fn at<'a>(indicators: &'a [Planned], path: &[usize]) -> Option<&'a Planned> {
    let (first, rest) = path.split_first()?;
    let found = indicators.get(*first)?;
    if rest.is_empty() { Some(found) } else { at(&found.below, rest) }
}

fn at_mut<'a>(indicators: &'a mut [Planned], path: &[usize]) -> Option<&'a mut Planned> {
    let (first, rest) = path.split_first()?;
    let found = indicators.get_mut(*first)?;
    if rest.is_empty() { Some(found) } else { at_mut(&mut found.below, rest) }
}

fn is_sum(name: &str) -> bool {
    let name: String = name.chars().filter(|sign| !sign.is_whitespace()).collect();
    matches!(name.as_str(), "合计" | "总计" | "总分" | "小计" | "共计" | "总分合计")
}

/// A text as one line.
fn one_line(text: &str) -> String {
    // Chinese is broken anywhere; words of other scripts have a space between them.
    let mut line = String::new();
    for part in text.split_whitespace() {
        let is_word = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        if is_word(line.chars().last()) && is_word(part.chars().next()) {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// The full marks that a text says: a number that is not below 0, with 分 or % behind it or in brackets.
fn points(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_matches(['(', ')', '（', '）']).trim();
    let text = text.strip_suffix(['分', '%', '％']).unwrap_or(text).trim();
    num::read(text).filter(|number| *number >= Decimal::ZERO)
}

/// What full marks add up to, where some are none.
fn sum(indicators: &[Planned]) -> Decimal {
    let all = indicators.iter().filter_map(|of| of.full);
    all.fold(Decimal::ZERO, |sum, full| sum.checked_add(full).unwrap_or(sum))
}

/// What an indicator counts: its full marks, else those of what stands below it.
fn worth(of: &Planned) -> Decimal {
    let below =
        || of.below.iter().map(worth).fold(Decimal::ZERO, |sum, of| sum.checked_add(of).unwrap_or(sum));
    of.full.unwrap_or_else(below)
}

/// Full marks of what has others below it: theirs, where it has none of its own; else they must be the same.
fn add_up(of: &mut Planned, misfits: &mut Vec<Misfit>) {
    of.below.iter_mut().for_each(|child| add_up(child, misfits));
    let lacks = |child: &Planned| child.full.is_none();
    let mut misfit = |why: Message| misfits.push(Misfit { row: of.row, text: of.name.clone(), why });
    if of.below.is_empty() {
        if of.full.is_none() {
            misfit(Message::SettingMissing { setting: "full".to_owned() });
        }
        return;
    }
    if of.below.iter().any(lacks) {
        return;
    }
    let found = sum(&of.below);
    match of.full {
        None => of.full = Some(found),
        Some(expected) if expected != found => misfit(Message::SumDiffers {
            what: of.name.clone(),
            expected: num::format(expected),
            found: num::format(found),
        }),
        Some(_) => {}
    }
}

/// Names that are there twice are told apart by what they stand below.
fn apart(all: &mut [Planned], parent: &str, taken: &mut BTreeSet<String>, misfits: &mut Vec<Misfit>) {
    for of in all {
        if !taken.insert(of.name.clone()) {
            misfits.push(Misfit {
                row: of.row,
                text: of.name.clone(),
                why: Message::DuplicateName { name: of.name.clone() },
            });
            let within = format!("{}（{parent}）", of.name);
            let numbered = (2_u32..).map(|number| format!("{}{number}", of.name));
            let mut names = Some(within).filter(|_| !parent.is_empty()).into_iter().chain(numbered);
            if let Some(free) = names.find(|name| taken.insert(name.clone())) {
                of.name = free;
            }
        }
        let name = of.name.clone();
        apart(&mut of.below, &name, taken, misfits);
    }
}
