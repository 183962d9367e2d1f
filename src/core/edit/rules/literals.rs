//! Texts in formulas that name things: a grade, a panel, a class. A text means what it is compared with.

use serde_json::Value as Json;

use super::called::name_of;
use super::path::Path;
use super::scope::{Scope, is_elsewhere};
use super::targets::numbers;
use crate::diag::Span;
use crate::formula::{Kind, Node, Operator, each_part, parse};

/// Is told a text, the list of which it may name an item, and where it stands.
type Told<'a> = &'a mut dyn FnMut(&str, &Path, Span);

/// Calls `found` with every text of a formula that is held against values out of a list of the scheme.
pub(super) fn each(scope: &Scope<'_>, table: usize, tree: &Node, found: Told<'_>) {
    for (texts, against) in pairs(tree) {
        if let Some(list) = scope.values(table, against) {
            for text in texts {
                alone(text, &mut |literal, span| found(literal, &list, span));
            }
        }
    }
    if let Kind::Call { name, arguments, .. } = &tree.kind
        && is_elsewhere(name)
        && let [first, rest @ ..] = arguments.as_slice()
    {
        each(scope, scope.home(first).unwrap_or(table), first, found);
        return rest.iter().for_each(|part| each(scope, table, part, found));
    }
    // Values that a tariff is asked for are held against what it looks up by.
    if let Kind::Call { name, arguments, .. } = &tree.kind
        && let ("TARIFF", [Node { kind: Kind::Path(tariff), .. }, values @ ..]) =
            (name.as_str(), arguments.as_slice())
        && let [tariff] = tariff.as_slice()
    {
        for (place, value) in values.iter().enumerate() {
            if let Some(list) = scope.values_of_tariff(table, &tariff.text, place) {
                alone(value, &mut |literal, span| found(literal, &list, span));
            }
        }
    }
    each_part(tree, &mut |part| each(scope, table, part, found));
}

/// What a part holds against what.
fn pairs(node: &Node) -> Vec<(Vec<&Node>, &Node)> {
    match &node.kind {
        Kind::Binary(
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual,
            left,
            right,
        ) => vec![(vec![left], right), (vec![right], left)],
        Kind::Call { name, arguments, .. } => match (name.as_str(), arguments.as_slice()) {
            // Cases and what they give, by turns; one left over is for all others.
            ("SWITCH", [first, rest @ ..]) => {
                vec![(rest.chunks_exact(2).filter_map(|pair| pair.first()).collect(), first)]
            }
            ("XLOOKUP", [first, list, ..]) => vec![(vec![first], list)],
            (
                "COUNTIF" | "COUNTIFS" | "SUMIF" | "SUMIFS" | "AVERAGEIF" | "AVERAGEIFS" | "MAXIFS"
                | "MINIFS",
                arguments,
            ) => {
                // A criterion stands behind its list.
                let behind = arguments.iter().zip(arguments.iter().skip(1));
                behind.map(|(list, criterion)| (vec![criterion], list)).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The texts that a part may give as its value.
fn alone(node: &Node, found: &mut dyn FnMut(&str, Span)) {
    match &node.kind {
        Kind::Text(text) => found(text, node.span),
        Kind::Array(rows) => rows.iter().flatten().for_each(|part| alone(part, found)),
        Kind::Call { name, arguments, .. } => {
            let given = |number: usize| match name.as_str() {
                "IF" => number > 0,
                "IFS" => !number.is_multiple_of(2),
                "IFERROR" => true,
                "SWITCH" => {
                    number > 0 && (number.is_multiple_of(2) || number.saturating_add(1) == arguments.len())
                }
                _ => false,
            };
            let all = arguments.iter().enumerate().filter(|(number, _)| given(*number));
            all.for_each(|(_, part)| alone(part, found));
        }
        _ => {}
    }
}

/// The values by which a tariff looks up, where they are the names of things: `across`, and what a row is `of`.
pub(super) fn in_tariffs(json: &mut Json, item: &Path, before: &str, after: &str) {
    let Some(list) = item.parent() else { return };
    let mut found: Vec<Path> = Vec::new();
    let scope = Scope::new(json);
    let tariffs = Path::read("tariffs");
    for tariff in numbers(json, &tariffs).map(|number| tariffs.item(number)) {
        let (by, across, points) = (tariff.key("by"), tariff.key("across"), tariff.key("points"));
        let side_by_side = !numbers(json, &across).is_empty();
        for place in numbers(json, &by) {
            let tree = parse(by.item(place).text(json)).tree;
            let tables = scope.tables_at(&tariff, false);
            if !tables.into_iter().any(|table| scope.values(table, &tree).as_ref() == Some(&list)) {
                continue;
            }
            let is_last = place.saturating_add(1) == numbers(json, &by).len();
            if side_by_side && is_last {
                found.extend(numbers(json, &across).map(|number| across.item(number)));
            } else {
                found.extend(numbers(json, &points).map(|number| points.item(number).key("of").item(place)));
            }
        }
    }
    found.retain(|at| at.text(json) == before && name_of(json, item) == before);
    for at in found {
        if let Some(place) = at.find_mut(json) {
            *place = Json::from(after);
        }
    }
}
