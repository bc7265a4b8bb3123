//! The eight requests that all revisions share, and those of the extension for skills.

use std::borrow::Cow;

use mcp_core::jsonrpc::{ErrorCode, ErrorObject};
use mcp_core::wire::decode::{
    CallTool, Complete, GetPrompt, List, Params, ReadResource, Reference,
};
use serde_json::value::RawValue;

use super::skills::Skills;
use crate::server::{Catalogue, Kind};

/// One of the requests.
pub(crate) enum Request<'a> {
    /// `tools/list` and its kin: most are answered at once, without a context.
    List(Kind, List<'a>),
    /// `tools/call`.
    CallTool(CallTool<'a>),
    /// `prompts/get`.
    GetPrompt(GetPrompt<'a>),
    /// `resources/read`.
    ReadResource(ReadResource<'a>),
    /// `completion/complete`.
    Complete(Complete<'a>),
    /// What only servers with skills answer.
    Skills(Skills<'a>),
}

impl<'a> Request<'a> {
    /// The method, and what it names. Not the URI of a resource, in which there may be secrets: its
    /// name comes when it is found.
    pub(super) fn names(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::List(..) => ("list", None),
            Self::CallTool(wish) => ("tools/call", Some(&wish.name)),
            Self::GetPrompt(wish) => ("prompts/get", Some(&wish.name)),
            Self::ReadResource(_) => ("resources/read", None),
            Self::Complete(wish) => match &wish.of {
                Reference::Prompt(of) | Reference::Resource(of) => {
                    ("completion/complete", Some(of))
                }
            },
            Self::Skills(_) => ("skills", None),
        }
    }

    /// Reads a request. What the server does not offer is no method.
    ///
    /// # Errors
    /// There is no such method, or the parameters do not fit it.
    pub(crate) fn read(
        catalogue: &Catalogue,
        method: &str,
        params: &Params<'a>,
    ) -> Result<Self, ErrorObject> {
        let offered = catalogue.capabilities();
        match method {
            "tools/call" if offered.tools => CallTool::of(params).map(Self::CallTool),
            "tools/list" if offered.tools => Self::list(Kind::Tools, params),
            "prompts/get" if offered.prompts => GetPrompt::of(params).map(Self::GetPrompt),
            "prompts/list" if offered.prompts => Self::list(Kind::Prompts, params),
            "resources/read" if offered.resources => {
                ReadResource::of(params).map(Self::ReadResource)
            }
            "resources/list" if offered.resources => Self::list(Kind::Resources, params),
            "resources/templates/list" if offered.resources => Self::list(Kind::Templates, params),
            "completion/complete" if offered.completions => {
                Complete::of(params).map(Self::Complete)
            }
            "skills/list" if offered.skills => Self::list(Kind::Skills, params),
            method if offered.skills => match Skills::read(method, params) {
                Some(wish) => wish.map(Self::Skills),
                None => Err(unknown_method()),
            },
            _ => Err(unknown_method()),
        }
    }

    fn list(kind: Kind, params: &Params<'a>) -> Result<Self, ErrorObject> {
        List::of(params).map(|wish| Self::List(kind, wish))
    }

    /// The method and the name or URI of a request whose answer may be a question.
    pub(crate) fn subject(&self) -> Option<(&'static str, &Cow<'a, str>)> {
        match self {
            Self::CallTool(wish) => Some(("tools/call", &wish.name)),
            Self::GetPrompt(wish) => Some(("prompts/get", &wish.name)),
            Self::ReadResource(wish) => Some(("resources/read", &wish.uri)),
            Self::List(..) | Self::Complete(_) | Self::Skills(_) => None,
        }
    }

    /// The wish of a call to be a task.
    pub(crate) const fn task(&self) -> Option<&'a RawValue> {
        match self {
            Self::CallTool(wish) => wish.task,
            Self::List(..)
            | Self::GetPrompt(_)
            | Self::ReadResource(_)
            | Self::Complete(_)
            | Self::Skills(_) => None,
        }
    }

    /// The JSON object of the arguments.
    pub(crate) fn arguments(&self) -> Option<&'a RawValue> {
        match self {
            Self::CallTool(wish) => wish.arguments,
            Self::GetPrompt(wish) => wish.json,
            Self::List(..) | Self::ReadResource(_) | Self::Complete(_) | Self::Skills(_) => None,
        }
    }
}

/// In the words of JSON-RPC; the client knows by the id what it asked for.
fn unknown_method() -> ErrorObject {
    ErrorObject::new(ErrorCode::METHOD_NOT_FOUND, "Method not found")
}
