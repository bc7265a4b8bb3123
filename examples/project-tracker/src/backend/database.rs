//! The SQLite file and how requests share it without ever blocking the runtime.
//!
//! SQLite calls block, so each runs on tokio's blocking threads, on a connection taken from a pool. A request waits for
//! its connection asynchronously, before it takes a thread: however many wait, no more threads are busy than there are
//! connections.
//!
//! In WAL mode SQLite lets any number read while one writes. So there is one connection for writing, and waiting for it
//! takes the place of `SQLITE_BUSY`; and a few for reading, which never wait for the writer. A database in memory
//! belongs to its one connection, which then serves for both.
//!
//! Every piece of work is one transaction. It is not interrupted when its request is dropped: the connection goes back
//! only when the work is done, and a write that has begun is either wholly there or not at all.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use tokio::sync::futures::Notified;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::agency;
use super::demo;
use super::error::Error;
use super::store::changes::newest;

const READERS: usize = 4;

/// Only ever added to: a file remembers how many of these it has been through. An old one has the tables of the agency
/// already, since those were noted elsewhere once: they are made only where they are not there. What comes after them
/// must fail where it is done already, since two processes may open a file at once.
pub(super) const MIGRATIONS: &[M<'_>] = &[
    M::up(include_str!("migrations/0001_identity.sql")),
    M::up(include_str!("migrations/0002_workspace.sql")),
    M::up(include_str!("migrations/0003_changes.sql")),
    M::up(include_str!("migrations/0004_calls.sql")),
    M::up(include_str!("migrations/0005_agency_accounts.sql")),
    M::up(include_str!("migrations/0006_agency_directory.sql")),
    M::up(include_str!("migrations/0007_agency_work.sql")),
    M::up(include_str!("migrations/0008_agency_time.sql")),
    M::up(include_str!("migrations/0009_agency_money.sql")),
    M::up(include_str!("migrations/0010_agency_keys.sql")),
    M::up(include_str!("migrations/0011_lists_of_projects.sql")),
    M::up(include_str!("migrations/0012_reads.sql")),
    M::up(include_str!("migrations/0013_audit_kept.sql")),
];

/// A database, shared by cloning.
#[derive(Clone)]
pub(super) struct Database {
    writer: Pool,
    readers: Pool,
    changed: Arc<Notify>,
}

impl Database {
    /// Opens and prepares the file, or a database in memory.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let writer = Pool::new(vec![prepared(path)?]);
        let readers = match path {
            Some(_) => Pool::new(
                (0..READERS)
                    .map(|_| reader(path))
                    .collect::<Result<_, _>>()?,
            ),
            None => writer.clone(),
        };
        Ok(Self {
            writer,
            readers,
            changed: Arc::default(),
        })
    }

    /// Reads, seeing one state of the database throughout.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.readers.run(TransactionBehavior::Deferred, work).await
    }

    /// Writes all of it, or nothing if the work fails. Who waits for a change is woken where it made one.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let watched = |connection: &Connection| {
            let before = newest(connection)?;
            let outcome = work(connection)?;
            Ok((outcome, newest(connection)? != before))
        };
        let written = self.writer.run(TransactionBehavior::Immediate, watched);
        let (outcome, has_changed) = written.await?;
        if has_changed {
            self.changed.notify_waiters();
        }
        Ok(outcome)
    }

    /// Ends with the next change that this process makes.
    pub(super) fn changed(&self) -> Notified<'_> {
        self.changed.notified()
    }
}

/// Opens the file, or a database in memory, brings its tables up to date and fills it if it is new.
pub(super) fn prepared(path: Option<&Path>) -> anyhow::Result<Connection> {
    let name = path.unwrap_or(Path::new(":memory:")).display();
    let mut connection = connect(path).map_err(in_short).with_context(|| {
        format!("cannot open the database {name}; name another with --database")
    })?;
    // Another process may be doing the same: each waits for the others, instead of failing.
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let migrations = Migrations::from_slice(MIGRATIONS);
    migrations
        .to_latest(&mut connection)
        // Where another process was faster, there is nothing left to do.
        .or_else(|_| migrations.to_latest(&mut connection))
        .map_err(without_query)
        .map_err(|error| {
            let problem = match is_busy(&error) {
                true => "is in use by another process, perhaps one that brings it up to date; try again in a minute",
                false => "is of another version of this program; move it away, or name another with --database",
            };
            error.context(format!("the database {name} {problem}"))
        })?;
    demo::fill_if_new(&mut connection).context("cannot write the demo data")?;
    agency::fill_if_new(&mut connection).context("cannot write the demo data of the agency")?;
    Ok(connection)
}

/// Whether somebody else holds the database.
fn is_busy(error: &anyhow::Error) -> bool {
    error.to_string().contains("database is locked")
}

/// Without the code that says the same again, and without the statement.
fn in_short(error: rusqlite::Error) -> anyhow::Error {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message))
        | rusqlite::Error::SqlInputError { msg: message, .. } => anyhow::Error::msg(message),
        error => error.into(),
    }
}

/// A migration is hundreds of lines, and its error has them all.
fn without_query(error: rusqlite_migration::Error) -> anyhow::Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => in_short(err),
        rusqlite_migration::Error::MigrationDefinition(problem) => problem.into(),
        error => error.into(),
    }
}

fn connect(path: Option<&Path>) -> rusqlite::Result<Connection> {
    let connection = match path {
        Some(path) => Connection::open(path)?,
        None => Connection::open_in_memory()?,
    };
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn reader(path: Option<&Path>) -> anyhow::Result<Connection> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

#[derive(Clone)]
struct Pool {
    idle: Arc<Mutex<Vec<Connection>>>,
    /// One permit for each idle connection.
    free: Arc<Semaphore>,
}

impl Pool {
    fn new(connections: Vec<Connection>) -> Self {
        Self {
            free: Arc::new(Semaphore::new(connections.len())),
            idle: Arc::new(Mutex::new(connections)),
        }
    }

    async fn run<T: Send + 'static>(
        &self,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let permit = Arc::clone(&self.free).acquire_owned().await;
        let permit = permit.expect("the semaphore is never closed");
        let lease = Lease::take(Arc::clone(&self.idle), permit);
        tokio::task::spawn_blocking(move || {
            let transaction = Transaction::new_unchecked(lease.connection(), behavior)?;
            let outcome = work(&transaction)?;
            transaction.commit()?;
            Ok(outcome)
        })
        .await
        .unwrap_or_else(|panicked| Err(Error::Internal(panicked.into())))
    }
}

/// A connection that goes back to its pool even if the work panics.
struct Lease {
    connection: Option<Connection>,
    idle: Arc<Mutex<Vec<Connection>>>,
    /// Let go after `drop` has run, when the connection is back.
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    fn take(idle: Arc<Mutex<Vec<Connection>>>, permit: OwnedSemaphorePermit) -> Self {
        let connection = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Self {
            connection,
            idle,
            _permit: permit,
        }
    }

    fn connection(&self) -> &Connection {
        self.connection
            .as_ref()
            .expect("there are as many permits as idle connections")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.extend(self.connection.take());
    }
}
