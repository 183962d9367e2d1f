//! A mark that a method names otherwise stays what it is.

use serde_json::Value as Json;

use super::called::{follows, id_of_mark, marks};
use super::path::{Path, Step};
use super::pin::{add_mark, indicators, is_column, is_of_library, own_method};
use super::rename::rename;
use super::targets;
use crate::diag::Message;
use crate::formula::fold;

/// A mark that a method makes by naming it, and that is now named otherwise, stays what it is: it becomes a mark of the
/// sheet with its old id, and formulas go on naming it. Where another method names it too, or the sheet has something of the
/// new name, the method takes another mark instead.
///
/// # Errors
/// A formula would then mean something else by a name.
pub(super) fn keep_mark(json: &mut Json, cell: &Path, value: Option<&Json>) -> Result<(), Message> {
    let Some((method, Step::Key(key))) = cell.split() else { return Ok(()) };
    let Some(indicator) = method.parent() else { return Ok(()) };
    if key == "by" || method.last_key() != Some("method") {
        return Ok(());
    }
    let name =
        |json: &Json| marks(json, &indicator).into_iter().find(|(of, _)| of == key).map(|(_, name)| name);
    let Some(before) = name(json) else { return Ok(()) };
    let mut changed = json.clone();
    if let Some(Json::Object(object)) = method.find_mut(&mut changed) {
        match value {
            Some(value) => _ = object.insert(key.clone(), value.clone()),
            None => _ = object.shift_remove(key),
        }
    }
    let Some(after) = name(&changed) else { return Ok(()) };
    let others = indicators(json, cell).into_iter().flat_map(|of| marks(json, &of)).map(|(_, mark)| mark);
    let is_shared = others.filter(|mark| fold(mark) == fold(&before)).count() > 1;
    if before == after || before.is_empty() || after.is_empty() || is_shared {
        return Ok(());
    }
    let kind = method.key("kind").text(json).to_owned();
    if is_of_library(&indicator) {
        return keep_mark_of_users(json, &indicator, cell, (&before, &after), &kind);
    }
    if is_column(json, cell, &before) || is_column(json, cell, &after) {
        return Ok(());
    }
    let id = id_of_mark(json, &indicator, key, &before);
    // So that there is a name to be rewritten.
    if let Some(Json::Object(object)) = method.find_mut(json) {
        object.insert(key.clone(), Json::from(before.as_str()));
    }
    rename(json, cell, &before, &after)?;
    add_mark(json, cell, &id, &after, &kind);
    Ok(())
}

/// The same for a method of the library: each sheet that has the method from there keeps its mark.
fn keep_mark_of_users(
    json: &mut Json,
    indicator: &Path,
    cell: &Path,
    (before, after): (&str, &str),
    kind: &str,
) -> Result<(), Message> {
    let Some(key) = cell.last_key() else { return Ok(()) };
    let users = targets::users(json, indicator).into_iter();
    let kept: Vec<(Path, String, String)> = users
        .filter(|user| user.key("method").find(json).is_none())
        .filter_map(|user| {
            let (_, name) = marks(json, &user).into_iter().find(|(of, _)| *of == key)?;
            let id = id_of_mark(json, &user, key, &name);
            (!is_column(json, &user, &name) && !is_column(json, &user, after)).then_some((user, name, id))
        })
        .collect();
    if cell.find(json).is_some() {
        rename(json, cell, before, after)?;
    }
    for (user, name, id) in kept {
        if follows(json, &user, key).is_some() {
            // For as long as its formulas are written anew it names the mark itself.
            own_method(json, &user);
            let method = user.key("method");
            if let Some(Json::Object(method)) = method.find_mut(json) {
                method.insert(key.to_owned(), Json::from(name.as_str()));
            }
            rename(json, &method.key(key), &name, after)?;
            if let Some(Json::Object(user)) = user.find_mut(json) {
                user.shift_remove("method");
            }
        }
        // Two of one sheet have one mark now.
        if !is_column(json, &user, after) {
            add_mark(json, &user, &id, after, kind);
        }
    }
    Ok(())
}
