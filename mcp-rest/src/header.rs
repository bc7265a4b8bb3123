//! Headers of requests, and which of them are secret.

use std::fmt;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use crate::ArgumentError;

/// What says how a message is framed or where it goes, and so belongs to the connection.
const OWN: [&str; 8] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers of a request, or what is wrong with one of them.
#[derive(Clone, Default)]
pub(crate) struct Headers {
    map: HeaderMap,
    fault: Option<ArgumentError>,
}

impl Headers {
    /// Sets what may be shown.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.insert(name, value, false);
    }

    /// Sets what goes to the service and to nobody else.
    pub(crate) fn set_secret(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            self.refuse(format!("the secret header `{name:.64}` is empty"));
        } else {
            self.insert(name, value, true);
        }
    }

    pub(crate) fn set_bearer(&mut self, token: &str) {
        if token.trim().is_empty() {
            self.refuse("the bearer token is empty".to_owned());
        } else {
            self.insert(AUTHORIZATION.as_str(), &format!("Bearer {token}"), true);
        }
    }

    /// These, replaced by those of `over` where both have one.
    pub(crate) fn overlaid(&self, over: &Self) -> Result<HeaderMap, ArgumentError> {
        if let Some(fault) = self.fault.as_ref().or(over.fault.as_ref()) {
            return Err(fault.clone());
        }
        let mut map = self.map.clone();
        for (name, value) in &over.map {
            map.insert(name, value.clone());
        }
        Ok(map)
    }

    pub(crate) fn check(&self) -> Result<(), ArgumentError> {
        self.fault.clone().map_or(Ok(()), Err)
    }

    fn insert(&mut self, name: &str, value: &str, secret: bool) {
        let Ok(key) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("{name:.64?} cannot be the name of a header"));
        };
        if OWN.contains(&key.as_str()) {
            return self.refuse(format!("the header `{key}` is set by the client itself"));
        }
        // Other bytes are allowed by some and read in many ways.
        let is_plain = value
            .bytes()
            .all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
        match HeaderValue::from_str(value) {
            Ok(mut value) if is_plain => {
                value.set_sensitive(secret);
                self.map.insert(key, value);
            }
            _ => self.refuse(format!(
                "the value of the header `{key}` has characters that no header can carry; only visible ASCII can be sent"
            )),
        }
    }

    fn refuse(&mut self, why: String) {
        self.fault.get_or_insert_with(|| ArgumentError::new(why));
    }
}

/// The names only: what is no secret to the compiler may be one to somebody.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.map.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(name: &str, value: &str) -> String {
        let mut headers = Headers::default();
        headers.set_secret(name, value);
        headers.check().unwrap_err().to_string()
    }

    #[test]
    fn a_value_that_would_add_a_header_is_refused_and_not_repeated() {
        for value in ["hush\r\nx: y", "hush\n", "hush\0", "hush\u{7f}", "hush é"] {
            let told = fault("x-key", value);
            assert!(!told.contains("hush"), "{told}");
        }
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        for name in ["", "a b", "a:", "a\r\nb", "é", ":path"] {
            assert!(fault(name, "v").contains("cannot be the name"), "{name:?}");
        }
    }

    #[test]
    fn what_belongs_to_the_connection_is_refused() {
        for name in OWN.into_iter().chain(["Host", "Transfer-Encoding"]) {
            assert!(fault(name, "v").contains("by the client itself"), "{name}");
        }
    }

    #[test]
    fn empty_credentials_are_refused() {
        assert_eq!(fault("x-key", " "), "the secret header `x-key` is empty");
        let mut headers = Headers::default();
        headers.set_bearer("");
        assert!(headers.check().is_err());
    }

    #[test]
    fn the_first_fault_is_told_even_if_the_header_is_set_again() {
        let mut headers = Headers::default();
        headers.set("a", "\n");
        headers.set("a", "fine");
        assert!(headers.overlaid(&Headers::default()).is_err());
        assert!(Headers::default().overlaid(&headers).is_err());
    }

    #[test]
    fn no_value_is_shown() {
        let mut headers = Headers::default();
        headers.set_bearer("hush");
        headers.set("a", "hush");
        assert_eq!(format!("{headers:?}"), r#"{"authorization", "a"}"#);
    }
}
