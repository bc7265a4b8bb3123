//! The tasks of a server: what goes on after its request is answered, and what came of it.
//!
//! ```text
//!            ┌─────────────────────────────┐
//!   begin ──▶ working ◀──▶ input_required  ──▶ completed │ failed │ cancelled ──▶ gone
//!            └─────────────────────────────┘                                    (its time is over)
//! ```
//!
//! A task is kept for the time that its client was told, and no longer, whatever it is doing then.

mod owner;
mod questions;
mod record;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mcp_core::jsonrpc::{ErrorCode, ErrorObject};
use mcp_core::model::{Task, TaskEnd, TaskStatus};
use mcp_core::{Context, Principal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(crate) use owner::Owner;
pub(crate) use questions::Questions;
pub(crate) use record::{Next, Record};

use crate::callers::{Share, Shares, half};
use crate::sorted::sorted;

/// The least time that a task is kept: a client must be able to ask for its result.
const LEAST_TTL: Duration = Duration::from_secs(1);

/// How many tasks are kept for each that may run.
const KEPT_PER_RUNNING: usize = 10;

/// How many bytes the results of all tasks may take.
const MAX_BYTES: usize = 256 << 20;

/// What tasks keep to. One principal has at most half of each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TaskLimits {
    /// For how long a task is kept at most, and where its client does not say.
    pub(crate) ttl: Duration,
    /// How many run at once.
    pub(crate) running: usize,
    /// How many bytes their results may take.
    pub(crate) bytes: usize,
}

impl Default for TaskLimits {
    fn default() -> Self {
        Self {
            ttl: Duration::from_secs(60 * 60),
            running: 1000,
            bytes: MAX_BYTES,
        }
    }
}

/// All tasks of a server.
pub(crate) struct Tasks {
    limits: TaskLimits,
    running: Arc<Semaphore>,
    bytes: AtomicUsize,
    shares: Held,
    kept: Mutex<Kept>,
}

/// What principals have of what the limits allow to all.
#[derive(Default)]
struct Held {
    running: Arc<Shares>,
    kept: Arc<Shares>,
    bytes: Arc<Shares>,
}

#[derive(Default)]
struct Kept {
    records: HashMap<Arc<str>, Arc<Record>>,
    /// The number of the latest.
    last: u64,
    closed: bool,
}

/// There is no room for one more task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overloaded;

/// The right of one task to run; dropping it makes room.
pub(crate) struct Place {
    _permit: OwnedSemaphorePermit,
    _share: Option<Share>,
}

/// A cursor leads nowhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lost;

impl Tasks {
    pub(crate) fn new(limits: TaskLimits) -> Self {
        Self {
            limits,
            running: Arc::new(Semaphore::new(limits.running.min(Semaphore::MAX_PERMITS))),
            bytes: AtomicUsize::new(0),
            shares: Held::default(),
            kept: Mutex::default(),
        }
    }

    /// The same of callers who may be known: strangers are one among them.
    pub(crate) fn knowing(mut self, knows_callers: bool) -> Self {
        self.shares = Held {
            running: Shares::new(knows_callers),
            kept: Shares::new(knows_callers),
            bytes: Shares::new(knows_callers),
        };
        self
    }

    /// Begins a task, kept for as long as its client wishes, or less. Its questions are kept with
    /// it where there are any.
    pub(crate) fn begin(
        &self,
        owner: Owner,
        context: &Context,
        wish: Option<Duration>,
        questions: Option<Arc<Questions>>,
    ) -> Result<(Arc<Record>, Place), Overloaded> {
        let id = random_id().ok_or(Overloaded)?;
        let place = self.place(context.principal())?;
        let ttl = wish.unwrap_or(self.limits.ttl);
        let ttl = ttl.max(LEAST_TTL).min(self.limits.ttl);
        let mut kept = self.lock();
        let most = self.most_kept();
        let full = self.bytes.load(Ordering::Relaxed) >= self.limits.bytes;
        if kept.closed || full || kept.records.len() >= most {
            return Err(Overloaded);
        }
        let share = self.share(context.principal())?;
        kept.last += 1;
        let record = Record::new(id, kept.last, owner, ttl, context.clone(), questions);
        let record = record.counted(share);
        let record = Arc::new(record);
        let id = Arc::clone(record.id());
        kept.records.insert(id, Arc::clone(&record));
        Ok((record, place))
    }

    /// The right to run, if there is room for one more of whoever that is.
    fn place(&self, who: Option<&Principal>) -> Result<Place, Overloaded> {
        let share = self.shares.running.take(who, 1, half(self.limits.running));
        let share = share.map_err(|_| Overloaded)?;
        let permit = Arc::clone(&self.running).try_acquire_owned();
        Ok(Place {
            _permit: permit.map_err(|_| Overloaded)?,
            _share: share,
        })
    }

    /// The right to be kept, if whoever that is keeps no more than its part.
    fn share(&self, who: Option<&Principal>) -> Result<Option<Share>, Overloaded> {
        let held = self.shares.bytes.of(who);
        if held > 0 && held >= half(self.limits.bytes) {
            return Err(Overloaded);
        }
        let share = self.shares.kept.take(who, 1, half(self.most_kept()));
        share.map_err(|_| Overloaded)
    }

    const fn most_kept(&self) -> usize {
        self.limits.running.saturating_mul(KEPT_PER_RUNNING)
    }

    /// The task that goes by an id; none that is another's.
    pub(crate) fn find(&self, id: &str, owner: &Owner) -> Option<Arc<Record>> {
        let record = self.lock().records.get(id).cloned()?;
        (record.is_of(owner) && !record.is_outdated()).then_some(record)
    }

    /// A page of somebody's tasks, oldest first, and the cursor of the next.
    pub(crate) fn page(
        &self,
        owner: &Owner,
        cursor: Option<&str>,
        most: usize,
    ) -> Result<(Vec<Task>, Option<String>), Lost> {
        let after = cursor.map(read_cursor).transpose()?.unwrap_or_default();
        let mut records = Vec::new();
        for record in self.lock().records.values() {
            let own = record.number() > after && record.is_of(owner);
            if own && !record.is_outdated() {
                records.push(Arc::clone(record));
            }
        }
        let number = |place: usize| records[place].number();
        let oldest_first = sorted((0..records.len()).collect(), &|one, other| {
            number(one).cmp(&number(other))
        });
        let page = &oldest_first[..records.len().min(most)];
        let last = page.last().filter(|_| records.len() > most);
        let next = last.map(|last| format!("k{:016x}", number(*last)));
        let mut tasks = Vec::new();
        for place in page {
            tasks.push(records[*place].task());
        }
        Ok((tasks, next))
    }

    /// Keeps how a task ended, as far as there is room for it.
    pub(crate) fn finish(
        &self,
        record: &Arc<Record>,
        status: TaskStatus,
        message: Option<String>,
        end: TaskEnd,
    ) {
        let size = end.size();
        let share = record.principal();
        let share = self
            .shares
            .bytes
            .take(share.as_ref(), size, half(self.limits.bytes));
        let before = self.bytes.fetch_add(size, Ordering::Relaxed);
        let fits = before.saturating_add(size) <= self.limits.bytes;
        let ended = match share {
            Ok(share) if fits => record.end(status, message, end, (size, share)),
            _ => {
                tracing::error!("the result of a task is dropped: the results take too much room");
                let message = "the result of the task is too large to be kept";
                let error = ErrorObject::new(ErrorCode::INTERNAL_ERROR, message);
                let end = TaskEnd::Error(error);
                record.end(TaskStatus::Failed, Some(message.to_owned()), end, (0, None));
                false
            }
        };
        if !ended {
            self.bytes.fetch_sub(size, Ordering::Relaxed);
        }
    }

    /// Forgets a task, which ends if it still runs.
    pub(crate) fn remove(&self, id: &str) {
        let known = self.lock().records.remove(id);
        if let Some(record) = known {
            record.cancel("its time is over");
            self.bytes.fetch_sub(record.size(), Ordering::Relaxed);
        }
    }

    /// Gives up those that run for principals of whom this is true.
    pub(crate) fn cancel_of(&self, whose: &dyn Fn(&Principal) -> bool) {
        let records: Vec<_> = self.lock().records.values().cloned().collect();
        for record in records {
            if record.principal().as_ref().is_some_and(whose) {
                record.cancel("the credentials that it was begun with were withdrawn");
            }
        }
    }

    /// Ends all that run, and takes no more. What they came to can still be asked for.
    pub(crate) fn close(&self) {
        let records: Vec<_> = {
            let mut kept = self.lock();
            kept.closed = true;
            kept.records.values().cloned().collect()
        };
        for record in records {
            record.cancel("the server is shutting down");
        }
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.lock().records.len()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 128 random bits from the operating system's generator, as hexadecimal digits; `None` when that
/// fails.
fn random_id() -> Option<Arc<str>> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(format!("{:032x}", u128::from_ne_bytes(bytes)).into())
}

/// Reads exactly what a page wrote.
fn read_cursor(cursor: &str) -> Result<u64, Lost> {
    let digits = cursor.strip_prefix('k').ok_or(Lost)?;
    let fits = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() != 16 || !digits.bytes().all(fits) {
        return Err(Lost);
    }
    u64::from_str_radix(digits, 16).map_err(|_| Lost)
}
