//! What is known of one call.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use mcp_core::jsonrpc::RequestId;
use mcp_core::{Principal, wire};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::recorder::Outcome;

/// One call: of a tool, or of a prompt, a resource or what completes an argument. As JSON it always has all of its members, under the names given here:
///
/// ```json
/// {"id":"0199a1f2-…","time":"2026-07-28T12:00:00.000Z",
///  "principal":{"issuer":"https://id.example.com","subject":"ann","client":"cli"},
///  "session":"6c8f1d2b03a4e597","request":7,"method":"tools/call","name":"close","arguments":{"id":12,"token":"[redacted]"},
///  "outcome":"ok","code":null,"message":null,"duration_ms":1.25}
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuditRecord {
    /// The name of the call, in the form of a UUID of version 7: nobody can guess it, and sorted by
    /// it calls are in the order in which they came. Where a call has two records, one that it
    /// [started](Outcome::Started) and one how it ended, both have the same.
    pub id: Box<str>,
    /// When the call came; as JSON in UTC and to the millisecond, as RFC 3339 writes it.
    #[serde(serialize_with = "time")]
    pub time: SystemTime,
    /// Who calls, where that is proven.
    pub principal: Option<Caller>,
    /// Which calls are of one session, where there is one: 16 hexadecimal digits that the session's
    /// id cannot be found by, nor by which anything can be done. They mean nothing after the process.
    pub session: Option<Box<str>>,
    /// The id of the JSON-RPC request; one that is a text is redacted, and has at most 512 bytes.
    pub request: RequestId,
    /// What was asked for: `tools/call`, `prompts/get`, `resources/read` or `completion/complete`.
    pub method: &'static str,
    /// The name of the tool or the prompt, or the URI of the resource: what `Mcp-Name` names
    /// (`basic/transports`). Of a completion, whose argument it is. A URI, and a name that nothing
    /// here has, are redacted too, and have at most 512 bytes and a note of how many there were.
    pub name: Box<str>,
    /// The arguments without what is secret, as [`Redaction`](super::Redaction) leaves them; of a
    /// completion the one that is typed, of a resource none but those in its URI. A text
    /// in place of the object says how many bytes there were where nothing else can be told.
    pub arguments: Value,
    /// How it ended, or that it begins.
    pub outcome: Outcome,
    /// The code of the error, where the answer was one of the protocol.
    pub code: Option<i32>,
    /// What went wrong in the server's own words, which never repeat what was given or found.
    pub message: Option<Cow<'static, str>>,
    /// How long it took, from the time that the call came; as JSON `duration_ms`, in milliseconds.
    /// None for a call that begins.
    #[serde(rename = "duration_ms", serialize_with = "millis")]
    pub duration: Option<Duration>,
}

/// Who calls, without what is claimed of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Caller {
    /// Who vouches for it.
    pub issuer: Box<str>,
    /// What it is called there.
    pub subject: Box<str>,
    /// The program that its credentials were issued to, where that is known.
    pub client: Option<Box<str>>,
}

impl From<&Principal> for Caller {
    fn from(principal: &Principal) -> Self {
        Self {
            issuer: principal.issuer().into(),
            subject: principal.subject().into(),
            client: principal.client().map(Into::into),
        }
    }
}

impl AuditRecord {
    /// [`time`](Self::time) as it stands in JSON.
    #[must_use]
    pub fn written_time(&self) -> String {
        wire::iso_8601(self.time)
    }

    /// [`duration`](Self::duration) as it stands in JSON: in milliseconds, to the microsecond.
    #[must_use]
    pub fn duration_ms(&self) -> Option<f64> {
        self.duration.map(in_millis)
    }
}

fn time<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&wire::iso_8601(*time))
}

fn millis<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    duration.map(in_millis).serialize(serializer)
}

#[expect(clippy::cast_precision_loss, reason = "no call takes a hundred years")]
fn in_millis(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

/// A name that sorts by time and has 74 random bits, in the form of a UUID of version 7.
pub(super) fn id(time: SystemTime) -> Box<str> {
    const HALF: u128 = (1 << 62) - 1;
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (random, version, variant) = (random(), 7 << 76, 0b10 << 62);
    let upper = since.as_millis() << 80 | version | (random >> 116) << 64;
    let text = format!("{:032x}", upper | variant | random & HALF);
    let parts = [
        &text[..8],
        &text[8..12],
        &text[12..16],
        &text[16..20],
        &text[20..],
    ];
    parts.join("-").into()
}

fn random() -> u128 {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => u128::from_ne_bytes(bytes),
        // Still unlike any other, if less hard to guess: a call is not refused over its name.
        Err(_) => {
            let half = || u128::from(RandomState::new().hash_one(0_u8));
            half() << 64 | half()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_time_and_are_none_twice() {
        let at = |millis| UNIX_EPOCH + Duration::from_millis(millis);
        let first = id(at(1_753_700_000_000));
        assert_ne!(first, id(at(1_753_700_000_000)));
        assert!(first < id(at(1_753_700_000_001)));
        let lengths: Vec<usize> = first.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&first[14..15], "7");
        assert!(matches!(&first[19..20], "8" | "9" | "a" | "b"), "{first}");
    }

    #[test]
    fn a_record_has_all_members_under_stable_names() {
        let record = AuditRecord {
            id: "x".into(),
            time: UNIX_EPOCH,
            principal: Some((&Principal::new("i", "s")).into()),
            session: None,
            request: RequestId::from("7"),
            method: "tools/call",
            name: "close".into(),
            arguments: serde_json::json!({ "a": 1 }),
            outcome: Outcome::TimedOut,
            code: None,
            message: None,
            duration: Some(Duration::from_micros(1250)),
        };
        let written = serde_json::to_string(&record).unwrap();
        assert_eq!(
            written,
            r#"{"id":"x","time":"1970-01-01T00:00:00.000Z","principal":{"issuer":"i","subject":"s","client":null},"session":null,"request":"7","method":"tools/call","name":"close","arguments":{"a":1},"outcome":"timed_out","code":null,"message":null,"duration_ms":1.25}"#
        );
    }

    #[test]
    fn an_outcome_is_one_word_everywhere() {
        for outcome in [
            Outcome::Started,
            Outcome::Ok,
            Outcome::ToolError,
            Outcome::Error,
            Outcome::Refused,
            Outcome::InputRequired,
            Outcome::Cancelled,
            Outcome::TimedOut,
            Outcome::Panicked,
        ] {
            let written = serde_json::to_value(outcome).unwrap();
            assert_eq!(written, outcome.to_string());
        }
    }
}
