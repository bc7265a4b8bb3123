//! What is in the log stays as it is, and each entry is whole.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite_migration::Migrations;
use tokio::time::{sleep, timeout};

use super::super::storage::Folder;
use super::{Server, filled, in_time};
use crate::backend::audit::{enforce, trim};
use crate::backend::database::{Database, MIGRATIONS, prepared};
use crate::backend::store::rows;
use crate::backend::{Keep, Options};

#[test]
fn what_happened_is_neither_rewritten_nor_deleted() {
    let connection = filled();
    for noted in [
        "INSERT INTO audit (at, api, org_id, account_id, account, via, method, path, status, request_id)
         VALUES ('now', 'v1', 1, 1, 'demo', 'rest', 'GET', '/', 403, '')",
        "INSERT INTO audit (at, api, org_id, account_id, account, via, request_id, method, name, outcome, arguments)
         VALUES ('now', 'v1', 1, 1, 'demo', 'mcp', 'a', 'tools/call', 'get_issue', 'started', '{}')",
    ] {
        connection.execute(noted, ()).unwrap();
    }
    for sql in [
        "UPDATE audit SET account = 'other'",
        "UPDATE audit SET outcome = 'ok' WHERE outcome = 'started'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE outcome = 'started'",
    ] {
        let refused = connection.execute(sql, ()).unwrap_err().to_string();
        assert!(refused.starts_with("what happened is not"), "{refused}");
    }
}

#[test]
fn an_entry_is_of_a_request_or_of_a_call() {
    let connection = filled();
    for (columns, values) in [
        ("method, path", "'GET', '/'"),
        ("method, path, status, outcome", "'GET', '/', 403, 'ok'"),
        (
            "method, path, status, name, outcome, arguments",
            "'GET', '/', 403, 'x', 'ok', '{}'",
        ),
        ("method, name, arguments", "'m', 'x', '{}'"),
        ("method, name, outcome", "'m', 'x', 'ok'"),
        ("method, name, outcome, arguments", "'m', 'x', 'fine', '{}'"),
        (
            "method, name, outcome, arguments",
            "'m', 'x', 'ok', 'no JSON'",
        ),
    ] {
        let sql = format!(
            "INSERT INTO audit (at, api, org_id, account_id, account, via, request_id, {columns})
             VALUES ('now', 'v1', 1, 1, 'demo', 'mcp', 'a', {values})"
        );
        let refused = connection.execute(&sql, ()).unwrap_err().to_string();
        assert!(refused.contains("CHECK constraint"), "{columns}: {refused}");
    }
}

#[test]
fn a_log_from_before_there_were_calls_is_taken_over_as_it_is() {
    let mut connection = Connection::open_in_memory().unwrap();
    let before = Migrations::from_slice(&MIGRATIONS[..3]);
    before.to_latest(&mut connection).unwrap();
    let noted = "INSERT INTO audit VALUES (7, 'then', 'v1', 1, 1, 'demo', 3, 'cli', 'POST', '/tokens', 201, 'x')";
    connection.execute(noted, ()).unwrap();
    let now = Migrations::from_slice(MIGRATIONS);
    now.to_latest(&mut connection).unwrap();
    let kept: (i64, String, i64, Option<String>) = connection
        .query_row(
            "SELECT id, at || via || path, token_id, name FROM audit",
            (),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .unwrap();
    assert_eq!(kept, (7, "thencli/tokens".to_owned(), 3, None));
    assert!(connection.execute("DELETE FROM audit", ()).is_err());
}

#[test]
fn calls_from_before_they_had_a_method_were_calls_of_tools() {
    let mut connection = Connection::open_in_memory().unwrap();
    let before = Migrations::from_slice(&MIGRATIONS[..11]);
    before.to_latest(&mut connection).unwrap();
    let noted = "INSERT INTO audit (id, at, api, org_id, account_id, account, via, request_id, tool, outcome, arguments)
        VALUES (7, 'then', 'v1', 1, 1, 'demo', 'mcp', 'a', 'get_issue', 'ok', '{}')";
    connection.execute(noted, ()).unwrap();
    let now = Migrations::from_slice(MIGRATIONS);
    now.to_latest(&mut connection).unwrap();
    let kept: (i64, String, String) = connection
        .query_row("SELECT id, method, name || outcome FROM audit", (), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(kept, (7, "tools/call".to_owned(), "get_issueok".to_owned()));
}

/// So many entries from so many days ago, and gives the number of the newest.
fn note(connection: &Connection, days: u32, count: u32) -> i64 {
    let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?2)
        INSERT INTO audit (at, api, org_id, account_id, account, via, method, path, status, request_id)
        SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ?1 || ' days'), 'v1', 1, 2, 'demo', 'rest', 'GET', '/', 200, ''
        FROM n";
    connection.execute(sql, (days, count)).unwrap();
    connection.last_insert_rowid()
}

async fn numbers(database: &Database) -> Vec<i64> {
    let sql = "SELECT id FROM audit ORDER BY id";
    let numbers = database.read(move |connection| rows(connection, sql, (), |row| row.get(0)));
    numbers.await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_is_too_old_goes_at_the_start_and_later_what_has_become_so() {
    let folder = Folder::new();
    let database = Database::open(Some(&folder.file())).unwrap();
    let file = Connection::open(folder.file()).unwrap();
    note(&file, 31, 1200);
    let young = note(&file, 29, 1);
    let kept = tokio::spawn(enforce(database.clone(), Keep::Days(30)));
    let wait = async |all: &[i64]| {
        while numbers(&database).await != all {
            sleep(Duration::from_secs(1)).await;
        }
    };
    in_time(wait(&[young])).await;
    let late = note(&file, 31, 1);
    let newest = note(&file, 0, 1);
    assert_eq!(numbers(&database).await, [young, late, newest]);
    let left = [young, newest];
    let hour = timeout(Duration::from_secs(3700), wait(&left));
    hour.await.expect("it goes within the hour");
    kept.abort();
}

#[tokio::test]
async fn what_has_gone_is_gone_after_a_restart_and_a_longer_time_brings_nothing_back() {
    let folder = Folder::new();
    let file = prepared(Some(&folder.file())).unwrap();
    note(&file, 500, 700);
    let middle = note(&file, 200, 1);
    let newest = note(&file, 0, 1);
    drop(file);
    for keep in [Keep::Days(400), Keep::Days(36_500), Keep::Forever] {
        let server = Server::with(Options {
            database: Some(folder.file()),
            audit_keep: keep,
            ..Options::default()
        });
        let server = server.await;
        let file = Database::open(Some(&folder.file())).unwrap();
        let gone = async {
            while numbers(&file).await != [middle, newest] {
                sleep(Duration::from_millis(1)).await;
            }
        };
        in_time(gone).await;
        server.stop().await;
    }
    assert!(
        prepared(Some(&folder.file()))
            .unwrap()
            .execute("DELETE FROM audit", ())
            .is_err()
    );
}

#[tokio::test]
async fn a_log_that_is_kept_forever_is_not_cut() {
    let folder = Folder::new();
    let database = Database::open(Some(&folder.file())).unwrap();
    let file = Connection::open(folder.file()).unwrap();
    note(&file, 10_000, 3);
    // It has nothing to do, ever.
    in_time(enforce(database.clone(), Keep::Forever)).await;
    assert_eq!(numbers(&database).await.len(), 3);
}

/// A request waits for one piece, and not for all of them.
#[tokio::test(start_paused = true)]
async fn others_write_while_much_goes() {
    let database = Database::open(None).unwrap();
    let fill = database.write(|connection| Ok(note(connection, 900, 5000)));
    fill.await.unwrap();
    let now = "2999-01-01T00:00:00.000Z";
    let all = trim(&database, now);
    let one = async {
        sleep(Duration::from_millis(150)).await;
        let left = "SELECT count(*) FROM audit";
        let count = database.write(move |connection| {
            Ok(connection.query_row(left, (), |row| row.get::<_, i64>(0))?)
        });
        count.await.unwrap()
    };
    let (gone, left) = tokio::join!(all, one);
    assert_eq!(gone.unwrap(), 4999);
    assert_eq!(left, 4600);
}
