//! What a list tells those who may not know.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{FromContext, Rejection};
use serde_json::{Value, json};

use super::super::log::Log;
use super::{caller, page, paper, refusal, revisions, rules, top, uris, with};

fn known(principal: Principal) -> Vec<Listed> {
    vec![Listed::of("key", principal.subject())]
}

/// A desk
#[resource("desk://{key}", list = known)]
fn desk(key: String) -> String {
    key
}

/// Whoever may look into drawers.
struct Opener;

impl FromContext for Opener {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let principal = Principal::from_context(context)?;
        match principal.has_scope("drawers") {
            true => Ok(Self),
            false => Err(Rejection::Forbidden {
                scopes: vec!["drawers".into()],
            }),
        }
    }
}

struct Drawers;

#[tools]
impl Drawers {
    /// A drawer
    #[resource("drawer://{key}", list = Self::open)]
    fn drawer(&self, key: String) -> String {
        key
    }

    async fn open(&self, _: Opener) -> Vec<Listed> {
        vec![Listed::of("key", "top")]
    }
}

fn office() -> Server {
    let builder = Server::builder(server_info!()).resources(resources![desk, rules]);
    builder.tools(Drawers).build().expect("a server")
}

#[tokio::test]
async fn a_function_that_does_not_run_for_somebody_lists_nothing_for_them() {
    let server = office();
    for revision in revisions() {
        let stranger = Client::with_revision(&server, revision).await.unwrap();
        assert_eq!(uris(&stranger).await, ["tracker://rules"], "{revision}");
        let ann = caller(&server, &[], revision).await;
        assert_eq!(uris(&ann).await, ["tracker://rules", "desk://ann"]);
        let ann = caller(&server, &["drawers"], revision).await;
        let all = ["tracker://rules", "desk://ann", "drawer://top"];
        assert_eq!(uris(&ann).await, all);
    }
}

#[tokio::test]
async fn the_log_says_that_nobody_can_be_known() {
    let log = Log::start();
    let stranger = Client::connect(&office()).await.unwrap();
    uris(&stranger).await;
    let text = log.text();
    assert!(text.contains("built without `authentication`"), "{text}");
}

/// What a page that begins behind a URI goes by: the form of the cursors that are given out.
fn behind(uri: &str) -> Value {
    let mut hasher = DefaultHasher::new();
    uri.hash(&mut hasher);
    json!(format!("r{:016x}+", hasher.finish()))
}

#[tokio::test]
async fn a_cursor_that_is_made_up_does_not_tell_what_is_hidden() {
    let server = Server::builder(server_info!()).resources(resources![paper, top, rules]);
    let server = server.build().expect("a server");
    for revision in revisions() {
        // The template lists both, and only one of them is there for her.
        let some = caller(&server, &["papers"], revision).await;
        let seen = page(&some, &behind("paper://a")).await;
        assert_eq!(seen.expect("a page")["resources"], json!([]), "{revision}");
        let hidden = refusal(page(&some, &behind("paper://top")).await);
        let nothing = refusal(page(&some, &behind("paper://none")).await);
        assert_eq!(hidden, nothing, "{revision}");
        assert_eq!(hidden.0, -32602);
        let all = Client::with_revision_as(&server, with(["papers", "top"]), revision);
        let all = all.await.expect("a client");
        assert!(
            page(&all, &behind("paper://top")).await.is_ok(),
            "{revision}"
        );
        // Those that are no templates.
        let none = caller(&server, &[], revision).await;
        let hidden = refusal(page(&none, &behind("paper://a")).await);
        assert_eq!(hidden, refusal(page(&none, &behind("paper://none")).await));
    }
}
