//! Reading CSV (RFC 4180).

use lobgraaf::core::csv::{CsvError, records};

fn fields(text: &str) -> Vec<(u64, Vec<String>)> {
    let records = records(text).unwrap();
    records.into_iter().map(|r| (r.line, r.fields)).collect()
}

#[test]
fn quotes_commas_and_line_breaks_belong_to_a_quoted_field() {
    let text = "\u{FEFF}a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\n\n\"two\nlines\",\nlast,\"\"";
    let expected = [
        (1, vec!["a", "b"]),
        (2, vec!["x, y", "say \"hi\""]),
        (4, vec!["two\nlines", ""]),
        (6, vec!["last", ""]),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(line, row)| (line, row.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(fields(text), expected);
}

#[test]
fn a_quoted_field_must_end() {
    assert_eq!(records("a\n\"b"), Err(CsvError { line: 2 }));
    assert_eq!(records("\"a\"b\n"), Err(CsvError { line: 1 }));
    assert_eq!(records(""), Ok(Vec::new()));
}
