//! The address of a service, and those under it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::{ArgumentError, BuildError};

/// What servers and proxies commonly take, in bytes.
const LONGEST: usize = 8 * 1024;

/// Where a service is: `https`, or `http` where that is safe, without credentials, query or fragment.
#[derive(Debug, Clone)]
pub(crate) struct Base(Url);

impl Base {
    pub(crate) fn parse(text: &str, plain_http: bool) -> Result<Self, BuildError> {
        let refuse = |why| Err(BuildError::Address(why));
        let Ok(url) = Url::parse(text) else {
            return refuse("must look like `https://api.example.com/v1`");
        };
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("must not carry credentials; give them to `header`");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("must have neither a query nor a fragment");
        }
        let base = Self(url);
        match base.0.scheme() {
            "https" if cfg!(feature = "tls") => Ok(base),
            "https" => refuse("is `https://`, which takes the feature `tls` of mcp-rest"),
            "http" if plain_http || base.is_this_machine() => Ok(base),
            "http" => refuse(
                "is `http://` on another machine: whoever listens in learns the credentials; use `https://`, or `allow_plain_http` if the network is safe",
            ),
            _ => refuse("must begin with `https://` or `http://`"),
        }
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address of what this path, which is encoded, names; with this query, which is encoded too.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Url, ArgumentError> {
        let mut url = self.0.clone();
        if !path.is_empty() {
            let whole = format!("{}{path}", self.0.path().trim_end_matches('/'));
            url.set_path(&whole);
        }
        if !query.is_empty() {
            url.set_query(Some(query));
        }
        if url.as_str().len() > LONGEST {
            return Err(ArgumentError::new(
                "the address of the request would be longer than 8 KiB; give shorter arguments",
            ));
        }
        Ok(url)
    }

    fn is_this_machine(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default();
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host == LOCALHOST || address.is_ok_and(|address| address.is_loopback())
    }
}

/// The one name that always means this machine (RFC 6761), so that nobody needs to be asked what it means.
pub(crate) const LOCALHOST: &str = "localhost";

pub(crate) const LOOPBACK: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine() {
        for base in [
            "http://localhost:1/",
            "http://LOCALHOST/",
            "http://127.0.0.1:1/v1",
            "http://127.8.9.1",
            "http://[::1]:8080/",
        ] {
            assert!(Base::parse(base, false).is_ok(), "{base}");
        }
        for base in [
            "http://example.com/",
            "http://localhost.example.com/",
            "http://localhost./",
            "http://10.0.0.1/",
            "http://[::2]/",
            "http://0.0.0.0/",
        ] {
            assert!(Base::parse(base, false).is_err(), "{base}");
            assert!(Base::parse(base, true).is_ok(), "{base}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_without_repeating_it() {
        for base in [
            "",
            "api.example.com",
            "ftp://hush@host/",
            "https://me:hush@host/",
            "https://hush@host/",
            "https://host/?key=hush",
            "https://host/#hush",
            "mailto:a@hush",
            "unix:/hush",
        ] {
            let error = Base::parse(base, true).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
        }
    }

    #[test]
    fn what_is_named_lies_under_the_base() {
        for (base, path, query, whole) in [
            ("http://[::1]", "", "", "http://[::1]/"),
            ("http://[::1]", "/a", "", "http://[::1]/a"),
            ("http://[::1]/v1/", "", "", "http://[::1]/v1/"),
            ("http://[::1]/v1", "", "b=1", "http://[::1]/v1?b=1"),
            (
                "http://[::1]/v1",
                "/a%2Fb",
                "b=%23",
                "http://[::1]/v1/a%2Fb?b=%23",
            ),
            ("http://[::1]/v1/", "/a/", "", "http://[::1]/v1/a/"),
        ] {
            let base = Base::parse(base, false).unwrap();
            assert_eq!(base.join(path, query).unwrap().as_str(), whole);
        }
    }

    #[test]
    fn an_address_without_end_is_refused() {
        let base = Base::parse("http://[::1]/", false).unwrap();
        let path = format!("/{}", "a".repeat(LONGEST));
        assert!(base.join(&path, "").is_err());
        assert!(base.join("", &path).is_err());
    }
}
