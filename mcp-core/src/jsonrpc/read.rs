//! From bytes to messages: one pass over nearly all, nothing copied, every refusal with its code.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{ErrorCode, ErrorObject, Message, Notification, Request, RequestId, Response};
use crate::members::{Found, Names, find, first, map};
use crate::wire::decode::{PARAMS, Params};

/// How deep JSON may nest.
const MAX_DEPTH: usize = 128;

/// How many messages a batch may hold.
const MAX_BATCH: usize = 50;

/// What one body or line holds.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it is taken apart where it is made; a box would be one for each message"
)]
pub enum Incoming<'a> {
    /// One message.
    Single(Message<'a>),
    /// An array of at most 50; each element stands or falls by itself.
    Batch(Vec<Result<Message<'a>, Malformed>>),
}

/// Bytes that are no message, and what to answer.
#[derive(Debug)]
pub struct Malformed {
    /// The id, where it could be read.
    pub id: Option<RequestId>,
    /// What to answer.
    pub error: ErrorObject,
}

impl Malformed {
    fn parse(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            id: None,
            error: ErrorObject::new(ErrorCode::PARSE_ERROR, message),
        }
    }

    fn request(id: Option<RequestId>, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            id,
            error: ErrorObject::new(ErrorCode::INVALID_REQUEST, message),
        }
    }
}

/// Reads one body or line.
///
/// # Errors
/// [`ErrorCode::PARSE_ERROR`] for what is not JSON in UTF-8 (or nests deeper than 128), and
/// [`ErrorCode::INVALID_REQUEST`] for JSON that is no message, or an array of more than 50: what
/// stands behind those is not read.
///
/// ```
/// use mcp_core::jsonrpc::{Incoming, Message, read};
/// let bytes = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
/// let Ok(Incoming::Single(Message::Request(ping))) = read(bytes) else { panic!() };
/// assert_eq!(ping.method, "ping");
/// ```
pub fn read(bytes: &[u8]) -> Result<Incoming<'_>, Malformed> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| Malformed::parse("the message is not UTF-8"))?;
    if too_deep(bytes) {
        return Err(Malformed::parse("the message nests too deep"));
    }
    match text.trim_ascii_start().as_bytes().first() {
        Some(b'{') => message(text).map(Incoming::Single),
        Some(b'[') => batch(text),
        _ => Err(not_a_message(text)),
    }
}

fn batch(text: &str) -> Result<Incoming<'_>, Malformed> {
    let items = first(text, MAX_BATCH + 1).map_err(|error| parse_error(&error))?;
    if items.is_empty() {
        return Err(Malformed::request(
            None,
            "a batch holds at least one message",
        ));
    }
    if items.len() > MAX_BATCH {
        let message = format!("a batch holds at most {MAX_BATCH} messages");
        return Err(Malformed::request(None, message));
    }
    Ok(Incoming::Batch(
        items.into_iter().map(|item| message(item.get())).collect(),
    ))
}

fn not_a_message(text: &str) -> Malformed {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => Malformed::request(None, "a message is a JSON object"),
        Err(error) => parse_error(&error),
    }
}

fn parse_error(error: &serde_json::Error) -> Malformed {
    Malformed::parse(format!("the message is not JSON: {error}"))
}

/// The members of a message.
const MESSAGE: Names<'_> = Names::new(&["jsonrpc", "method", "id", "params", "result", "error"]);

/// The same as nearly all have them, and those of its parameters.
const CALL: Names<'_> = MESSAGE.texts(2).within(3, &PARAMS);

/// Reads a request or notification as nearly all are, in one pass.
fn call(text: &str) -> Option<Message<'_>> {
    let mut found = [Found::Nothing; 19];
    find(text, &CALL, &mut found).ok()?;
    let [jsonrpc, method, id, params, result, error, members @ ..] = &found;
    let (Found::Text("2.0"), Found::Text(method)) = (jsonrpc, method) else {
        return None;
    };
    let (Found::Nothing, Found::Nothing) = (result, error) else {
        return None;
    };
    let id = match id.json() {
        Some(id) => Some(RequestId::read(id).ok()?),
        None => None,
    };
    let params = match params {
        Found::Nothing => Params::default(),
        Found::Object => Params::of_message(members, text),
        Found::Json(_) | Found::Text(_) | Found::Escaped => return None,
    };
    Some(message_of(Cow::Borrowed(method), id, params))
}

fn message(text: &str) -> Result<Message<'_>, Malformed> {
    if !text.trim_ascii_start().starts_with('{') {
        return Err(Malformed::request(None, "a message is a JSON object"));
    }
    match call(text) {
        Some(message) => Ok(message),
        None => any_message(text),
    }
}

fn any_message(text: &str) -> Result<Message<'_>, Malformed> {
    let mut found = [Found::Nothing; 6];
    find(text, &MESSAGE, &mut found).map_err(|error| reread(text, &error))?;
    let [jsonrpc, method, id, params, result, error] = found.map(Found::json);
    if [jsonrpc, id, method].into_iter().flatten().any(is_broken) {
        return Err(Malformed::parse("the message has half a surrogate pair"));
    }
    let id = id.map(RequestId::read);
    let readable = id.as_ref().and_then(|id| id.as_ref().ok()).cloned();
    let refuse = |message| Malformed::request(readable.clone(), message);
    if jsonrpc.is_none_or(|version| version.get() != "\"2.0\"") {
        return Err(refuse("`jsonrpc` must be \"2.0\""));
    }
    if matches!(id, Some(Err(_))) {
        return Err(refuse(
            "`id` must be an integer or a string of at most 1024 bytes",
        ));
    }
    let id = id.and_then(Result::ok);
    let outcome = match (method, result, error) {
        (Some(method), None, None) => {
            let method = self::text(method).ok_or_else(|| refuse("`method` must be a string"))?;
            return Ok(message_of(method, id, Params::read(params)));
        }
        (None, Some(result), None) => Ok(result),
        (None, None, Some(error)) => Err(error),
        _ => {
            return Err(refuse(
                "a message has exactly one of `method`, `result` and `error`",
            ));
        }
    };
    match id {
        Some(id) => Ok(Message::Response(Response { id, outcome })),
        None => Err(Malformed::request(None, "a response needs an `id`")),
    }
}

fn message_of<'a>(method: Cow<'a, str>, id: Option<RequestId>, params: Params<'a>) -> Message<'a> {
    match id {
        Some(id) => Message::Request(Request { id, method, params }),
        None => Message::Notification(Notification { method, params }),
    }
}

/// A JSON string, borrowed where it holds no escape.
pub(crate) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let text = raw.get();
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if inner.bytes().any(|byte| byte == b'\\') {
        serde_json::from_str(text).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// Whether it is a string that spells no text, because half of a surrogate pair is missing: so it
/// is no more UTF-8 than if its bytes were wrong.
fn is_broken(raw: &RawValue) -> bool {
    raw.get().starts_with('"') && text(raw).is_none()
}

/// Finds out why an object is no envelope: it is not JSON, or a member stands twice.
fn reread(text: &str, error: &serde_json::Error) -> Malformed {
    match map(text) {
        Ok(members) => {
            let id = members.get("id").and_then(|id| RequestId::read(id).ok());
            Malformed::request(id, "a member of the message stands twice")
        }
        Err(_) => parse_error(error),
    }
}

/// Whether the JSON nests deeper than is allowed; brackets in strings do not count.
fn too_deep(bytes: &[u8]) -> bool {
    // What is opened must be closed, so that a short text cannot be deep.
    if bytes.len() <= 2 * MAX_DEPTH || openings(bytes) <= MAX_DEPTH {
        return false;
    }
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// How many brackets and braces open, in strings too: in a form that the compiler makes vectors of.
fn openings(bytes: &[u8]) -> usize {
    let of_chunk = |chunk: &[u8]| {
        let count: u8 = chunk.iter().map(|byte| u8::from(byte | 0x20 == b'{')).sum();
        usize::from(count)
    };
    bytes.chunks(255).map(of_chunk).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> i32 {
        match read(bytes) {
            Err(malformed) => malformed.error.code.0,
            Ok(incoming) => panic!("{incoming:?}"),
        }
    }

    #[test]
    fn what_is_not_json_is_a_parse_error() {
        for bytes in [
            &b""[..],
            b"{",
            b"nope",
            b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing",
            b"\xef\xbb\xbf{}",
            b"\xff",
            b"[1,",
            br#"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#,
            br#"{"jsonrpc":"2.0","id":1,"method":"\udc00\ud800"}"#,
            br#"{"jsonrpc":"2.0","id":"\ud800","method":"ping"}"#,
            br#"{"jsonrpc":"\ud800","id":1,"method":"ping"}"#,
            br#"{"jsonrpc":"2.0","id":1,"method":"ping","\ud800":1}"#,
        ] {
            assert_eq!(code(bytes), -32700, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn json_that_is_no_message_is_an_invalid_request() {
        for text in [
            "42",
            "null",
            "\"text\"",
            "{}",
            "[]",
            r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
            r#"{"id":1,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":9223372036854775808,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1,"Method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}"#,
            r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","result":{}}"#,
        ] {
            assert_eq!(code(text.as_bytes()), -32600, "{text}");
        }
    }

    #[test]
    fn no_more_of_a_batch_is_read_than_it_may_hold() {
        let batch = |items: usize| format!("[1{}", ",1".repeat(items - 1));
        let most = format!("{}]", batch(50));
        assert!(matches!(read(most.as_bytes()), Ok(Incoming::Batch(items)) if items.len() == 50));
        assert_eq!(code(format!("{}]]", batch(50)).as_bytes()), -32700);
        assert_eq!(code(format!("{},]", batch(50)).as_bytes()), -32700);
        assert_eq!(code(batch(50).as_bytes()), -32700);
        for rest in ["]", ",", "", " nothing that anybody reads"] {
            assert_eq!(code(format!("{}{rest}", batch(51)).as_bytes()), -32600);
        }
        let Err(refused) = read(format!("{}]", batch(2_000_000)).as_bytes()) else {
            panic!()
        };
        assert_eq!(refused.error.message, "a batch holds at most 50 messages");
    }

    #[test]
    fn a_refusal_carries_the_id_where_it_can_be_read() {
        let bytes = br#"{"jsonrpc":"1.0","id":"a","method":"ping"}"#;
        let Err(malformed) = read(bytes) else {
            panic!()
        };
        assert_eq!(malformed.id, Some(RequestId::from("a")));
    }

    #[test]
    fn what_stands_twice_is_refused_with_the_id_that_stands_last() {
        for (rest, refused) in [
            ("}", Some(2.into())),
            (r#","x":1,"x":1e999}"#, Some(2.into())),
            ("}}", None),
            (r#","\ud800":1}"#, None),
        ] {
            let text = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","id":2{rest}"#);
            let Err(malformed) = read(text.as_bytes()) else {
                panic!()
            };
            let code = if refused.is_some() { -32600 } else { -32700 };
            assert_eq!(
                (malformed.error.code.0, malformed.id),
                (code, refused),
                "{text}"
            );
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_brackets_in_strings_are_not() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        let text = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"m","params":{{"x":{deep}}}}}"#);
        assert_eq!(code(text.as_bytes()), -32700);
        let flat = "[".repeat(200);
        let text = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"m","params":{{"x":"{flat}"}}}}"#);
        assert!(read(text.as_bytes()).is_ok());
    }

    #[test]
    fn an_escaped_method_is_read_as_text() {
        for (bytes, method) in [
            (
                br#"{"jsonrpc":"2.0","id":1,"method":"pi\u006eg"}"#.as_slice(),
                "ping",
            ),
            (
                br#"{"jsonrpc":"2.0","id":1,"method":"\ud83e\udd80"}"#,
                "\u{1f980}",
            ),
        ] {
            let Ok(Incoming::Single(Message::Request(request))) = read(bytes) else {
                panic!()
            };
            assert_eq!(request.method, method);
        }
    }
}
