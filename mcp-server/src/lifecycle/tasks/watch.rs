//! The tasks that a stream of `subscriptions/listen` tells of.

use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::watch;

use crate::server::{Owner, Record, Server};

/// Tasks, each told of at first and whenever it changes, until it is over.
pub(in crate::lifecycle) struct Watch(Vec<Watched>);

struct Watched {
    record: Arc<Record>,
    change: Change,
}

type Change = Pin<Box<dyn Future<Output = watch::Receiver<u64>> + Send>>;

impl Watch {
    /// Those of these tasks that are the caller's; the others are taken out of `ids`, as is what is there
    /// more than once.
    pub(in crate::lifecycle) fn of(server: &Server, caller: &Owner, ids: &mut Vec<String>) -> Self {
        let tasks = &server.inner().tasks;
        let (mut watched, mut seen) = (Vec::new(), HashSet::new());
        ids.retain(|id| seen.insert(id.clone()));
        ids.retain(|id| match tasks.find(id, caller) {
            Some(record) => {
                let mut changes = record.changes();
                // What it is now is news.
                changes.mark_changed();
                watched.push(Watched {
                    change: change(changes),
                    record,
                });
                true
            }
            None => false,
        });
        Self(watched)
    }

    /// The next task that has something new.
    pub(in crate::lifecycle) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Arc<Record>> {
        for place in 0..self.0.len() {
            let Poll::Ready(changes) = self.0[place].change.as_mut().poll(cx) else {
                continue;
            };
            // The others come first next time.
            let mut watched = self.0.remove(place);
            let record = Arc::clone(&watched.record);
            if !record.is_over() {
                watched.change = change(changes);
                self.0.push(watched);
            }
            return Poll::Ready(record);
        }
        Poll::Pending
    }
}

fn change(mut changes: watch::Receiver<u64>) -> Change {
    Box::pin(async move {
        // The record itself holds the other end.
        let _ = changes.changed().await;
        changes
    })
}
