//! Pages that go by an id: that one is needed first, and that its visitor is done.

use std::sync::Arc;

use mcp_server::testing::{self, Reply};
use mcp_server::{Revision, Server};
use serde_json::{Value, json};

use crate::client::{Client, any, everything, has_forms, serve, text};
use crate::offer::{self, Accounts};
use crate::support::envelope::{V03, V06, V11, V24, V26};
use crate::support::wires::{Transport, WIRES};

/// The ways to talk in the revision that knows pages by an id.
const CORE: [Transport; 3] = [Transport::Streamable, Transport::Sse, Transport::Lines];

fn server() -> (Server, Arc<Accounts>) {
    let accounts = Arc::new(Accounts::default());
    let server = offer::server().state(Arc::clone(&accounts)).build();
    (server.expect("the server can be built"), accounts)
}

async fn repositories(client: &mut Client) -> Value {
    let params = json!({ "name": "repositories", "arguments": {} });
    let mut call = client.send("tools/call", params).await;
    client.hear(&mut call).await.expect("an answer")
}

/// The page that an error sends to.
fn page(refused: &Value) -> Value {
    assert_eq!(refused["error"]["code"], -32042, "{refused}");
    let pages = refused["error"]["data"]["elicitations"].as_array().unwrap();
    let [page] = &pages[..] else {
        panic!("{pages:?}")
    };
    let id = page["elicitationId"].as_str().unwrap();
    let url = format!("https://example.com/connect/{id}");
    let expected = json!({
        "mode": "url",
        "message": "Connect your account",
        "url": url,
        "elicitationId": id,
    });
    assert_eq!(*page, expected);
    page["elicitationId"].clone()
}

/// Rows: MR-20, MR-21.
#[tokio::test]
async fn a_client_is_sent_to_a_page_hears_when_it_is_done_and_calls_again() {
    for transport in CORE {
        let (server, accounts) = server();
        let mut client = Client::reach(&server, transport, V11, everything()).await;
        client.overhear().await;
        let id = page(&repositories(&mut client).await);
        // In the part of the program that serves the page.
        accounts.connect();
        assert!(server.notify().elicitation_complete(id.as_str().unwrap()));
        assert_eq!(client.completed().await, id);
        let end = repositories(&mut client).await;
        assert_eq!(text(&end), "one and two");
    }
}

/// Rows: MR-21.
#[tokio::test]
async fn a_page_that_was_asked_for_is_told_of_too() {
    for transport in CORE {
        let (server, _) = server();
        let mut client = Client::reach(&server, transport, V11, everything()).await;
        client.overhear().await;
        let accept = |_: &Value| json!({ "action": "accept" });
        let (end, questions) = client.call("connect", json!({}), accept).await;
        let id = questions[0]["params"]["elicitationId"].as_str().unwrap();
        assert_eq!(text(&end), format!("Accepted(()) {id}"));
        assert!(server.notify().elicitation_complete(id));
        assert_eq!(client.completed().await, id);
    }
}

/// Rows: MR-21.
#[tokio::test]
async fn a_page_is_told_of_once_and_only_if_it_is_known() {
    let (server, _) = server();
    let mut client = Client::reach(&server, Transport::Lines, V11, everything()).await;
    let [first, second] = [
        page(&repositories(&mut client).await),
        page(&repositories(&mut client).await),
    ];
    assert_ne!(first, second);
    let notify = server.notify();
    let complete = |id: &Value| notify.elicitation_complete(id.as_str().unwrap());
    for unknown in ["", "1", "../", &"f".repeat(32)] {
        assert!(!notify.elicitation_complete(unknown));
    }
    assert!(complete(&second) && !complete(&second) && complete(&first));
    assert_eq!(client.completed().await, second);
    assert_eq!(client.completed().await, first);
}

/// Rows: MR-21.
#[tokio::test]
async fn nobody_else_hears_that_a_visitor_is_done() {
    let (server, _) = server();
    let served = serve(&server).await;
    let join = || {
        Client::join(
            Arc::clone(&served),
            Transport::Streamable,
            V11,
            everything(),
        )
    };
    let (mut one, mut other) = (join().await, join().await);
    one.overhear().await;
    other.overhear().await;
    let ids = [
        page(&repositories(&mut one).await),
        page(&repositories(&mut other).await),
    ];
    let notify = server.notify();
    for id in &ids {
        assert!(notify.elicitation_complete(id.as_str().unwrap()));
    }
    // Each hears of its own, and of that first.
    assert_eq!(one.completed().await, ids[0]);
    assert_eq!(other.completed().await, ids[1]);
}

#[tokio::test]
async fn a_client_that_is_gone_is_not_told() {
    let (server, _) = server();
    let mut client = Client::reach(&server, Transport::Streamable, V11, everything()).await;
    let id = page(&repositories(&mut client).await);
    client.hang_up().await;
    assert!(!server.notify().elicitation_complete(id.as_str().unwrap()));
}

/// Rows: MR-20, TK-05.
#[tokio::test]
async fn a_task_that_needs_a_page_says_so_as_its_call_would() {
    let (server, _) = server();
    let connect = async |revision: Revision| {
        let went = |_: &_| Reply::accept(Value::Null);
        let client = testing::Client::answering(&server, revision.as_str(), went);
        client.await.unwrap()
    };
    let client = connect(V11).await;
    let task = client.start_task("repositories", json!({})).await.unwrap();
    let refused = task.result().await.unwrap_err();
    assert_eq!(refused.code(), Some(-32042), "{refused}");
    let client = connect(V26).await;
    let task = client.start_task("repositories", json!({})).await.unwrap();
    let result = task.result().await.unwrap();
    assert!(result.text().contains("is not done there yet"));
}

/// Rows: MR-20, MR-22, JR-21.
#[tokio::test]
async fn where_there_is_no_such_error_the_client_is_asked() {
    for transport in [Transport::Streamable, Transport::Lines] {
        let (server, accounts) = server();
        let mut client = Client::reach(&server, transport, V26, everything()).await;
        let went = |_: &Value| json!({ "action": "accept" });
        let (end, questions) = client.call("repositories", json!({}), went).await;
        assert_eq!(end["result"]["isError"], true, "{end}");
        assert!(text(&end).contains("is not done there yet"));
        let [question] = &questions[..] else {
            panic!("{questions:?}")
        };
        assert!(question["params"].get("elicitationId").is_none());
        let url = question["params"]["url"].as_str().unwrap();
        let id = url.strip_prefix("https://example.com/connect/").unwrap();
        // Nobody is there to be told, and the client calls again by itself.
        assert!(!server.notify().elicitation_complete(id));
        let no = |_: &Value| json!({ "action": "decline" });
        let (end, _) = client.call("repositories", json!({}), no).await;
        assert!(text(&end).contains("did not go to the page"), "{end}");
        accounts.connect();
        let (end, questions) = client.call("repositories", json!({}), went).await;
        assert_eq!(text(&end), "one and two");
        assert!(questions.is_empty());
    }
}

#[tokio::test]
async fn a_page_keeps_its_id_however_often_the_call_is_run() {
    let (server, _) = server();
    for transport in [Transport::Streamable, Transport::Lines] {
        let mut client = Client::reach(&server, transport, V26, everything()).await;
        let went = |_: &Value| json!({ "action": "accept" });
        let (end, questions) = client.call("connect", json!({}), went).await;
        let [question] = &questions[..] else {
            panic!("{questions:?}")
        };
        let url = question["params"]["url"].as_str().unwrap();
        let id = url.strip_prefix("https://example.com/connect/").unwrap();
        assert_eq!(text(&end), format!("Accepted(()) {id}"));
    }
}

/// Rows: MR-16, MR-20.
#[tokio::test]
async fn a_client_that_shows_no_pages_is_sent_to_none() {
    let forms = json!({ "elicitation": {} });
    for (transport, revision, capabilities) in [
        (Transport::Lines, V24, everything()),
        (Transport::Streamable, V03, everything()),
        (Transport::Sse, V06, everything()),
        (Transport::Streamable, V11, forms),
    ] {
        let (server, _) = server();
        let mut client = Client::reach(&server, transport, revision, capabilities).await;
        let end = repositories(&mut client).await;
        let expected = "this tool needs a client that offers `elicitation.url`";
        assert_eq!(text(&end), expected, "{revision}");
        assert_eq!(end["result"]["isError"], true);
    }
}

#[tokio::test]
async fn a_tool_that_can_do_without_runs_without() {
    for (transport, revision) in WIRES {
        let mut client =
            Client::connect_to(transport, revision, json!({}), |builder| builder).await;
        let (end, questions) = client.call("able", json!({}), any).await;
        assert_eq!(text(&end), "None None None", "{transport:?} {revision}");
        assert!(questions.is_empty());
        let mut client = Client::connect(transport, revision).await;
        let (end, questions) = client.call("able", json!({}), any).await;
        let name = has_forms(revision).then_some("Alice");
        assert_eq!(text(&end), format!(r#"{name:?} Some("Paris") Some(2)"#));
        assert_eq!(questions.len(), 2 + usize::from(has_forms(revision)));
    }
}

#[tokio::test]
async fn context_is_wished_for_only_of_who_grants_some() {
    let wished = |question: &Value| question["params"].get("includeContext").cloned();
    let plain = json!({ "sampling": { "tools": {} } });
    let granting = json!({ "sampling": { "context": {} } });
    for (transport, revision) in WIRES {
        let has_word = |revision: Revision| revision == V11 || revision == V26;
        for (capabilities, expected) in [(&plain, !has_word(revision)), (&granting, true)] {
            let capabilities = capabilities.clone();
            let mut client =
                Client::connect_to(transport, revision, capabilities, |builder| builder).await;
            let (end, questions) = client.call("knowing", json!({}), any).await;
            assert_eq!(text(&end), "Paris");
            let expected = expected.then(|| json!("thisServer"));
            assert_eq!(wished(&questions[0]), expected, "{revision}");
        }
    }
}
