//! The methods about tasks (`basic/utilities/tasks`, and the extension
//! `io.modelcontextprotocol/tasks`).

use std::sync::Arc;

use http::StatusCode;
use mcp_core::Revision;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, Request};
use mcp_core::model::Capability;
use mcp_core::revision::TaskForm;
use mcp_core::wire::{self, decode};

use super::wait;
use crate::dispatch::Answer;
use crate::lifecycle::call::{Caller, answer};
use crate::lifecycle::encode::missing;
use crate::lifecycle::{Reply, done, error};
use crate::server::{Catalogue, Owner, Record};

/// A method about tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lifecycle) enum Method {
    Get,
    Result,
    List,
    Update,
    Cancel,
}

/// Whether a method has the id of a task in its parameters, whatever the server offers.
pub(in crate::lifecycle) fn of_name(method: &str) -> bool {
    matches!(method, "tasks/get" | "tasks/update" | "tasks/cancel")
}

impl Method {
    /// The method of a name, where the revision has it and the server has tasks.
    pub(in crate::lifecycle) fn of(
        revision: Revision,
        catalogue: &Catalogue,
        name: &str,
    ) -> Option<Self> {
        let form = revision.abilities().tasks;
        let method = match (name, form) {
            (_, TaskForm::None) => None,
            ("tasks/get", _) => Some(Self::Get),
            ("tasks/cancel", _) => Some(Self::Cancel),
            ("tasks/result", TaskForm::Core) => Some(Self::Result),
            ("tasks/list", TaskForm::Core) => Some(Self::List),
            ("tasks/update", TaskForm::Extension) => Some(Self::Update),
            _ => None,
        };
        method.filter(|_| catalogue.capabilities().tasks)
    }

    /// Serves a request.
    pub(in crate::lifecycle) fn serve(self, caller: Caller<'_>, request: &Request<'_>) -> Reply {
        let abilities = caller.revision.abilities();
        if abilities.tasks == TaskForm::Extension && !caller.peer.capabilities().tasks {
            let (status, fault) = missing(abilities.era, Capability::Tasks);
            return error(status, Some(&request.id), &fault);
        }
        let (server, revision) = (caller.server, caller.revision);
        let served = match self {
            Self::List => self.list(&caller, request),
            Self::Result => match self.find(&caller, request) {
                Ok((record, _)) => return wait::result(caller, request, record),
                Err(fault) => Err(fault),
            },
            Self::Get | Self::Update | Self::Cancel => self.about_one(&caller, request),
        };
        served.unwrap_or_else(|fault| answer(server, revision, request, Answer::Error(fault)))
    }

    /// The task that a request is about, and what it brings.
    fn find<'r>(
        self,
        caller: &Caller<'_>,
        request: &Request<'r>,
    ) -> Result<(Arc<Record>, decode::OfTask<'r>), ErrorObject> {
        let params = request.params.whole();
        let wish = match self {
            Self::Update => decode::OfTask::read_update(params)?,
            Self::Get | Self::Result | Self::List | Self::Cancel => decode::OfTask::read(params)?,
        };
        let tasks = &caller.server.inner().tasks;
        let record = tasks.find(&wish.id, &owner(caller));
        let record = record.ok_or_else(|| {
            invalid("unknown task; its time may be over, or it is another client's")
        })?;
        Ok((record, wish))
    }

    fn about_one(self, caller: &Caller<'_>, request: &Request<'_>) -> Result<Reply, ErrorObject> {
        let (record, wish) = self.find(caller, request)?;
        let is_shown = match (self, caller.revision.abilities().tasks) {
            (Self::Cancel, TaskForm::Core) => {
                if !record.cancel("its client ended it") {
                    return Err(invalid("the task is over, and cannot be cancelled"));
                }
                true
            }
            (Self::Cancel, _) => {
                record.cancel("its client ended it");
                false
            }
            (Self::Update, _) => {
                if let Some(questions) = record.questions() {
                    questions.answer(wish.input_responses, caller.body);
                }
                false
            }
            (Self::Get | Self::Result | Self::List, _) => true,
        };
        if !is_shown {
            let (server, revision) = (caller.server, caller.revision);
            return Ok(answer(server, revision, request, Answer::Empty));
        }
        let (task, detail) = record.shown();
        Ok(reply(caller, request, |revision, stamp, out| {
            wire::write_task(revision, stamp, &task, &detail, out);
        }))
    }

    fn list(self, caller: &Caller<'_>, request: &Request<'_>) -> Result<Reply, ErrorObject> {
        let wish = decode::List::of(&request.params)?;
        let inner = caller.server.inner();
        let most = inner.limits.page_size;
        let page = inner
            .tasks
            .page(&owner(caller), wish.cursor.as_deref(), most);
        let (tasks, next) =
            page.map_err(|_| invalid("unknown cursor; list from the start, without one"))?;
        Ok(reply(caller, request, |revision, stamp, out| {
            wire::write_tasks_page(revision, stamp, &tasks, next.as_deref(), out);
        }))
    }
}

/// Whose tasks a request may be about.
fn owner(who: &Caller<'_>) -> Owner {
    match (who.revision.abilities().tasks, who.session) {
        (TaskForm::Core, Some(session)) => Owner::session(session),
        _ => Owner::Principal(who.principal.clone()),
    }
}

fn reply(
    caller: &Caller<'_>,
    request: &Request<'_>,
    write: impl FnOnce(Revision, &wire::Stamp, &mut Vec<u8>),
) -> Reply {
    let stamp = &caller.server.inner().stamp;
    let mut body = Vec::with_capacity(512);
    jsonrpc::write_result(&mut body, &request.id, |out| {
        write(caller.revision, stamp, out);
    });
    done(StatusCode::OK, body)
}

fn invalid(message: &'static str) -> ErrorObject {
    ErrorObject::new(ErrorCode::INVALID_PARAMS, message)
}
