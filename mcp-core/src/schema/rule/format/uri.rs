//! URIs and references to them (RFC 3986, appendix A).

use std::net::Ipv6Addr;

pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(is_part)
        && is_hierarchy(rest)
}

pub(super) fn is_reference(text: &str) -> bool {
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    // A colon in the first segment would make it a scheme.
    is_uri(text) || !first.contains(':') && is_hierarchy(text)
}

/// Everything behind the scheme.
fn is_hierarchy(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let path = match text.strip_prefix("//") {
        None => text,
        Some(text) => {
            let end = text.find('/').unwrap_or(text.len());
            let (authority, path) = text.split_at(end);
            if !is_authority(authority) {
                return false;
            }
            path
        }
    };
    is_spelled(path, ":@/") && is_spelled(query, ":@/?") && is_spelled(fragment, ":@/?")
}

fn is_authority(text: &str) -> bool {
    let (user, host) = match text.rsplit_once('@') {
        Some((user, host)) => (user, host),
        None => ("", text),
    };
    let (host_fits, rest) = match host.strip_prefix('[').map(|host| host.split_once(']')) {
        Some(Some((address, rest))) => (is_address(address), rest),
        Some(None) => return false,
        None => {
            let end = host.find(':').unwrap_or(host.len());
            let (name, rest) = host.split_at(end);
            (is_spelled(name, ""), rest)
        }
    };
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let port_fits = port.bytes().all(|byte| byte.is_ascii_digit());
    is_spelled(user, ":") && host_fits && port_fits && (rest.is_empty() || rest.starts_with(':'))
}

/// What stands in brackets: an IPv6 address, or one of the future.
fn is_address(text: &str) -> bool {
    match text
        .strip_prefix(['v', 'V'])
        .map(|text| text.split_once('.'))
    {
        Some(Some((version, address))) => {
            !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !address.is_empty()
                && !address.contains('%')
                && is_spelled(address, ":")
        }
        Some(None) => false,
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Whether a text has only unreserved letters, escapes, delimiters within parts, and `also`.
fn is_spelled(text: &str, also: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => (0..2).all(|_| bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit())),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' => true,
            byte => byte.is_ascii_alphanumeric() || also.as_bytes().contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    true
}
