//! The one credential in the headers of a request.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::error::Error;
use crate::delegation::ServiceSecret;

const APIKEY: HeaderName = HeaderName::from_static("apikey");

/// What a request shows to prove whose it is.
pub(super) enum Credential<'a> {
    /// `apikey: …`
    ApiKey(&'a [u8]),
    /// `Authorization: Bearer …`
    Bearer(&'a [u8]),
}

impl<'a> Credential<'a> {
    /// Refuses a request that has none, and one that has several: which of them counts would be anybody's guess.
    pub(super) fn read(headers: &'a HeaderMap) -> Result<Self, Error> {
        let keys = headers.get_all(APIKEY).into_iter().map(Self::api_key);
        let tokens = headers.get_all(header::AUTHORIZATION).into_iter();
        let mut shown = keys.chain(tokens.map(Self::bearer));
        match (shown.next(), shown.next()) {
            (Some(credential), None) => credential.ok_or(Error::Unauthorized),
            (Some(_), Some(_)) => Err(Error::two_credentials()),
            (None, _) => Err(Error::Unauthorized),
        }
    }

    /// Refuses a request that does not show the secret of the servers, and nothing else.
    pub(super) fn of_server(headers: &HeaderMap, secret: &ServiceSecret) -> Result<(), Error> {
        match Credential::read(headers)? {
            Credential::Bearer(shown) if secret.is(shown) => Ok(()),
            _ => Err(Error::Unauthorized),
        }
    }

    fn api_key(value: &'a HeaderValue) -> Option<Self> {
        Some(Self::ApiKey(value.as_bytes()))
    }

    fn bearer(value: &'a HeaderValue) -> Option<Self> {
        let (scheme, token) = value.as_bytes().split_at_checked("Bearer ".len())?;
        let bearer = scheme.eq_ignore_ascii_case(b"Bearer ");
        bearer.then_some(Self::Bearer(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&'static str, &'static str)]) -> Result<String, Error> {
        let headers = headers.iter().map(|(name, value)| {
            let name = HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        });
        let headers: HeaderMap = headers.fold(HeaderMap::new(), |mut all, (name, value)| {
            all.append(name, value);
            all
        });
        let (kind, secret) = match Credential::read(&headers)? {
            Credential::ApiKey(key) => ("key", key),
            Credential::Bearer(token) => ("token", token),
        };
        Ok(format!("{kind} {}", String::from_utf8_lossy(secret)))
    }

    #[test]
    fn one_credential_is_read_from_its_header() {
        assert_eq!(read(&[("apikey", "a b")]).unwrap(), "key a b");
        assert_eq!(
            read(&[("authorization", "bEARER x.y")]).unwrap(),
            "token x.y"
        );
    }

    #[test]
    fn none_is_nobody_and_two_are_ambiguous() {
        for headers in [
            &[] as &[_],
            &[("authorization", "")],
            &[("authorization", "Bearer")],
            &[("authorization", "Basic ZGVtbzpkZW1v")],
            &[("cookie", "apikey=x")],
        ] {
            assert!(
                matches!(read(headers), Err(Error::Unauthorized)),
                "{headers:?}"
            );
        }
        let (key, token) = (("apikey", "k"), ("authorization", "Bearer t"));
        let basic = ("authorization", "Basic ZGVtbzpkZW1v");
        for headers in [
            [key, token],
            [key, key],
            [token, token],
            [token, basic],
            [basic, key],
        ] {
            assert!(
                matches!(read(&headers), Err(Error::Malformed(_))),
                "{headers:?}"
            );
        }
    }
}
