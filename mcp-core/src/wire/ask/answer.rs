//! What comes back from a client that was asked.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::jsonrpc;
use crate::model::{
    Action, Content, CreatedMessage, Role, Root, SamplingContent, ToolUse, ToolUseResult,
};
use crate::wire::decode::Object;
use crate::wire::members::named;

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
    struct Wire<'a> {
        role: String,
        #[serde(borrow)]
        content: &'a RawValue,
        model: String,
        stop_reason: Option<String>,
    }

    let wire: Wire<'_> = read(result)?;
    let role = match wire.role.as_str() {
        "assistant" => Role::Assistant,
        "user" => Role::User,
        _ => return Err("`role` must be user or assistant".to_owned()),
    };
    Ok(CreatedMessage::new(
        role,
        blocks(wire.content)?,
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
    is_object(json)?;
    let object: Result<Object<T>, _> = serde_json::from_str(json.get());
    object
        .map(|Object(value)| value)
        .map_err(|error| error.to_string())
}

/// serde would take an array for an object as well.
fn is_object(json: &RawValue) -> Result<(), String> {
    match json.get().starts_with('{') {
        true => Ok(()),
        false => Err("it must be an object".to_owned()),
    }
}

/// One block, or several.
fn blocks(json: &RawValue) -> Result<Vec<SamplingContent>, String> {
    if !json.get().starts_with('[') {
        return Ok(vec![Block::read(json)?.any()?]);
    }
    let blocks = array(json)?;
    blocks
        .into_iter()
        .map(|block| Block::read(block)?.any())
        .collect()
}

fn array(json: &RawValue) -> Result<Vec<&RawValue>, String> {
    serde_json::from_str(json.get()).map_err(|error| error.to_string())
}

/// The members that blocks have, of whatever type.
struct Block<'a> {
    kind: Option<&'a RawValue>,
    text: Option<&'a RawValue>,
    data: Option<&'a RawValue>,
    mime_type: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
    name: Option<&'a RawValue>,
    input: Option<&'a RawValue>,
    tool_use_id: Option<&'a RawValue>,
    content: Option<&'a RawValue>,
    is_error: Option<&'a RawValue>,
}

impl<'a> Block<'a> {
    fn read(json: &'a RawValue) -> Result<Self, String> {
        let names = [
            "type",
            "text",
            "data",
            "mimeType",
            "id",
            "name",
            "input",
            "toolUseId",
            "content",
            "isError",
        ];
        let members = is_object(json)
            .and_then(|()| named(json.get(), names).map_err(|error| error.to_string()));
        let members = members.map_err(|error| format!("a block of `content`: {error}"))?;
        let [
            kind,
            text,
            data,
            mime_type,
            id,
            name,
            input,
            tool_use_id,
            content,
            is_error,
        ] = members;
        Ok(Self {
            kind,
            text,
            data,
            mime_type,
            id,
            name,
            input,
            tool_use_id,
            content,
            is_error,
        })
    }

    /// Whatever it is.
    fn any(&self) -> Result<SamplingContent, String> {
        match &*text("type", self.kind)? {
            "tool_use" => self.tool_use().map(SamplingContent::ToolUse),
            "tool_result" => self.tool_result().map(SamplingContent::ToolResult),
            kind => self.shown(kind).map(SamplingContent::Block),
        }
    }

    /// Something to read, look at or listen to.
    fn shown(&self, kind: &str) -> Result<Content, String> {
        let data = || text("data", self.data);
        let mime_type = || text("mimeType", self.mime_type).map(Into::into);
        Ok(match kind {
            "text" => Content::text(text("text", self.text)?),
            "image" => Content::Image {
                data: data()?,
                mime_type: mime_type()?,
                annotations: None,
            },
            "audio" => Content::Audio {
                data: data()?,
                mime_type: mime_type()?,
                annotations: None,
            },
            _ => {
                return Err(
                    "the `type` of a block must be text, image, audio, tool_use or tool_result"
                        .to_owned(),
                );
            }
        })
    }

    fn tool_use(&self) -> Result<ToolUse, String> {
        let input = self.input.ok_or_else(|| missing("input"))?;
        Ok(ToolUse {
            id: text("id", self.id)?,
            name: text("name", self.name)?,
            input: read(input).map_err(|error| format!("`input` of a block: {error}"))?,
        })
    }

    /// Without the blocks in it that belong to a model alone.
    fn tool_result(&self) -> Result<ToolUseResult, String> {
        let content = self.content.ok_or_else(|| missing("content"))?;
        let mut shown = Vec::new();
        for block in array(content)? {
            let block = Block::read(block)?;
            match &*text("type", block.kind)? {
                "tool_use" | "tool_result" => {}
                kind => shown.push(block.shown(kind)?),
            }
        }
        let is_error = match self.is_error.map(RawValue::get) {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => return Err("`isError` of a block must be a boolean".to_owned()),
        };
        Ok(ToolUseResult {
            tool_use_id: text("toolUseId", self.tool_use_id)?,
            content: shown,
            is_error,
        })
    }
}

/// A member of a block that must be there and be a string.
fn text(name: &str, member: Option<&RawValue>) -> Result<String, String> {
    let member = member.ok_or_else(|| missing(name))?;
    let text = jsonrpc::text(member);
    text.map_or_else(
        || Err(format!("`{name}` of a block must be a string")),
        |text| Ok(text.into_owned()),
    )
}

fn missing(name: &str) -> String {
    format!("`{name}` of a block is missing")
}
