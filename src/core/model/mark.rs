//! Reading a mark as typed: what it says, or what is wrong with it.

use super::scheme::{Field, FieldKind};
use super::value::{SubjectRef, Value};
use crate::calendar::read_date;
use crate::diag::Message;
use crate::num;

/// Longest text a cell takes, in bytes.
const LONGEST: usize = 32_767;

/// What reading a link needs to know: the subjects of a class by id or name.
pub trait Known {
    /// The subject of that id or name, or the nearest name there is.
    ///
    /// # Errors
    /// The nearest known name, if one is near.
    fn subject(&self, class: &str, typed: &str) -> Result<SubjectRef, Option<String>>;
}

/// The value of a mark as typed into a field.
///
/// 不适用, 缺项 and `N/A` mean exempt in any field but a text; nothing, or only spaces, is blank. Full-width digits are
/// understood. Ends of the allowed range are allowed.
///
/// # Errors
/// What is wrong with it; the mark then stays as typed and counts as a provisional blank.
pub fn read_mark(field: &Field, typed: &str, known: &dyn Known) -> Result<Value, Message> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Ok(Value::Blank);
    }
    if trimmed.len() > LONGEST {
        return Err(Message::MarkTooLong { limit: 32_767 });
    }
    if field.kind != FieldKind::Text && is_exempt(trimmed) {
        return Ok(Value::Exempt);
    }
    let typed = || trimmed.to_owned();
    match field.kind {
        FieldKind::Number => number(field, trimmed),
        FieldKind::Text => Ok(Value::text(trimmed)),
        FieldKind::Choice => {
            let by_name = field.choices.iter().find(|choice| *choice == trimmed);
            let by_id = || field.renamed.iter().find(|(id, _)| id.as_str() == trimmed).map(|(_, name)| name);
            match by_name.or_else(by_id) {
                Some(choice) => Ok(Value::text(choice)),
                None => Err(Message::MarkNotAChoice { typed: typed(), choices: field.choices.clone() }),
            }
        }
        FieldKind::Truth => match trimmed {
            "是" | "TRUE" | "true" | "1" | "√" | "✓" => Ok(Value::Truth(true)),
            "否" | "FALSE" | "false" | "0" | "×" | "✗" => Ok(Value::Truth(false)),
            _ => Err(Message::MarkNotATruth { typed: typed() }),
        },
        FieldKind::Date => {
            read_date(trimmed).map(Value::Date).ok_or_else(|| Message::MarkNotADate { typed: typed() })
        }
        FieldKind::Link => {
            let class = field.class.as_deref().unwrap_or_default();
            known.subject(class, trimmed).map(Value::Subject).map_err(|nearest| Message::MarkNotASubject {
                typed: typed(),
                class: class.to_owned(),
                nearest,
            })
        }
    }
}

fn is_exempt(typed: &str) -> bool {
    matches!(typed, "不适用" | "缺项" | "N/A" | "n/a")
}

fn number(field: &Field, typed: &str) -> Result<Value, Message> {
    let value = num::read(typed).ok_or_else(|| Message::MarkNotANumber { typed: typed.to_owned() })?;
    let below = field.least.is_some_and(|least| value < least);
    let above = field.most.is_some_and(|most| value > most);
    if below || above {
        return Err(Message::MarkOutOfRange {
            typed: typed.to_owned(),
            least: field.least.map(num::format),
            most: field.most.map(num::format),
        });
    }
    // What a cell holds is kept, as every value is.
    Ok(Value::Number(num::keep(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nobody;

    impl Known for Nobody {
        fn subject(&self, _: &str, _: &str) -> Result<SubjectRef, Option<String>> {
            Err(None)
        }
    }

    #[test]
    fn reads_or_says_what_is_wrong() {
        let mut field = Field::new("得分", FieldKind::Number);
        field.least = Some(0.into());
        field.most = Some(6.into());
        let read = |typed: &str| read_mark(&field, typed, &Nobody);
        assert_eq!(read("６"), Ok(Value::Number(6.into())));
        assert_eq!(read("  "), Ok(Value::Blank));
        assert_eq!(read("缺项"), Ok(Value::Exempt));
        assert_eq!(
            read("6.01"),
            Err(Message::MarkOutOfRange {
                typed: "6.01".into(),
                least: Some("0".into()),
                most: Some("6".into())
            })
        );
        assert_eq!(read("六"), Err(Message::MarkNotANumber { typed: "六".into() }));
        let text = Field::new("说明", FieldKind::Text);
        assert_eq!(read_mark(&text, "缺项", &Nobody), Ok(Value::text("缺项")));
        let truth = Field::new("达标", FieldKind::Truth);
        assert_eq!(read_mark(&truth, "是", &Nobody), Ok(Value::Truth(true)));
        assert!(read_mark(&truth, "也许", &Nobody).is_err());
    }
}
