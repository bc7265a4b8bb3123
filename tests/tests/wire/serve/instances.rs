//! The list of resources where a template lists what fits it.

use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};

use super::{connect_to, offered};
use crate::support::client::Client;
use crate::support::envelope::{V26, request};
use crate::support::wires::{Transport, WIRES};

async fn shelves() -> Vec<Listed> {
    tokio::task::yield_now().await;
    let shelf = |shelf: u32| {
        Listed::of("number", shelf)
            .size(3)
            .title(format!("Shelf {shelf}"))
    };
    (1..=3).map(shelf).collect()
}

/// A shelf
#[resource("shelf://{number}", mime = "text/plain", list = shelves)]
fn shelf(number: u32) -> String {
    format!("{number:03}")
}

#[tokio::test]
async fn what_fits_a_template_is_listed_in_every_revision_over_every_transport() {
    for wire in WIRES {
        let with_shelves = |builder: mcp_server::Builder| builder.resources(resources![shelf]);
        let mut plain = connect_to(wire, |builder| builder).await;
        let mut whole = connect_to(wire, with_shelves).await;
        let mut paged = connect_to(wire, |builder| with_shelves(builder).page_size(2)).await;
        let always = plain.ask("resources/list", Value::Null).await;
        let always = always.result()["resources"].as_array().unwrap().clone();
        let all = whole.ask("resources/list", Value::Null).await;
        let all = all.result()["resources"].as_array().unwrap().clone();
        let (before, behind) = all.split_at(always.len());
        assert_eq!(before, always, "{wire:?}");
        let uris: Vec<_> = behind.iter().map(|one| one["uri"].as_str()).collect();
        assert_eq!(
            uris,
            [Some("shelf://1"), Some("shelf://2"), Some("shelf://3")]
        );
        for one in behind {
            let read = whole
                .ask("resources/read", json!({ "uri": one["uri"] }))
                .await;
            assert_eq!(read.result()["contents"][0]["mimeType"], one["mimeType"]);
        }
        let (mut items, mut params) = (Vec::new(), Value::Null);
        loop {
            let page = paged.ask("resources/list", params).await;
            items.extend(page.result()["resources"].as_array().unwrap().clone());
            if wire.1 == V26 {
                assert_eq!(page.result()["cacheScope"], "private");
                assert_eq!(page.result()["ttlMs"], 0);
            }
            match page.result().get("nextCursor") {
                None => break,
                Some(cursor) => params = json!({ "cursor": cursor }),
            }
        }
        assert_eq!(items, all, "{wire:?}");
    }
}

async fn waits(probe: State<Probe>) -> Vec<Listed> {
    offered::wait(&probe).await;
    Vec::new()
}

/// A shelf that nobody comes to
#[resource("lost://{number}", list = waits)]
fn lost(number: u32) -> String {
    number.to_string()
}

#[tokio::test]
async fn a_list_that_nobody_waits_for_any_more_is_given_up() {
    for (transport, revision) in WIRES {
        let probe = Probe::default();
        let server = offered::watched(&probe).resources(resources![lost]);
        let mut client = Client::connect_to(transport, revision, |_| server).await;
        let id = json!("w");
        let wish = request(revision, &id, "resources/list", &json!({}));
        let pending = client.send(&wish).await;
        probe.started.reached(1).await;
        if (transport, revision) == (Transport::Streamable, V26) {
            // Over HTTP the stateless era cancels by hanging up.
            drop(pending);
            probe.dropped.reached(1).await;
            continue;
        }
        client
            .notify("notifications/cancelled", json!({ "requestId": id }))
            .await;
        probe.dropped.reached(1).await;
        client.finish_cancelled(pending).await;
    }
}
