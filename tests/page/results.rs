//! The page computes what the command line computes: all results of every built-in book, compared to the byte.

use std::path::Path;
use std::process::Command;

use baton::templates::TEMPLATES;

use crate::steps::{empty, give, menu};

#[test]
fn all_results_of_the_built_in_books_are_those_of_the_command_line() {
    let page = empty();
    for template in TEMPLATES {
        let sample =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("src/templates").join(template.id).join("sample.json");
        give(&page, "book.json", &std::fs::read_to_string(&sample).unwrap());
        page.role("button", "替换当前工作簿").click();
        page.wait("the dialog to close", || page.find_all("dialog").is_empty());
        let scored = Command::new(env!("CARGO_BIN_EXE_baton"))
            .args(["score", "--all"])
            .arg(&sample)
            .output()
            .expect("the command line runs");
        let expected = String::from_utf8(scored.stdout).unwrap();
        assert!(expected.lines().count() > 50, "{}: {expected}", template.id);
        menu(&page, "导出全部结果（CSV）");
        let (_, exported) = page.downloaded();
        let exported = String::from_utf8(exported).unwrap();
        let differs = expected.lines().zip(exported.lines()).find(|(native, wasm)| native != wasm);
        assert!(expected == exported, "{}: {differs:?}", template.id);
    }
    page.assert_no_errors();
}
