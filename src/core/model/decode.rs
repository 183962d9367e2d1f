//! Decoding: a JSON value to a document, every mistake with its path.
//!
//! One deserializer type for all documents keeps the page small: each type is compiled once. A mistake gathers its
//! path on the way out.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value as Json};

use crate::diag::{Message, nearest};

/// The name by which a number asks for its text: see [`super::number`].
pub(super) const NUMBER: &str = "exact number";
/// The name by which a value asks for its JSON text: see [`super::variant`].
pub(super) const JSON: &str = "JSON";
/// The key that says what an object is; it is handed out first wherever it stands.
const KIND: &str = "kind";

/// Decodes a document.
///
/// # Errors
/// The first mistake, with its path.
pub(super) fn decode<'de, T: Deserialize<'de>>(json: &'de Json) -> Result<T, Mistake> {
    T::deserialize(Tracked(json))
}

/// A mistake in a document.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    /// The way to it, the last step first.
    path: Vec<Step>,
    /// What is wrong.
    pub(super) message: Box<Message>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A key of an object.
    Key(String),
    /// An element of a list, from 0.
    Index(usize),
}

impl Mistake {
    fn new(message: Message) -> Self {
        Self { path: Vec::new(), message: Box::new(message) }
    }

    fn below(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// The steps to the mistake, from the document's root; an unknown key is itself the last.
    pub(super) fn steps(&self) -> Vec<Step> {
        let key = match &*self.message {
            Message::UnknownKey { key, .. } => Some(Step::Key(key.clone())),
            _ => None,
        };
        self.path.iter().rev().cloned().chain(key).collect()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.message, to)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    /// Words of the form `found, expected something`, as serde writes them.
    fn custom<T: fmt::Display>(words: T) -> Self {
        let words = words.to_string();
        let (found, expected) = words.split_once(", expected ").unwrap_or((&words, ""));
        let found = found.split_once(": ").map_or(found, |(_, found)| found);
        Self::new(Message::WrongValue { expected: expected.to_owned(), found: found.to_owned() })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Message::WrongValue { expected: expected.to_string(), found: found.to_string() })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        Self::new(Message::UnknownChoice {
            found: found.to_owned(),
            known: known.iter().map(|&known| known.to_owned()).collect(),
            nearest: nearest(found, known.iter().copied()),
        })
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self::new(Message::UnknownKey {
            key: key.to_owned(),
            known: known.iter().map(|&known| known.to_owned()).collect(),
            nearest: nearest(key, known.iter().copied()),
        })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(Message::MissingKey { key: key.to_owned() })
    }
}

/// A value of a document.
struct Tracked<'de>(&'de Json);

impl<'de> Tracked<'de> {
    fn unexpected(&self) -> Unexpected<'de> {
        match self.0 {
            Json::Null => Unexpected::Unit,
            Json::Bool(truth) => Unexpected::Bool(*truth),
            Json::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Unexpected::Unsigned(number),
                (_, Some(number)) => Unexpected::Signed(number),
                _ => Unexpected::Other("a number with places"),
            },
            Json::String(text) => Unexpected::Str(text),
            Json::Array(_) => Unexpected::Seq,
            Json::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Tracked<'de> {
    type Error = Mistake;

    /// Only for values of any kind; each other method looks for its own kind, so that a type brings no code for
    /// kinds that it never is.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(_) => self.deserialize_bool(visitor),
            Json::Number(_) => self.deserialize_i64(visitor),
            Json::String(_) => self.deserialize_str(visitor),
            Json::Array(_) => self.deserialize_seq(visitor),
            Json::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::Bool(truth) => visitor.visit_bool(*truth),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    /// Whole numbers; only exact numbers may have places, and they ask for their text.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match (self.0.as_u64(), self.0.as_i64()) {
            (Some(number), _) => visitor.visit_u64(number),
            (_, Some(number)) => visitor.visit_i64(number),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::String(text) => visitor.visit_borrowed_str(text),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::Array(list) => visitor.visit_seq(List { left: list.iter(), at: 0 }),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::Object(map) => visitor.visit_map(Object::new(map)),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::Object(map) => visitor.visit_map(Object::new(map)),
            // What an object would have to hold says more than that it should be one.
            _ => Err(de::Error::invalid_type(self.unexpected(), &Keys(keys))),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        if name == JSON {
            return visitor.visit_string(self.0.to_string());
        }
        if name != NUMBER {
            return visitor.visit_newtype_struct(self);
        }
        match self.0 {
            Json::Number(number) => visitor.visit_string(number.to_string()),
            Json::String(text) => visitor.visit_borrowed_str(text),
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => {
                Err(de::Error::invalid_type(self.unexpected(), &visitor))
            }
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self.0 {
            Json::String(text) => {
                let choice: StrDeserializer<'_, Mistake> = text.as_str().into_deserializer();
                visitor.visit_enum(choice)
            }
            _ => Err(de::Error::invalid_type(self.unexpected(), &"text")),
        }
    }

    /// Nothing in a document is a float.
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_i64(visitor)
    }

    /// Nothing in a document is a float.
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_i64(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u64 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
        ignored_any
    }
}

/// An object by the keys it may have, as what was expected.
struct Keys(&'static [&'static str]);

impl Expected for Keys {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "an object with {}", self.0.join(" "))
    }
}

/// A list being read.
struct List<'de> {
    left: std::slice::Iter<'de, Json>,
    at: usize,
}

impl<'de> SeqAccess<'de> for List<'de> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        let Some(element) = self.left.next() else { return Ok(None) };
        let at = self.at;
        self.at = at.saturating_add(1);
        seed.deserialize(Tracked(element)).map(Some).map_err(|mistake| mistake.below(Step::Index(at)))
    }
}

/// An object being read: [`KIND`] first, then the other keys in their order.
struct Object<'de> {
    kind: Option<(&'de str, &'de Json)>,
    left: serde_json::map::Iter<'de>,
    value: Option<(&'de str, &'de Json)>,
}

impl<'de> Object<'de> {
    fn new(map: &'de Map<String, Json>) -> Self {
        Self { kind: map.get(KIND).map(|kind| (KIND, kind)), left: map.iter(), value: None }
    }

    fn next(&mut self) -> Option<(&'de str, &'de Json)> {
        self.kind
            .take()
            .or_else(|| self.left.find(|(key, _)| *key != KIND).map(|(key, value)| (key.as_str(), value)))
    }
}

impl<'de> MapAccess<'de> for Object<'de> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        self.value = self.next();
        let Some((key, _)) = self.value else { return Ok(None) };
        let text: StrDeserializer<'de, Mistake> = key.into_deserializer();
        seed.deserialize(text).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        let Some((key, value)) = self.value.take() else {
            return Err(de::Error::custom("a value without a key"));
        };
        seed.deserialize(Tracked(value)).map_err(|mistake| mistake.below(Step::Key(key.to_owned())))
    }
}
