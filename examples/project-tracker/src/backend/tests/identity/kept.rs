//! What is in the log stays as it is, and each entry is whole.

use rusqlite::Connection;
use rusqlite_migration::Migrations;

use super::filled;
use crate::backend::database::MIGRATIONS;

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
