//! Each rule of the protocol that can be tested on a server has a test: `tests/checklist/*.md` has
//! a row for each rule and names the tests that hold it, and the documentation of those tests
//! names the row (`Rows: JR-01, JR-03.`). Neither can say what the other does not; after a test has
//! changed what it names, `cargo xtask bless` brings the table after it.

mod sources;
mod table;

use std::collections::BTreeSet;

use sources::Named;
use table::{Held, Row};

/// How many rows each section has: the first two letters of their ids.
const SECTIONS: [(&str, usize); 17] = [
    ("JR", 28),
    ("LC", 19),
    ("VN", 29),
    ("ST", 11),
    ("SS", 12),
    ("SH", 31),
    ("MH", 36),
    ("TL", 28),
    ("RS", 15),
    ("PC", 19),
    ("SB", 14),
    ("MR", 28),
    ("UT", 15),
    ("TK", 12),
    ("TX", 17),
    ("AU", 15),
    ("SE", 10),
];

/// How many rows wait for what the server cannot do yet. It goes down; if it has to go up, the
/// server has lost something.
const PENDING: usize = 0;

fn ids() -> impl Iterator<Item = String> {
    SECTIONS
        .into_iter()
        .flat_map(|(section, rows)| (1..=rows).map(move |row| format!("{section}-{row:02}")))
}

/// Pairs of a row and a test, as the table has them.
fn in_table(rows: &[Row]) -> BTreeSet<(&str, &str)> {
    let pairs = rows.iter().flat_map(|row| {
        let tests = row.held.iter().filter_map(|held| match held {
            Held::Test(test) => Some(test.as_str()),
            Held::Pending(_) | Held::Untestable(_) => None,
        });
        tests.map(|test| (row.id.as_str(), test))
    });
    pairs.collect()
}

/// The same as the tests have them.
fn in_sources(tests: &[Named]) -> BTreeSet<(&str, &str)> {
    let pairs = tests.iter().flat_map(|test| {
        let rows = test.rows.iter();
        rows.map(|row| (row.as_str(), test.name.as_str()))
    });
    pairs.collect()
}

#[test]
fn every_row_stands_in_the_table_once() {
    let rows = table::read_all();
    let found: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let expected: Vec<String> = ids().collect();
    assert_eq!(expected.len(), 339);
    for id in &expected {
        let times = found.iter().filter(|found| *found == id).count();
        assert_eq!(times, 1, "{id} stands in the table {times} times");
    }
    assert_eq!(
        found.len(),
        expected.len(),
        "the table has rows that are none"
    );
}

#[test]
fn every_row_has_a_test_or_says_why_it_has_none() {
    let rows = table::read_all();
    let without: Vec<&str> = rows
        .iter()
        .filter(|row| row.held.is_empty())
        .map(|row| row.id.as_str())
        .collect();
    assert!(without.is_empty(), "no test holds {}", without.join(", "));
    for row in rows.iter().filter(|row| row.held.len() > 1) {
        let untestable = |held: &Held| matches!(held, Held::Untestable(_));
        let contradicts = row.held.iter().any(untestable);
        assert!(!contradicts, "{} cannot be tested and is", row.id);
    }
}

#[test]
fn the_table_and_the_tests_name_each_other() {
    let tests = sources::read_all();
    if std::env::var_os("BLESS").is_some() {
        table::write_all(&tests);
    }
    let rows = table::read_all();
    let (table, sources) = (in_table(&rows), in_sources(&tests));
    let mut faults = Vec::new();
    for (row, test) in table.difference(&sources) {
        let fault = if tests.iter().any(|known| known.name == *test) {
            format!("{test} does not say `Rows: {row}.`")
        } else {
            format!("there is no test {test} for {row}")
        };
        faults.push(fault);
    }
    for (row, test) in sources.difference(&table) {
        faults.push(format!("{row} does not name {test}"));
    }
    let advice = "if the tests are right, run `cargo xtask bless`";
    assert!(faults.is_empty(), "{}\n{advice}", faults.join("\n"));
}

#[test]
fn so_many_rows_are_pending_and_no_more() {
    let mut pending = 0;
    for row in table::read_all() {
        for held in &row.held {
            if let Held::Pending(reason) = held {
                println!("{} is pending: {reason}", row.id);
                pending += 1;
            }
        }
    }
    assert_eq!(pending, PENDING, "change `PENDING` together with the table");
}
