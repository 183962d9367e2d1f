//! Random schemes and books: small, but with everything in them.

use serde_json::{Map, Value, json};

use baton_core::calendar::{Cycle, Period};
use baton_core::edit::{Command, Session};
use baton_core::model::{
    Book, Edition, Entry, Field, FieldKind, Id, OverrideKey, OverrideValue, PeriodSpan, Scheme, Subject,
    read_scheme,
};
use baton_core::plan::{Step, TableKind};

use super::choices::Choices;
use super::formulas::{Kind, Offer, Scope};

pub(crate) const CLASSES: [&str; 3] = ["单位", "村", "干部"];
const LEVELS: [&str; 5] = ["week", "month", "quarter", "half-year", "year"];

/// What is generated.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// Whether formulas and settings may look at the order of the roster.
    pub(crate) ordered: bool,
}

/// A scheme as a file holds it.
pub(crate) fn scheme_text(wanted: Wanted, choices: &mut Choices) -> String {
    Writer::new(wanted, choices).scheme(choices).to_string()
}

/// A scheme that reads; its formulas may have mistakes all the same.
pub(crate) fn scheme(wanted: Wanted, choices: &mut Choices) -> Scheme {
    let text = scheme_text(wanted, choices);
    read_scheme(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

struct Writer {
    wanted: Wanted,
    classes: usize,
    fields: Vec<Vec<(String, Kind)>>,
    links: Vec<Vec<(String, usize)>>,
    parameters: Vec<String>,
    /// Sheets and registers with what they certainly have; more is added when it is written.
    offers: Vec<Offer>,
}

impl Writer {
    fn new(wanted: Wanted, choices: &mut Choices) -> Self {
        let classes = choices.between(1, 3);
        let mut fields = Vec::new();
        let mut links = Vec::new();
        for (class, name) in CLASSES.iter().enumerate().take(classes) {
            fields.push(vec![
                (format!("{name}类型"), Kind::Text),
                (format!("{name}人数"), Kind::Number),
                (format!("{name}重点"), Kind::Truth),
            ]);
            links.push(if class > 0 { vec![("所属".to_owned(), class - 1)] } else { Vec::new() });
        }
        let parameters =
            if choices.once_in(2) { vec!["系数".to_owned(), "门槛".to_owned()] } else { Vec::new() };
        let mut offers = Vec::new();
        let sheets = choices.between(1, 4);
        for sheet in 0..sheets {
            let class = choices.pick(classes);
            let level = [0, 1, 1, 0, 4, 2, 3][choices.pick(7)];
            offers.push(Offer {
                name: format!("表{sheet}"),
                class,
                level: Some(level),
                columns: vec![("总分".to_owned(), Kind::Number), ("数".to_owned(), Kind::Number)],
            });
        }
        if choices.once_in(2) {
            let class = choices.pick(classes);
            let columns = vec![
                ("分".to_owned(), Kind::Number),
                ("种类".to_owned(), Kind::Text),
                ("办结".to_owned(), Kind::Truth),
                ("日期".to_owned(), Kind::Date),
            ];
            offers.push(Offer { name: "台账".to_owned(), class, level: None, columns });
        }
        if choices.once_in(3) {
            let class = choices.pick(classes);
            let columns = vec![("评价主体".to_owned(), Kind::Text)];
            offers.push(Offer { name: "测评".to_owned(), class, level: None, columns });
        }
        Self { wanted, classes, fields, links, parameters, offers }
    }

    fn formula(&self, own: &Offer, kind: Kind, depth: u32, choices: &mut Choices) -> String {
        let others: Vec<Offer> = self.offers.iter().filter(|offer| offer.name != own.name).cloned().collect();
        let scope = Scope {
            own,
            others: &others,
            fields: &self.fields,
            links: &self.links,
            parameters: &self.parameters,
            ordered: self.wanted.ordered,
        };
        scope.formula(kind, depth, choices)
    }

    fn scheme(mut self, choices: &mut Choices) -> Value {
        let classes: Vec<Value> = (0..self.classes)
            .map(|class| {
                let name = CLASSES[class];
                let mut fields = vec![
                    json!({"name": format!("{name}类型"), "type": "choice", "choices": ["甲", "乙", "丙"]}),
                    json!({"name": format!("{name}人数"), "id": "人", "least": 0}),
                    json!({"name": format!("{name}重点"), "type": "truth"}),
                ];
                for (link, target) in &self.links[class] {
                    fields.push(json!({"name": link, "type": "link", "class": CLASSES[*target]}));
                }
                json!({"name": name, "fields": fields})
            })
            .collect();
        let parameters: Vec<Value> = self
            .parameters
            .iter()
            .map(|name| json!({"name": name, "value": choices.one(&["2", "0", "60", "0.333", "-1"])}))
            .collect();
        let mut tables: (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
        for at in 0..self.offers.len() {
            match self.offers[at].level {
                Some(level) => {
                    let sheet = self.sheet(at, level, choices);
                    tables.0.push(sheet);
                }
                None => {
                    let register = match self.offers[at].name.as_str() {
                        "测评" => self.ballots(at, choices),
                        _ => self.register(at, choices),
                    };
                    tables.1.push(register);
                }
            }
        }
        let quota = |choices: &mut Choices| {
            let places = choices.one(&["COUNT(ALL(总分)) * 30%", "1", "COUNT(ALL(总分)) / 3", "-1", "0.5"]);
            let ties: &[&str] = if self.wanted.ordered {
                &["all-out", "all-in", "tie-break"]
            } else {
                &["all-out", "all-in"]
            };
            json!({
                "places": places,
                "rounding": choices.one(&["down", "up", "half-up"]),
                "ties": choices.one(ties),
                "frees": choices.once_in(2),
            })
        };
        let mut best = json!({"name": "优秀", "least": 80});
        let mut good = json!({"name": "良好", "id": "liang"});
        if choices.once_in(2) {
            best["quota"] = quota(choices);
        }
        match choices.pick(3) {
            0 => good["least"] = json!(60),
            1 => good["quota"] = quota(choices),
            _ => {}
        }
        json!({
            "format": "baton-scheme", "version": 1, "name": "办法",
            "rounding": choices.one(&["half-up", "half-even"]),
            "calendar": {
                "week-rule": choices.one(&["thursday", "last-day"]),
                "streaks-across-years": !choices.once_in(3),
                "holidays": ["2018-01-01"], "workdays": ["2017-12-30"],
            },
            "parameters": parameters, "classes": classes,
            "tariffs": [{
                "name": "标准", "by": ["种类", "考评类别"], "across": ["单位", "村"],
                "points": [{"of": ["甲"], "points": [2, null]}, {"of": ["乙"], "points": [-1.5]}],
                "otherwise": 0.25,
            }],
            "duties": [{"name": "报送", "cycle": "month", "day": 5}],
            "ladders": [{"name": "等次表", "grades": [best, good, {"name": "一般"}]}],
            "processes": [{"name": "流程", "steps": [
                {"name": "初审"}, {"name": "审定", "locks": true}, {"name": "公布"},
            ]}],
            "sheets": tables.0, "registers": tables.1,
            "statistics": [
                {"name": "上榜", "list": "红榜"}, {"name": "约谈", "action": "约谈"},
                {"name": "合计", "sheet": "表0", "sum": "总分"},
                {"name": "人次", "sheet": "表0", "when": "总分 >= 60"},
            ],
        })
    }

    fn register(&mut self, at: usize, choices: &mut Choices) -> Value {
        let mut own = self.offers[at].clone();
        let mut columns = Vec::new();
        for number in 0..choices.between(0, 4) {
            let name = format!("算{number}");
            let (mut column, kind) = self.column(&own, choices);
            column["name"] = json!(name);
            columns.push(column);
            own.columns.push((name, kind));
        }
        self.offers[at] = own.clone();
        if self.wanted.ordered && choices.once_in(2) {
            // What counts but once goes by the order of the entries.
            let mut counts = json!({"points": choices.one(&["分", "TARIFF(标准)", "-分 * 2"])});
            if choices.once_in(2) {
                counts["once"] = json!({
                    "within": [choices.one(&["种类", "办结"])], "span": choices.one(&["year", "month", "ever"]),
                });
                if choices.once_in(2) {
                    counts["once"]["when"] = json!(choices.one(&["办结", "NOT(ISBLANK(种类))"]));
                }
            }
            if choices.once_in(2) {
                counts["series"] = json!({"points": [2, 1, 0.5], "when": choices.one(&["办结", "分 > 0"])});
            }
            if choices.once_in(2) {
                counts["times"] = json!([{"when": self.formula(&own, Kind::Truth, 1, choices), "by": 2}]);
            }
            columns.push(json!({"name": "计", "counts": counts}));
        }
        let mut register = json!({
            "name": own.name, "classes": [CLASSES[own.class]],
            "fields": [
                {"name": "分", "least": -10, "most": 10},
                {"name": "种类", "type": "text", "optional": true},
                {"name": "办结", "type": "truth"},
                {"name": "日期", "type": "date"},
            ],
            "columns": columns,
        });
        if self.classes > 1 && choices.once_in(3) {
            register["classes"] = json!([CLASSES[own.class], CLASSES[(own.class + 1) % self.classes]]);
        }
        if choices.once_in(3) {
            register["cycle"] = json!("month");
        }
        if choices.once_in(4) {
            register["counts-from"] = json!("日期");
        }
        if choices.once_in(2) {
            let mut rule = json!({
                "name": "事由", "when": self.formula(&own, Kind::Truth, 1, choices),
                "then": [
                    {"list": "红榜"},
                    {"action": {
                        "kind": "约谈", "text": "{种类}", "plan": "约谈计划",
                        "date": self.formula(&own, Kind::Date, 1, choices), "due-in-working-days": 5,
                    }},
                ],
            });
            if choices.once_in(2) {
                rule["cycle"] = json!(choices.one(&["month", "year", "week"]));
            }
            register["rules"] = json!([rule]);
        }
        register
    }

    fn ballots(&mut self, at: usize, choices: &mut Choices) -> Value {
        let own = self.offers[at].clone();
        let class = CLASSES[own.class];
        let panel = |name: &str, weight: &str| json!({"name": name, "weight": weight});
        let mut ballot = json!({
            "panels": [panel("甲", choices.one(&["0.5", "0.3"])), panel("乙", choices.one(&["0.5", "0"]))],
            "options": [{"name": "丙", "worth": 100}, {"name": "丁", "worth": choices.one(&["60", "0.333"])}],
        });
        if choices.once_in(2) {
            ballot["dimensions"] = json!(["甲", "乙"]);
        }
        if choices.once_in(2) {
            ballot["form"] = json!("single");
            if choices.once_in(2) {
                ballot["options"] = json!([]);
            }
            if choices.once_in(2) {
                ballot["voters"] = json!(class);
                ballot["nobody-rates-itself"] = json!(choices.once_in(2));
            }
            ballot["invalid-if-all-equal"] = json!(choices.once_in(2));
            if choices.once_in(2) {
                ballot["limits"] = json!([{"marks": ">=8", "most": choices.pick(3)}, {"marks": "<8", "least": choices.pick(2)}]);
            }
        } else {
            ballot["returns"] = json!(choices.once_in(2));
        }
        json!({"name": own.name, "classes": [class], "cycle": choices.one(&["month", "year"]), "ballot": ballot})
    }

    fn sheet(&mut self, at: usize, level: usize, choices: &mut Choices) -> Value {
        let mut own = self.offers[at].clone();
        let mut indicators = Vec::new();
        for number in 0..choices.between(1, 4) {
            let indicator = self.indicator(&mut own, &format!("指标{number}"), 1, choices);
            indicators.push(indicator);
        }
        own.columns.extend([
            ("说明".to_owned(), Kind::Text),
            ("通过".to_owned(), Kind::Truth),
            ("日".to_owned(), Kind::Date),
        ]);
        let mut columns = Vec::new();
        for number in 0..choices.between(0, 6) {
            let name = format!("列{number}");
            let (mut column, kind) = self.column(&own, choices);
            column["name"] = json!(name);
            if choices.once_in(3) {
                column["id"] = json!(format!("c{number}"));
            }
            columns.push(column);
            own.columns.push((name, kind));
        }
        let rule = self.formula(&own, Kind::Truth, 1, choices);
        self.offers[at] = own.clone();
        let mut then = json!([
            {"list": "红榜"}, {"action": {"kind": "约谈", "text": "得 {总分} 分，{总分 * 2}"}},
            {"run-from": 2, "action": {"kind": "约谈", "text": "又", "due-in-working-days": 3}},
        ]);
        if let Some(entry) = self.entry_of_rule(&own, choices) {
            then.as_array_mut().unwrap().push(entry);
        }
        if choices.once_in(3) {
            let column = format!("列{}", choices.pick(4));
            then.as_array_mut().unwrap().push(json!({
                "limit": {"column": column, "gives": choices.one(&["at-most", "exactly"]), "grade": "liang"},
            }));
        }
        let mut total = json!({"name": "总分", "combine": choices.one(&["sum", "mean", "least"])});
        if choices.once_in(2) {
            total["full"] = json!(100);
        }
        if choices.once_in(2) {
            total["places"] = json!(choices.pick(4));
        }
        let mut sheet = json!({
            "name": own.name, "class": CLASSES[own.class], "cycle": LEVELS[level],
            "blank": choices.one(&["provisional", "zero"]),
            "total": total, "indicators": indicators,
            "inputs": [
                {"name": "数", "id": "shu"},
                {"name": "说明", "type": "text"}, {"name": "通过", "type": "truth", "optional": true},
                {"name": "日", "type": "date"},
            ],
            "columns": columns,
            "rules": [{"name": "规则", "when": rule, "then": then}],
        });
        // Weeks have none.
        if level > 0 {
            sheet["process"] = json!("流程");
        }
        sheet
    }

    /// An entry that a rule of a sheet makes in the register, for its own subject or the linked one.
    fn entry_of_rule(&self, own: &Offer, choices: &mut Choices) -> Option<Value> {
        let register = self.offers.iter().find(|offer| offer.name == "台账")?;
        if choices.once_in(2) {
            return None;
        }
        let mut then = json!({
            "entry": {
                "register": "台账", "counts-in": choices.one(&["same", "containing", "next"]),
                "values": {
                    "分": self.formula(own, Kind::Number, 1, choices),
                    "种类": choices.one(&["\"甲\"", "\"\"", "说明"]),
                },
            },
        });
        // Who is linked goes by the roster where several make entries for one.
        if own.class != register.class && self.wanted.ordered {
            then["of"] = json!("所属");
        }
        Some(then)
    }

    fn indicator(&mut self, own: &mut Offer, name: &str, depth: u32, choices: &mut Choices) -> Value {
        let mut indicator = json!({"name": name});
        if !choices.once_in(5) {
            indicator["full"] = json!(choices.one(&["10", "20", "0", "33.3"]));
        }
        if choices.once_in(3) {
            indicator["weight"] = json!(choices.one(&["0.3", "1", "0"]));
        }
        if choices.once_in(4) {
            indicator["places"] = json!(choices.pick(3));
        }
        if choices.once_in(4) {
            indicator["applies"] = json!(self.formula(own, Kind::Truth, 1, choices));
        }
        if depth > 0 && choices.once_in(5) {
            let children: Vec<Value> = (0..choices.between(1, 2))
                .map(|at| self.indicator(own, &format!("{name}之{at}"), depth - 1, choices))
                .collect();
            indicator["indicators"] = json!(children);
            indicator["combine"] = json!(choices.one(&["sum", "mean", "least"]));
        } else {
            indicator["method"] = match choices.pick(15) {
                0 | 1 => json!({"kind": "points"}),
                2 if choices.once_in(2) => {
                    json!({"kind": "share", "less-is-better": choices.once_in(2), "none-below": 0.6, "least": 1, "most": 12})
                }
                2 => json!({"kind": "share"}),
                11 | 12 => json!({
                    "kind": choices.one(&["bands", "scale"]), "value": choices.one(&["数", "满意度"]),
                    "standards": [{"at": 90, "points": 10}, {"name": "B", "at": 60, "points": 6}, {"at": 7.5, "points": 1}],
                }),
                13 => {
                    let mut method = json!({"kind": "relative", "less-is-better": choices.once_in(2)});
                    if choices.once_in(2) {
                        method["within"] = json!([format!("{}类型", CLASSES[own.class])]);
                    }
                    method
                }
                14 => {
                    let mut method = json!({"kind": "position", "from": choices.one(&["top", "bottom"])});
                    if choices.once_in(2) {
                        method["by"] = json!(self.formula(own, Kind::Number, 1, choices));
                    }
                    match choices.once_in(2) {
                        true => method["step"] = json!(0.02),
                        false => method["points"] = json!([10, 8, 5]),
                    }
                    if choices.once_in(3) {
                        method["competes"] = json!(self.formula(own, Kind::Truth, 1, choices));
                    }
                    method
                }
                3 => json!({"kind": "percentage", "value": "满意度"}),
                4 => json!({"kind": choices.one(&["deduct", "gain"]), "each": choices.one(&["1", "0.5"])}),
                7 if self.offers.iter().any(|offer| offer.name == "测评" && offer.class == own.class) => {
                    let mut method = json!({"kind": "ballots", "register": "测评", "dimension": choices.one(&["甲", "乙"])});
                    if choices.once_in(2) {
                        method["least"] = json!(choices.pick(3));
                    }
                    if choices.once_in(2) {
                        method["drop"] = json!({"highest": choices.pick(2), "lowest": choices.pick(3)});
                    }
                    method
                }
                8 => {
                    let when = self.formula(own, Kind::Truth, 1, choices);
                    let items = json!([
                        {"name": format!("{name}查"), "points": 4},
                        {"name": format!("{name}核"), "points": 6, "when": when},
                    ]);
                    // A truth cannot be added up: it is a mistake where it stands below a sum.
                    let gives = choices.one(&["all-or-nothing", "points", "points", "truth"]);
                    json!({"kind": "checklist", "items": items, "gives": gives})
                }
                9 => {
                    let finer = self.offers.iter().find(|offer| {
                        offer.class == own.class
                            && offer.level.zip(own.level).is_some_and(|(finer, own)| finer < own)
                    });
                    let linked = self.offers.iter().find(|offer| {
                        offer.level.zip(own.level).is_some_and(|(other, own)| other >= own)
                            && self.links[offer.class].iter().any(|(_, target)| *target == own.class)
                    });
                    match finer {
                        _ if linked.is_some() && choices.once_in(2) => json!({
                            "kind": "carry", "from": format!("{}.总分", linked.map_or("", |of| &of.name)),
                            "link": "所属", "take": choices.one(&["mean", "sum"]),
                        }),
                        Some(finer) => {
                            let mut method = json!({
                                "kind": "carry", "from": format!("{}.总分", finer.name),
                                "take": choices.one(&["mean", "sum", "last"]),
                            });
                            if choices.once_in(2) {
                                method["of"] = json!(choices.one(&["10", "100"]));
                            }
                            if choices.once_in(2) {
                                method["best"] = json!(choices.between(1, 3));
                            }
                            method
                        }
                        None => json!({"kind": "points"}),
                    }
                }
                10 => match self.links[own.class].first() {
                    Some((link, _)) => json!({"kind": "linked", "link": link, "mark": "总分", "of": 100}),
                    None => json!({"kind": "points"}),
                },
                5 if self.offers.iter().any(|offer| offer.name == "台账" && offer.class == own.class) => {
                    json!({"kind": "tasks", "register": "台账", "points": "分", "done": "分", "overdue": "办结", "penalty": 2})
                }
                6 if self.offers.iter().any(|offer| offer.name == "台账" && offer.class == own.class) => {
                    json!({
                        "kind": "ledger", "register": "台账", "points": "分", "least": -5,
                        "start": choices.one(&["zero", "full"]),
                        "caps": [{"name": format!("{name}加分"), "when": "分 > 0", "most": 6, "caps": [
                            {"name": format!("{name}办结"), "when": "办结", "most": 3},
                        ]}],
                    })
                }
                _ => json!({"kind": "formula", "formula": self.formula(own, Kind::Number, 2, choices)}),
            };
        }
        own.columns.push((name.to_owned(), Kind::Number));
        indicator
    }

    fn column(&self, own: &Offer, choices: &mut Choices) -> (Value, Kind) {
        let mut column = Map::new();
        let by = |choices: &mut Choices| match choices.pick(3) {
            0 if own.level.is_some() => "总分".to_owned(),
            _ => self.formula(own, Kind::Number, 1, choices),
        };
        let within = |choices: &mut Choices| match choices.pick(3) {
            0 => json!([]),
            1 => json!([format!("{}类型", CLASSES[own.class])]),
            _ => json!([self.formula(own, Kind::Text, 1, choices)]),
        };
        let tie_break = |choices: &mut Choices| {
            let breaks: Vec<Value> = (0..choices.pick(3))
                .map(|_| json!({"by": self.formula(own, Kind::Number, 1, choices), "from": choices.one(&["top", "bottom"])}))
                .collect();
            json!(breaks)
        };
        let kind = match choices.pick(if self.wanted.ordered { 10 } else { 9 }) {
            0..=2 => {
                column.insert("formula".into(), json!(self.formula(own, Kind::Number, 3, choices)));
                Kind::Number
            }
            3 | 4 => {
                let mut rank = json!({
                    "by": by(choices), "from": choices.one(&["top", "bottom"]),
                    "ties": choices.one(&["skip", "dense"]),
                    "within": within(choices), "tie-break": tie_break(choices),
                });
                if choices.once_in(3) {
                    rank["competes"] = json!(self.formula(own, Kind::Truth, 1, choices));
                }
                column.insert("rank".into(), rank);
                Kind::Number
            }
            5 => {
                column.insert("formula".into(), json!(self.formula(own, Kind::Truth, 2, choices)));
                Kind::Truth
            }
            6 => {
                column.insert("formula".into(), json!(self.formula(own, Kind::Text, 2, choices)));
                Kind::Text
            }
            7 if own.level.is_some() => {
                let limits: Vec<Value> = (0..choices.pick(3))
                    .map(|_| {
                        json!({
                            "when": self.formula(own, Kind::Truth, 1, choices),
                            "gives": choices.one(&["at-most", "at-least", "exactly"]),
                            "grade": choices.one(&["liang", "优秀", "一般"]),
                        })
                    })
                    .collect();
                let grade = json!({
                    "ladder": "等次表", "by": by(choices), "within": within(choices),
                    "tie-break": tie_break(choices), "limits": limits,
                });
                column.insert("grade".into(), grade);
                Kind::Grade
            }
            7 | 8 => {
                column.insert("formula".into(), json!(self.formula(own, Kind::Date, 2, choices)));
                Kind::Date
            }
            _ => {
                let split = json!({
                    "budget": self.formula(own, Kind::Number, 1, choices), "by": by(choices),
                    "within": within(choices), "unit-places": choices.pick(3),
                });
                column.insert("split".into(), split);
                Kind::Number
            }
        };
        if kind == Kind::Number && choices.once_in(3) {
            column.insert("places".into(), json!(choices.pick(4)));
        }
        (Value::Object(column), kind)
    }
}

/// A book with marks in it.
pub(crate) fn book(wanted: Wanted, choices: &mut Choices) -> Book {
    let mut book = Book::new("册", scheme(wanted, choices));
    if choices.once_in(4) {
        let later = scheme(wanted, choices);
        let from = "2018-01-15".parse().ok();
        book.editions.push(Edition { from, scheme: later });
    }
    for cycle in [Cycle::Week, Cycle::Month, Cycle::Quarter, Cycle::HalfYear, Cycle::Year] {
        if let Some(span) = span(cycle, choices) {
            book.periods.insert(cycle, span);
        }
    }
    let classes: Vec<Id> = book.editions[0].scheme.classes.iter().map(|class| class.id.clone()).collect();
    for class in &classes {
        let subjects: Vec<Subject> = (0..choices.between(1, 5))
            .map(|number| subject(class, &format!("{class}{number}"), choices))
            .collect();
        book.roster.insert(class.clone(), subjects);
    }
    let registers: Vec<(Id, Vec<Id>)> =
        book.editions[0].scheme.registers.iter().map(|r| (r.id.clone(), r.classes.clone())).collect();
    for (register, classes) in registers {
        let entries: Vec<Entry> = (0..choices.between(1, 5))
            .map(|number| match register.as_str() {
                "测评" => vote(&classes, &format!("{number}"), choices),
                _ => entry(&classes, &format!("{number}"), choices),
            })
            .collect();
        book.registers.insert(register, entries);
    }
    // The rest goes in as a user would type it.
    let mut session = Session::open(book);
    for _ in 0..choices.between(10, 60) {
        let command = type_into_a_cell(&session, choices);
        _ = session.apply(&command);
    }
    session.book().clone()
}

pub(crate) fn span(cycle: Cycle, choices: &mut Choices) -> Option<PeriodSpan> {
    let (first, count) = match cycle {
        Cycle::Week => ("2017-W50", choices.pick(7)),
        Cycle::Month => ("2017-11", choices.pick(5)),
        Cycle::Quarter => ("2017-Q3", choices.pick(4)),
        Cycle::HalfYear => ("2017-H2", choices.pick(3)),
        _ => ("2017", choices.pick(3)),
    };
    let mut first: Period = first.parse().unwrap();
    if choices.once_in(3) {
        first = first.next()?;
    }
    let last = first.plus(i32::try_from(count).unwrap())?;
    if choices.once_in(12) { None } else { Some(PeriodSpan { first, last }) }
}

pub(crate) fn subject(class: &str, id: &str, choices: &mut Choices) -> Subject {
    let mut subject = Subject::new(id);
    if choices.once_in(4) {
        subject.name = format!("新{id}");
    }
    if choices.once_in(6) {
        subject.from = choices.one(&["2017-12-20", "2018-01-10"]).parse().ok();
    }
    if choices.once_in(6) {
        subject.to = choices.one(&["2018-01-05", "2018-01-31"]).parse().ok();
    }
    for (field, kind) in [("类型", FieldKind::Choice), ("重点", FieldKind::Truth)] {
        if !choices.once_in(4) {
            subject.fields.insert(Id::new(&format!("{class}{field}")), typed(kind, choices));
        }
    }
    if !choices.once_in(4) {
        subject.fields.insert(Id::new("人"), typed(FieldKind::Number, choices));
    }
    if class != CLASSES[0] && !choices.once_in(6) {
        subject.fields.insert(Id::new("所属"), typed(FieldKind::Link, choices));
    }
    subject
}

pub(crate) fn entry(classes: &[Id], id: &str, choices: &mut Choices) -> Entry {
    let class = classes[choices.pick(classes.len())].clone();
    let mut entry = Entry {
        id: Id::new(id),
        subject: Id::new(&format!("{class}{}", choices.pick(4))),
        class: if classes.len() > 1 && !choices.once_in(4) { class } else { Id::default() },
        when: choices
            .one(&["2018-01-03", "2017-12-28", "2018-01-31", "2018-01", "2017-12", "2019-05-01"])
            .parse()
            .unwrap(),
        values: std::collections::BTreeMap::new(),
    };
    let kinds = [
        ("分", FieldKind::Number),
        ("种类", FieldKind::Text),
        ("办结", FieldKind::Truth),
        ("日期", FieldKind::Date),
    ];
    for (field, kind) in kinds {
        if !choices.once_in(5) {
            entry.values.insert(Id::new(field), typed(kind, choices));
        }
    }
    entry.values.retain(|_, typed| !typed.trim().is_empty());
    entry
}

/// Votes: of either form, so that some of them do not fit the register.
pub(crate) fn vote(classes: &[Id], id: &str, choices: &mut Choices) -> Entry {
    let mut entry = entry(classes, id, choices);
    entry.when = choices.one(&["2018-01", "2018", "2017-12", "2018-01-03"]).parse().unwrap();
    entry.values.clear();
    let kinds = [
        ("维度", FieldKind::Choice),
        ("评价主体", FieldKind::Choice),
        ("丙", FieldKind::Number),
        ("丁", FieldKind::Number),
        ("弃权", FieldKind::Number),
        ("票号", FieldKind::Text),
        ("评价人", FieldKind::Link),
        ("评价", if choices.once_in(2) { FieldKind::Choice } else { FieldKind::Number }),
    ];
    for (field, kind) in kinds {
        if !choices.once_in(5) {
            entry.values.insert(Id::new(field), typed(kind, choices));
        }
    }
    entry.values.retain(|_, typed| !typed.trim().is_empty());
    entry
}

/// What somebody may type into a field.
pub(crate) fn typed(kind: FieldKind, choices: &mut Choices) -> String {
    let usual: &[&str] = match kind {
        FieldKind::Number => {
            &["5", "10", "7.5", "0", "3.333", "60", "100", "8", "-2", "1e3", "９", "0.00000000001"]
        }
        FieldKind::Text => &["甲", "乙", "丙", "甲 ", "-", "1"],
        FieldKind::Choice => &["甲", "乙", "丙", "丁"],
        FieldKind::Truth => &["是", "否", "1", "FALSE"],
        FieldKind::Date => &["2018-01-02", "2018-2-5", "2017年12月31日", "2018-01-31"],
        FieldKind::Link => {
            let class = choices.one(&CLASSES);
            return format!("{class}{}", choices.pick(5));
        }
    };
    let odd: &[&str] =
        &["不适用", "abc", "N/A", "99999999999999999999999", "1.23456789012345678901234567", "是"];
    if choices.once_in(8) { choices.one(odd).to_owned() } else { choices.one(usual).to_owned() }
}

/// Types into some cell of some sheet, subject or entry.
pub(crate) fn type_into_a_cell(session: &Session, choices: &mut Choices) -> Command {
    let plan = session.plan();
    let newest = plan.editions.len() - 1;
    let inputs: Vec<(usize, &Field)> = (0..plan.columns.len())
        .filter_map(|slot| match &plan.version(slot, newest)?.step {
            Step::Input(input) => Some((slot, &input.field)),
            _ => None,
        })
        .collect();
    let nothing = Command::RenameBook { name: "空".to_owned() };
    if inputs.is_empty() {
        return nothing;
    }
    let (slot, field) = inputs[choices.pick(inputs.len())];
    let column = &plan.columns[slot];
    let table = &plan.tables[column.table];
    let space = session.results().space();
    let Some(rows) = space.rows(column.table).filter(|rows| !rows.ids.is_empty()) else { return nothing };
    let row = rows.ids[choices.pick(rows.ids.len())].clone();
    let typed =
        if choices.once_in(6) { choices.one(&["", " "]).to_owned() } else { typed(field.kind, choices) };
    // People and programs may also go by the name.
    let field = if choices.once_in(8) { Id::new(&field.name) } else { column.id.clone() };
    match table.kind {
        TableKind::Class => Command::SetField { class: table.id.clone(), subject: row, field, typed },
        TableKind::Register { .. } => {
            Command::SetEntry { register: table.id.clone(), entry: row, field, typed }
        }
        TableKind::Sheet { cycle, .. } => {
            let periods = space.periods(cycle);
            if periods.is_empty() {
                return nothing;
            }
            let period = periods[choices.pick(periods.len())];
            Command::SetMark { sheet: table.id.clone(), period, subject: row, column: field, typed }
        }
    }
}

/// Replaces some cell by hand, or no longer.
pub(crate) fn override_a_cell(session: &Session, choices: &mut Choices) -> Command {
    let plan = session.plan();
    let space = session.results().space();
    let known: Vec<&OverrideKey> = session.book().overrides.keys().collect();
    if !known.is_empty() && choices.once_in(3) {
        let key = known[choices.pick(known.len())].clone();
        return Command::SetOverride { key, value: None };
    }
    let slot = choices.pick(plan.columns.len());
    let column = &plan.columns[slot];
    let table = &plan.tables[column.table];
    let period = match table.kind {
        TableKind::Sheet { cycle, .. } => {
            let periods = space.periods(cycle);
            if periods.is_empty() { None } else { Some(periods[choices.pick(periods.len())]) }
        }
        _ => None,
    };
    let period = if choices.once_in(12) { "2018-01".parse().ok() } else { period };
    let rows = space.rows(column.table).map(|rows| rows.ids.clone()).unwrap_or_default();
    let row = if rows.is_empty() { Id::new("无") } else { rows[choices.pick(rows.len())].clone() };
    let value = OverrideValue {
        value: choices.one(&["88", "优秀", "是", "甲", "不适用", "2018-01-01", "0"]).to_owned(),
        reason: if choices.once_in(12) { String::new() } else { "核实".to_owned() },
        body: choices.one(&["", "领导小组"]).to_owned(),
        ..OverrideValue::default()
    };
    let key = OverrideKey { table: table.id.clone(), period, row, column: column.id.clone() };
    Command::SetOverride { key, value: Some(value) }
}
