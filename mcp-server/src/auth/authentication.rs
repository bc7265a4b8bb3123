//! What a server wants to know of its callers, as its owner says it.

use std::fmt;
use std::sync::Arc;

use super::Scheme;

/// Who may call a server: given to [`Builder::authentication`](crate::Builder::authentication).
///
/// Every request proves who sends it, whatever session it names. One without credentials is
/// answered with 401 and a challenge, one with wrong credentials too, and nothing of it is read.
/// What a request proves is the [`Principal`](crate::Principal) of its call.
///
/// ```
/// use mcp_server::auth::{Authentication, Scheme, Secret, Verdict, Verifying};
/// use mcp_server::prelude::*;
/// # use http::{HeaderName, header::AUTHORIZATION};
/// # struct Tokens;
/// # impl Scheme for Tokens {
/// #     fn header(&self) -> &HeaderName { const { &AUTHORIZATION } }
/// #     fn challenge(&self) -> Option<&'static str> { Some("Bearer") }
/// #     fn verify(&self, _: Secret) -> Verifying { Box::pin(async { Verdict::NotMine }) }
/// # }
///
/// /// Tell who is asking
/// #[tool(read_only)]
/// fn whoami(principal: Principal) -> String {
///     principal.subject().to_owned()
/// }
///
/// # fn main() -> Result<(), mcp_server::BuildError> {
/// let authentication = Authentication::new()
///     .with(Tokens)
///     .implies("admin", ["read", "write"])
///     .resource("https://mcp.example.com/mcp")
///     .authorization_server("https://id.example.com");
/// let server = Server::builder(server_info!())
///     .tools(toolset![whoami])
///     .authentication(authentication)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "give it to `Builder::authentication`"]
pub struct Authentication {
    pub(super) schemes: Vec<Arc<dyn Scheme>>,
    /// Scopes, and what each implies.
    pub(super) implied: Vec<(String, Vec<String>)>,
    pub(super) is_optional: bool,
    pub(super) resource: Option<String>,
    pub(super) authorization_servers: Vec<String>,
    pub(super) scopes: Vec<String>,
    pub(super) variable: Option<String>,
}

impl Authentication {
    /// Nobody can prove anything yet: it takes at least one scheme.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one more kind of credential. Schemes that read the same header are asked in their
    /// order, until one calls the credential its own. A request with credentials in two headers is
    /// refused with 400.
    pub fn with(mut self, scheme: impl Scheme) -> Self {
        self.schemes.push(Arc::new(scheme));
        self
    }

    /// Says that a scope implies others, and whatever those imply. A principal that has it has all
    /// of them (`basic/authorization#scope-challenge-handling`).
    pub fn implies<S: Into<String>>(
        mut self,
        scope: impl Into<String>,
        others: impl IntoIterator<Item = S>,
    ) -> Self {
        let others = others.into_iter().map(Into::into).collect();
        self.implied.push((scope.into(), others));
        self
    }

    /// Lets strangers call too. Wrong credentials are refused all the same; and so is a stranger
    /// where a tool wants to know who calls, with a challenge.
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// What the server is called by those who issue tokens for it: the whole URL of its endpoint,
    /// as clients write it. Together with an
    /// [authorization server](Self::authorization_server) it makes the document by which clients
    /// find out where tokens come from (RFC 9728), which every challenge names and everybody may
    /// read.
    ///
    /// It is an `https` URL, or for tests an `http` one of this machine, without query and fragment.
    pub fn resource(mut self, url: impl Into<String>) -> Self {
        self.resource = Some(url.into());
        self
    }

    /// Names a server that issues tokens for this one, by its issuer URL. There may be several.
    pub fn authorization_server(mut self, url: impl Into<String>) -> Self {
        self.authorization_servers.push(url.into());
        self
    }

    /// Which scopes a client should ask for at first: the few that are enough for most of what it
    /// does. What else an operation takes, it is told when it needs it.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Names the environment variable that holds the credentials of whoever starts the server, for
    /// [`serve_stdio`](crate::Server::serve_stdio): without the name of a scheme, and for whichever
    /// scheme knows them. If they are missing or wrong, the server does not start.
    pub fn from_environment(mut self, variable: impl Into<String>) -> Self {
        self.variable = Some(variable.into());
        self
    }
}

impl fmt::Debug for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.schemes.iter().map(|scheme| scheme.header());
        f.debug_struct("Authentication")
            .field("headers", &headers.collect::<Vec<_>>())
            .field("implied", &self.implied)
            .field("optional", &self.is_optional)
            .field("resource", &self.resource)
            .field("authorization_servers", &self.authorization_servers)
            .field("scopes", &self.scopes)
            .field("variable", &self.variable)
            .finish()
    }
}
