//! How the name of a project or of an issue could go on: as the API knows them.

use mcp_rest::{ApiError, Request, path};
use mcp_server::model::Completion;
use mcp_server::text::Typed;
use mcp_server::{Context, FromContext as _};
use serde::de::DeserializeOwned;

use super::super::caller::Caller;
use super::told::Many;
use crate::model::{Issue, IssueFilters, PageSize, Project, ProjectFilters};

/// How many names are looked through.
const MOST: u32 = 100;

/// The keys of projects.
pub(super) async fn projects(context: Context, typed: Typed) -> Result<Completion, ApiError> {
    let filters = ProjectFilters {
        pagesize: most(),
        ..ProjectFilters::default()
    };
    let ask = |api: Caller| api.get(path!["projects"]).query(&filters);
    complete(&context, &typed, ask, |project: Project| project.core.key).await
}

/// The references of issues: the newest, or those of the project that was typed.
pub(super) async fn issues(context: Context, typed: Typed) -> Result<Completion, ApiError> {
    let key = typed.value.split_once('-').map(|(key, _)| key);
    let filters = IssueFilters {
        project: key.filter(|key| !key.is_empty()).map(str::to_owned),
        pagesize: most(),
        ..IssueFilters::default()
    };
    let ask = |api: Caller| api.get(path!["issues"]).query(&filters);
    complete(&context, &typed, ask, |issue: Issue| issue.core.reference).await
}

/// What fits of a list. A project that is not there, or a caller who may not look, has no names.
async fn complete<T: DeserializeOwned>(
    context: &Context,
    typed: &Typed,
    ask: impl FnOnce(Caller) -> Request,
    name: impl Fn(T) -> String,
) -> Result<Completion, ApiError> {
    let Ok(api) = Caller::from_context(context) else {
        return Ok(Completion::default());
    };
    let found = match ask(api).send::<Many<T>>().await {
        Err(error)
            if error
                .status()
                .is_some_and(|status| status.is_client_error()) =>
        {
            return Ok(Completion::default());
        }
        found => found?,
    };
    let cut = usize::try_from(found.meta.total).is_ok_and(|total| total > found.data.len());
    let names = Completion::from(typed.filter(found.data.into_iter().map(name)));
    Ok(if cut { names.and_more() } else { names })
}

/// The largest page.
pub(super) fn most() -> PageSize {
    PageSize::try_from(MOST).unwrap_or_default()
}
