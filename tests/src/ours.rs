//! The tools that only our own tests call.

use std::time::Duration;

use mcp_server::Tools;
use mcp_server::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::sleep;

use crate::Probe;

pub(crate) fn tools() -> Tools {
    toolset![
        echo,
        add,
        structured,
        list,
        link,
        fail,
        panic,
        panic_on_drop,
        slow,
        steps,
        say,
        wait,
        count,
        counted,
        header,
    ]
}

/// Say the same
#[tool(read_only, idempotent, open_world = false)]
fn echo(
    /// What to say
    text: String,
) -> String {
    text
}

/// Add two numbers
#[tool(name = "add", title = "Addition")]
fn add(a: i64, #[arg(max = 1000)] b: i64) -> i64 {
    a + b
}

/// A place.
#[derive(Serialize, JsonSchema)]
struct Place {
    /// What it is called.
    name: String,
    /// How high it lies.
    height: Option<f64>,
}

/// Name a place
#[tool]
fn structured(name: String, height: Option<f64>) -> Json<Place> {
    Json(Place { name, height })
}

/// Name some places
#[tool]
fn list(#[arg(default = 2, max = 10)] length: u8) -> Json<Vec<Place>> {
    let place = |number| Place {
        name: format!("place {number}"),
        height: None,
    };
    Json((1..=length).map(place).collect())
}

/// Point at a resource
#[tool]
fn link() -> Content {
    Content::link("test://linked", "linked")
}

/// Fail for a reason that is nobody's business
#[tool]
fn fail() -> Result<String, ToolError> {
    Ok(std::fs::read_to_string("/no/such/secret")?)
}

/// Panic
#[tool]
async fn panic() -> String {
    tokio::task::yield_now().await;
    panic!("a secret")
}

/// Panic when the work is done
#[tool]
fn panic_on_drop() -> String {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("a secret");
        }
    }
    let _bomb = Bomb;
    "done".to_owned()
}

/// Take some time, and say how much of it is over
#[tool]
async fn slow(millis: u64, progress: Progress, State(probe): State<Probe>) -> String {
    for part in 1..=4 {
        progress.report(part).of(4).await;
        sleep(Duration::from_millis(millis / 4)).await;
    }
    probe.counted.raise();
    format!("{millis} ms are over")
}

/// Report three steps, one of them twice
#[tool]
async fn steps(progress: Progress) -> &'static str {
    for (step, word) in [(1, "one"), (2, "two"), (2, "two again"), (3, "three")] {
        progress.report(step).of(3).message(word).await;
    }
    "done"
}

/// Log a message of each level
#[tool]
async fn say(context: Context) -> &'static str {
    for level in Level::ALL {
        context.log(level, level.as_str()).logger("say").await;
    }
    "said"
}

/// Wait until somebody opens, then say the text
#[tool]
async fn wait(#[arg(default)] text: String, State(probe): State<Probe>) -> String {
    let mut dropped = Dropped(Some(&probe));
    probe.started.raise();
    probe.opened.reached(1).await;
    dropped.0 = None;
    probe.counted.raise();
    text
}

/// Tells when it is dropped with the probe still in it.
struct Dropped<'a>(Option<&'a Probe>);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        if let Some(probe) = self.0 {
            probe.dropped.raise();
        }
    }
}

/// Count
#[tool(destructive = false)]
fn count(State(probe): State<Probe>) -> u64 {
    probe.counted.raise();
    probe.counted.times()
}

/// Tell how much was counted
#[tool(read_only)]
fn counted(State(probe): State<Probe>) -> u64 {
    probe.counted.times()
}

/// Tell the value of an HTTP header
#[tool(read_only)]
fn header(name: &str, context: Context) -> String {
    let value = context.headers().get(name);
    let text = value.and_then(|value| value.to_str().ok());
    text.unwrap_or("(none)").to_owned()
}
