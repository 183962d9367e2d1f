//! Ids that a scheme written by hand leaves out: made from the names, once.

use std::collections::BTreeSet;

use super::Id;
use super::{Column, Field, Indicator, Method, Scheme};

/// Gives an id to everything that has none: its name, or its name with a number where that is taken.
pub fn settle_ids(scheme: &mut Scheme) {
    if scheme.id.is_empty() {
        scheme.id = Id::new(&scheme.name);
    }
    settle(scheme.parameters.iter_mut().map(|p| (&mut p.id, p.name.as_str())));
    settle(scheme.classes.iter_mut().map(|c| (&mut c.id, c.name.as_str())));
    settle(scheme.tariffs.iter_mut().map(|t| (&mut t.id, t.name.as_str())));
    settle(scheme.ladders.iter_mut().map(|l| (&mut l.id, l.name.as_str())));
    settle(scheme.duties.iter_mut().map(|d| (&mut d.id, d.name.as_str())));
    settle(scheme.statistics.iter_mut().map(|s| (&mut s.id, s.name.as_str())));
    settle(scheme.processes.iter_mut().map(|p| (&mut p.id, p.name.as_str())));
    for process in &mut scheme.processes {
        settle(process.steps.iter_mut().map(|s| (&mut s.id, s.name.as_str())));
    }
    settle(scheme.library.iter_mut().map(|i| (&mut i.id, i.name.as_str())));
    items(&mut scheme.library);
    for class in &mut scheme.classes {
        settle(fields(&mut class.fields));
    }
    for ladder in &mut scheme.ladders {
        settle(ladder.grades.iter_mut().map(|g| (&mut g.id, g.name.as_str())));
    }
    let registers = scheme.registers.iter_mut().map(|r| (&mut r.id, r.name.as_str()));
    settle(registers.chain(scheme.sheets.iter_mut().map(|s| (&mut s.id, s.name.as_str()))));
    for register in &mut scheme.registers {
        if let Some(ballot) = &mut register.ballot {
            settle(ballot.options.iter_mut().map(|o| (&mut o.id, o.name.as_str())));
            settle(ballot.dimensions.iter_mut().map(|d| (&mut d.id, d.name.as_str())));
            settle(ballot.panels.iter_mut().map(|p| (&mut p.id, p.name.as_str())));
        }
        settle(fields(&mut register.fields).chain(columns(&mut register.columns)));
        settle(register.rules.iter_mut().map(|r| (&mut r.id, r.name.as_str())));
    }
    for sheet in &mut scheme.sheets {
        let total = sheet.total.iter_mut().map(|t| (&mut t.id, t.name.as_str()));
        let mut named: Vec<(&mut Id, &str)> = total.collect();
        indicators(&mut sheet.indicators, &mut named);
        named.extend(fields(&mut sheet.inputs));
        named.extend(columns(&mut sheet.columns));
        settle(named.into_iter());
        items(&mut sheet.indicators);
        settle(sheet.rules.iter_mut().map(|r| (&mut r.id, r.name.as_str())));
    }
}

fn fields(fields: &mut [Field]) -> impl Iterator<Item = (&mut Id, &str)> {
    fields.iter_mut().map(|field| (&mut field.id, field.name.as_str()))
}

fn columns(columns: &mut [Column]) -> impl Iterator<Item = (&mut Id, &str)> {
    columns.iter_mut().map(|column| (&mut column.id, column.name.as_str()))
}

fn indicators<'a>(nodes: &'a mut [Indicator], named: &mut Vec<(&'a mut Id, &'a str)>) {
    for node in nodes {
        // One that has no name of its own has that of the library, and may have another one tomorrow: its id is made of
        // what it uses.
        let name = match &node.uses {
            Some(uses) if node.name.is_empty() => uses.as_str(),
            _ => node.name.as_str(),
        };
        named.push((&mut node.id, name));
        indicators(&mut node.indicators, named);
    }
}

/// The items of checklists: a mark by its name, which two may share; a condition by its indicator's id too.
fn items(nodes: &mut [Indicator]) {
    for node in nodes {
        if let Some(Method::Checklist(list)) = &mut node.method {
            for item in list.items.iter_mut().filter(|item| item.id.is_empty()) {
                item.id = match item.when {
                    None => Id::new(&item.name),
                    Some(_) => Id::new(&format!("{}-{}", node.id, item.name)),
                };
            }
        }
        items(&mut node.indicators);
    }
}

fn settle<'a>(named: impl Iterator<Item = (&'a mut Id, &'a str)>) {
    let named: Vec<_> = named.collect();
    let mut taken = BTreeSet::new();
    taken.extend(named.iter().filter(|(id, _)| !id.is_empty()).map(|(id, _)| (*id).clone()));
    for (id, name) in named {
        if !id.is_empty() {
            continue;
        }
        let mut candidate = Id::new(name);
        let mut number = 2_u32;
        while taken.contains(&candidate) {
            candidate = Id::new(&format!("{name}-{number}"));
            number = number.saturating_add(1);
        }
        taken.insert(candidate.clone());
        *id = candidate;
    }
}
