//! The four lists, page by page (`server/utilities/pagination`).

use std::borrow::Cow;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use mcp_core::peer::Viewer;
use mcp_core::resource::{ListFuture, Listed};
use mcp_core::wire::decode::List;
use mcp_core::{Context, FromContext as _, Rejection, Resource};

use super::{Answer, Failing, Started, Work, guarded, invalid};
use crate::server::{Catalogue, Kind, Lost, Page, Pages, Server};

/// A page of a list that is written, as somebody sees it.
pub(crate) fn list(
    catalogue: &Catalogue,
    kind: Kind,
    wish: &List<'_>,
    viewer: &Viewer<'_>,
) -> Answer {
    page(catalogue.pages(kind, viewer), wish)
}

fn page(pages: Arc<Pages>, wish: &List<'_>) -> Answer {
    match Page::of(pages, wish.cursor.as_deref()) {
        Ok(page) => Answer::Page(page),
        Err(lost) => nowhere(lost),
    }
}

fn nowhere(lost: Lost) -> Answer {
    Answer::Error(invalid(lost.to_string()))
}

/// Starts to serve any list.
// Calls of tools begin in the same place, and would have to make room for it.
#[inline(never)]
pub(super) fn start(
    catalogue: &Arc<Catalogue>,
    kind: Kind,
    wish: List<'_>,
    context: Context,
) -> Started {
    let viewer = context.viewer();
    match kind {
        kind if catalogue.is_written(kind) => Started::Done(list(catalogue, kind, &wish, &viewer)),
        Kind::Skills => Started::Done(page(catalogue.skill_pages(&viewer), &wish)),
        _ => resources(catalogue, wish, context),
    }
}

/// Starts to list resources where templates list what fits them. If one of these fails there is no
/// list: one that lacks something would be taken for all that there is. One that does not run for whoever
/// asks has nothing for them.
fn resources(catalogue: &Arc<Catalogue>, wish: List<'_>, context: Context) -> Started {
    let templates = catalogue.listing(&context.viewer());
    let timeout = timeout(&templates);
    let catalogue = Arc::clone(catalogue);
    let cursor = wish.cursor.map(Cow::into_owned);
    guarded(Failing::Other, || {
        let mut lists = Vec::new();
        for template in &templates {
            if let Some(list) = template.list(&context) {
                lists.push(Part::Coming(list));
            }
        }
        let work = async move {
            match together(lists, &context).await {
                Ok(lists) => put(&catalogue, &templates, lists, cursor.as_deref(), &context),
                Err(rejection) => Answer::Refused(rejection),
            }
        };
        Started::Running(Work::Await(Box::pin(work)), timeout)
    })
}

/// The page of a list, given what each of the templates lists.
fn put(
    catalogue: &Catalogue,
    templates: &[Arc<Resource>],
    lists: Vec<Vec<Listed>>,
    cursor: Option<&str>,
    context: &Context,
) -> Answer {
    let mut instances = Vec::new();
    for (template, listed) in std::iter::zip(templates, lists) {
        match template.located(listed) {
            Ok(mut located) => instances.append(&mut located),
            Err(rejection) => return Answer::Refused(rejection),
        }
    }
    match catalogue.put(instances, cursor, &context.viewer()) {
        Ok(put) => Answer::Put(put),
        Err(lost) => nowhere(lost),
    }
}

/// How long a list may take: as long as the slowest of its templates, where each says how long.
fn timeout(templates: &[Arc<Resource>]) -> Option<Duration> {
    let mut longest = None;
    for template in templates {
        longest = longest.max(Some(template.timeout()?));
    }
    longest
}

/// What one template lists.
enum Part {
    Coming(ListFuture),
    Here(Vec<Listed>),
}

/// Waits for all of them at the same time, or for the first that fails.
async fn together(mut parts: Vec<Part>, context: &Context) -> Result<Vec<Vec<Listed>>, Rejection> {
    let all: Result<(), Rejection> = poll_fn(|cx| {
        let mut waits = false;
        for part in &mut parts {
            if let Part::Coming(list) = part {
                match list.as_mut().poll(cx) {
                    Poll::Ready(Err(rejection)) => *part = Part::Here(nothing(rejection, context)?),
                    Poll::Ready(Ok(listed)) => *part = Part::Here(listed),
                    Poll::Pending => waits = true,
                }
            }
        }
        match waits {
            true => Poll::Pending,
            false => Poll::Ready(Ok(())),
        }
    })
    .await;
    all?;
    let mut lists = Vec::new();
    for part in parts {
        if let Part::Here(listed) = part {
            lists.push(listed);
        }
    }
    Ok(lists)
}

/// What a template lists for somebody whom it refuses because of who they are, as a thing that takes scopes
/// is not listed for those who lack them.
fn nothing(rejection: Rejection, context: &Context) -> Result<Vec<Listed>, Rejection> {
    match rejection {
        Rejection::Unauthenticated => {
            if let Ok(server) = Server::from_context(context) {
                server.turned_away();
            }
            Ok(Vec::new())
        }
        Rejection::Forbidden { .. } => Ok(Vec::new()),
        other => Err(other),
    }
}
