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
    /// A longer text is no misspelt name.
    const LONGEST: usize = 64;
    /// More names than this are not looked through.
    const MOST: usize = 2_000;
    let wanted: Vec<char> = wanted.chars().take(LONGEST.saturating_add(1)).collect();
    let length = wanted.len();
    if length > LONGEST {
        return None;
    }
    let mut found: Option<(usize, usize, &str)> = None;
    for candidate in candidates.into_iter().take(MOST) {
        let count = candidate.chars().take(LONGEST.saturating_mul(2)).count();
        let (longer, differ) = (length.max(count), length.abs_diff(count));
        if differ > longer.div_ceil(3) {
            continue;
        }
        let distance = distance(&wanted, candidate);
        let is_near = distance <= longer.div_ceil(3) && distance < longer;
        if is_near && found.is_none_or(|found| (distance, differ, candidate) < found) {
            found = Some((distance, differ, candidate));
        }
    }
    found.map(|(_, _, candidate)| candidate.to_owned())
}

/// Levenshtein's distance in characters.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut next = Vec::with_capacity(row.len());
    for (i, from) in a.iter().enumerate() {
        next.clear();
        let mut left = i.saturating_add(1);
        next.push(left);
        for ((to, above), left_above) in b.iter().zip(row.iter().skip(1)).zip(row.iter()) {
            let replaced = left_above.saturating_add(usize::from(from != to));
            left = replaced.min(left.saturating_add(1)).min(above.saturating_add(1));
            next.push(left);
        }
        std::mem::swap(&mut row, &mut next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_in_characters() {
        assert_eq!(distance(&['完', '成', '数'], "完成率"), 1);
        assert_eq!(distance(&[], "abc"), 3);
        assert_eq!(nearest("指标1任务数", ["指标01任务数", "总分"]), Some("指标01任务数".to_owned()));
    }
}
