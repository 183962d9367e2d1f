//! Numbers in documents: JSON numbers where they are exact, else text.
//!
//! A JSON number of up to 15 significant digits reads as the decimal it shows; a longer one is refused, because a
//! JSON reader would not keep its digits: such a number is written as text (`"1234567890.1234567890"`).

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serialize, Serializer};
use serde_json::Number;

use super::decode::NUMBER;

/// Most significant digits of a number that every JSON reader keeps.
const SAFE_DIGITS: usize = 15;

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    from.deserialize_newtype_struct(NUMBER, NumberText)
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

pub(super) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    let text = crate::num::format(*value);
    match text.parse::<Number>() {
        Ok(number) if digits(&text) <= SAFE_DIGITS => number.serialize(to),
        _ => text.serialize(to),
    }
}

fn digits(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    mantissa.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count()
}

/// A number within a list or an option.
#[derive(serde::Deserialize, Serialize)]
#[serde(transparent)]
struct Exact(#[serde(with = "super::number")] Decimal);

/// The same for a number that may be left out.
pub(super) mod option {
    use super::{Decimal, Deserializer, Exact, Serializer};
    use serde::{Deserialize, Serialize};

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Exact>::deserialize(from)?.map(|exact| exact.0))
    }

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(Exact).serialize(to)
    }
}

/// The same for a list of numbers.
pub(super) mod list {
    use super::{Decimal, Deserializer, Exact, Serializer};
    use serde::Deserialize;

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Decimal>, D::Error> {
        Ok(Vec::<Exact>::deserialize(from)?.into_iter().map(|exact| exact.0).collect())
    }

    pub(in super::super) fn serialize<S: Serializer>(values: &[Decimal], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|value| Exact(*value)))
    }
}

/// The same for a list with gaps.
pub(super) mod options {
    use super::{Decimal, Deserializer, Exact, Serializer};
    use serde::Deserialize;

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Option<Decimal>>, D::Error> {
        let read = Vec::<Option<Exact>>::deserialize(from)?;
        Ok(read.into_iter().map(|exact| exact.map(|exact| exact.0)).collect())
    }

    pub(in super::super) fn serialize<S: Serializer>(
        values: &[Option<Decimal>],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|value| value.map(Exact)))
    }
}
