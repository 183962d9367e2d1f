//! Hands on a keyboard: they carry out in the page what the typist decides, by keys alone. The page is only looked at.

use baton::words::Language;
use baton::words::rules::section_in_full;
use baton_core::edit::rules::Listed;
use serde_json::{Value, json};

use crate::harness::Page;
use crate::harness::keys::Stroke;
use crate::typist::Hands;

/// How sections are gone to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Through the list of sections, by arrow keys.
    List,
    /// By name, in the palette.
    Palette,
}

/// Where the keyboard is, as the page shows it.
struct Stand {
    /// The grid that has the keyboard.
    grid: Option<usize>,
    /// The active cell of each grid.
    at: [Option<(usize, usize)>; 2],
    /// Which button of the list of sections has the keyboard.
    section: Option<usize>,
}

/// A keyboard at a page.
pub(crate) struct Keyboard<'page> {
    page: &'page Page,
    way: Way,
    /// How many keys were pressed.
    pub(crate) keys: usize,
}

impl<'page> Keyboard<'page> {
    pub(crate) fn new(page: &'page Page, way: Way) -> Self {
        Self { page, way, keys: 0 }
    }

    /// Presses keys one after the other.
    pub(crate) fn press(&mut self, strokes: &[Stroke<'_>]) {
        self.keys += strokes.iter().map(Stroke::count).sum::<usize>();
        self.page.strokes(strokes);
    }

    fn stand(&self) -> Stand {
        let look = "const active = document.activeElement; \
            const names = ['rules-table', 'rules-settings']; \
            const at = (name) => document.querySelector(`[data-test=${name}] .rules-active`)?.dataset.at.split(',').map(Number); \
            const buttons = [...document.querySelectorAll('.rules-sections button')]; \
            const inField = active.classList.contains('rules-input'); \
            return [inField ? names.findIndex((name) => active.closest(`[data-test=${name}]`)) : -1, \
                at(names[0]) ?? null, at(names[1]) ?? null, buttons.indexOf(active)]";
        let found = self.page.script(look);
        let number = |of: &Value| of.as_u64().and_then(|number| usize::try_from(number).ok());
        let place = |of: &Value| Some((number(&of[0])?, number(&of[1])?));
        Stand {
            grid: number(&found[0]),
            at: [place(&found[1]), place(&found[2])],
            section: number(&found[3]),
        }
    }

    /// Waits until the keyboard is in a grid.
    fn in_a_grid(&self) -> Stand {
        let mut stand = self.stand();
        self.page.wait("the keyboard in a table", || {
            let is_there = stand.grid.is_some();
            if !is_there {
                stand = self.stand();
            }
            is_there
        });
        stand
    }

    /// The keys that lead to a cell.
    fn way_to(&self, grid: usize, cell: (usize, usize)) -> Vec<Stroke<'static>> {
        let stand = self.in_a_grid();
        let mut strokes = Vec::new();
        match (stand.grid, grid) {
            (Some(0), 1) => strokes.push(Stroke::Press("F6")),
            (Some(1), 0) => strokes.push(Stroke::Press("Shift+F6")),
            _ => {}
        }
        let Some((row, column)) = stand.at[grid] else { return strokes };
        walk(row, cell.0, ["ArrowUp", "ArrowDown"], &mut strokes);
        walk(column, cell.1, ["ArrowLeft", "ArrowRight"], &mut strokes);
        strokes
    }
}

fn walk(from: usize, to: usize, [back, on]: [&'static str; 2], strokes: &mut Vec<Stroke<'static>>) {
    let key = if to < from { back } else { on };
    strokes.extend((0..from.abs_diff(to)).map(|_| Stroke::Press(key)));
}

impl Hands for Keyboard<'_> {
    fn show(&mut self, section: &Listed, to: usize) {
        let name = section_in_full(section, Language::Chinese);
        if self.way == Way::Palette {
            self.press(&[Stroke::Press("Control+k")]);
            self.page.wait("the palette", || {
                self.page.script("return document.activeElement.matches('.palette input')") == true
            });
            self.press(&[Stroke::Text(&name)]);
            let read = "return [...document.querySelectorAll('[data-test=palette] li')].map((item) => \
                [item.querySelector('span').textContent, item.querySelector('small').textContent])";
            let place = || {
                let found = self.page.script(read);
                let found = found.as_array().cloned().unwrap_or_default();
                // What the scheme itself is called differs from scheme to scheme.
                let is_section = |item: &Value| item[1].as_str().is_some_and(|hint| hint.ends_with("办法"));
                found.iter().position(|item| item[0] == name.as_str() && is_section(item))
            };
            let mut at = None;
            self.page.wait(&name, || {
                at = place();
                at.is_some()
            });
            let mut strokes = vec![Stroke::Press("ArrowDown"); at.unwrap_or(0)];
            strokes.push(Stroke::Press("Enter"));
            self.press(&strokes);
        } else {
            // From wherever it is to the list.
            for _ in 0..8 {
                if self.stand().section.is_some() {
                    break;
                }
                let back = if self.stand().grid.is_some() { "Shift+F6" } else { "F6" };
                self.press(&[Stroke::Press(back)]);
            }
            let from = self.stand().section.expect("the list of sections has the keyboard");
            let mut strokes = Vec::new();
            walk(from, to, ["ArrowUp", "ArrowDown"], &mut strokes);
            strokes.push(Stroke::Press("Enter"));
            self.press(&strokes);
        }
        self.page.wait(&name, || {
            let shown = "return document.querySelector('.rules-sections [aria-current=true]')?.ariaLabel";
            self.page.script(shown) == name.as_str()
        });
        if self.way == Way::List {
            self.press(&[Stroke::Press("F6")]);
        }
        self.in_a_grid();
    }

    fn choose(&mut self, row: usize) {
        if self.stand().at[0].map(|(at, _)| at) != Some(row) {
            let strokes = self.way_to(0, (row, 0));
            self.press(&strokes);
        }
    }

    fn add(&mut self, grid: usize, row: usize, is_inside: bool) {
        let column = self.stand().at[grid].map_or(0, |(_, column)| column);
        let mut strokes = self.way_to(grid, (row, column));
        strokes.push(Stroke::Press(if is_inside { "Control+Shift+Enter" } else { "Control+Enter" }));
        self.press(&strokes);
    }

    fn type_into(&mut self, grid: usize, cell: (usize, usize), text: &str, is_offered_other: bool) {
        let mut strokes = self.way_to(grid, cell);
        strokes.push(Stroke::Text(text));
        if is_offered_other {
            strokes.push(Stroke::Press("Escape"));
        }
        strokes.push(Stroke::Press("Enter"));
        self.press(&strokes);
    }

    fn clear(&mut self, grid: usize, cell: (usize, usize)) {
        let mut strokes = self.way_to(grid, cell);
        strokes.push(Stroke::Press("Delete"));
        self.press(&strokes);
    }

    fn check(&mut self, cells: &[((usize, usize), String)]) {
        let read = "return [...document.querySelectorAll('[data-test=rules-table] .rules-cell')].map((cell) => \
            [cell.dataset.at, cell.querySelector('.rules-text').textContent])";
        let wanted: Vec<Value> =
            cells.iter().map(|((row, column), text)| json!([format!("{row},{column}"), text])).collect();
        let mut found = Vec::new();
        for _ in 0..20 {
            found = self.page.script(read).as_array().cloned().unwrap_or_default();
            if found == wanted {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let other: Vec<_> = found.iter().zip(&wanted).filter(|(found, wanted)| found != wanted).collect();
        panic!("{} cells, not {}: {other:#?}", found.len(), wanted.len());
    }
}
