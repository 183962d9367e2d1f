//! A thing is moved: within its list, or to another list of the same tree.
//!
//! Whatever moves it, it is one [`place`]: ids stay, so marks stay too.

use serde_json::Value as Json;

use super::at::{thing_of_item, thing_of_list};
use super::change::{ensure, take, whole};
use super::path::{Path, Step};
use super::shape::Thing;
use super::targets::numbers;
use crate::model::{Scheme, scheme_to_json};

/// Moves a thing to a list, before the item that has that number there now, or to the end; its new place. The list is its
/// own or one of the same tree. An indicator that others come to stand in has no method of its own. `None` where it cannot
/// go there, or stands there already.
#[must_use]
pub fn place(scheme: &Scheme, item: &Path, list: &Path, before: usize) -> Option<(Scheme, Path)> {
    let mut json = scheme_to_json(scheme);
    let (own, number) = (item.parent()?, item.number()?);
    if !may_stand_in(&json, item, list) || is_there(item, list, before) {
        return None;
    }
    let taken = take(&mut json, item)?;
    let is_behind = own == *list && before > number;
    let list = without(list, &own, number);
    ensure(&mut json, &list);
    let Some(Json::Array(items)) = list.find_mut(&mut json) else { return None };
    let before = before.saturating_sub(usize::from(is_behind)).min(items.len());
    items.insert(before, taken);
    if list != own
        && let Some(holder) =
            list.parent().filter(|holder| thing_of_item(&json, holder) == Some(Thing::Indicator))
        && let Some(Json::Object(object)) = holder.find_mut(&mut json)
    {
        object.shift_remove("method");
    }
    Some((whole(json).ok()?, list.item(before)))
}

/// Moves a thing one place up or down in its list; its new place. `None` where it is the first or last already.
#[must_use]
pub fn shift(scheme: &Scheme, item: &Path, down: bool) -> Option<(Scheme, Path)> {
    let (list, number) = (item.parent()?, item.number()?);
    let count = numbers(&scheme_to_json(scheme), &list).len();
    let before = if down { number.checked_add(2)? } else { number.checked_sub(1)? };
    if before > count { None } else { place(scheme, item, &list, before) }
}

/// Puts a thing that can hold others of its kind into the one before it, as the last; its new place.
#[must_use]
pub fn nest(scheme: &Scheme, item: &Path) -> Option<(Scheme, Path)> {
    let json = scheme_to_json(scheme);
    let holder = item.parent()?.item(item.number()?.checked_sub(1)?);
    let list = list_inside(&json, &holder)?;
    place(scheme, item, &list, numbers(&json, &list).len())
}

/// Takes a thing out of the one it stands in and puts it behind that; its new place.
#[must_use]
pub fn unnest(scheme: &Scheme, item: &Path) -> Option<(Scheme, Path)> {
    let json = scheme_to_json(scheme);
    let own = item.parent()?;
    let holder = own.parent().filter(|holder| list_inside(&json, holder).as_ref() == Some(&own))?;
    place(scheme, item, &holder.parent()?, holder.number()?.saturating_add(1))
}

/// Whether a thing may be moved to a list: its own, or another of the same tree that is not below itself.
pub(super) fn may_stand_in(json: &Json, item: &Path, list: &Path) -> bool {
    let same_tree = item.parent().is_some_and(|own| root(json, &own) == root(json, list));
    same_tree && !list.is_within(item)
}

/// Whether a thing stands at a place of a list already.
pub(super) fn is_there(item: &Path, list: &Path, before: usize) -> bool {
    let number = item.number().filter(|_| item.parent().as_ref() == Some(list));
    number.is_some_and(|number| before == number || before == number.saturating_add(1))
}

/// The list in which a thing holds others of its kind.
pub(super) fn list_inside(json: &Json, item: &Path) -> Option<Path> {
    let list = item.parent().filter(|_| item.number().is_some())?;
    match thing_of_list(json, &list)? {
        // The library has leaves only.
        Thing::Indicator if list.last_key() == Some("library") => None,
        Thing::Indicator => Some(item.key("indicators")),
        Thing::Cap => Some(item.key("caps")),
        _ => None,
    }
}

/// The list in which the tree begins that a list belongs to.
fn root(json: &Json, list: &Path) -> Path {
    let mut list = list.clone();
    while let Some(outer) = list
        .parent()
        .filter(|holder| list_inside(json, holder).as_ref() == Some(&list))
        .and_then(|holder| holder.parent())
    {
        list = outer;
    }
    list
}

/// A path when the item of that number is no longer in a list: those behind it have come one nearer.
fn without(path: &Path, list: &Path, number: usize) -> Path {
    let rest = path.steps().get(list.depth()..).filter(|_| path.is_within(list));
    let Some((Step::Index(at), rest)) = rest.and_then(<[Step]>::split_first) else { return path.clone() };
    let nearer = list.item(at.saturating_sub(usize::from(*at > number)));
    rest.iter().fold(nearer, |path, step| match step {
        Step::Key(key) => path.only_key(key),
        Step::Index(at) => path.item(*at),
    })
}
