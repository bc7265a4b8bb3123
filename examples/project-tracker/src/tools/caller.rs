//! Who calls: the credentials of the request, handed on to the backend and to nobody else.

use std::ops::Deref;

use mcp_server::{
    Context, Description, FromContext, IntoToolError, Rejection, State, ToolError, ToolResult,
};

use crate::client::{ApiError, Backend, Credentials, Session};

/// The backend, and as whom to speak to it for callers that do not say who they are.
pub(super) struct Access {
    pub(super) backend: Backend,
    pub(super) fallback: Option<Credentials>,
}

/// The backend as the caller of a tool may use it.
pub(crate) struct Api(Session);

impl Deref for Api {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.0
    }
}

impl FromContext for Api {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let access = State::<Access>::from_context(context)?;
        let credentials = credentials(context).or_else(|| access.fallback.clone());
        match credentials {
            Some(credentials) => Ok(Self(access.backend.with_credentials(credentials))),
            None => Err(Rejection::Answer(ToolResult::error(
                "no credentials: send an `apikey` header or `Authorization: Bearer …`",
            ))),
        }
    }

    fn needs(description: &mut Description) {
        State::<Access>::needs(description);
    }
}

fn credentials(context: &Context) -> Option<Credentials> {
    let header = |name| context.headers().get(name)?.to_str().ok();
    if let Some(key) = header("apikey") {
        return Some(Credentials::ApiKey(key.to_owned()));
    }
    let (scheme, token) = header("authorization")?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| Credentials::Bearer(token.trim().to_owned()))
}

/// What the backend refuses is told in its own words; it never becomes a refusal of ours.
impl IntoToolError for ApiError {
    fn into_tool_error(self) -> ToolError {
        ToolError::new(self.to_string())
    }
}
