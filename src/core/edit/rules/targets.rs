//! What settings of a scheme refer to by id, with the names that people see.

use serde_json::Value as Json;

use super::path::{Path, Step};
use super::shape::Target;

/// What a setting at a place may refer to: ids and names.
#[must_use]
pub fn candidates(json: &Json, path: &Path, target: Target) -> Vec<(String, String)> {
    match target {
        Target::Class => items(json, &Path::read("classes")),
        Target::Sheet => items(json, &Path::read("sheets")),
        Target::Register => items(json, &Path::read("registers")),
        Target::Process => items(json, &Path::read("processes")),
        Target::Ladder => items(json, &Path::read("ladders")),
        Target::Indicator => items(json, &Path::read("library")),
        Target::Grade => grades(json, path),
        Target::GradeColumn => {
            let Some(table) = table(path) else { return Vec::new() };
            let list = table.key("columns");
            let is_grade = |number: &usize| list.item(*number).key("grade").find(json).is_some();
            numbers(json, &list).filter(is_grade).map(|number| pair(json, &list.item(number))).collect()
        }
        Target::OfRegister => {
            let Some(register) = register_of(json, path) else { return Vec::new() };
            let mut all = items(json, &register.key("fields"));
            all.extend(items(json, &register.key("columns")));
            all
        }
        Target::DateField => {
            let Some(table) = table(path) else { return Vec::new() };
            let list = table.key("fields");
            let is_date = |number: &usize| list.item(*number).key("type").text(json) == "date";
            numbers(json, &list).filter(is_date).map(|number| pair(json, &list.item(number))).collect()
        }
    }
}

/// The name of what an id refers to; the id itself where nothing has it.
#[must_use]
pub(super) fn named(json: &Json, path: &Path, target: Target, id: &str) -> String {
    let found = candidates(json, path, target).into_iter().find(|(known, _)| known == id);
    found.map_or_else(|| id.to_owned(), |(_, name)| name)
}

/// The sheet, register, statistic or other item of the scheme's own lists that a place is in.
#[must_use]
pub(super) fn table(path: &Path) -> Option<Path> {
    match path.steps() {
        [Step::Key(list), Step::Index(number), ..] => Some(Path::read(list).item(*number)),
        _ => None,
    }
}

/// The register named beside a setting, or by something around it.
#[must_use]
pub(super) fn register_of(json: &Json, path: &Path) -> Option<Path> {
    let mut around = path.parent();
    while let Some(at) = around {
        if let Some(id) = at.key("register").find(json).and_then(Json::as_str) {
            return with_id(json, "registers", id);
        }
        around = at.parent();
    }
    None
}

/// The item of one of the scheme's lists that has an id.
#[must_use]
pub(super) fn with_id(json: &Json, list: &str, id: &str) -> Option<Path> {
    let list = Path::read(list);
    numbers(json, &list).map(|number| list.item(number)).find(|item| item.key("id").text(json) == id)
}

/// The indicator of the library that one of a sheet uses.
#[must_use]
pub(super) fn library_of(json: &Json, indicator: &Path) -> Option<Path> {
    let id = indicator.key("use").text(json);
    if id.is_empty() { None } else { with_id(json, "library", id) }
}

/// The indicators of sheets that use the one of the library that a place is in.
#[must_use]
pub(super) fn users(json: &Json, of: &Path) -> Vec<Path> {
    fn below(json: &Json, list: &Path, used: &Path, to: &mut Vec<Path>) {
        for number in numbers(json, list) {
            let item = list.item(number);
            if library_of(json, &item).is_some_and(|of| used.is_within(&of)) {
                to.push(item.clone());
            }
            below(json, &item.key("indicators"), used, to);
        }
    }
    let mut found = Vec::new();
    let sheets = Path::read("sheets");
    for number in numbers(json, &sheets) {
        below(json, &sheets.item(number).key("indicators"), of, &mut found);
    }
    found
}

/// Where the method of an indicator stands: its own, or what it has of the library.
#[must_use]
pub(super) fn method_of(json: &Json, indicator: &Path) -> Path {
    let own = indicator.key("method");
    inherited(json, &own).unwrap_or(own)
}

/// What an indicator would have in a cell that it leaves out, as a cell of the library.
#[must_use]
pub fn inherited(json: &Json, cell: &Path) -> Option<Path> {
    let list = |item: &Path| item.parent().and_then(|list| list.last_key().map(str::to_owned));
    let mut item = cell.parent();
    while let Some(at) = item {
        if at.number().is_some() && list(&at).as_deref() == Some("indicators") {
            let rest = cell.steps().get(at.depth()..)?;
            // A method is inherited as a whole.
            let Some(Step::Key(first)) = rest.first() else { return None };
            if at.key(first).find(json).is_some() || first == "use" || first == "combine" {
                return None;
            }
            let from = library_of(json, &at)?;
            return Some(rest.iter().fold(from, |path, step| match step {
                Step::Key(key) => path.only_key(key),
                Step::Index(number) => path.item(*number),
            }));
        }
        item = at.parent();
    }
    None
}

/// The grades of the ladder by which a limit goes: of its own column, or of the column a rule names.
fn grades(json: &Json, path: &Path) -> Vec<(String, String)> {
    let mut around = path.parent();
    while let Some(at) = around {
        if let Some(id) = at.key("ladder").find(json).and_then(Json::as_str) {
            return ladder(json, id);
        }
        if let Some(column) = at.key("column").find(json).and_then(Json::as_str)
            && let Some(table) = table(path)
        {
            let list = table.key("columns");
            let of = numbers(json, &list).find(|number| list.item(*number).key("id").text(json) == column);
            return of.map_or_else(Vec::new, |of| ladder(json, list.item(of).key("grade.ladder").text(json)));
        }
        around = at.parent();
    }
    Vec::new()
}

fn ladder(json: &Json, id: &str) -> Vec<(String, String)> {
    with_id(json, "ladders", id).map_or_else(Vec::new, |ladder| items(json, &ladder.key("grades")))
}

/// How many items a list has, as their numbers.
pub(super) fn numbers(json: &Json, list: &Path) -> std::ops::Range<usize> {
    0..list.find(json).and_then(Json::as_array).map_or(0, Vec::len)
}

fn items(json: &Json, list: &Path) -> Vec<(String, String)> {
    numbers(json, list).map(|number| pair(json, &list.item(number))).collect()
}

fn pair(json: &Json, item: &Path) -> (String, String) {
    (item.key("id").text(json).to_owned(), item.key("name").text(json).to_owned())
}
