//! A program that serves over HTTP, until the test is over.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

use crate::{Curl, Messages, patiently};

/// A program that was started on a free port. Dropping it ends it.
#[derive(Debug)]
pub struct Program {
    url: String,
    lines: mpsc::UnboundedReceiver<String>,
    _child: Child,
}

impl Program {
    /// Starts a program whose first argument is where to serve, and whose log says where it does and
    /// nothing before: an example gives no reason for warnings.
    pub async fn start(path: &str, more: &[&str]) -> Self {
        let mut child = Command::new(path)
            .arg("127.0.0.1:0")
            .args(more)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{path} cannot be run: {error}"));
        let (sender, lines) = mpsc::unbounded_channel();
        forward(child.stdout.take(), sender.clone());
        forward(child.stderr.take(), sender);
        let mut program = Self {
            url: String::new(),
            lines,
            _child: child,
        };
        let line = program.logged("").await;
        assert!(
            line.contains("serving MCP at http://"),
            "the log begins with: {line}"
        );
        let at = line.find("http://").unwrap_or_default();
        program.url = line[at..].trim().to_owned();
        program
    }

    /// Where it serves.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits for a line of the log that holds this, and gives it.
    pub async fn logged(&mut self, text: &str) -> String {
        let wanted = async {
            while let Some(line) = self.lines.recv().await {
                if line.contains(text) {
                    return line;
                }
            }
            panic!("the program ended and never said `{text}`");
        };
        patiently(text, wanted).await
    }

    /// Does what a line for `curl` says, on the port that this program has.
    pub async fn curl(&self, curl: &Curl) -> Messages {
        Messages::of(curl.send(&self.url).await).await
    }
}

/// Reads a program's output to the end, so that it never waits for a reader.
fn forward(
    output: Option<impl AsyncRead + Unpin + Send + 'static>,
    to: mpsc::UnboundedSender<String>,
) {
    let Some(output) = output else { return };
    tokio::spawn(async move {
        let mut lines = BufReader::new(output).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            // Nobody listens any more where the test is over.
            let _ = to.send(line);
        }
    });
}
