//! Accounts, tokens, flags, the audit log and delegation, over both APIs: a real server, asked over HTTP.

mod audit;
mod calls;
mod changes;
mod console;
mod delegation;
mod documents;
mod flags;
mod introspection;
mod kept;
mod keys;
mod limit;
mod refused;
mod scopes;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use rusqlite::Row;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::answer::{Answer, answer, said};
use crate::backend::audit::Actor;
use crate::backend::auth::Via;
use crate::backend::database::{Database, prepared};
use crate::backend::store::rows;
use crate::backend::{ADMIN_TOKEN, AGENCY_KEY, Limit, Options, open, serve};
use crate::delegation::{Api, Delegation, ServiceSecret};

const SECRET: &str = "a service secret, long enough for it";
const JWT_SECRET: &str = "a secret of the tests, long enough";

struct Server {
    address: String,
    client: Client,
    /// The server ends when this goes.
    stop: oneshot::Sender<()>,
    running: JoinHandle<anyhow::Result<()>>,
}

/// Bounds that no test reaches.
const AMPLE: Limit = Limit {
    burst: 1_000_000,
    every: Duration::from_micros(1),
};

impl Server {
    async fn start() -> Self {
        Self::with(Options {
            limit: AMPLE,
            ..Options::default()
        })
        .await
    }

    async fn with(options: Options) -> Self {
        let options = Options {
            service_secret: Some(Arc::new(ServiceSecret::new(Some(SECRET)).unwrap())),
            jwt_secret: Some(JWT_SECRET.into()),
            ..options
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let apis = open(options).await.unwrap();
        let running = tokio::spawn(serve(listener, apis, async move { drop(stopped.await) }));
        Self {
            address,
            client: Client::builder().no_proxy().build().unwrap(),
            stop,
            running,
        }
    }

    /// Tells it to end, and waits until it has.
    async fn stop(self) {
        drop(self.stop);
        self.running.await.unwrap().unwrap();
    }

    /// A request without credentials.
    fn raw(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.address))
    }

    async fn get(&self, token: &str, path: &str) -> Answer {
        answer(self.raw(Method::GET, path).bearer_auth(token)).await
    }

    async fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        answer(self.raw(Method::POST, path).bearer_auth(token).json(body)).await
    }

    async fn patch(&self, token: &str, path: &str, body: &Value) -> Answer {
        answer(self.raw(Method::PATCH, path).bearer_auth(token).json(body)).await
    }

    async fn delete(&self, token: &str, path: &str) -> Answer {
        answer(self.raw(Method::DELETE, path).bearer_auth(token)).await
    }

    /// A request to the agency with an API key.
    async fn agency(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.raw(method, &format!("/api/v4{path}"));
        answer(request.header("apikey", AGENCY_KEY).json(body)).await
    }

    /// Mints a token with another; gives its number and its secret.
    async fn mint(&self, with: &str, scopes: &[&str]) -> (i64, String) {
        let wish = json!({ "name": "of a test", "scopes": scopes });
        let minted = self.post(with, "/api/v1/tokens", &wish).await.data();
        let secret = minted["token"].as_str().unwrap().to_owned();
        (minted["id"].as_i64().unwrap(), secret)
    }

    /// The number of the account that a token belongs to.
    async fn account(&self, token: &str) -> i64 {
        let me = self.get(token, "/api/v1/me").await.data();
        me["id"].as_i64().unwrap()
    }

    /// The newest entries of the audit log, as its admin sees them.
    async fn log(&self) -> Vec<Value> {
        let log = self.get(ADMIN_TOKEN, "/api/v1/audit?pagesize=100").await;
        but_reads(&log.data())
    }
}

/// The entries of a log but for what was only read, the log itself included.
fn but_reads(log: &Value) -> Vec<Value> {
    let entries = log.as_array().unwrap().iter();
    let others = entries
        .filter(|entry| (&entry["method"], &entry["status"]) != (&json!("GET"), &json!(200)));
    others.cloned().collect()
}

/// A bearer token of the MCP server's for an account.
fn delegated(api: Api, account: i64, scope: &str, token: Option<i64>) -> String {
    let secret = ServiceSecret::new(Some(SECRET)).unwrap();
    secret
        .mint(&Delegation {
            api,
            account,
            scope: scope.into(),
            token,
        })
        .unwrap()
}

/// The demo account of the workspace.
fn demo() -> Actor {
    Actor {
        api: Api::V1,
        org: 1,
        account: 2,
        name: "demo".into(),
        token: None,
        via: Via::Rest,
    }
}

/// What stands in a log of requests: of each entry its method, its path, its status and its count, the oldest first.
async fn noted(database: &Database) -> Vec<(String, String, u16, u32)> {
    let sql = "SELECT method, path, status, count FROM audit ORDER BY id";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let found = database.read(move |connection| rows(connection, sql, (), read));
    found.await.unwrap()
}

/// The same as soon as there is something.
async fn first_noted(database: &Database) -> Vec<(String, String, u16, u32)> {
    loop {
        let noted = noted(database).await;
        if !noted.is_empty() {
            return noted;
        }
        tokio::task::yield_now().await;
    }
}

async fn in_time<T>(future: impl Future<Output = T>) -> T {
    let done = timeout(Duration::from_secs(20), future).await;
    done.expect("it does not come")
}

/// A database of its own, with demo data.
fn filled() -> rusqlite::Connection {
    prepared(None).unwrap()
}
