//! The examples beside the pages: schemes written from the page alone, each with marks and with results worked out by
//! hand in `docs/examples/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use baton_core::exchange::read_csv;
use serde_json::Value as Json;

use crate::tutorial::Office;
use crate::{path, read};

#[test]
fn the_assessment_of_students_comes_out_as_worked_by_hand() {
    worked("student-assessment", &["学期测评", "学年测评", "学业预警名单"]);
}

#[test]
fn the_sorting_of_waste_comes_out_as_worked_by_hand() {
    worked("waste-sorting", &["月考评", "约谈计划", "通报表扬"]);
}

/// The program makes of an example what its `expected-TABLE.csv` say: those columns of those rows.
fn worked(name: &str, tables: &[&str]) {
    let folder = format!("docs/examples/{name}");
    let scheme: Json = serde_json::from_str(&read(&format!("{folder}/scheme.json"))).unwrap();
    let mut data = BTreeMap::new();
    for entry in fs::read_dir(path(&folder)).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if file.ends_with(".csv") && !file.starts_with("expected-") {
            data.insert(file.clone(), read(&format!("{folder}/{file}")));
        }
    }
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name);
    let office = Office::new(&at, "zh", &scheme, &data);
    for table in tables {
        let printed = read_csv(&office.ends(0, &["score", "book.json", "--sheet", table])).unwrap();
        let expected = read_csv(&read(&format!("{folder}/expected-{table}.csv"))).unwrap();
        assert!(!expected.rows.is_empty());
        for (_, row) in &expected.rows {
            let found = printed.rows.iter().find(|(_, found)| found[..2] == row[..2]);
            let (_, found) = found.unwrap_or_else(|| panic!("{table} has no row {row:?}"));
            for (name, wanted) in expected.header.iter().zip(row) {
                let column = printed.header.iter().position(|known| known == name);
                let column = column.unwrap_or_else(|| panic!("{table} has no column {name}"));
                assert_eq!(found[column], *wanted, "{table} {row:?} {name}");
            }
        }
    }
}
