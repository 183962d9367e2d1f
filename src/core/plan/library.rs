//! The indicator library: what a sheet's indicator leaves out is as it is in the library, and who is given an indicator is
//! a field of the roster.
//!
//! Both are written out before anything is declared, so that all else sees plain indicators and plain fields. What came
//! from the library keeps its place there: a number of it is one parameter for all who use it, a mistake is told there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Message, Place, nearest};
use crate::formula::{fold, quoted};
use crate::model::{Class, Field, FieldKind, Id, Indicator, Scheme};

/// Where what was written out comes from.
#[derive(Debug, Default)]
pub(super) struct Library {
    /// What is wrong with what is used.
    pub(super) mistakes: Vec<Diagnostic>,
    /// Places that the scheme as it is written does not have, with those that they stand for.
    origins: BTreeMap<String, String>,
    /// The fields that say who is given an indicator, by its place.
    given: BTreeMap<String, String>,
    /// Places of the indicators that use what the library does not have.
    unknown: BTreeSet<String>,
}

impl Library {
    /// The place in the scheme as it is written, where that is another one.
    pub(super) fn origin(&self, path: &str) -> Option<String> {
        if self.origins.is_empty() {
            return None;
        }
        let ends = path.match_indices(['.', '[']).map(|(end, _)| end).chain([path.len()]);
        ends.filter_map(|end| {
            let (front, rest) = path.split_at_checked(end)?;
            Some(format!("{}{rest}", self.origins.get(front)?))
        })
        .next()
    }

    /// Whether the indicator at a place uses what the library does not have.
    pub(super) fn is_unknown(&self, path: &str) -> bool {
        self.unknown.contains(path)
    }

    /// The condition under which an indicator is given to a subject, as a formula; `None` where all have it.
    pub(super) fn given(&self, path: &str) -> Option<String> {
        // A blank is not true, and not exempt either.
        self.given.get(path).map(|field| format!("{} = TRUE", quoted(field)))
    }
}

/// A scheme with its library written out.
pub(super) fn expand(scheme: &Scheme) -> (Cow<'_, Scheme>, Library) {
    fn is_plain(indicators: &[Indicator]) -> bool {
        indicators.iter().all(|node| node.uses.is_none() && !node.assigned && is_plain(&node.indicators))
    }
    let mut library = Library::default();
    if scheme.library.is_empty() && scheme.sheets.iter().all(|sheet| is_plain(&sheet.indicators)) {
        return (Cow::Borrowed(scheme), library);
    }
    let mut whole = scheme.clone();
    let mut writer =
        Writer { scheme, library: &mut library, used: BTreeSet::new(), classes: &mut whole.classes };
    writer.check();
    for (at, sheet) in whole.sheets.iter_mut().enumerate() {
        let of = Of { class: &sheet.class, sheet: &sheet.id, sheet_name: &sheet.name };
        for (number, indicator) in sheet.indicators.iter_mut().enumerate() {
            writer.indicator(indicator, of, &format!("sheets[{at}].indicators[{number}]"));
        }
    }
    writer.tell_unused();
    (Cow::Owned(whole), library)
}

/// The sheet that an indicator stands in.
#[derive(Clone, Copy)]
struct Of<'a> {
    class: &'a Id,
    sheet: &'a Id,
    sheet_name: &'a str,
}

struct Writer<'a> {
    scheme: &'a Scheme,
    library: &'a mut Library,
    used: BTreeSet<usize>,
    classes: &'a mut [Class],
}

impl<'a> Writer<'a> {
    /// An indicator of the library is a leaf of its own.
    fn check(&mut self) {
        let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
        for (at, indicator) in self.scheme.library.iter().enumerate() {
            let path = format!("library[{at}]");
            if indicator.name.trim().is_empty() {
                self.tell(&format!("{path}.name"), Message::EmptyName);
            } else if !names.insert(fold(&indicator.name)) {
                let message = Message::DuplicateName { name: indicator.name.clone() };
                self.tell(&format!("{path}.name"), message);
            }
            if !ids.insert(&indicator.id) {
                self.tell(&path, Message::DuplicateId { id: indicator.id.as_str().to_owned() });
            }
            let not_here =
                [("use", indicator.uses.is_some()), ("indicators", !indicator.indicators.is_empty())];
            for (setting, _) in not_here.into_iter().filter(|(_, is_there)| *is_there) {
                let (setting, needs) = (setting.to_owned(), "sheets".to_owned());
                self.tell(&format!("{path}.{setting}"), Message::SettingUnused { setting, needs });
            }
        }
    }

    fn tell(&mut self, path: &str, message: Message) {
        self.library.mistakes.push(Diagnostic::error(Place::path(path), message));
    }

    fn tell_unused(&mut self) {
        for (at, indicator) in self.scheme.library.iter().enumerate() {
            if !self.used.contains(&at) {
                let message = Message::NotUsed { name: indicator.name.clone() };
                let place = Place::path(format!("library[{at}]"));
                self.library.mistakes.push(Diagnostic::note(place, message));
            }
        }
    }

    /// Gives an indicator what it has from the library. One that does keeps [`Indicator::uses`]: its marks are called
    /// accordingly.
    fn indicator(&mut self, indicator: &mut Indicator, of: Of<'_>, path: &str) {
        let used = indicator.uses.clone().and_then(|uses| self.used(&uses, path));
        if let Some((number, from)) = used {
            self.used.insert(number);
            let origin = |key: &str| (format!("{path}.{key}"), format!("library[{number}].{key}"));
            self.library.origins.extend(inherit(indicator, from).map(origin));
        } else if let Some(uses) = indicator.uses.take() {
            self.library.unknown.insert(path.to_owned());
            if indicator.name.is_empty() {
                // That it is not known is told; what names it is not to be wrong too.
                uses.as_str().clone_into(&mut indicator.name);
            }
        }
        if indicator.assigned {
            self.give(indicator, used, of, path);
        }
        for (at, child) in indicator.indicators.iter_mut().enumerate() {
            self.indicator(child, of, &format!("{path}.indicators[{at}]"));
        }
    }

    /// The indicator of the library that is used, by id or name, with its number.
    fn used(&mut self, uses: &Id, path: &str) -> Option<(usize, &'a Indicator)> {
        let known: &'a [Indicator] = &self.scheme.library;
        let by_id = known.iter().position(|known| known.id == *uses);
        let found = by_id.or_else(|| known.iter().position(|known| known.name == uses.as_str()));
        if found.is_none() {
            let message = Message::UnknownReference {
                kind: "indicator".to_owned(),
                name: uses.as_str().to_owned(),
                nearest: nearest(uses, known.iter().map(|known| known.name.as_str())),
            };
            self.tell(&format!("{path}.use"), message);
        }
        found.and_then(|number| Some((number, known.get(number)?)))
    }

    /// A field of the roster that says who is given an indicator: one for all sheets that use the same of the library.
    fn give(&mut self, indicator: &Indicator, used: Option<(usize, &Indicator)>, of: Of<'_>, path: &str) {
        let (id, name) = match used {
            Some((_, from)) => (Indicator::given(&from.id), &from.name),
            // By the sheet's id in any case: another sheet may come before it.
            None => (Indicator::given(&format!("{}·{}", of.sheet, indicator.id)), &indicator.name),
        };
        let by_id = self.classes.iter().position(|class| class.id == *of.class);
        let number = by_id.or_else(|| self.classes.iter().position(|class| class.name == of.class.as_str()));
        // A class that is not known is told at the sheet.
        let Some((number, class)) = number.and_then(|number| Some((number, self.classes.get_mut(number)?)))
        else {
            return;
        };
        let known = class.fields.iter().find(|field| field.id.as_str() == id);
        let field = known.map(|field| field.name.clone()).unwrap_or_else(|| {
            let mut called = Indicator::given(name);
            if class.fields.iter().any(|field| fold(&field.name) == fold(&called)) {
                called = Indicator::given(&format!("{}·{name}", of.sheet_name));
            }
            let mut field = Field::new(&called, FieldKind::Truth);
            (field.id, field.optional) = (Id::new(&id), true);
            let place = format!("classes[{number}].fields[{}]", class.fields.len());
            let origin = match used {
                Some((number, from)) if from.assigned => format!("library[{number}].assigned"),
                _ => format!("{path}.assigned"),
            };
            self.library.origins.insert(place, origin);
            class.fields.push(field);
            called
        });
        self.library.given.insert(path.to_owned(), field);
    }
}

/// Gives an indicator what it leaves out; the keys of what formulas, numbers and mistakes may come from.
fn inherit(to: &mut Indicator, from: &Indicator) -> impl Iterator<Item = &'static str> + use<> {
    fn option<T: Clone>(to: &mut Option<T>, from: &Option<T>) -> bool {
        let is_left_out = to.is_none() && from.is_some();
        if is_left_out {
            to.clone_from(from);
        }
        is_left_out
    }
    fn text(to: &mut String, from: &str) {
        if to.is_empty() {
            from.clone_into(to);
        }
    }
    text(&mut to.name, &from.name);
    text(&mut to.scored_by, &from.scored_by);
    text(&mut to.verified_by, &from.verified_by);
    text(&mut to.clause, &from.clause);
    text(&mut to.note, &from.note);
    to.assigned |= from.assigned;
    let has_full = option(&mut to.full, &from.full);
    to.sample |= has_full && from.sample;
    let keys = [
        ("full", has_full),
        ("weight", option(&mut to.weight, &from.weight)),
        // A parent has none.
        ("method", to.indicators.is_empty() && option(&mut to.method, &from.method)),
        ("applies", option(&mut to.applies, &from.applies)),
        ("places", option(&mut to.places, &from.places)),
        ("shown", option(&mut to.shown, &from.shown)),
    ];
    keys.into_iter().filter(|(_, is_inherited)| *is_inherited).map(|(key, _)| key)
}
