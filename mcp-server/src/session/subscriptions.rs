//! Who is subscribed to which resource (`server/resources#subscriptions`).

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mcp_core::model::SubscriptionFilter;

use super::bell::wake;
use super::changes::Mail;

/// To how many resources one client may be subscribed.
pub(crate) const MAX_SUBSCRIPTIONS: usize = SubscriptionFilter::MAX_RESOURCES;

/// How many bytes their URIs may have together.
pub(crate) const MAX_BYTES: usize = SubscriptionFilter::MAX_BYTES;

/// The client is subscribed to as many resources as it may be, or by as many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany;

/// The subscribers of each resource, so that an update concerns nobody else.
#[derive(Default)]
pub(super) struct Topics(Mutex<HashMap<Arc<str>, Subscribers>>);

/// By the numbers of their mailboxes.
type Subscribers = HashMap<u64, Arc<Mail>>;

impl Topics {
    /// Tells those of the subscribers of a resource whom it concerns that it was updated. They are
    /// asked about outside of the lock.
    pub(super) fn update(&self, uri: &str, concerns: &dyn Fn(&Mail) -> bool) {
        let mut mails = Vec::new();
        let uri = match self.lock().get_key_value(uri) {
            Some((uri, subscribers)) => {
                for mail in subscribers.values() {
                    mails.push(Arc::clone(mail));
                }
                Arc::clone(uri)
            }
            None => return,
        };
        for mail in mails {
            if concerns(&mail) {
                wake(mail.note(&uri));
            }
        }
    }

    pub(super) fn subscribe(&self, uri: &str, mail: &Arc<Mail>) -> Result<(), TooMany> {
        let mut topics = self.lock();
        let known = topics
            .get_key_value(uri)
            .map(|(known, _)| Arc::clone(known));
        let uri = known.unwrap_or_else(|| uri.into());
        if mail.add(&uri)? {
            let subscribers = topics.entry(uri).or_default();
            subscribers.insert(mail.number, Arc::clone(mail));
        }
        Ok(())
    }

    pub(super) fn unsubscribe(&self, uri: &str, mail: &Mail) {
        let mut topics = self.lock();
        mail.remove(uri);
        leave(&mut topics, uri, mail);
    }

    /// Takes a client out that is subscribed to nothing any more.
    pub(super) fn leave(&self, subscribed: &Subscribed, mail: &Mail) {
        let mut topics = self.lock();
        for uri in subscribed.uris.keys() {
            leave(&mut topics, uri, mail);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Subscribers>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn leave(topics: &mut HashMap<Arc<str>, Subscribers>, uri: &str, mail: &Mail) {
    if let Some(subscribers) = topics.get_mut(uri) {
        subscribers.remove(&mail.number);
        if subscribers.is_empty() {
            topics.remove(uri);
        }
    }
}

impl std::fmt::Debug for Topics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Topics").field(&self.lock().len()).finish()
    }
}

/// What one client is subscribed to.
#[derive(Default)]
pub(super) struct Subscribed {
    /// Whether each waits to be told of.
    uris: HashMap<Arc<str>, bool>,
    /// How many bytes those have together.
    bytes: usize,
    /// What was updated and waits, in that order.
    updated: VecDeque<Arc<str>>,
}

impl Subscribed {
    /// Adds a resource; `false` if it was there.
    pub(super) fn add(&mut self, uri: &Arc<str>) -> Result<bool, TooMany> {
        if self.uris.contains_key(uri) {
            return Ok(false);
        }
        let bytes = self.bytes + uri.len();
        if self.uris.len() >= MAX_SUBSCRIPTIONS || bytes > MAX_BYTES {
            return Err(TooMany);
        }
        self.bytes = bytes;
        self.uris.insert(Arc::clone(uri), false);
        Ok(true)
    }

    /// Takes a resource out.
    pub(super) fn remove(&mut self, uri: &str) {
        let Some(waits) = self.uris.remove(uri) else {
            return;
        };
        self.bytes -= uri.len();
        if waits {
            self.updated.retain(|updated| **updated != *uri);
        }
    }

    /// Notes that a resource was updated; once, until the client hears of it.
    pub(super) fn note(&mut self, uri: &Arc<str>) {
        if let Some(waits) = self.uris.get_mut(uri)
            && !std::mem::replace(waits, true)
        {
            self.updated.push_back(Arc::clone(uri));
        }
    }

    /// The resource that was updated first of those that the client has not heard of.
    pub(super) fn next_updated(&mut self) -> Option<Arc<str>> {
        let uri = self.updated.pop_front()?;
        if let Some(waits) = self.uris.get_mut(&uri) {
            *waits = false;
        }
        Some(uri)
    }
}
