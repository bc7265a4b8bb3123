//! A process that a client has started, on its standard input and output.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::time::timeout;

use crate::support::envelope::{LOG_LEVEL, V11, V26, introduction, request};
use crate::support::schema;

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// All that a process writes to its standard output, given its whole input.
async fn output(input: String) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_everything"))
        .arg("--stdio")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the process starts");
    let mut stdin = child.stdin.take().expect("there is an input");
    let mut stdout = child.stdout.take().expect("there is an output");
    let all = async {
        stdin.write_all(input.as_bytes()).await.expect("it reads");
        drop(stdin);
        let mut output = String::new();
        stdout.read_to_string(&mut output).await.expect("UTF-8");
        let status = child.wait().await.expect("it can be waited for");
        assert!(status.success(), "{status:?}");
        output
    };
    timeout(PATIENCE, all)
        .await
        .expect("it ends with its input")
}

/// Rows: ST-01, ST-04.
#[tokio::test]
async fn a_process_writes_messages_and_nothing_else_and_ends_with_its_input() {
    let mut input = String::from("hello\n");
    let hello = request(
        V11,
        &json!("hello"),
        "initialize",
        &introduction("2025-11-25"),
    );
    input += &format!("{hello}\n");
    let tools = [
        "echo",
        "fail",
        "panic",
        "panic_on_drop",
        "say",
        "steps",
        "no_such_tool",
    ];
    for tool in tools {
        for revision in [V11, V26] {
            let meta = json!({ "progressToken": tool, LOG_LEVEL: "debug" });
            let params = json!({ "name": tool, "arguments": { "text": "a\nb" }, "_meta": meta });
            let id = json!(format!("{tool} {revision}"));
            input += &format!("{}\n", request(revision, &id, "tools/call", &params));
        }
    }
    let output = output(input).await;
    let mut answers = 0;
    for line in output.lines() {
        let message: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        schema::must_be_message(V11, &message);
        answers += usize::from(message.get("method").is_none());
    }
    assert_eq!(answers, 2 + 2 * tools.len(), "{output}");
    assert!(output.ends_with('\n'));
}
