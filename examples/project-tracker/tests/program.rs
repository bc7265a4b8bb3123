//! The program as it is started: by a desktop client over a pipe, and on a port.

#[path = "program/elsewhere.rs"]
mod elsewhere;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(20);

/// The program with these arguments, without what the environment says of tokens.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_project-tracker"));
    command
        .args(arguments)
        .env_remove("TRACKER_TOKEN")
        .env_remove("TRACKER_AUDIT_KEEP")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Says this on the pipe, and gives the answers up to the one with the last id.
async fn answers(child: &mut Child, messages: &[Value]) -> Vec<Value> {
    let mut input = child.stdin.take().expect("it is a pipe");
    let mut output = BufReader::new(child.stdout.as_mut().expect("it is a pipe")).lines();
    let mut answers = Vec::new();
    for message in messages {
        let line = format!("{message}\n");
        let written = input.write_all(line.as_bytes()).await;
        written.expect("the program reads");
        if message["id"].is_number() {
            let line = timeout(PATIENCE, output.next_line()).await;
            let line = line.expect("an answer").expect("a line is UTF-8");
            let answer = serde_json::from_str(&line.expect("an answer"));
            answers.push(answer.expect("an answer is JSON"));
        }
    }
    answers
}

async fn ends_well(mut child: Child) {
    let ended = timeout(PATIENCE, child.wait()).await;
    let ended = ended.expect("the program ends");
    assert!(ended.expect("it can be waited for").success());
}

fn file(name: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&file);
    file
}

fn handshake() -> [Value; 2] {
    let params = json!({
        "protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": { "name": "desktop", "version": "1" },
    });
    [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
    ]
}

fn call(tool: &str, arguments: &Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params })
}

#[tokio::test]
async fn a_desktop_client_needs_no_token_and_ends_it_by_closing_the_pipe() {
    let mut child = program(&["--stdio"]).spawn().unwrap();
    let [initialize, initialized] = handshake();
    let new = json!({ "project": "CORE", "title": "From the desktop" });
    let messages = [initialize, initialized, call("create_issue", &new)];
    let said = answers(&mut child, &messages).await;
    assert_eq!(said[0]["result"]["serverInfo"]["name"], "project-tracker");
    let issue = &said[1]["result"]["structuredContent"]["data"];
    assert_eq!(issue["created_by"], "demo", "{}", said[1]);
    ends_well(child).await;
}

#[tokio::test]
async fn a_desktop_client_is_who_its_token_says() {
    let mut command = program(&["--stdio"]);
    let mut child = command
        .env("TRACKER_TOKEN", "pfai_reader_local_only")
        .spawn()
        .unwrap();
    let [initialize, initialized] = handshake();
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    let said = answers(&mut child, &[initialize, initialized, list]).await;
    let tools = said[1]["result"]["tools"].as_array().unwrap();
    assert_eq!(tools.len(), 9);
    ends_well(child).await;
}

#[tokio::test]
async fn with_a_wrong_token_it_does_not_start_and_says_why() {
    let mut command = program(&["--stdio", "--token", "pfai_nobody"]);
    let output = timeout(PATIENCE, command.output()).await.unwrap().unwrap();
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("no token of the workspace"), "{said}");
    assert!(!said.contains("pfai_nobody"), "{said}");
}

#[tokio::test]
async fn a_file_it_cannot_use_is_named_in_one_line() {
    let other = file("other.db");
    std::fs::write(
        &other,
        "this is no database, and longer than the head of one is\n".repeat(9),
    )
    .unwrap();
    let older = file("older.db");
    let connection = rusqlite::Connection::open(&older).unwrap();
    let tables = "CREATE TABLE issues (id INTEGER); PRAGMA user_version = 1";
    connection.execute_batch(tables).unwrap();
    let newer = file("newer.db");
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection
        .pragma_update(None, "user_version", 1000)
        .unwrap();
    let nowhere = PathBuf::from("/nowhere/at/all.db");
    for (database, words) in [
        (other, "cannot open the database"),
        (older, "is of another version of this program"),
        (newer, "is of another version of this program"),
        (nowhere, "cannot open the database"),
    ] {
        let name = database.to_str().unwrap();
        for arguments in [
            ["--listen", "127.0.0.1:0", "--database", name].as_slice(),
            &["token", "list", "--database", name],
        ] {
            let mut command = program(arguments);
            let ended = command.env("RUST_BACKTRACE", "1").output();
            let output = timeout(PATIENCE, ended).await.unwrap().unwrap();
            assert_eq!(output.status.code(), Some(1), "{name}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(said.lines().count(), 1, "{said}");
            assert!(said.contains(words) && said.contains(name), "{said}");
        }
    }
}

#[tokio::test]
async fn what_is_said_of_tokens_makes_no_database() {
    let nothing = file("nothing.db");
    let mut command = program(&["token", "list", "--database", nothing.to_str().unwrap()]);
    let output = timeout(PATIENCE, command.output()).await.unwrap().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("there is none"), "{said}");
    assert!(!nothing.exists());
}

#[tokio::test]
async fn what_it_keeps_is_in_one_file_once_it_has_ended() {
    let kept = file("kept.db");
    let mut child = program(&["--stdio", "--database", kept.to_str().unwrap()])
        .spawn()
        .unwrap();
    let [initialize, initialized] = handshake();
    let new = json!({ "project": "CORE", "title": "To be kept" });
    let messages = [initialize, initialized, call("create_issue", &new)];
    answers(&mut child, &messages).await;
    ends_well(child).await;
    assert!(!kept.with_extension("db-wal").exists());
    let count = "SELECT count(*) FROM issues WHERE title = 'To be kept'";
    let connection = rusqlite::Connection::open(&kept).unwrap();
    let count: i64 = connection.query_row(count, (), |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn each_call_is_recorded_and_no_token_is() {
    let (records, database) = (file("calls.jsonl"), file("calls.db"));
    let arguments = [
        "--stdio",
        "--audit",
        records.to_str().unwrap(),
        "--database",
        database.to_str().unwrap(),
    ];
    let mut child = program(&arguments).spawn().unwrap();
    let [initialize, initialized] = handshake();
    let comment = json!({ "issue": "CORE-1", "body": "pfai_member_local_only is mine" });
    let messages = [initialize, initialized, call("create_comment", &comment)];
    answers(&mut child, &messages).await;
    ends_well(child).await;
    let text = std::fs::read_to_string(&records).unwrap();
    assert!(text.contains(r#""name":"create_comment""#), "{text}");
    assert!(text.contains(r#""outcome":"ok""#), "{text}");
    assert!(!text.contains("pfai_member_local_only"), "{text}");
    let log = rusqlite::Connection::open(&database).unwrap();
    let noted: String = log
        .query_row(
            "SELECT group_concat(account || ' ' || name || ' ' || outcome || ' ' || arguments, '; ' ORDER BY id)
             FROM audit WHERE name IS NOT NULL",
            (),
            |row| row.get(0),
        )
        .unwrap();
    assert!(noted.starts_with("demo create_comment started "), "{noted}");
    assert!(noted.contains("; demo create_comment ok "), "{noted}");
    assert!(!noted.contains("pfai_member_local_only"), "{noted}");
}

/// So many entries from so many days ago.
fn entries(database: &Path, days: u32, count: u32) {
    let log = rusqlite::Connection::open(database).expect("the file can be opened");
    let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?2)
        INSERT INTO audit (at, api, org_id, account_id, account, via, method, path, status, request_id)
        SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ?1 || ' days'), 'v1', 1, 2, 'demo', 'rest', 'GET', '/', 200, ''
        FROM n";
    let noted = log.execute(sql, (days, count));
    assert_eq!(noted.expect("they can be noted"), count as usize);
}

#[tokio::test]
async fn what_is_too_old_in_the_log_goes_and_that_is_said_once() {
    let database = file("trimmed.db");
    let name = database.to_str().unwrap();
    ends_well(program(&["--stdio", "--database", name]).spawn().unwrap()).await;
    for (days, count) in [(31, 1200), (29, 7)] {
        entries(&database, days, count);
    }
    let arguments = ["--stdio", "--database", name];
    let mut command = program(&arguments);
    command
        .env("TRACKER_AUDIT_KEEP", "30")
        .env("RUST_LOG", "info");
    let mut child = command.spawn().unwrap();
    let input = child.stdin.take();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut said = Vec::new();
    while !said
        .iter()
        .any(|line: &String| line.contains("are deleted"))
    {
        let line = timeout(PATIENCE, lines.next_line()).await;
        said.push(line.expect("a word of it").unwrap().expect("it goes on"));
    }
    drop(input);
    while let Some(line) = timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap() {
        said.push(line);
    }
    ends_well(child).await;
    let told = said.iter().filter(|line| line.contains("are deleted"));
    let [told] = told.collect::<Vec<_>>()[..] else {
        panic!("{said:#?}");
    };
    assert!(told.contains("kept for 30 days: 1200 entries"), "{told}");
    let log = rusqlite::Connection::open(&database).unwrap();
    let count = "SELECT count(*) FROM audit";
    let left: i64 = log.query_row(count, (), |row| row.get(0)).unwrap();
    assert_eq!(left, 7);
}

#[tokio::test]
async fn a_backend_that_does_not_know_its_secret_is_said_in_one_line() {
    let database = file("elsewhere.db");
    let listen = ["--listen", "127.0.0.1:0"];
    let secret = |secret: &'static str| ["--service-secret", secret];
    let of_backend = secret("of the backend, and long enough for it");
    let there = [
        &listen[..],
        &["--database", database.to_str().unwrap()],
        &of_backend,
    ];
    let mut child = program(&there.concat()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = loop {
        let line = timeout(PATIENCE, lines.next_line()).await;
        let line = line.expect("a banner").unwrap().expect("a whole one");
        if let Some((_, url)) = line.split_once("its API      ") {
            break url.trim_end_matches("/api/v1/docs").to_owned();
        }
    };
    let elsewhere = ["--backend-url", &*url];
    let another = secret("of somebody else, and long enough as well");
    for how in [&["--stdio"][..], &listen] {
        let mut command = program(&[how, &elsewhere, &another].concat());
        let output = timeout(PATIENCE, command.output()).await.unwrap().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("--service-secret"), "{said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn on_a_port_it_says_where_it_is_and_ends_when_it_is_told_to() {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    // On all addresses it is reached on that of this machine.
    for address in ["127.0.0.1:0", "0.0.0.0:0"] {
        let database = file("program.db");
        let listen = ["--listen", address];
        let arguments = [&listen[..], &["--database", database.to_str().unwrap()]].concat();
        let mut child = program(&arguments).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut banner = String::new();
        while !banner.contains("Try it:") {
            let line = timeout(PATIENCE, output.read_line(&mut banner)).await;
            assert_ne!(line.expect("a banner").unwrap(), 0, "{banner}");
        }
        let url = |name: &str| {
            let line = banner.lines().find(|line| line.contains(name)).unwrap();
            line[line.find("http://").unwrap()..].trim().to_owned()
        };
        for (server, header, credential) in [
            ("workspace", "authorization", "Bearer pfai_admin_local_only"),
            ("agency", "apikey", "studio-admin-0000-local-AGY1001"),
        ] {
            let [initialize, _] = handshake();
            let asked = http.post(url(server)).json(&initialize);
            let answer = asked.header(header, credential).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{server}");
        }
        let process = child.id().unwrap().to_string();
        let told = Command::new("kill").arg(process).status().await.unwrap();
        assert!(told.success());
        ends_well(child).await;
        let mut rest = String::new();
        output.read_to_string(&mut rest).await.unwrap();
        assert!(rest.contains("curl"), "{rest}");
    }
}
