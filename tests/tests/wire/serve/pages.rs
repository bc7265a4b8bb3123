//! The four lists in pages.

use serde_json::{Value, json};

use super::{connect, connect_to, on_each};
use crate::support::client::Client;
use crate::support::envelope::V26;
use crate::support::wires::WIRES;

/// Each list, and its name in a page.
const LISTS: [(&str, &str); 4] = [
    ("tools/list", "tools"),
    ("prompts/list", "prompts"),
    ("resources/list", "resources"),
    ("resources/templates/list", "resourceTemplates"),
];

async fn first_cursor(client: &mut Client, method: &str) -> Value {
    let heard = client.ask(method, Value::Null).await;
    heard.result()["nextCursor"].clone()
}

/// Rows: UT-09, UT-11, UT-12.
#[tokio::test]
async fn every_page_of_every_list_is_reached() {
    for wire in WIRES {
        let mut whole = connect(wire.0, wire.1).await;
        let mut paged = connect_to(wire, |builder| builder.page_size(2)).await;
        for (method, member) in LISTS {
            let whole = whole.ask(method, Value::Null).await;
            let (mut items, mut params) = (Vec::new(), Value::Null);
            loop {
                let page = paged.ask(method, params).await;
                let part = page.result()[member].as_array().unwrap();
                assert!((1..=2).contains(&part.len()), "{method}");
                items.extend(part.iter().cloned());
                if wire.1 == V26 {
                    assert_eq!(page.result()["cacheScope"], "public", "{method}");
                }
                match page.result().get("nextCursor") {
                    None => break,
                    Some(cursor) => params = json!({ "cursor": cursor }),
                }
            }
            assert_eq!(whole.result()[member], Value::Array(items), "{method}");
        }
    }
}

/// Rows: UT-08, UT-10.
#[tokio::test]
async fn a_cursor_that_was_not_given_out_is_refused() {
    on_each(|mut client| async move {
        for (method, _) in LISTS {
            for cursor in ["", "garbage", "t", "ü", "t00000000000000001", "2"] {
                let heard = client.ask(method, json!({ "cursor": cursor })).await;
                assert_eq!(heard.error()["code"], -32602, "{method} {cursor}");
            }
            let heard = client.ask(method, json!({ "cursor": 2 })).await;
            assert_eq!(heard.error()["message"], "`cursor` must be a string");
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_of_another_list_or_of_another_page_size_is_refused() {
    for wire in WIRES {
        let mut two = connect_to(wire, |builder| builder.page_size(2)).await;
        let mut three = connect_to(wire, |builder| builder.page_size(3)).await;
        let prompts = first_cursor(&mut two, "prompts/list").await;
        let other = first_cursor(&mut three, "resources/list").await;
        for (method, cursor, word) in [
            ("resources/list", &prompts, "another list"),
            ("prompts/list", &prompts, "has changed"),
            ("prompts/list", &other, "another list"),
        ] {
            let heard = three.ask(method, json!({ "cursor": cursor })).await;
            assert_eq!(heard.error()["code"], -32602, "{method}");
            let message = heard.error()["message"].as_str().unwrap();
            assert!(message.contains(word), "{method}: {message}");
        }
    }
}

#[tokio::test]
async fn a_cursor_can_be_used_again_by_whoever_has_it() {
    for wire in WIRES {
        let mut one = connect_to(wire, |builder| builder.page_size(2)).await;
        let mut other = connect_to(wire, |builder| builder.page_size(2)).await;
        let cursor = first_cursor(&mut one, "prompts/list").await;
        let params = json!({ "cursor": cursor });
        let first = one.ask("prompts/list", params.clone()).await;
        let again = other.ask("prompts/list", params).await;
        assert_eq!(first.result(), again.result(), "{wire:?}");
    }
}
