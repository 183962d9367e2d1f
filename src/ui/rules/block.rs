//! A block of texts put into a table of the editor from one of its cells on, as it is pasted from a spreadsheet: rows that
//! are not there yet are added, what does not stand waits in its cell. Knows no browser.

use baton_core::diag::Message;
use baton_core::edit::Session;
use baton_core::edit::rules::{Path, Row, Table, add, cell, place_of_new};
use baton_core::model::{Id, Scheme};

use super::drafts::typed;
use super::model::{Shown, keyed, said, thing_of};
use crate::words::Language;
use crate::words::rules::fresh;

/// The table that a block is put into.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The book.
    pub session: &'a Session,
    /// The scheme as it is shown.
    pub shown: &'a Shown,
    /// The variant it is of.
    pub variant: Option<&'a Id>,
    /// How the table is laid out in a scheme.
    pub layout: &'a dyn Fn(&Shown) -> Table,
    /// The language in which choices are written and new things are named.
    pub language: Language,
    /// Whether an id was used before.
    pub is_taken: &'a dyn Fn(&str) -> bool,
}

/// What a block gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The scheme with all that stands.
    pub scheme: Scheme,
    /// The cells in which it stands.
    pub cells: Vec<Path>,
    /// What does not stand, with its cell.
    pub waiting: Vec<(Path, String)>,
    /// The texts that found no cell.
    pub beside: Vec<String>,
}

/// A text of the block with the row and column where it goes.
struct Piece {
    place: (usize, usize),
    text: String,
    is_new: bool,
}

impl Target<'_> {
    /// Puts a block into the table from a cell on, by row and column. An empty text empties its cell, but of a new row it leaves what
    /// that begins with.
    ///
    /// # Errors
    /// The book does not take a row that had to be added.
    pub fn put(&self, (row, column): (usize, usize), texts: &[Vec<String>]) -> Result<Placed, Message> {
        let mut shown = self.shown.clone();
        let mut table = (self.layout)(&shown);
        let known = table.rows.len();
        let row = row.min(known);
        for _ in known..row.saturating_add(texts.len()) {
            let Some((list, behind)) = place_of_new(&table, table.rows.last()) else { break };
            let Some(thing) = thing_of(&shown.json, &list) else { break };
            let (scheme, _) = add(&shown.scheme, &list, behind, fresh(thing, self.language), self.is_taken)?;
            shown = shown.with(scheme);
            let before = std::mem::replace(&mut table, (self.layout)(&shown));
            if table.rows.len() <= before.rows.len() {
                break;
            }
        }
        let (mut left, mut cells) = (Vec::new(), Vec::new());
        for (down, line) in texts.iter().enumerate() {
            for (right, text) in line.iter().enumerate() {
                let place = (row.saturating_add(down), column.saturating_add(right));
                left.push(Piece { place, text: text.trim().to_owned(), is_new: place.0 >= known });
            }
        }
        left.retain(|piece| !piece.text.is_empty() || !piece.is_new);
        // A formula may name what only a later text brings: what does not stand is tried again while others still come to stand.
        loop {
            let before = left.len();
            let last_time = std::mem::take(&mut left);
            for piece in last_time {
                match self.type_in(&shown, &piece) {
                    Typed::Stands(cell, scheme) => {
                        cells.push(cell);
                        shown = shown.with(*scheme);
                    }
                    Typed::Same(cell) => cells.extend(cell),
                    Typed::Waits => left.push(piece),
                }
            }
            if left.is_empty() || left.len() == before {
                break;
            }
        }
        let table = (self.layout)(&shown);
        let (mut waiting, mut beside) = (Vec::new(), Vec::new());
        for piece in left {
            match cell_at(&shown, &table, piece.place) {
                Some(cell) => {
                    let typed = keyed(&shown.json, &cell, &piece.text, self.language);
                    waiting.push((cell, typed));
                }
                None => beside.push(piece.text),
            }
        }
        Ok(Placed { scheme: shown.scheme, cells, waiting, beside })
    }

    fn type_in(&self, shown: &Shown, piece: &Piece) -> Typed {
        let table = (self.layout)(shown);
        let Some(cell) = cell_at(shown, &table, piece.place) else {
            return if piece.text.is_empty() { Typed::Same(None) } else { Typed::Waits };
        };
        if said(&shown.json, &cell, self.language) == piece.text {
            return Typed::Same(Some(cell));
        }
        let text = keyed(&shown.json, &cell, &piece.text, self.language);
        match typed(self.session, shown, self.variant, &cell, &text) {
            Ok(scheme) => Typed::Stands(cell, Box::new(scheme)),
            Err(_) => Typed::Waits,
        }
    }

    /// What stands in a rectangle of the table, between two cells.
    #[must_use]
    pub fn read(&self, from: (usize, usize), to: (usize, usize)) -> Vec<Vec<String>> {
        let table = (self.layout)(self.shown);
        let text = |place| {
            let cell = cell_at(self.shown, &table, place);
            cell.map(|cell| said(&self.shown.json, &cell, self.language)).unwrap_or_default()
        };
        let columns = from.1.min(to.1)..=from.1.max(to.1);
        let line = |row: usize| columns.clone().map(|column| text((row, column))).collect();
        (from.0.min(to.0)..=from.0.max(to.0)).map(line).collect()
    }
}

/// What becomes of a text.
enum Typed {
    Stands(Path, Box<Scheme>),
    Same(Option<Path>),
    Waits,
}

fn cell_at(shown: &Shown, table: &Table, (row, column): (usize, usize)) -> Option<Path> {
    let row: &Row = table.rows.get(row)?;
    cell(&shown.json, row, table.heads.get(column)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::edit::rules::{Section, table};
    use baton_core::model::{Book, read_scheme};

    fn session(columns: &str) -> Session {
        let text = format!(
            r#"{{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{{"name": "镇"}}],
            "sheets": [{{"name": "月", "class": "镇", "cycle": "month", "inputs": [{{"name": "甲"}}],
                "columns": [{columns}]}}]}}"#
        );
        Session::open(Book::new("b", read_scheme(&text).unwrap()))
    }

    fn put(session: &Session, from: (usize, usize), texts: &[&[&str]]) -> (Placed, Vec<Vec<String>>) {
        let shown = Shown::new(session, None).unwrap();
        let section = Section::In(Path::read("sheets[0]"), "columns");
        let layout = |shown: &Shown| table(&shown.json, &section);
        let of = |shown| Target {
            session,
            shown,
            variant: None,
            layout: &layout,
            language: Language::Chinese,
            is_taken: &|_| false,
        };
        let texts: Vec<Vec<String>> =
            texts.iter().map(|line| line.iter().map(|text| (*text).to_owned()).collect()).collect();
        let placed = of(&shown).put(from, &texts).unwrap();
        let after = shown.with(placed.scheme.clone());
        let table = layout(&after);
        let last = (table.rows.len().saturating_sub(1), table.heads.len().saturating_sub(1));
        let read = of(&after).read((0, 0), last);
        (placed, read)
    }

    #[test]
    fn a_block_adds_the_rows_it_needs_and_may_name_what_comes_later() {
        let session = session("");
        let (placed, read) = put(&session, (0, 0), &[&["乙", "", "丙 * 2"], &["丙", "", "甲 + 1"]]);
        let stands: Vec<[&str; 2]> = read.iter().map(|line| [line[0].as_str(), line[2].as_str()]).collect();
        assert_eq!(stands, [["乙", "丙 * 2"], ["丙", "甲 + 1"]]);
        assert!(placed.waiting.is_empty() && placed.beside.is_empty(), "{placed:?}");
    }

    #[test]
    fn what_does_not_stand_waits_and_what_finds_no_cell_is_told() {
        let session = session(r#"{"name": "乙", "formula": "甲"}"#);
        let before = Shown::new(&session, None).unwrap();
        let section = Section::In(Path::read("sheets[0]"), "columns");
        let columns = table(&before.json, &section).heads.len();
        let (placed, read) = put(&session, (0, 2), &[&["甲 + 无"]]);
        assert_eq!(read[0][2], "甲");
        assert_eq!(placed.waiting, [(Path::read("sheets[0].columns[0].formula"), "甲 + 无".to_owned())]);
        let (placed, read) = put(&session, (0, columns - 1), &[&["", "外"]]);
        assert_eq!((placed.beside, read.len()), (vec!["外".to_owned()], 1));
    }

    #[test]
    fn an_empty_text_empties_a_cell_but_not_what_a_new_row_begins_with() {
        let session =
            session(r#"{"name": "乙", "formula": "甲"}, {"name": "丁", "formula": "甲 + 1", "note": "注"}"#);
        let (placed, read) = put(&session, (1, 8), &[&[""], &[""]]);
        assert_eq!(read.len(), 3);
        assert!(read[1][8].is_empty() && !read[2][0].is_empty(), "{read:?} {placed:?}");
    }
}
