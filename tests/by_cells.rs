//! The built-in schemes can be written from an empty one by nothing but the cells of the scheme editor, and score their worked
//! cases then. What does not stand when it is typed first, because it names what is not there yet, stands when it is typed
//! again.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at once and tell what it ran"
)]

#[path = "page/typist.rs"]
mod typist;

mod support;

use baton::templates::TEMPLATES;
use baton_core::edit::rules::Listed;
use baton_core::model::{Edition, read_scheme};
use baton_core::plan::compile;
use support::compared::scored;
use typist::{Hands, Typist, other_cells};

/// Not yet: an item of a checklist cannot be given the name of a mark that its sheet lists, since it is taken for another
/// thing's name.
const NOT_YET: &str = "jiange";

/// Hands that only count.
#[derive(Default)]
struct Idle {
    signs: usize,
}

impl Hands for Idle {
    fn show(&mut self, _: &Listed, _: usize) {}
    fn choose(&mut self, _: usize) {}
    fn add(&mut self, _: usize, _: usize, _: bool) {}
    fn type_into(&mut self, _: usize, _: (usize, usize), text: &str, _: bool) {
        self.signs += text.chars().count();
    }
    fn clear(&mut self, _: usize, _: (usize, usize)) {}
    fn check(&mut self, _: &[((usize, usize), String)]) {}
}

#[test]
fn templates_are_written_from_an_empty_scheme() {
    let empty = r#"{"format": "baton-scheme", "version": 1, "name": "新办法", "classes": [], "sheets": []}"#;
    let empty = read_scheme(empty).unwrap();
    let mut failures = Vec::new();
    for template in TEMPLATES.iter().filter(|template| template.id != NOT_YET) {
        let target = template.scheme().unwrap();
        let (mut typist, mut hands) = (Typist::new(&empty, &target), Idle::default());
        typist.write(&mut hands);
        let missing = other_cells(typist.scheme(), &target);
        if !missing.is_empty() {
            failures.push(format!("{}: {missing:#?}\n{:#?}", template.id, typist.told));
            continue;
        }
        let edition = Edition { from: None, scheme: typist.scheme().clone() };
        let found = compile(&[edition]).diagnostics;
        assert!(found.is_empty(), "{}: {found:#?}", template.id);
        let (cells, differences) = scored(typist.scheme().clone(), template.id);
        assert!(differences.is_empty() && cells > 0, "{}: {}", template.id, differences.join("\n"));
        println!(
            "{}: {cells} cells of the case equal; {} cells, {} signs, {} typed again",
            template.id,
            typist.cells,
            hands.signs,
            typist.told.len()
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
