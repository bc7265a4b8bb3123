//! A request in the making.

use std::fmt;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::echo::echo;
use crate::header::Headers;
use crate::{Answer, ApiError, ArgumentError, Path, Rest};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// How much of what is wrong with an answer is kept, in bytes.
const LONGEST_CAUSE: usize = 200;

/// A request that [`send`](Self::send) or [`send_raw`](Self::send_raw) sends. What cannot be part of a request is told
/// then, and nothing is sent.
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    rest: Rest,
    method: Method,
    path: Path,
    /// Encoded.
    query: String,
    headers: Headers,
    body: Option<Bytes>,
    /// Whether sending it twice does no more than sending it once.
    repeatable: bool,
    /// What is wrong with the query, the body or the key.
    fault: Option<ArgumentError>,
}

impl Request {
    pub(crate) fn new(rest: Rest, method: Method, path: Path) -> Self {
        Self {
            repeatable: method.is_idempotent(),
            rest,
            method,
            path,
            query: String::new(),
            headers: Headers::default(),
            body: None,
            fault: None,
        }
    }

    /// Adds to the query: the fields of a struct, where `None` is left out, or pairs.
    ///
    /// ```
    /// use mcp_rest::{ApiError, Rest, path};
    /// #[derive(serde::Serialize)]
    /// struct Filter<'a> { text: Option<&'a str>, page: u32 }
    ///
    /// async fn search(api: &Rest, text: &str) -> Result<Vec<String>, ApiError> {
    ///     let filter = Filter { text: Some(text), page: 1 };
    ///     let request = api.get(path!["tickets"]).query(&filter);
    ///     request.query(&[("tag", "a"), ("tag", "b")]).send().await
    /// }
    /// ```
    pub fn query(mut self, query: &(impl Serialize + ?Sized)) -> Self {
        match serde_urlencoded::to_string(query) {
            Ok(more) => {
                if !self.query.is_empty() && !more.is_empty() {
                    self.query.push('&');
                }
                self.query.push_str(&more);
            }
            Err(error) => self.refuse(format!("the query cannot be written: {error}")),
        }
        self
    }

    /// Sends this as JSON.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.body = Some(json.into()),
            Err(error) => self.refuse(format!("the body cannot be written as JSON: {error}")),
        }
        self
    }

    /// Sends this as a form (`application/x-www-form-urlencoded`), as OAuth wants it.
    pub fn form(mut self, form: &(impl Serialize + ?Sized)) -> Self {
        match serde_urlencoded::to_string(form) {
            Ok(form) => self.body = Some(form.into()),
            Err(error) => self.refuse(format!("the form cannot be written: {error}")),
        }
        self.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")
    }

    /// Sends this header, which is no secret: that would be for [`Rest::with_header`].
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.set(name, value);
        self
    }

    /// Names what the request does (`Idempotency-Key`), so that the service does it once however often it is asked, and the
    /// request may be sent again. Only for services that know this header.
    pub fn idempotency_key(mut self, key: &str) -> Self {
        if key.trim().is_empty() {
            self.refuse("the idempotency key is empty".to_owned());
        }
        self.repeatable = true;
        self.header(IDEMPOTENCY_KEY, key)
    }

    /// Sends the request, and reads the JSON that comes back. No body at all is read as `null`, so `()` and [`Option`]
    /// take it; [`IgnoredAny`] takes anything.
    ///
    /// Dropping the future gives the request up.
    ///
    /// # Errors
    /// Whatever goes wrong, and statuses other than success: see [`ApiError`].
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        self.answer(|answer| serde_json::from_str(answer.json()))
            .await
            .map(|(_, value)| value)
    }

    /// Sends the request, and gives what comes back as received: JSON, or nothing.
    ///
    /// Dropping the future gives the request up.
    ///
    /// # Errors
    /// Those of [`send`](Self::send), but that JSON may have any form.
    pub async fn send_raw(self) -> Result<Answer, ApiError> {
        self.answer(|answer| serde_json::from_str::<IgnoredAny>(answer.json()))
            .await
            .map(|(answer, _)| answer)
    }

    async fn answer<T>(
        self,
        read: impl FnOnce(&Answer) -> serde_json::Result<T>,
    ) -> Result<(Answer, T), ApiError> {
        let service = self.rest.service.clone();
        let repeatable = self.repeatable;
        let request = self.prepare()?;
        let answer = service.call(&request, repeatable).await?;
        match read(&answer) {
            Ok(value) => Ok((answer, value)),
            Err(error) => Err(ApiError::Undecodable {
                status: Some(answer.status()),
                cause: echo(error.to_string(), request.headers(), LONGEST_CAUSE),
            }),
        }
    }

    /// What goes to the service.
    fn prepare(self) -> Result<reqwest::Request, ArgumentError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let url = self
            .rest
            .base
            .join(&self.path.into_encoded()?, &self.query)?;
        let mut request = reqwest::Request::new(self.method, url);
        let mut headers = self.rest.headers.overlaid(&self.headers)?;
        let json = HeaderValue::from_static("application/json");
        headers.entry(ACCEPT).or_insert_with(|| json.clone());
        if let Some(body) = self.body {
            headers.entry(CONTENT_TYPE).or_insert(json);
            *request.body_mut() = Some(body.into());
        }
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn refuse(&mut self, why: String) {
        self.fault.get_or_insert_with(|| ArgumentError::new(why));
    }
}

/// What it asks for, but neither with what nor as whom.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
