//! Tables on the clipboard: lines of fields with tabs between them, as Excel and WPS write them, and HTML.

/// A table as rows of texts.
pub type Rows = Vec<Vec<String>>;

/// Reads text with tabs between fields. A field in quotes may hold tabs, line breaks and doubled quotes; a quote that
/// is never closed, or has something behind it, is a letter like others.
#[must_use]
pub fn read_text(text: &str) -> Rows {
    let mut rows = vec![Vec::new()];
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    loop {
        let (field, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\n', '\r']).unwrap_or(rest.len());
            let (field, after) = rest.split_at(end);
            (field.to_owned(), after)
        });
        if let Some(row) = rows.last_mut() {
            row.push(field);
        }
        if let Some(after) = after.strip_prefix('\t') {
            rest = after;
            continue;
        }
        let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']));
        match next {
            // A break at the end begins no row.
            None | Some("") => return rows,
            Some(next) => {
                rest = next;
                rows.push(Vec::new());
            }
        }
    }
}

/// A field in quotes at the start, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut field = String::new();
    let mut rest = inside;
    loop {
        let (before, after) = rest.split_once('"')?;
        field.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None if after.is_empty() || after.starts_with(['\t', '\n', '\r']) => return Some((field, after)),
            None => return None,
        }
    }
}

/// Writes text with tabs between fields, as spreadsheets read it.
#[must_use]
pub fn write_text(rows: &[Vec<String>]) -> String {
    let field = |text: &String| {
        if text.contains(['\t', '\n', '\r', '"']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let line = |row: &Vec<String>| row.iter().map(field).collect::<Vec<_>>().join("\t");
    rows.iter().map(line).collect::<Vec<_>>().join("\r\n")
}

/// Writes an HTML table. What is no number is marked as text, so that a spreadsheet does not make `001` a 1 or a
/// `3-1` a date.
#[must_use]
pub fn write_html(rows: &[Vec<String>]) -> String {
    let mut html = String::from("<meta charset=\"utf-8\"><table>");
    for row in rows {
        html.push_str("<tr>");
        for text in row {
            let is_number = baton_core::num::read(text).is_some_and(|number| {
                // Written another way, it would not be the same text any more.
                baton_core::num::format(number) == *text
            });
            html.push_str(if is_number || text.is_empty() {
                "<td>"
            } else {
                "<td style=\"mso-number-format:'\\@'\">"
            });
            for letter in text.chars() {
                match letter {
                    '&' => html.push_str("&amp;"),
                    '<' => html.push_str("&lt;"),
                    '>' => html.push_str("&gt;"),
                    '"' => html.push_str("&quot;"),
                    '\n' => html.push_str("<br>"),
                    '\r' => {}
                    other => html.push(other),
                }
            }
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Rows {
        rows.iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect()
    }

    #[test]
    fn reads_what_spreadsheets_copy() {
        assert_eq!(read_text("1\t2\r\n3\t\r\n"), rows(&[&["1", "2"], &["3", ""]]));
        assert_eq!(read_text("\"a\nb\"\t\"say \"\"x\"\"\"\nc"), rows(&[&["a\nb", "say \"x\""], &["c"]]));
        // Inches, not quotes.
        assert_eq!(read_text("5\"\t\"6\" pipe\t\"open"), rows(&[&["5\"", "\"6\" pipe", "\"open"]]));
        assert_eq!(read_text("一行\r二行"), rows(&[&["一行"], &["二行"]]));
        assert_eq!(read_text("1\n\n2"), rows(&[&["1"], &[""], &["2"]]));
        assert_eq!(read_text(""), rows(&[&[""]]));
    }

    #[test]
    fn writes_what_it_reads() {
        let table = rows(&[&["a\tb", "c\"d", "e\nf"], &["", "村001", "５"]]);
        assert_eq!(read_text(&write_text(&table)), table);
        let html = write_html(&rows(&[&["<b>&", "001", "12.5"]]));
        assert!(html.contains("<td style=\"mso-number-format:'\\@'\">&lt;b&gt;&amp;</td>"), "{html}");
        assert!(html.contains("'\\@'\">001</td><td>12.5</td>"), "{html}");
    }
}
