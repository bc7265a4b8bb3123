//! Where a scheme of plain secrets knows them from: a list, a lookup, or both.

use std::fmt;
use std::future::ready;
use std::sync::Arc;

use super::hashed::Hashed;
use super::lookup::{Ask, Asked, Lookup};
use super::{Secret, Verdict, Verifying};

/// Looks into its list first.
#[derive(Default)]
pub(super) struct Source {
    pub(super) list: Hashed,
    lookup: Option<Arc<dyn Ask>>,
}

impl Source {
    pub(super) fn asking(lookup: impl Lookup) -> Self {
        Self {
            list: Hashed::default(),
            lookup: Some(Arc::new(Asked::new(lookup))),
        }
    }

    pub(super) fn verify(&self, secret: Secret) -> Verifying {
        match (self.list.find(secret.expose()), &self.lookup) {
            (Some(principal), _) => Box::pin(ready(Verdict::Known(principal.clone()))),
            (None, Some(lookup)) => Arc::clone(lookup).ask(secret),
            (None, None) => Box::pin(ready(Verdict::NotMine)),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("listed", &self.list.len())
            .field("lookup", &self.lookup.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use mcp_core::Principal;

    use super::super::{ApiKeys, Bearer, LookupError, Scheme};
    use super::*;
    use crate::logged::Logged;

    fn named(name: &str) -> Principal {
        Principal::new("test", name)
    }

    async fn outcome(scheme: &impl Scheme, secret: &str) -> String {
        match scheme.verify(Secret::new(secret)).await {
            Verdict::Known(principal) => principal.subject().to_owned(),
            other => format!("{other:?}"),
        }
    }

    fn directory() -> impl Lookup {
        async |secret: Secret| match secret.expose() {
            "down-5ecr3t" => Err(LookupError::from("no rows for down-5ecr3t at db:5432")),
            "d/5ecr3t+=" => Err(LookupError::from(
                "no answer from http://id/%64%2F5ecr3t%2b=?x=%d%",
            )),
            "bobs" => Ok(Some(named("bob"))),
            "anns" => panic!("a listed secret is not looked up"),
            _ => Ok(None),
        }
    }

    #[tokio::test]
    async fn a_secret_is_found_in_the_list_and_then_by_the_lookup() {
        let keys = ApiKeys::lookup("x-api-key", directory()).unwrap();
        let keys = keys.key("anns", named("ann")).unwrap();
        let tokens = Bearer::lookup(directory());
        let tokens = tokens.token("anns", named("ann")).unwrap();
        for (secret, found) in [
            ("anns", "ann"),
            ("bobs", "bob"),
            ("eves", "NotMine"),
            ("", "NotMine"),
            ("down-5ecr3t", "Unavailable"),
        ] {
            assert_eq!(outcome(&keys, secret).await, found);
            assert_eq!(outcome(&tokens, secret).await, found);
        }
    }

    #[tokio::test]
    async fn a_list_alone_leaves_others_to_other_schemes() {
        let tokens = Bearer::new().token("anns", named("ann")).unwrap();
        assert_eq!(outcome(&tokens, "anns").await, "ann");
        assert_eq!(outcome(&tokens, "bobs").await, "NotMine");
    }

    #[tokio::test]
    async fn secrets_are_neither_shown_nor_logged() {
        let logged = Logged::start();
        let keys = ApiKeys::lookup("x-api-key", directory()).unwrap();
        let keys = keys.key("anns-5ecr3t", named("ann")).unwrap();
        for secret in ["anns-5ecr3t", "wrong-5ecr3t", "down-5ecr3t"] {
            outcome(&keys, secret).await;
        }
        outcome(&Bearer::lookup(directory()), "d/5ecr3t+=").await;
        let text = logged.text();
        assert!(text.contains("no rows for … at db:5432"), "{text}");
        assert!(text.contains("from http://id/…?x=%d%"), "{text}");
        let shown = format!("{text}{keys:?}{:?}", Bearer::lookup(directory()));
        assert!(!shown.contains("5ecr3t"), "{shown}");
    }

    #[tokio::test]
    async fn a_lookup_that_fails_is_told_of_once_and_once_when_it_works_again() {
        let logged = Logged::start();
        let keys = ApiKeys::lookup("x-api-key", directory()).unwrap();
        for secret in ["bobs", "down-5ecr3t", "down-5ecr3t", "down-5ecr3t"] {
            outcome(&keys, secret).await;
        }
        assert_eq!(logged.text().matches("could not be looked up").count(), 1);
        assert!(!logged.text().contains("again"));
        for secret in ["bobs", "eves"] {
            outcome(&keys, secret).await;
        }
        let text = logged.text();
        assert_eq!(text.matches("can be looked up again").count(), 1, "{text}");
        assert!(text.contains("failed=3"), "{text}");
    }

    #[test]
    fn a_token_that_nobody_could_send_is_refused() {
        for token in ["", "=", "a b", "a!", "5ecr3t\n", "a=b"] {
            let error = Bearer::new().token(token, named("ann")).unwrap_err();
            assert!(!error.to_string().contains("5ecr3t"), "{error}");
        }
        Bearer::new().token("aZ09-._~+/==", named("ann")).unwrap();
    }

    #[test]
    fn a_header_that_cannot_be_is_refused() {
        for name in ["", "x api key", "schlüssel", "x-api-key:", "a\r\nb"] {
            ApiKeys::new(name).unwrap_err();
            ApiKeys::lookup(name, directory()).unwrap_err();
        }
        let keys = ApiKeys::new("X-API-Key").unwrap();
        assert_eq!(keys.header(), "x-api-key");
        assert_eq!(keys.challenge(), None);
        assert_eq!(Bearer::new().challenge(), Some("Bearer"));
    }
}
