//! A table in an SQLite database.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};

use super::writer::{Store, Writer, create_private, identity};
use super::{AuditRecord, AuditSink, WriteError, Writing};

/// Which form of the table is known here; `user_version` says which one a database has.
const VERSION: i64 = 2;

const TABLE: &str = "
CREATE TABLE audit (
    id TEXT NOT NULL,
    time TEXT NOT NULL,
    issuer TEXT,
    subject TEXT,
    client TEXT,
    session TEXT,
    request TEXT NOT NULL,
    method TEXT NOT NULL,
    name TEXT NOT NULL,
    arguments TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code INTEGER,
    message TEXT,
    duration_ms REAL,
    PRIMARY KEY (id, outcome)
) STRICT, WITHOUT ROWID;
";

/// From a table that knows tools only to the one above.
const FROM_TOOLS: &str = "
ALTER TABLE audit RENAME COLUMN tool TO name;
ALTER TABLE audit ADD COLUMN method TEXT NOT NULL DEFAULT 'tools/call';
";

const INSERT: &str = "
INSERT INTO audit (
    id, time, issuer, subject, client, session, request, method, name, arguments, outcome, code,
    message, duration_ms
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

/// How long the thread waits while somebody else writes: less than a call waits for its record.
const BUSY: Duration = Duration::from_millis(1500);

/// Writes records to the table `audit` of an SQLite database; with the feature `audit-sqlite`.
///
/// The columns are the members of [`AuditRecord`] as JSON has them, `issuer`, `subject` and `client`
/// for the principal; `request` and `arguments` are JSON. A table that an older version made is
/// brought up to date, and then that version cannot write to it any more. A call that is recorded twice has two rows
/// of the same `id`.
///
/// One thread writes, as many records in one transaction as wait for it, durable when it says that
/// they are written. The database is in WAL mode, so others can read meanwhile. While somebody else
/// writes for more than 1.5 s, or when it cannot be written, records are lost or their calls
/// refused; each time it is opened anew. It is too where it was moved away or deleted, which is
/// noticed on Unix only, before the next records are written.
///
/// ```no_run
/// use mcp_server::audit::{Audit, Sqlite};
///
/// # fn main() -> Result<(), mcp_server::audit::WriteError> {
/// let audit = Audit::required(Sqlite::open("/var/lib/tracker/audit.db")?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Sqlite(Writer);

impl Sqlite {
    /// Opens the database, and creates it and its table where there is none. Its folder must be
    /// there.
    ///
    /// # Errors
    /// The database cannot be opened or is none, its table was made by a newer version, or no
    /// thread can be started.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, WriteError> {
        let path = path.as_ref().to_owned();
        let open = open(&path)?;
        Ok(Self(Writer::new(Table {
            identity: identity(fs::metadata(&path)),
            open: Some(open),
            path,
        })?))
    }
}

impl AuditSink for Sqlite {
    fn write(&self, record: AuditRecord) -> Writing<'_> {
        self.0.write(record)
    }
}

/// The database, open unless it failed the last time.
struct Table {
    path: PathBuf,
    open: Option<Connection>,
    /// Which file it is, to notice when another is in its place.
    identity: Option<(u64, u64)>,
}

impl Store for Table {
    fn store(&mut self, records: &[AuditRecord]) -> Result<(), String> {
        let is_there = identity(fs::metadata(&self.path)) == self.identity;
        let open = self.open.take().filter(|_| is_there);
        let mut connection = match open {
            Some(connection) => connection,
            None => self.reopen().map_err(|error| error.to_string())?,
        };
        insert(&mut connection, records).map_err(|error| error.to_string())?;
        self.open = Some(connection);
        Ok(())
    }
}

impl Table {
    fn reopen(&mut self) -> Result<Connection, WriteError> {
        let connection = open(&self.path)?;
        self.identity = identity(fs::metadata(&self.path));
        Ok(connection)
    }
}

fn open(path: &Path) -> Result<Connection, WriteError> {
    // SQLite would let everybody read it, and makes the files beside it as this one is.
    create_private(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // In WAL mode the default keeps the file whole and may lose the last transactions.
    connection.pragma_update(None, "synchronous", "FULL")?;
    let transaction = begin(&mut connection)?;
    match transaction.pragma_query_value(None, "user_version", |row| row.get(0))? {
        0_i64 => {
            transaction.execute_batch(TABLE)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        1 => {
            transaction.execute_batch(FROM_TOOLS)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        VERSION => {}
        newer => {
            let why = format!(
                "the table `audit` is of version {newer}, and this knows {VERSION}: use another file"
            );
            return Err(why.into());
        }
    }
    transaction.commit()?;
    Ok(connection)
}

fn insert(connection: &mut Connection, records: &[AuditRecord]) -> Result<(), WriteError> {
    let transaction = begin(connection)?;
    let mut insert = transaction.prepare_cached(INSERT)?;
    for record in records {
        let caller = record.principal.as_ref();
        insert.execute(params![
            record.id,
            record.written_time(),
            caller.map(|caller| &caller.issuer),
            caller.map(|caller| &caller.subject),
            caller.and_then(|caller| caller.client.as_ref()),
            record.session,
            serde_json::to_string(&record.request)?,
            record.method,
            record.name,
            record.arguments.to_string(),
            record.outcome.as_str(),
            record.code,
            record.message,
            record.duration_ms(),
        ])?;
    }
    drop(insert);
    transaction.commit()?;
    Ok(())
}

/// As a writer from the start: one that reads first may find that it cannot write any more.
fn begin(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

#[cfg(test)]
mod tests;
