//! How a stream ends.

use std::time::Duration;

use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::*;
use crate::support::envelope::V11;

/// The end of a stream of `subscriptions/listen`, as the server says it.
async fn ends(mut ear: Ear, id: &Value, piped: bool) {
    if piped {
        let cancelled = ear.hears("notifications/cancelled").await;
        assert_eq!(cancelled["params"]["requestId"], *id);
    }
    let result = ear.next().await;
    assert_eq!(result["id"], *id);
    assert_eq!(result["result"]["resultType"], "complete");
    assert_eq!(stream_of(&result), id);
    assert_eq!(ear.end().await, None);
}

/// Rows: SB-06, SB-07.
#[tokio::test]
async fn a_server_that_shuts_down_ends_every_stream_in_its_way() {
    let server = server();
    let (shut_down, told) = oneshot::channel::<()>();
    let end = async {
        let _ = told.await;
    };
    let served = Served::until(server.clone(), Probe::default(), end).await;
    let (over_http, _) = Ear::listen(&served, &json!("H"), &all()).await;
    let mut piped = Ear::lines(&server, V26);
    piped.write(&listen(&json!(1), &all())).await;
    piped.acknowledged(&json!(1)).await;
    let session = begin(&served, V11).await;
    let mut get = Ear::get(&served, V11, &session).await;

    shut_down.send(()).unwrap();
    ends(over_http, &json!("H"), false).await;
    ends(piped, &json!(1), true).await;
    assert_eq!(get.end().await, None);
    served.ended().await;
}

/// Rows: SB-07.
#[tokio::test(start_paused = true)]
async fn a_pipe_whose_input_ends_ends_its_streams_at_once() {
    let server = server();
    let mut piped = Ear::lines(&server, V26);
    for id in [1, 2] {
        piped.write(&listen(&json!(id), &all())).await;
        piped.acknowledged(&json!(id)).await;
    }
    let Stream::Lines(lines) = piped.stream else {
        unreachable!("it is a pipe");
    };
    let closed = Instant::now();
    let rest = lines.close().await;
    assert_eq!(closed.elapsed(), Duration::ZERO);
    let said: Vec<Value> = rest
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(said.len(), 4, "{said:?}");
    for id in [1, 2] {
        let of = |message: &&Value| message["id"] == id || message["params"]["requestId"] == id;
        let of_stream: Vec<_> = said.iter().filter(of).collect();
        assert_eq!(of_stream[0]["method"], "notifications/cancelled");
        assert_eq!(of_stream[1]["result"]["resultType"], "complete");
    }
}

/// Rows: SB-08.
#[tokio::test]
async fn a_stream_that_the_client_cancels_says_nothing_more() {
    let server = server();
    let mut pipe = Ear::lines(&server, V26);
    for id in [1, 2] {
        pipe.write(&listen(&json!(id), &all())).await;
        pipe.acknowledged(&json!(id)).await;
    }
    let cancel = notification(V26, "notifications/cancelled", &json!({ "requestId": 1 }));
    pipe.write(&cancel).await;
    // The answer shows that the notification before it was taken in.
    pipe.ask(&json!(3), "server/discover", &Value::Null).await;
    for _ in 0..2 {
        server.notify().tools_changed();
        assert_eq!(stream_of(&pipe.hears(TOOLS).await), &json!(2));
    }
}
