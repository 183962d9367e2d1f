//! The page's texts, Chinese and English side by side: those without arguments in one table (`texts.rs`), those with
//! arguments as functions of [`Words`].

mod lab;
mod rules;
mod texts;

use baton_core::calendar::{Cycle, Period};
use baton_core::diag::Severity;
use baton_core::model::{ActionState, DocumentKind, Word};

use super::Language;

pub use texts::Text;

/// Language and word of the page: what every text is said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// Whether the scheme speaks of 考评 or 考核.
    pub word: Word,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, word: Word::Kaoping }
    }

    /// A text.
    #[must_use]
    pub fn say(self, text: Text) -> String {
        self.in_its_word(text.pick(self.language))
    }

    /// A text in the scheme's own word: 考核 instead of 考评.
    fn in_its_word(self, text: &str) -> String {
        match (self.language, self.word) {
            (Language::Chinese, Word::Kaohe) => text.replace("考评", "考核"),
            _ => text.to_owned(),
        }
    }

    fn pick(self, chinese: String, english: String) -> String {
        self.in_its_word(&self.language.pick(chinese, english))
    }

    /// A period by its name; a round by the name the calendar gives it.
    #[must_use]
    pub fn period(self, period: Period, calendar: &baton_core::calendar::Calendar) -> String {
        match period {
            Period::Round(number) if calendar.round(number).is_some() => {
                calendar.round(number).map(|round| round.name.clone()).unwrap_or_default()
            }
            other => super::periods::period(other, self.language),
        }
    }

    /// The days of a week, whose number alone says little: `1.1–1.7`.
    #[must_use]
    pub fn days(self, period: Period, calendar: &baton_core::calendar::Calendar) -> String {
        match (period, calendar.first_day(period), calendar.last_day(period)) {
            (Period::Week { .. } | Period::Round(_), Some(first), Some(last)) => {
                let short = |date: baton_core::calendar::NaiveDate| {
                    let text = date.to_string();
                    let parts = text.split('-').skip(1).map(|part| part.trim_start_matches('0').to_owned());
                    parts.collect::<Vec<_>>().join(".")
                };
                format!("{}–{}", short(first), short(last))
            }
            _ => String::new(),
        }
    }

    /// The name of a cycle.
    #[must_use]
    pub fn cycle(self, cycle: Cycle) -> &'static str {
        super::periods::cycle(cycle, self.language)
    }

    /// What the status line says of the selected numbers.
    #[must_use]
    pub fn selected(self, summary: &baton_core::num::Summary) -> String {
        let exact = |number| baton_core::num::format(number);
        let sum = summary.sum.map(exact).unwrap_or_default();
        let mean = summary.mean().map(|mean| baton_core::num::format_places(mean, 4)).unwrap_or_default();
        let count = summary.count;
        self.pick(
            format!("求和 {sum}　平均 {mean}　计数 {count}"),
            format!("sum {sum}  mean {mean}  count {count}"),
        )
    }

    /// What a paste would do.
    #[must_use]
    pub fn paste(self, cells: usize, rows: usize, refused: usize, unfit: usize) -> String {
        let chinese = [
            format!("可以粘贴 {cells} 格"),
            format!("其中新增 {rows} 行"),
            format!("{unfit} 格不合要求"),
            format!("{refused} 格放不进去"),
        ];
        let english = [
            format!("{cells} cells can be pasted"),
            format!("{rows} rows are added"),
            format!("{unfit} marks do not fit"),
            format!("{refused} cells have no place"),
        ];
        let counts = [1, rows, unfit, refused];
        let told = |parts: [String; 4]| parts.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let list =
            |parts, separator: &str| told(parts).map(|(part, _)| part).collect::<Vec<_>>().join(separator);
        self.pick(format!("{}。", list(chinese, "，")), format!("{}.", list(english, ", ")))
    }

    /// The first of several names, and how many there are.
    #[must_use]
    pub fn several(self, names: &[String], most: usize) -> String {
        let (told, count) = (self.list(names.get(..most).unwrap_or(names)), names.len());
        match count > most {
            true => self.pick(format!("{told}等 {count} 个"), format!("{told} and others, {count} in all")),
            false => told,
        }
    }

    /// Who is linked to subjects that would leave.
    #[must_use]
    pub fn linked(self, names: &[String], most: usize) -> String {
        let told = self.several(names, most);
        self.pick(
            format!("以下对象在名册里链接到要并走的对象：{told}。"),
            format!("Linked in a roster to those that would leave: {told}."),
        )
    }

    /// How many columns are hidden.
    #[must_use]
    pub fn hidden_columns(self, count: usize) -> String {
        self.pick(format!("隐藏了 {count} 列"), format!("{count} columns hidden"))
    }

    /// Which of the cells found one is at.
    #[must_use]
    pub fn hits(self, at: Option<usize>, all: usize) -> String {
        match at {
            Some(at) => format!("{at} / {all}"),
            None => self.pick(format!("共 {all} 处"), format!("{all} found")),
        }
    }

    /// When something was printed.
    #[must_use]
    pub fn printed_on(self, day: baton_core::calendar::NaiveDate) -> String {
        self.pick(format!("打印日期：{day}"), format!("Printed on {day}"))
    }

    /// The number of a printed page.
    #[must_use]
    pub fn page_number(self, number: usize, of: usize) -> String {
        self.pick(format!("第 {number} 页，共 {of} 页"), format!("Page {number} of {of}"))
    }

    /// Which part of a table's columns stands on a page.
    #[must_use]
    pub fn part_of_columns(self, part: usize, of: usize) -> String {
        self.pick(format!("各列分 {of} 部分，此为第 {part} 部分"), format!("columns, part {part} of {of}"))
    }

    /// A row by its number.
    #[must_use]
    pub fn row(self, number: usize) -> String {
        self.pick(format!("第 {number} 行"), format!("row {number}"))
    }

    /// A column by its number.
    #[must_use]
    pub fn column(self, number: usize) -> String {
        self.pick(format!("第 {number} 列"), format!("column {number}"))
    }

    /// How many marks are in.
    #[must_use]
    pub fn coverage(self, filled: usize, all: usize) -> String {
        self.pick(format!("已填 {filled} / {all}"), format!("{filled} of {all} marks in"))
    }

    /// What digits stand for in a table of votes; nothing where they stand for themselves.
    #[must_use]
    pub fn digits(self, options: &[String]) -> String {
        if options.is_empty() {
            return String::new();
        }
        let each = options.iter().enumerate().map(|(at, of)| format!("{} {of}", at.saturating_add(1)));
        let list = each.collect::<Vec<_>>().join(self.language.pick("　", ", "));
        self.pick(format!("按数字键填写：{list}"), format!("Keys: {list}"))
    }

    /// Two entries of a register, by their numbers, the later one first.
    #[must_use]
    pub fn twin(self, (first, again): (usize, usize)) -> String {
        self.pick(format!("第 {again} 条与第 {first} 条"), format!("{again} and {first}"))
    }

    /// How many rows a table shows.
    #[must_use]
    pub fn rows(self, rows: usize) -> String {
        self.pick(format!("{rows} 行"), format!("{rows} rows"))
    }

    /// The button that opens one more period.
    #[must_use]
    pub fn open_next(self, period: &str) -> String {
        self.pick(format!("开启{period}"), format!("Open {period}"))
    }

    /// What a rank, a grade or a share goes by.
    #[must_use]
    pub fn ordered_by(self, name: &str) -> String {
        self.pick(format!("按“{name}”"), format!("by {name}"))
    }

    /// What is said before the explanation of an action.
    #[must_use]
    pub fn action_lead(self, kind: &str, text: &str, clause: &str) -> String {
        let within = |before: &str, after: &str| match clause {
            "" => String::new(),
            clause => format!("{before}{clause}{after}"),
        };
        self.pick(
            format!("{kind}：{text}{}。原因如下。", within("（依据：", "）")),
            format!("{kind}: {text}{}. The reason:", within(" (clause: ", ")")),
        )
    }

    /// What is said before the explanation of an entry of a list.
    #[must_use]
    pub fn list_lead(self, list: &str) -> String {
        self.pick(format!("列入“{list}”名单。原因如下。"), format!("On the list “{list}”. The reason:"))
    }

    /// How a cell changed against the period before: with an arrow, and as a sentence.
    #[must_use]
    pub fn change(self, change: baton_core::explain::Change) -> (String, String) {
        use baton_core::explain::Change;
        let (sign, amount) = match change {
            Change::Same => {
                return ("＝".to_owned(), self.pick("与上一期相同".into(), "the same as before".into()));
            }
            Change::Number(number) if number.is_sign_negative() => ("▼", number.abs()),
            Change::Number(number) => ("▲", number),
            Change::Place { by, is_up } => (if is_up { "▲" } else { "▼" }, by),
        };
        let amount = baton_core::num::format_places(amount, 2);
        let said = match (change, sign) {
            (Change::Place { .. }, "▲") => {
                self.pick(format!("比上一期升 {amount} 位"), format!("up {amount} places"))
            }
            (Change::Place { .. }, _) => {
                self.pick(format!("比上一期降 {amount} 位"), format!("down {amount} places"))
            }
            (_, "▲") => self.pick(format!("比上一期多 {amount}"), format!("{amount} more than before")),
            _ => self.pick(format!("比上一期少 {amount}"), format!("{amount} less than before")),
        };
        (format!("{sign}{amount}"), said)
    }

    /// A change from one value to another.
    #[must_use]
    pub fn from_to(self, before: &str, after: &str) -> String {
        format!("{before} → {after}")
    }

    /// The kind of a document.
    #[must_use]
    pub fn document(self, kind: DocumentKind) -> String {
        match kind {
            DocumentKind::Scheme => self.say(Text::Scheme),
            DocumentKind::Book => self.pick("考评工作簿".to_owned(), "Book".to_owned()),
        }
    }

    /// How grave a problem is.
    #[must_use]
    pub fn severity(self, severity: Severity) -> &'static str {
        super::kinds::severity(severity, self.language)
    }

    /// How many problems a book has.
    #[must_use]
    pub fn problems(self, errors: usize, warnings: usize) -> String {
        self.pick(
            format!("{errors} 个错误，{warnings} 个警告"),
            format!("{errors} errors, {warnings} warnings"),
        )
    }

    /// The state of an action.
    #[must_use]
    pub fn state(self, state: ActionState) -> &'static str {
        match state {
            ActionState::Proposed => self.language.pick("待定", "proposed"),
            ActionState::Approved => self.language.pick("已批准", "approved"),
            ActionState::Done => self.language.pick("已办理", "done"),
            ActionState::Withdrawn => self.language.pick("已撤回", "withdrawn"),
        }
    }

    /// What was read of several tables.
    #[must_use]
    pub fn rows_that_fit(self, rows: usize, problems: usize) -> String {
        self.pick(
            format!("共 {rows} 行可导入，{problems} 处问题。"),
            format!("{rows} rows fit, {problems} problems."),
        )
    }

    /// The name of a book's copy.
    #[must_use]
    pub fn copy_of(self, name: &str) -> String {
        self.pick(format!("{name}（副本）"), format!("{name} (copy)"))
    }

    /// A size in bytes.
    #[must_use]
    pub fn size(self, bytes: u64) -> String {
        match bytes {
            0..1024 => format!("{bytes} B"),
            1024..1_048_576 => format!("{} KB", bytes / 1024),
            _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
        }
    }

    /// How many more there are than shown.
    #[must_use]
    pub fn more(self, count: usize) -> String {
        self.pick(format!("另有 {count} 条"), format!("{count} more"))
    }

    /// Offers to list so many more.
    #[must_use]
    pub fn show_more(self, count: usize) -> String {
        self.pick(format!("列出其余 {count} 个"), format!("List the other {count}"))
    }

    /// The name under which a scheme is exported.
    #[must_use]
    pub fn scheme_file(self, name: &str) -> String {
        self.pick(format!("{name}.办法"), format!("{name}.scheme"))
    }

    /// The name of a new book by a scheme.
    #[must_use]
    pub fn new_book(self, scheme: &str) -> String {
        self.pick(format!("{}（新建）", scheme.trim_end_matches("办法")), format!("{scheme} (new)"))
    }

    /// Why something does not fit or was not done, with its remedy.
    #[must_use]
    pub fn because(self, message: &baton_core::diag::Message) -> String {
        let said = super::diagnostics::say(message, self.language);
        self.pick(format!("{}{}", said.what, said.remedy), format!("{} {}", said.what, said.remedy))
    }

    /// Where and why a file was refused, or a command not carried out.
    #[must_use]
    pub fn at(self, place: &str, what: &str) -> String {
        self.pick(format!("{place}：{what}"), format!("{place}: {what}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_both_languages_and_follows_the_schemes_word() {
        for text in Text::ALL {
            let chinese = text.pick(Language::Chinese);
            let english = text.pick(Language::English);
            assert!(!chinese.is_empty() && !english.is_empty(), "{text:?}");
            assert!(english.is_ascii() || english.contains('…'), "{text:?}: {english}");
        }
        let words = Words { word: Word::Kaohe, ..Words::new(Language::Chinese) };
        assert_eq!(words.say(Text::Period), "考核期");
    }
}
