//! The vocabulary of the specification, free of revisions: the newest superset, one file per page.

mod announcement;
mod capabilities;
mod completion;
mod content;
mod elicitation;
mod implementation;
mod logging;
mod progress;
mod prompt;
mod question;
mod resource;
mod root;
mod sampling;
mod skill;
mod task;
mod tool;

pub use announcement::{Announcement, SubscriptionFilter};
pub use capabilities::{Capability, ClientCapabilities};
pub use completion::Completion;
pub use content::{Annotations, Audience, Content, Resource, ResourceData, ResourceLink};
pub use elicitation::{Action, ChoiceOption, Field, FieldKind, FormSchema, TextFormat, Titles};
pub use implementation::{Icon, Implementation};
pub use logging::{Level, UnknownLevel};
pub use progress::{ProgressToken, Update};
pub use prompt::{Message, PromptArgument, PromptDefinition, Role};
pub use question::Question;
pub use resource::{ResourceDefinition, ResourceTemplateDefinition};
pub use root::Root;
pub use sampling::{
    CreateMessage, CreatedMessage, IncludeContext, ModelPreferences, SamplingContent,
    SamplingMessage, SamplingTool, ToolChoice, ToolUse, ToolUseResult,
};
pub use skill::{SkillDefinition, SkillFile};
pub use task::{Task, TaskDetail, TaskEnd, TaskStatus, TaskSupport};
pub use tool::{Hints, ToolDefinition};

#[cfg(test)]
mod tests;
