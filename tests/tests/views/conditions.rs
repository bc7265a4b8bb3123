//! Conditions: where one does not hold, it is as if there were nothing.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{PromptSet as _, ResourceSet as _, ToolSet as _, Viewer};
use serde_json::json;

use super::log::Log;
use super::{caller, refusal, revisions, tools};

#[derive(Default)]
struct Flags {
    beta: AtomicBool,
}

impl Flags {
    fn on() -> Self {
        Self {
            beta: AtomicBool::new(true),
        }
    }
}

fn is_beta(viewer: &Viewer<'_>) -> bool {
    let flags = viewer.state::<Flags>();
    flags.is_some_and(|flags| flags.beta.load(Ordering::Relaxed))
}

fn is_known(viewer: &Viewer<'_>) -> bool {
    viewer.principal().is_some()
}

struct Beta;

#[tools(prefix = "beta", visible_when = is_beta)]
impl Beta {
    /// Predict
    #[tool]
    fn predict(&self, #[arg(header = "Year")] year: u32) -> String {
        format!("in {year}, nothing")
    }

    /// Predict something for somebody
    #[tool(visible_when = Self::is_grown_up, scopes("future"))]
    fn predict_mine(&self) {}

    /// Ask for a prediction
    #[prompt]
    fn ask(&self, #[arg(complete = ["rain"])] what: String) -> String {
        what
    }

    /// What comes
    #[resource("future://all")]
    fn all(&self) -> &'static str {
        "nothing"
    }

    /// What comes in a year
    #[resource("future://year/{year}")]
    fn year(&self, #[arg(complete = ["2030"])] year: u32) -> String {
        format!("in {year}, nothing")
    }

    fn is_grown_up(viewer: &Viewer<'_>) -> bool {
        viewer.principal().is_some_and(|principal| {
            principal
                .claim("age")
                .is_some_and(|age| age.as_u64() > Some(17))
        })
    }
}

/// Tell the time
#[tool]
fn time() -> &'static str {
    "late"
}

/// Show what is known of oneself
#[tool(visible_when = is_known)]
fn whoami(principal: Principal) -> String {
    principal.subject().to_owned()
}

/// Turn the beta on or off
#[tool(hidden)]
fn turn(on: bool, State(flags): State<Flags>, notify: Notify) {
    flags.beta.store(on, Ordering::Relaxed);
    notify.tools_changed();
}

fn server() -> Server {
    let builder = Server::builder(server_info!()).state(Flags::default());
    let builder = builder.tools(Beta).tools(toolset![time, whoami, turn]);
    builder.build().expect("a server")
}

#[tokio::test]
async fn what_is_turned_off_cannot_be_told_from_what_there_is_not() {
    let server = server();
    for revision in revisions() {
        let client = caller(&server, &["future"], revision).await;
        assert_eq!(tools(&client).await, ["time", "whoami"], "{revision}");
        assert!(client.prompts().await.unwrap().is_empty());
        assert!(client.resources().await.unwrap().is_empty());
        assert!(client.templates().await.unwrap().is_empty());

        let pairs = [
            [
                refusal(client.call("beta_predict", json!({ "year": 1 })).await),
                refusal(client.call("nosuch_thing", json!({ "year": 1 })).await),
            ],
            [
                refusal(client.call("beta_predict_mine", json!({})).await),
                refusal(client.call("nosuch_thing", json!({})).await),
            ],
            [
                refusal(client.get_prompt("beta_ask", json!({})).await),
                refusal(client.get_prompt("nosuch_thing", json!({})).await),
            ],
            [
                refusal(client.read("future://all").await),
                refusal(client.read("nosuch://x").await),
            ],
            [
                refusal(client.read("future://year/2030").await),
                refusal(client.read("nosuch://x").await),
            ],
            [
                refusal(client.complete_prompt("beta_ask", "what", "r").await),
                refusal(client.complete_prompt("nosuch_thing", "what", "r").await),
            ],
            [
                refusal(
                    client
                        .complete_resource("future://year/{year}", "year", "2")
                        .await,
                ),
                refusal(client.complete_resource("nosuch_thing", "year", "2").await),
            ],
        ];
        for [(code, text), (other_code, other)] in pairs {
            assert_eq!(code, other_code, "{revision} {text}");
            let bare = |text: &str| {
                let names = [
                    "beta_predict_mine",
                    "beta_predict",
                    "beta_ask",
                    "future://year/{year}",
                    "nosuch_thing",
                ];
                names
                    .iter()
                    .fold(text.to_owned(), |text, name| text.replace(name, "…"))
            };
            assert_eq!(bare(&text), bare(&other), "{revision}");
        }
    }
}

#[tokio::test]
async fn what_is_turned_on_is_there_at_once() {
    let server = server();
    for revision in revisions() {
        let client = Client::with_revision(&server, revision).await.unwrap();
        client.call("turn", json!({ "on": true })).await.unwrap();
        assert_eq!(tools(&client).await, ["beta_predict", "time"], "{revision}");
        let answer = client.call("beta_predict", json!({ "year": 1 })).await;
        assert_eq!(answer.unwrap().text(), "in 1, nothing");
        assert_eq!(client.read("future://all").await.unwrap().text(), "nothing");
        assert_eq!(client.prompts().await.unwrap().len(), 1);
        assert_eq!(client.templates().await.unwrap().len(), 1);
        client.call("turn", json!({ "on": false })).await.unwrap();
        assert_eq!(tools(&client).await, ["time"], "{revision}");
    }
}

#[tokio::test]
async fn whoever_listens_is_told_of_a_flag_and_then_sees_another_list() {
    let server = server();
    for revision in revisions() {
        let client = caller(&server, &[], revision).await;
        let mut changes = client
            .listen(json!({ "toolsListChanged": true }))
            .await
            .unwrap();
        for (on, seen) in [(true, 3), (false, 2)] {
            client.call("turn", json!({ "on": on })).await.unwrap();
            let change = changes.next().await.unwrap();
            assert_eq!(change["method"], "notifications/tools/list_changed");
            assert_eq!(tools(&client).await.len(), seen, "{revision}");
        }
    }
}

#[tokio::test]
async fn a_condition_of_its_own_counts_beside_that_of_its_block() {
    let server = server();
    let age = |years: u64| {
        let claims = serde_json::Map::from_iter([("age".to_owned(), years.into())]);
        super::with(["future"]).with_claims(claims)
    };
    for (years, on, seen) in [
        (20, true, true),
        (10, true, false),
        (20, false, false),
        (10, false, false),
    ] {
        let client = Client::connect_as(&server, age(years)).await.unwrap();
        client.call("turn", json!({ "on": on })).await.unwrap();
        let named = tools(&client)
            .await
            .contains(&"beta_predict_mine".to_owned());
        assert_eq!(named, seen, "{years} {on}");
        let answer = client.call("beta_predict_mine", json!({})).await;
        assert_eq!(answer.is_ok(), seen, "{years} {on}");
    }
}

#[tokio::test]
async fn scopes_are_asked_for_only_of_what_is_there() {
    let server = server();
    let client = caller(&server, &[], "2025-11-25").await;
    let call = || client.call("beta_predict_mine", json!({}));
    assert_eq!(refusal(call().await).0, -32602);
    client.call("turn", json!({ "on": true })).await.unwrap();
    assert_eq!(refusal(call().await).0, -32602, "a condition does not hold");
}

#[tokio::test]
async fn a_condition_can_be_put_on_a_list_of_things_that_others_wrote() {
    #[derive(Default)]
    struct Open(AtomicBool);

    let is_open = |viewer: &Viewer<'_>| {
        let open = viewer.state::<Open>();
        open.is_some_and(|open| open.0.load(Ordering::Relaxed))
    };
    for open in [false, true] {
        let tools = Beta.into_tools().and(toolset![time]);
        let builder = Server::builder(server_info!())
            .tools(tools.visible_when(is_open))
            .prompts(prompts![greet].into_prompts().visible_when(is_open))
            .resources(resources![hours].into_resources().visible_when(is_open));
        let builder = builder.state(Open(open.into())).state(Flags::on());
        let server = builder.build().unwrap();
        let client = caller(&server, &[], "2025-11-25").await;
        let counts = [
            client.tools().await.unwrap().len(),
            client.prompts().await.unwrap().len(),
            client.resources().await.unwrap().len(),
            client.templates().await.unwrap().len(),
        ];
        assert_eq!(counts, if open { [2, 2, 2, 1] } else { [0; 4] });
    }
}

/// Greet
#[prompt]
fn greet() -> &'static str {
    "Hello!"
}

/// When one may come
#[resource("shop://hours")]
fn hours() -> &'static str {
    "nine to five"
}

/// Tell the weather
#[tool(visible_when = is_beta)]
fn forecast() {}

#[tokio::test]
async fn a_server_within_another_decides_by_its_own_state_first() {
    let inner = || Server::builder(("inner", "1")).tools(toolset![forecast]);
    let server = Server::builder(server_info!())
        .state(Flags::default())
        .tools(toolset![turn])
        .nest("north", inner().state(Flags::on()))
        .nest("south", inner())
        .nest("east", inner().state(Flags::default()))
        .build()
        .unwrap();
    let client = Client::connect(&server).await.unwrap();
    assert_eq!(tools(&client).await, ["north_forecast"]);
    client.call("turn", json!({ "on": true })).await.unwrap();
    assert_eq!(tools(&client).await, ["north_forecast", "south_forecast"]);
    let south = client.call("south_forecast", json!({})).await;
    assert!(south.is_ok());
    let east = client.call("east_forecast", json!({})).await;
    assert_eq!(refusal(east).0, -32602);
}

/// Break
#[tool(visible_when = |_| panic!("no flags today"))]
fn fragile() {}

#[tokio::test]
async fn what_a_condition_panics_over_is_there_for_nobody_and_that_is_logged_once() {
    let builder = Server::builder(server_info!()).tools(toolset![fragile, time]);
    let server = builder.build().unwrap();
    let log = Log::start();
    for revision in revisions() {
        let client = caller(&server, &[], revision).await;
        assert_eq!(tools(&client).await, ["time"], "{revision}");
        let (code, text) = refusal(client.call("fragile", json!({})).await);
        assert_eq!((code, &*text), (-32602, "Unknown tool: fragile"));
    }
    let log = log.text();
    assert_eq!(log.matches("no flags today").count(), 1, "{log}");
    assert!(log.contains("conditions.rs:"), "{log}");
}

#[tokio::test]
async fn a_condition_is_asked_once_for_a_list_whatever_stands_behind_it() {
    #[derive(Default)]
    struct Asked(AtomicUsize);

    let count = |viewer: &Viewer<'_>| {
        let asked = viewer.state::<Asked>();
        asked.is_some_and(|asked| asked.0.fetch_add(1, Ordering::Relaxed) % 2 == 0)
    };
    let tools = toolset![time, whoami, turn].visible_when(count);
    let builder = Server::builder(server_info!()).tools(tools);
    let builder = builder.state(Asked::default()).state(Flags::default());
    let server = builder.build().unwrap();
    let client = Client::connect(&server).await.unwrap();
    for seen in [&["time"][..], &[], &["time"]] {
        assert_eq!(super::tools(&client).await, seen);
    }
}
