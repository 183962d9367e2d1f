//! Where something stands in a scheme: keys and numbers, written as diagnostics write it.

use std::fmt;

use serde_json::Value as Json;

/// A step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a value of an object.
    Key(String),
    /// Into an item of a list, from 0.
    Index(usize),
}

/// The way to a value of a scheme: `sheets[2].indicators[4].method.target`. The empty one is the scheme itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Step>);

impl Path {
    /// Reads a path as it is written. A text that is none gives keys that nothing has.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut steps = Vec::new();
        for part in text.split('.').filter(|part| !part.is_empty()) {
            let mut pieces = part.split('[');
            steps.extend(pieces.next().filter(|key| !key.is_empty()).map(|key| Step::Key(key.to_owned())));
            for piece in pieces {
                let number = piece.strip_suffix(']').and_then(|number| number.parse().ok());
                steps.push(number.map_or_else(|| Step::Key(piece.to_owned()), Step::Index));
            }
        }
        Self(steps)
    }

    /// Its steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The value of that key below it; the key may lead several steps down: `quota.places`, `points[1]`.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let below = Self::read(key);
        Self(self.0.iter().cloned().chain(below.0).collect())
    }

    /// The value of exactly that key below it, whatever signs it has.
    #[must_use]
    pub fn only_key(&self, key: &str) -> Self {
        Self(self.0.iter().cloned().chain([Step::Key(key.to_owned())]).collect())
    }

    /// The item of that number below it.
    #[must_use]
    pub fn item(&self, number: usize) -> Self {
        Self(self.0.iter().cloned().chain([Step::Index(number)]).collect())
    }

    /// What it stands in, and the last step; `None` for the scheme itself.
    #[must_use]
    pub fn split(&self) -> Option<(Self, &Step)> {
        let (last, front) = self.0.split_last()?;
        Some((Self(front.to_vec()), last))
    }

    /// What it stands in.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.split().map(|(parent, _)| parent)
    }

    /// The last key, behind which there may be numbers.
    #[must_use]
    pub fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
    }

    /// The number of the item it is of a list, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        match self.0.last()? {
            Step::Index(number) => Some(*number),
            Step::Key(_) => None,
        }
    }

    /// Whether it is the same place as the other or one inside it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// How many steps it has.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// The value at it.
    #[must_use]
    pub fn find<'a>(&self, json: &'a Json) -> Option<&'a Json> {
        self.0.iter().try_fold(json, |json, step| match step {
            Step::Key(key) => json.get(key.as_str()),
            Step::Index(number) => json.get(*number),
        })
    }

    /// The value at it, to be changed.
    #[must_use]
    pub fn find_mut<'a>(&self, json: &'a mut Json) -> Option<&'a mut Json> {
        self.0.iter().try_fold(json, |json, step| match step {
            Step::Key(key) => json.get_mut(key.as_str()),
            Step::Index(number) => json.get_mut(*number),
        })
    }

    /// The way as it stays when things are added, moved or taken out around it: items of lists by their ids, where they have
    /// some. [`Self::find_steady`] reads it.
    #[must_use]
    pub fn steady(&self, json: &Json) -> Vec<String> {
        let mut walked = Self::default();
        let mut found = Vec::new();
        for step in &self.0 {
            walked.0.push(step.clone());
            found.push(match step {
                Step::Key(key) => format!(".{key}"),
                Step::Index(number) => match walked.key("id").text(json) {
                    "" => format!("@{number}"),
                    id => format!("#{id}"),
                },
            });
        }
        found
    }

    /// The place to which a steady way leads; `None` where something on it is no longer there.
    #[must_use]
    pub fn find_steady(json: &Json, way: &[String]) -> Option<Self> {
        let mut place = Self::default();
        for (at, step) in way.iter().enumerate() {
            if let Some(key) = step.strip_prefix('.') {
                place.0.push(Step::Key(key.to_owned()));
                continue;
            }
            let number = match (step.strip_prefix('#'), step.strip_prefix('@')) {
                (Some(id), _) => {
                    let items = place.find(json)?.as_array()?;
                    items.iter().position(|item| item.get("id").and_then(Json::as_str) == Some(id))?
                }
                (None, number) => number?.parse().ok()?,
            };
            place.0.push(Step::Index(number));
            // One of several values in a list may still have to be typed.
            let is_last = at.saturating_add(1) == way.len();
            if !is_last {
                place.find(json)?;
            }
        }
        Some(place)
    }

    /// The text at it; empty where there is none.
    #[must_use]
    pub fn text<'a>(&self, json: &'a Json) -> &'a str {
        self.find(json).and_then(Json::as_str).unwrap_or_default()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if number == 0 => write!(to, "{key}")?,
                Step::Key(key) => write!(to, ".{key}")?,
                Step::Index(number) => write!(to, "[{number}]")?,
            }
        }
        Ok(())
    }
}
