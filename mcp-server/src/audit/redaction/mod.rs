//! What of the arguments a record may repeat.

mod json;
mod text;

use std::borrow::Cow;
use std::cell::Cell;

use percent_encoding::percent_decode_str;
use serde::de::DeserializeSeed as _;
use serde_json::Value;

use self::json::Part;

/// What stands in place of a secret.
const MASK: &str = "[redacted]";

/// How many bytes a text may have.
const TEXT: usize = 1024;

/// How many bytes all texts, names and numbers of the arguments may have together.
const TOTAL: usize = 16 << 10;

/// How many bytes a name or a URI may have that a client made up.
const NAME: usize = 512;

/// How many times over somebody may have encoded something.
const DECODED: usize = 4;

/// Parts of the names of what is secret, in lower case and without signs.
const NAMES: [&str; 15] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "authorization",
    "credential",
    "session",
    "cookie",
    "jwt",
];

/// What is hidden of a call before it is recorded.
///
/// Hidden are the values of
///
/// - arguments that are marked `#[arg(secret)]`, and those that the tool or the prompt does not have:
///   they may be a secret one misspelt;
/// - members at any depth whose name says that they are secret: one with `password`, `passwd`,
///   `passphrase`, `passcode`, `pwd`, `secret`, `token`, `api_key`, `access_key`, `private_key`,
///   `authorization`, `credential`, `session`, `cookie` or `jwt` in it, in any case and with any
///   signs between (`userPassword`, `X-Api-Key`), or one of [yours](Self::names); also where such
///   a name stands beside its value (`{"name": "Authorization", "value": …}`);
/// - what in a text follows such a name and `=`, `:` or `>`, to the end of its line;
/// - what in a text looks like a secret: what follows `Bearer`, JSON Web Tokens, private keys, the
///   credentials in a URL, keys of well-known services and those that begin with one of
///   [your prefixes](Self::prefixes); also in a URI.
///
/// A text that is JSON is read as such. Of each text at most 1 KiB is kept, of all arguments
/// 16 KiB, of nested values 16 levels, of a URI and of a name that nothing has 512 bytes. Arguments
/// that are no JSON, and those of what does not exist, are noted as their length only.
///
/// A secret without any of these signs is not recognised: mark the argument.
///
/// ```
/// use mcp_server::audit::{Audit, AuditSink, Redaction};
/// # fn example(sink: impl AuditSink) {
/// let audit = Audit::best_effort(sink)
///     .redact(Redaction::new().names(["iban", "date_of_birth"]).prefixes(["acme_"]));
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    names: Vec<String>,
    prefixes: Vec<String>,
}

impl Redaction {
    /// With the names and forms that it knows by itself.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with more names: members in whose names one occurs are hidden. Case and signs
    /// do not count.
    #[must_use]
    pub fn names<N: AsRef<str>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(|name| bare(name.as_ref()));
        // One without letters would occur in every name.
        self.names.extend(names.filter(|name| !name.is_empty()));
        self
    }

    /// The same with more beginnings of secrets: each word of a text in which one occurs is
    /// hidden. Case counts.
    #[must_use]
    pub fn prefixes<P: Into<String>>(mut self, prefixes: impl IntoIterator<Item = P>) -> Self {
        let prefixes = prefixes.into_iter().map(Into::into);
        self.prefixes
            .extend(prefixes.filter(|prefix: &String| !prefix.is_empty()));
        self
    }

    /// The arguments as they may be recorded; `tells` knows which of them a record may repeat.
    pub(super) fn arguments(&self, json: &str, tells: &dyn Fn(&str) -> bool) -> Value {
        let left = Cell::new(TOTAL);
        let mut reader = serde_json::Deserializer::from_str(json);
        let read = Part::new(self, &left, tells).deserialize(&mut reader);
        match read.and_then(|value| reader.end().map(|()| value)) {
            Ok(value) => value,
            Err(_) => format!("[{} bytes that are no JSON]", json.len()).into(),
        }
    }

    /// A URI or a path, or a name that somebody made up, as it may be recorded: at most 512 bytes of it,
    /// and a note of how many there were. Percent-encoding hides no secret: where there is one, what is
    /// left is told decoded.
    ///
    /// ```
    /// use mcp_server::audit::Redaction;
    /// let redaction = Redaction::new().prefixes(["acme_"]);
    /// assert_eq!(redaction.uri("vault://items/a%20b"), "vault://items/a%20b");
    /// assert_eq!(redaction.uri("vault://items/%61cme_123"), "vault://items/[redacted]");
    /// ```
    #[must_use]
    pub fn uri(&self, uri: &str) -> String {
        let mut plain = Cow::Borrowed(uri);
        for _ in 0..DECODED {
            let decoded = percent_decode_str(&plain).decode_utf8_lossy();
            if *decoded == *plain {
                break;
            }
            plain = Cow::Owned(decoded.into_owned());
        }
        let told = text::redact(self, &plain, NAME);
        match told == *plain {
            true => text::cut(uri, NAME),
            false => told,
        }
    }

    /// Whether a name says that what it names is secret.
    fn is_secret(&self, name: &str) -> bool {
        let bare = bare(name);
        let own = self.names.iter().map(String::as_str);
        NAMES.into_iter().chain(own).any(|part| bare.contains(part))
    }
}

/// A name in lower case and without signs.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
