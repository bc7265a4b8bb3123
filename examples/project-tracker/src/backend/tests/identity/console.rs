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
    let table = console.list().unwrap();
    let [id, name, account, token, scopes, created, ends, used] = table.last().unwrap();
    assert_eq!(
        [name, account, scopes],
        ["of a test", "acme/demo", "issues:read"]
    );
    let beginning = token.strip_suffix('…').unwrap();
    assert!(secret.starts_with(beginning) && secret.len() > 2 * beginning.len());
    assert!(created < ends && created <= used, "{table:?}");
    let id = id.parse().unwrap();
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
                name: "\u{1b}[31mred",
                ..wish("demo", &["read"])
            },
            "--name must be one line without control characters",
        ),
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
    let table = console.list().unwrap();
    assert_eq!(table[0][..3], ["ID", "NAME", "ACCOUNT"]);
    assert_eq!(table.len(), 5, "{table:?}");
    assert!(
        table[1..]
            .iter()
            .all(|[.., ends, used]| [ends, used] == ["never"; 2])
    );
    let in_org = Wish {
        org: Some("ACME"),
        ..wish("DEMO", &["read"])
    };
    console.mint(&in_org).unwrap();
}
