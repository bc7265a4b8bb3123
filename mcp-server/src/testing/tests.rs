//! The test client against a server of hand-made tools.

use std::sync::Arc;

use mcp_core::model::{Content, Level, ToolDefinition};
use mcp_core::{Context, FromContext as _, Progress, Tool, ToolResult};
use serde_json::value::to_raw_value;
use tokio::sync::Notify;

use super::*;

fn tool<F>(name: &str, call: impl Fn(Context) -> F + Send + Sync + 'static) -> Tool
where
    F: Future<Output = String> + Send + 'static,
{
    let mut definition = ToolDefinition::new(name.to_owned(), "does");
    definition.title = Some("A tool".into());
    definition.input_schema = to_raw_value(&json!({ "type": "object" })).unwrap();
    Tool::raw(definition, move |context| {
        let answer = call(context);
        Box::pin(async move { Ok(ToolResult::from(vec![Content::text(answer.await)])) })
    })
}

fn server(tool: Tool) -> Server {
    Server::builder(("test", "1")).tools(tool).build().unwrap()
}

fn echo() -> Server {
    server(tool("echo", |context| async move {
        String::from_utf8(context.arguments().to_vec()).unwrap()
    }))
}

#[tokio::test]
async fn every_revision_calls_a_tool() {
    for revision in Revision::ALL {
        let client = Client::with_revision(&echo(), revision.as_str())
            .await
            .unwrap();
        assert_eq!(client.revision(), revision.as_str());
        let result = client.call("echo", json!({"a": 1})).await.unwrap();
        assert_eq!(result.text(), r#"{"a":1}"#, "{revision}");
        assert!(!result.is_error);
    }
}

#[tokio::test]
async fn the_server_has_the_last_word_on_the_revision() {
    let client = Client::with_revision(&echo(), "1999-01-01").await.unwrap();
    assert_eq!(client.revision(), "2025-11-25");
}

#[tokio::test]
async fn tools_come_from_all_pages() {
    let tools = (0..5).map(|n| tool(&format!("t{n}"), |_| async { String::new() }));
    let builder = Server::builder(("test", "1")).page_size(2);
    let builder = tools.fold(builder, |builder, tool| builder.tools(tool));
    let client = Client::connect(&builder.build().unwrap()).await.unwrap();
    let tools = client.tools().await.unwrap();
    let names: Vec<_> = tools.iter().map(|tool| &*tool.name).collect();
    assert_eq!(names, ["t0", "t1", "t2", "t3", "t4"]);
    assert_eq!(tools[0].title.as_deref(), Some("A tool"));
}

#[tokio::test]
async fn updates_come_in_order_and_before_the_answer() {
    let server = server(tool("work", |context| async move {
        let progress = Progress::from_context(&context).unwrap();
        progress.report(1).await;
        context.log(Level::Warning, "careful").await;
        progress.report(2).await;
        "done".to_owned()
    }));
    for revision in Revision::ALL {
        let client = Client::with_revision(&server, revision.as_str())
            .await
            .unwrap();
        let (result, updates) = client.call_with_updates("work", json!({})).await.unwrap();
        assert_eq!(result.text(), "done");
        let said: Vec<_> = updates
            .iter()
            .map(|update| &update["params"])
            .map(|params| params.get("progress").or(params.get("data")).unwrap())
            .collect();
        assert_eq!(
            said,
            [&json!(1), &json!("careful"), &json!(2)],
            "{revision}"
        );
    }
}

#[tokio::test]
async fn a_refusal_keeps_its_code() {
    let client = Client::connect(&echo()).await.unwrap();
    let error = client.call("ecko", json!({})).await.unwrap_err();
    assert_eq!(error.code(), Some(-32602));
    assert!(
        error.to_string().starts_with("the server refused: "),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_is_an_error_and_the_call_is_cancelled() {
    struct Tell(Arc<Notify>);
    impl Drop for Tell {
        fn drop(&mut self) {
            self.0.notify_one();
        }
    }
    for revision in Revision::ALL {
        let dropped = Arc::new(Notify::new());
        let tell = Arc::clone(&dropped);
        let server = server(tool("slow", move |_| {
            let tell = Tell(Arc::clone(&tell));
            async move {
                std::future::pending::<()>().await;
                drop(tell);
                String::new()
            }
        }));
        let client = Client::with_revision(&server, revision.as_str())
            .await
            .unwrap();
        let call = client
            .call("slow", json!({}))
            .timeout(Duration::from_secs(1));
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error}");
        dropped.notified().await;
    }
}

#[tokio::test]
async fn calls_run_side_by_side() {
    let both = Arc::new(tokio::sync::Barrier::new(2));
    let server = server(tool("meet", move |_| {
        let both = Arc::clone(&both);
        async move {
            both.wait().await;
            "met".to_owned()
        }
    }));
    let client = Client::connect(&server).await.unwrap();
    let (one, other) = tokio::join!(
        client.call("meet", json!({})).into_future(),
        client.call("meet", json!({})).into_future(),
    );
    assert_eq!(
        (one.unwrap().text(), other.unwrap().text()),
        ("met".into(), "met".into())
    );
}

#[tokio::test]
async fn a_server_that_hangs_up_is_an_error() {
    let server = echo();
    let client = Client::connect(&server).await.unwrap();
    server.shutdown().cancel();
    let error = loop {
        if let Err(error) = client.request("ping", Value::Null).await {
            break error;
        }
    };
    assert!(matches!(error, Error::Closed), "{error}");
}
