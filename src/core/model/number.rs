//! Numbers in documents: JSON numbers where they are exact, else text.
//!
//! A JSON number of up to 15 significant digits reads as the decimal it shows; a longer one is refused, because a
//! JSON reader would not keep its digits: such a number is written as text (`"1234567890.1234567890"`).

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;

use super::decode::NUMBER;

/// Most significant digits of a number that every JSON reader keeps.
const SAFE_DIGITS: usize = 15;

/// A number that is there, for `#[serde(with = "number::Exact")]`. These are types and no modules, so that the JSON
/// Schema is made of them too.
pub(super) struct Exact;

impl Exact {
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        from.deserialize_newtype_struct(NUMBER, NumberText)
    }

    pub(super) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        let text = crate::num::format(*value);
        match text.parse::<Number>() {
            Ok(number) if digits(&text) <= SAFE_DIGITS => number.serialize(to),
            _ => text.serialize(to),
        }
    }
}

/// Reads a number from its text: the decoder hands out the digits of a JSON number as they stand.
struct NumberText;

impl<'de> Visitor<'de> for NumberText {
    type Value = Decimal;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a number")
    }

    /// A number written as text.
    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        let exact = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
        exact.map_err(|_| E::custom(format!("`{text}`, expected a number of at most 28 digits")))
    }

    /// A JSON number.
    fn visit_string<E: Error>(self, text: String) -> Result<Decimal, E> {
        if digits(&text) > SAFE_DIGITS {
            return Err(E::custom("a number of more than 15 digits, expected it as text"));
        }
        self.visit_str(&text)
    }

    // How other readers than our decoder hand out a number: those of the journal, whose commands only this program writes.

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Decimal, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Decimal, E> {
        self.visit_string(number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Decimal, E> {
        self.visit_string(number.to_string())
    }

    /// Up to 15 digits, its shortest text is the number that was written.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
        self.visit_string(number.to_string())
    }
}

fn digits(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    mantissa.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count()
}

/// A number within a list or an option.
#[derive(Deserialize, Serialize)]
#[serde(transparent)]
struct Item(#[serde(with = "Exact")] Decimal);

/// A number that may be left out; the field needs `default` too.
pub(super) struct Optional;

impl Optional {
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Item>::deserialize(from)?.map(|item| item.0))
    }

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(super) fn serialize<S: Serializer>(value: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        value.map(Item).serialize(to)
    }
}

/// A list of numbers.
pub(super) struct List;

impl List {
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Decimal>, D::Error> {
        Ok(Vec::<Item>::deserialize(from)?.into_iter().map(|item| item.0).collect())
    }

    pub(super) fn serialize<S: Serializer>(values: &[Decimal], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|value| Item(*value)))
    }
}

/// A list of numbers with gaps.
pub(super) struct Gaps;

impl Gaps {
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Option<Decimal>>, D::Error> {
        let read = Vec::<Option<Item>>::deserialize(from)?;
        Ok(read.into_iter().map(|item| item.map(|item| item.0)).collect())
    }

    pub(super) fn serialize<S: Serializer>(values: &[Option<Decimal>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|value| value.map(Item)))
    }
}
