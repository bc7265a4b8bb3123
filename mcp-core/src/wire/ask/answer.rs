//! What comes back from a client that was asked. Most servers ask nothing: what they would read
//! is compiled where it is used, hence `#[inline]`.

use std::borrow::Cow;

use serde_json::Map;
use serde_json::value::RawValue;

use crate::jsonrpc;
use crate::members::{items, named, optional, required};
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
#[inline]
pub fn read_elicited(result: &RawValue) -> Result<Elicited<'_>, String> {
    let [action, content] = object(result, ["action", "content"])?;
    let action = match &*required("action", action).map_err(words)? {
        "accept" => Action::Accept,
        "decline" => Action::Decline,
        "cancel" => Action::Cancel,
        _ => return Err("`action` must be accept, decline or cancel".to_owned()),
    };
    Ok(Elicited { action, content })
}

/// Reads the folders of a client.
///
/// # Errors
/// What is wrong with them, in words.
#[inline]
pub fn read_roots(result: &RawValue) -> Result<Vec<Root>, String> {
    let [roots] = object(result, ["roots"])?;
    let roots = roots.ok_or("`roots` is missing")?;
    let mut read = Vec::new();
    let roots = array(roots).map_err(|error| format!("`roots`: {error}"))?;
    for (place, root) in roots.into_iter().enumerate() {
        let root = Root::read(root.get());
        read.push(root.map_err(|error| format!("`roots[{place}]`: {error}"))?);
    }
    Ok(read)
}

/// Reads the answer of a model.
///
/// # Errors
/// What is wrong with it, in words.
#[inline]
pub fn read_created(result: &RawValue) -> Result<CreatedMessage, String> {
    let names = ["role", "content", "model", "stopReason"];
    let [role, content, model, stop_reason] = object(result, names)?;
    let role = match &*required("role", role).map_err(words)? {
        "assistant" => Role::Assistant,
        "user" => Role::User,
        _ => return Err("`role` must be user or assistant".to_owned()),
    };
    let model = required("model", model).map_err(words)?;
    let stop_reason = optional("stopReason", stop_reason).map_err(words)?;
    Ok(CreatedMessage::new(
        role,
        blocks(content.ok_or("`content` is missing")?)?,
        model.into_owned(),
        stop_reason.map(Cow::into_owned),
    ))
}

/// Reads the error by which a client refuses to answer: its code, and what it says.
#[must_use]
pub fn read_refusal(error: &RawValue) -> (i64, String) {
    let [code, message] = object(error, ["code", "message"]).unwrap_or_default();
    let code = code.and_then(|code| code.get().parse().ok());
    let message = message.and_then(jsonrpc::text);
    (
        code.unwrap_or_default(),
        message.unwrap_or_default().into_owned(),
    )
}

/// The members of an object that have these names.
fn object<'a, const N: usize>(
    json: &'a RawValue,
    names: [&str; N],
) -> Result<[Option<&'a RawValue>; N], String> {
    named(json.get(), names).map_err(words)
}

/// The items of an array. What serde would say of a string repeats it all.
fn array(json: &RawValue) -> Result<Vec<&RawValue>, String> {
    items(json.get()).map_err(|_| "it must be an array".to_owned())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are mapped"
)]
fn words(error: serde_json::Error) -> String {
    error.to_string()
}

/// One block, or several.
#[inline]
fn blocks(json: &RawValue) -> Result<Vec<SamplingContent>, String> {
    if !json.get().starts_with('[') {
        return Ok(vec![Block::read(json)?.any()?]);
    }
    let mut blocks = Vec::new();
    for block in array(json)? {
        blocks.push(Block::read(block)?.any()?);
    }
    Ok(blocks)
}

/// The members that blocks have, of whatever type.
const MEMBERS: [&str; 10] = [
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

/// What stands at each of [`MEMBERS`].
struct Block<'a>([Option<&'a RawValue>; MEMBERS.len()]);

impl<'a> Block<'a> {
    #[inline]
    fn read(json: &'a RawValue) -> Result<Self, String> {
        let members = object(json, MEMBERS);
        members
            .map(Self)
            .map_err(|error| format!("a block of `content`: {error}"))
    }

    /// A member that must be there.
    #[inline]
    fn member(&self, name: &str) -> Result<&'a RawValue, String> {
        let place = MEMBERS.iter().position(|member| *member == name);
        let member = place.and_then(|place| self.0[place]);
        member.ok_or_else(|| format!("`{name}` of a block is missing"))
    }

    /// A member that must be there and be a string.
    #[inline]
    fn text(&self, name: &str) -> Result<String, String> {
        match jsonrpc::text(self.member(name)?) {
            Some(text) => Ok(text.into_owned()),
            None => Err(format!("`{name}` of a block must be a string")),
        }
    }

    /// Whatever it is.
    #[inline]
    fn any(&self) -> Result<SamplingContent, String> {
        match &*self.text("type")? {
            "tool_use" => self.tool_use().map(SamplingContent::ToolUse),
            "tool_result" => self.tool_result().map(SamplingContent::ToolResult),
            kind => self.shown(kind).map(SamplingContent::Block),
        }
    }

    /// Something to read, look at or listen to.
    #[inline]
    fn shown(&self, kind: &str) -> Result<Content, String> {
        Ok(match kind {
            "text" => Content::text(self.text("text")?),
            "image" => Content::Image {
                data: self.text("data")?,
                mime_type: self.text("mimeType")?.into(),
                annotations: None,
            },
            "audio" => Content::Audio {
                data: self.text("data")?,
                mime_type: self.text("mimeType")?.into(),
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

    #[inline]
    fn tool_use(&self) -> Result<ToolUse, String> {
        let input = self.member("input")?.get();
        if !input.starts_with('{') {
            return Err("`input` of a block: it must be an object".to_owned());
        }
        let input: Result<Map<_, _>, _> = serde_json::from_str(input);
        Ok(ToolUse {
            id: self.text("id")?,
            name: self.text("name")?,
            input: input
                .map_err(|error| format!("`input` of a block: {error}"))?
                .into(),
        })
    }

    /// Without the blocks in it that belong to a model alone.
    #[inline]
    fn tool_result(&self) -> Result<ToolUseResult, String> {
        let mut shown = Vec::new();
        let content = array(self.member("content")?);
        for block in content.map_err(|error| format!("`content` of a block: {error}"))? {
            let block = Block::read(block)?;
            match &*block.text("type")? {
                "tool_use" | "tool_result" => {}
                kind => shown.push(block.shown(kind)?),
            }
        }
        let is_error = match self.member("isError").map_or("false", RawValue::get) {
            "false" => false,
            "true" => true,
            _ => return Err("`isError` of a block must be a boolean".to_owned()),
        };
        Ok(ToolUseResult {
            tool_use_id: self.text("toolUseId")?,
            content: shown,
            is_error,
        })
    }
}
