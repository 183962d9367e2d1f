//! The nearest known name to one that is not known.

/// The candidate nearest to `wanted` by edit distance, if it is near enough to have been meant.
///
/// ```
/// use baton_core::diag::nearest;
/// assert_eq!(nearest("taget", ["name", "target"]), Some("target".to_owned()));
/// assert_eq!(nearest("xyz", ["name", "target"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = wanted.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (distance(wanted, candidate), candidate))
        .filter(|(distance, candidate)| {
            let longer = length.max(candidate.chars().count());
            *distance <= longer.div_ceil(3) && *distance < longer
        })
        .min_by_key(|(distance, candidate)| {
            (*distance, candidate.chars().count().abs_diff(length), *candidate)
        })
        .map(|(_, candidate)| candidate.to_owned())
}

/// Levenshtein's distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for ((to, above), left_above) in b.iter().zip(row.iter().skip(1)).zip(row.iter()) {
            let left = next.last().copied().unwrap_or_default();
            let replaced = left_above.saturating_add(usize::from(from != *to));
            next.push(replaced.min(left.saturating_add(1)).min(above.saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_in_characters() {
        assert_eq!(distance("完成数", "完成率"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(nearest("指标1任务数", ["指标01任务数", "总分"]), Some("指标01任务数".to_owned()));
    }
}
