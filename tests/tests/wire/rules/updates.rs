//! Progress of calls that end early, late, or never stop telling.

use std::time::Duration;

use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::client::Client;
use crate::support::envelope::{V11, V26, request};
use crate::support::heard::Heard;
use crate::support::wires::{Transport, WIRES};

/// Report for as long as anybody is there
#[tool]
async fn report_on(progress: Progress, State(probe): State<Probe>) -> &'static str {
    for step in 1_u64.. {
        progress.report(step).await;
        if step == 3 {
            probe.started.raise();
        }
        tokio::task::yield_now().await;
    }
    "never"
}

/// Answer, and report from a task that lives on
#[tool]
async fn report_late(progress: Progress, State(probe): State<Probe>) -> &'static str {
    progress.report(1).await;
    let late = progress.clone();
    tokio::spawn(async move {
        probe.opened.reached(1).await;
        late.report(2).await;
        probe.counted.raise();
    });
    "done"
}

/// Report ten thousand times
#[tool]
async fn report_often(progress: Progress) -> &'static str {
    for step in 1..=10_000 {
        progress.report(step).of(10_000).await;
    }
    "done"
}

/// Report a hundred times a second, for ten seconds, then only wait
#[tool]
async fn report_steadily(progress: Progress) -> &'static str {
    for step in 1..=1_000 {
        progress.report(step).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_secs(10)).await;
    "done"
}

async fn connect(transport: Transport, revision: mcp_server::Revision) -> Client {
    Client::connect_to(transport, revision, |builder| {
        builder.tools(toolset![
            report_on,
            report_late,
            report_often,
            report_steadily
        ])
    })
    .await
}

fn reporting(tool: &str) -> Value {
    json!({ "name": tool, "arguments": {}, "_meta": { "progressToken": tool } })
}

/// Rows: ST-07, ST-08.
#[tokio::test]
async fn nothing_follows_for_a_call_that_was_cancelled_while_it_reports() {
    for revision in [V11, V26] {
        let mut client = connect(Transport::Lines, revision).await;
        let call = request(
            revision,
            &json!("on"),
            "tools/call",
            &reporting("report_on"),
        );
        client.send(&call).await;
        client.probe.started.reached(1).await;
        client
            .notify("notifications/cancelled", json!({ "requestId": "on" }))
            .await;
        // What was written before the server read the cancellation comes before this answer.
        let settled = client.ask(client.harmless(), Value::Null).await;
        assert!(settled.updates.iter().all(is_progress), "{settled:?}");
        for _ in 0..10 {
            let heard = client.ask(client.harmless(), Value::Null).await;
            assert_eq!(heard.updates, Vec::<Value>::new(), "{revision}");
        }
        client.must_be_quiet().await;
    }
}

fn is_progress(message: &Value) -> bool {
    message["method"] == "notifications/progress"
}

/// Rows: UT-03.
#[tokio::test]
async fn no_progress_follows_the_answer() {
    for (transport, revision) in WIRES {
        let mut client = connect(transport, revision).await;
        let heard: Heard = client.ask("tools/call", reporting("report_late")).await;
        assert_eq!((heard.text(), heard.updates.len()), ("done", 1));
        client.probe.opened.raise();
        client.probe.counted.reached(1).await;
        client.must_be_quiet().await;
    }
}

/// Rows: UT-02.
#[tokio::test]
async fn progress_grows_however_much_there_is_of_it() {
    for (transport, revision) in WIRES {
        let mut client = connect(transport, revision).await;
        let heard = client.ask("tools/call", reporting("report_often")).await;
        assert_eq!(heard.text(), "done", "{transport:?} {revision}");
        let steps = heard
            .updates
            .iter()
            .map(|update| &update["params"]["progress"]);
        let steps: Vec<f64> = steps.map(|step| step.as_f64().unwrap()).collect();
        assert!(steps.is_sorted_by(|one, next| one < next));
        assert!(!steps.is_empty());
    }
}

/// Rows: UT-05.
#[tokio::test]
async fn of_a_flood_the_beginning_is_told_and_then_what_is_newest() {
    for (transport, revision) in WIRES {
        let mut client = connect(transport, revision).await;
        let heard = client.ask("tools/call", reporting("report_often")).await;
        assert_eq!(heard.text(), "done");
        let told = heard.updates.len();
        assert!((128..1_000).contains(&told), "{told} {transport:?}");
    }
}

/// Rows: UT-05.
#[tokio::test(start_paused = true)]
async fn progress_is_told_ten_times_a_second_and_the_last_of_it_even_so() {
    for revision in [V11, V26] {
        let mut client = connect(Transport::Lines, revision).await;
        let call = reporting("report_steadily");
        let mut pending = client.begin("tools/call", call).await;
        let begun = Instant::now();
        let mut told = Vec::new();
        while told.last() != Some(&1_000) {
            let update = client.next(&mut pending).await.expect("there is more");
            told.extend(update["params"]["progress"].as_u64());
        }
        let late = begun.elapsed() - Duration::from_secs(10);
        assert!(late <= Duration::from_millis(100), "{late:?}");
        let counted = 1..=128;
        assert!(told.iter().copied().take(128).eq(counted), "{told:?}");
        assert!((210..=220).contains(&told.len()), "{}", told.len());
        let heard = client.finish(pending).await;
        assert_eq!((heard.text(), heard.updates.len()), ("done", 0));
    }
}
