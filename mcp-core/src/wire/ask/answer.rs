//! What comes back from a client that was asked.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::model::{
    Action, Content, CreatedMessage, Role, Root, SamplingContent, ToolUse, ToolUseResult,
};

/// What a person made of a form or page.
#[derive(Clone, Copy, Debug)]
pub struct Elicited<'a> {
    /// What they did.
    pub action: Action,
    /// What they filled in: an object, not yet held to the form.
    pub content: Option<&'a RawValue>,
}

/// Reads what a person made of a form or page.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read_elicited(result: &RawValue) -> Result<Elicited<'_>, String> {
    #[derive(Deserialize)]
    struct Wire<'a> {
        action: String,
        #[serde(borrow)]
        content: Option<&'a RawValue>,
    }

    let wire: Wire<'_> = read(result)?;
    let action = match wire.action.as_str() {
        "accept" => Action::Accept,
        "decline" => Action::Decline,
        "cancel" => Action::Cancel,
        _ => return Err("`action` must be accept, decline or cancel".to_owned()),
    };
    Ok(Elicited {
        action,
        content: wire.content,
    })
}

/// Reads the folders of a client.
///
/// # Errors
/// What is wrong with them, in words.
pub fn read_roots(result: &RawValue) -> Result<Vec<Root>, String> {
    #[derive(Deserialize)]
    struct Wire {
        roots: Vec<Root>,
    }

    read::<Wire>(result).map(|wire| wire.roots)
}

/// Reads the answer of a model.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read_created(result: &RawValue) -> Result<CreatedMessage, String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Wire {
        role: String,
        content: Blocks,
        model: String,
        stop_reason: Option<String>,
    }

    let wire: Wire = read(result)?;
    let role = match wire.role.as_str() {
        "assistant" => Role::Assistant,
        "user" => Role::User,
        _ => return Err("`role` must be user or assistant".to_owned()),
    };
    Ok(CreatedMessage::new(
        role,
        wire.content.0,
        wire.model,
        wire.stop_reason,
    ))
}

/// Reads the error by which a client refuses to answer: its code, and what it says.
#[must_use]
pub fn read_refusal(error: &RawValue) -> (i64, String) {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wire {
        code: i64,
        message: String,
    }

    let wire: Wire = read(error).unwrap_or_default();
    (wire.code, wire.message)
}

fn read<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, String> {
    // serde would take an array for the object as well.
    if !json.get().starts_with('{') {
        return Err("it must be an object".to_owned());
    }
    serde_json::from_str(json.get()).map_err(|error| error.to_string())
}

/// One block, or several.
struct Blocks(Vec<SamplingContent>);

impl<'de> Deserialize<'de> for Blocks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let blocks = match Value::deserialize(deserializer)? {
            Value::Array(blocks) => blocks,
            block => vec![block],
        };
        let blocks = blocks.into_iter().map(|block| {
            let block: Block = serde_json::from_value(block)?;
            Ok(block.into())
        });
        let blocks: Result<_, serde_json::Error> = blocks.collect();
        blocks.map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
enum Block {
    Text {
        text: String,
    },
    Image {
        data: String,
        mime_type: String,
    },
    Audio {
        data: String,
        mime_type: String,
    },
    ToolUse {
        id: String,
        name: String,
        input: Value,
    },
    ToolResult {
        tool_use_id: String,
        content: Vec<Block>,
        #[serde(default)]
        is_error: bool,
    },
}

impl From<Block> for SamplingContent {
    fn from(block: Block) -> Self {
        match block {
            Block::Text { text } => Self::Block(Content::text(text)),
            Block::Image { data, mime_type } => Self::Block(Content::Image {
                data,
                mime_type: mime_type.into(),
                annotations: None,
            }),
            Block::Audio { data, mime_type } => Self::Block(Content::Audio {
                data,
                mime_type: mime_type.into(),
                annotations: None,
            }),
            Block::ToolUse { id, name, input } => Self::ToolUse(ToolUse { id, name, input }),
            Block::ToolResult {
                tool_use_id,
                content,
                is_error,
            } => {
                let content = content.into_iter().map(Self::from);
                let blocks = content.filter_map(|block| match block {
                    Self::Block(content) => Some(content),
                    Self::ToolUse(_) | Self::ToolResult(_) => None,
                });
                Self::ToolResult(ToolUseResult {
                    tool_use_id,
                    content: blocks.collect(),
                    is_error,
                })
            }
        }
    }
}
