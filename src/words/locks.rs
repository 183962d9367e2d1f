//! Locks in words: how a locked period stands, and where it differs from what was published.

use baton_core::explain::{Difference, LockState, Standing};

use super::Language;

/// Most differences that are told one by one.
const MOST: usize = 40;

/// Whether what was published still holds, in a sentence.
#[must_use]
pub fn standing(state: &LockState, language: Language) -> String {
    let count = state.differences.len();
    match state.standing {
        Standing::Holds => language.pick("与公布的结果一致。", "It is what was published.").to_owned(),
        Standing::Rests if state.scheme_changed() => language
            .pick(
                "结果与公布的一致，但考评办法此后有改动。",
                "The results are what was published, but the scheme has changed since.",
            )
            .to_owned(),
        Standing::Rests => language
            .pick(
                "结果与公布的一致，但所依据的数据此后有改动。",
                "The results are what was published, but what they rest on has changed since.",
            )
            .to_owned(),
        Standing::Differs => language.pick(
            format!("已不是公布的结果：{count} 个单元格不同。"),
            format!("It is no longer what was published: {count} cells differ."),
        ),
    }
}

/// Since when it is locked, by whom and with which remark; empty where nothing of that was told.
#[must_use]
pub fn since(state: &LockState) -> String {
    let parts = [state.lock.at.as_str(), &state.lock.by, &state.lock.note];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A cell that differs: what was published, what is there now.
#[must_use]
pub fn difference(of: &Difference, language: Language) -> String {
    let told = |text: &Option<String>| match text.as_deref() {
        None => language.pick("（没有）", "(not there)").to_owned(),
        Some("") => language.pick("（空白）", "(blank)").to_owned(),
        Some(text) => text.to_owned(),
    };
    let (published, now) = (told(&of.published), told(&of.now));
    let (row, column) = (&of.cell.row, &of.cell.column);
    language.pick(
        format!("{row}，{column}：公布 {published}，现为 {now}"),
        format!("{row}, {column}: published {published}, now {now}"),
    )
}

/// The whole of it, a line each.
#[must_use]
pub fn tell(state: &LockState, language: Language) -> Vec<String> {
    let colon = language.pick("：", ": ");
    let mut lines = vec![format!(
        "{}{}{colon}{}",
        language.pick(format!("“{}”", state.sheet), format!("“{}” ", state.sheet)),
        state.of.period,
        standing(state, language)
    )];
    let mut part = |name: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("  {name}{colon}{text}"));
        }
    };
    part(language.pick("锁定", "locked"), &since(state));
    part(language.pick("指纹", "fingerprint"), &state.lock.fingerprint);
    match &state.now {
        Some(now) if now.whole != state.lock.fingerprint => {
            part(language.pick("现在的指纹", "fingerprint now"), &now.whole);
        }
        Some(_) => {}
        None => part(
            language.pick("现在的指纹", "fingerprint now"),
            language
                .pick("没有这张考评表，或考评期未启用", "there is no such sheet, or the period is not open"),
        ),
    }
    for of in state.differences.iter().take(MOST) {
        lines.push(format!("  {}", difference(of, language)));
    }
    let rest = state.differences.len().saturating_sub(MOST);
    if rest > 0 {
        lines.push(language.pick(format!("  ……另有 {rest} 处。"), format!("  … and {rest} more.")));
    }
    lines
}
