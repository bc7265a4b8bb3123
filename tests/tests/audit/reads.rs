//! What is read has a record as what is called: prompts, resources, and what completes an argument.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mcp_server::audit::{Audit, Redaction};
use mcp_server::model::ResourceDefinition;
use mcp_server::prelude::*;
use mcp_server::testing;
use mcp_server::{Builder, Resource, Resources};
use serde_json::{Value, json};

use crate::book::{Book, Broken, PATIENCE};
use crate::support::client::Client;
use crate::support::wires::WIRES;
use crate::tools::SECRET;

/// How often anything ran.
type Runs = Arc<AtomicUsize>;

fn ran(runs: &Runs) {
    runs.fetch_add(1, Ordering::SeqCst);
}

/// One of two
#[resource("vault://items/{id}")]
fn item(#[arg(complete = ids)] id: u8, State(runs): State<Runs>) -> Option<String> {
    ran(&runs);
    (id < 2).then(|| format!("item {id}"))
}

/// Look into it
#[prompt]
fn look(#[arg(complete = ids)] item: String, State(runs): State<Runs>) -> String {
    ran(&runs);
    format!("Look into {item}")
}

fn ids(context: Context, _typed: Typed) -> [&'static str; 2] {
    if let Some(runs) = context.state::<Runs>() {
        ran(&runs);
    }
    ["1", "2"]
}

/// What not everybody may read
#[resource("vault://ledger", scopes("admin"))]
fn ledger() -> &'static str {
    "all of it"
}

fn vault(audit: &Audit, runs: &Runs) -> impl FnOnce(Builder) -> Builder + use<> {
    let (audit, runs) = (audit.clone(), Arc::clone(runs));
    let index = ResourceDefinition::new("vault://index", "index");
    let index = Resource::new(index, |State(runs): State<Runs>| {
        ran(&runs);
        "items"
    });
    move |builder| {
        let builder = builder
            .prompts(prompts![look])
            .resources(Resources::new().resource(index));
        builder
            .resources(resources![item, ledger])
            .state(runs)
            .audit(audit)
    }
}

fn completion(of: &Value, argument: &str) -> Value {
    json!({ "ref": of, "argument": { "name": argument, "value": "1" } })
}

/// What is asked, under which name it is recorded, and how it ends.
fn asked() -> Vec<(&'static str, Value, &'static str, Value, &'static str)> {
    let prompt = json!({ "type": "ref/prompt", "name": "look" });
    let template = json!({ "type": "ref/resource", "uri": "vault://items/{id}" });
    let uri = |uri: &str| json!({ "uri": uri });
    let look = |arguments: Value| json!({ "name": "look", "arguments": arguments });
    let one = json!({ "item": "1" });
    vec![
        (
            "resources/read",
            uri("vault://index"),
            "vault://index",
            json!({}),
            "ok",
        ),
        (
            "resources/read",
            uri("vault://items/1"),
            "vault://items/1",
            json!({}),
            "ok",
        ),
        (
            "resources/read",
            uri("vault://items/7"),
            "vault://items/7",
            json!({}),
            "error",
        ),
        (
            "resources/read",
            uri("vault://items/x"),
            "vault://items/x",
            json!({}),
            "error",
        ),
        (
            "resources/read",
            uri("vault://nowhere"),
            "vault://nowhere",
            json!({}),
            "refused",
        ),
        ("prompts/get", look(one.clone()), "look", one, "ok"),
        ("prompts/get", look(json!({})), "look", json!({}), "error"),
        (
            "prompts/get",
            json!({ "name": "none", "arguments": { "pin": "1" } }),
            "none",
            json!("[11 bytes for what does not exist]"),
            "refused",
        ),
        (
            "completion/complete",
            completion(&prompt, "item"),
            "look",
            json!({ "item": "1" }),
            "ok",
        ),
        (
            "completion/complete",
            completion(&template, "id"),
            "vault://items/{id}",
            json!({ "id": "1" }),
            "ok",
        ),
    ]
}

#[tokio::test]
async fn each_has_a_record_over_every_wire() {
    for way in WIRES {
        let book = Book::best_effort();
        let options = vault(&book.audit, &Runs::default());
        let mut client = Client::connect_to(way.0, way.1, options).await;
        for (method, params, name, arguments, outcome) in asked() {
            let before = book.records().await.len();
            client.ask(method, params).await;
            let records = book.records().await;
            assert_eq!(records.len(), before + 1, "{way:?} {method} {name}");
            let record = &records[before];
            let found = [&record["method"], &record["name"], &record["outcome"]];
            assert_eq!(found, [method, name, outcome], "{way:?}: {record}");
            assert_eq!(record["arguments"], arguments, "{way:?} {method} {name}");
        }
        // Lists have none.
        let before = book.records().await.len();
        for list in ["prompts/list", "resources/list", "resources/templates/list"] {
            client.ask(list, Value::Null).await.result();
        }
        assert_eq!(book.records().await.len(), before, "{way:?}");
    }
}

#[tokio::test]
async fn nothing_runs_that_must_be_recorded_and_is_not() {
    for way in WIRES {
        let (audit, runs) = (Audit::required(Broken), Runs::default());
        let mut client = Client::connect_to(way.0, way.1, vault(&audit, &runs)).await;
        let served = asked().into_iter().filter(|(.., outcome)| *outcome == "ok");
        for (method, params, name, ..) in served {
            let heard = client.ask(method, params).await;
            let error = heard.error();
            assert_eq!(
                error["data"]["reason"], "audit_unavailable",
                "{way:?} {method} {name}"
            );
        }
        assert_eq!(runs.load(Ordering::SeqCst), 0, "{way:?}");
        assert!(audit.flush(PATIENCE).await);
    }
}

#[tokio::test]
async fn each_runs_once_when_the_record_of_its_start_is_there() {
    for way in WIRES {
        let (book, runs) = (Book::required(), Runs::default());
        let mut client = Client::connect_to(way.0, way.1, vault(&book.audit, &runs)).await;
        let served = asked().into_iter().filter(|(.., outcome)| *outcome == "ok");
        for (times, (method, params, ..)) in served.enumerate() {
            client.ask(method, params).await.result();
            assert_eq!(runs.load(Ordering::SeqCst), times + 1, "{way:?} {method}");
            let records = book.records().await;
            let [.., start, end] = &records[..] else {
                panic!("{records:?}")
            };
            assert_eq!(
                (&start["outcome"], &end["outcome"]),
                (&json!("started"), &json!("ok"))
            );
            assert_eq!(start["id"], end["id"]);
        }
    }
}

#[tokio::test]
async fn whoever_may_not_read_is_refused_and_named() {
    let book = Book::best_effort();
    let builder = Server::builder(("vault", "1.0.0"));
    let server = vault(&book.audit, &Runs::default())(builder)
        .build()
        .unwrap();
    let ann = Principal::new("https://id.example.com", "ann").with_scopes(["read"]);
    let client = testing::Client::connect_as(&server, ann).await.unwrap();
    client.read("vault://ledger").await.unwrap_err();
    let records = book.records().await;
    let [record] = &records[..] else {
        panic!("{records:?}")
    };
    assert_eq!(
        (&record["name"], &record["outcome"]),
        (&json!("vault://ledger"), &json!("refused"))
    );
    assert_eq!(record["principal"]["subject"], "ann");
    assert_eq!(
        record["message"],
        "the caller lacks a scope; this needs `admin`"
    );
}

#[tokio::test]
async fn no_secret_of_a_uri_or_of_an_argument_is_in_the_file() {
    for way in WIRES {
        let redaction = Redaction::new().prefixes(["acme_"]);
        let book = Book::new(|file| Audit::required(file).redact(redaction));
        let options = vault(&book.audit, &Runs::default());
        let mut client = Client::connect_to(way.0, way.1, options).await;
        for uri in [
            format!("vault://items/acme_{SECRET}"),
            format!("vault://items/1?token={SECRET}"),
            format!("https://ann:{SECRET}@vault"),
            format!("vault://items/%61cme_{SECRET}"),
            format!("vault://items/1?token%3D{SECRET}"),
        ] {
            client.ask("resources/read", json!({ "uri": uri })).await;
            let of = json!({ "type": "ref/resource", "uri": uri });
            client
                .ask("completion/complete", completion(&of, "id"))
                .await;
        }
        for arguments in [
            json!({ "itme": SECRET }),
            json!({ "item": format!("acme_{SECRET}") }),
        ] {
            let params = json!({ "name": "look", "arguments": arguments });
            client.ask("prompts/get", params).await;
        }
        // One that the template does not have may be a secret one misspelt.
        let template = json!({ "type": "ref/resource", "uri": "vault://items/{id}" });
        let typed = json!({ "name": "di", "value": SECRET });
        let params = json!({ "ref": template, "argument": typed });
        client.ask("completion/complete", params).await;
        for (argument, value) in [
            ("itme", SECRET.to_owned()),
            ("item", format!("acme_{SECRET}")),
        ] {
            let argument = json!({ "name": argument, "value": value });
            let of = json!({ "type": "ref/prompt", "name": "look" });
            let params = json!({ "ref": of, "argument": argument });
            client.ask("completion/complete", params).await;
        }
        assert!(book.records().await.len() >= 10);
        assert!(!book.text().contains(SECRET), "{way:?}: {}", book.text());
    }
}
