//! Asking the client's model (`client/sampling`).

use serde_json::Value;

use super::{Content, Role};

/// What a model is asked for when nothing else is said, in tokens.
const MAX_TOKENS: u32 = 1024;

/// A request to the client's model. A text alone is one too.
///
/// ```
/// use mcp_core::model::{CreateMessage, SamplingMessage};
/// let request = CreateMessage::new([SamplingMessage::user("What is the capital of France?")])
///     .system_prompt("Answer in one word.")
///     .max_tokens(100)
///     .temperature(0.0);
/// assert_eq!(request.max_tokens, 100);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateMessage {
    /// The conversation so far.
    pub messages: Vec<SamplingMessage>,
    /// How long the answer may be.
    pub max_tokens: u32,
    /// What the model is told before the conversation; the client may change it.
    pub system_prompt: Option<String>,
    /// Which model would be best.
    pub model_preferences: Option<ModelPreferences>,
    /// Of which servers the model is told what they know.
    pub include_context: Option<IncludeContext>,
    /// How free the model is, from 0 on.
    pub temperature: Option<f64>,
    /// Texts at which the model stops.
    pub stop_sequences: Vec<String>,
    /// Tools that the model may call; needs a client that offers them.
    pub tools: Vec<SamplingTool>,
    /// Whether the model calls tools.
    pub tool_choice: Option<ToolChoice>,
}

impl CreateMessage {
    /// A request of at most 1024 tokens.
    pub fn new(messages: impl IntoIterator<Item = SamplingMessage>) -> Self {
        Self {
            messages: messages.into_iter().collect(),
            max_tokens: MAX_TOKENS,
            system_prompt: None,
            model_preferences: None,
            include_context: None,
            temperature: None,
            stop_sequences: Vec::new(),
            tools: Vec::new(),
            tool_choice: None,
        }
    }

    /// How long the answer may be, in tokens.
    #[must_use]
    pub const fn max_tokens(mut self, most: u32) -> Self {
        self.max_tokens = most;
        self
    }

    /// What the model is told before the conversation.
    #[must_use]
    pub fn system_prompt(mut self, prompt: impl Into<String>) -> Self {
        self.system_prompt = Some(prompt.into());
        self
    }

    /// Which model would be best.
    #[must_use]
    pub fn model_preferences(mut self, preferences: ModelPreferences) -> Self {
        self.model_preferences = Some(preferences);
        self
    }

    /// Of which servers the model is told what they know. A wish: it is left out for a client that
    /// does not say that it grants such (`sampling.context`), and a client may pass it over.
    ///
    /// Deprecated by the specification, and may be gone from later revisions: what the model must
    /// know stands in the messages.
    #[must_use]
    pub const fn include_context(mut self, servers: IncludeContext) -> Self {
        self.include_context = Some(servers);
        self
    }

    /// How free the model is, from 0 on.
    #[must_use]
    pub const fn temperature(mut self, temperature: f64) -> Self {
        self.temperature = Some(temperature);
        self
    }

    /// A text at which the model stops.
    #[must_use]
    pub fn stop_sequence(mut self, text: impl Into<String>) -> Self {
        self.stop_sequences.push(text.into());
        self
    }

    /// A tool that the model may call.
    #[must_use]
    pub fn tool(mut self, tool: SamplingTool) -> Self {
        self.tools.push(tool);
        self
    }

    /// Whether the model calls tools.
    #[must_use]
    pub const fn tool_choice(mut self, choice: ToolChoice) -> Self {
        self.tool_choice = Some(choice);
        self
    }

    /// Whether it needs a client that lets models call tools.
    #[must_use]
    pub(crate) fn uses_tools(&self) -> bool {
        let blocks = self.messages.iter().flat_map(|message| &message.content);
        let mut blocks = blocks.into_iter();
        !self.tools.is_empty()
            || self.tool_choice.is_some()
            || blocks.any(|block| !matches!(block, SamplingContent::Block(_)))
    }

    /// What is wrong with the conversation: each call of a tool is answered in the very next
    /// message, which holds nothing else (`client/sampling#tool-use-and-result-balance`).
    #[inline]
    pub(crate) fn fault(&self) -> Option<&'static str> {
        if self.messages.is_empty() {
            return Some("there is no message");
        }
        let mut open = Vec::new();
        for message in &self.messages {
            let results = message.ids(|block| match block {
                SamplingContent::ToolResult(result) => Some(&*result.tool_use_id),
                _ => None,
            });
            if !results.is_empty()
                && (message.role != Role::User || results.len() < message.content.len())
            {
                return Some(
                    "results of tools stand in a message of the user that holds nothing else",
                );
            }
            let same = open.iter().all(|id| results.contains(id));
            if !same || !results.iter().all(|id| open.contains(id)) {
                return Some(
                    "each call of a tool has its result in the next message, and no other result is there",
                );
            }
            let calls = message.ids(|block| match block {
                SamplingContent::ToolUse(call) => Some(&*call.id),
                _ => None,
            });
            if !calls.is_empty() && message.role != Role::Assistant {
                return Some("tools are called in messages of the assistant");
            }
            open = calls;
        }
        (!open.is_empty()).then_some("each call of a tool has its result in the next message")
    }
}

impl<T: Into<Content>> From<T> for CreateMessage {
    fn from(content: T) -> Self {
        Self::new([SamplingMessage::user(content)])
    }
}

/// One message of a conversation with a model.
#[derive(Clone, Debug, PartialEq)]
pub struct SamplingMessage {
    /// Who says it.
    pub role: Role,
    /// What is said; more than one block only where clients let models call tools.
    pub content: Vec<SamplingContent>,
}

impl SamplingMessage {
    /// What the person says: a text, or any block of content.
    pub fn user(content: impl Into<Content>) -> Self {
        Self::of(Role::User, content)
    }

    /// What the model says: a text, or any block of content.
    pub fn assistant(content: impl Into<Content>) -> Self {
        Self::of(Role::Assistant, content)
    }

    /// The results of tools that the model called.
    pub fn results(results: impl IntoIterator<Item = ToolUseResult>) -> Self {
        Self {
            role: Role::User,
            content: results
                .into_iter()
                .map(SamplingContent::ToolResult)
                .collect(),
        }
    }

    fn of(role: Role, content: impl Into<Content>) -> Self {
        Self {
            role,
            content: vec![SamplingContent::Block(content.into())],
        }
    }

    #[inline]
    fn ids(&self, id: fn(&SamplingContent) -> Option<&str>) -> Vec<&str> {
        self.content.iter().filter_map(id).collect()
    }
}

/// One block of a message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SamplingContent {
    /// Text, a picture or a sound; any other block is said in text.
    Block(Content),
    /// The model calls a tool.
    ToolUse(ToolUse),
    /// What became of the call.
    ToolResult(ToolUseResult),
}

/// A call of a tool by a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolUse {
    /// What its result names.
    pub id: String,
    /// Which tool.
    pub name: String,
    /// Its arguments, an object.
    pub input: Value,
}

/// What became of a model's call of a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolUseResult {
    /// Which call.
    pub tool_use_id: String,
    /// What the tool says.
    pub content: Vec<Content>,
    /// The tool failed.
    pub is_error: bool,
}

/// A tool that a model may call during a request.
#[derive(Clone, Debug, PartialEq)]
pub struct SamplingTool {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The JSON Schema of its arguments, an object.
    pub input_schema: Value,
}

/// Whether a model calls tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolChoice {
    /// As it likes.
    Auto,
    /// It must.
    Required,
    /// It must not.
    None,
}

impl ToolChoice {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Required => "required",
            Self::None => "none",
        }
    }
}

/// Of which servers a model is told what they know (`client/sampling`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncludeContext {
    /// Of the one that asks.
    ThisServer,
    /// Of all that the client is connected to.
    AllServers,
}

impl IncludeContext {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThisServer => "thisServer",
            Self::AllServers => "allServers",
        }
    }
}

/// Which model would be best (`client/sampling#model-preferences`).
///
/// ```
/// use mcp_core::model::ModelPreferences;
/// let fast = ModelPreferences { speed: Some(1.0), ..ModelPreferences::hint("haiku") };
/// assert_eq!(fast.hints, ["haiku"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelPreferences {
    /// Parts of names of models, the best first.
    pub hints: Vec<String>,
    /// How much low cost matters, from 0 to 1.
    pub cost: Option<f64>,
    /// How much speed matters, from 0 to 1.
    pub speed: Option<f64>,
    /// How much intelligence matters, from 0 to 1.
    pub intelligence: Option<f64>,
}

impl ModelPreferences {
    /// A part of the name of the model that would be best.
    pub fn hint(name: impl Into<String>) -> Self {
        Self {
            hints: vec![name.into()],
            ..Self::default()
        }
    }
}

/// What a model answered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreatedMessage {
    /// Who says it, which is the assistant.
    pub role: Role,
    /// What is said.
    pub content: Vec<SamplingContent>,
    /// Which model.
    pub model: String,
    /// Why it stopped: `endTurn`, `stopSequence`, `maxTokens`, `toolUse`, or a client's own word.
    pub stop_reason: Option<String>,
}

impl CreatedMessage {
    pub(crate) const fn new(
        role: Role,
        content: Vec<SamplingContent>,
        model: String,
        stop_reason: Option<String>,
    ) -> Self {
        Self {
            role,
            content,
            model,
            stop_reason,
        }
    }

    /// The text of it, a line for each block that is text.
    #[must_use]
    pub fn text(&self) -> String {
        let texts = self.content.iter().filter_map(|block| match block {
            SamplingContent::Block(Content::Text { text, .. }) => Some(&**text),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }

    /// The tools that it calls.
    pub fn tool_uses(&self) -> impl Iterator<Item = &ToolUse> {
        self.content.iter().filter_map(|block| match block {
            SamplingContent::ToolUse(call) => Some(call),
            _ => None,
        })
    }

    /// It as a message, for a conversation that goes on.
    #[must_use]
    pub fn into_message(self) -> SamplingMessage {
        SamplingMessage {
            role: self.role,
            content: self.content,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(id: &str) -> SamplingMessage {
        SamplingMessage {
            role: Role::Assistant,
            content: vec![SamplingContent::ToolUse(ToolUse {
                id: id.to_owned(),
                name: "t".to_owned(),
                input: Value::Null,
            })],
        }
    }

    fn result(id: &str) -> ToolUseResult {
        ToolUseResult {
            tool_use_id: id.to_owned(),
            content: Vec::new(),
            is_error: false,
        }
    }

    #[test]
    fn calls_and_results_balance() {
        let user = || SamplingMessage::user("Go");
        let fine = [
            user(),
            call("a"),
            SamplingMessage::results([result("a")]),
            user(),
        ];
        assert_eq!(CreateMessage::new(fine).fault(), None);
        let mut mixed = SamplingMessage::results([result("a")]);
        mixed
            .content
            .push(SamplingContent::Block(Content::text("and")));
        let said_by = |role| SamplingMessage {
            role,
            ..SamplingMessage::results([result("a")])
        };
        for wrong in [
            vec![],
            vec![call("a")],
            vec![call("a"), user()],
            vec![user(), SamplingMessage::results([result("a")])],
            vec![call("a"), SamplingMessage::results([result("b")])],
            vec![call("a"), mixed],
            vec![call("a"), said_by(Role::Assistant)],
            vec![SamplingMessage {
                role: Role::User,
                ..call("a")
            }],
        ] {
            assert!(
                CreateMessage::new(wrong.clone()).fault().is_some(),
                "{wrong:?}"
            );
        }
    }
}
