//! Formulas read aloud: `IF`, `AND`, `ISBLANK` and signs as a clerk would say them, each name followed by its value.

use baton_core::formula::{Kind, Name, Node, Operator, Sign, parse, paths, print, quoted};
use baton_core::num;

use super::Language;

/// A part of a formula as people say it. `known` gives the value of a name or an aggregate as text.
#[must_use]
pub fn aloud(formula: &str, language: Language, known: &dyn Fn(&str) -> Option<String>) -> String {
    let said = Reader { language, known, table: None }.node(&parse(formula).tree);
    said.replace("） ", "）")
}

/// A column's name as people say it: one that is itself a part of a formula is read aloud.
#[must_use]
pub fn name(name: &str, language: Language) -> String {
    if name.contains('(') { aloud(name, language, &|_| None) } else { name.to_owned() }
}

/// Whether a part of a formula is a value by itself.
#[must_use]
pub fn is_literal(formula: &str) -> bool {
    matches!(parse(formula).tree.kind, Kind::Number(_) | Kind::Text(_) | Kind::Truth(_))
}

struct Reader<'a> {
    language: Language,
    known: &'a dyn Fn(&str) -> Option<String>,
    /// The register whose entries are being spoken of: said once, not with every column.
    table: Option<&'a str>,
}

impl Reader<'_> {
    fn node(&self, node: &Node) -> String {
        let language = self.language;
        match &node.kind {
            Kind::Number(number) => num::format(*number),
            Kind::Text(text) if text.is_empty() => language.pick("空白", "blank").to_owned(),
            Kind::Text(text) => format!("“{text}”"),
            Kind::Truth(true) => language.pick("是", "yes").to_owned(),
            Kind::Truth(false) => language.pick("否", "no").to_owned(),
            Kind::Path(names) => self.path(names),
            Kind::Call { name, arguments, .. } => {
                let said = self.call(name, arguments);
                match (self.known)(&print(node)) {
                    Some(value) => self.with_value(&said, &value),
                    None => said,
                }
            }
            Kind::Unary(Sign::Minus, operand) => format!("−{}", self.operand(operand, 6)),
            Kind::Unary(Sign::Plus, operand) => self.node(operand),
            Kind::Percent(operand) => format!("{}%", self.operand(operand, 7)),
            Kind::Binary(operator, left, right) => self.binary(*operator, left, right),
            Kind::Error(_) | Kind::Array(_) | Kind::Missing | Kind::Hole => print(node),
        }
    }

    fn with_value(&self, name: &str, value: &str) -> String {
        let value = if value.is_empty() { self.language.pick("空白", "blank") } else { value };
        self.language.pick(format!("{name}（{value}）"), format!("{name} ({value})"))
    }

    fn path(&self, names: &[Name]) -> String {
        let texts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let written: Vec<String> = names.iter().map(|name| quoted(&name.text)).collect();
        let said = match texts.as_slice() {
            [table, column] if Some(*table) == self.table => (*column).to_owned(),
            [indicator, "每次"] => {
                self.language.pick(format!("{indicator}每次的分数"), format!("{indicator} each"))
            }
            texts => texts.join(self.language.pick("的", " ")),
        };
        match (self.known)(&written.join(".")).or_else(|| (self.known)(&texts.join("."))) {
            Some(value) => self.with_value(&said, &value),
            None => said,
        }
    }

    fn operand(&self, node: &Node, least: u8) -> String {
        let text = self.node(node);
        match &node.kind {
            Kind::Binary(operator, ..) if operator.strength() < least => {
                self.language.pick(format!("（{text}）"), format!("({text})"))
            }
            _ => text,
        }
    }

    fn binary(&self, operator: Operator, left: &Node, right: &Node) -> String {
        let is_empty = |node: &Node| matches!(&node.kind, Kind::Text(text) if text.is_empty());
        let strength = operator.strength();
        let first = self.operand(left, strength);
        match operator {
            Operator::Equal if is_empty(right) => {
                return self.language.pick(format!("{first}为空"), format!("{first} is blank"));
            }
            Operator::NotEqual if is_empty(right) => {
                return self.language.pick(format!("{first}不为空"), format!("{first} is not blank"));
            }
            _ => {}
        }
        let second = self.operand(right, strength.saturating_add(1));
        let sign = match operator {
            Operator::Power => return format!("{first}^{second}"),
            Operator::Multiply => "×",
            Operator::Divide => "÷",
            Operator::Add => "+",
            Operator::Subtract => "−",
            Operator::Join => "&",
            Operator::Equal => "=",
            Operator::NotEqual => "≠",
            Operator::Less => "<",
            Operator::LessOrEqual => "≤",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => "≥",
        };
        format!("{first} {sign} {second}")
    }

    /// Choices that methods are made of, which have a shorter name.
    fn method(&self, condition: &Node, yes: &Node, no: &Node) -> Option<String> {
        let is_exempt = |node: &Node| print(node) == "EXEMPT()";
        match (&condition.kind, &no.kind) {
            (Kind::Call { name, .. }, _) if name == "ISEXEMPT" && is_exempt(yes) => {
                let of = self.node(no);
                Some(self.language.pick(format!("适用的{of}"), format!("applicable {of}")))
            }
            // `IF(done >= 100, points, points * done / 100)`
            (
                Kind::Binary(Operator::GreaterOrEqual, done, limit),
                Kind::Binary(Operator::Divide, share, _),
            ) if print(limit) == "100" && print(share) == format!("{} * {}", print(yes), print(done)) => {
                let (done, of) = (self.node(done), self.node(yes));
                Some(self.language.pick(format!("按{done}折算的{of}"), format!("{of} by {done}")))
            }
            _ => None,
        }
    }

    /// An aggregate over the entries of a register that meet conditions: `SUMIFS(ENTRIES(票.分), ENTRIES(票.类), "甲")`.
    fn conditional(&self, name: &str, arguments: &[Node]) -> Option<String> {
        let (of, pairs) = match name {
            "SUMIFS" | "AVERAGEIFS" => arguments.split_first().map(|(of, pairs)| (Some(of), pairs))?,
            "COUNTIFS" => (None, arguments),
            _ => return None,
        };
        let (table, _) = entry_column(pairs.first()?)?;
        let reader = Reader { language: self.language, known: self.known, table: Some(table) };
        let said = |node: &Node| {
            let (of, column) = entry_column(node)?;
            (of == table).then(|| reader.node(column))
        };
        let condition = |pair: &[Node]| match pair {
            [list, what] => {
                let (list, what) = (said(list)?, self.node(what));
                Some(self.language.pick(format!("{list}为{what}"), format!("{list} {what}")))
            }
            _ => None,
        };
        let conditions: Vec<String> = pairs.chunks(2).map(condition).collect::<Option<_>>()?;
        let conditions = conditions.join(self.language.pick("、", " and "));
        let of = match of {
            Some(of) => said(of)?,
            None => String::new(),
        };
        let (chinese, english) = match name {
            "SUMIFS" => (format!("{of}之和"), format!("sum of {of}")),
            "AVERAGEIFS" => (format!("{of}的平均数"), format!("mean of {of}")),
            _ => ("条数".to_owned(), "count".to_owned()),
        };
        Some(self.language.pick(
            format!("本期{table}中{conditions}的{chinese}"),
            format!("{english} of this period's entries in {table} with {conditions}"),
        ))
    }

    fn call(&self, name: &str, arguments: &[Node]) -> String {
        let language = self.language;
        if let ("ENTRIES", [of], None) = (name, arguments, self.table)
            && let Some([table, _]) = paths(of).into_iter().find(|path| path.len() == 2)
        {
            let (table, known) = (table.text.as_str(), self.known);
            let said = Reader { language, known, table: Some(table) }.node(of);
            return language.pick(
                format!("本期{table}各条的{said}"),
                format!("{said} of this period's entries in {table}"),
            );
        }
        if let ("IF", [condition, yes, no]) = (name, arguments)
            && let Some(said) = self.method(condition, yes, no)
        {
            return said;
        }
        if let Some(said) = self.conditional(name, arguments) {
            return said;
        }
        let said: Vec<String> = arguments.iter().map(|argument| self.node(argument)).collect();
        let all = |chinese: &str, english: &str| said.join(language.pick(chinese, english));
        let list = || all("、", ", ");
        match (name, said.as_slice()) {
            ("AND", _) => all(" 且 ", " and "),
            ("OR", _) => all(" 或 ", " or "),
            ("NOT", [x]) => language.pick(format!("并非 {x}"), format!("not {x}")),
            ("ISBLANK", [x]) => language.pick(format!("{x}未填"), format!("{x} is blank")),
            ("ISEXEMPT", [x]) => language.pick(format!("{x}不适用"), format!("{x} does not apply")),
            ("EXEMPT", []) => language.pick("不适用", "not applicable").to_owned(),
            ("IF", [condition, yes, no]) => language.pick(
                format!("若{condition}则为{yes}，否则为{no}"),
                format!("{yes} where {condition}, else {no}"),
            ),
            ("SUM", _) => language.pick(format!("{}之和", list()), format!("sum of {}", list())),
            ("AVERAGE", _) => language.pick(format!("{}的平均数", list()), format!("mean of {}", list())),
            ("COUNT" | "COUNTA", _) => {
                language.pick(format!("{}的个数", list()), format!("count of {}", list()))
            }
            ("COUNTIF", [of, what]) => {
                let what = what.trim_matches(['“', '”']);
                language.pick(format!("{of}为“{what}”的个数"), format!("count of {of} that are “{what}”"))
            }
            ("MAX", [one]) => language.pick(format!("{one}的最大值"), format!("greatest of {one}")),
            ("MIN", [one]) => language.pick(format!("{one}的最小值"), format!("least of {one}")),
            ("MAX", _) => language.pick(format!("{}中的最大者", list()), format!("greatest of {}", list())),
            ("MIN", _) => language.pick(format!("{}中的最小者", list()), format!("least of {}", list())),
            ("ROUND", [x, places]) => {
                language.pick(format!("{x}保留 {places} 位小数"), format!("{x} rounded to {places} places"))
            }
            ("ALL", [x]) => language.pick(format!("全部对象的{x}"), format!("{x} of all subjects")),
            ("WITHIN", [x]) => language.pick(format!("本期内各次{x}"), format!("{x} within this period")),
            ("ENTRIES", [x]) => {
                language.pick(format!("本期各条{x}"), format!("{x} of this period's entries"))
            }
            ("LINKED", [x, link]) => language
                .pick(format!("以本对象为{link}的各{x}"), format!("{x} of those whose {link} this is")),
            ("EVERY", [x]) => language.pick(format!("全部{x}"), format!("every {x}")),
            ("PREV", [x]) => language.pick(format!("上期{x}"), format!("{x} of the period before")),
            ("STREAK", [x]) => {
                language.pick(format!("“{x}”连续成立的期数"), format!("periods in a row with {x}"))
            }
            ("RUNNING", [x, ..]) => language.pick(format!("{x}累计"), format!("running total of {x}")),
            _ => format!("{name}({})", list()),
        }
    }
}

/// The register and the column of `ENTRIES(register.column)`.
fn entry_column(node: &Node) -> Option<(&str, &Node)> {
    let Kind::Call { name, arguments, .. } = &node.kind else { return None };
    let ("ENTRIES", [column]) = (name.as_str(), arguments.as_slice()) else { return None };
    match &column.kind {
        Kind::Path(names) => match names.as_slice() {
            [table, _] => Some((table.text.as_str(), column)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_as_people_say_them() {
        let known = |name: &str| match name {
            "完成数" => Some("11".to_owned()),
            "甲.分值" => Some("8".to_owned()),
            _ => None,
        };
        let check = |formula: &str, chinese: &str, english: &str| {
            assert_eq!(aloud(formula, Language::Chinese, &known), chinese);
            assert_eq!(aloud(formula, Language::English, &known), english);
        };
        check("完成数 / 2 * 甲.分值", "完成数（11）÷ 2 × 甲的分值（8）", "完成数 (11) ÷ 2 × 甲 分值 (8)");
        check("AND(得分 >= 85, 奖励 <> \"\")", "得分 ≥ 85 且 奖励不为空", "得分 ≥ 85 and 奖励 is not blank");
        check("(1 + 完成数) * 3", "（1 + 完成数（11））× 3", "(1 + 完成数 (11)) × 3");
        check(
            "STREAK(排名 = MAX(ALL(排名)))",
            "“排名 = 全部对象的排名的最大值”连续成立的期数",
            "periods in a row with 排名 = greatest of 排名 of all subjects",
        );
        check(
            "SUMIFS(ENTRIES(票.分), ENTRIES(票.维度), \"德\", ENTRIES(票.主体), \"班子\") / 2",
            "本期票中维度为“德”、主体为“班子”的分之和 ÷ 2",
            "sum of 分 of this period's entries in 票 with 维度 “德” and 主体 “班子” ÷ 2",
        );
        check(
            "COUNTIF(LINKED(人.等次, 单位), \"差\")",
            "以本对象为单位的各人的等次为“差”的个数",
            "count of 人 等次 of those whose 单位 this is that are “差”",
        );
        assert_eq!(name("SUM(ENTRIES(台账.分))", Language::Chinese), "本期台账各条的分之和");
        assert!(is_literal("\"红旗\"") && !is_literal("得分"));
    }
}
