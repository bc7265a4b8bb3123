//! What an API answered, taken apart.

use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// A status, and what came with it.
pub(in crate::backend) struct Answer {
    pub(in crate::backend) status: u16,
    pub(in crate::backend) headers: HeaderMap,
    pub(in crate::backend) body: Value,
}

/// Sends a request, which is answered with JSON.
pub(in crate::backend) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.json().await.unwrap(),
    }
}

impl Answer {
    /// The data of a success.
    #[track_caller]
    pub(in crate::backend) fn data(mut self) -> Value {
        assert!((200..300).contains(&self.status), "{}", self.body);
        assert_eq!(self.body["status"], "success", "{}", self.body);
        self.body["data"].take()
    }

    #[track_caller]
    pub(in crate::backend) fn rows(self) -> Vec<Value> {
        self.data().as_array().unwrap().clone()
    }

    /// One column of each row.
    #[track_caller]
    pub(in crate::backend) fn column(self, name: &str) -> Vec<Value> {
        self.rows().iter().map(|row| row[name].clone()).collect()
    }

    /// The status and the messages of a refusal.
    #[track_caller]
    pub(in crate::backend) fn refusal(self) -> (u16, Vec<String>) {
        assert_eq!(self.body["status"], "error", "{}", self.body);
        assert_eq!(self.body.as_object().unwrap().len(), 2, "{}", self.body);
        let messages = serde_json::from_value(self.body["data"].clone()).unwrap();
        (self.status, messages)
    }

    /// Checks that it is a refusal with this status and a message that has these words in it.
    #[track_caller]
    pub(in crate::backend) fn refused(self, status: u16, words: &str) {
        let (found, messages) = self.refusal();
        assert_eq!(found, status, "{messages:?}");
        assert!(
            messages.iter().any(|said| said.contains(words)),
            "{messages:?}"
        );
    }
}

/// A refusal that says one thing.
pub(in crate::backend) fn said(status: u16, message: &str) -> (u16, Vec<String>) {
    (status, vec![message.to_owned()])
}
