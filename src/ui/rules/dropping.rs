//! Which place a row that is dragged would come to, by where the pointer is among the rows. Knows no browser.

use baton_core::edit::rules::Spot;

/// The part of a row's height, at its middle, over which something dropped goes into it.
const MIDDLE: std::ops::RangeInclusive<f64> = 0.25..=0.75;

/// The place for a pointer over a row: into the thing of the row over its middle, where that can be; else between rows, at
/// the nearest gap, there as far indented as wanted. `part` is how far down the row the pointer is, 0 to 1.
#[must_use]
pub fn pick(spots: &[Spot], row: usize, part: f64, wanted: usize) -> Option<&Spot> {
    let inside = spots.iter().find(|spot| spot.is_inside && spot.row == row);
    if let Some(spot) = inside.filter(|_| MIDDLE.contains(&part)) {
        return Some(spot);
    }
    let gap = row.saturating_add(usize::from(part >= 0.5));
    let between = spots.iter().filter(|spot| !spot.is_inside);
    between.min_by_key(|spot| (spot.row.abs_diff(gap), spot.depth.abs_diff(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_core::edit::rules::{Path, Section, spots, table};
    use baton_core::model::{read_scheme, scheme_to_json};

    #[test]
    fn a_row_goes_between_rows_and_into_them() {
        let json = scheme_to_json(
            &read_scheme(
                r#"{"format": "baton-scheme", "version": 1, "name": "s", "classes": [{"name": "镇"}],
                "sheets": [{"name": "月", "class": "镇", "cycle": "month", "indicators": [
                    {"name": "甲", "indicators": [{"name": "乙", "full": 1}, {"name": "丙", "full": 1}]},
                    {"name": "丁", "full": 1}]}]}"#,
            )
            .unwrap(),
        );
        let sheet = Path::read("sheets[0]");
        // Rows: the total, 甲, 乙, 丙, 丁.
        let table = table(&json, &Section::In(sheet.clone(), "indicators"));
        let (list, inner) = (sheet.key("indicators"), sheet.key("indicators[0].indicators"));
        let found = spots(&json, &table, &list.item(1));
        let to = |row, part, wanted| {
            let spot = pick(&found, row, part, wanted).unwrap();
            (spot.list.clone(), spot.before, spot.is_inside, spot.stays)
        };
        // Over the total it comes first; over itself it stays.
        assert_eq!(to(0, 0.1, 1), (list.clone(), 0, false, false));
        assert_eq!(to(4, 0.4, 1), (list.clone(), 1, false, true));
        assert_eq!(to(4, 0.6, 1), (list.clone(), 2, false, true));
        assert_eq!(to(1, 0.5, 1), (inner.clone(), 2, true, false));
        assert_eq!(to(2, 0.5, 1), (inner.item(0).key("indicators"), 0, true, false));
        assert_eq!(to(2, 0.9, 1), (inner.clone(), 1, false, false));
        // Behind the last one below 甲 it is one of them or follows 甲, as far as it is drawn to the right.
        assert_eq!(to(3, 0.9, 1), (list.clone(), 1, false, true));
        assert_eq!(to(3, 0.9, 2), (inner.clone(), 2, false, false));
        // Nothing goes into itself or what is below it.
        let found = spots(&json, &table, &list.item(0));
        assert!(found.iter().all(|spot| !spot.list.is_within(&list.item(0))));
        assert!(pick(&found, 2, 0.5, 1).unwrap().stays);
    }
}
