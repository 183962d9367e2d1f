//! Keeps the architecture: modules import downward only, and the core knows no browser, clock or float.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the core. Each imports only what stands above it.
const LAYERS: [&str; 11] =
    ["num", "diag", "formula", "calendar", "model", "plan", "eval", "explain", "lab", "edit", "exchange"];

/// What the core may not name anywhere, with the reason.
const BANNED: [(&str, &str); 9] = [
    ("web_sys", "the core knows no browser"),
    ("js_sys", "the core knows no browser"),
    ("wasm_bindgen", "the core knows no browser"),
    ("leptos", "the core knows no browser"),
    ("std::time", "the core has no clock: time is an argument"),
    ("SystemTime", "the core has no clock: time is an argument"),
    ("Instant", "the core has no clock: time is an argument"),
    ("Utc::now", "the core has no clock: time is an argument"),
    ("Local", "the core has no clock: time is an argument"),
];

#[test]
fn core_imports_downward() {
    let mut wrong = Vec::new();
    for file in core_files() {
        let Some(own) = layer(&file.module) else {
            wrong.push(format!("{}: module {} has no place in LAYERS", file.shown, file.module));
            continue;
        };
        for import in file.code.imports(file.depth) {
            if layer(&import.module).is_some_and(|other| other > own) {
                let line = file.code.line(import.at);
                wrong.push(format!("{}:{line}: {} may not use {}", file.shown, file.module, import.module));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\nallowed order: {}", wrong.join("\n"), LAYERS.join(", "));
}

#[test]
fn core_knows_no_browser_clock_or_float() {
    let mut wrong = Vec::new();
    for file in core_files() {
        let floats = [("f32", "scores are exact numbers"), ("f64", "scores are exact numbers")];
        // Statistics of simulated variants are no scores.
        let floats = if file.module == "lab" { &[][..] } else { &floats[..] };
        for (name, reason) in BANNED.iter().chain(floats) {
            // How serde hands over a number of a JSON file; there is no other way.
            for at in file.code.words(name).into_iter().filter(|at| !file.code.same_line(*at, "visit_f64")) {
                wrong.push(format!("{}:{}: {name}: {reason}", file.shown, file.code.line(at)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn platform_does_not_use_ui() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src/platform")) {
        let code = Code::new(&fs::read_to_string(&path).expect("a readable file"));
        for import in code.imports(0) {
            if import.module == "ui" {
                wrong.push(format!("{}:{}: platform may not use ui", shown(&path), code.line(import.at)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == module)
}

struct CoreFile {
    shown: String,
    /// The module of the core it belongs to.
    module: String,
    /// How many `super` lead from it to the root of the core.
    depth: usize,
    code: Code,
}

/// The sources of the core's modules: without `lib.rs`, which names them all, and the tests and examples beside them.
fn core_files() -> Vec<CoreFile> {
    let core = root().join("src/core");
    let mut files = Vec::new();
    for path in rust_files(&core) {
        let inside = path.strip_prefix(&core).expect("listed below").with_extension("");
        let mut parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if parts.last().is_some_and(|last| last == "mod") {
            parts.pop();
        }
        let module = parts.first().cloned().unwrap_or_default();
        if !["lib", "tests", "examples", "benches", "build"].contains(&module.as_str()) {
            let code = Code::new(&fs::read_to_string(&path).expect("a readable file"));
            files.push(CoreFile { shown: shown(&path), module, depth: parts.len(), code });
        }
    }
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.append(&mut rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// A source as its words and signs, without comments and the content of strings.
struct Code {
    tokens: Vec<Token>,
}

struct Token {
    text: String,
    line: usize,
    /// How many modules written in this file stand around it.
    modules: usize,
}

struct Import {
    module: String,
    /// The token it starts at.
    at: usize,
}

impl Code {
    fn new(source: &str) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut rest = source;
        let mut line = 1;
        // For each open brace, whether it is that of a module.
        let mut braces: Vec<bool> = Vec::new();
        while let Some(first) = rest.chars().next() {
            let length = token_length(rest, first);
            let (text, after) = rest.split_at(length);
            if !(first.is_whitespace() || text.starts_with("//") || text.starts_with("/*") || is_string(text))
            {
                if text == "{" {
                    let module = tokens.len() >= 2 && tokens[tokens.len() - 2].text == "mod";
                    braces.push(module);
                } else if text == "}" {
                    braces.pop();
                }
                let modules = braces.iter().filter(|module| **module).count();
                tokens.push(Token { text: text.to_owned(), line, modules });
            }
            line += text.matches('\n').count();
            rest = after;
        }
        Self { tokens }
    }

    fn line(&self, at: usize) -> usize {
        self.tokens[at].line
    }

    fn same_line(&self, at: usize, word: &str) -> bool {
        self.tokens.iter().any(|token| token.line == self.line(at) && token.text == word)
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    /// Modules of the crate's root named by `crate::…`, or by as many `super::…` as lead there.
    fn imports(&self, depth: usize) -> Vec<Import> {
        let mut imports = Vec::new();
        for at in 0..self.tokens.len() {
            let after = match self.text(at) {
                "crate" if self.text(at + 1) == "::" => Some(at + 2),
                "super" if self.text(at.wrapping_sub(2)) != "super" => self.after_supers(at, depth),
                _ => None,
            };
            let Some(after) = after else { continue };
            let names =
                if self.text(after) == "{" { self.group(after) } else { vec![self.text(after).to_owned()] };
            imports.extend(names.into_iter().map(|module| Import { module, at }));
        }
        imports
    }

    /// Where the path goes on, if these `super` lead exactly to the root.
    fn after_supers(&self, at: usize, depth: usize) -> Option<usize> {
        let mut after = at;
        let mut count = 0;
        while self.text(after) == "super" && self.text(after + 1) == "::" {
            after += 2;
            count += 1;
        }
        (depth > 0 && count == depth + self.tokens[at].modules).then_some(after)
    }

    /// The first names in `{a::b, c::{d, e}}`.
    fn group(&self, open: usize) -> Vec<String> {
        let mut names = Vec::new();
        let mut level = 0;
        for at in open..self.tokens.len() {
            match self.text(at) {
                "{" => level += 1,
                "}" => level -= 1,
                name if level == 1 && ["{", ","].contains(&self.text(at - 1)) => names.push(name.to_owned()),
                _ => {}
            }
            if level == 0 {
                break;
            }
        }
        names
    }

    /// Where a path such as `std::time` is written.
    fn words(&self, path: &str) -> Vec<usize> {
        let parts: Vec<&str> = path.split("::").collect();
        let matches =
            |at: usize| parts.iter().enumerate().all(|(index, part)| self.text(at + 2 * index) == *part);
        (0..self.tokens.len()).filter(|at| matches(*at)).collect()
    }
}

fn is_string(text: &str) -> bool {
    text.starts_with('"') || text.starts_with("r\"") || text.starts_with("r#")
}

/// How long the token at the start of `rest` is: a comment, a string, a word, `::`, or one sign.
fn token_length(rest: &str, first: char) -> usize {
    let until =
        |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return until("*/", 2);
    }
    if rest.starts_with("r\"") {
        return until("\"", 2);
    }
    if rest.starts_with("r#") {
        let hashes = rest[1..].chars().take_while(|sign| *sign == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            return until(&format!("\"{}", "#".repeat(hashes)), 2 + hashes);
        }
    }
    if first == '"' {
        let mut escaped = false;
        for (at, sign) in rest.char_indices().skip(1) {
            match sign {
                '"' if !escaped => return at + 1,
                '\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
        return rest.len();
    }
    if first == '\'' {
        // A character such as '"' or '{'; otherwise the start of a lifetime.
        let mut signs = rest.char_indices().skip(1);
        let sign = signs.next().map(|(_, sign)| sign);
        let close = match sign {
            Some('\\') => rest[3.min(rest.len())..].find('\'').map(|at| at + 3),
            _ => signs.next().filter(|(_, sign)| *sign == '\'').map(|(at, _)| at),
        };
        return close.map_or(1, |at| at + 1);
    }
    if rest.starts_with("::") {
        return 2;
    }
    let in_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    if in_word(first) {
        return rest.find(|sign| !in_word(sign)).unwrap_or(rest.len());
    }
    first.len_utf8()
}

#[test]
fn reader_finds_every_way_to_import() {
    let names = |source: &str, depth: usize| -> Vec<String> {
        Code::new(source).imports(depth).into_iter().map(|import| import.module).collect()
    };
    assert_eq!(names("use crate::eval::Column;", 1), ["eval"]);
    assert_eq!(names("use crate::{num::Num, plan::{self, Step},\n eval};", 1), ["num", "plan", "eval"]);
    assert_eq!(names("fn f() -> crate::edit::Command { crate::lab::x() }", 1), ["edit", "lab"]);
    assert_eq!(names("use super::eval;", 1), ["eval"]);
    assert_eq!(names("use super::tree; use super::super::plan;", 2), ["plan"]);
    assert_eq!(names("mod tests { use super::eval; use super::super::plan; }", 1), ["plan"]);
    assert!(
        names("// crate::eval\n/* crate::eval */ let a = \"crate::eval\"; let b = r#\"crate::eval\"#;", 1)
            .is_empty()
    );
    assert_eq!(names("let q = '\"'; use crate::eval; let r = '\\''; use crate::edit;", 1), ["eval", "edit"]);
    assert_eq!(names("fn f<'a>(x: &'a str) { crate::plan::g(x) }", 1), ["plan"]);
}
