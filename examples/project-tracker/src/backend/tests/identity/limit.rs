//! How many requests an account may make, whichever way they come.

use std::time::Duration;

use serde_json::json;

use super::{Server, delegated};
use crate::backend::{DEMO_TOKEN, GLOBEX_TOKEN, Limit, Options, READER_TOKEN};
use crate::delegation::Api;

#[tokio::test]
async fn an_account_that_asks_too_much_waits_and_the_others_do_not() {
    let server = Server::with(Options {
        limit: Limit {
            burst: 3,
            every: Duration::from_secs(600),
        },
        ..Options::default()
    })
    .await;
    let account = server.account(DEMO_TOKEN).await;
    let delegation = delegated(Api::V1, account, "read", None);
    assert_eq!(server.get(&delegation, "/api/v1/issues").await.status, 200);
    let missing = server.get(DEMO_TOKEN, "/api/v1/issues/NOPE-1").await;
    assert_eq!(missing.status, 404);
    for token in [DEMO_TOKEN, delegation.as_str()] {
        let refused = server.get(token, "/api/v1/issues").await;
        let wait: u64 = refused.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((500..=600).contains(&wait), "{wait}");
        assert_eq!(refused.refusal().0, 429);
    }
    let written = server.post(DEMO_TOKEN, "/api/v1/issues", &json!({})).await;
    assert_eq!(written.status, 429);
    for token in [READER_TOKEN, GLOBEX_TOKEN] {
        assert_eq!(server.get(token, "/api/v1/me").await.status, 200);
    }
    // The agency counts its own accounts, which have the same numbers.
    let delegation = delegated(Api::V4, account, "directory:read", None);
    assert_eq!(server.get(&delegation, "/api/v4/me").await.status, 200);
}
