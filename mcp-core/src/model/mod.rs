//! The vocabulary of the specification, free of revisions: the newest superset, one file per page.

mod capabilities;
mod content;
mod implementation;
mod logging;
mod progress;
mod prompt;
mod resource;
mod tool;

pub use capabilities::{Capability, ClientCapabilities};
pub use content::{Annotations, Audience, Content, Resource, ResourceData, ResourceLink};
pub use implementation::{Icon, Implementation};
pub use logging::{Level, UnknownLevel};
pub use progress::{ProgressToken, Update};
pub use prompt::{Message, PromptArgument, PromptDefinition, Role};
pub use resource::{ResourceDefinition, ResourceTemplateDefinition};
pub use tool::{Hints, ToolDefinition};
