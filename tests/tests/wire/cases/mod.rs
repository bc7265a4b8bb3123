//! One table of questions and answers, asked in every revision over every transport.

mod basics;
mod failures;
mod results;
mod updates;

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{V03, V06, V11, V24, V26};
use crate::support::heard::Heard;
use crate::support::subset::{must_equal, must_have};
use crate::support::wires::Transport;

/// A question, and what must come back in some revisions.
struct Case {
    name: &'static str,
    revisions: &'static [Revision],
    method: &'static str,
    params: Value,
    /// The notifications before the answer.
    updates: Vec<Value>,
    answer: Answer,
}

enum Answer {
    /// A result that has these members, and not those.
    Result {
        has: Value,
        lacks: &'static [&'static str],
    },
    /// A tool's own failure, whose text has all these words.
    Failure(&'static [&'static str]),
    /// An error that has these members, with a status where there is HTTP.
    Error { has: Value, status: u16 },
}

const ALL: &[Revision] = &Revision::ALL;
const HANDSHAKE: &[Revision] = &[V24, V03, V06, V11];
const STATELESS: &[Revision] = &[V26];

fn case(
    name: &'static str,
    revisions: &'static [Revision],
    method: &'static str,
    params: Value,
) -> Case {
    Case {
        name,
        revisions,
        method,
        params,
        updates: Vec::new(),
        answer: Answer::Result {
            has: json!({}),
            lacks: &[],
        },
    }
}

/// A call of a tool.
fn call(name: &'static str, revisions: &'static [Revision], tool: &str, arguments: Value) -> Case {
    case(
        name,
        revisions,
        "tools/call",
        json!({ "name": tool, "arguments": arguments }),
    )
}

impl Case {
    fn gives(mut self, has: Value) -> Self {
        self.answer = Answer::Result { has, lacks: &[] };
        self
    }

    fn without(mut self, pointers: &'static [&'static str]) -> Self {
        if let Answer::Result { lacks, .. } = &mut self.answer {
            *lacks = pointers;
        }
        self
    }

    fn says(self, text: &str) -> Self {
        self.gives(json!({ "content": [{ "type": "text", "text": text }] }))
    }

    fn after(mut self, updates: Vec<Value>) -> Self {
        self.updates = updates;
        self
    }

    fn fails_with(mut self, words: &'static [&'static str]) -> Self {
        self.answer = Answer::Failure(words);
        self
    }

    fn errs(self, code: i32) -> Self {
        self.errs_as(200, json!({ "code": code }))
    }

    fn errs_as(mut self, status: u16, has: Value) -> Self {
        self.answer = Answer::Error { has, status };
        self
    }

    async fn hold(&self, client: &mut Client) {
        let heard = client.ask(self.method, self.params.clone()).await;
        let name = format!(
            "{} ({:?}, {})",
            self.name, client.transport, client.revision
        );
        assert_eq!(
            heard.updates.len(),
            self.updates.len(),
            "{name}: {:#?}",
            heard.updates
        );
        for (update, part) in heard.updates.iter().zip(&self.updates) {
            must_equal(&name, update, part);
        }
        self.judge(&name, client.transport, &heard);
    }

    fn judge(&self, name: &str, transport: Transport, heard: &Heard) {
        let mut expected = 200;
        match &self.answer {
            Answer::Result { has, lacks } => {
                must_have(name, heard.result(), has);
                for pointer in *lacks {
                    let found = heard.result().pointer(pointer);
                    assert_eq!(found, None, "{name}: {pointer}");
                }
                assert_eq!(heard.result().get("isError"), has.get("isError"), "{name}");
            }
            Answer::Failure(words) => {
                assert_eq!(heard.result()["isError"], true, "{name}");
                assert_eq!(heard.result().get("structuredContent"), None, "{name}");
                for word in *words {
                    assert!(
                        heard.text().contains(word),
                        "{name}: no {word} in {}",
                        heard.text()
                    );
                }
            }
            Answer::Error { has, status } => {
                must_have(name, heard.error(), has);
                expected = *status;
            }
        }
        if transport == Transport::Streamable {
            assert_eq!(heard.status, Some(expected), "{name}");
            assert_eq!(
                heard.streamed,
                !self.updates.is_empty(),
                "{name}: one message is JSON"
            );
        }
    }
}

/// Asks everything that the revision has an answer to, twice: an answer leaves no trace.
async fn ask_everything(transport: Transport, revision: Revision) {
    let tables = [
        basics::cases(),
        results::cases(),
        failures::cases(),
        updates::cases(),
    ];
    let cases: Vec<Case> = tables.into_iter().flatten().collect();
    let mut client = Client::connect(transport, revision).await;
    for _ in 0..2 {
        for case in cases
            .iter()
            .filter(|case| case.revisions.contains(&revision))
        {
            case.hold(&mut client).await;
        }
    }
    client.must_be_quiet().await;
}

#[test]
fn every_case_belongs_to_a_revision_once() {
    let tables = [
        basics::cases(),
        results::cases(),
        failures::cases(),
        updates::cases(),
    ];
    let cases: Vec<Case> = tables.into_iter().flatten().collect();
    for (index, case) in cases.iter().enumerate() {
        let again = cases[..index].iter().any(|other| {
            other.name == case.name
                && other
                    .revisions
                    .iter()
                    .any(|revision| case.revisions.contains(revision))
        });
        assert!(!again && !case.revisions.is_empty(), "{}", case.name);
    }
}

macro_rules! wires {
    ($($name:ident: $transport:ident $revision:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $name() {
            ask_everything(Transport::$transport, $revision).await;
        }
    )*};
}

wires! {
    streamable_http_answers_in_2025_03_26: Streamable V03,
    streamable_http_answers_in_2025_06_18: Streamable V06,
    streamable_http_answers_in_2025_11_25: Streamable V11,
    the_same_path_answers_in_2026_07_28: Streamable V26,
    http_with_sse_answers_in_2024_11_05: Sse V24,
    http_with_sse_answers_in_2025_03_26: Sse V03,
    http_with_sse_answers_in_2025_06_18: Sse V06,
    http_with_sse_answers_in_2025_11_25: Sse V11,
    lines_answer_in_2024_11_05: Lines V24,
    lines_answer_in_2025_03_26: Lines V03,
    lines_answer_in_2025_06_18: Lines V06,
    lines_answer_in_2025_11_25: Lines V11,
    lines_answer_in_2026_07_28: Lines V26,
}
