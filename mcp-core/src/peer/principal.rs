//! Who calls, as the server has found out for itself.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::{Map, Value};

use super::StateMap;

/// Who calls: not what the client says of itself, but what its credentials prove.
///
/// A tool takes it as a parameter. Where nobody has proven who they are, the call ends before the
/// tool runs, with a challenge; a tool that also serves strangers takes `Option<Principal>`.
///
/// It never holds the credentials themselves: a token is for the server that it was issued to, and
/// a tool that calls a service has credentials of its own for that (`basic/authorization`).
///
/// ```
/// use mcp_core::Principal;
/// fn greet(principal: Principal) -> String {
///     format!("Hello, {}!", principal.subject())
/// }
/// let ann = Principal::new("https://id.example.com", "ann").with_scopes(["issues:read"]);
/// assert!(ann.has_scope("issues:read") && !ann.has_scope("issues:write"));
/// ```
#[derive(Clone)]
pub struct Principal(Arc<Facts>);

#[derive(Clone)]
struct Facts {
    issuer: Box<str>,
    subject: Box<str>,
    client: Option<Box<str>>,
    /// Sorted, each once.
    scopes: Vec<Box<str>>,
    claims: Map<String, Value>,
    expires: Option<SystemTime>,
    data: StateMap,
}

impl Principal {
    /// Somebody, by who vouches for them and by what they are called there. The two together name
    /// one person or program, today and next year.
    #[must_use]
    pub fn new(issuer: impl Into<Box<str>>, subject: impl Into<Box<str>>) -> Self {
        Self(Arc::new(Facts {
            issuer: issuer.into(),
            subject: subject.into(),
            client: None,
            scopes: Vec::new(),
            claims: Map::new(),
            expires: None,
            data: StateMap::default(),
        }))
    }

    /// The same by way of a client: the program that the credentials were issued to.
    #[must_use]
    pub fn with_client(mut self, client: impl Into<Box<str>>) -> Self {
        self.facts().client = Some(client.into());
        self
    }

    /// The same with these scopes beside those it has.
    #[must_use]
    pub fn with_scopes<S: Into<Box<str>>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let all = &mut self.facts().scopes;
        all.extend(scopes.into_iter().map(Into::into));
        all.sort_unstable();
        all.dedup();
        self
    }

    /// The same with what else is claimed of it.
    #[must_use]
    pub fn with_claims(mut self, claims: Map<String, Value>) -> Self {
        self.facts().claims = claims;
        self
    }

    /// The same until a time, at which the streams that it listens to end.
    #[must_use]
    pub fn until(mut self, expires: SystemTime) -> Self {
        self.facts().expires = Some(expires);
        self
    }

    /// The same with a value for the tools, such as the number of an account; one for each type.
    ///
    /// ```
    /// use mcp_core::Principal;
    /// #[derive(Debug, PartialEq)]
    /// struct Account(u64);
    /// let ann = Principal::new("shop", "ann").with_data(Account(7));
    /// assert_eq!(*ann.data::<Account>().unwrap(), Account(7));
    /// ```
    #[must_use]
    pub fn with_data<T: Send + Sync + 'static>(mut self, data: T) -> Self {
        self.facts().data.insert(data);
        self
    }

    /// Who vouches for it: the issuer of a token, or the server itself.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// What it is called there.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The program that the credentials were issued to, where that is known.
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.0.client.as_deref()
    }

    /// What it may do, sorted.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.0.scopes.iter().map(AsRef::as_ref)
    }

    /// Whether it may do this. Scopes that imply others are spelled out when a principal is found,
    /// so this is a look at a list.
    #[must_use]
    pub fn has_scope(&self, scope: &str) -> bool {
        let scopes = &self.0.scopes;
        scopes
            .binary_search_by(|known| (**known).cmp(scope))
            .is_ok()
    }

    /// What else is claimed of it, such as an organisation.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&Value> {
        self.0.claims.get(name)
    }

    /// When its credentials expire.
    #[must_use]
    pub fn expires(&self) -> Option<SystemTime> {
        self.0.expires
    }

    /// The value of a type that whoever found the principal gave it.
    #[must_use]
    pub fn data<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.0.data.find()
    }

    /// Whether this is the same one, with whatever scopes and until whenever: the same subject of
    /// the same issuer by way of the same client. A token that was refreshed changes none of these.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let (one, other) = (&*self.0, &*other.0);
        one.subject == other.subject && one.issuer == other.issuer && one.client == other.client
    }

    /// Whether this is a copy of the other: not only the same one, but as the same look at its
    /// credentials found it.
    #[must_use]
    pub fn is_copy_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn facts(&mut self) -> &mut Facts {
        Arc::make_mut(&mut self.0)
    }
}

/// Who it is and what it may do; claims may be private.
impl fmt::Debug for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Principal")
            .field("issuer", &self.0.issuer)
            .field("subject", &self.0.subject)
            .field("client", &self.0.client)
            .field("scopes", &self.0.scopes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_one_has_the_same_issuer_subject_and_client() {
        let ann = Principal::new("a", "ann").with_client("cli");
        assert!(ann.is(&ann.clone().with_scopes(["x"]).until(SystemTime::UNIX_EPOCH)));
        for other in [
            Principal::new("b", "ann").with_client("cli"),
            Principal::new("a", "bob").with_client("cli"),
            Principal::new("a", "ann").with_client("web"),
            Principal::new("a", "ann"),
        ] {
            assert!(!ann.is(&other), "{other:?}");
        }
    }

    #[test]
    fn a_copy_is_told_from_what_only_looks_like_one() {
        let ann = Principal::new("a", "ann");
        assert!(ann.is_copy_of(&ann.clone()));
        assert!(!ann.is_copy_of(&Principal::new("a", "ann")));
        assert!(!ann.is_copy_of(&ann.clone().with_scopes(["x"])));
    }

    #[test]
    fn scopes_add_up_and_claims_are_not_shown() {
        let claims = Map::from_iter([("mail".to_owned(), Value::from("ann@example.com"))]);
        let ann = Principal::new("a", "ann")
            .with_scopes(["w", "r"])
            .with_scopes(["r"]);
        let ann = ann.with_claims(claims);
        assert_eq!(ann.scopes().collect::<Vec<_>>(), ["r", "w"]);
        assert_eq!(ann.claim("mail"), Some(&Value::from("ann@example.com")));
        assert!(!format!("{ann:?}").contains("example"));
    }
}
