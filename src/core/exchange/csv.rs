//! CSV: comma-separated text, read leniently as to line ends, written as Excel reads it.

use csv_core::{ReadRecordResult, Reader};

use crate::diag::{Diagnostic, Message, Place};

/// Longest file that is read, in bytes.
const LONGEST: usize = 64 << 20;

/// A table read from text: a header and rows, each with the line it began at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvTable {
    /// The header's cells, without spaces around.
    pub header: Vec<String>,
    /// The line, from 1, and the cells of each row that is not empty.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads CSV text; a byte-order mark is skipped, LF and CRLF end lines, quoted cells may hold both.
///
/// # Errors
/// No header, a header twice, rows longer than the header: each with its line.
pub fn read_csv(text: &str) -> Result<CsvTable, Vec<Diagnostic>> {
    if text.len() > LONGEST {
        return Err(vec![Diagnostic::error(Place::Document, Message::TooLarge { limit_mb: 64 })]);
    }
    let mut records = records(text.strip_prefix('\u{FEFF}').unwrap_or(text)).into_iter();
    let Some((_, header)) = records.next() else {
        return Err(vec![Diagnostic::error(Place::Document, Message::EmptyTable)]);
    };
    let header: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    let mut problems = Vec::new();
    for (at, name) in header.iter().enumerate() {
        if !name.is_empty() && header.iter().take(at).any(|before| before == name) {
            let column = u64::try_from(at).unwrap_or_default().saturating_add(1);
            let message = Message::DuplicateHeader { header: name.clone() };
            problems.push(Diagnostic::error(Place::Text { line: 1, column }, message));
        }
    }
    let mut rows = Vec::new();
    for (line, mut cells) in records {
        while cells.len() > header.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() > header.len() {
            let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            let message = Message::RowLength { expected: count(header.len()), found: count(cells.len()) };
            problems.push(Diagnostic::error(Place::Text { line, column: 0 }, message));
        }
        cells.resize(header.len(), String::new());
        rows.push((line, cells));
    }
    if problems.is_empty() { Ok(CsvTable { header, rows }) } else { Err(problems) }
}

/// The records that are not empty, with the lines they began at.
fn records(text: &str) -> Vec<(u64, Vec<String>)> {
    let mut reader = Reader::new();
    let mut input = text.as_bytes();
    // Cells never grow by unquoting.
    let mut output = vec![0_u8; text.len().saturating_add(1)];
    let mut ends = vec![0_usize; text.len().saturating_add(2).min(1 << 20)];
    let (mut written, mut ended) = (0_usize, 0_usize);
    let mut found = Vec::new();
    let mut next_line = 1_u64;
    let mut line = begin(&mut input, &mut next_line);
    loop {
        let (to, bounds) = match (output.get_mut(written..), ends.get_mut(ended..)) {
            (Some(to), Some(bounds)) => (to, bounds),
            _ => return found,
        };
        let (result, read, wrote, bounded) = reader.read_record(input, to, bounds);
        next_line = next_line.saturating_add(breaks(input.get(..read).unwrap_or_default()));
        input = input.get(read..).unwrap_or_default();
        written = written.saturating_add(wrote);
        ended = ended.saturating_add(bounded);
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull | ReadRecordResult::End => {
                return found;
            }
            ReadRecordResult::Record => {
                let mut start = 0;
                let mut cells = Vec::with_capacity(ended);
                for &end in ends.iter().take(ended) {
                    let bytes = output.get(start..end).unwrap_or_default();
                    cells.push(String::from_utf8_lossy(bytes).into_owned());
                    start = end;
                }
                if cells.iter().any(|cell| !cell.trim().is_empty()) {
                    found.push((line, cells));
                }
                (written, ended) = (0, 0);
                line = begin(&mut input, &mut next_line);
            }
        }
    }
}

/// Skips empty lines and gives the line where the next record begins.
fn begin(input: &mut &[u8], next_line: &mut u64) -> u64 {
    let length = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let (skipped, rest) = input.split_at_checked(length).unwrap_or((&[], *input));
    *next_line = next_line.saturating_add(breaks(skipped));
    *input = rest;
    *next_line
}

fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').fold(0, |count, _| count.saturating_add(1))
}

/// CSV text as Excel opens it: a byte-order mark, CRLF, cells quoted where they must be.
#[must_use]
pub fn write_csv(header: &[String], rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{FEFF}");
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    // A byte-order mark that belongs to the cell would be taken for that of the file.
    if cell.contains([',', '"', '\n', '\r', '\u{FEFF}']) || cell.starts_with(' ') || cell.ends_with(' ') {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_offices_export() {
        let table = read_csv(
            "\u{FEFF}月, 乡镇 ,说明\r\n2018-01,乡镇01,\"一,\"\"二\"\"\n三\"\r\n\r\n2018-02,乡镇02\r\n",
        )
        .unwrap();
        assert_eq!(table.header, ["月", "乡镇", "说明"]);
        assert_eq!(table.rows[0], (2, vec!["2018-01".into(), "乡镇01".into(), "一,\"二\"\n三".into()]));
        assert_eq!(table.rows[1].1, ["2018-02", "乡镇02", ""]);
        assert_eq!(read_csv("a\n1").unwrap().rows, vec![(2, vec!["1".to_owned()])]);
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        assert_eq!(read_csv("").unwrap_err()[0].message, Message::EmptyTable);
        let twice = read_csv("a,b,a\n").unwrap_err();
        assert_eq!(twice[0].place, Place::Text { line: 1, column: 3 });
        let long = read_csv("a,b\n1,2\n1,2,3\n").unwrap_err();
        assert_eq!(long[0].place, Place::Text { line: 3, column: 0 });
    }

    #[test]
    fn writes_what_it_reads() {
        let header = vec!["a".to_owned(), "b".to_owned()];
        let rows = vec![vec!["1,\"x\"\n".to_owned(), " y".to_owned()]];
        let table = read_csv(&write_csv(&header, &rows)).unwrap();
        assert_eq!((table.header, table.rows[0].1.clone()), (header, rows[0].clone()));
    }
}
