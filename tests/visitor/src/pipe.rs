//! A client that starts its server, and talks to it over standard input and output.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::{introduction, message, patiently};

/// A program at the other end of a pipe. Dropping it ends the program.
#[derive(Debug)]
pub struct Pipe {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    revision: &'static str,
    next: u64,
}

impl Pipe {
    /// Starts a program, and says nothing yet.
    #[must_use]
    pub fn open(path: &str, revision: &'static str) -> Self {
        let mut child = Command::new(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{path} cannot be run: {error}"));
        let input = child.stdin.take().expect("it is a pipe");
        let output = child.stdout.take().expect("it is a pipe");
        Self {
            child,
            input,
            output: BufReader::new(output).lines(),
            revision,
            next: 1,
        }
    }

    /// Starts a program, and shakes hands.
    pub async fn greet(path: &str, revision: &'static str) -> Self {
        let mut pipe = Self::open(path, revision);
        let result = pipe
            .ask("initialize", introduction(revision, &json!({})))
            .await;
        assert_eq!(result["protocolVersion"], revision);
        let initialized = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        pipe.write(&initialized.to_string()).await;
        pipe
    }

    /// Sends a request, and waits for its result.
    pub async fn ask(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.answer(method, params).await;
        assert!(answer.get("result").is_some(), "{answer}");
        answer["result"].take()
    }

    /// Sends a request, and waits for its answer, which may be an error.
    pub async fn answer(&mut self, method: &str, params: Value) -> Value {
        let id = self.next;
        self.next += 1;
        let request = message(self.revision, &json!({}), Some(id), method, params);
        self.write(&request.to_string()).await;
        let line = self.read().await.expect("there is an answer");
        let answer: Value = serde_json::from_str(&line).expect("an answer is JSON");
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    /// Writes a line.
    pub async fn write(&mut self, line: &str) {
        let written = self.input.write_all(format!("{line}\n").as_bytes()).await;
        written.expect("the program reads");
    }

    /// The next line; `None` at the end.
    pub async fn read(&mut self) -> Option<String> {
        let line = patiently("a line", self.output.next_line()).await;
        line.expect("a line is UTF-8")
    }

    /// Closes the input, as clients do that go; gives what the program still says, once it has
    /// ended well.
    pub async fn close(mut self) -> Vec<String> {
        drop(self.input);
        let mut rest = Vec::new();
        while let Some(line) = patiently("the end", self.output.next_line())
            .await
            .expect("a line is UTF-8")
        {
            rest.push(line);
        }
        let ended = patiently("the end", self.child.wait()).await;
        assert!(ended.expect("it can be waited for").success());
        rest
    }
}
