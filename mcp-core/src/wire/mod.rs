//! How each revision spells the vocabulary: the only place that knows.
//!
//! Writers append compact JSON to bytes and drop what a revision has no word for; the readers of
//! [`decode`] borrow from the bytes of the request.

mod announcement;
mod ask;
mod caching;
mod capabilities;
mod completion;
mod content;
pub mod decode;
mod discover;
mod error_code;
mod implementation;
mod initialize;
mod json;
mod listen;
mod output_schema;
mod prompt;
mod resource;
mod skill;
mod stamp;
mod task;
mod tool;
mod tool_result;
mod update;

pub use announcement::{write_announcement, write_elicitation_complete};
pub use ask::{
    Elicited, read_created, read_elicited, read_refusal, read_roots, url_required, write_form,
    write_input_required, write_request,
};
pub use caching::{CacheScope, Caching};
pub use capabilities::Capabilities;
pub use completion::write_completion;
pub use discover::write_discover;
pub use error_code::error_code;
pub use initialize::write_initialize;
pub use listen::{write_acknowledged, write_cancelled, write_listen_result};
pub use output_schema::wraps;
pub use prompt::{write_prompt, write_prompt_result, write_prompts_page};
pub use resource::{
    write_contents, write_resource, write_resources_page, write_template, write_templates_page,
};
pub use skill::{write_directory_page, write_skill_result, write_skills_page};
pub use stamp::{Stamp, write_empty};
pub(crate) use task::EXTENSION as TASKS_EXTENSION;
pub use task::{
    iso_8601, write_created_task, write_task, write_task_notification, write_task_result,
    write_task_status, write_tasks_page,
};
pub use tool::{write_tool, write_tools_page};
pub use tool_result::{write_tool_answer, write_tool_result};
pub use update::write_update;

#[cfg(test)]
mod testing {
    use serde::de::IgnoredAny;

    use crate::revision::Revision;

    /// What is written for each revision, oldest first.
    pub(super) fn each(write: impl Fn(Revision, &mut Vec<u8>)) -> [String; 5] {
        Revision::ALL.map(|revision| {
            let mut out = Vec::new();
            write(revision, &mut out);
            let text = String::from_utf8(out).unwrap();
            serde_json::from_str::<IgnoredAny>(&text).expect(&text);
            text
        })
    }
}
