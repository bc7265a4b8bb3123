//! The one credential that a request brings.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::Secret;
use crate::callers::Refused;

/// A credential, and the header that it came in.
pub(super) struct Credential<'h> {
    pub(super) header: &'h HeaderName,
    text: &'h str,
}

impl<'h> Credential<'h> {
    /// The one that there is among the headers that schemes read.
    pub(super) fn among(
        names: &'h [HeaderName],
        headers: &'h HeaderMap,
    ) -> Result<Option<Self>, Refused> {
        let found = names.iter().flat_map(|header| {
            let values = headers.get_all(header).iter();
            values.map(move |value| (header, value))
        });
        let mut found = found.fuse();
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some((header, value)), None) => Self::read(header, value).map(Some),
            (Some(_), Some(_)) => Err(Refused::Malformed(
                "credentials are there more than once; send them once, in one header",
            )),
        }
    }

    fn read(header: &'h HeaderName, value: &'h HeaderValue) -> Result<Self, Refused> {
        match value.to_str().map(str::trim_ascii) {
            Ok(text) if !text.is_empty() => Ok(Self { header, text }),
            _ => Err(Refused::Malformed(
                "the credentials are empty or not visible ASCII",
            )),
        }
    }

    /// What a scheme gets to see of it: all, or what stands after its name. None where it stands
    /// after another's.
    pub(super) fn secret(&self, scheme: Option<&str>) -> Result<Option<Secret>, Refused> {
        let Some(scheme) = scheme else {
            return Ok(Some(Secret::new(self.text)));
        };
        let (name, rest) = self.text.split_once(' ').unwrap_or((self.text, ""));
        if !name.eq_ignore_ascii_case(scheme) {
            return Ok(None);
        }
        let rest = rest.trim_ascii();
        match is_plausible(scheme, rest) {
            true => Ok(Some(Secret::new(rest))),
            false => Err(Refused::Malformed(
                "the credentials are malformed: one token is to stand after the name of the scheme",
            )),
        }
    }
}

/// Whether credentials have the form that a scheme gives them (RFC 6750, 2.1, for bearer tokens).
pub(super) fn is_plausible(scheme: &str, credentials: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return !credentials.is_empty();
    }
    let token = credentials.trim_end_matches('=');
    !token.is_empty() && token.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use http::header::AUTHORIZATION;

    use super::*;

    /// What a bearer scheme is given, or whether the request is refused.
    fn given(value: &str) -> Result<Option<String>, ()> {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())]);
        let found = Credential::among(&[AUTHORIZATION], &headers);
        let secret = found.and_then(|found| found.unwrap().secret(Some("Bearer")));
        let secret = secret.map_err(|_| ())?;
        Ok(secret.map(|secret| secret.expose().to_owned()))
    }

    #[test]
    fn a_token_stands_after_the_name_in_any_case() {
        for value in ["Bearer a.b-c==", "bearer a.b-c==", "BEARER   a.b-c== "] {
            assert_eq!(given(value), Ok(Some("a.b-c==".to_owned())), "{value}");
        }
        for value in ["Basic abc", "Bearerabc", "a.b-c=="] {
            assert_eq!(given(value), Ok(None), "{value}");
        }
        for value in [
            "",
            "Bearer",
            "Bearer ",
            "Bearer a b",
            "Bearer a,b",
            "Bearer ==",
            "Bearer \"a\"",
        ] {
            assert_eq!(given(value), Err(()), "{value}");
        }
    }

    #[test]
    fn there_is_one_credential_or_none() {
        let key = HeaderName::from_static("x-api-key");
        let names = [AUTHORIZATION, key.clone()];
        let count = |headers: &[(&HeaderName, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append((*name).clone(), value.parse().unwrap());
            }
            Credential::among(&names, &map)
                .map(|found| found.is_some())
                .ok()
        };
        assert_eq!(count(&[]), Some(false));
        assert_eq!(count(&[(&key, "a")]), Some(true));
        assert_eq!(count(&[(&AUTHORIZATION, "Bearer a")]), Some(true));
        assert_eq!(count(&[(&key, "a"), (&key, "a")]), None);
        assert_eq!(count(&[(&key, "a"), (&AUTHORIZATION, "Bearer a")]), None);
    }
}
