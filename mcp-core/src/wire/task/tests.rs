//! Tasks as both revisions that have them spell them.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::jsonrpc::{ErrorCode, ErrorObject};
use crate::model::{
    Implementation, Level, Question, Task, TaskDetail, TaskEnd, TaskStatus, Update,
};
use crate::revision::{Abilities, Revision, TaskForm};
use crate::wire::{Stamp, write_update};

const TIMES: &str =
    r#""createdAt":"1970-01-01T00:00:01.000Z","lastUpdatedAt":"1970-01-01T00:00:02.500Z""#;

const STAMP: &str = r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}"#;

fn task(status: TaskStatus) -> Task {
    Task {
        id: "t-1".into(),
        status,
        status_message: None,
        created_at: UNIX_EPOCH + Duration::from_secs(1),
        last_updated_at: UNIX_EPOCH + Duration::from_millis(2500),
        ttl: Duration::from_secs(60),
        poll_interval: Duration::from_secs(1),
    }
}

fn of(form: TaskForm) -> Revision {
    let has = |abilities: &Abilities| abilities.tasks == form;
    let mut revisions = Revision::ALL.into_iter();
    let found = revisions.find(|revision| has(revision.abilities()));
    found.expect("a revision has it")
}

fn written(form: TaskForm, write: impl Fn(Revision, &Stamp, &mut Vec<u8>)) -> String {
    let stamp = Stamp::new(&Implementation::new("s", "1"));
    let mut out = Vec::new();
    write(of(form), &stamp, &mut out);
    let text = String::from_utf8(out).unwrap();
    serde_json::from_str::<serde::de::IgnoredAny>(&text).expect(&text);
    text
}

#[test]
fn a_new_task_is_nested_in_one_revision_and_flat_in_the_other() {
    let task = task(TaskStatus::Working);
    let created = |form| {
        written(form, |revision, stamp, out| {
            write_created_task(revision, stamp, &task, out);
        })
    };
    let start = format!(r#""taskId":"t-1","status":"working",{TIMES}"#);
    assert_eq!(
        created(TaskForm::Core),
        format!(r#"{{"task":{{{start},"ttl":60000,"pollInterval":1000}}}}"#)
    );
    assert_eq!(
        created(TaskForm::Extension),
        format!(r#"{{{start},"ttlMs":60000,"pollIntervalMs":1000,"resultType":"task",{STAMP}}}"#)
    );
}

#[test]
fn the_extension_shows_what_a_task_waits_for_and_how_it_ended() {
    let error = ErrorObject::new(ErrorCode::INTERNAL_ERROR, "no");
    let questions = vec![("ask-1".to_owned(), Arc::new(Question::Roots))];
    let result = TaskEnd::Answer(Box::from(&br#"{"content":[]}"#[..]));
    let end = |end| TaskDetail::End(Arc::new(end));
    for (status, detail, shown) in [
        (TaskStatus::Working, TaskDetail::None, ""),
        (
            TaskStatus::InputRequired,
            TaskDetail::Questions(questions),
            r#","inputRequests":{"ask-1":{"method":"roots/list"}}"#,
        ),
        (
            TaskStatus::Completed,
            end(result),
            r#","result":{"content":[]}"#,
        ),
        (
            TaskStatus::Failed,
            end(TaskEnd::Error(error.clone())),
            r#","error":{"code":-32603,"message":"no"}"#,
        ),
        (TaskStatus::Cancelled, end(TaskEnd::Error(error)), ""),
    ] {
        let task = task(status);
        let shows = |form| {
            written(form, |revision, stamp, out| {
                write_task(revision, stamp, &task, &detail, out);
            })
        };
        let start = format!(r#"{{"taskId":"t-1","status":"{}",{TIMES}"#, status.as_str());
        assert_eq!(
            shows(TaskForm::Core),
            format!(r#"{start},"ttl":60000,"pollInterval":1000}}"#)
        );
        assert_eq!(
            shows(TaskForm::Extension),
            format!(
                r#"{start},"ttlMs":60000,"pollIntervalMs":1000{shown},"resultType":"complete",{STAMP}}}"#
            )
        );
        let told = written(TaskForm::Extension, |revision, _, out| {
            write_task_notification(revision, &7.into(), &task, &detail, out);
        });
        let said = concat!(
            r#"{"jsonrpc":"2.0","method":"notifications/tasks","params":"#,
            r#"{"taskId":"t-1","#
        );
        assert!(told.starts_with(said), "{told}");
        let end = format!(r#"{shown},"_meta":{{"io.modelcontextprotocol/subscriptionId":7}}}}}}"#);
        assert!(told.ends_with(&end), "{told}");
    }
}

#[test]
fn a_page_of_tasks_points_to_the_next() {
    let mut task = task(TaskStatus::Failed);
    task.status_message = Some("\"no\"".to_owned());
    let page = written(TaskForm::Core, |revision, stamp, out| {
        write_tasks_page(
            revision,
            stamp,
            std::slice::from_ref(&task),
            Some("k1"),
            out,
        );
    });
    let expected = format!(
        concat!(
            r#"{{"tasks":[{{"taskId":"t-1","status":"failed","statusMessage":"\"no\"",{},"#,
            r#""ttl":60000,"pollInterval":1000}}],"nextCursor":"k1"}}"#
        ),
        TIMES
    );
    assert_eq!(page, expected);
}

const RELATED: &str = r#""_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t-1"}}"#;

#[test]
fn a_result_says_of_what_task_it_is() {
    let result = written(TaskForm::Core, |_, _, out| {
        write_task_result("t-1", br#"{"content":[]}"#, out);
    });
    assert_eq!(result, format!(r#"{{"content":[],{RELATED}}}"#));
}

#[test]
fn so_does_all_else_that_a_task_says() {
    let said = |update| {
        written(TaskForm::Core, |revision, _, out| {
            let update = Box::new(Clone::clone(&update));
            let id = "t-1".into();
            write_update(revision, &Update::OfTask { id, update }, out);
        })
    };
    let data = serde_json::value::to_raw_value("hot").unwrap();
    let log = said(Update::Message {
        level: Level::Info,
        logger: None,
        data,
    });
    assert!(log.ends_with(&format!(
        r#""params":{{"level":"info","data":"hot",{RELATED}}}}}"#
    )));
    let roots = said(Update::Question {
        id: 1.into(),
        question: Arc::new(Question::Roots),
    });
    assert!(roots.ends_with(&format!(
        r#""method":"roots/list","params":{{{RELATED}}}}}"#
    )));
    let question = Question::Url {
        message: "Pay".to_owned(),
        url: "https://example.com".to_owned(),
        id: "e".to_owned(),
    };
    let url = said(Update::Question {
        id: 1.into(),
        question: Arc::new(question),
    });
    assert!(
        url.ends_with(&format!(r#""elicitationId":"e",{RELATED}}}}}"#)),
        "{url}"
    );
    let withdrawn = said(Update::Withdrawn {
        id: 1.into(),
        reason: "late",
    });
    assert!(
        withdrawn.ends_with(&format!(r#""reason":"late",{RELATED}}}}}"#)),
        "{withdrawn}"
    );
}

#[test]
fn how_a_task_stands_is_said_without_saying_what_it_is_related_to() {
    let mut told = Vec::new();
    let task = Task {
        status_message: Some("no".to_owned()),
        ..task(TaskStatus::Failed)
    };
    write_task_status(&task, &mut told);
    let expected = format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{{"taskId":"t-1","status":"failed","statusMessage":"no",{TIMES},"ttl":60000,"pollInterval":1000}}}}"#
    );
    assert_eq!(String::from_utf8(told).unwrap(), expected);
}
