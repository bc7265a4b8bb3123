//! Results and notifications about tasks.

use std::time::Duration;

use super::time::iso_8601;
use crate::jsonrpc::{RequestId, write_error_object};
use crate::model::{Question, Task, TaskDetail, TaskEnd, TaskStatus, Update};
use crate::revision::{Revision, TaskForm};
use crate::wire::announcement::{write_notification, write_subscription};
use crate::wire::ask::write_questions;
use crate::wire::{Stamp, json};

const RELATED: &str = "io.modelcontextprotocol/related-task";

/// Appends the answer to a call that has become a task.
pub fn write_created_task(revision: Revision, stamp: &Stamp, task: &Task, out: &mut Vec<u8>) {
    let form = revision.abilities().tasks;
    out.push(b'{');
    match form {
        TaskForm::Extension => {
            write_members(form, task, out);
            stamp.close_task(out);
        }
        TaskForm::None | TaskForm::Core => {
            json::object(out, "task", |out| write_members(form, task, out));
            stamp.close(revision, out);
        }
    }
}

/// Appends the result of `tasks/get`, and of `tasks/cancel` where that shows the task.
pub fn write_task(
    revision: Revision,
    stamp: &Stamp,
    task: &Task,
    detail: &TaskDetail,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    write_whole(revision, task, detail, out);
    stamp.close(revision, out);
}

/// Appends the result of `tasks/list`.
pub fn write_tasks_page(
    revision: Revision,
    stamp: &Stamp,
    tasks: &[Task],
    next_cursor: Option<&str>,
    out: &mut Vec<u8>,
) {
    let form = revision.abilities().tasks;
    out.push(b'{');
    json::array(out, "tasks", tasks, |out, task| {
        out.push(b'{');
        write_members(form, task, out);
        out.push(b'}');
    });
    json::optional(out, "nextCursor", next_cursor);
    stamp.close(revision, out);
}

/// Appends the result of `tasks/result`: that of the call, which says what task it comes of.
pub fn write_task_result(id: &str, result: &[u8], out: &mut Vec<u8>) {
    out.push(b'{');
    json::members(out, result);
    write_related(id, out);
    out.push(b'}');
}

/// Appends `notifications/tasks`, as a stream of `subscriptions/listen` carries it.
pub fn write_task_notification(
    revision: Revision,
    subscription: &RequestId,
    task: &Task,
    detail: &TaskDetail,
    out: &mut Vec<u8>,
) {
    write_notification("notifications/tasks", out, |out| {
        write_whole(revision, task, detail, out);
        json::object(out, "_meta", |out| write_subscription(subscription, out));
    });
}

/// Appends `notifications/tasks/status` (2025-11-25 alone), which says how a task stands to the
/// client whose it is.
pub fn write_task_status(task: &Task, out: &mut Vec<u8>) {
    write_notification("notifications/tasks/status", out, |out| {
        write_members(TaskForm::Core, task, out);
    });
}

/// Says of an update that ends `out` what task it comes of.
pub(in crate::wire) fn relate(id: &str, update: &Update, out: &mut Vec<u8>) {
    out.pop();
    match update {
        // The only one without parameters.
        Update::Question { question, .. } if matches!(**question, Question::Roots) => {
            json::object(out, "params", |out| write_related(id, out));
        }
        _ => {
            out.pop();
            write_related(id, out);
            out.push(b'}');
        }
    }
    out.push(b'}');
}

fn write_related(id: &str, out: &mut Vec<u8>) {
    json::object(out, "_meta", |out| {
        json::object(out, RELATED, |out| json::string(out, "taskId", id));
    });
}

fn write_whole(revision: Revision, task: &Task, detail: &TaskDetail, out: &mut Vec<u8>) {
    let form = revision.abilities().tasks;
    write_members(form, task, out);
    if form != TaskForm::Extension {
        return;
    }
    match detail {
        TaskDetail::None => {}
        TaskDetail::Questions(questions) => {
            let questions = questions
                .iter()
                .map(|(key, question)| (&**key, &**question));
            json::key(out, "inputRequests");
            write_questions(revision, questions, out);
        }
        TaskDetail::End(end) => match &**end {
            TaskEnd::Answer(result) => {
                json::key(out, "result");
                out.extend_from_slice(result);
            }
            TaskEnd::Error(error) if task.status == TaskStatus::Failed => {
                json::key(out, "error");
                write_error_object(out, error);
            }
            TaskEnd::Error(_) => {}
        },
    }
}

fn write_members(form: TaskForm, task: &Task, out: &mut Vec<u8>) {
    let [ttl, poll_interval] = match form {
        TaskForm::Extension => ["ttlMs", "pollIntervalMs"],
        TaskForm::None | TaskForm::Core => ["ttl", "pollInterval"],
    };
    json::string(out, "taskId", &task.id);
    json::string(out, "status", task.status.as_str());
    json::optional(out, "statusMessage", task.status_message.as_deref());
    json::string(out, "createdAt", &iso_8601(task.created_at));
    json::string(out, "lastUpdatedAt", &iso_8601(task.last_updated_at));
    milliseconds(out, ttl, task.ttl);
    milliseconds(out, poll_interval, task.poll_interval);
}

fn milliseconds(out: &mut Vec<u8>, name: &str, time: Duration) {
    json::key(out, name);
    out.extend_from_slice(time.as_millis().to_string().as_bytes());
}
