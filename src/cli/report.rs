//! Problems as text for people and as JSON for programs.

use std::fmt::Write as _;

use baton_core::diag::{Diagnostic, Message, Place, Severity};
use serde_json::{Value as Json, json};

use super::{Code, Outcome};
use crate::words::Language;
use crate::words::diagnostics::{excerpt, place, say, severity};

/// Problems as text: what, where (with the file's name, where one is given), and what to do.
pub(super) fn problems(problems: &[Diagnostic], file: Option<&str>, language: Language) -> String {
    problems.iter().map(|problem| one(problem, file, language)).collect()
}

fn one(problem: &Diagnostic, file: Option<&str>, language: Language) -> String {
    let said = say(&problem.message, language);
    let (colon, at, remedy) = language.pick(("：", "位置：", "办法："), (": ", "at: ", "do: "));
    let at_place = place(&problem.place, language);
    let at_place = match file {
        Some(file) => format!("{file}{}{at_place}", language.pick("，", ", ")),
        None => at_place,
    };
    let mut text =
        format!("{}{colon}{}\n  {at}{at_place}\n", severity(problem.severity, language), said.what);
    for line in excerpt(&problem.place).iter().flat_map(|marked| marked.lines()) {
        text.push_str("      ");
        text.push_str(line);
        text.push('\n');
    }
    if !said.remedy.is_empty() {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "  {remedy}{}", said.remedy);
    }
    text
}

/// A message about the call itself, such as a sheet that does not exist, with the names that do.
pub(super) fn wrong_call(message: &Message, known: &[String], language: Language) -> Outcome {
    let said = say(message, language);
    let (error, remedy, there) =
        language.pick(("错误：", "办法：", "现有："), ("error: ", "do: ", "there are: "));
    let mut text = format!("{error}{}\n  {remedy}{}\n", said.what, said.remedy);
    if !known.is_empty() {
        let _ = writeln!(text, "  {there}{}", known.join(language.pick("、", ", ")));
    }
    Outcome::failed(Code::Usage, text)
}

/// How many there are of each: 共 2 处错误、1 处警告。
pub(super) fn summary(problems: &[Diagnostic], language: Language) -> String {
    let count = |of: Severity| problems.iter().filter(|problem| problem.severity == of).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match language {
        _ if problems.is_empty() => language.pick("没有发现问题。", "No problems found.").to_owned(),
        Language::Chinese => format!("共 {errors} 处错误、{warnings} 处警告、{notes} 处提示。"),
        Language::English => format!("Errors: {errors}, warnings: {warnings}, notes: {notes}."),
    }
}

/// The version of [`as_json`]'s form; a key that goes or changes its meaning makes a new one.
const VERSION: u32 = 1;

/// Problems as JSON, for other programs: each with its severity, the key of its message, the path in the document where
/// it has one, place and arguments as the core has them, and the same in words.
pub(super) fn as_json(problems: &[Diagnostic], file: &str, language: Language) -> String {
    let list: Vec<Json> = problems
        .iter()
        .map(|problem| {
            let said = say(&problem.message, language);
            let message = serde_json::to_value(&problem.message).unwrap_or_default();
            json!({
                "severity": problem.severity,
                "key": message.get("message"),
                "path": path(&problem.place),
                "cause": said.what,
                "remedy": said.remedy,
                "where": place(&problem.place, language),
                "place": problem.place,
                "message": message,
            })
        })
        .collect();
    let count = |of: Severity| problems.iter().filter(|problem| problem.severity == of).count();
    let report = json!({
        "format": "baton-problems",
        "version": VERSION,
        "file": file,
        "language": language.pick("zh", "en"),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
        "problems": list,
    });
    format!("{report:#}\n")
}

/// The path in the document; the whole document is the empty one, lines of a text and cells of a book have none.
fn path(place: &Place) -> Option<&str> {
    match place {
        Place::Document => Some(""),
        Place::Path { path } | Place::Formula { path, .. } => Some(path),
        Place::Text { .. } | Place::Cell(_) => None,
    }
}

/// Whether any of the problems is an error, as an exit code.
pub(super) fn code(problems: &[Diagnostic]) -> Code {
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        Code::Mistakes
    } else {
        Code::Fine
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::diag::Span;

    #[test]
    fn a_problem_names_place_and_remedy() {
        let place = Place::Formula {
            path: "sheets[0]".into(),
            column: "周.率".into(),
            text: "完成 * 2".into(),
            span: Span::new(0, 6),
        };
        let message = Message::UnknownName { name: "完成".into(), nearest: Some("完成数".into()) };
        let problem = [Diagnostic::error(place, message)];
        assert_eq!(
            problems(&problem, Some("a.json"), Language::Chinese),
            "错误：没有名为“完成”的列、基本信息或参数。\n  位置：a.json，周.率（sheets[0]）公式中的“完成”\n      完成 * 2\n      ^^^^\n  办法：是否要写“完成数”？\n"
        );
        assert_eq!(summary(&problem, Language::Chinese), "共 1 处错误、0 处警告、0 处提示。");
        assert_eq!(code(&problem), Code::Mistakes);
        let json: Json = serde_json::from_str(&as_json(&problem, "a.json", Language::English)).unwrap();
        assert_eq!((&json["format"], &json["version"]), (&json!("baton-problems"), &json!(1)));
        assert_eq!(json["problems"][0]["key"], "unknown-name");
        assert_eq!(json["problems"][0]["path"], "sheets[0]");
        assert_eq!(json["problems"][0]["message"]["message"], "unknown-name");
        assert_eq!(json["problems"][0]["place"]["span"]["end"], 6);
        assert_eq!(json["problems"][0]["remedy"], "Did you mean “完成数”?");
    }
}
