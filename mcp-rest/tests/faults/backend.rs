//! A service that does as it is told, down to the bytes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mcp_rest::{Builder, Rest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the service does with a request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers with these bytes, and hangs up.
    Bytes(Vec<u8>),
    /// Answers with the first bytes, and then with the second over and over until the client hangs up.
    Endless(Vec<u8>, Vec<u8>),
    /// The same, a moment apart.
    Trickle(Vec<u8>, Vec<u8>),
    /// Says nothing until the client hangs up.
    Silence,
    /// Tears the connection.
    Reset,
}

/// A service on a port of its own. The last reply is given to all further requests.
pub(crate) struct Backend {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
    written: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Backend {
    pub(crate) async fn new(replies: impl Into<Vec<Reply>>) -> Self {
        let replies = replies.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::new(AtomicUsize::new(0));
        let (seen, counter) = (requests.clone(), written.clone());
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (replies, seen) = (replies.clone(), seen.clone());
                tokio::spawn(serve(stream, replies, seen, counter.clone()));
            }
        });
        Self {
            address,
            requests,
            written,
            task,
        }
    }

    /// A service that answers all requests like this.
    pub(crate) async fn answering(answer: String) -> Self {
        Self::new([answer.into()]).await
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn builder(&self) -> Builder {
        let base = format!("http://{}/v1", self.address);
        Rest::builder(&base).header("x-api-key", "secret-key")
    }

    pub(crate) fn rest(&self) -> Rest {
        self.builder().build().unwrap()
    }

    /// What was asked so far: line, headers and body of each request.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// How many bytes the clients took, or what lies between them and the service.
    pub(crate) fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    stream: TcpStream,
    replies: Vec<Reply>,
    seen: Arc<Mutex<Vec<String>>>,
    written: Arc<AtomicUsize>,
) {
    let mut stream = BufReader::new(stream);
    let Some(request) = read(&mut stream).await else {
        return;
    };
    let turn = {
        let mut seen = seen.lock().unwrap();
        seen.push(request);
        seen.len() - 1
    };
    let reply = replies[turn.min(replies.len() - 1)].clone();
    let mut stream = stream.into_inner();
    match reply {
        Reply::Bytes(bytes) => {
            // The client hangs up in the middle of what it will not read to the end.
            drop(stream.write_all(&bytes).await);
        }
        Reply::Silence => drop(stream.read_u8().await),
        Reply::Reset => stream.set_zero_linger().unwrap(),
        Reply::Endless(head, more) => repeat(stream, head, more, Duration::ZERO, &written).await,
        Reply::Trickle(head, more) => {
            repeat(stream, head, more, Duration::from_millis(5), &written).await;
        }
    }
}

async fn repeat(
    mut stream: TcpStream,
    head: Vec<u8>,
    more: Vec<u8>,
    pause: Duration,
    written: &AtomicUsize,
) {
    let mut next = head;
    while stream.write_all(&next).await.is_ok() {
        written.fetch_add(next.len(), Ordering::Relaxed);
        next.clone_from(&more);
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
}

/// One request, if it comes to an end.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(request).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

/// An answer with these further headers, each line ended.
pub(crate) fn response_with(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

pub(crate) fn response(status: &str, body: &str) -> String {
    response_with(status, "", body)
}

impl From<String> for Reply {
    fn from(answer: String) -> Self {
        Self::Bytes(answer.into())
    }
}
