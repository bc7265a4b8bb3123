//! The tables, brought up to date by numbered files: each in a transaction of its own, and noted down in it.

use anyhow::{Context as _, ensure};
use rusqlite::{Connection, TransactionBehavior};

use crate::backend::store::NOW;

/// Only ever added to: a database remembers which of these it has been through.
const FILES: &[(&str, &str)] = &[
    (
        "0001_accounts",
        include_str!("migrations/0001_accounts.sql"),
    ),
    (
        "0002_directory",
        include_str!("migrations/0002_directory.sql"),
    ),
    ("0003_work", include_str!("migrations/0003_work.sql")),
    ("0004_time", include_str!("migrations/0004_time.sql")),
    ("0005_money", include_str!("migrations/0005_money.sql")),
];

const NOTES: &str = "CREATE TABLE IF NOT EXISTS agency_migrations (
    name       TEXT PRIMARY KEY,
    applied_at TEXT NOT NULL
) STRICT, WITHOUT ROWID";

/// Applies what the database has not been through yet.
pub(super) fn apply(connection: &mut Connection) -> anyhow::Result<()> {
    apply_all(connection, FILES)
}

fn apply_all(connection: &mut Connection, files: &[(&str, &str)]) -> anyhow::Result<()> {
    connection.execute_batch(NOTES)?;
    for (index, (name, sql)) in files.iter().enumerate() {
        // Another process may be doing the same: what has been applied is asked with the lock held.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let applied = applied(&transaction)?;
        ensure!(
            applied
                .iter()
                .zip(files)
                .all(|(applied, (name, _))| applied == name)
                && applied.len() <= files.len(),
            "the database is of another version of this program: it has been through {}",
            applied.join(", ")
        );
        if applied.len() == index {
            transaction
                .execute_batch(sql)
                .with_context(|| format!("migration {name}"))?;
            let note =
                format!("INSERT INTO agency_migrations (name, applied_at) VALUES (?1, {NOW})");
            transaction.execute(&note, [name])?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn applied(connection: &Connection) -> anyhow::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM agency_migrations ORDER BY name")?;
    let names = statement.query_map((), |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: (&str, &str) = ("0001_a", "CREATE TABLE a (id INTEGER)");
    const SECOND: (&str, &str) = ("0002_b", "CREATE TABLE b (id INTEGER)");

    #[test]
    fn each_is_applied_once_and_noted() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply_all(&mut connection, &[FIRST]).unwrap();
        apply_all(&mut connection, &[FIRST, SECOND]).unwrap();
        apply_all(&mut connection, &[FIRST, SECOND]).unwrap();
        assert_eq!(applied(&connection).unwrap(), ["0001_a", "0002_b"]);
    }

    #[test]
    fn one_that_fails_leaves_nothing_and_those_before_stay() {
        let mut connection = Connection::open_in_memory().unwrap();
        let broken = (
            "0002_b",
            "CREATE TABLE b (id INTEGER); CREATE TABLE a (id INTEGER)",
        );
        let error = apply_all(&mut connection, &[FIRST, broken]).unwrap_err();
        assert_eq!(error.to_string(), "migration 0002_b");
        assert_eq!(applied(&connection).unwrap(), ["0001_a"]);
        apply_all(&mut connection, &[FIRST, SECOND]).unwrap();
    }

    #[test]
    fn a_database_that_is_further_than_the_program_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply_all(&mut connection, &[FIRST, SECOND]).unwrap();
        let error = apply_all(&mut connection, &[FIRST])
            .unwrap_err()
            .to_string();
        assert!(error.contains("0001_a, 0002_b"), "{error}");
    }

    #[test]
    fn the_files_are_in_the_order_of_their_names() {
        assert!(FILES.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
