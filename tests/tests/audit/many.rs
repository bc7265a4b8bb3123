//! Many calls at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use mcp_server::audit::Audit;
use mcp_server::testing::Client;
use serde_json::json;

use crate::book::Book;
use crate::tools;

const CLIENTS: usize = 20;
const CALLS: usize = 50;

#[tokio::test]
async fn a_thousand_calls_at_once_have_a_thousand_records() {
    for required in [false, true] {
        let book = Book::new(|file| match required {
            true => Audit::required(file),
            false => Audit::best_effort(file),
        });
        // None ends before all have begun.
        let server = tools::meeting(CLIENTS * CALLS).audit(book.audit.clone());
        let server = server.build().unwrap();
        let mut calls = Vec::new();
        for _ in 0..CLIENTS {
            let client = Arc::new(Client::connect(&server).await.unwrap());
            for _ in 0..CALLS {
                let client = Arc::clone(&client);
                let call = async move { client.call("meets", json!({})).await.unwrap() };
                calls.push(tokio::spawn(call));
            }
        }
        for call in calls {
            assert!(!call.await.unwrap().is_error);
        }
        let records = book.records().await;
        let of = |outcome: &str| -> BTreeSet<&str> {
            let found = records.iter().filter(|record| record["outcome"] == outcome);
            found.filter_map(|record| record["id"].as_str()).collect()
        };
        let (started, ended) = (of("started"), of("ok"));
        assert_eq!(ended.len(), CLIENTS * CALLS);
        assert_eq!(
            started,
            if required {
                ended.clone()
            } else {
                BTreeSet::new()
            }
        );
        assert_eq!(records.len(), started.len() + ended.len());
        assert_eq!(book.audit.lost(), 0);
    }
}
