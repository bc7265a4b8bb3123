//! Which requests come in, and what the others are told.

use http::Request;

use super::*;

fn options(hosts: Hosts, origins: &[&str]) -> HttpOptions {
    HttpOptions {
        hosts,
        origins: origins.iter().map(ToString::to_string).collect(),
        body_limit: 100,
        ..HttpOptions::default()
    }
}

fn parts(method: &str, uri: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

/// The status of a POST with these headers: 200 when it is let in.
fn post(options: &HttpOptions, headers: &[(&str, &str)]) -> u16 {
    outcome(admit(options, &parts("POST", "/mcp", headers), 0))
}

fn outcome(result: Result<(Route, Known<'_>), Refusal>) -> u16 {
    result.map_or_else(|refusal| refusal.status().as_u16(), |_| 200)
}

#[test]
fn every_path_has_its_methods() {
    let options = options(Hosts::Loopback, &[]);
    for (method, path, expected) in [
        ("POST", "/mcp", Route::Post),
        ("GET", "/mcp?x=1", Route::Get),
        ("DELETE", "/mcp", Route::Delete),
        ("GET", "/sse", Route::SseOpen),
        ("POST", "/message?sessionId=1", Route::SsePost),
        ("POST", "/message?sessionId", Route::SsePost),
        ("POST", "/message", Route::Post),
        ("POST", "/message?session=1", Route::Post),
    ] {
        let parts = parts(method, path, &[("host", "localhost")]);
        assert_eq!(admit(&options, &parts, 0).unwrap().0, expected);
    }
    for (method, path, status) in [
        ("OPTIONS", "/mcp", 405),
        ("PUT", "/mcp", 405),
        ("HEAD", "/mcp", 405),
        ("POST", "/sse", 405),
        ("GET", "/message", 405),
        ("POST", "/mcp/", 404),
        ("POST", "//mcp", 404),
        ("POST", "/MCP", 404),
        ("POST", "/%6dcp", 404),
        ("GET", "/", 404),
    ] {
        let parts = parts(method, path, &[("host", "evil")]);
        assert_eq!(
            outcome(admit(&options, &parts, 0)),
            status,
            "{method} {path}"
        );
    }
}

#[test]
fn a_strange_path_is_told_where_mcp_is_and_the_root_what_takes_prefixes_away() {
    let options = options(Hosts::Loopback, &[]);
    let told = |path: &str| {
        let parts = parts("POST", path, &[("host", "localhost")]);
        admit(&options, &parts, 0).unwrap_err().message().to_owned()
    };
    let elsewhere =
        "nothing is served at `/mcp/x`; MCP is at `/mcp`, and for 2024-11-05 clients at `/sse`";
    assert_eq!(told("/mcp/x?y"), elsewhere);
    let root = told("/");
    for word in [
        "at `/`;",
        "asked for `/mcp`",
        "`nest_service`",
        "`route_service`",
    ] {
        assert!(root.contains(word), "{root}");
    }
    assert!(told(&format!("/{}", "a".repeat(5_000))).len() < 300);
}

#[test]
fn a_strange_host_is_told_how_it_could_be_allowed() {
    let options = options(Hosts::Loopback, &[]);
    let refusal = admit(&options, &parts("POST", "/mcp", &[("host", "evil")]), 0).unwrap_err();
    assert_eq!(refusal.status(), 403);
    assert_eq!(
        refusal.message(),
        "Host `evil` is not allowed; to allow it, build the server with `allowed_hosts([\"evil\"])`"
    );
}

#[test]
fn what_is_to_be_allowed_beside_others_is_added_to_them() {
    let told = |options: &HttpOptions, headers: &[(&str, &str)]| {
        let refusal = admit(options, &parts("POST", "/mcp", headers), 0).unwrap_err();
        refusal.message().to_owned()
    };
    let listed = options(Hosts::Listed(vec!["mcp.example.com".into()]), &[]);
    assert_eq!(
        told(&listed, &[("host", "evil")]),
        "Host `evil` is not allowed; to allow it, add it to the server's `allowed_hosts`"
    );
    let evil = [("host", "localhost"), ("origin", "https://evil.com")];
    assert_eq!(
        told(&options(Hosts::Loopback, &[]), &evil),
        "Origin `https://evil.com` is not allowed; to allow it, build the server with `allowed_origins([\"https://evil.com\"])`"
    );
    assert_eq!(
        told(
            &options(Hosts::Loopback, &["https://app.example.com"]),
            &evil
        ),
        "Origin `https://evil.com` is not allowed; to allow it, add it to the server's `allowed_origins`"
    );
}

#[test]
fn only_this_machine_is_a_host_by_default() {
    let options = options(Hosts::Loopback, &[]);
    for host in ["localhost:8000", "LOCALHOST.", "127.0.0.1", "[::1]:9"] {
        assert_eq!(post(&options, &[("host", host)]), 200, "{host}");
    }
    for host in ["127.0.0.1.evil.com", "a@localhost", "0.0.0.0", "", "\u{e9}"] {
        assert_eq!(post(&options, &[("host", host)]), 403, "{host}");
    }
    assert_eq!(post(&options, &[]), 400);
}

#[test]
fn the_target_and_the_host_agree() {
    let options = options(Hosts::Loopback, &[]);
    for (uri, host, status) in [
        ("http://localhost/mcp", Some("Localhost"), 200),
        ("http://localhost/mcp", None, 200),
        ("http://localhost/mcp", Some("evil"), 400),
        ("http://evil/mcp", Some("evil"), 403),
    ] {
        let headers: Vec<_> = host.map(|host| ("host", host)).into_iter().collect();
        let parts = parts("POST", uri, &headers);
        assert_eq!(
            outcome(admit(&options, &parts, 0)),
            status,
            "{uri} {host:?}"
        );
    }
}

#[test]
fn pages_of_this_machine_and_listed_ones_may_call() {
    let options = options(Hosts::Loopback, &["https://app.example"]);
    for (origin, status) in [
        ("http://localhost:6274", 200),
        ("https://127.0.0.1", 200),
        ("https://app.example:443", 200),
        ("http://app.example", 403),
        ("https://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("ftp://localhost", 403),
        ("null", 403),
        ("", 403),
    ] {
        let headers = [("host", "localhost"), ("origin", origin)];
        assert_eq!(post(&options, &headers), status, "{origin}");
    }
}

#[test]
fn listed_hosts_replace_loopback_for_hosts_and_origins() {
    let options = options(Hosts::Listed(vec!["mcp.example".into()]), &[]);
    assert_eq!(post(&options, &[("host", "mcp.example:443")]), 200);
    assert_eq!(post(&options, &[("host", "localhost")]), 403);
    for (origin, status) in [("https://mcp.example", 200), ("http://localhost", 403)] {
        let headers = [("host", "mcp.example"), ("origin", origin)];
        assert_eq!(post(&options, &headers), status, "{origin}");
    }
}

#[test]
fn where_any_host_is_allowed_origins_are_listed() {
    let options = options(Hosts::Any, &["vscode-webview://abc"]);
    assert_eq!(post(&options, &[("host", "whatever")]), 200);
    for (origin, status) in [
        ("vscode-webview://abc", 200),
        ("http://localhost", 403),
        ("http://whatever", 403),
    ] {
        let headers = [("host", "whatever"), ("origin", origin)];
        assert_eq!(post(&options, &headers), status, "{origin}");
    }
}

#[test]
fn a_body_that_declares_too_much_is_not_read() {
    let options = options(Hosts::Loopback, &[]);
    let parts = parts("POST", "/mcp", &[("host", "localhost")]);
    assert_eq!(outcome(admit(&options, &parts, 100)), 200);
    assert_eq!(outcome(admit(&options, &parts, 101)), 413);
}
