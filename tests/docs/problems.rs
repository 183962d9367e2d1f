//! Every message of `baton check` and of the page, with its key, cause and remedy.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use baton::words::Language;
use baton::words::diagnostics::say;

use crate::one_of_each::one_of_each;

pub(super) fn problems(language: Language) -> String {
    let header = language.pick("| 代码 | 问题 | 办法 |", "| key | cause | remedy |");
    let mut text = format!("\n{header}\n|---|---|---|\n");
    let mut told = BTreeSet::new();
    for message in one_of_each() {
        let key = serde_json::to_value(&message).unwrap()["message"].as_str().unwrap().to_owned();
        let said = say(&message, language);
        if told.insert(key.clone()) {
            let cell = |text: String| text.replace('|', "\\|");
            let _ = writeln!(text, "| `{key}` | {} | {} |", cell(said.what), cell(said.remedy));
        }
    }
    text
}
