//! What is read out of headers, and what is refused.

use super::*;

fn map(pairs: &[(&str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    headers
}

fn known(headers: &HeaderMap) -> Known<'_> {
    Known::among(headers).unwrap()
}

fn status(result: Result<(), Refusal>) -> u16 {
    result.map_or_else(|refusal| refusal.status().as_u16(), |()| 200)
}

#[test]
fn json_is_recognised_however_it_is_spelled() {
    for value in [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/json ; profile=x",
    ] {
        assert_eq!(
            status(known(&map(&[("content-type", value)])).sends_json()),
            200
        );
    }
    for value in [
        "",
        "text/plain",
        "application/jsonx",
        "application/json; charset=latin1",
        "application/json, text/plain",
        "multipart/form-data",
    ] {
        assert_eq!(
            status(known(&map(&[("content-type", value)])).sends_json()),
            415
        );
    }
    assert_eq!(status(known(&HeaderMap::new()).sends_json()), 415);
}

#[test]
fn a_body_that_is_compressed_is_told_from_one_that_is_not() {
    let json = ("content-type", "application/json");
    let sends = |codings: &str| {
        let headers = map(&[json, ("content-encoding", codings)]);
        status(known(&headers).sends_json())
    };
    for codings in ["", "identity", "Identity, identity", " identity ,"] {
        assert_eq!(sends(codings), 200, "{codings:?}");
    }
    for codings in ["gzip", "identity, br", "deflate, identity", "identity;q=1"] {
        assert_eq!(sends(codings), 415, "{codings:?}");
    }
}

#[test]
fn one_readable_form_is_enough() {
    for value in [
        "application/json, text/event-stream",
        "application/json",
        "text/event-stream;q=0.5",
        "*/*",
        "image/png, Application/*",
        "text/*",
    ] {
        let headers = map(&[("accept", value)]);
        assert_eq!(status(known(&headers).accepts_answer()), 200, "{value}");
    }
    let headers = map(&[("accept", "text/html, application/xml")]);
    assert_eq!(status(known(&headers).accepts_answer()), 406);
    assert_eq!(status(known(&HeaderMap::new()).accepts_answer()), 200);
}

#[test]
fn a_stream_needs_a_client_that_reads_streams() {
    let accept = |value| status(known(&map(&[("accept", value)])).accepts_events());
    assert_eq!(accept("text/event-stream"), 200);
    assert_eq!(accept("*/*"), 200);
    assert_eq!(accept("application/json"), 406);
    let two_lines = map(&[("accept", "text/html"), ("accept", "text/event-stream")]);
    assert_eq!(status(known(&two_lines).accepts_events()), 200);
}

#[test]
fn what_two_readers_could_read_differently_is_there_once() {
    for name in [
        "host",
        "origin",
        "authorization",
        "content-type",
        "content-encoding",
        "mcp-session-id",
        "mcp-protocol-version",
        "mcp-method",
        "mcp-name",
    ] {
        let headers = map(&[(name, "a"), (name, "a")]);
        assert_eq!(status(Known::among(&headers).map(drop)), 400, "{name}");
    }
    let headers = map(&[("accept", "a"), ("accept", "b"), ("host", "c")]);
    assert_eq!(status(Known::among(&headers).map(drop)), 200);
}

#[test]
fn a_session_id_is_short_and_visible() {
    for value in ["", "a b", "\u{e9}", &"a".repeat(257)] {
        let headers = map(&[("mcp-session-id", value)]);
        let refused = known(&headers).session();
        assert!(refused.is_err_and(|refusal| refusal.status() == 400));
    }
    let headers = map(&[("mcp-session-id", &"~".repeat(256))]);
    let foreign = known(&headers).session();
    assert!(matches!(foreign, Ok(Some(SessionHeader::Unknown))));
    assert!(matches!(known(&HeaderMap::new()).session(), Ok(None)));
}

#[test]
fn mirrored_headers_are_trimmed_and_ascii() {
    let version = ("mcp-protocol-version", "2026-07-28");
    let headers = map(&[version, ("mcp-method", "\ttools/list ")]);
    let mirrored = known(&headers).mirrored().unwrap();
    let mirror = mirrored.mirror();
    assert_eq!(mirror.version, Some("2026-07-28"));
    assert_eq!(mirror.method, Some("tools/list"));
    assert_eq!(mirror.name, None);
    for name in ["mcp-protocol-version", "mcp-method", "mcp-name"] {
        let mut headers = map(&[version]);
        headers.insert(name, HeaderValue::from_bytes(b"\xe9").unwrap());
        let refused = known(&headers).mirrored();
        assert!(refused.is_err_and(|refusal| refusal.status() == 400));
    }
}

#[test]
fn long_texts_are_cut_between_characters() {
    assert_eq!(shortened("short"), "short");
    assert_eq!(shortened(&"\u{e9}".repeat(101)).chars().count(), 100);
}

#[test]
fn a_client_gets_the_form_that_it_would_rather_have() {
    for (accept, events) in [
        ("application/json, text/event-stream", false),
        ("application/json,text/event-stream", false),
        ("text/event-stream, application/json", true),
        ("Text/Event-Stream,application/json", true),
        ("text/event-stream", true),
        ("application/json", false),
        ("*/*", false),
        ("text/event-stream, */*", false),
        ("text/event-stream, */*;q=0.1", true),
        ("text/event-stream;q=0.5, application/json", false),
        ("application/json;q=0.5, text/event-stream", true),
        ("application/json; q=0.50, text/event-stream;q=0.501", true),
        ("text/event-stream;q=1.0, application/json;q=1", true),
        ("text/event-stream;q=x, application/json;q=0", true),
    ] {
        let headers = map(&[("accept", accept)]);
        assert_eq!(known(&headers).prefers_events(), events, "{accept}");
    }
    let lines = map(&[
        ("accept", "text/event-stream"),
        ("accept", "application/json"),
    ]);
    assert!(known(&lines).prefers_events());
    assert!(!known(&map(&[])).prefers_events());
}
