//! Hosts and origins as the headers spell them.

/// A host with perhaps a port.
#[derive(Clone, Copy, Debug)]
pub(super) struct Authority<'a> {
    host: &'a str,
    port: Option<u16>,
}

impl<'a> Authority<'a> {
    /// Reads `host`, `host:port`, `[v6]` or `[v6]:port`; anything else, user info included, is
    /// none. A port without digits is no port (RFC 3986, 3.2.3).
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (host, port) = match text.rfind(':') {
            Some(colon) if colon + 1 == text.len() => (&text[..colon], None),
            Some(colon) if !text.ends_with(']') => {
                let digits = &text[colon + 1..];
                // `u16::from_str` takes a plus sign.
                let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
                let port = digits.parse().ok().filter(|_| plain)?;
                (&text[..colon], Some(port))
            }
            _ => (text, None),
        };
        let host = host.strip_suffix('.').unwrap_or(host);
        let inner = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let legal = match inner {
            Some(v6) => v6
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')),
            None => host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')),
        };
        (legal && !host.is_empty()).then_some(Self { host, port })
    }

    /// Whether this is one of the names that only this machine answers to.
    pub(super) fn is_loopback(&self) -> bool {
        ["localhost", "127.0.0.1", "[::1]"]
            .iter()
            .any(|name| self.host.eq_ignore_ascii_case(name))
    }

    /// Whether this is what a list names; an entry without a port means any port.
    pub(super) fn is_listed(&self, list: &[String]) -> bool {
        list.iter()
            .filter_map(|entry| Authority::parse(entry))
            .any(|entry| {
                self.host.eq_ignore_ascii_case(entry.host)
                    && (entry.port.is_none() || entry.port == self.port)
            })
    }
}

/// A web page's origin: a scheme and an authority.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'a> {
    scheme: &'a str,
    authority: Authority<'a>,
}

impl<'a> Origin<'a> {
    /// Reads `scheme://authority`; `null` is none. A port that the scheme implies is filled in.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let mut authority = Authority::parse(rest.strip_prefix("//")?)?;
        if authority.port.is_none() {
            authority.port = match scheme {
                _ if scheme.eq_ignore_ascii_case("http") => Some(80),
                _ if scheme.eq_ignore_ascii_case("https") => Some(443),
                _ => None,
            };
        }
        Some(Self { scheme, authority })
    }

    /// The authority of a page from the web, which an origin of another scheme has not.
    pub(super) fn web(&self) -> Option<Authority<'a>> {
        ["http", "https"]
            .iter()
            .any(|scheme| self.scheme.eq_ignore_ascii_case(scheme))
            .then_some(self.authority)
    }

    /// Whether two spellings are the same origin.
    pub(super) fn is(&self, other: &Origin<'_>) -> bool {
        self.scheme.eq_ignore_ascii_case(other.scheme)
            && self
                .authority
                .host
                .eq_ignore_ascii_case(other.authority.host)
            && self.authority.port == other.authority.port
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_has_three_names() {
        for name in [
            "localhost",
            "LocalHost:8000",
            "localhost.",
            "localhost.:1",
            "127.0.0.1:65535",
            "127.0.0.1:",
            "[::1]:",
            "[::1]",
            "[::1]:80",
        ] {
            let authority = Authority::parse(name).unwrap();
            assert!(authority.is_loopback(), "{name}");
        }
        for name in [
            "127.0.0.1.evil.com",
            "localhost.evil.com",
            "localhost..",
            "evil.com:80",
            "[::2]",
        ] {
            let authority = Authority::parse(name).unwrap();
            assert!(!authority.is_loopback(), "{name}");
        }
    }

    #[test]
    fn what_is_no_authority_is_none() {
        for text in [
            "",
            ".",
            ":80",
            ":",
            "::",
            "localhost::",
            "[::1]::",
            "localhost:+80",
            "localhost:65536",
            "user@localhost",
            "localhost/",
            "localhost#",
            "::1",
            "[::1]]",
            "[localhost]",
            "a b",
        ] {
            assert!(Authority::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_listed_port_counts_and_an_unlisted_does_not() {
        let list = ["mcp.example.com".to_owned(), "[fe80::1]:90".to_owned()];
        let listed = |text| Authority::parse(text).unwrap().is_listed(&list);
        assert!(listed("MCP.example.com.:8443"));
        assert!(listed("[fe80::1]:90"));
        assert!(!listed("[fe80::1]"));
        assert!(!listed("example.com"));
    }

    #[test]
    fn a_default_port_changes_no_origin() {
        let same = |a, b| Origin::parse(a).unwrap().is(&Origin::parse(b).unwrap());
        assert!(same("https://a.example", "HTTPS://A.example:443"));
        assert!(same("http://a.example:80", "http://a.example"));
        assert!(!same("http://a.example", "https://a.example"));
        assert!(!same("http://a.example:8080", "http://a.example"));
        assert!(same("vscode-webview://abc", "vscode-webview://abc"));
    }

    #[test]
    fn only_http_is_the_web() {
        assert!(
            Origin::parse("http://localhost:3000")
                .unwrap()
                .web()
                .is_some()
        );
        assert!(Origin::parse("ftp://localhost").unwrap().web().is_none());
        assert!(Origin::parse("null").is_none());
        assert!(Origin::parse("http://localhost/path").is_none());
    }
}
