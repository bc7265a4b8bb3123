//! Tools as `tools/list` shows them (`server/tools#listing-tools`).

use super::{Caching, Stamp, implementation, json, output_schema};
use crate::model::{TaskSupport, ToolDefinition};
use crate::revision::{Abilities, Revision, TaskForm};

/// Appends one tool.
pub fn write_tool(revision: Revision, tool: &ToolDefinition, out: &mut Vec<u8>) {
    let abilities = revision.abilities();
    out.push(b'{');
    json::string(out, "name", &tool.name);
    if abilities.title {
        json::optional(out, "title", tool.title.as_deref());
    }
    json::string(out, "description", &tool.description);
    json::key(out, "inputSchema");
    json::raw(out, &tool.input_schema);
    if let Some(schema) = &tool.output_schema {
        output_schema::write(abilities.structured_output, schema, out);
    }
    if abilities.tool_annotations {
        json::object(out, "annotations", |out| {
            write_annotations(abilities, tool, out);
        });
    }
    if abilities.tasks == TaskForm::Core {
        write_execution(tool.task, out);
    }
    implementation::write_extras(abilities, &tool.icons, tool.meta.as_deref(), out);
    out.push(b'}');
}

/// Appends the result of `tools/list`.
pub fn write_tools_page(
    revision: Revision,
    stamp: &Stamp,
    tools: &[&ToolDefinition],
    next_cursor: Option<&str>,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "tools", tools, |out, tool| {
        write_tool(revision, tool, out);
    });
    json::optional(out, "nextCursor", next_cursor);
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

fn write_annotations(abilities: &Abilities, tool: &ToolDefinition, out: &mut Vec<u8>) {
    if !abilities.title {
        // 2025-03-26 has no other place for it.
        json::optional(out, "title", tool.title.as_deref());
    }
    json::flag(out, "readOnlyHint", tool.hints.read_only);
    json::flag(out, "destructiveHint", tool.hints.destructive);
    json::flag(out, "idempotentHint", tool.hints.idempotent);
    json::flag(out, "openWorldHint", tool.hints.open_world);
}

fn write_execution(support: TaskSupport, out: &mut Vec<u8>) {
    let support = match support {
        // What is not said is forbidden.
        TaskSupport::Forbidden => None,
        TaskSupport::Optional | TaskSupport::Later => Some("optional"),
        TaskSupport::Required => Some("required"),
    };
    json::object(out, "execution", |out| {
        json::optional(out, "taskSupport", support);
    });
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;
    use crate::model::{Hints, Icon, Implementation};
    use crate::wire::testing::each;

    fn schema() -> Box<RawValue> {
        RawValue::from_string(r#"{"type":"object"}"#.to_owned()).unwrap()
    }

    fn bare() -> ToolDefinition {
        ToolDefinition {
            input_schema: schema(),
            ..ToolDefinition::new("t", "does")
        }
    }

    const BARE: &str = r#"{"name":"t","description":"does","inputSchema":{"type":"object"}}"#;

    #[test]
    fn a_bare_tool_is_the_same_in_every_revision() {
        let tool = bare();
        assert_eq!(
            each(|revision, out| write_tool(revision, &tool, out)),
            [BARE; 5]
        );
    }

    #[test]
    fn each_revision_hears_what_it_has_a_word_for() {
        let tool = ToolDefinition {
            title: Some("T".into()),
            output_schema: Some(schema()),
            hints: Hints {
                read_only: Some(false),
                destructive: Some(true),
                idempotent: Some(true),
                open_world: Some(false),
            },
            icons: vec![Icon::new("data:,")],
            task: TaskSupport::Later,
            meta: Some(RawValue::from_string(r#"{"a":1}"#.to_owned()).unwrap()),
            ..bare()
        };
        let hints = concat!(
            r#""readOnlyHint":false,"destructiveHint":true,"#,
            r#""idempotentHint":true,"openWorldHint":false}"#
        );
        let annotated = format!(
            r#"{},"annotations":{{"title":"T",{hints}}}"#,
            BARE.trim_end_matches('}').to_owned() + "}"
        );
        let full = format!(
            concat!(
                r#"{{"name":"t","title":"T","description":"does","inputSchema":{{"type":"object"}},"#,
                r#""outputSchema":{{"type":"object"}},"annotations":{{{}"#
            ),
            hints
        );
        let meta = r#""_meta":{"a":1}}"#;
        let third = format!("{full},{meta}");
        let execution = r#""execution":{"taskSupport":"optional"}"#;
        let icons = r#""icons":[{"src":"data:,"}]"#;
        let core = format!("{full},{execution},{icons},{meta}");
        let full = format!("{full},{icons},{meta}");
        assert_eq!(
            each(|revision, out| write_tool(revision, &tool, out)),
            [BARE, &annotated, &third, &core, &full]
        );
    }

    #[test]
    fn a_page_without_tools_is_still_a_page() {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let pages = each(|revision, out| {
            write_tools_page(revision, &stamp, &[], None, Caching::default(), out);
        });
        let old = r#"{"tools":[]}"#;
        let new = concat!(
            r#"{"tools":[],"ttlMs":0,"cacheScope":"private","resultType":"complete","#,
            r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
        );
        assert_eq!(pages, [old, old, old, old, new]);
    }

    #[test]
    fn a_page_points_to_the_next() {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let tool = bare();
        let [first, ..] = each(|revision, out| {
            let tools = [&tool, &tool];
            write_tools_page(revision, &stamp, &tools, Some("2"), Caching::default(), out);
        });
        assert_eq!(
            first,
            format!(r#"{{"tools":[{BARE},{BARE}],"nextCursor":"2"}}"#)
        );
    }
}
