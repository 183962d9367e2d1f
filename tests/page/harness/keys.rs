//! Keys and mouse as WebDriver actions.

use serde_json::{Value, json};

/// Typing a text, key by key.
pub(super) fn typing(text: &str) -> Value {
    let strokes = text.chars().flat_map(|key| [down(key), up(key)]).collect();
    keyboard(strokes)
}

/// Pressing keys together: `Control+Shift+ArrowDown`.
pub(super) fn chord(keys: &str) -> Value {
    keyboard(chord_actions(keys))
}

fn chord_actions(keys: &str) -> Vec<Value> {
    // The plus key itself is written last: `Control++`.
    let keys: Vec<char> = match keys.strip_suffix("++") {
        Some(before) => before.split('+').map(key).chain(['+']).collect(),
        None => keys.split('+').map(key).collect(),
    };
    let pressed = keys.iter().map(|key| down(*key));
    let released = keys.iter().rev().map(|key| up(*key));
    pressed.chain(released).collect()
}

/// What a keyboard does one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stroke<'text> {
    /// Keys pressed together.
    Press(&'text str),
    /// A text, key by key.
    Text(&'text str),
}

impl Stroke<'_> {
    /// How many keys are pressed.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Press(_) => 1,
            Self::Text(text) => text.chars().count(),
        }
    }
}

/// Several strokes one after the other.
pub(super) fn strokes(all: &[Stroke<'_>]) -> Value {
    let of = |stroke: &Stroke<'_>| match stroke {
        Stroke::Press(keys) => chord_actions(keys),
        Stroke::Text(text) => text.chars().flat_map(|key| [down(key), up(key)]).collect(),
    };
    keyboard(all.iter().flat_map(of).collect())
}

/// One mouse doing several things.
pub(super) fn pointer(actions: &[Value]) -> Value {
    json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions }])
}

fn keyboard(actions: Vec<Value>) -> Value {
    json!([{ "type": "key", "id": "keyboard", "actions": actions }])
}

fn down(key: char) -> Value {
    json!({ "type": "keyDown", "value": key })
}

fn up(key: char) -> Value {
    json!({ "type": "keyUp", "value": key })
}

/// The code WebDriver has for a key, by the name the page sees in `KeyboardEvent.key`.
fn key(name: &str) -> char {
    match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Insert" => '\u{e016}',
        "Delete" => '\u{e017}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        "F3" => '\u{e033}',
        "F4" => '\u{e034}',
        "F5" => '\u{e035}',
        "F6" => '\u{e036}',
        "F8" => '\u{e038}',
        "F9" => '\u{e039}',
        "Meta" => '\u{e03d}',
        letter => {
            let mut letters = letter.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => letter,
                _ => panic!("unknown key {name}"),
            }
        }
    }
}
