//! The agency's API as its callers see it: a real server on a loopback port, asked over HTTP.

mod access;
mod deletion;
mod hostile;
mod isolation;
mod keys;
mod lists;
mod operations;
mod refusals;
mod tables;
mod tokens;

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(crate) use operations::{Case, cases};

use super::{ADMIN_KEY, BASE};
use crate::backend::tests::answer::{Answer, answer, said};
use crate::backend::{Limit, Options, open, serve};

const MANAGER_KEY: &str = "studio-manager-0000-local-AGY1002";
const STAFF_KEY: &str = "studio-staff-0000-local-AGY1003";
const READER_KEY: &str = "studio-reader-0000-local-AGY1004";
const OTHER_KEY: &str = "harbour-admin-0000-local-AGY2001";
const SECRET: &str = "a secret of the tests, long enough";

struct Server {
    address: String,
    client: Client,
    /// The server ends when this goes.
    _stop: oneshot::Sender<()>,
}

impl Server {
    async fn start() -> Self {
        Self::with(Options {
            limit: Limit {
                burst: 1_000_000,
                every: Duration::from_micros(1),
            },
            jwt_secret: Some(SECRET.into()),
            ..Options::default()
        })
        .await
    }

    async fn with(options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let apis = open(options).await.unwrap();
        tokio::spawn(serve(listener, apis, async move { drop(stopped.await) }));
        Self {
            address,
            client: Client::builder().no_proxy().build().unwrap(),
            _stop: stop,
        }
    }

    /// A request without credentials.
    fn raw(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{BASE}{path}", self.address);
        self.client.request(method, url)
    }

    async fn send(&self, key: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.raw(method, path).header("apikey", key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        answer(request).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(ADMIN_KEY, Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(ADMIN_KEY, Method::POST, path, Some(body)).await
    }

    async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(ADMIN_KEY, Method::PATCH, path, Some(body)).await
    }

    async fn delete(&self, path: &str) -> Answer {
        self.send(ADMIN_KEY, Method::DELETE, path, None).await
    }

    /// The id of the one row that a list with this query has.
    async fn id(&self, list: &str) -> i64 {
        let rows = self.get(list).await.rows();
        assert_eq!(rows.len(), 1, "{list}");
        rows[0]["id"].as_i64().unwrap()
    }
}
