//! `baton import`: CSV tables into a book.

use std::fmt::Write as _;

use baton_core::diag::{Diagnostic, Message, Place, Severity};
use baton_core::edit::Session;
use baton_core::exchange;
use baton_core::model::{Book, write_book};
use baton_core::plan::{Plan, TableKind};

use super::arguments::Import;
use super::{Code, Outcome, files, report};
use crate::words::Language;

/// Most problems of one file that are told; one wrong roster makes every row of marks one.
const MOST_TOLD: usize = 40;

/// A file to import.
struct Table {
    name: String,
    bytes: Vec<u8>,
}

/// What importing came to.
struct Imported {
    book: Book,
    /// One line a file.
    summary: String,
    problems: String,
    has_errors: bool,
}

pub(super) fn run(options: &Import, language: Language) -> Result<Outcome, Outcome> {
    let book = files::book(&options.book, language)?;
    let tables: Vec<Table> = options
        .files
        .iter()
        .map(|path| Ok(Table { name: files::name(path, language), bytes: files::read(path, language)? }))
        .collect::<Result<_, Outcome>>()?;
    let imported = import(book, tables, language);
    if imported.has_errors && !options.partial {
        let nothing = language.pick(
            "有错误，什么也没有写入。改正后再导入；加 --partial 可以只导入无误的部分。\n",
            "There are errors, so nothing was written. Correct them, or import what is right with --partial.\n",
        );
        return Ok(Outcome::failed(Code::Mistakes, format!("{}{nothing}", imported.problems)));
    }
    let code = if imported.has_errors { Code::Mistakes } else { Code::Fine };
    let text = format!("{}\n", write_book(&imported.book));
    let out = options.out.as_deref().unwrap_or(&options.book);
    if files::is_standard(out) {
        let stderr = format!("{}{}", imported.problems, imported.summary);
        return Ok(Outcome { stdout: text, stderr, code });
    }
    files::replace(out, &text, language)
        .map_err(|failed| Outcome { stderr: format!("{}{}", imported.problems, failed.stderr), ..failed })?;
    Ok(Outcome { stdout: imported.summary, stderr: imported.problems, code })
}

/// Imports tables, whatever their order: rosters first, since marks and entries name subjects.
fn import(book: Book, mut tables: Vec<Table>, language: Language) -> Imported {
    let mut session = Session::open(book);
    let known_problems = session.diagnostics();
    tables.sort_by_key(|table| turn(session.plan(), &table.name));
    let (mut summary, mut told, mut has_errors) = (String::new(), String::new(), false);
    for table in &tables {
        let read = files::decode(&table.bytes)
            .ok_or_else(|| vec![Diagnostic::error(Place::Document, Message::UnknownEncoding)])
            .and_then(|text| exchange::import(&session, &table.name, &text));
        let problems = match read {
            Err(problems) => problems,
            Ok(found) => match session.apply(&found.command) {
                Ok(_) => {
                    summary.push_str(&line(&table.name, &found, language));
                    found.problems
                }
                Err(message) => vec![Diagnostic::error(Place::Document, message)],
            },
        };
        has_errors |= problems.iter().any(|problem| problem.severity == Severity::Error);
        tell(&mut told, &problems, Some(&table.name), language);
    }
    // Marks that do not fit are in the book and stay visible: they are told, and keep nothing from being written.
    let new: Vec<Diagnostic> =
        session.diagnostics().into_iter().filter(|problem| !known_problems.contains(problem)).collect();
    tell(&mut told, &new, None, language);
    Imported { book: session.book().clone(), summary, problems: told, has_errors }
}

fn tell(to: &mut String, problems: &[Diagnostic], file: Option<&str>, language: Language) {
    let (shown, rest) = problems.split_at(problems.len().min(MOST_TOLD));
    to.push_str(&report::problems(shown, file, language));
    if !rest.is_empty() {
        let count = rest.len();
        // Writing to a text cannot fail.
        let _ = match language {
            Language::Chinese => writeln!(to, "……另有 {count} 处问题没有列出。"),
            Language::English => writeln!(to, "… and {count} more problems."),
        };
    }
}

fn line(file: &str, found: &exchange::Import, language: Language) -> String {
    let (table, rows) = (&found.table, found.rows);
    let mut text = language
        .pick(format!("{file}：{rows} 行导入“{table}”"), format!("{file}: {rows} rows for “{table}”"));
    if found.known > 0 {
        let known = found.known;
        text.push_str(&language.pick(
            format!("，其中 {known} 条原已在册，没有重复添加"),
            format!(", {known} of which were there already"),
        ));
    }
    text.push_str(language.pick("。\n", ".\n"));
    text
}

/// When a file's turn comes: rosters, marks, registers, the ledger. The name decides, as it does in the core.
fn turn(plan: &Plan, file: &str) -> u8 {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    match stem.split_once('-').map(|(kind, _)| kind) {
        Some("roster") => return 0,
        Some("marks") => return 1,
        Some("register" | "ballots") => return 2,
        _ => {}
    }
    match plan.table(stem).and_then(|table| plan.tables.get(table)).map(|table| &table.kind) {
        Some(TableKind::Class) => 0,
        Some(TableKind::Sheet { .. }) => 1,
        Some(TableKind::Register { .. }) | None => 3,
    }
}
