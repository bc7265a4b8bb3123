//! Streams for what the server says outside of calls.

use std::collections::BTreeSet;

use mcp_server::Server;
use mcp_tests::Probe;
use serde_json::Value;

use super::{Visitor, WITH_IDS, tools};
use crate::support::envelope::{V11, notification};
use crate::support::http::Events;
use crate::support::post::Post;
use crate::support::served::Served;

const CHANGED: &str = "notifications/tools/list_changed";

async fn serve() -> (Served, Server) {
    let probe = Probe::default();
    let server = tools(mcp_tests::watched(&probe)).build().unwrap();
    (Served::serve(server.clone(), probe).await, server)
}

impl Visitor<'_> {
    async fn settle(&self) {
        let initialized = notification(self.revision, "notifications/initialized", &Value::Null);
        let post = Post::message(self.revision, Some(&self.session), &initialized);
        assert_eq!(self.served.send(&post).await.head.status, 202);
    }

    async fn listen(&self) -> Events {
        let (head, connection) = self.served.open(&self.get()).await;
        assert_eq!(head.status, 200);
        Events::of(&head, connection)
    }

    /// The next event must tell of a change; gives its id.
    async fn change(&self, events: &mut Events) -> String {
        let (id, message) = self.hear(events).await.expect("the stream goes on");
        assert_eq!(message["method"], CHANGED);
        id
    }
}

/// Rows: SH-15, SH-16.
#[tokio::test]
async fn a_client_that_comes_back_hears_what_it_missed_and_what_is_new() {
    for revision in WITH_IDS {
        let (served, server) = serve().await;
        let visitor = Visitor::begin(&served, revision).await;
        visitor.settle().await;
        let mut events = visitor.listen().await;
        let mut ids = BTreeSet::new();
        server.notify().tools_changed();
        let first = visitor.change(&mut events).await;
        server.notify().tools_changed();
        let second = visitor.change(&mut events).await;
        drop(events);
        ids.extend([first.clone(), second.clone()]);
        // The second may have been lost on its way.
        let mut events = visitor.resume(&first).await;
        assert_eq!(visitor.change(&mut events).await, second);
        server.notify().tools_changed();
        let third = visitor.change(&mut events).await;
        assert!(ids.insert(third.clone()));
        drop(events);
        // This happens while nobody listens.
        server.notify().tools_changed();
        let mut events = visitor.resume(&third).await;
        assert!(ids.insert(visitor.change(&mut events).await));
    }
}

#[tokio::test]
async fn of_more_streams_than_a_session_may_have_the_oldest_ends() {
    let (served, server) = serve().await;
    let visitor = Visitor::begin(&served, V11).await;
    visitor.settle().await;
    let mut streams = Vec::new();
    for _ in 0..9 {
        streams.push(visitor.listen().await);
    }
    assert!(streams[0].next().await.is_none());
    server.notify().tools_changed();
    visitor.change(&mut streams[8]).await;
}

/// Rows: SH-08.
#[tokio::test]
async fn of_several_streams_one_has_each_message() {
    let (served, server) = serve().await;
    let visitor = Visitor::begin(&served, V11).await;
    visitor.settle().await;
    let (mut one, mut two) = (visitor.listen().await, visitor.listen().await);
    server.notify().tools_changed();
    let id = visitor.change(&mut two).await;
    // Whoever shows that stream now is another.
    let mut again = visitor.resume(&id).await;
    assert!(two.next().await.is_none());
    server.notify().tools_changed();
    visitor.change(&mut again).await;
    let mut delete = visitor.get();
    delete.method = "DELETE";
    assert_eq!(served.send(&delete).await.head.status, 204);
    assert!(one.next().await.is_none());
    assert!(again.next().await.is_none());
}
