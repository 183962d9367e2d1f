//! Names in formulas: which are the same, and how one is written.
//!
//! Names keep their case (`a` and `A` are two names), function names do not. Only `TRUE` and `FALSE` are reserved:
//! a word is a function only where a bracket follows it, and no reference is ever followed by one, so a column may
//! be called `SUM` or `RANK` without quotes.

use std::borrow::Cow;

/// The form in which names are compared: full-width ASCII and the full-width space become half-width, all else
/// stays, case too.
///
/// ```
/// use baton_core::formula::fold;
/// assert_eq!(fold("第１季度（上）"), "第1季度(上)");
/// ```
#[must_use]
pub fn fold(name: &str) -> Cow<'_, str> {
    if name.chars().any(|typed| fold_char(typed) != typed) {
        Cow::Owned(name.chars().map(fold_char).collect())
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether a word means something else than a name, so that a name like it must be quoted: `TRUE` and `FALSE` in
/// any case and width.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    truth(name).is_some()
}

/// The name as it must be written in a formula: in single quotes, with `'` doubled, unless it is a plain word.
///
/// ```
/// use baton_core::formula::quoted;
/// assert_eq!(quoted("完成数"), "完成数");
/// assert_eq!(quoted("第一书记 (驻村)"), "'第一书记 (驻村)'");
/// assert_eq!(quoted("1季度"), "'1季度'");
/// ```
#[must_use]
pub fn quoted(name: &str) -> String {
    let is_word = name.chars().next().is_some_and(starts_word) && name.chars().all(continues_word);
    if is_word && !is_reserved(name) { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// The truth that a word stands for.
pub(super) fn truth(word: &str) -> Option<bool> {
    let word = fold(word);
    if word.eq_ignore_ascii_case("TRUE") {
        Some(true)
    } else if word.eq_ignore_ascii_case("FALSE") {
        Some(false)
    } else {
        None
    }
}

/// Whether an unquoted name can begin with the character.
pub(super) fn starts_word(typed: char) -> bool {
    let folded = fold_char(typed);
    folded == '_' || unicode_ident::is_xid_start(folded)
}

/// Whether an unquoted name can go on with the character.
pub(super) fn continues_word(typed: char) -> bool {
    unicode_ident::is_xid_continue(fold_char(typed))
}

/// Full-width ASCII and the full-width space as half-width.
pub(super) fn fold_char(typed: char) -> char {
    match typed {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(typed).saturating_sub(0xFEE0)).unwrap_or(typed),
        '\u{3000}' => ' ',
        other => other,
    }
}
