//! Rows in real databases, and databases that are locked, broken or gone.

use std::fs;
use std::sync::Arc;

use super::super::tests::{Folder, record, write_many};
use super::*;

fn count(path: &Path) -> i64 {
    let connection = Connection::open(path).unwrap();
    let count = "SELECT count(DISTINCT id) FROM audit";
    connection.query_row(count, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn each_record_is_a_row_and_none_is_missing() {
    let folder = Folder::new();
    let path = folder.file("audit.db");
    let sink = Arc::new(Sqlite::open(&path).unwrap());
    write_many(&sink, 0..3000).await;
    assert_eq!(count(&path), 3000);
    let connection = Connection::open(&path).unwrap();
    let row = connection.query_row(
        "SELECT time, issuer, subject, client, request, name, arguments ->> 'text', outcome, code,
            message, duration_ms FROM audit WHERE id = '00000007'",
        [],
        |row| {
            let texts = [0, 1, 2, 5, 6, 7, 9].map(|column| row.get::<_, String>(column).unwrap());
            let client: Option<String> = row.get(3)?;
            let (request, code): (String, i64) = (row.get(4)?, row.get(8)?);
            Ok((texts, client, request, code, row.get::<_, f64>(10)?))
        },
    );
    let texts = [
        "1970-01-01T00:00:00.000Z",
        "https://id",
        "ann",
        "close",
        "a line\nand another",
        "ok",
        "a word",
    ];
    let wanted = (texts.map(str::to_owned), None, "7".to_owned(), -32602, 1.5);
    assert_eq!(row.unwrap(), wanted);
}

#[tokio::test]
async fn a_database_that_is_there_is_gone_on_with() {
    let folder = Folder::new();
    let path = folder.file("audit.db");
    for number in 0..3 {
        let sink = Sqlite::open(&path).unwrap();
        sink.write(record(number)).await.unwrap();
    }
    assert_eq!(count(&path), 3);
}

#[tokio::test]
async fn a_table_that_knows_tools_only_learns_the_rest() {
    let folder = Folder::new();
    let path = folder.file("audit.db");
    let connection = Connection::open(&path).unwrap();
    let old = TABLE.replace("    method TEXT NOT NULL,\n    name ", "    tool ");
    connection.execute_batch(&old).unwrap();
    let row = "INSERT INTO audit (id, time, request, tool, arguments, outcome)
        VALUES ('0', '1970', '1', 'close', '{}', 'ok')";
    connection.execute_batch(row).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    drop(connection);
    let sink = Sqlite::open(&path).unwrap();
    sink.write(record(7)).await.unwrap();
    let connection = Connection::open(&path).unwrap();
    let same = "SELECT count(*) FROM audit WHERE method = 'tools/call' AND name = 'close'";
    let count: i64 = connection.query_row(same, [], |row| row.get(0)).unwrap();
    assert_eq!(count, 2);
}

#[tokio::test]
async fn two_processes_write_to_one_database() {
    let folder = Folder::new();
    let path = folder.file("audit.db");
    let one = Arc::new(Sqlite::open(&path).unwrap());
    let other = Arc::new(Sqlite::open(&path).unwrap());
    tokio::join!(write_many(&one, 0..500), write_many(&other, 500..1000));
    assert_eq!(count(&path), 1000);
}

#[test]
fn a_database_of_a_newer_version_and_what_is_none_are_refused() {
    let folder = Folder::new();
    let newer = folder.file("newer.db");
    let connection = Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 9).unwrap();
    drop(connection);
    let told = Sqlite::open(&newer).unwrap_err().to_string();
    assert!(told.contains("of version 9"), "{told}");
    let none = folder.file("none.db");
    fs::write(
        &none,
        "no database, and longer than the head of one would be".repeat(9),
    )
    .unwrap();
    assert!(Sqlite::open(&none).is_err());
    assert!(Sqlite::open(folder.file("none/audit.db")).is_err());
}

#[tokio::test]
async fn a_locked_database_is_an_error_until_it_is_not() {
    let folder = Folder::new();
    let path = folder.file("audit.db");
    let sink = Sqlite::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let told = sink.write(record(1)).await.unwrap_err().to_string();
    assert!(told.contains("locked"), "{told}");
    other.execute_batch("COMMIT").unwrap();
    sink.write(record(2)).await.unwrap();
    assert_eq!(count(&path), 1);
}

#[tokio::test]
async fn a_table_that_is_gone_is_an_error() {
    let folder = Folder::new();
    let path = folder.file("audit.db");
    let sink = Sqlite::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("DROP TABLE audit").unwrap();
    assert!(sink.write(record(1)).await.is_err());
    assert!(sink.write(record(2)).await.is_err());
    other.execute_batch("PRAGMA user_version = 0").unwrap();
    sink.write(record(3)).await.unwrap();
    assert_eq!(count(&path), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_that_is_moved_away_or_deleted_is_begun_anew() {
    let folder = Folder::new();
    let (path, moved) = (folder.file("audit.db"), folder.file("old.db"));
    let sink = Sqlite::open(&path).unwrap();
    sink.write(record(1)).await.unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    fs::rename(&path, &moved).unwrap();
    drop(other);
    sink.write(record(2)).await.unwrap();
    sink.write(record(3)).await.unwrap();
    assert_eq!((count(&moved), count(&path)), (1, 2));
    fs::remove_file(&path).unwrap();
    sink.write(record(4)).await.unwrap();
    assert_eq!(count(&path), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_a_new_database() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new();
    let path = folder.file("audit.db");
    let sink = Sqlite::open(&path).unwrap();
    sink.write(record(1)).await.unwrap();
    for name in ["audit.db", "audit.db-wal"] {
        let mode = fs::metadata(folder.file(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
