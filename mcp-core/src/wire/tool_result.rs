//! The answer of a tool (`server/tools#tool-result`).

use serde_json::value::RawValue;

use super::{Stamp, content, json};
use crate::revision::{Abilities, Revision, StructuredOutput};
use crate::tool::ToolResult;

/// Appends the result of `tools/call`. `wrap` is what [`wraps`](super::wraps) says of the tool's
/// output schema, `false` where it has none.
pub fn write_tool_result(
    revision: Revision,
    stamp: &Stamp,
    result: &ToolResult,
    wrap: bool,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    write_members(revision.abilities(), result, wrap, out);
    stamp.close(revision, out);
}

/// Appends the same without what only the result of a request carries.
pub fn write_tool_answer(revision: Revision, result: &ToolResult, wrap: bool, out: &mut Vec<u8>) {
    out.push(b'{');
    write_members(revision.abilities(), result, wrap, out);
    out.push(b'}');
}

fn write_members(abilities: &Abilities, result: &ToolResult, wrap: bool, out: &mut Vec<u8>) {
    write_content(abilities, result, out);
    if result.is_error {
        json::flag(out, "isError", Some(true));
    } else if let Some(structured) = &result.structured {
        write_structured(abilities.structured_output, structured, wrap, out);
    }
}

fn write_content(abilities: &Abilities, result: &ToolResult, out: &mut Vec<u8>) {
    match &result.structured {
        // Clients that do not read structured answers find the same as text.
        Some(structured) if result.content.is_empty() => {
            out.reserve(room(structured));
            json::key(out, "content");
            out.push(b'[');
            content::write_text(abilities, structured.get(), None, out);
            out.push(b']');
        }
        _ => json::array(
            out,
            "content",
            result.content.iter().enumerate(),
            |out, (index, block)| {
                content::write(abilities, index, block, out);
            },
        ),
    }
}

/// How much JSON takes as it is and as text: of four of its bytes, at most one is mostly a quote.
fn room(json: &RawValue) -> usize {
    let length = json.get().len();
    2 * length + length / 4
}

fn write_structured(ability: StructuredOutput, json: &RawValue, wrap: bool, out: &mut Vec<u8>) {
    let wrapped = match ability {
        StructuredOutput::None => return,
        StructuredOutput::Object => wrap || !json.get().starts_with('{'),
        StructuredOutput::Any => false,
    };
    json::key(out, "structuredContent");
    if wrapped {
        out.push(b'{');
        json::key(out, "result");
        json::raw(out, json);
        out.push(b'}');
    } else {
        json::raw(out, json);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Content, Implementation};
    use crate::wire::testing::each;

    const STAMP: &str = concat!(
        r#","resultType":"complete","_meta":"#,
        r#"{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
    );

    fn written(result: &ToolResult, wrap: bool) -> [String; 5] {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let mut answers = each(|revision, out| {
            write_tool_result(revision, &stamp, result, wrap, out);
        });
        let [.., newest] = &mut answers;
        *newest = newest.strip_suffix(STAMP).expect("a stamp").to_owned() + "}";
        answers
    }

    fn structured(json: &str) -> ToolResult {
        ToolResult {
            structured: Some(RawValue::from_string(json.to_owned()).unwrap()),
            ..ToolResult::default()
        }
    }

    #[test]
    fn content_is_there_even_when_there_is_none() {
        assert_eq!(
            written(&ToolResult::default(), false),
            [r#"{"content":[]}"#; 5]
        );
    }

    #[test]
    fn an_object_is_an_answer_where_answers_have_structure() {
        let text = r#"{"content":[{"type":"text","text":"{\"a\":1}"}]"#;
        let old = format!("{text}}}");
        let new = format!(r#"{text},"structuredContent":{{"a":1}}}}"#);
        assert_eq!(
            written(&structured(r#"{"a":1}"#), false),
            [&old, &old, &new, &new, &new].map(String::as_str)
        );
    }

    #[test]
    fn any_other_value_is_wrapped_where_answers_are_objects() {
        let text = r#"{"content":[{"type":"text","text":"[1]"}]"#;
        let old = format!("{text}}}");
        let wrapped = format!(r#"{text},"structuredContent":{{"result":[1]}}}}"#);
        let any = format!(r#"{text},"structuredContent":[1]}}"#);
        assert_eq!(
            written(&structured("[1]"), true),
            [&old, &old, &wrapped, &wrapped, &any].map(String::as_str)
        );
        assert_eq!(
            written(&structured("[1]"), false),
            written(&structured("[1]"), true)
        );
    }

    #[test]
    fn an_object_is_wrapped_too_when_its_schema_is() {
        let [_, _, third, _, newest] = written(&structured(r#"{"a":1}"#), true);
        assert!(
            third.ends_with(r#","structuredContent":{"result":{"a":1}}}"#),
            "{third}"
        );
        assert!(
            newest.ends_with(r#","structuredContent":{"a":1}}"#),
            "{newest}"
        );
    }

    #[test]
    fn the_tools_own_content_is_not_added_to() {
        let result = ToolResult {
            content: vec![Content::text("one")],
            ..structured(r#"{"a":1}"#)
        };
        let [first, _, third, ..] = written(&result, false);
        assert_eq!(first, r#"{"content":[{"type":"text","text":"one"}]}"#);
        assert!(third.starts_with(r#"{"content":[{"type":"text","text":"one"}],"str"#));
    }

    #[test]
    fn a_failure_has_no_structure() {
        let result = ToolResult {
            is_error: true,
            content: vec![Content::text("no")],
            ..structured(r#"{"a":1}"#)
        };
        let expected = r#"{"content":[{"type":"text","text":"no"}],"isError":true}"#;
        assert_eq!(written(&result, false), [expected; 5]);
    }
}
