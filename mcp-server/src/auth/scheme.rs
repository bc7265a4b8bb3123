//! How one kind of credential is looked at.

use std::borrow::Cow;
use std::pin::Pin;

use http::HeaderName;
use mcp_core::Principal;

use super::Secret;

/// One kind of credential: in which header it comes, and whom it proves.
///
/// A server asks its schemes for every request; what takes long is best remembered by the scheme
/// itself. A verdict has ten seconds, after which the request is refused with 503.
///
/// ```
/// use http::{HeaderName, header::AUTHORIZATION};
/// use mcp_server::Principal;
/// use mcp_server::auth::{Scheme, Secret, Verdict, Verifying};
///
/// /// Knows one caller.
/// struct OneToken;
///
/// impl Scheme for OneToken {
///     fn header(&self) -> &HeaderName {
///         const { &AUTHORIZATION }
///     }
///
///     fn challenge(&self) -> Option<&'static str> {
///         Some("Bearer")
///     }
///
///     fn verify(&self, credential: Secret) -> Verifying {
///         Box::pin(async move {
///             match credential.expose() {
///                 "open sesame" => Verdict::Known(Principal::new("cave", "ali")),
///                 _ => Verdict::NotMine,
///             }
///         })
///     }
/// }
/// ```
pub trait Scheme: Send + Sync + 'static {
    /// The header that it reads its credentials from.
    fn header(&self) -> &HeaderName;

    /// What it is called in `WWW-Authenticate`, such as `Bearer`; `None` where it has no name
    /// there. A credential of a scheme with a name stands after that name, in any case, and a
    /// space.
    fn challenge(&self) -> Option<&'static str>;

    /// Looks at a credential: the value of the header, without the name of the scheme.
    fn verify(&self, credential: Secret) -> Verifying;
}

/// A verdict that may take time, for it may be somebody else's.
pub type Verifying = Pin<Box<dyn Future<Output = Verdict> + Send>>;

/// What a scheme makes of a credential.
#[derive(Debug)]
#[non_exhaustive]
pub enum Verdict {
    /// It proves who calls.
    Known(Principal),
    /// It is none of this scheme's: the next scheme of the same header is asked. Where none is
    /// left, the credential is refused.
    NotMine,
    /// It is wrong. Why, in words that the client gets to see: no secret, and nothing that helps
    /// to guess one.
    Refused(Cow<'static, str>),
    /// Nobody can tell at the moment: 503, and the client tries again later.
    Unavailable,
}
