//! Drafts: what was typed into cells of the scheme and does not stand. They wait beside their cells until they are mended or
//! given up, and are kept beside the book: while they wait, the last good scheme goes on computing.

use std::collections::BTreeMap;

use baton_core::diag::{Message, Severity};
use baton_core::edit::Session;
use baton_core::edit::rules::{self, Path};
use baton_core::model::{Id, Scheme};
use serde::{Deserialize, Serialize};

use super::model::Shown;

/// What was typed into a cell and does not stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The variant in which it was typed; `None`: in the rules in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<Id>,
    /// The cell, by a way that stays when others move.
    pub at: Vec<String>,
    /// As typed.
    pub typed: String,
}

/// A draft in its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// As typed.
    pub typed: String,
    /// Why it does not stand; `None`: by now it would.
    pub why: Option<Message>,
}

/// All drafts of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts(Vec<Draft>);

impl Drafts {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Those that wait in cells of the scheme shown.
    #[must_use]
    pub fn waiting(&self, session: &Session, shown: &Shown, variant: Option<&Id>) -> BTreeMap<Path, Waiting> {
        let own = self.0.iter().filter(|draft| draft.variant.as_ref() == variant);
        let placed = own.filter_map(|draft| Some((Path::find_steady(&shown.json, &draft.at)?, draft)));
        let wait = |(cell, draft): (Path, &Draft)| {
            let why = typed(session, shown, variant, &cell, &draft.typed).err();
            (cell, Waiting { typed: draft.typed.clone(), why })
        };
        placed.map(wait).collect()
    }

    /// Whether any was typed into something with that id: no other thing may come to have it.
    #[must_use]
    pub fn know(&self, id: &str) -> bool {
        self.0.iter().flat_map(|draft| &draft.at).any(|step| step.strip_prefix('#') == Some(id))
    }

    /// Those whose cells are no longer there, by their numbers.
    #[must_use]
    pub fn lost(&self, shown: &Shown, variant: Option<&Id>) -> Vec<(usize, String)> {
        let all = self.0.iter().enumerate();
        let own = all.filter(|(_, draft)| draft.variant.as_ref() == variant);
        let gone = own.filter(|(_, draft)| Path::find_steady(&shown.json, &draft.at).is_none());
        gone.map(|(number, draft)| (number, draft.typed.clone())).collect()
    }

    /// Keeps what was typed into a cell in the place of what waited there.
    pub fn put(&mut self, shown: &Shown, variant: Option<&Id>, cell: &Path, typed: &str) {
        self.forget(shown, variant, cell);
        let at = cell.steady(&shown.json);
        self.0.push(Draft { variant: variant.cloned(), at, typed: typed.to_owned() });
    }

    /// Forgets what waited in a cell; `false` where nothing did.
    pub fn forget(&mut self, shown: &Shown, variant: Option<&Id>, cell: &Path) -> bool {
        let count = self.0.len();
        let way = cell.steady(&shown.json);
        self.0.retain(|draft| draft.variant.as_ref() != variant || draft.at != way);
        self.0.len() < count
    }

    /// Forgets the one of that number.
    pub fn drop(&mut self, number: usize) {
        if number < self.0.len() {
            self.0.remove(number);
        }
    }
}

/// Types into a cell of the scheme shown.
///
/// # Errors
/// Why the text does not stand.
pub fn typed(
    session: &Session,
    shown: &Shown,
    variant: Option<&Id>,
    cell: &Path,
    text: &str,
) -> Result<Scheme, Message> {
    let changed = rules::typed(&shown.scheme, cell, text, is_right(shown, cell))?;
    let is_asked = variant.is_none() && rules::may_close_a_circle(&shown.json, cell);
    let circle = is_asked.then(|| session.circle_by(&changed)).flatten();
    circle.map_or(Ok(changed), Err)
}

/// Whether nothing is wrong with a cell so far.
#[must_use]
pub fn is_right(shown: &Shown, cell: &Path) -> bool {
    !shown.problems_of(cell).iter().any(|of| of.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::model::{Book, read_scheme};

    fn session(text: &str) -> Session {
        Session::open(Book::new("b", read_scheme(text).unwrap()))
    }

    fn shown(session: &Session) -> Shown {
        Shown::new(session, None).unwrap()
    }

    #[test]
    fn a_draft_waits_in_its_cell_until_it_fits_and_is_kept_as_text() {
        let first = session(
            r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
            "sheets": [{"name": "月", "class": "镇", "cycle": "month", "inputs": [{"name": "甲"}],
                "columns": [{"name": "丙", "formula": "甲 + 1"}, {"name": "丁", "formula": "甲 + 2"}]}]}"#,
        );
        let before = shown(&first);
        let cell = Path::read("sheets[0].columns[1].formula");
        assert!(is_right(&before, &cell));
        let mut drafts = Drafts::default();
        drafts.put(&before, None, &cell, "甲 + 乙");
        drafts.put(&before, Some(&Id::new("v")), &cell, "甲 +");
        assert_eq!(drafts.count(), 2);
        assert!(drafts.know("丁") && !drafts.know("丙"));
        let waiting = drafts.waiting(&first, &before, None);
        assert!(matches!(waiting[&cell].why, Some(Message::UnknownName { .. })), "{waiting:?}");
        // It is written down and read again.
        let text = serde_json::to_string(&drafts).unwrap();
        assert_eq!(serde_json::from_str::<Drafts>(&text).unwrap(), drafts);
        // 乙 has come, and the column has moved.
        let second = session(
            r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
            "sheets": [{"name": "月", "class": "镇", "cycle": "month", "inputs": [{"name": "甲"}, {"name": "乙"}],
                "columns": [{"name": "丁", "formula": "甲 + 2"}]}]}"#,
        );
        let after = shown(&second);
        let moved = Path::read("sheets[0].columns[0].formula");
        assert_eq!(drafts.waiting(&second, &after, None)[&moved].why, None);
        assert!(drafts.lost(&after, None).is_empty());
        assert!(drafts.forget(&after, None, &moved) && !drafts.forget(&after, None, &moved));
        // What it belongs to may go; what was typed does not.
        let empty = shown(&session(
            r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [], "sheets": []}"#,
        ));
        assert_eq!(drafts.lost(&empty, Some(&Id::new("v"))), [(0, "甲 +".to_owned())]);
        drafts.drop(0);
        assert_eq!(drafts.count(), 0);
    }
}
