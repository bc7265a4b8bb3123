//! Which answer belongs to which request.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::mpsc;

use super::RpcError;

/// What comes of a request.
#[derive(Debug)]
pub(super) enum Event {
    /// A notification on the way.
    Update(Value),
    /// The answer; nothing follows.
    Answer(Result<Value, RpcError>),
}

/// The requests without an answer.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<Requests>);

#[derive(Debug, Default)]
struct Requests {
    by_id: HashMap<i64, Waiter>,
    closed: bool,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Waiter {
    pub(super) sender: mpsc::UnboundedSender<Event>,
    /// It wants notifications too.
    pub(super) listens: bool,
}

impl Waiting {
    pub(super) fn enter(&self, id: i64, waiter: Waiter) {
        let mut requests = self.lock();
        if !requests.closed {
            requests.by_id.insert(id, waiter);
        }
    }

    pub(super) fn leave(&self, id: i64) {
        self.lock().by_id.remove(&id);
    }

    pub(super) fn answer(&self, id: i64, answer: Result<Value, RpcError>) {
        if let Some(waiter) = self.lock().by_id.remove(&id) {
            // Nobody hears it who has just stopped waiting.
            let _ = waiter.sender.send(Event::Answer(answer));
        }
    }

    /// Progress goes to the call whose id is its token, anything else to all that listen.
    pub(super) fn update(&self, update: &Value) {
        let token = &update["params"]["progressToken"];
        for (id, waiter) in &self.lock().by_id {
            if waiter.listens && (token.is_null() || token == id) {
                let _ = waiter.sender.send(Event::Update(update.clone()));
            }
        }
    }

    pub(super) fn close(&self) {
        let mut requests = self.lock();
        requests.closed = true;
        requests.by_id.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
