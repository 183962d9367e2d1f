//! The table. What it lists are verbs, so that nobody takes them for the commands that change a book.

use super::shortcut::Shortcut;
use crate::words::page::Text;

/// Declares the verbs once: name, group, text, shortcut.
macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident: $group:ident, $text:ident, $shortcut:expr;)*) => {
        /// Something the window can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Verb {
            $($(#[$doc])* $name,)*
        }

        impl Verb {
            /// Every verb, in the order of the menus.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The menu it stands in.
            #[must_use]
            pub fn group(self) -> Group {
                match self {
                    $(Self::$name => Group::$group,)*
                }
            }

            /// Its name.
            #[must_use]
            pub fn text(self) -> Text {
                match self {
                    $(Self::$name => Text::$text,)*
                }
            }

            /// The keys that call it.
            #[must_use]
            pub fn shortcut(self) -> Option<Shortcut> {
                match self {
                    $(Self::$name => $shortcut,)*
                }
            }
        }
    };
}

verbs! {
    /// Begins another book.
    NewBook: File, NewBook, None;
    /// The list of books.
    Books: File, Books, None;
    /// The versions of the open book.
    Versions: File, Versions, None;
    /// Opens a file.
    OpenFile: File, OpenFile, Some(Shortcut::control("o"));
    /// Imports tables.
    ImportTables: File, ImportTables, None;
    /// Exports the book.
    SaveBook: File, ExportBook, Some(Shortcut::control("s"));
    /// Exports the scheme.
    SaveScheme: File, ExportScheme, None;
    /// Exports the table shown.
    SaveTable: File, ExportTable, None;
    /// Exports all results.
    SaveResults: File, ExportResults, None;
    /// Prints the table shown.
    Print: File, Print, Some(Shortcut::control("p"));
    /// Opens periods.
    OpenPeriods: File, OpenPeriods, None;

    /// Takes the last command back.
    Undo: Edit, Undo, Some(Shortcut::control("z"));
    /// Carries out again what was taken back.
    Redo: Edit, Redo, Some(Shortcut::control("y"));
    /// Copies what is selected.
    Copy: Edit, Copy, Some(Shortcut::control("c"));
    /// Copies what is selected with the names of its columns.
    CopyWithHeaders: Edit, CopyWithHeaders, Some(Shortcut::control("c").shift());
    /// Copies what is selected and empties it.
    Cut: Edit, Cut, Some(Shortcut::control("x"));
    /// Empties what is selected.
    Clear: Edit, ClearCells, Some(Shortcut::key("Delete"));
    /// Copies the first row of the selection down.
    FillDown: Edit, FillDown, Some(Shortcut::control("d"));
    /// Copies the first column of the selection to the right.
    FillRight: Edit, FillRight, Some(Shortcut::control("r"));
    /// Selects every cell.
    SelectAll: Edit, SelectAll, Some(Shortcut::control("a"));
    /// Selects whole rows.
    SelectRows: Edit, SelectRows, Some(Shortcut::key(" ").shift());
    /// Selects whole columns.
    SelectColumns: Edit, SelectColumns, Some(Shortcut::control(" "));
    /// Finds a text.
    Find: Edit, Find, Some(Shortcut::control("f"));
    /// Finds and replaces a text.
    Replace: Edit, Replace, Some(Shortcut::control("h"));
    /// Begins a new row.
    AddRow: Edit, AddRow, None;
    /// Takes the selected rows away.
    RemoveRow: Edit, RemoveRow, None;
    /// Merges the selected subjects.
    Merge: Edit, Merge, None;
    /// Replaces the cell by hand.
    ByHand: Edit, ReplaceByHand, None;
    /// Lists everything replaced by hand.
    AllByHand: Edit, AllByHand, None;

    /// Why the cell has its value.
    Why: View, WhyCommand, Some(Shortcut::alt("w"));
    /// What was done to the cell.
    History: View, HistoryCommand, Some(Shortcut::alt("h"));
    /// Back to the cell looked at before.
    Back: View, Back, Some(Shortcut::alt("ArrowLeft"));
    /// The list of problems.
    ProblemPart: View, ProblemsCommand, Some(Shortcut::alt("p"));
    /// The next problem.
    NextProblem: View, NextProblem, Some(Shortcut::key("F8"));
    /// The problem before.
    PreviousProblem: View, PreviousProblem, Some(Shortcut::key("F8").shift());
    /// Gives the keyboard to the next part of the window.
    NextPane: View, NextPane, Some(Shortcut::key("F6"));
    /// Gives it to the part before.
    PreviousPane: View, PreviousPane, Some(Shortcut::key("F6").shift());
    /// The period before.
    PreviousPeriod: View, PreviousPeriod, Some(Shortcut::alt("PageUp"));
    /// The next period.
    NextPeriod: View, NextPeriod, Some(Shortcut::alt("PageDown"));
    /// Compares the period with the one before.
    Compare: View, Compare, Some(Shortcut::alt("c"));
    /// The process of the sheet in the period.
    Process: View, ProcessVerb, None;
    /// Takes the next step of the process.
    NextStep: View, NextStep, None;
    /// Goes back a step.
    StepBack: View, StepBack, None;
    /// Approves and locks the period.
    LockPeriod: View, LockPeriod, None;
    /// Takes the lock away.
    UnlockPeriod: View, UnlockPeriod, None;
    /// Every lock, and whether it holds.
    VerifyLocks: View, VerifyLocks, None;

    /// Orders by the column, the least first.
    SortRising: Data, SortRising, None;
    /// Orders by the column, the greatest first.
    SortFalling: Data, SortFalling, None;
    /// Puts the rows back into their own order.
    SortNone: Data, SortNone, None;
    /// Order, filter and width of the column.
    ColumnMenu: Data, ColumnVerb, Some(Shortcut::control("l").shift());
    /// Shows all rows again.
    FilterClear: Data, FilterClear, None;
    /// Hides the selected columns.
    HideColumns: Data, HideColumns, None;
    /// Shows every column again.
    ShowColumns: Data, ShowColumns, None;
    /// Moves the selected columns to the left.
    ColumnLeft: Data, ColumnLeft, None;
    /// Moves the selected columns to the right.
    ColumnRight: Data, ColumnRight, None;
    /// Makes the selected columns wider.
    ColumnWider: Data, ColumnWider, None;
    /// Makes the selected columns narrower.
    ColumnNarrower: Data, ColumnNarrower, None;
    /// Makes the selected columns as wide as what they show.
    FitWidth: Data, FitWidth, None;
    /// Opens the list of what fits into the cell.
    OpenChoices: Data, Choices, Some(Shortcut::alt("ArrowDown"));

    /// Finds a command, a table, a subject or a column.
    Palette: Help, PaletteCommand, Some(Shortcut::control("k"));
    /// The sheet of shortcuts.
    Shortcuts: Help, Shortcuts, Some(Shortcut::key("F1"));
    /// Turns to the other language.
    Language: Help, Language, None;
}

/// A menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Files.
    File,
    /// Changing.
    Edit,
    /// Looking.
    View,
    /// Arranging the table.
    Data,
    /// Help.
    Help,
}

impl Group {
    /// The menus in their order.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Data, Self::Help];

    /// Its name.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::File => Text::File,
            Self::Edit => Text::EditMenu,
            Self::View => Text::ViewMenu,
            Self::Data => Text::DataMenu,
            Self::Help => Text::HelpMenu,
        }
    }

    /// What stands in it.
    pub fn verbs(self) -> impl Iterator<Item = Verb> {
        Verb::ALL.iter().copied().filter(move |verb| verb.group() == self)
    }
}

/// Keys of the grid, which stay with it; told in the sheet of shortcuts.
pub const GRID_KEYS: [(&str, Text); 11] = [
    ("↑ ↓ ← →", Text::KeyMove),
    ("Ctrl+↑ ↓ ← →", Text::KeyEdge),
    ("Shift+↑ ↓ ← →", Text::KeyExtend),
    ("Home / End", Text::KeyRowEnds),
    ("Ctrl+Home / End", Text::KeyCorners),
    ("Tab / Enter", Text::KeyNext),
    ("F2", Text::KeyChange),
    ("Esc", Text::KeyRestore),
    ("Ctrl+V", Text::KeyPaste),
    ("Ctrl+Enter", Text::KeyFillSelection),
    ("Alt+Shift+↑ ↓ ← →", Text::KeyFillOn),
];

/// Keys of the scheme editor, which stay with its tables and its list of sections.
pub const EDITOR_KEYS: [(&str, Text); 11] = [
    ("↑ ↓", Text::KeySections),
    ("↑ ↓ ← →", Text::KeyMove),
    ("Enter / F2", Text::KeyChange),
    ("Tab / Enter", Text::KeyTaken),
    ("Esc", Text::KeyGiveUp),
    ("Delete", Text::ClearCells),
    ("Ctrl+Enter", Text::KeyAdd),
    ("Ctrl+Shift+Enter", Text::KeyAddBelow),
    ("Ctrl+Delete", Text::KeyRemove),
    ("Alt+↑ ↓", Text::KeyShift),
    ("Alt+← →", Text::KeyNest),
];

impl Verb {
    /// Whether the grid hears its keys itself: only while it has the focus, and nothing is being typed.
    #[must_use]
    pub fn is_heard_by_grid(self) -> bool {
        matches!(
            self,
            Self::Copy
                | Self::CopyWithHeaders
                | Self::Cut
                | Self::Clear
                | Self::FillDown
                | Self::FillRight
                | Self::SelectAll
                | Self::SelectRows
                | Self::SelectColumns
                | Self::ColumnMenu
                | Self::OpenChoices
        )
    }

    /// Whether its keys mean something else in the tables of the scheme editor.
    #[must_use]
    pub fn is_heard_by_editor(self) -> bool {
        // A row is taken out of what it stands in.
        self == Self::Back
    }
}

/// Second ways to call a verb: as in other spreadsheets, and as on other pages.
const SECOND_WAYS: [(Verb, Shortcut); 2] =
    [(Verb::Redo, Shortcut::control("z").shift()), (Verb::Shortcuts, Shortcut::key("?"))];

impl Verb {
    /// All keys that call it, the ones told in menus first.
    pub fn shortcuts(self) -> impl Iterator<Item = Shortcut> {
        let second = SECOND_WAYS.into_iter().filter(move |(verb, _)| *verb == self);
        self.shortcut().into_iter().chain(second.map(|(_, keys)| keys))
    }
}

/// The verb that keys pressed together call.
#[must_use]
pub fn called(key: &str, control: bool, alt: bool, shift: bool) -> Option<Verb> {
    // Whether a sign needs Shift depends on the keyboard.
    let shift = shift && key != "?";
    let is_called = |verb: &Verb| verb.shortcuts().any(|keys| keys.is(key, control, alt, shift));
    Verb::ALL.iter().copied().find(is_called)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words::Language;
    use crate::words::page::Words;

    #[test]
    fn every_verb_has_a_name_in_both_languages_of_its_own() {
        for language in [Language::Chinese, Language::English] {
            let words = Words::new(language);
            let mut names = BTreeSet::new();
            for verb in Verb::ALL {
                let name = words.say(verb.text());
                assert!(!name.is_empty() && names.insert(name), "{verb:?}");
            }
        }
    }

    #[test]
    fn no_two_verbs_share_a_shortcut_and_none_takes_a_key_of_the_grid() {
        let mut known = BTreeSet::new();
        for shortcut in Verb::ALL.iter().flat_map(|verb| verb.shortcuts()) {
            assert!(known.insert(shortcut.text()), "{shortcut:?}");
        }
        for taken in ["a", "c", "x", "v", "d", "r", "Home", "End", "Enter", "ArrowLeft"] {
            let verb = called(taken, true, false, false);
            assert!(verb.is_none_or(Verb::is_heard_by_grid), "{taken}");
        }
        assert_eq!(called("Z", true, false, true), Some(Verb::Redo));
        assert_eq!(called("PageDown", false, true, false), Some(Verb::NextPeriod));
        assert_eq!(called("?", false, false, true), Some(Verb::Shortcuts));
        assert_eq!(called("w", false, false, false), None);
    }

    #[test]
    fn every_menu_has_its_verbs() {
        let all: usize = Group::ALL.into_iter().map(|group| group.verbs().count()).sum();
        assert_eq!(all, Verb::ALL.len());
    }
}
