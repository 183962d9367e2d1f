//! Which snapshots stay: the last few, then one an hour for a day of work, then one a day.

use std::collections::BTreeSet;

use super::key;

/// How many of each kind stay.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// The last saves.
    pub last: usize,
    /// One an hour.
    pub hours: usize,
    /// One a day.
    pub days: usize,
}

/// In the browser's database.
pub const ROOMY: Policy = Policy { last: 5, hours: 10, days: 14 };
/// In localStorage, which holds five million characters.
pub const TIGHT: Policy = Policy { last: 2, hours: 0, days: 1 };
/// In localStorage beside the database.
pub const COPY: Policy = Policy { last: 1, hours: 0, days: 0 };

/// The keys of snapshots that may go, of all keys of one book in order.
#[must_use]
pub fn superfluous(keys: &[String], policy: Policy) -> Vec<String> {
    let mut stay: BTreeSet<&String> = keys.iter().rev().take(policy.last).collect();
    // `2026-03-01 08`, `2026-03-01`: the newest of each.
    for (length, most) in [(13, policy.hours), (10, policy.days)] {
        let mut seen = BTreeSet::new();
        for key in keys.iter().rev() {
            let time = key::time(key);
            let span = time.get(..length).unwrap_or(time);
            if seen.len() < most && seen.insert(span) {
                stay.insert(key);
            }
        }
    }
    keys.iter().filter(|key| !stay.contains(key)).cloned().collect()
}

/// The number up to which records are no longer needed: that of the third snapshot from the end, so that two of them
/// may be damaged and nothing is lost.
#[must_use]
pub fn needless_records(keys: &[String]) -> Option<u64> {
    keys.iter().rev().nth(2).and_then(|key| key::number(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_saves_the_hours_and_the_days_stay() {
        let mut keys = Vec::new();
        for day in 1..=20 {
            for hour in 8..18 {
                for minute in 0..6 {
                    let number = day * 1000 + hour * 10 + minute;
                    keys.push(key::snapshot(
                        "k",
                        number,
                        &format!("2026-03-{day:02} {hour:02}:{minute}0:00"),
                    ));
                }
            }
        }
        let gone = superfluous(&keys, ROOMY);
        let stay: Vec<&String> = keys.iter().filter(|key| !gone.contains(key)).collect();
        assert_eq!(stay.len(), 5 + 9 + 13, "{stay:?}");
        assert_eq!(stay.first().map(|key| key::time(key)), Some("2026-03-07 17:50:00"));
        assert_eq!(stay.last(), keys.iter().last().as_ref());
        // What stays, stays: nothing more goes the second time.
        let stay: Vec<String> = stay.into_iter().cloned().collect();
        assert!(superfluous(&stay, ROOMY).is_empty());
        assert_eq!(superfluous(&keys[..1], COPY), Vec::<String>::new());
        assert_eq!(needless_records(&keys[..2]), None);
        assert_eq!(needless_records(&keys[..4]), key::number(&keys[1]));
    }
}
