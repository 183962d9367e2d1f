//! The tutorial as a reader would follow it: every change of the scheme and every table that the page shows goes
//! through the program, which must find no mistake and print the numbers of the page.
//!
//! Blocks are marked behind their language: `json scheme` begins a scheme, `json set PATH` puts a value there, `json add
//! PATH` appends to a list, `json wrong PATH` is a mistake, `csv NAME` is a file. A table of results names sheet and
//! period in its corner.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

use crate::read;

#[test]
fn the_tutorial_is_so() {
    followed("docs/scheme.md", "en");
}

#[test]
fn the_chinese_tutorial_is_so() {
    followed("docs/scheme.zh-CN.md", "zh");
}

/// The two pages show the same scheme and the same tables.
#[test]
fn both_pages_show_the_same() {
    let [english, chinese] = ["docs/scheme.md", "docs/scheme.zh-CN.md"].map(|page| {
        let mut blocks = blocks(&read(page));
        blocks.retain(|block| !matches!(block, Block::Problems(_)));
        blocks
    });
    assert_eq!(english.len(), chinese.len());
    for (english, chinese) in english.into_iter().zip(chinese) {
        assert_eq!(english, chinese);
    }
}

#[derive(Debug, PartialEq)]
enum Block {
    Scheme(Json),
    Set(String, Json),
    Add(String, Json),
    Wrong(String, Json),
    Csv(String, String),
    Results(Vec<Vec<String>>),
    Problems(String),
}

/// The marked blocks of a page, in order.
fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(mark) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let body = body.join("\n") + "\n";
            let json =
                || serde_json::from_str(&body).unwrap_or_else(|error| panic!("{mark}: {error}\n{body}"));
            match mark.split(' ').collect::<Vec<_>>().as_slice() {
                ["json", "scheme"] => found.push(Block::Scheme(json())),
                ["json", "set", path] => found.push(Block::Set((*path).to_owned(), json())),
                ["json", "add", path] => found.push(Block::Add((*path).to_owned(), json())),
                ["json", "wrong", path] => found.push(Block::Wrong((*path).to_owned(), json())),
                ["csv", name] => found.push(Block::Csv((*name).to_owned(), body)),
                ["text", "problems"] => found.push(Block::Problems(body)),
                _ => {}
            }
        } else if line.starts_with("| ") {
            let mut rows = vec![cells(line)];
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(line));
            }
            if rows[0][0].split(' ').count() == 2 && rows[0][0].contains("20") {
                rows.remove(1);
                found.push(Block::Results(rows));
            }
        }
    }
    found
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn put(scheme: &mut Json, path: &str, value: &Json, appended: bool) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = scheme.pointer_mut(parent).unwrap_or_else(|| panic!("no {path}"));
    match parent {
        Json::Object(map) if appended => {
            let list =
                map.get_mut(key).and_then(Json::as_array_mut).unwrap_or_else(|| panic!("no list {path}"));
            list.extend(value.as_array().unwrap().iter().cloned());
        }
        Json::Object(map) => _ = map.insert(key.to_owned(), value.clone()),
        Json::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
        _ => panic!("{path}"),
    }
}

fn followed(page: &str, language: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(language);
    let mut scheme = json!(null);
    let mut tables = BTreeMap::new();
    let (mut compared, mut told) = (0, String::new());
    for block in blocks(&read(page)) {
        match block {
            Block::Scheme(json) => scheme = json,
            Block::Set(path, value) => put(&mut scheme, &path, &value, false),
            Block::Add(path, value) => put(&mut scheme, &path, &value, true),
            Block::Csv(name, text) => _ = tables.insert(name, text),
            Block::Results(rows) => {
                compare(&Office::new(&folder, language, &scheme, &tables), &rows);
                compared += 1;
            }
            Block::Wrong(path, value) => {
                let mut wrong = scheme.clone();
                put(&mut wrong, &path, &value, false);
                let office = Office::new(&folder, language, &wrong, &BTreeMap::new());
                told = office.ends(1, &["check", "scheme.json"]);
            }
            Block::Problems(text) => assert_eq!(told, text, "{page}"),
        }
    }
    assert!(compared >= 9 && !told.is_empty(), "{page} shows too little");
    let kept: Json = serde_json::from_str(&read("docs/examples/tutorial.json")).unwrap();
    assert_eq!(scheme, kept, "docs/examples/tutorial.json is not what {page} builds");
}

/// The program prints what a table of the page shows.
fn compare(office: &Office, rows: &[Vec<String>]) {
    let (sheet, period) = rows[0][0].split_once(' ').unwrap();
    let printed =
        office.ends(0, &["score", "book.json", "--sheet", sheet, "--period", period, "--format", "json"]);
    let table: Json = serde_json::from_str(&printed).unwrap();
    let header = table["columns"].as_array().unwrap();
    let all = table["rows"].as_array().unwrap();
    for row in &rows[1..] {
        let found = all.iter().find(|found| found[1] == row[0]);
        let found = found.unwrap_or_else(|| panic!("{sheet} has no row {}", row[0]));
        for (name, shown) in rows[0].iter().zip(row).skip(1) {
            let at = header.iter().position(|known| known == name);
            let at = at.unwrap_or_else(|| panic!("{sheet} has no column {name}: {header:?}"));
            assert_eq!(found[at], *shown, "{sheet} {period} {} {name}", row[0]);
        }
    }
}

/// A folder with a scheme, its book and its tables, and the program run in it.
pub(super) struct Office {
    folder: PathBuf,
    language: &'static str,
}

impl Office {
    /// Makes the book as the page says, with commands that must all succeed.
    pub(super) fn new(
        folder: &Path,
        language: &str,
        scheme: &Json,
        tables: &BTreeMap<String, String>,
    ) -> Self {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("scheme.json"), scheme.to_string()).unwrap();
        let language = if language == "en" { "en_US.UTF-8" } else { "zh_CN.UTF-8" };
        let office = Self { folder: folder.to_path_buf(), language };
        if !tables.is_empty() {
            let checked = office.ends(0, &["check", "scheme.json"]);
            let clean = ["No problems found.", "没有发现问题。"].iter().any(|clean| checked.contains(clean));
            assert!(clean, "{checked}");
            office.ends(0, &["new", "scheme.json", "-o", "book.json"]);
            for (name, text) in tables {
                fs::write(folder.join(name), text).unwrap();
            }
            let files: Vec<&str> = tables.keys().map(String::as_str).collect();
            office.ends(0, &[&["import", "book.json"], files.as_slice()].concat());
        }
        office
    }

    /// What the program prints, which must end with this code.
    #[track_caller]
    pub(super) fn ends(&self, code: i32, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_baton"))
            .current_dir(&self.folder)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", self.language)
            .args(arguments)
            .output()
            .unwrap();
        let (out, err) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        out
    }
}
