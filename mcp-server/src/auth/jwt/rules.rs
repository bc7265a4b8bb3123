//! What a signed token must say, and who its sender is by what it says.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use mcp_core::Principal;
use serde_json::{Map, Value};

use super::token::Token;

type Claims = Map<String, Value>;

/// How far the clocks of issuer and server are apart, unless told and at most.
pub(super) const SKEW: Duration = Duration::from_secs(60);

/// Whose tokens count, and for whom they must be.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    issuer: Box<str>,
    pub(super) audiences: Vec<Box<str>>,
    pub(super) skew: Duration,
}

impl Rules {
    pub(super) fn new(issuer: Box<str>, audience: Box<str>) -> Self {
        Self {
            issuer,
            audiences: vec![audience],
            skew: SKEW,
        }
    }

    /// Whether a token says that it is this issuer's.
    pub(super) fn issued(&self, token: &Token<'_>) -> bool {
        text(&token.claims, "iss") == Some(&*self.issuer)
    }

    /// Who the claims are about, if they hold here and now.
    pub(super) fn principal(
        &self,
        claims: Claims,
        now: SystemTime,
    ) -> Result<Principal, &'static str> {
        if !self.heard(&claims) {
            return Err("the token is not for this server: its `aud` is another's");
        }
        let expires = time(&claims, "exp")?.ok_or("the token does not expire: it has no `exp`")?;
        if self.later(expires)? <= now {
            return Err("the token has expired");
        }
        if let Some(start) = time(&claims, "nbf")?
            && start > now.checked_add(self.skew).ok_or(NO_TIME)?
        {
            return Err("the token is not valid yet");
        }
        let subject = text(&claims, "sub").filter(|subject| !subject.is_empty());
        let subject = subject.ok_or("the token is nobody's: it has no `sub`")?;
        let mut principal = Principal::new(self.issuer.clone(), subject)
            .with_scopes(scopes(&claims))
            .until(expires);
        if let Some(client) = text(&claims, "client_id").or_else(|| text(&claims, "azp")) {
            principal = principal.with_client(client);
        }
        Ok(principal.with_claims(claims))
    }

    /// Whether the token is for this server: its audience is a text or a list of texts.
    fn heard(&self, claims: &Claims) -> bool {
        let mine = |one: &Value| {
            let audiences = self.audiences.iter();
            audiences.into_iter().any(|mine| one == &**mine)
        };
        match claims.get("aud") {
            Some(Value::Array(all)) => all.iter().any(mine),
            Some(one) => mine(one),
            None => false,
        }
    }

    fn later(&self, time: SystemTime) -> Result<SystemTime, &'static str> {
        time.checked_add(self.skew).ok_or(NO_TIME)
    }
}

const NO_TIME: &str = "a time in the token is none: it is a number of seconds since 1970";

/// A time in seconds since 1970, which may have fractions.
fn time(claims: &Claims, name: &str) -> Result<Option<SystemTime>, &'static str> {
    let Some(value) = claims.get(name) else {
        return Ok(None);
    };
    let since = value.as_f64().map(Duration::try_from_secs_f64);
    let time = since.and_then(|since| UNIX_EPOCH.checked_add(since.ok()?));
    time.map(Some).ok_or(NO_TIME)
}

fn text<'c>(claims: &'c Claims, name: &str) -> Option<&'c str> {
    claims.get(name)?.as_str()
}

/// What the sender may do: a text with spaces (RFC 8693, section 4.2), or a list as some issuers
/// write it.
fn scopes(claims: &Claims) -> Vec<&str> {
    let found = ["scope", "scp", "scopes"]
        .iter()
        .find_map(|name| claims.get(*name));
    match found {
        Some(Value::String(text)) => text.split_ascii_whitespace().collect(),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
