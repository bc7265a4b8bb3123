//! `tasks/result` (2025-11-25): waits for the end of a task, and tells what it says and asks until
//! then.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use mcp_core::Context;
use mcp_core::jsonrpc::Request;
use mcp_core::model::Update;
use mcp_core::peer::Asking;

use crate::dispatch::{Answer, Work};
use crate::lifecycle::call::{Caller, refused};
use crate::lifecycle::encode::overloaded;
use crate::lifecycle::exchange::Exchange;
use crate::lifecycle::run::Run;
use crate::lifecycle::{Reply, error};
use crate::server::{Next, Record};

/// Starts to wait.
pub(super) fn result(caller: Caller<'_>, request: &Request<'_>, record: Arc<Record>) -> Reply {
    let (server, revision, session) = (caller.server, caller.revision, caller.session);
    let slot = match caller.slot() {
        Ok(slot) => slot,
        Err((status, why)) => return error(status, Some(&request.id), &overloaded(why)),
    };
    let context = caller.context(Bytes::new(), request, Asking::Nobody);
    let entered = match session.map(|session| session.enter(&request.id, &context)) {
        Some(Err(reason)) => return refused(request, reason),
        Some(Ok(entered)) => Some(entered),
        None => None,
    };
    let work = Work::Await(Box::pin(ended(record, context.clone())));
    // Each task has an end.
    let limit = Duration::MAX;
    let era = revision.abilities().era;
    let run = Run::new(
        request.id.clone(),
        context,
        work,
        (None, limit),
        era,
        entered,
    );
    let run = run.within(slot);
    Reply::Running(Exchange::one(server, revision, run))
}

async fn ended(record: Arc<Record>, context: Context) -> Answer {
    let mut changes = record.changes();
    loop {
        match record.next() {
            Some(Next::End(end)) => return Answer::Ended(record, end),
            Some(Next::Said(update)) => {
                let mut update = Some(Update::OfTask {
                    id: Arc::clone(record.id()),
                    update: Box::new(update),
                });
                poll_fn(|cx| context.updates().poll_send(cx, &mut update)).await;
            }
            // The record itself holds the other end.
            None => drop(changes.changed().await),
        }
    }
}
