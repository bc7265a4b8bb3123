//! What a server says in one response: one message, or a stream of them.

use reqwest::{Response, StatusCode};
use serde_json::Value;

use crate::patiently;

/// The messages of one response.
#[derive(Debug)]
pub struct Messages {
    status: StatusCode,
    response: Option<Response>,
    /// What has come and was not read yet.
    bytes: Vec<u8>,
    last: Option<String>,
    retry: Option<u64>,
}

/// One event of a stream.
enum Event {
    Message(Value),
    /// Nothing but a sign of life.
    Comment,
    /// Only an id, or a time to come back.
    Mark,
}

impl Messages {
    pub(crate) async fn of(response: Response) -> Self {
        let mut messages = Self {
            status: response.status(),
            response: None,
            bytes: Vec::new(),
            last: None,
            retry: None,
        };
        let kind = response.headers().get("content-type");
        if kind.is_some_and(|kind| kind == "text/event-stream") {
            messages.response = Some(response);
            return messages;
        }
        let body = patiently("a body", response.bytes()).await;
        let body = body.expect("the body is whole");
        if !body.is_empty() {
            // As if it had come in an event.
            messages.bytes = [b"data: ", &body[..], b"\n\n"].concat();
        }
        messages
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The next message; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Value> {
        // Signs of life could go on forever.
        patiently("a message", async {
            loop {
                match self.event().await? {
                    Event::Message(message) => return Some(message),
                    Event::Comment | Event::Mark => {}
                }
            }
        })
        .await
    }

    /// The next message, which must be a request or a notification of this method; gives its
    /// parameters.
    pub async fn hears(&mut self, method: &str) -> Value {
        let mut message = self.said(method).await;
        message["params"].take()
    }

    /// The same, as a whole.
    pub async fn said(&mut self, method: &str) -> Value {
        let message = self.next().await;
        let message = message.unwrap_or_else(|| panic!("the stream ends before `{method}`"));
        assert_eq!(message["method"], method, "{message}");
        message
    }

    /// The next message, which must be the result.
    pub async fn result(&mut self) -> Value {
        let mut message = self.next().await.expect("there is an answer");
        assert!(message.get("result").is_some(), "{message}");
        message["result"].take()
    }

    /// The next thing must be a sign of life.
    pub async fn pulse(&mut self) {
        match self.event().await {
            Some(Event::Comment) => {}
            Some(Event::Message(message)) => panic!("no sign of life, but {message}"),
            Some(Event::Mark) | None => panic!("no sign of life"),
        }
    }

    /// The id of the last event, for a GET that wants the rest.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// After how many milliseconds to come back.
    #[must_use]
    pub const fn retry(&self) -> Option<u64> {
        self.retry
    }

    async fn event(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.bytes.windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = self.bytes.drain(..end + 2).collect();
                return Some(self.read(std::str::from_utf8(&event).expect("events are UTF-8")));
            }
            let response = self.response.as_mut()?;
            let chunk = patiently("an event", response.chunk()).await;
            self.bytes.extend(chunk.expect("the stream ends properly")?);
        }
    }

    fn read(&mut self, event: &str) -> Event {
        let mut read = Event::Comment;
        for line in event.lines() {
            match line.split_once(": ") {
                Some(("id", id)) => self.last = Some(id.to_owned()),
                Some(("retry", time)) => self.retry = time.parse().ok(),
                Some(("data", "")) => read = Event::Mark,
                Some(("data", data)) => {
                    let message = serde_json::from_str(data);
                    read = Event::Message(message.unwrap_or_else(|_| panic!("no JSON: {data}")));
                }
                _ => {}
            }
        }
        if self.retry.is_some() && matches!(read, Event::Comment) && !event.starts_with(':') {
            read = Event::Mark;
        }
        read
    }
}
