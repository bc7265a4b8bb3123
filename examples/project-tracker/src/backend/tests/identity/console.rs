//! Tokens from the command line, for a backend that is running.

use super::{AMPLE, Server};
use crate::backend::tests::storage::Folder;
use crate::backend::{ADMIN_TOKEN, Console, Options, Wish};

fn wish<'a>(account: &'a str, scopes: &'a [&'a str]) -> Wish<'a> {
    Wish {
        account,
        org: None,
        name: "of a test",
        scopes,
        days: Some(1),
    }
}

#[tokio::test]
async fn a_token_is_good_from_when_it_is_minted_until_it_is_revoked() {
    let folder = Folder::new();
    let server = Server::with(Options {
        database: Some(folder.file()),
        limit: AMPLE,
        ..Options::default()
    })
    .await;
    let mut console = Console::open(&folder.file()).unwrap();
    let secret = console.mint(&wish("demo", &["issues:read"])).unwrap();
    let me = server.get(&secret, "/api/v1/me").await.data();
    assert_eq!(me["scopes"], serde_json::json!(["issues:read"]));
    let lines = console.list().unwrap();
    let line = lines.last().unwrap();
    let id: i64 = line.split_whitespace().next().unwrap().parse().unwrap();
    assert!(
        line.contains("acme/demo") && line.contains("issues:read"),
        "{line}"
    );
    assert!(!line.contains(&secret), "{line}");
    console.revoke(id).unwrap();
    assert_eq!(server.get(&secret, "/api/v1/me").await.status, 401);
    assert!(console.revoke(id).is_err());

    let log = server
        .get(ADMIN_TOKEN, "/api/v1/audit?actor=demo")
        .await
        .data();
    let told: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["via"].as_str().unwrap(),
                entry["method"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(told, [("cli", "DELETE"), ("rest", "GET"), ("cli", "POST")]);
    let bytes = std::fs::read(folder.file()).unwrap();
    assert!(
        !bytes
            .windows(secret.len())
            .any(|window| window == secret.as_bytes())
    );
}

#[test]
fn a_wish_that_cannot_be_granted_says_why() {
    let folder = Folder::new();
    let mut console = Console::open(&folder.file()).unwrap();
    for (wish, why) in [
        (wish("nobody", &["read"]), "there is no account \"nobody\""),
        (
            wish("reader", &["write"]),
            "the role of reader gives no more than",
        ),
        (
            wish("demo", &["admin"]),
            "the role of demo gives no more than",
        ),
        (wish("demo", &["reed"]), "--scopes \"reed\" is none of"),
        (wish("demo", &[]), "--scopes must name at least one scope"),
        (
            Wish {
                org: Some("globex"),
                ..wish("demo", &["read"])
            },
            "there is no account \"demo\"",
        ),
    ] {
        let error = console.mint(&wish).unwrap_err().to_string();
        assert!(error.starts_with(why), "{error}");
    }
    assert_eq!(console.list().unwrap().len(), 4);
    let in_org = Wish {
        org: Some("ACME"),
        ..wish("DEMO", &["read"])
    };
    console.mint(&in_org).unwrap();
}
