//! Every request and notification of the protocol, in every revision, over every transport: one
//! table says what has them, how they come about and what comes of them. Whatever either side says
//! on the way is held against the schema of its revision, and the schemas say what must be in the
//! table.

mod scenes;
mod table;
mod talk;
mod validator;

use std::collections::BTreeSet;

use mcp_server::Revision;
use serde_json::Value;

use crate::support::envelope::{V03, V06, V11, V24, V26};
use crate::support::published::{self, Side};
use crate::support::wires::Transport;
use talk::Talk;

/// A request or a notification.
struct Row {
    method: &'static str,
    from: Side,
    /// The revisions that have it.
    revisions: &'static [Revision],
    /// The transports that do not carry it all the same.
    except: &'static [(Transport, Revision)],
    how: How,
}

/// How it comes about, and what comes of it. To revisions that do not have it, the client says it
/// nevertheless: a request is -32601, with 404 where that does not mean a lost session, and a
/// notification is ignored.
enum How {
    /// The client asks, and is given these members.
    Asked { params: Value, has: Value },
    /// The client asks, and is given a list that is not empty.
    Listed { members: &'static str },
    /// The client says it, and nothing comes back.
    Told { params: Value },
    /// The client cancels a call, which ends without an answer.
    Cancels,
    /// The client listens for as long as it goes on.
    Listens,
    /// A tool says it while it runs.
    Reported { tool: &'static str },
    /// A tool changes something, and whoever listens is told.
    Announced { tool: &'static str },
    /// A tool asks for it, and says what it was answered. Where it cannot ask, it fails.
    Put {
        tool: &'static str,
        arguments: Value,
        says: &'static str,
    },
    /// The server takes back what it asked, or ends what the client listens to.
    Withdrawn,
    /// The client asks about a task of this tool, and is given these members.
    OfTask {
        tool: &'static str,
        arguments: Value,
        has: fn(Revision) -> Value,
    },
    /// The client answers what a task asks.
    Updates,
    /// The client cancels a task, and its session is told.
    Stands,
    /// It comes with that method, which fails without it.
    With(&'static str),
    /// A server may say it, and this one has no use for it.
    Never,
}

impl Row {
    /// Whether it is said in the revision.
    fn is_of(&self, revision: Revision) -> bool {
        self.revisions.contains(&revision)
    }

    fn is_said(&self, transport: Transport, revision: Revision) -> bool {
        self.is_of(revision)
            && !self.except.contains(&(transport, revision))
            && !matches!(self.how, How::Never)
    }
}

/// Goes through the table from its first row to its last, in one conversation. What was said in the
/// end is what the table says, no less and no more.
async fn say_everything(transport: Transport, revision: Revision) {
    let mut talk = Talk::begin(transport, revision).await;
    let rows = table::rows(revision);
    for row in &rows {
        if row.is_of(revision) {
            talk.play(row).await;
        } else {
            talk.miss(row).await;
        }
    }
    let said = talk.end().await;
    let expected = rows
        .iter()
        .filter(|row| row.is_said(transport, revision))
        .map(|row| (row.from, row.method.to_owned()));
    assert_eq!(said, expected.collect::<BTreeSet<_>>());
}

#[test]
fn every_method_of_the_schemas_has_a_row_and_every_row_a_method() {
    for revision in Revision::ALL {
        let mut published: Vec<_> = published::of(revision).methods.keys().collect();
        if revision == V26 {
            published.extend(published::tasks().methods.keys());
        }
        published.sort();
        let table = table::rows(revision);
        let rows = table.iter().filter(|row| row.is_of(revision));
        let mut listed: Vec<_> = rows.map(|row| (row.from, row.method.to_owned())).collect();
        listed.sort();
        assert_eq!(
            listed.iter().collect::<Vec<_>>(),
            published,
            "left: the table, right: the schema of {revision}"
        );
    }
}

#[test]
fn what_comes_with_a_method_comes_where_that_is() {
    for revision in Revision::ALL {
        let rows = table::rows(revision);
        for row in &rows {
            let How::With(method) = row.how else { continue };
            let with = rows.iter().find(|other| other.method == method);
            let with = with.unwrap_or_else(|| panic!("{} comes with nothing", row.method));
            assert_eq!(row.revisions, with.revisions, "{}", row.method);
        }
    }
}

macro_rules! wires {
    ($($name:ident: $transport:ident $revision:ident),* $(,)?) => {
        /// The tests below.
        const TESTED: &[(Transport, Revision)] = &[$((Transport::$transport, $revision)),*];

        $(
            #[tokio::test]
            async fn $name() {
                say_everything(Transport::$transport, $revision).await;
            }
        )*
    };
}

wires! {
    streamable_http_carries_all_of_2025_03_26: Streamable V03,
    streamable_http_carries_all_of_2025_06_18: Streamable V06,
    streamable_http_carries_all_of_2025_11_25: Streamable V11,
    the_same_path_carries_all_of_2026_07_28: Streamable V26,
    http_with_sse_carries_all_of_2024_11_05: Sse V24,
    http_with_sse_carries_all_of_2025_03_26: Sse V03,
    http_with_sse_carries_all_of_2025_06_18: Sse V06,
    http_with_sse_carries_all_of_2025_11_25: Sse V11,
    lines_carry_all_of_2024_11_05: Lines V24,
    lines_carry_all_of_2025_03_26: Lines V03,
    lines_carry_all_of_2025_06_18: Lines V06,
    lines_carry_all_of_2025_11_25: Lines V11,
    lines_carry_all_of_2026_07_28: Lines V26,
}

#[test]
fn every_wire_is_tested() {
    assert_eq!(TESTED, crate::support::wires::WIRES);
}
