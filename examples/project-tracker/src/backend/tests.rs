//! The API as its client sees it: a real server on a loopback port, asked by the real client.

mod access;
pub(super) mod answer;
mod bodies;
mod client;
mod comments;
mod identity;
mod issues;
mod migration;
mod projects;
mod search;
mod storage;
mod workspace;

use std::path::PathBuf;

use reqwest::{Client, Method, RequestBuilder};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{DEMO_KEY, Options, READER_KEY, WORKSPACE};
use crate::model::{Issue, NewIssue, PageSize};
use answer::answer;
use client::{ApiError, Credentials, Session};

struct Server {
    base: String,
    stop: oneshot::Sender<()>,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Server {
    async fn start() -> Self {
        Self::over(None).await
    }

    async fn over(database: Option<PathBuf>) -> Self {
        Self::with(Options {
            database,
            ..Options::default()
        })
        .await
    }

    async fn with(options: Options) -> Self {
        let apis = super::open(options).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move { drop(stopped.await) };
        let running = tokio::spawn(super::serve(listener, apis, shutdown));
        Self {
            base,
            stop,
            running,
        }
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap().unwrap();
    }

    fn session(&self, credentials: Credentials) -> Session {
        Session::new(&self.base, credentials)
    }

    fn demo(&self) -> Session {
        self.session(Credentials::ApiKey(DEMO_KEY.into()))
    }

    fn reader(&self) -> Session {
        self.session(Credentials::ApiKey(READER_KEY.into()))
    }

    /// A request without credentials, for what the client would never send.
    fn raw(&self, method: Method, path: &str) -> RequestBuilder {
        let client = Client::builder().no_proxy().build().unwrap();
        client.request(method, format!("{}{WORKSPACE}{path}", self.base))
    }

    /// The status and the messages the API refuses a body with.
    async fn refusal(&self, method: Method, path: &str, body: &str) -> (u16, Vec<String>) {
        let request = self.raw(method, path).header("apikey", DEMO_KEY);
        answer(request.body(body.to_owned())).await.refusal()
    }
}

/// The status of a refusal and what it says.
fn refused<T>(outcome: Result<T, ApiError>) -> (u16, String) {
    match outcome {
        Err(ApiError::Refused {
            status, message, ..
        }) => (status.as_u16(), message),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("nothing was refused"),
    }
}

fn new_issue(title: &str) -> NewIssue {
    serde_json::from_value(serde_json::json!({ "project": "CORE", "title": title })).unwrap()
}

fn titles(issues: &[Issue]) -> Vec<&str> {
    issues
        .iter()
        .map(|issue| issue.core.title.as_str())
        .collect()
}

fn size(size: u32) -> PageSize {
    PageSize::try_from(size).unwrap()
}
