//! Whoever names sessions and tokens over and over that there are not is slowed down, and nobody
//! else.

use crate::support::envelope::{V11, V26};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, call, offering, open, serve, tokens};

/// How many failures are answered as what they are.
const MOST: usize = 1_000;

/// Sends a request over and over on one connection; gives the statuses.
async fn over_and_over(served: &Served, times: usize, post: &Post) -> Vec<u16> {
    let mut connection = Connection::open(served.address).await;
    let mut statuses = Vec::new();
    for _ in 0..times {
        connection.write(&post.to_bytes()).await;
        statuses.push(connection.response().await.head.status);
    }
    statuses
}

#[tokio::test]
async fn who_guesses_sessions_hears_no_more_and_who_has_one_goes_on() {
    let served = serve().await;
    let session = open(&served, V11, "ann").await;
    let guess = call(V11, Some("0123456789abcdef0123456789abcdef"), "count").bearer("ann");
    let statuses = over_and_over(&served, MOST + 2, &guess).await;
    assert!(statuses[..MOST].iter().all(|status| *status == 404));
    assert_eq!(statuses[MOST..], [429, 429]);
    let known = served
        .send(&call(V11, Some(&session), "count").bearer("ann"))
        .await;
    assert_eq!(known.head.status, 200);
}

#[tokio::test]
async fn who_guesses_tokens_hears_no_more_and_who_brings_none_is_told_what_to_bring() {
    let served = serve().await;
    let guess = call(V26, None, "count").bearer("nobody");
    let statuses = over_and_over(&served, MOST + 1, &guess).await;
    assert!(statuses[..MOST].iter().all(|status| *status == 401));
    assert_eq!(statuses[MOST], 429);
    let refused = served.send(&guess).await;
    assert_eq!(refused.head.header("retry-after"), Some("10"));
    let stranger = served.send(&call(V26, None, "count")).await;
    assert_eq!(stranger.head.status, 401);
    let known = served.send(&call(V26, None, "count").bearer("ann")).await;
    assert_eq!(known.head.status, 200);
}

/// All of a proxy's clients come from its address.
#[tokio::test]
async fn behind_a_proxy_nothing_is_counted() {
    let proxied = |builder| offering(builder).authentication(tokens()).allow_any_host();
    let served = Served::with(proxied).await;
    let guess = call(V26, None, "count").bearer("nobody");
    let statuses = over_and_over(&served, MOST + 2, &guess).await;
    assert!(statuses.iter().all(|status| *status == 401));
}
