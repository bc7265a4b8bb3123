//! What a task asks where its client comes to look for it.
//!
//! ```text
//!   Ask ──▶ Questions ◀── tasks/get     shows what is open
//!    ▲          │
//!    └─ oneshot ┘◀─────── tasks/update  answers some of it
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use mcp_core::Context;
use mcp_core::model::Question;
use mcp_core::peer::{AskError, Asker, Reply};
use serde_json::value::RawValue;
use tokio::sync::{oneshot, watch};

use crate::server::nothing_of;

/// How many questions of one task are open at once.
const MAX_QUESTIONS: usize = 64;

/// The open questions of one task.
pub(crate) struct Questions {
    open: Mutex<Open>,
    /// How long each may stay open.
    limit: Duration,
    /// Grows with every question, and with every one that is open no longer.
    changes: watch::Sender<u64>,
}

struct Open {
    /// How many were asked: no key comes again.
    asked: u64,
    waiting: Vec<Waiting>,
    changed: SystemTime,
}

struct Waiting {
    key: String,
    question: Arc<Question>,
    answer: oneshot::Sender<Answer>,
}

/// What a client made of a question, and what is held until whoever asked has it; the same type as elsewhere,
/// so that it is compiled once.
type Answer = (Result<Box<RawValue>, AskError>, Bytes);

impl Questions {
    /// None yet; each may stay open for as long as `limit`.
    pub(crate) fn new(limit: Duration) -> Arc<Self> {
        Arc::new(Self {
            open: Mutex::new(Open {
                asked: 0,
                waiting: Vec::new(),
                changed: SystemTime::now(),
            }),
            limit,
            changes: watch::Sender::default(),
        })
    }

    /// Takes what the client answers, and holds its message until that is with whoever asked. What is not
    /// asked, or not any more, is passed over.
    pub(crate) fn answer(&self, responses: BTreeMap<String, Box<RawValue>>, message: &Bytes) {
        for (key, response) in responses {
            if let Some(waiting) = self.take(&key) {
                // Who waited may have stopped just now.
                let _ = waiting.answer.send((Ok(response), nothing_of(message)));
            }
        }
    }

    /// What is open, each with its key, and since when just that is.
    pub(super) fn open(&self) -> (Vec<(String, Arc<Question>)>, SystemTime) {
        let open = self.lock();
        let mut questions = Vec::new();
        for one in &open.waiting {
            questions.push((one.key.clone(), Arc::clone(&one.question)));
        }
        (questions, open.changed)
    }

    /// What grows with every change.
    pub(super) const fn changes(&self) -> &watch::Sender<u64> {
        &self.changes
    }

    fn touch(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    fn put(
        &self,
        question: Arc<Question>,
    ) -> Result<(String, oneshot::Receiver<Answer>), AskError> {
        let mut open = self.lock();
        if open.waiting.len() >= MAX_QUESTIONS {
            return Err(AskError::TooMany);
        }
        open.asked += 1;
        open.changed = SystemTime::now();
        let key = format!("ask-{}", open.asked);
        let (answer, receiver) = oneshot::channel();
        open.waiting.push(Waiting {
            key: key.clone(),
            question,
            answer,
        });
        drop(open);
        self.touch();
        Ok((key, receiver))
    }

    fn take(&self, key: &str) -> Option<Waiting> {
        let mut open = self.lock();
        let place = open.waiting.iter().position(|one| one.key == key)?;
        let taken = open.waiting.remove(place);
        open.changed = SystemTime::now();
        drop(open);
        self.touch();
        Some(taken)
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asker for Questions {
    fn ask(self: Arc<Self>, _context: Context, question: Arc<Question>) -> Reply {
        Box::pin(async move {
            let (key, answer) = self.put(question)?;
            let limit = self.limit;
            let _asked = Asked {
                questions: self,
                key,
            };
            match tokio::time::timeout(limit, answer).await {
                Ok(answer) => answer.map_or(Err(AskError::Gone), |(outcome, _held)| outcome),
                Err(_) => Err(AskError::TimedOut(limit)),
            }
        })
    }
}

impl fmt::Debug for Questions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Questions").finish_non_exhaustive()
    }
}

/// A question that is open; dropping it withdraws the question.
struct Asked {
    questions: Arc<Questions>,
    key: String,
}

impl Drop for Asked {
    fn drop(&mut self) {
        let withdrawn = self.questions.take(&self.key);
        drop(withdrawn);
    }
}
