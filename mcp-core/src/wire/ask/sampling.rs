//! A request to a model in the words of each revision (`client/sampling`).

use std::borrow::Cow;

use serde::Serialize;

use crate::jsonrpc::write_string;
use crate::model::{
    Content, CreateMessage, IncludeContext, ModelPreferences, ResourceData, SamplingContent,
    SamplingMessage, SamplingTool, ToolUseResult,
};
use crate::revision::Abilities;
use crate::wire::{content, json};

/// Appends the members of the parameters.
pub(super) fn write(abilities: &Abilities, request: &CreateMessage, out: &mut Vec<u8>) {
    json::array(out, "messages", &request.messages, |out, message| {
        write_message(abilities, message, out);
    });
    json::number(out, "maxTokens", request.max_tokens.into());
    json::optional(out, "systemPrompt", request.system_prompt.as_deref());
    if let Some(preferences) = &request.model_preferences {
        json::object(out, "modelPreferences", |out| {
            write_preferences(preferences, out);
        });
    }
    let context = request.include_context.map(IncludeContext::as_str);
    json::optional(out, "includeContext", context);
    share(out, "temperature", request.temperature);
    if !request.stop_sequences.is_empty() {
        json::array(
            out,
            "stopSequences",
            &request.stop_sequences,
            |out, text| {
                write_string(out, text);
            },
        );
    }
    if abilities.sampling_tools {
        if !request.tools.is_empty() {
            json::array(out, "tools", &request.tools, write_tool);
        }
        if let Some(choice) = request.tool_choice {
            json::object(out, "toolChoice", |out| {
                json::string(out, "mode", choice.as_str());
            });
        }
    }
}

fn write_preferences(preferences: &ModelPreferences, out: &mut Vec<u8>) {
    if !preferences.hints.is_empty() {
        json::array(out, "hints", &preferences.hints, |out, name| {
            out.push(b'{');
            json::string(out, "name", name);
            out.push(b'}');
        });
    }
    share(out, "costPriority", preferences.cost);
    share(out, "speedPriority", preferences.speed);
    share(out, "intelligencePriority", preferences.intelligence);
}

fn share(out: &mut Vec<u8>, name: &str, number: Option<f64>) {
    if let Some(number) = number.filter(|number| number.is_finite()) {
        json::number(out, name, number);
    }
}

/// One block stands by itself; more stand in an array, which came with tools.
fn write_message(abilities: &Abilities, message: &SamplingMessage, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "role", message.role.as_str());
    match &message.content[..] {
        [block] => {
            json::key(out, "content");
            write_block(abilities, block, out);
        }
        blocks if abilities.sampling_tools => {
            json::array(out, "content", blocks, |out, block| {
                write_block(abilities, block, out);
            });
        }
        blocks => {
            let text: Vec<_> = blocks.iter().map(in_text).collect();
            json::key(out, "content");
            content::write_text(abilities, &text.join("\n"), None, out);
        }
    }
    out.push(b'}');
}

fn write_block(abilities: &Abilities, block: &SamplingContent, out: &mut Vec<u8>) {
    match block {
        SamplingContent::ToolUse(call) if abilities.sampling_tools => {
            out.push(b'{');
            json::string(out, "type", "tool_use");
            json::string(out, "id", &call.id);
            json::string(out, "name", &call.name);
            json::key(out, "input");
            write_object(out, &call.input);
            out.push(b'}');
        }
        SamplingContent::ToolResult(result) if abilities.sampling_tools => {
            write_result(abilities, result, out);
        }
        SamplingContent::Block(block @ (Content::Text { .. } | Content::Image { .. })) => {
            content::write(abilities, 0, block, out);
        }
        SamplingContent::Block(block @ Content::Audio { .. }) if abilities.audio => {
            content::write(abilities, 0, block, out);
        }
        other => content::write_text(abilities, &in_text(other), None, out),
    }
}

fn write_result(abilities: &Abilities, result: &ToolUseResult, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "type", "tool_result");
    json::string(out, "toolUseId", &result.tool_use_id);
    let blocks = result.content.iter().enumerate();
    json::array(out, "content", blocks, |out, (index, block)| {
        content::write(abilities, index, block, out);
    });
    if result.is_error {
        json::flag(out, "isError", Some(true));
    }
    out.push(b'}');
}

fn write_tool(out: &mut Vec<u8>, tool: &SamplingTool) {
    out.push(b'{');
    json::string(out, "name", &tool.name);
    json::string(out, "description", &tool.description);
    json::key(out, "inputSchema");
    write_object(out, &tool.input_schema);
    out.push(b'}');
}

/// Appends a value that must be an object; an empty one for what is none.
fn write_object(out: &mut Vec<u8>, value: &impl Serialize) {
    let start = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() || out.get(start) != Some(&b'{') {
        out.truncate(start);
        out.extend_from_slice(b"{}");
    }
}

/// What a block says, where there is no word for it.
fn in_text(block: &SamplingContent) -> Cow<'_, str> {
    match block {
        SamplingContent::Block(Content::Text { text, .. }) => Cow::Borrowed(text),
        SamplingContent::Block(
            Content::Image { mime_type, .. } | Content::Audio { mime_type, .. },
        ) => Cow::Owned(format!("[{mime_type}]")),
        SamplingContent::Block(Content::Link(link)) => {
            Cow::Owned(format!("{}: {}", link.name, link.uri))
        }
        SamplingContent::Block(Content::Resource { resource, .. }) => match &resource.data {
            ResourceData::Text(text) => Cow::Borrowed(text),
            ResourceData::Blob(_) => Cow::Borrowed(&resource.uri),
        },
        SamplingContent::ToolUse(call) => Cow::Owned(format!("[{}]", call.name)),
        SamplingContent::ToolResult(result) => {
            Cow::Owned(format!("[result of {}]", result.tool_use_id))
        }
    }
}
