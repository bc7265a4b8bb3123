//! How many of the calls that a server runs are one principal's.

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::support::envelope::{V03, V26, request};
use crate::support::http::{Connection, Response};
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, call, offering, open, tokens};

/// A call that goes on until the probe is opened.
fn wait(revision: Revision, id: u64) -> Value {
    let wait = json!({ "name": "wait", "arguments": {} });
    request(revision, &json!(id), "tools/call", &wait)
}

async fn serve(most: usize) -> Served {
    let options = |builder| offering(builder).max_calls(most);
    Served::with(|builder| options(builder).authentication(tokens())).await
}

fn must_be_refused(response: &Response) {
    assert_eq!(response.head.status, 429, "{response:?}");
    assert_eq!(response.head.header("retry-after"), Some("5"));
    assert_eq!(response.json()["error"]["data"]["reason"], "overloaded");
}

#[tokio::test]
async fn half_of_the_calls_are_left_to_others() {
    let served = serve(4).await;
    let mut running = Vec::new();
    for (number, token) in [(1, "ann"), (2, "ann.admin"), (3, "bob")] {
        let mut connection = Connection::open(served.address).await;
        let post = Post::message(V26, None, &wait(V26, number)).bearer(token);
        connection.write(&post.to_bytes()).await;
        served.probe.started.reached(number).await;
        running.push(connection);
        let hers = served.send(&call(V26, None, "whoami").bearer("ann")).await;
        match number {
            1 => assert_eq!(hers.head.status, 200),
            _ => must_be_refused(&hers),
        }
        let his = served.send(&call(V26, None, "whoami").bearer("bob")).await;
        assert_eq!(his.head.status, 200, "{his:?}");
    }
    served.probe.opened.raise();
    for connection in &mut running {
        assert_eq!(connection.response().await.head.status, 200);
    }
    let again = served.send(&call(V26, None, "whoami").bearer("ann")).await;
    assert_eq!(again.head.status, 200);
}

#[tokio::test]
async fn a_batch_is_as_many_as_it_calls() {
    let served = serve(4).await;
    let session = open(&served, V03, "ann").await;
    let batch = Value::Array((0..5).map(|id| wait(V03, id)).collect());
    let post = Post::message(V03, Some(&session), &batch).bearer("ann");
    let mut connection = Connection::open(served.address).await;
    connection.write(&post.to_bytes()).await;
    served.probe.started.reached(2).await;
    served.probe.opened.raise();
    let answers = connection.response().await.json();
    let refused = answers.as_array().unwrap().iter();
    let refused = refused.filter(|answer| answer["error"]["data"]["reason"] == "overloaded");
    assert_eq!((refused.count(), served.probe.started.times()), (3, 2));
}
