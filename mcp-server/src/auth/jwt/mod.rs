//! Bearer tokens that say who sent them, signed by their issuer.

mod fetched;
mod jwk;
mod key;
mod keys;
mod pem;
mod rules;
mod token;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderName;
use http::header::AUTHORIZATION;

use self::fetched::Failed;
use self::key::Key;
pub use self::keys::Keys;
use self::rules::{Rules, SKEW};
use self::token::Token;
use super::{Scheme, Secret, Verdict, Verifying};

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;

/// Bearer tokens that say who sent them: JSON Web Tokens (RFC 7519), signed by an authorization
/// server for this server (`basic/authorization#token-handling`).
///
/// ```
/// use mcp_server::auth::{Jwt, Keys};
///
/// # fn main() -> Result<(), mcp_server::auth::SchemeError> {
/// # let secret = "a secret that is as long as SHA-256".to_owned();
/// let tokens = Jwt::new(
///     "https://id.example.com",       // `iss`
///     "https://tracker.example.com/mcp", // `aud`: the address of this server
///     Keys::secret(secret)?,
/// );
/// # let _ = tokens;
/// # Ok(())
/// # }
/// ```
///
/// A token counts if its signature fits one of the keys, by an algorithm that the key is for: HS256,
/// HS384 and HS512, RS256 to RS512, PS256 to PS512, ES256, ES384, EdDSA. It must name the issuer, an
/// audience of this server, a subject and when it expires (`iss`, `aud`, `sub`, `exp`), and `nbf`
/// must be over if it is there. A token of another issuer is left to the next scheme, so a server
/// may have several issuers, each with its keys.
///
/// | of the token | of the [`Principal`](crate::Principal) |
/// |---|---|
/// | `iss`, `sub` | issuer, subject |
/// | `client_id`, or else `azp` | client |
/// | `scope`, or else `scp`, or else `scopes`: a text with spaces or a list | scopes |
/// | `exp` | [`expires`](crate::Principal::expires) |
/// | all claims | [`claim`](crate::Principal::claim) |
///
/// Tokens longer than 8 KiB are refused.
#[derive(Clone, Debug)]
pub struct Jwt {
    rules: Arc<Rules>,
    keys: Keys,
}

impl Jwt {
    /// Tokens of an issuer for an audience: usually the address of the authorization server and the
    /// public address of this one, each exactly as it stands in the tokens.
    #[must_use]
    pub fn new(issuer: impl Into<Box<str>>, audience: impl Into<Box<str>>, keys: Keys) -> Self {
        Self {
            rules: Arc::new(Rules::new(issuer.into(), audience.into())),
            keys,
        }
    }

    /// The same, and for another audience as well, such as an older address of the server.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<Box<str>>) -> Self {
        Arc::make_mut(&mut self.rules)
            .audiences
            .push(audience.into());
        self
    }

    /// The same with less difference between the clocks of issuer and server than the minute that
    /// is allowed for unless told. More than that is taken for a minute.
    #[must_use]
    pub fn skew(mut self, skew: Duration) -> Self {
        Arc::make_mut(&mut self.rules).skew = skew.min(SKEW);
        self
    }

    async fn look(self, credential: Secret, now: SystemTime) -> Verdict {
        let text = credential.expose();
        if text.len() > LONGEST {
            return Verdict::Refused("the token is longer than 8 KiB".into());
        }
        let Some(token) = Token::read(text).filter(|token| self.rules.issued(token)) else {
            return Verdict::NotMine;
        };
        if !token.usual() {
            return Verdict::Refused("the token is of a kind that is not taken here".into());
        }
        match self.signed(&token).await {
            Signed::Yes => {}
            Signed::No(why) => return Verdict::Refused(why.into()),
            Signed::Unknown => return Verdict::Unavailable,
        }
        match self.rules.principal(token.claims, now) {
            Ok(principal) => Verdict::Known(principal),
            Err(why) => Verdict::Refused(why.into()),
        }
    }

    /// Whether a key has signed the token; newer keys are fetched for a key that is not known.
    async fn signed(&self, token: &Token<'_>) -> Signed {
        let Some(keys) = self.keys.now().await else {
            return Signed::Unknown;
        };
        let signed = by_any(&keys, token);
        if !matches!(signed, Signed::Unknown) {
            return signed;
        }
        let signed = match self.keys.after(&keys).await {
            Ok(Some(newer)) => by_any(&newer, token),
            Ok(None) => signed,
            Err(Failed) => return Signed::Unknown,
        };
        match signed {
            Signed::Unknown => Signed::No("the key that signed the token is not known"),
            signed => signed,
        }
    }
}

/// Whether a token is signed.
enum Signed {
    Yes,
    No(&'static str),
    /// Nobody can tell, for the key is not known.
    Unknown,
}

/// Tries the key that the token names, and those without a name.
fn by_any(keys: &[Key], token: &Token<'_>) -> Signed {
    let fitting = || keys.iter().filter(|key| key.fits(token.key.as_deref()));
    if fitting().any(|key| key.signed(token)) {
        return Signed::Yes;
    }
    let named = fitting().any(|key| key.name() == token.key.as_deref());
    if !named && token.key.is_some() {
        return Signed::Unknown;
    }
    Signed::No("the token is not signed by its issuer")
}

impl Scheme for Jwt {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some("Bearer")
    }

    fn verify(&self, credential: Secret) -> Verifying {
        Box::pin(self.clone().look(credential, SystemTime::now()))
    }
}

#[cfg(test)]
mod tests;
