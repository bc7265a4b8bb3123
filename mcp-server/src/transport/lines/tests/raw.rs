//! A client that sees bytes, and tools to call.

use std::future::{Future, pending};
use std::io;
use std::sync::Arc;

use mcp_core::model::{Content, ToolDefinition};
use mcp_core::{Context, Tool, ToolResult};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use tokio::io::{
    AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf,
    duplex, split,
};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::server::Server;

/// A client's end as bytes, and the serving of the other end.
pub(super) struct Raw {
    pub(super) read: Lines<BufReader<ReadHalf<DuplexStream>>>,
    pub(super) write: WriteHalf<DuplexStream>,
    pub(super) serving: JoinHandle<io::Result<()>>,
}

impl Raw {
    pub(super) fn new(server: &Server, buffer: usize) -> Self {
        let (client, pipe) = duplex(buffer);
        let (read, write) = split(client);
        let server = server.clone();
        let serving = tokio::spawn(async move {
            let (read, write) = split(pipe);
            server.serve_lines(read, write).await
        });
        Self {
            read: BufReader::new(read).lines(),
            write,
            serving,
        }
    }

    /// A client that has shaken hands.
    pub(super) async fn greeted(server: &Server) -> Self {
        let mut raw = Self::new(server, 1 << 16);
        raw.send(&initialize("2025-03-26")).await;
        assert_eq!(raw.next().await["id"], 0);
        raw
    }

    pub(super) async fn send(&mut self, message: &Value) {
        self.bytes(format!("{message}\n").as_bytes()).await;
    }

    pub(super) async fn bytes(&mut self, bytes: &[u8]) {
        self.write.write_all(bytes).await.unwrap();
    }

    pub(super) async fn next(&mut self) -> Value {
        let line = self.read.next_line().await.unwrap().unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Closes the input and gives what still comes out.
    pub(super) async fn close(mut self) -> Vec<Value> {
        self.write.shutdown().await.unwrap();
        let mut rest = Vec::new();
        while let Some(line) = self.read.next_line().await.unwrap() {
            rest.push(serde_json::from_str(&line).unwrap());
        }
        self.serving.await.unwrap().unwrap();
        rest
    }
}

pub(super) fn tool<F>(
    name: &'static str,
    call: impl Fn(Context) -> F + Send + Sync + 'static,
) -> Tool
where
    F: Future<Output = String> + Send + 'static,
{
    let mut definition = ToolDefinition::new(name, name);
    definition.input_schema = to_raw_value(&json!({ "type": "object" })).unwrap();
    Tool::raw(definition, move |context| {
        let answer = call(context);
        Box::pin(async move { Ok(ToolResult::from(vec![Content::text(answer.await)])) })
    })
}

pub(super) fn echo() -> Tool {
    tool("echo", |context| async move {
        String::from_utf8(context.arguments().to_vec()).unwrap()
    })
}

/// Ends when the gate opens.
pub(super) fn wait(gate: &Arc<Semaphore>) -> Tool {
    let gate = Arc::clone(gate);
    tool("wait", move |_| {
        let gate = Arc::clone(&gate);
        async move {
            gate.acquire().await.unwrap().forget();
            "waited".to_owned()
        }
    })
}

pub(super) fn forever() -> Tool {
    tool("forever", |_| pending())
}

pub(super) fn server(tools: impl IntoIterator<Item = Tool>) -> Server {
    let builder = Server::builder(("test", "1"));
    let builder = tools
        .into_iter()
        .fold(builder, |builder, tool| builder.tools(tool));
    builder.build().unwrap()
}

pub(super) fn initialize(revision: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": revision,
        "capabilities": {},
        "clientInfo": {"name": "raw", "version": "1"},
    }})
}

pub(super) fn ping(id: i64) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": "ping"})
}

pub(super) fn call(id: i64, name: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": {
        "name": name, "arguments": {},
    }})
}

pub(super) fn cancel(id: i64) -> Value {
    json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": id}})
}

/// The same in the era that has no handshake.
pub(super) fn stateless(mut message: Value) -> Value {
    message["params"]["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    message
}

pub(super) fn ids(messages: &[Value]) -> Vec<&Value> {
    messages.iter().map(|message| &message["id"]).collect()
}
