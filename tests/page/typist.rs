//! A typist who writes a scheme cell by cell: what to type is read off a target scheme by the very tables that the
//! scheme editor shows. What a cell does with a text is done here as in the page, so that the typist knows where
//! everything stands; hands do it in the page too.

use std::collections::BTreeMap;

use baton::ui::rules::drafts::is_right;
use baton::ui::rules::model::{Shown, is_formula, keyed, meant, said, suggestions, thing_of};
use baton::words::Language;
use baton::words::rules::fresh;
use baton_core::edit::Session;
use baton_core::edit::rules::{
    self, Head, Listed, Path, Row, Section, Step, Table, list_below, outline, place_of_new, row_of, sections,
    table,
};
use baton_core::model::{Book, Scheme, scheme_to_json};
use serde_json::Value as Json;

/// Most times that the typist goes through the sections: what names something that is not there yet is typed again.
const ROUNDS: usize = 4;

/// The language of the page that is typed into.
const LANGUAGE: Language = Language::Chinese;

/// What carries out what the typist decides. Grid 0 is the section's table, grid 1 all settings of its row.
pub(crate) trait Hands {
    /// Shows a section; `to` is how many sections stand before it.
    fn show(&mut self, section: &Listed, to: usize);
    /// Chooses a row of the section's table, whose settings stand below.
    fn choose(&mut self, row: usize);
    /// Adds a row from a row of a grid, or one that stands in it.
    fn add(&mut self, grid: usize, row: usize, is_inside: bool);
    /// Types over a cell. Where something is offered that is not meant, that has to be put away first.
    fn type_into(&mut self, grid: usize, cell: (usize, usize), text: &str, is_offered_other: bool);
    /// Empties a cell.
    fn clear(&mut self, grid: usize, cell: (usize, usize));
    /// Looks whether the cells of the section's table show what they should.
    fn check(&mut self, cells: &[((usize, usize), String)]);
}

/// The typist, with the scheme as far as it is written.
pub(crate) struct Typist {
    shown: Shown,
    target: Json,
    section: Section,
    /// How many cells were typed into.
    pub(crate) cells: usize,
    /// What waits beside its cell.
    waiting: BTreeMap<Path, String>,
    /// What waited beside its cell when it was typed first, and what could not be done.
    pub(crate) told: Vec<String>,
}

impl Typist {
    pub(crate) fn new(start: &Scheme, target: &Scheme) -> Self {
        let target = scheme_to_json(target);
        Self {
            shown: shown(start),
            target,
            section: Section::General,
            cells: 0,
            waiting: BTreeMap::new(),
            told: Vec::new(),
        }
    }

    /// The scheme as far as it is written.
    pub(crate) fn scheme(&self) -> &Scheme {
        &self.shown.scheme
    }

    /// Writes until nothing is missing, or nothing more can be done.
    pub(crate) fn write(&mut self, hands: &mut impl Hands) {
        let mut all: Vec<Listed> = sections(&self.target);
        all.sort_by_key(|listed| turn(&listed.section));
        for _ in 0..ROUNDS {
            for listed in &all {
                let section = &listed.section;
                if self.missing(section).is_empty() {
                    continue;
                }
                self.section = section.clone();
                let own = sections(&self.shown.json);
                let Some(to) = own.iter().position(|known| known.section == *section) else {
                    self.told.push(format!("{section:?} is not there"));
                    continue;
                };
                hands.show(&own[to], to);
                self.write_section(hands);
                hands.check(&self.cells_shown());
            }
        }
    }

    /// The cells of all sections that are not as in the target.
    pub(crate) fn all_missing(&self) -> Vec<String> {
        sections(&self.target).iter().flat_map(|listed| self.missing(&listed.section)).collect()
    }

    /// The cells of a section that are not as in the target.
    fn missing(&self, section: &Section) -> Vec<String> {
        let (wanted, own) = (table(&self.target, section), table(&self.shown.json, section));
        let mut found = Vec::new();
        for row in &wanted.rows {
            let Some((_, known)) = find(&own, &self.own_path(&row.at), row.is_list) else {
                found.push(format!("{}", row.at));
                continue;
            };
            for head in &wanted.heads {
                found.extend(self.differs(row, &known, head).map(|(path, _)| path.to_string()));
            }
            if row.own_thing().is_some() {
                let (wanted, own) = (outline(&self.target, &row.at), outline(&self.shown.json, &known.at));
                for row in &wanted.rows {
                    match find(&own, &self.own_path(&row.at), row.is_list) {
                        None => found.push(format!("{}", row.at)),
                        Some((_, known)) => {
                            found.extend(
                                self.differs(row, &known, &Head::Values).map(|(path, _)| path.to_string()),
                            );
                        }
                    }
                }
            }
        }
        // A mark that a method takes under another name is listed, so that nothing typed would be lost.
        let may_be_more = matches!(section, Section::In(_, "inputs"));
        if own.rows.len() > wanted.rows.len() && !may_be_more {
            found.push(format!("too many rows in {section:?}"));
        }
        found
    }

    /// The cell and what has to be typed into it, where it is not as in the target.
    fn differs(&self, wanted: &Row, own: &Row, head: &Head) -> Option<(Path, String)> {
        let cell = |json: &Json, row: &Row| rules::cell(json, row, head);
        let (from, to) = (cell(&self.target, wanted), cell(&self.shown.json, own)?);
        // Notes are for readers.
        if matches!(to.last_key(), Some("note" | "source")) {
            return None;
        }
        let text = from.map(|from| said(&self.target, &from, LANGUAGE)).unwrap_or_default();
        let now = said(&self.shown.json, &to, LANGUAGE);
        // What is left out means the same as what is usual.
        let is_same = text == now || (now.is_empty() && text == meant(&self.shown.json, &to, LANGUAGE));
        let is_same = is_same || (text.is_empty() && now == rules::NO) || (text == "否" && now.is_empty());
        (!is_same).then_some((to, text))
    }

    fn write_section(&mut self, hands: &mut impl Hands) {
        let wanted = table(&self.target, &self.section);
        for row in &wanted.rows {
            let Some(number) = self.make(hands, 0, None, row) else { continue };
            for head in &wanted.heads {
                self.write_cell(hands, 0, None, row, head);
            }
            if row.own_thing().is_some() {
                self.write_outline(hands, row, number);
            }
        }
    }

    /// Writes what the section's table does not show of a row.
    fn write_outline(&mut self, hands: &mut impl Hands, row: &Row, number: usize) {
        let of = self.own_path(&row.at);
        for setting in &outline(&self.target, &row.at).rows {
            let own = outline(&self.shown.json, &of);
            let known = find(&own, &self.own_path(&setting.at), setting.is_list);
            let is_there =
                known.is_some_and(|(_, known)| self.differs(setting, &known, &Head::Values).is_none());
            if is_there {
                continue;
            }
            hands.choose(number);
            if self.make(hands, 1, Some((&of, number)), setting).is_some() {
                self.write_cell(hands, 1, Some((&of, number)), setting, &Head::Values);
            }
        }
    }

    /// The table of a grid.
    fn grid(&self, of: Option<(&Path, usize)>) -> Table {
        match of {
            None => table(&self.shown.json, &self.section),
            Some((at, _)) => outline(&self.shown.json, at),
        }
    }

    /// The number of a row, which is added where it is not there.
    fn make(
        &mut self,
        hands: &mut impl Hands,
        grid: usize,
        of: Option<(&Path, usize)>,
        row: &Row,
    ) -> Option<usize> {
        let place = self.own_path(&row.at);
        let own = self.grid(of);
        if let Some((number, _)) = find(&own, &place, row.is_list) {
            return Some(number);
        }
        let Some((list, number)) = self.lacking(&place) else {
            self.told.push(format!("{place} has no row"));
            return None;
        };
        let from = match number.checked_sub(1) {
            Some(before) => row_of(&own, &list.item(before)).map(|at| (at, false)),
            None => own.rows.iter().position(|row| row.is_list && row.at == list).map(|at| (at, false)),
        };
        let holder = |row: &Row| list_below(row).as_ref() == Some(&list);
        let from = from.or_else(|| own.rows.iter().position(holder).map(|at| (at, true)));
        let (at, is_inside) = from.unwrap_or((0, false));
        let chosen = own.rows.get(at);
        let below = chosen.filter(|_| is_inside).and_then(list_below).map(|list| (list, None));
        let goes = below.or_else(|| place_of_new(&own, chosen));
        if goes.as_ref().map(|(list, _)| list) != Some(&list) {
            self.told.push(format!("nothing can be added to {list}: {goes:?}"));
            return None;
        }
        let (list, behind) = goes?;
        hands.add(grid, at, is_inside);
        let name = fresh(thing_of(&self.shown.json, &list)?, LANGUAGE);
        match rules::add(&self.shown.scheme, &list, behind, name, &|_| false) {
            Ok((scheme, _)) => self.shown = shown(&scheme),
            Err(message) => self.told.push(format!("{list}: {message:?}")),
        }
        find(&self.grid(of), &place, row.is_list).map(|(number, _)| number)
    }

    /// The outermost item on the way to a place that is not there: its list and number.
    fn lacking(&self, place: &Path) -> Option<(Path, usize)> {
        let mut found = None;
        let mut at = Some(place.clone());
        while let Some(way) = at {
            if let Some(number) = way.number().filter(|_| way.find(&self.shown.json).is_none()) {
                found = Some((way.parent()?, number));
            }
            at = way.parent();
        }
        found
    }

    fn write_cell(
        &mut self,
        hands: &mut impl Hands,
        grid: usize,
        of: Option<(&Path, usize)>,
        row: &Row,
        head: &Head,
    ) {
        let own = self.grid(of);
        let Some((number, known)) = find(&own, &self.own_path(&row.at), row.is_list) else { return };
        let Some((path, text)) = self.differs(row, &known, head) else { return };
        let Some(column) = own.heads.iter().position(|known| known == head) else { return };
        self.cells += 1;
        if text.is_empty() {
            hands.clear(grid, (number, column));
        } else {
            let offered = suggestions(&self.shown.json, &path, &text, "", LANGUAGE);
            let is_other =
                offered.first().is_some_and(|of| of.text != text || is_formula(&self.shown.json, &path));
            hands.type_into(grid, (number, column), &text, is_other);
        }
        let typed = keyed(&self.shown.json, &path, &text, LANGUAGE);
        let is_sound = is_right(&self.shown, &path);
        match rules::typed(&self.shown.scheme, &path, &typed, is_sound) {
            Ok(scheme) => {
                self.shown = shown(&scheme);
                self.waiting.remove(&path);
            }
            Err(message) => {
                self.told.push(format!("{path} “{text}”: {message:?}"));
                self.waiting.insert(path, text);
            }
        }
    }

    /// The cells of the section's table with what they show.
    fn cells_shown(&self) -> Vec<((usize, usize), String)> {
        let own = table(&self.shown.json, &self.section);
        let rows = own.rows.iter().enumerate();
        let all = rows.flat_map(|(at, row)| own.heads.iter().enumerate().map(move |of| (at, row, of)));
        let shown = |(at, row, (column, head)): (usize, &Row, (usize, &Head))| {
            let cell = rules::cell(&self.shown.json, row, head)?;
            let text = self.waiting.get(&cell).cloned();
            Some(((at, column), text.unwrap_or_else(|| said(&self.shown.json, &cell, LANGUAGE))))
        };
        all.filter_map(shown).collect()
    }

    /// A place of the target as it is in what is written: fields of registers are known by their ids.
    fn own_path(&self, place: &Path) -> Path {
        let mut own = Path::default();
        let mut is_field = false;
        for step in place.steps() {
            own = match step {
                Step::Key(id) if is_field => {
                    let fields =
                        |json: &Json, at: &Path| rules::candidates(json, at, rules::Target::OfRegister);
                    let at = own.parent().unwrap_or_default().only_key("values");
                    let wanted = fields(&self.target, &at).into_iter().find(|(known, _)| known == id);
                    let name = wanted.map(|(_, name)| name);
                    let known =
                        fields(&self.shown.json, &at).into_iter().find(|(_, own)| Some(own) == name.as_ref());
                    own.only_key(&known.map_or_else(|| id.clone(), |(id, _)| id))
                }
                Step::Key(key) => own.only_key(key),
                Step::Index(number) => own.item(*number),
            };
            is_field = matches!(step, Step::Key(key) if key == "values");
        }
        own
    }
}

/// The cells in which two schemes are not the same.
pub(crate) fn other_cells(one: &Scheme, other: &Scheme) -> Vec<String> {
    Typist::new(one, other).all_missing()
}

fn shown(scheme: &Scheme) -> Shown {
    Shown::new(&Session::open(Book::new("typed", scheme.clone())), None).expect("a scheme")
}

fn find(table: &Table, at: &Path, is_list: bool) -> Option<(usize, Row)> {
    let found = table.rows.iter().enumerate().find(|(_, row)| row.at == *at && row.is_list == is_list);
    found.map(|(number, row)| (number, row.clone()))
}

/// What is written before what names it.
fn turn(section: &Section) -> usize {
    let order =
        |key: &str, order: &[&str]| order.iter().position(|known| *known == key).unwrap_or(order.len());
    match section {
        Section::General | Section::Editions => 0,
        Section::Of(key) => {
            let order = order(key, &["parameters", "classes", "ladders", "processes", "registers"]);
            match *key {
                "tariffs" => 20,
                "sheets" => 40,
                "library" => 45,
                "statistics" | "duties" => 90,
                _ => 1 + order,
            }
        }
        Section::In(of, key) => {
            let is_register = of.steps().first() == Some(&Step::Key("registers".to_owned()));
            let base = if is_register { 10 } else { 50 };
            match (*key, is_register) {
                ("fields", _) => base,
                ("columns", true) => 30,
                ("rules", _) => 80,
                (key, _) => base + order(key, &["inputs", "indicators", "columns"]),
            }
        }
        Section::Tariff(_) => 21,
        Section::Ballot(_) => 31,
    }
}
