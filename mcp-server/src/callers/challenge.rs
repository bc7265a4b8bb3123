//! What a response demands of a client, as `WWW-Authenticate` says it (RFC 9110, 11.6.1; RFC 6750,
//! 3; RFC 9728, 5.1).

use std::borrow::Cow;

use http::HeaderValue;

/// The most characters of a description.
const DESCRIPTION: usize = 200;

/// What a client lacks.
#[derive(Debug)]
pub(crate) enum Demand<'a> {
    /// Credentials; with them, these scopes.
    Credentials(&'a [Cow<'static, str>]),
    /// Credentials that can be read; why these cannot.
    Readable(&'a str),
    /// Other credentials; why these are refused.
    Others(&'a str),
    /// These scopes.
    Scopes(&'a [Cow<'static, str>]),
}

/// How a server challenges: by the names of its schemes, and with what it publishes.
#[derive(Debug)]
pub(crate) struct Challenges {
    /// Each begins a challenge.
    names: Vec<String>,
    metadata: Option<String>,
    /// What a client should ask for at first.
    scopes: Vec<Cow<'static, str>>,
}

impl Challenges {
    pub(crate) fn new(names: Vec<String>, metadata: Option<String>, scopes: &[String]) -> Self {
        let mut owned = Vec::new();
        for scope in scopes {
            owned.push(Cow::Owned(scope.clone()));
        }
        Self {
            names,
            metadata,
            scopes: owned,
        }
    }

    /// One value of `WWW-Authenticate` for each scheme.
    pub(crate) fn make(&self, demand: &Demand<'_>) -> Vec<HeaderValue> {
        let words = self.words(demand);
        let mut made = Vec::new();
        for name in &self.names {
            let text = match name.as_bytes().contains(&b' ') {
                _ if words.is_empty() => name.clone(),
                true => format!("{name}, {words}"),
                false => format!("{name} {words}"),
            };
            // Only visible ASCII is in it.
            if let Ok(value) = HeaderValue::try_from(text) {
                made.push(value);
            }
        }
        made
    }

    fn words(&self, demand: &Demand<'_>) -> String {
        let (error, scopes, description) = match *demand {
            Demand::Credentials([]) => (None, &*self.scopes, None),
            Demand::Credentials(scopes) => (None, scopes, None),
            Demand::Readable(why) => (Some("invalid_request"), &[][..], Some(why)),
            Demand::Others(why) => (Some("invalid_token"), &*self.scopes, Some(why)),
            Demand::Scopes(scopes) => (Some("insufficient_scope"), scopes, None),
        };
        let metadata = self.metadata.as_deref();
        let scopes = listed(scopes);
        let description = description.map(|why| why.chars().take(DESCRIPTION).collect::<String>());
        let mut words = String::new();
        for (name, value) in &[
            ("error", error),
            ("resource_metadata", metadata),
            ("scope", (!scopes.is_empty()).then_some(&*scopes)),
            ("error_description", description.as_deref()),
        ] {
            if let Some(value) = value {
                let between = if words.is_empty() { "" } else { ", " };
                words += &format!("{between}{name}={}", quoted(value));
            }
        }
        words
    }
}

/// A client without any schemes to choose from is asked for what all know.
impl Default for Challenges {
    fn default() -> Self {
        Self::new(vec!["Bearer".to_owned()], None, &[])
    }
}

/// Whether a resource asks for a scope: whether a client may go on without its user is no business
/// of a resource's (`basic/authorization#scope-selection-strategy`).
pub(crate) fn is_asked_for(scope: &&str) -> bool {
    *scope != "offline_access"
}

/// Scopes as one text.
fn listed(scopes: &[Cow<'static, str>]) -> String {
    let mut listed = String::new();
    for scope in scopes {
        if is_asked_for(&&**scope) {
            let between = if listed.is_empty() { "" } else { " " };
            listed += between;
            listed += scope;
        }
    }
    listed
}

/// A text between quotes, of which nothing can break out.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            ' '..='~' => quoted.push(letter),
            _ => quoted.push('?'),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenges() -> Challenges {
        let metadata = "https://h/.well-known/oauth-protected-resource/mcp".to_owned();
        let names = vec![
            "Bearer".to_owned(),
            "ApiKey header=\"x-api-key\"".to_owned(),
        ];
        let scopes = ["files:read".to_owned(), "offline_access".to_owned()];
        Challenges::new(names, Some(metadata), &scopes)
    }

    fn first(demand: &Demand<'_>) -> String {
        challenges().make(demand)[0].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_challenge_says_what_is_lacking_and_where_it_comes_from() {
        let metadata = "resource_metadata=\"https://h/.well-known/oauth-protected-resource/mcp\"";
        let scopes = ["a".into(), "offline_access".into(), "b".into()];
        for (demand, words) in [
            (
                Demand::Credentials(&[]),
                format!("{metadata}, scope=\"files:read\""),
            ),
            (
                Demand::Credentials(&scopes),
                format!("{metadata}, scope=\"a b\""),
            ),
            (
                Demand::Others("it has expired"),
                format!(
                    "error=\"invalid_token\", {metadata}, scope=\"files:read\", \
                     error_description=\"it has expired\""
                ),
            ),
            (
                Demand::Readable("it is empty"),
                format!("error=\"invalid_request\", {metadata}, error_description=\"it is empty\""),
            ),
            (
                Demand::Scopes(&scopes),
                format!("error=\"insufficient_scope\", {metadata}, scope=\"a b\""),
            ),
        ] {
            assert_eq!(first(&demand), format!("Bearer {words}"));
        }
    }

    #[test]
    fn each_scheme_has_a_challenge() {
        let made = challenges().make(&Demand::Credentials(&[]));
        assert!(
            made[1]
                .to_str()
                .unwrap()
                .starts_with("ApiKey header=\"x-api-key\", resource")
        );
        let plain = Challenges::default();
        assert_eq!(plain.make(&Demand::Credentials(&[])), ["Bearer"]);
        assert_eq!(
            plain.make(&Demand::Scopes(&["a".into()])),
            ["Bearer error=\"insufficient_scope\", scope=\"a\""]
        );
    }

    #[test]
    fn no_text_breaks_out_of_its_quotes() {
        let long = "é".repeat(DESCRIPTION) + "\"";
        for why in [
            "a\", error=\"x",
            "a\r\nSet-Cookie: b=c",
            "\\",
            "\0\u{7f}",
            &long,
        ] {
            let value = first(&Demand::Others(why));
            let (_, rest) = value.split_once("error_description=").unwrap();
            let mut inside = rest[1..rest.len() - 1].chars();
            while let Some(letter) = inside.next() {
                assert!(letter == ' ' || letter.is_ascii_graphic(), "{value}");
                assert_ne!(letter, '"', "{value}");
                if letter == '\\' {
                    inside.next().expect("it escapes something");
                }
            }
            assert!(rest.starts_with('"') && rest.ends_with('"'), "{value}");
        }
    }
}
