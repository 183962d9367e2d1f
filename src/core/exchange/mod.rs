//! Exchange: tables as CSV text in and out. Text in, commands or text out; files and windows are others' business.

mod csv;
mod export;
mod import;
mod tables;

pub use csv::{CsvTable, read_csv, write_csv};
pub use export::{list_table, sheet_table, statistics_table};
pub use import::{Import, import};
pub use tables::{ResultTable, all_results, write_tables};
