//! What is secret is nowhere in the file, however it came.

use mcp_server::audit::{Audit, Redaction};
use serde_json::{Value, json};

use crate::book::Book;
use crate::support::client::Client;
use crate::support::wires::WIRES;
use crate::tools::{self, SECRET};

#[tokio::test]
async fn no_secret_is_in_the_file() {
    let redaction = Redaction::new().names(["maiden name"]).prefixes(["acme_"]);
    for way in WIRES {
        let redaction = redaction.clone();
        let book = Book::new(|file| Audit::required(file).redact(redaction));
        let audit = book.audit.clone();
        let options = |builder: mcp_server::Builder| builder.tools(tools::all()).audit(audit);
        let mut client = Client::connect_to(way.0, way.1, options).await;
        for arguments in [
            json!({ "pin": 7_393_913 }),
            // Wrong, and misspelt: the call fails, and is recorded all the same.
            json!({ "pin": format!("7393913{SECRET}") }),
            json!({ "ping": 7_393_913, "note": SECRET }),
            json!({ "text": format!("use Bearer {SECRET}") }),
            json!({ "text": format!("acme_{SECRET}") }),
            json!({ "text": json!({ "api_key": SECRET }).to_string() }),
            json!({ "more": { "Password": SECRET, "maidenName": SECRET, "url": format!("ftp://a:{SECRET}@b/c") } }),
        ] {
            client.call("note", arguments).await;
        }
        for tool in ["fails", "protocol", "panics"] {
            client.call(tool, json!({})).await;
        }
        client.call("nothing", json!({ "pin": SECRET })).await;
        let records = book.records().await;
        assert_eq!(records.len(), 2 * 10 + 1);
        let text = book.text();
        assert!(
            !text.contains(SECRET) && !text.contains("7393913"),
            "{way:?}: {text}"
        );
    }
}

#[tokio::test]
async fn what_is_no_secret_is_in_the_file() {
    let book = Book::best_effort();
    let audit = book.audit.clone();
    let options = |builder: mcp_server::Builder| builder.tools(tools::all()).audit(audit);
    let mut client = Client::connect_to(WIRES[0].0, WIRES[0].1, options).await;
    let arguments = json!({ "text": "It broke", "pin": 1, "more": { "colour": "red" } });
    client.call("note", arguments.clone()).await.result();
    let mut wanted: Value = arguments;
    wanted["pin"] = json!("[redacted]");
    assert_eq!(book.records().await[0]["arguments"], wanted);
}
