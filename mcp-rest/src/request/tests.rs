//! What an argument can do to a request: fill in its place.

use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const BASE: &str = "http://127.0.0.1:9/v1";

/// What means something in an address, a query or a header, or to those who undo an encoding once too often.
const TRICKS: [&str; 40] = [
    "/", "\\", ".", "..", "?", "#", "%", "&", "=", "+", ";", ":", "@", "//", "[", "]", "%2e",
    "%2E%2e", "%2f", "%5c", "%00", "%0d%0a", "\r", "\n", "\r\n", "\t", "\0", "\u{7f}", "\u{85}",
    "\u{2028}", " ", "a", "Z", "0", "é", "🚀", "http://x", "x: y", "\u{ff0e}", "\u{202e}",
];

/// A million cases altogether where the compiler has made the code fast, sixty thousand where it has not.
fn cases(of_a_million: u32) -> ProptestConfig {
    let divisor = if cfg!(debug_assertions) { 16 } else { 1 };
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(of_a_million / divisor)
    }
}

fn argument() -> impl Strategy<Value = String> {
    let tricks = vec(select(&TRICKS[..]), 0..6).prop_map(|parts| parts.concat());
    let anything = vec(any::<char>(), 0..6).prop_map(String::from_iter);
    prop_oneof![4 => tricks, 1 => anything]
}

fn rest() -> &'static Rest {
    static REST: OnceLock<Rest> = OnceLock::new();
    REST.get_or_init(|| {
        let builder = Rest::builder(BASE).header("x-api-key", "secret");
        builder.build().unwrap()
    })
}

fn names(request: &reqwest::Request) -> Vec<&str> {
    request.headers().keys().map(|name| name.as_str()).collect()
}

/// The address after that of the service, if it still is one of that service.
fn under_base(request: &reqwest::Request) -> &str {
    let rest = request.url().as_str().strip_prefix(BASE);
    rest.expect("the request goes to the service")
}

fn decoded(text: &str) -> String {
    let bytes = percent_encoding::percent_decode_str(text);
    bytes.decode_utf8().unwrap().into_owned()
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)
}

fn may_name(segment: &str) -> bool {
    let climbs = |part: &str| part == "." || part == "..";
    !segment.is_empty()
        && !segment.contains(char::is_control)
        && !segment.replace('\\', "/").split('/').any(climbs)
}

proptest! {
    #![proptest_config(cases(400_000))]

    #[test]
    fn an_argument_in_a_path_is_one_segment(segments in vec(argument(), 1..4)) {
        let path = segments.iter().fold(Path::new(), Path::segment);
        let prepared = rest().get(path).prepare();
        prop_assert_eq!(prepared.is_ok(), segments.iter().all(|segment| may_name(segment)));
        let Ok(request) = prepared else { return Ok(()) };
        let sent: Vec<_> = under_base(&request).split('/').skip(1).collect();
        for segment in &sent {
            prop_assert!(segment.bytes().all(is_unreserved), "{}", segment);
            prop_assert!(!matches!(segment.to_lowercase().replace("%2e", ".").as_str(), "" | "." | ".."));
        }
        let received: Vec<_> = sent.into_iter().map(decoded).collect();
        prop_assert_eq!(received, segments);
        prop_assert_eq!(names(&request), ["x-api-key", "accept"]);
        prop_assert_eq!(request.url().query(), None);
        prop_assert_eq!(request.url().fragment(), None);
        prop_assert_eq!(request.url().port(), Some(9));
    }
}

proptest! {
    #![proptest_config(cases(300_000))]

    #[test]
    fn an_argument_in_a_query_is_one_value(pairs in vec((argument(), argument()), 1..3)) {
        let request = rest().get(crate::path!["a"]).query(&pairs).prepare().unwrap();
        let query = under_base(&request).strip_prefix("/a?").expect("the path is as it was");
        prop_assert!(query.bytes().all(|byte| is_unreserved(byte) || b"*+&=".contains(&byte)), "{}", query);
        prop_assert_eq!(query.matches('=').count(), pairs.len());
        prop_assert_eq!(query.matches('&').count(), pairs.len() - 1);
        let received: Vec<_> = request.url().query_pairs().into_owned().collect();
        prop_assert_eq!(received, pairs);
        prop_assert_eq!(names(&request), ["x-api-key", "accept"]);
        prop_assert_eq!(request.url().fragment(), None);
    }
}

proptest! {
    #![proptest_config(cases(300_000))]

    #[test]
    fn an_argument_in_a_header_is_one_value(value in argument(), way in 0..4) {
        let (name, blank, request) = match way {
            0 => ("x-a", false, rest().get(crate::path![]).header("x-a", &value)),
            1 => ("idempotency-key", true, rest().get(crate::path![]).idempotency_key(&value)),
            2 => ("x-a", true, rest().with_header("x-a", &value).get(crate::path![])),
            _ => ("authorization", true, rest().with_bearer(&value).get(crate::path![])),
        };
        let prepared = request.prepare();
        let fits = value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
        prop_assert_eq!(prepared.is_ok(), fits && !(blank && value.trim().is_empty()));
        let Ok(request) = prepared else { return Ok(()) };
        prop_assert_eq!(names(&request), ["x-api-key", name, "accept"]);
        let sent = request.headers()[name].to_str().unwrap();
        prop_assert_eq!(sent.strip_prefix("Bearer ").unwrap_or(sent), &value);
        prop_assert_eq!(request.url().as_str(), BASE);
    }
}

fn refused(request: Request) -> String {
    request.prepare().unwrap_err().to_string()
}

#[test]
fn a_query_that_cannot_be_written_is_refused() {
    let request = || rest().get(crate::path![]);
    assert!(refused(request().query(&[("a", [1, 2])])).starts_with("the query cannot be written"));
    assert!(refused(request().query("a=b")).starts_with("the query cannot be written"));
}

#[test]
fn a_body_that_is_no_json_is_refused() {
    let map = std::collections::BTreeMap::from([([1_u8], 1)]);
    let told = refused(rest().post(crate::path![]).json(&map));
    assert!(told.starts_with("the body cannot be written as JSON"));
}

#[test]
fn queries_are_added_up_and_what_is_none_is_left_out() {
    #[derive(Serialize)]
    struct Filter {
        a: Option<u8>,
        b: Option<u8>,
    }
    let filter = |a, b| Filter { a, b };
    let request = rest().get(crate::path![]).query(&filter(None, None));
    let request = request.query(&filter(Some(1), None)).query(&[("c", "d e")]);
    let request = request.query(&filter(None, None)).prepare().unwrap();
    assert_eq!(request.url().query(), Some("a=1&c=d+e"));
}

#[test]
fn a_header_of_the_request_goes_before_one_of_the_service() {
    let request = rest()
        .with_header("accept", "text/plain")
        .with_header("x-api-key", "other");
    let request = request
        .post(crate::path![])
        .header("X-Api-Key", "own")
        .json(&1)
        .prepare()
        .unwrap();
    assert_eq!(request.headers()["x-api-key"], "own");
    assert_eq!(request.headers()["accept"], "text/plain");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(
        request.body().and_then(|body| body.as_bytes()),
        Some(&b"1"[..])
    );
}

#[test]
fn a_request_shows_no_secret_and_no_content() {
    let request = rest().with_bearer("hush-token").post(crate::path!["a"]);
    let request = request
        .header("x-b", "hush")
        .query(&[("q", "hush")])
        .json("hush");
    let shown = format!("{request:?}");
    assert!(
        !shown.contains("hush") && !shown.contains("secret"),
        "{shown}"
    );
}
