//! Asking the client on the way: a person, a model, or for its folders.
//!
//! A tool asks and waits, and cannot find out how it is done. In a session the question is a
//! request of the server's own, and the call waits for what comes back. Elsewhere the call ends with
//! the question; the client sends its request again with the answer, the tool runs from its start,
//! and finds all that was answered before.

mod answer;
mod context;
mod error;
mod extract;
mod future;
mod once;
mod page;
mod replay;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde_json::value::RawValue;

pub use answer::Answer;
pub use error::AskError;
pub use extract::{Elicitation, Roots, Sampling};
pub use future::Ask;
pub use page::UrlElicitation;
pub use replay::{InvalidJournal, Replay, Round};

use super::Context;
use crate::model::Question;

/// Who answers what a call asks.
#[derive(Debug, Default)]
pub enum Asking {
    /// Nobody.
    #[default]
    Nobody,
    /// The client, while the call waits.
    Live(Arc<dyn Asker>),
    /// The client, when it sends its request again.
    Replay(Replay),
}

/// What carries questions to a client that a call waits for.
pub trait Asker: fmt::Debug + Send + Sync {
    /// Asks, as an update of the call; dropping the future withdraws the question.
    fn ask(self: Arc<Self>, context: Context, question: Arc<Question>) -> Reply;

    /// Notes that the client is sent to the page of this id by the error that its call ends with;
    /// `false` where the client knows no such error.
    fn refer(&self, _id: &str) -> bool {
        false
    }
}

/// What came back, as the client wrote it; or why nothing did.
pub type Reply = Pin<Box<dyn Future<Output = Result<Box<RawValue>, AskError>> + Send>>;

#[cfg(test)]
mod tests;
