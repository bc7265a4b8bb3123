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
        assert_eq!(status(sends_json(&map(&[("content-type", value)]))), 200);
    }
    for value in [
        "",
        "text/plain",
        "application/jsonx",
        "application/json; charset=latin1",
        "application/json, text/plain",
        "multipart/form-data",
    ] {
        assert_eq!(status(sends_json(&map(&[("content-type", value)]))), 415);
    }
    assert_eq!(status(sends_json(&HeaderMap::new())), 415);
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
        assert_eq!(status(accepts_answer(&headers)), 200, "{value}");
    }
    let headers = map(&[("accept", "text/html, application/xml")]);
    assert_eq!(status(accepts_answer(&headers)), 406);
    assert_eq!(status(accepts_answer(&HeaderMap::new())), 200);
}

#[test]
fn a_stream_needs_a_client_that_reads_streams() {
    let accept = |value| status(accepts_events(&map(&[("accept", value)])));
    assert_eq!(accept("text/event-stream"), 200);
    assert_eq!(accept("*/*"), 200);
    assert_eq!(accept("application/json"), 406);
    let two_lines = map(&[("accept", "text/html"), ("accept", "text/event-stream")]);
    assert_eq!(status(accepts_events(&two_lines)), 200);
}

#[test]
fn what_two_readers_could_read_differently_is_there_once() {
    for name in [
        "host",
        "origin",
        "authorization",
        "mcp-session-id",
        "mcp-protocol-version",
        "mcp-method",
        "mcp-name",
    ] {
        let headers = map(&[(name, "a"), (name, "a")]);
        assert_eq!(status(unambiguous(&headers)), 400, "{name}");
    }
    let headers = map(&[("accept", "a"), ("accept", "b"), ("host", "c")]);
    assert_eq!(status(unambiguous(&headers)), 200);
}

#[test]
fn a_session_id_is_short_and_visible() {
    for value in ["", "a b", "\u{e9}", &"a".repeat(257)] {
        let refused = session(&map(&[("mcp-session-id", value)]));
        assert!(refused.is_err_and(|refusal| refusal.status() == 400));
    }
    let foreign = session(&map(&[("mcp-session-id", &"~".repeat(256))]));
    assert!(matches!(foreign, Ok(Some(SessionHeader::Unknown))));
    assert!(matches!(session(&HeaderMap::new()), Ok(None)));
}

#[test]
fn mirrored_headers_are_trimmed_and_ascii() {
    let headers = map(&[("mcp-method", "\ttools/list "), ("mcp-name", "\u{e9}")]);
    let method = mirrored(&headers, &METHOD).unwrap();
    assert_eq!(text(method.as_ref()), Some("tools/list"));
    assert!(mirrored(&headers, &NAME).is_err());
    assert!(matches!(mirrored(&headers, &VERSION), Ok(None)));
}

#[test]
fn long_texts_are_cut_between_characters() {
    assert_eq!(shortened("short"), "short");
    assert_eq!(shortened(&"\u{e9}".repeat(101)).chars().count(), 100);
}
