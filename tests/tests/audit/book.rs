//! A file of records, and what is read of it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mcp_server::audit::{Audit, AuditRecord, AuditSink, JsonLines, Writing};
use serde_json::Value;

/// How long a test waits before it fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A file in a folder of its own, which goes with it.
pub(crate) struct Book {
    folder: PathBuf,
    pub(crate) audit: Audit,
}

impl Book {
    pub(crate) fn required() -> Self {
        Self::new(Audit::required)
    }

    pub(crate) fn best_effort() -> Self {
        Self::new(Audit::best_effort)
    }

    pub(crate) fn new(audit: impl FnOnce(JsonLines) -> Audit) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("mcp-audit-test-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).expect("the folder is new");
        let file = JsonLines::create(folder.join("calls.jsonl")).expect("the file is new");
        let audit = audit(file);
        Self { folder, audit }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join("calls.jsonl")
    }

    /// What is in the file by now.
    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(self.path()).expect("the file is there")
    }

    /// The records in the file by now.
    pub(crate) fn written(&self) -> Vec<Value> {
        let text = self.text();
        let records = text.lines();
        let records = records.map(|line| serde_json::from_str(line).expect("a line is JSON"));
        records.collect()
    }

    /// All records, once no call runs.
    pub(crate) async fn records(&self) -> Vec<Value> {
        assert!(self.audit.flush(PATIENCE).await, "all calls end");
        self.written()
    }

    /// The names of all that was asked for, and how they ended, once no call runs.
    pub(crate) async fn outcomes(&self) -> Vec<(String, String)> {
        let records = self.records().await;
        let word = |record: &Value, name: &str| record[name].as_str().unwrap().to_owned();
        let outcomes = records
            .iter()
            .map(|record| (word(record, "name"), word(record, "outcome")));
        outcomes.collect()
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A sink that takes its time.
pub(crate) struct Slow<S>(pub(crate) S, pub(crate) Duration);

impl<S: AuditSink> AuditSink for Slow<S> {
    fn write(&self, record: AuditRecord) -> Writing<'_> {
        Box::pin(async move {
            tokio::time::sleep(self.1).await;
            self.0.write(record).await
        })
    }
}

/// A sink that panics.
pub(crate) struct Broken;

impl AuditSink for Broken {
    fn write(&self, _: AuditRecord) -> Writing<'_> {
        panic!("the sink is broken")
    }
}
