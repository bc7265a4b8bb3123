//! A service, and as whom to call it.

use std::fmt;
use std::sync::Arc;

use reqwest::Method;

use crate::address::Base;
use crate::call::Service;
use crate::header::Headers;
use crate::{Builder, Path, Request};

/// A client of one service. Clones share connections, breaker and budget.
///
/// ```
/// use mcp_rest::{Rest, path};
/// # #[derive(serde::Serialize)] struct Ticket<'a> { title: &'a str }
/// # async fn f() -> Result<(), Box<dyn std::error::Error>> {
/// let api = Rest::builder("https://api.example.com/v1")
///     .header("x-api-key", &std::env::var("EXAMPLE_KEY")?)
///     .build()?;
/// let titles: Vec<String> = api
///     .get(path!["tickets"])
///     .query(&[("status", "open")])
///     .send()
///     .await?;
/// let ticket = Ticket { title: "Leak" };
/// let id: u64 = api.post(path!["tickets"]).json(&ticket).send().await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Rest {
    pub(crate) base: Arc<Base>,
    pub(crate) service: Arc<Service>,
    pub(crate) headers: Arc<Headers>,
}

impl Rest {
    /// Describes the service at this address, which every path goes on from.
    pub fn builder(base: &str) -> Builder {
        Builder::new(base)
    }

    /// The same service, called with this token (`Authorization: Bearer …`). One that no header can carry is told of by
    /// `send`, and nothing is sent.
    ///
    /// ```
    /// use mcp_rest::{ApiError, Rest, path};
    /// async fn whoami(api: &Rest, token: &str) -> Result<String, ApiError> {
    ///     api.with_bearer(token).get(path!["me"]).send().await
    /// }
    /// ```
    #[must_use]
    pub fn with_bearer(&self, token: &str) -> Self {
        self.with(|headers| headers.set_bearer(token))
    }

    /// The same service, called with this secret header, in place of one of the same name.
    ///
    /// ```
    /// use mcp_rest::{ApiError, Rest, path};
    /// async fn whoami(api: &Rest, key: &str) -> Result<String, ApiError> {
    ///     api.with_header("apikey", key).get(path!["me"]).send().await
    /// }
    /// ```
    #[must_use]
    pub fn with_header(&self, name: &str, secret: &str) -> Self {
        self.with(|headers| headers.set_secret(name, secret))
    }

    /// Reads what is there.
    pub fn get(&self, path: Path) -> Request {
        self.request(Method::GET, path)
    }

    /// Adds something, or does what has no other method. Never sent again, unless it has an
    /// [`idempotency_key`](Request::idempotency_key).
    pub fn post(&self, path: Path) -> Request {
        self.request(Method::POST, path)
    }

    /// Puts something in the place of what is there, if anything is.
    pub fn put(&self, path: Path) -> Request {
        self.request(Method::PUT, path)
    }

    /// Changes what is there. Never sent again, unless it has an [`idempotency_key`](Request::idempotency_key).
    pub fn patch(&self, path: Path) -> Request {
        self.request(Method::PATCH, path)
    }

    /// Removes what is there.
    pub fn delete(&self, path: Path) -> Request {
        self.request(Method::DELETE, path)
    }

    fn request(&self, method: Method, path: Path) -> Request {
        Request::new(self.clone(), method, path)
    }

    fn with(&self, set: impl FnOnce(&mut Headers)) -> Self {
        let mut headers = Headers::clone(&self.headers);
        set(&mut headers);
        Self {
            headers: Arc::new(headers),
            ..self.clone()
        }
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest")
            .field("base", &self.base.as_str())
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
