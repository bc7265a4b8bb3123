//! A tool whose schema is written by hand and must reach the client as it is.

use mcp_server::model::ToolDefinition;
use mcp_server::{Tool, ToolResult};
use serde_json::value::RawValue;

/// Uses keywords that no Rust type has.
const SCHEMA: &str = r##"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
"$defs":{"address":{"$anchor":"addressDef","type":"object","properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
"properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},"contactMethod":{"type":"string","enum":["phone","email"]},
"phone":{"type":"string"},"email":{"type":"string"}},
"allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
"if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
"then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false}"##;

pub(crate) fn tool() -> Tool {
    let mut definition =
        ToolDefinition::new("json_schema_2020_12_tool", "Show a schema of draft 2020-12");
    definition.input_schema = RawValue::from_string(SCHEMA.to_owned()).expect("the schema is JSON");
    Tool::raw(definition, |_context| {
        Box::pin(async { Ok(ToolResult::default()) })
    })
}
