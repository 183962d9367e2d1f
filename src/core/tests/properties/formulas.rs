//! Random formulas: every operator, function and wrapper, mostly of the right types.

use super::choices::Choices;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Truth,
    Text,
    Date,
    Grade,
}

/// What a table offers to the formulas of others.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) name: String,
    pub(crate) class: usize,
    /// How coarse its periods are; `None` for a register.
    pub(crate) level: Option<usize>,
    pub(crate) columns: Vec<(String, Kind)>,
}

/// What a formula of a table may name.
pub(crate) struct Scope<'a> {
    pub(crate) own: &'a Offer,
    pub(crate) others: &'a [Offer],
    /// The fields of the classes: name and kind.
    pub(crate) fields: &'a [Vec<(String, Kind)>],
    /// The links of the classes: name and class pointed to.
    pub(crate) links: &'a [Vec<(String, usize)>],
    pub(crate) parameters: &'a [String],
    /// Whether the order of rows may matter.
    pub(crate) ordered: bool,
}

impl Scope<'_> {
    fn is_register(&self) -> bool {
        self.own.level.is_none()
    }

    /// A column of the own table, or another of that kind that is one value for a row; `None` where there is none.
    fn single(&self, kind: Kind, choices: &mut Choices) -> Option<String> {
        let mut found: Vec<String> = self.named(&self.own.columns, kind).map(str::to_owned).collect();
        found.extend(self.named(&self.fields[self.own.class], kind).map(str::to_owned));
        for other in self.others {
            let coarser = match (self.own.level, other.level) {
                (Some(own), Some(other)) => own < other,
                (None, Some(_)) => true,
                _ => false,
            };
            if other.class == self.own.class && coarser {
                found.extend(self.named(&other.columns, kind).map(|name| format!("{}.{name}", other.name)));
            }
            for (link, target) in &self.links[self.own.class] {
                if *target == other.class
                    && (coarser || self.own.level == other.level)
                    && other.level.is_some()
                {
                    found.extend(
                        self.named(&other.columns, kind).map(|name| format!("{link}.{}.{name}", other.name)),
                    );
                }
            }
        }
        for (link, target) in &self.links[self.own.class] {
            found.extend(self.named(&self.fields[*target], kind).map(|name| format!("{link}.{name}")));
        }
        if found.is_empty() { None } else { Some(found[choices.pick(found.len())].clone()) }
    }

    fn named<'b>(&self, columns: &'b [(String, Kind)], kind: Kind) -> impl Iterator<Item = &'b str> {
        columns.iter().filter(move |(_, of)| *of == kind).map(|(name, _)| name.as_str())
    }

    /// Lists of one length: the same wrapper around a column of each kind; `None` where there is none.
    fn lists(&self, kinds: &[Kind], depth: u32, choices: &mut Choices) -> Option<Vec<String>> {
        if self.is_register() {
            return self.own_lists(kinds, depth, choices);
        }
        for _ in 0..3 {
            let way = choices.pick(8);
            if way < 4 {
                return self.own_lists(kinds, depth, choices);
            }
            let others: Vec<&Offer> = self
                .others
                .iter()
                .filter(|other| match (way, self.own.level, other.level) {
                    (4, Some(own), Some(of)) => other.class == self.own.class && of < own,
                    (5, _, None) => other.class == self.own.class,
                    (6, Some(own), Some(of)) => {
                        of >= own
                            && self.links[other.class].iter().any(|(_, target)| *target == self.own.class)
                    }
                    (7, Some(own), Some(of)) => of >= own && other.class != self.own.class,
                    _ => false,
                })
                .collect();
            if others.is_empty() {
                continue;
            }
            let other = others[choices.pick(others.len())];
            let mut found = Vec::new();
            for kind in kinds {
                let columns: Vec<&str> = self.named(&other.columns, *kind).collect();
                if columns.is_empty() {
                    break;
                }
                let name = columns[choices.pick(columns.len())];
                let mut inner = format!("{}.{name}", other.name);
                if *kind == Kind::Number && choices.once_in(4) {
                    inner = format!("{inner} * 2 + 1");
                }
                found.push(match way {
                    4 => format!("WITHIN({inner})"),
                    5 => format!("ENTRIES({inner})"),
                    6 => {
                        let links = &self.links[other.class];
                        let link = links.iter().find(|(_, target)| *target == self.own.class).unwrap();
                        format!("LINKED({inner}, {})", link.0)
                    }
                    _ => format!("EVERY({inner})"),
                });
            }
            if found.len() == kinds.len() {
                return Some(found);
            }
        }
        None
    }

    fn own_lists(&self, kinds: &[Kind], depth: u32, choices: &mut Choices) -> Option<Vec<String>> {
        let by: Option<String> = choices.once_in(2).then(|| self.single(Kind::Text, choices)).flatten();
        let mut found = Vec::new();
        for kind in kinds {
            let inner = if depth > 0 && choices.once_in(3) {
                self.formula(*kind, 0, choices)
            } else {
                self.single(*kind, choices)?
            };
            found.push(match &by {
                Some(by) => format!("PEERS({inner}, {by})"),
                None => format!("ALL({inner})"),
            });
        }
        Some(found)
    }

    fn list(&self, kind: Kind, depth: u32, choices: &mut Choices) -> Option<String> {
        self.lists(&[kind], depth, choices).map(|mut lists| lists.remove(0))
    }

    /// A formula of that kind.
    pub(crate) fn formula(&self, kind: Kind, depth: u32, choices: &mut Choices) -> String {
        match kind {
            Kind::Number => self.number(depth, choices),
            Kind::Truth => self.truth(depth, choices),
            Kind::Text => self.text(depth, choices),
            Kind::Date => self.date(depth, choices),
            Kind::Grade => self.single(Kind::Grade, choices).unwrap_or_else(|| "EXEMPT()".to_owned()),
        }
    }

    pub(crate) fn number(&self, depth: u32, choices: &mut Choices) -> String {
        let plain = |choices: &mut Choices| match choices.pick(4) {
            0 | 1 => self.single(Kind::Number, choices).unwrap_or_else(|| "1".to_owned()),
            2 => choices
                .one(&["0", "1", "2", "3", "0.5", "100", "33.335", "30%", "7", "0.005", "1000000"])
                .to_owned(),
            _ if self.parameters.is_empty() => "5".to_owned(),
            _ => self.parameters[choices.pick(self.parameters.len())].clone(),
        };
        if depth == 0 {
            return plain(choices);
        }
        let n = |choices: &mut Choices| self.number(depth - 1, choices);
        let t = |choices: &mut Choices| self.truth(depth - 1, choices);
        let one = |choices: &mut Choices| match choices.pick(31) {
            0 | 1 => plain(choices),
            2 => {
                let sign = choices.one(&["+", "-", "*", "/"]);
                format!("({} {sign} {})", n(choices), n(choices))
            }
            3 => format!("({})^{}", n(choices), choices.one(&["2", "0.5", "-1", "0"])),
            4 => format!("{}({})", choices.one(&["-", "+"]), n(choices)),
            5 => format!("({})%", n(choices)),
            6 => format!("IF({}, {}, {})", t(choices), n(choices), n(choices)),
            7 => format!("IFS({}, {}, TRUE, {})", t(choices), n(choices), n(choices)),
            8 => format!("SWITCH({}, 1, {}, 2, {}, {})", n(choices), n(choices), n(choices), n(choices)),
            9 => format!("IFERROR({}, {})", n(choices), n(choices)),
            10 => {
                let round = choices.one(&["ROUND", "ROUNDUP", "ROUNDDOWN"]);
                format!("{round}({}, {})", n(choices), choices.one(&["2", "0", "-1", "1"]))
            }
            11 => format!("{}({})", choices.one(&["INT", "ABS"]), n(choices)),
            12 => format!("MOD({}, {})", n(choices), choices.one(&["3", "0", "-2.5", "7"])),
            13 => format!("POWER({}, {})", n(choices), choices.one(&["2", "3", "0.5", "-2"])),
            14 => format!("{}(ABS({}) + 1)", choices.one(&["SQRT", "LN"]), n(choices)),
            15 => format!("EXP(MIN(3, {}))", n(choices)),
            16 => {
                let of =
                    choices.one(&["SUM", "MIN", "MAX", "AVERAGE", "PRODUCT", "COUNT", "COUNTA", "MEDIAN"]);
                format!("{of}({}, {}, {})", n(choices), n(choices), n(choices))
            }
            17 => format!("BAND({}, {{0,0;60,1.5;80.5,{}}})", n(choices), choices.one(&["2", "10"])),
            18 => format!(
                "SCALE({}, {}, {}, 10)",
                n(choices),
                choices.one(&["0", "60"]),
                choices.one(&["100", "0"])
            ),
            19 => format!("RESCALE(100, {}, 40, {}, 60)", n(choices), n(choices)),
            20 if choices.once_in(3) => format!("LOT({}, {})", n(choices), self.text(0, choices)),
            20 => format!("WEIGHTED({}, 0.3, {}, 0.7)", n(choices), n(choices)),
            21 => format!("{}({})", choices.one(&["YEAR", "MONTH", "DAY"]), self.date(depth - 1, choices)),
            22 => format!("({} - {})", self.date(depth - 1, choices), self.date(depth - 1, choices)),
            23 => format!("NETWORKDAYS({}, {})", self.date(0, choices), self.date(0, choices)),
            24 if !self.is_register() => format!("PREV({}, {})", n(choices), choices.one(&["1", "2"])),
            25 if !self.is_register() => format!("STREAK({})", t(choices)),
            26 if !self.is_register() => match choices.pick(3) {
                0 => format!("RUNNING({})", n(choices)),
                1 => format!("RUNNING({}, \"year\")", n(choices)),
                _ => format!("RUNNING({}, \"quarter\")", n(choices)),
            },
            27 => choices.one(&["EXEMPT()", "NA()"]).to_owned(),
            _ => self.aggregate(depth, choices),
        };
        // Aggregates are what there is most to go wrong with.
        if choices.once_in(3) { self.aggregate(depth, choices) } else { one(choices) }
    }

    fn aggregate(&self, depth: u32, choices: &mut Choices) -> String {
        let n = |choices: &mut Choices| self.number(depth.saturating_sub(1), choices);
        let text = || "1".to_owned();
        let criterion = |choices: &mut Choices| match choices.pick(3) {
            0 => choices.one(&["\">=60\"", "\"<>\"", "\"<5\"", "\"=0\"", "3"]).to_owned(),
            1 => format!("\">\"&{}", self.single(Kind::Number, choices).unwrap_or_else(text)),
            _ => self.single(Kind::Number, choices).unwrap_or_else(text),
        };
        let list = self.list(Kind::Number, depth, choices);
        let Some(list) = list else { return n(choices) };
        match choices.pick(if self.ordered { 21 } else { 18 }) {
            0..=3 => {
                let of = choices.one(&[
                    "SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN", "PRODUCT", "GEOMEAN",
                    "STDEV",
                ]);
                format!("{of}({list})")
            }
            4 => format!("SUM({list}, {})", n(choices)),
            5 => format!("TRIMMEAN({list}, 20%)"),
            6 => format!("{}({list}, {})", choices.one(&["LARGE", "SMALL"]), choices.one(&["1", "2", "3"])),
            7 => format!("RANK({}, {list}{})", n(choices), choices.one(&["", ", 1"])),
            8 => format!("PERCENTRANK({list}, {})", n(choices)),
            9 => format!("{}(BEST({list}, {}))", choices.one(&["SUM", "AVERAGE"]), choices.one(&["1", "2"])),
            10 => format!("COUNTIF({list}, {})", criterion(choices)),
            11 => format!("{}({list}, {})", choices.one(&["SUMIF", "AVERAGEIF"]), criterion(choices)),
            12 | 13 => match self.lists(&[Kind::Number, Kind::Number], depth, choices) {
                Some(two) => match choices.pick(3) {
                    0 => format!("SUMPRODUCT({}, {})", two[0], two[1]),
                    1 => format!("SUMIF({}, {}, {})", two[0], criterion(choices), two[1]),
                    _ => {
                        let of = choices.one(&["SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"]);
                        format!("{of}({}, {}, {})", two[0], two[1], criterion(choices))
                    }
                },
                None => n(choices),
            },
            14 | 15 => match self.lists(&[Kind::Text, Kind::Number], depth, choices) {
                Some(two) => format!(
                    "COUNTIFS({}, {}, {}, {})",
                    two[0],
                    self.single(Kind::Text, choices).unwrap_or_else(|| "\"甲\"".to_owned()),
                    two[1],
                    criterion(choices)
                ),
                None => n(choices),
            },
            16 | 17 => match self.list(Kind::Truth, depth, choices) {
                Some(list) => format!("COUNTIF({list}, TRUE)"),
                None => n(choices),
            },
            18 => format!("INDEX({list}, {})", choices.one(&["1", "2"])),
            19 => format!("SUM(TAKE({list}, {}))", choices.one(&["1", "-2", "3"])),
            _ => match self.lists(&[Kind::Number, Kind::Number], depth, choices) {
                Some(two) => format!("XLOOKUP({}, {}, {}, -1)", n(choices), two[0], two[1]),
                None => n(choices),
            },
        }
    }

    pub(crate) fn truth(&self, depth: u32, choices: &mut Choices) -> String {
        let plain =
            |choices: &mut Choices| self.single(Kind::Truth, choices).unwrap_or_else(|| "TRUE".to_owned());
        if depth == 0 {
            return plain(choices);
        }
        let n = |choices: &mut Choices| self.number(depth - 1, choices);
        let t = |choices: &mut Choices| self.truth(depth - 1, choices);
        match choices.pick(11) {
            0 | 1 => {
                let sign = choices.one(&[">=", "<", "=", "<>", ">", "<="]);
                format!("{} {sign} {}", n(choices), n(choices))
            }
            2 => plain(choices),
            3 => format!("{}({}, {})", choices.one(&["AND", "OR"]), t(choices), t(choices)),
            4 => format!("NOT({})", t(choices)),
            5 => format!("{}({})", choices.one(&["ISBLANK", "ISEXEMPT"]), n(choices)),
            6 => format!("{} = {}", self.text(depth - 1, choices), self.text(0, choices)),
            7 => match self.single(Kind::Grade, choices) {
                Some(grade) => format!("{grade} {} \"良好\"", choices.one(&[">=", "=", "<"])),
                None => "FALSE".to_owned(),
            },
            8 => match self.list(Kind::Truth, depth, choices) {
                Some(list) => format!("{}({list})", choices.one(&["AND", "OR"])),
                None => "TRUE".to_owned(),
            },
            9 => format!("{} <= {}", self.date(depth - 1, choices), self.date(0, choices)),
            _ => match self.list(Kind::Number, depth, choices) {
                Some(list) => format!("{} = {}({list})", n(choices), choices.one(&["MAX", "MIN"])),
                None => plain(choices),
            },
        }
    }

    pub(crate) fn text(&self, depth: u32, choices: &mut Choices) -> String {
        let plain = |choices: &mut Choices| match choices.pick(2) {
            0 => self.single(Kind::Text, choices).unwrap_or_else(|| "\"甲\"".to_owned()),
            _ => choices.one(&["\"甲\"", "\"乙\"", "\"\""]).to_owned(),
        };
        if depth == 0 {
            return plain(choices);
        }
        match choices.pick(if self.ordered { 7 } else { 5 }) {
            0 => plain(choices),
            1 => format!("IF({}, {}, {})", self.truth(depth - 1, choices), plain(choices), plain(choices)),
            2 => format!("{} & {}", plain(choices), self.number(depth - 1, choices)),
            3 => format!("TEXT({}, \"0.00\")", self.number(depth - 1, choices)),
            4 => format!("CONCAT({}, {})", plain(choices), self.number(depth - 1, choices)),
            5 => match self.list(Kind::Text, depth, choices) {
                Some(list) => format!("TEXTJOIN(\"、\", TRUE, {list})"),
                None => plain(choices),
            },
            _ => match self.list(Kind::Number, depth, choices) {
                Some(list) => format!("CONCAT({list})"),
                None => plain(choices),
            },
        }
    }

    fn date(&self, depth: u32, choices: &mut Choices) -> String {
        let plain = |choices: &mut Choices| {
            self.single(Kind::Date, choices).unwrap_or_else(|| "DATE(2018, 1, 31)".to_owned())
        };
        if depth == 0 {
            return plain(choices);
        }
        match choices.pick(5) {
            0 => plain(choices),
            1 if !self.is_register() && choices.once_in(2) => choices.one(&["期初日", "期末日"]).to_owned(),
            1 => "DATE(2018, 2, 1)".to_owned(),
            2 => format!("EDATE({}, {})", plain(choices), choices.one(&["1", "-13"])),
            3 => format!("WORKDAY({}, {})", plain(choices), choices.one(&["3", "-1"])),
            _ => format!("({} + {})", plain(choices), self.number(depth - 1, choices)),
        }
    }
}
