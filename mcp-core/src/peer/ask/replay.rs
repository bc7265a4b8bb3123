//! What a call that is run again knows already, and what it still wants to know.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::page::new_id;
use crate::jsonrpc::{ErrorCode, ErrorObject};
use crate::members::{self, named};
use crate::model::Question;
use crate::revision::{Era, Revision};
use crate::wire;

/// A tool that asks more often than this will ask for ever.
const MAX_ROUNDS: u32 = 64;

/// Answers that came with a request, and questions that go out with its answer.
#[derive(Debug, Default)]
pub struct Replay {
    /// The method of the request.
    method: &'static str,
    /// What it is about: a name or URI.
    subject: Bytes,
    /// Most calls ask nothing, and have none.
    ledger: Mutex<Option<Box<Ledger>>>,
}

/// What is known so far.
#[derive(Debug, Default)]
struct Ledger {
    journal: Journal,
    /// The request came with a journal, so its questions are known.
    is_retry: bool,
    /// What the request brought.
    given: BTreeMap<String, Box<RawValue>>,
    wanted: Vec<Wanted>,
    fault: Option<ErrorObject>,
    /// How often each name was given.
    names: Marks,
}

/// What travels from one time that a call is run to the next.
#[derive(Debug, Default)]
struct Journal {
    round: u32,
    answers: BTreeMap<String, Box<RawValue>>,
    /// The mark of each question that is answered.
    marks: Marks,
    /// What was asked last, with a mark of each question.
    asked: Marks,
    done: BTreeMap<String, Box<RawValue>>,
}

/// A number for each name.
#[derive(Debug, Default)]
struct Marks(Map<String, Value>);

/// How they are called in JSON, in their order.
const MEMBERS: [&str; 5] = ["n", "a", "m", "q", "d"];

#[derive(Debug)]
struct Wanted {
    key: String,
    mark: u64,
    question: Arc<Question>,
}

/// What a question goes by.
#[derive(Debug, Default)]
pub(super) struct Key {
    name: String,
    /// Somebody gave it a name, and so says that it is the same question.
    is_given: bool,
}

/// How a call ends that waits for answers.
#[derive(Debug)]
pub enum Round {
    /// It asks.
    Questions {
        /// Each with its key.
        questions: Vec<(String, Arc<Question>)>,
        /// What [`Replay::resume`] wants back, unchanged: JSON that no client may read or write.
        journal: Vec<u8>,
    },
    /// It cannot go on with what it was given.
    Fault(ErrorObject),
}

impl Replay {
    /// A request, told by its method and its name or URI.
    #[must_use]
    pub const fn new(method: &'static str, subject: Bytes) -> Self {
        Self {
            method,
            subject,
            ledger: Mutex::new(None),
        }
    }

    /// The same with what it brings: answers to questions, and the journal of an earlier run.
    ///
    /// # Errors
    /// The journal is none that this crate wrote.
    pub fn resume(
        self,
        journal: Option<&[u8]>,
        given: BTreeMap<String, Box<RawValue>>,
    ) -> Result<Self, InvalidJournal> {
        let is_retry = journal.is_some();
        let journal = match journal {
            Some(journal) => Journal::read(journal).ok_or(InvalidJournal)?,
            None => Journal::default(),
        };
        *self.lock() = Some(Box::new(Ledger {
            journal,
            is_retry,
            given,
            ..Ledger::default()
        }));
        Ok(self)
    }

    /// The method of the request.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The name or URI of the request.
    #[must_use]
    pub fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// How the call ends, if it wants to know something that it was not told.
    #[must_use]
    pub fn end(&self) -> Option<Round> {
        let mut ledger = self.lock();
        let ledger = ledger.as_mut()?;
        if let Some(fault) = ledger.fault.take() {
            return Some(Round::Fault(fault));
        }
        if ledger.wanted.is_empty() {
            return None;
        }
        let wanted = std::mem::take(&mut ledger.wanted);
        let mut journal = std::mem::take(&mut ledger.journal);
        journal.round += 1;
        if journal.round > MAX_ROUNDS {
            tracing::error!(
                method = self.method,
                "asks for the {MAX_ROUNDS}th time, and no more"
            );
            let message = "the call asked too often";
            let fault = ErrorObject::new(ErrorCode::INTERNAL_ERROR, message);
            return Some(Round::Fault(fault));
        }
        journal.asked = Marks::default();
        let mut questions = Vec::with_capacity(wanted.len());
        for one in wanted {
            journal.asked.set(&one.key, one.mark);
            questions.push((one.key, one.question));
        }
        Some(Round::Questions {
            questions,
            journal: serde_json::to_vec(&journal).expect("a journal always serializes"),
        })
    }

    /// What a question goes by: the name it was given, or a number.
    pub(super) fn key(&self, name: Option<Cow<'static, str>>) -> Key {
        let is_given = name.is_some();
        let name = name.unwrap_or(Cow::Borrowed("ask"));
        let count = self.open().count(&name);
        let name = match (is_given, count) {
            (true, 1) => name.into_owned(),
            _ => format!("{name}-{count}"),
        };
        Key { name, is_given }
    }

    /// What work that is done once goes by.
    pub(super) fn name(&self, name: &str) -> String {
        // Names of questions are another matter, so no question can be called this.
        let count = self.open().count(&format!("{name}\0"));
        match count {
            1 => name.to_owned(),
            _ => format!("{name}-{count}"),
        }
    }

    /// The answer, if it is known; if not, the question is noted.
    pub(super) fn answer<T>(
        &self,
        key: &Key,
        question: &Arc<Question>,
        read: impl FnOnce(&RawValue) -> Result<T, String>,
    ) -> Option<T> {
        let mark = key.mark(question);
        let mut ledger = self.open();
        let Some(answer) = ledger.find(key, mark) else {
            ledger.want(key, mark, question);
            return None;
        };
        match read(&answer) {
            Ok(value) => {
                ledger.journal.marks.set(&key.name, mark);
                ledger.journal.answers.insert(key.name.clone(), answer);
                Some(value)
            }
            Err(reason) => {
                let message = format!("`inputResponses[\"{}\"]`: {reason}", key.name);
                let fault = ErrorObject::new(ErrorCode::INVALID_PARAMS, message);
                ledger.fault.get_or_insert(fault);
                None
            }
        }
    }

    /// The id of a page, which is the same whenever the call is run.
    pub(super) fn page(&self) -> String {
        let name = self.name("elicitation");
        let known = self.done(&name);
        let known = known.and_then(|known| serde_json::from_str(known.get()).ok());
        known.unwrap_or_else(|| {
            let id = new_id();
            if let Ok(kept) = serde_json::value::to_raw_value(&id) {
                self.keep(name, kept);
            }
            id
        })
    }

    /// What was made of work that was done already.
    pub(super) fn done(&self, name: &str) -> Option<Box<RawValue>> {
        self.open().journal.done.get(name).cloned()
    }

    pub(super) fn keep(&self, name: String, value: Box<RawValue>) {
        self.open().journal.done.insert(name, value);
    }

    fn open(&self) -> Opened<'_> {
        let mut ledger = self.lock();
        ledger.get_or_insert_default();
        Opened(ledger)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Box<Ledger>>> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A ledger that is there.
struct Opened<'a>(MutexGuard<'a, Option<Box<Ledger>>>);

impl std::ops::Deref for Opened<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        self.0.as_ref().expect("it was opened")
    }
}

impl std::ops::DerefMut for Opened<'_> {
    fn deref_mut(&mut self) -> &mut Ledger {
        self.0.as_mut().expect("it was opened")
    }
}

impl Journal {
    fn read(journal: &[u8]) -> Option<Self> {
        let journal = std::str::from_utf8(journal).ok()?;
        let [round, answers, marks, asked, done] = named(journal, MEMBERS).ok()?;
        Some(Self {
            round: round?.get().parse().ok()?,
            answers: members::map(answers?.get()).ok()?,
            marks: Marks::read(marks?)?,
            asked: Marks::read(asked?)?,
            done: members::map(done?.get()).ok()?,
        })
    }
}

impl Marks {
    fn read(json: &RawValue) -> Option<Self> {
        let marks: Map<_, _> = serde_json::from_str(json.get()).ok()?;
        marks.values().all(Value::is_u64).then_some(Self(marks))
    }

    fn of(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }

    fn set(&mut self, name: &str, mark: u64) {
        self.0.insert(name.to_owned(), mark.into());
    }
}

impl Serialize for Journal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [round, answers, marks, asked, done] = MEMBERS;
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry(round, &self.round)?;
        members.serialize_entry(answers, &self.answers)?;
        members.serialize_entry(marks, &self.marks.0)?;
        members.serialize_entry(asked, &self.asked.0)?;
        members.serialize_entry(done, &self.done)?;
        members.end()
    }
}

impl Ledger {
    fn count(&mut self, name: &str) -> u64 {
        let count = self.names.of(name).unwrap_or_default() + 1;
        self.names.set(name, count);
        count
    }

    /// The answer to this very question.
    fn find(&mut self, key: &Key, mark: u64) -> Option<Box<RawValue>> {
        if self.journal.marks.of(&key.name) == Some(mark) {
            return self.journal.answers.get(&key.name).cloned();
        }
        // Whoever answers before they are asked knows what they will be asked.
        let is_it = !self.is_retry || self.journal.asked.of(&key.name) == Some(mark);
        self.given.get(&key.name).filter(|_| is_it).cloned()
    }

    fn want(&mut self, key: &Key, mark: u64, question: &Arc<Question>) {
        if self.wanted.iter().all(|one| one.key != key.name) {
            self.wanted.push(Wanted {
                key: key.name.clone(),
                mark,
                question: Arc::clone(question),
            });
        }
    }
}

impl Key {
    /// Tells questions apart that go by the same number: an answer to one is none to the other.
    fn mark(&self, question: &Question) -> u64 {
        if self.is_given {
            return 0;
        }
        let question = match question {
            Question::Url { message, url, .. } => &Question::Url {
                message: message.clone(),
                url: url.clone(),
                id: String::new(),
            },
            question => question,
        };
        let mut words = Vec::new();
        let latest = Revision::latest(Era::Stateless);
        wire::write_request(latest, &0.into(), question, &mut words);
        // Another version of the library may hash otherwise: then it is asked again, no more.
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    }
}

/// A journal that cannot be read.
#[derive(Clone, Copy, Debug)]
pub struct InvalidJournal;

impl std::fmt::Display for InvalidJournal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("this is no journal of a call")
    }
}

impl std::error::Error for InvalidJournal {}
