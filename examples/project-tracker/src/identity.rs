//! How an account is named where a call is recorded: by the server that it called, and to the backend that knows it.

use crate::delegation::Api;

/// An account of one of the APIs, and what it called with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) api: Api,
    /// The number of the account.
    pub(crate) account: i64,
    /// The number of the personal access token it called with, or of the API key of the agency.
    pub(crate) token: Option<i64>,
}

impl Identity {
    /// Who vouches for the account. Both APIs number theirs from one.
    pub(crate) fn issuer(&self) -> &'static str {
        match self.api {
            Api::V1 => "project-tracker/v1",
            Api::V4 => "project-tracker/v4",
        }
    }

    /// What the account is called there.
    pub(crate) fn subject(&self) -> String {
        self.account.to_string()
    }

    /// What it called with, unless that has no number.
    pub(crate) fn client(&self) -> Option<String> {
        let sort = match self.api {
            Api::V1 => "token",
            Api::V4 => "key",
        };
        self.token.map(|token| format!("{sort}-{token}"))
    }

    /// Who is named so, in exactly the words that they are named with here.
    pub(crate) fn read(issuer: &str, subject: &str, client: Option<&str>) -> Option<Self> {
        let number = |text: &str| text.parse().ok();
        let token = match client {
            Some(client) => Some(number(client.rsplit_once('-')?.1)?),
            None => None,
        };
        let account = number(subject)?;
        let named = [Api::V1, Api::V4].map(|api| Self {
            api,
            account,
            token,
        });
        named.into_iter().find(|named| {
            (named.issuer(), &*named.subject(), named.client().as_deref())
                == (issuer, subject, client)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_read_as_it_is_written() {
        for api in [Api::V1, Api::V4] {
            for token in [None, Some(7)] {
                let identity = Identity {
                    api,
                    account: 2,
                    token,
                };
                let client = identity.client();
                let read =
                    Identity::read(identity.issuer(), &identity.subject(), client.as_deref());
                assert_eq!(read, Some(identity));
            }
        }
    }

    #[test]
    fn other_words_name_nobody() {
        for (issuer, subject, client) in [
            ("project-tracker", "2", None),
            ("project-tracker/v2", "2", None),
            ("https://id.example.com", "2", None),
            ("project-tracker/v1", "", None),
            ("project-tracker/v1", "+2", None),
            ("project-tracker/v1", "02", None),
            ("project-tracker/v1", "ann", None),
            ("project-tracker/v1", "99999999999999999999", None),
            ("project-tracker/v1", "2", Some("7")),
            ("project-tracker/v1", "2", Some("token-")),
            ("project-tracker/v1", "2", Some("token-07")),
            ("project-tracker/v1", "2", Some("cli")),
            ("project-tracker/v1", "2", Some("key-7")),
            ("project-tracker/v4", "2", Some("token-7")),
        ] {
            assert_eq!(
                Identity::read(issuer, subject, client),
                None,
                "{issuer} {subject} {client:?}"
            );
        }
    }
}
