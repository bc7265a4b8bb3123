//! The client's end of the pipe: requests go out, and what comes in is sorted.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, split};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::ask::Answers;
use super::waiting::{Event, Hears, Waiter, Waiting};
use super::{Error, RpcError, params};
use crate::spawn::spawn;

/// How many messages wait for a server that reads slowly.
const OUTGOING: usize = 64;

/// A connection and the task that reads and writes it.
#[derive(Debug)]
pub(super) struct Link {
    next_id: AtomicI64,
    outgoing: mpsc::Sender<Value>,
    waiting: Arc<Waiting>,
    task: JoinHandle<()>,
}

impl Link {
    pub(super) fn new(pipe: DuplexStream, answers: Answers) -> Self {
        let (outgoing, messages) = mpsc::channel(OUTGOING);
        let waiting = Arc::new(Waiting::default());
        let (out, waits) = (outgoing.clone(), Arc::clone(&waiting));
        let carrying = carry(pipe, messages, out, waits, answers);
        let task = spawn(&Handle::current(), carrying);
        Self {
            next_id: AtomicI64::new(1),
            outgoing,
            waiting,
            task,
        }
    }

    /// Sends a request.
    pub(super) async fn request(
        &self,
        method: &str,
        mut params: Value,
        meta: &Map<String, Value>,
        hears: Hears,
    ) -> Result<Exchange<'_>, Error> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        // For the notification that cancels it too, which is judged like any other message.
        let mut meta = meta.clone();
        if hears == Hears::Call {
            params::listen(id, &mut meta);
        }
        params::add(&mut params, meta.clone());
        let mut request = message(method, params);
        request["id"] = id.into();
        let exchange = self.exchange(id, meta, method != "initialize", hears);
        self.send(request).await?;
        Ok(exchange)
    }

    /// Hears of changes that come without being asked for.
    pub(super) fn overhear(&self) -> Exchange<'_> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        self.exchange(id, Map::new(), false, Hears::Changes)
    }

    /// Sends a notification.
    pub(super) async fn notify(
        &self,
        method: &str,
        mut params: Value,
        meta: &Map<String, Value>,
    ) -> Result<(), Error> {
        params::add(&mut params, meta.clone());
        self.send(message(method, params)).await
    }

    /// Waits for what concerns an id, from now on.
    fn exchange(
        &self,
        id: i64,
        meta: Map<String, Value>,
        cancellable: bool,
        hears: Hears,
    ) -> Exchange<'_> {
        // Unbounded: a bound would let a call that nobody polls hold up the answers of all others.
        let (sender, events) = mpsc::unbounded_channel();
        self.waiting.enter(id, Waiter { sender, hears });
        Exchange {
            link: self,
            id,
            meta,
            cancellable,
            events,
            over: false,
        }
    }

    async fn send(&self, message: Value) -> Result<(), Error> {
        self.outgoing.send(message).await.map_err(|_| Error::Closed)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn message(method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "method": method });
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

/// A request that waits for its answer; dropping it before cancels the request.
#[derive(Debug)]
pub(super) struct Exchange<'a> {
    link: &'a Link,
    id: i64,
    meta: Map<String, Value>,
    cancellable: bool,
    events: mpsc::UnboundedReceiver<Event>,
    over: bool,
}

impl Exchange<'_> {
    pub(super) async fn next(&mut self) -> Result<Event, Error> {
        let event = self.events.recv().await;
        self.over = !matches!(event, Some(Event::Update(_)));
        event.ok_or(Error::Closed)
    }
}

impl Drop for Exchange<'_> {
    fn drop(&mut self) {
        self.link.waiting.leave(self.id);
        if self.over || !self.cancellable {
            return;
        }
        let mut params = json!({ "requestId": self.id, "reason": "nobody waits for it any more" });
        params::add(&mut params, std::mem::take(&mut self.meta));
        let cancelled = message("notifications/cancelled", params);
        // A drop cannot wait: where there is no room, the call runs on unheard.
        let _ = self.link.outgoing.try_send(cancelled);
    }
}

/// Carries messages both ways until the server hangs up.
async fn carry(
    pipe: DuplexStream,
    mut messages: mpsc::Receiver<Value>,
    outgoing: mpsc::Sender<Value>,
    waiting: Arc<Waiting>,
    answers: Answers,
) {
    let (read, mut write) = split(pipe);
    let writing = async {
        while let Some(message) = messages.recv().await {
            write.write_all(format!("{message}\n").as_bytes()).await?;
        }
        Ok(())
    };
    let reading = async {
        let mut lines = BufReader::new(read).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some(response) = sort(&line, &waiting, &answers) {
                // As in a drop, waiting could hold up both ways.
                let _ = outgoing.try_send(response);
            }
        }
        Ok::<(), io::Error>(())
    };
    // Either way ends both; what was asked and not answered never will be.
    let _ = tokio::select! {
        written = writing => written,
        read = reading => read,
    };
    waiting.close();
}

/// Gives a message to whom it belongs; a request may have a response.
fn sort(line: &str, waiting: &Waiting, answers: &Answers) -> Option<Value> {
    let message = serde_json::from_str(line).ok();
    let mut message = message.filter(Value::is_object)?;
    match (message.get("method").is_some(), message["id"].take()) {
        (true, Value::Null) => waiting.update(&message),
        (true, id) => return answers.respond(&id, message),
        (false, id) => waiting.answer(id.as_i64()?, outcome(message)),
    }
    None
}

fn outcome(mut message: Value) -> Result<Value, RpcError> {
    match message.get_mut("error") {
        None => Ok(message["result"].take()),
        Some(error) => Err(
            serde_json::from_value(error.take()).unwrap_or_else(|unreadable| RpcError {
                code: -32603,
                message: format!("the error object cannot be read: {unreadable}"),
                data: None,
            }),
        ),
    }
}
