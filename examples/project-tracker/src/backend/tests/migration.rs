//! Files of earlier versions, which noted elsewhere what the tables of the agency had been through.

use std::path::Path;
use std::sync::Barrier;
use std::thread;

use reqwest::Method;
use rusqlite::Connection;
use rusqlite_migration::Migrations;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Server;
use super::storage::Folder;
use crate::backend::AGENCY;
use crate::backend::agency::Key;
use crate::backend::database::{MIGRATIONS, prepared};
use crate::backend::store::changes::after;

const KEY: &str = "an-old-key-OLD1";
const REVOKED: &str = "an-old-key-OLD2";

/// What a version of that time noted, and what it then did.
const STEPS: [(&str, &str); 5] = [
    (
        "0001_accounts",
        include_str!("../migrations/0005_agency_accounts.sql"),
    ),
    (
        "0002_directory",
        include_str!("../migrations/0006_agency_directory.sql"),
    ),
    (
        "0003_work",
        include_str!("../migrations/0007_agency_work.sql"),
    ),
    (
        "0004_time",
        include_str!("../migrations/0008_agency_time.sql"),
    ),
    (
        "0005_money",
        include_str!("../migrations/0009_agency_money.sql"),
    ),
];

/// A file that has been through so many steps of the workspace and of the agency.
fn old(file: &Path, workspace: usize, agency: usize) -> Connection {
    let mut connection = Connection::open(file).unwrap();
    connection
        .pragma_update(None, "journal_mode", "wal")
        .unwrap();
    let steps = Migrations::from_slice(&MIGRATIONS[..workspace]);
    steps.to_latest(&mut connection).unwrap();
    let notes = "CREATE TABLE agency_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT, WITHOUT ROWID";
    connection.execute(notes, ()).unwrap();
    for (name, sql) in &STEPS[..agency] {
        connection.execute_batch(sql).unwrap();
        let note = "INSERT INTO agency_migrations VALUES (?1, 'then')";
        connection.execute(note, [name]).unwrap();
    }
    connection
}

fn fill(connection: &Connection) {
    let rows = "
        INSERT INTO orgs (id, name, created_at) VALUES (70, 'old', 'then');
        INSERT INTO flags (org_id, name, enabled, updated_at) VALUES (70, 'workflows', 0, 'then');
        INSERT INTO agency_divisions (id, name) VALUES (7, 'Altbau');
        INSERT INTO agency_accounts (id, division_id, name, role) VALUES (9, 7, 'Ada', 'admin');
        INSERT INTO agency_companies (id, division_id, name, type, status, created_at, updated_at)
        VALUES (5, 7, 'Kept', 'client', 'active', 'then', 'then');";
    connection.execute_batch(rows).unwrap();
    for (key, revoked) in [(KEY, None), (REVOKED, Some("then"))] {
        let sql = "INSERT INTO agency_keys VALUES (?1, 9, ?2, 'then', ?3)";
        let (_, id) = key.rsplit_once('-').unwrap();
        let hash: [u8; 32] = Sha256::digest(key).into();
        connection.execute(sql, (id, hash, revoked)).unwrap();
    }
}

async fn asked(server: &Server, key: &str, path: &str) -> (u16, Value) {
    let url = format!("{}{AGENCY}{path}", server.base);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(Method::GET, url).header("apikey", key);
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap();
    (status, body["data"].clone())
}

#[tokio::test]
async fn what_is_in_an_old_file_is_there_and_its_keys_go_on_working() {
    for (workspace, agency) in [(3, 5), (4, 5), (4, 2)] {
        let folder = Folder::new();
        fill(&old(&folder.file(), workspace, agency));
        let server = Server::over(Some(folder.file())).await;
        let (status, companies) = asked(&server, KEY, "/companies").await;
        assert_eq!((status, &companies[0]["name"]), (200, &json!("Kept")));
        assert_eq!(companies.as_array().unwrap().len(), 1);
        assert_eq!(
            asked(&server, KEY, "/invoices").await,
            (200, Value::Array(Vec::new()))
        );
        assert_eq!(asked(&server, REVOKED, "/companies").await.0, 401);
        let (_, keys) = asked(&server, KEY, "/keys").await;
        let [key] = &keys.as_array().unwrap()[..] else {
            panic!("{keys}");
        };
        assert_eq!(
            (&key["name"], &key["suffix"]),
            (&json!("OLD1"), &json!("OLD1"))
        );
        assert_eq!(
            (&key["account"], &key["created_at"]),
            (&json!("Ada"), &json!("then"))
        );
        assert_eq!(key["scopes"].as_array().unwrap().len(), 12);
        server.stop().await;
    }
}

#[test]
fn changes_are_told_on_from_where_they_were() {
    let folder = Folder::new();
    let connection = old(&folder.file(), 3, 5);
    fill(&connection);
    let read = "SELECT seq FROM changes WHERE org_id = 70";
    let seq: i64 = connection.query_row(read, (), |row| row.get(0)).unwrap();
    drop(connection);
    let connection = prepared(Some(&folder.file())).unwrap();
    let (_, end) = after(&connection, None).unwrap();
    let end = serde_json::to_value(end).unwrap()["last"].as_i64();
    let (changes, _) = after(&connection, Some(seq - 1)).unwrap();
    let first = serde_json::to_value(&changes[0]).unwrap();
    assert_eq!((&first["seq"], &first["org"]), (&json!(seq), &json!("old")));
    let writes = "UPDATE flags SET enabled = 1 WHERE org_id = 70;
                  UPDATE agency_api_keys SET revoked_at = 'now' WHERE suffix = 'OLD1';";
    connection.execute_batch(writes).unwrap();
    let (changes, _) = after(&connection, end).unwrap();
    let told: Vec<_> = changes
        .iter()
        .map(|change| serde_json::to_value(change).unwrap())
        .map(|change| ["org", "kind", "name"].map(|member| change[member].clone()))
        .collect();
    assert_eq!(
        told,
        [["old", "flag", "workflows"], ["Altbau", "key", "OLD1"]].map(|said| said.map(Value::from))
    );
}

#[test]
fn a_file_is_brought_up_to_date_once_and_notes_all_in_one_place() {
    let folder = Folder::new();
    drop(old(&folder.file(), 4, 0));
    for _ in 0..2 {
        let connection = prepared(Some(&folder.file())).unwrap();
        let version: i64 = connection
            .query_row("PRAGMA user_version", (), |row| row.get(0))
            .unwrap();
        assert_eq!(version, MIGRATIONS.len() as i64);
        let count = |sql: &str| -> i64 { connection.query_row(sql, (), |row| row.get(0)).unwrap() };
        let notes = "SELECT count(*) FROM sqlite_schema WHERE name = 'agency_migrations'";
        assert_eq!(count(notes), 0);
        assert_eq!(count("SELECT count(*) FROM agency_divisions"), 2);
    }
}

#[test]
fn many_may_bring_a_file_up_to_date_at_once() {
    for (workspace, agency) in [(3, 5), (4, 5), (4, 2)] {
        let folder = Folder::new();
        let file = folder.file();
        fill(&old(&file, workspace, agency));
        let start = Barrier::new(4);
        let open = || {
            start.wait();
            prepared(Some(&file)).map(drop)
        };
        thread::scope(|scope| {
            let all = [(); 4].map(|()| scope.spawn(open));
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
        let connection = prepared(Some(&file)).unwrap();
        let known = Key::read(KEY.as_bytes()).live(&connection).unwrap();
        assert!(known.is_some());
    }
}

#[test]
fn one_that_fails_leaves_the_file_as_it_was() {
    let folder = Folder::new();
    let connection = old(&folder.file(), 4, 5);
    fill(&connection);
    // In the way of the last.
    let table = "CREATE TABLE agency_api_keys (id INTEGER)";
    connection.execute(table, ()).unwrap();
    assert!(prepared(Some(&folder.file())).is_err());
    let noted: i64 = connection
        .query_row("SELECT count(*) FROM agency_migrations", (), |row| {
            row.get(0)
        })
        .unwrap();
    let version: i64 = connection
        .query_row("PRAGMA user_version", (), |row| row.get(0))
        .unwrap();
    assert_eq!((noted, version), (5, 4));
}
