//! A REST client for tools: what they need so that a service behind them cannot harm them, nor they it.
//!
//! ```
//! use mcp_rest::{ApiError, Rest, path};
//! use mcp_server::prelude::*;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, schemars::JsonSchema)]
//! struct Project {
//!     name: String,
//! }
//!
//! /// Look up a project.
//! #[tool(read_only)]
//! async fn get_project(api: State<Rest>, id: String) -> Result<Json<Project>, ApiError> {
//!     api.get(path!["projects", id]).send().await.map(Json)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use std::io::{BufRead, BufReader, Write};
//! # let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
//! # let address = format!("http://{}/v1", listener.local_addr()?);
//! # std::thread::spawn(move || {
//! #     for stream in listener.incoming() {
//! #         let mut stream = BufReader::new(stream.unwrap());
//! #         let head: Vec<_> = stream.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
//! #         assert!(head.iter().any(|line| line == "x-api-key: secret"));
//! #         let (status, body) = match head[0].as_str() {
//! #             "GET /v1/projects/7 HTTP/1.1" => ("200 OK", r#"{"name":"Apollo"}"#),
//! #             _ => ("404 Not Found", r#"{"error":"no such project"}"#),
//! #         };
//! #         let length = body.len();
//! #         write!(stream.get_mut(), "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}").unwrap();
//! #     }
//! # });
//! # use std::io::Read;
//! let api = Rest::builder(&address).header("x-api-key", "secret").build()?;
//! let server = Server::builder(server_info!()).tools(toolset![get_project]).state(api).build()?;
//!
//! let client = mcp_server::testing::Client::connect(&server).await?;
//! let project = client.call("get_project", serde_json::json!({ "id": "7" })).await?;
//! assert_eq!(project.text(), r#"{"name":"Apollo"}"#);
//! let missing = client.call("get_project", serde_json::json!({ "id": "8/../7" })).await?;
//! assert!(missing.is_error);
//! let missing = client.call("get_project", serde_json::json!({ "id": "8" })).await?;
//! assert_eq!(missing.text(), r#"API error (HTTP 404): {"error":"no such project"}"#);
//! # Ok(())
//! # }
//! ```
//!
//! Who calls as somebody else in every call makes a client for each: [`Rest::with_bearer`] and
//! [`Rest::with_header`] cost little, and share connections, breaker and budget with the one they are made from.
//!
//! # What happens when
//!
//! Each failure is an [`ApiError`], and each [`ApiError`] an answer of the tool that a model can read and act on. It is
//! never an HTTP status of the MCP server: a client that gets a 401 would ask its user to log in to the wrong house.
//!
//! | the service | what the client does | what the model reads |
//! |---|---|---|
//! | refuses: 400, 403, 404, 409, 422, … | | `API error (HTTP 404): ` and the first 2 KiB of the body, if it is JSON |
//! | answers 401 | | the same, and that the service refused the credentials |
//! | answers 429 | waits once, if `Retry-After` says at most 5 s and the request may be repeated | the same, and when to try again |
//! | answers 5xx, refuses or drops the connection | tries again, if the request may be repeated | the same, or that the service cannot be reached |
//! | is slow: to connect, to begin, to end | gives up when the [deadline](Builder::deadline) has passed, repetitions included | how long it waited, and whether a change may have been made |
//! | answers what is not JSON, or not the JSON that is meant | | `unexpected response`, nothing of the body |
//! | answers without end, or with a gzip bomb | hangs up at 8 MiB, unpacked | that the answer is too large |
//! | redirects | does not follow | `API error (HTTP 302)` and that redirects are not followed |
//! | fails half of at least 20 attempts in 10 s | leaves it alone for 5 s, then tries with one call | that the service is failing, and when to try again |
//!
//! A request may be repeated if its method is GET, PUT or DELETE or if it has an
//! [`idempotency_key`](Request::idempotency_key). It is sent again twice at most, after random pauses that grow, within
//! the deadline, and only while repetitions make up no more than a tenth of the calls of the last ten seconds (ten are
//! always allowed).
//!
//! # What an argument can do
//!
//! Fill in its place, and nothing else. A [`Path`] is a list of segments: each is percent-encoded into exactly one, and
//! one that is empty, has control characters, or has `.` or `..` between its slashes is refused before anything is sent. Queries and
//! bodies are serialized; values of headers are checked. Credentials go into headers only: they are in no address, no
//! [`Debug`] and no error, even where a service repeats them in its refusal.
//!
//! # Where requests go
//!
//! To the address given to [`Rest::builder`]: not where redirects point to, and through no proxy that the environment
//! names. Plain `http://` is for this machine, whose `localhost` is not looked up, unless
//! [`allow_plain_http`](Builder::allow_plain_http) says otherwise; over `https://` whoever took over the name of a
//! service gets no further than its certificate, and sees no credentials.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `tls` (default) | `https://` addresses |

mod address;
mod answer;
mod argument;
mod breaker;
mod budget;
mod builder;
mod call;
mod echo;
mod error;
mod exchange;
mod header;
mod path;
mod request;
mod rest;
mod retry;
mod retry_after;
mod window;

pub use answer::Answer;
pub use argument::ArgumentError;
pub use builder::{BuildError, Builder};
pub use error::ApiError;
pub use path::Path;
pub use request::Request;
pub use reqwest::StatusCode;
pub use rest::Rest;
