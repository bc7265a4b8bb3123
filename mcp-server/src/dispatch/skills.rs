//! `skills/get` and `resources/directory/read` (the extension `io.modelcontextprotocol/skills`).

use std::sync::Arc;

use mcp_core::Rejection;
use mcp_core::jsonrpc::ErrorObject;
use mcp_core::peer::Viewer;
use mcp_core::wire::decode::{List, Params, ReadResource};

use super::{Answer, Started, invalid};
use crate::server::{Catalogue, Page};

/// One of the two.
pub(crate) enum Skills<'a> {
    /// `skills/get`, of the skill at a URI.
    Get(ReadResource<'a>),
    /// `resources/directory/read`, of a page of the folder at a URI.
    ReadDirectory(ReadResource<'a>, List<'a>),
}

impl<'a> Skills<'a> {
    /// Reads a request, if it is one of them.
    pub(super) fn read(method: &str, params: &Params<'a>) -> Option<Result<Self, ErrorObject>> {
        Some(match method {
            "skills/get" => ReadResource::of(params).map(Self::Get),
            "resources/directory/read" => ReadResource::of(params)
                .and_then(|wish| Ok(Self::ReadDirectory(wish, List::of(params)?))),
            _ => return None,
        })
    }
}

/// Whether somebody may have one of them answered.
pub(super) fn admit(
    catalogue: &Catalogue,
    wish: &Skills<'_>,
    viewer: &Viewer<'_>,
) -> Result<(), Rejection> {
    match wish {
        Skills::Get(wish) => catalogue.skill(&wish.uri, viewer).map(drop),
        Skills::ReadDirectory(wish, _) => catalogue.folder(&wish.uri, viewer).map(drop),
    }
}

/// Answers one of them, at once.
pub(super) fn answer(
    catalogue: &Catalogue,
    wish: &Skills<'_>,
    viewer: &Viewer<'_>,
) -> Result<Started, Rejection> {
    match wish {
        Skills::Get(wish) => match catalogue.skill(&wish.uri, viewer)? {
            Some((skill, caching)) => Ok(Started::Done(Answer::Skill(Arc::clone(skill), caching))),
            None => Err(invalid(format!(
                "no skill is served at {}; `skills/list` shows those that are",
                shown(&wish.uri)
            ))
            .into()),
        },
        Skills::ReadDirectory(wish, list) => {
            let pages = catalogue.folder(&wish.uri, viewer)?;
            let pages = pages.ok_or_else(|| no_folder(catalogue, &wish.uri, viewer))?;
            match Page::of(pages, list.cursor.as_deref()) {
                Ok(page) => Ok(Started::Done(Answer::Page(page))),
                Err(lost) => Err(invalid(lost.to_string()).into()),
            }
        }
    }
}

fn no_folder(catalogue: &Catalogue, uri: &str, viewer: &Viewer<'_>) -> Rejection {
    let shown = shown(uri);
    let message = match catalogue.resource(uri, viewer) {
        Ok(Some(_)) => format!("{shown} is no folder; read it with `resources/read`"),
        _ => format!("no folder of a skill is at {shown}; it has no `/` at its end"),
    };
    invalid(message).into()
}

fn shown(uri: &str) -> String {
    uri.chars().take(128).collect()
}
