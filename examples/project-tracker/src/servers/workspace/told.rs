//! What the tools answer: the JSON of the API, as it came.

use std::marker::PhantomData;

use mcp_rest::{ApiError, Request};
use mcp_server::model::Content;
use mcp_server::tool::Outcome;
use mcp_server::{IntoToolResult, ToolError, ToolResult};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::model::Meta;

/// An answer of the API that is a `T`: [`One`] or [`Many`].
pub(super) struct Told<T> {
    text: String,
    is: PhantomData<fn() -> T>,
}

/// One thing in the envelope of the API.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct One<T> {
    status: Status,
    /// What was asked for.
    pub(super) data: T,
}

/// One page of a list in the envelope of the API.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Many<T> {
    #[expect(dead_code, reason = "it is always the same")]
    status: Status,
    /// What is on this page.
    pub(super) data: Vec<T>,
    /// Where this page stands in the list.
    pub(super) meta: Meta,
}

/// That it went well.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Status {
    Success,
}

impl<T> Told<T> {
    /// What the API answers to a request.
    pub(super) async fn by(request: Request) -> Result<Self, ApiError> {
        let answer = request.send_raw().await?;
        Ok(Self {
            text: answer.into_text(),
            is: PhantomData,
        })
    }
}

impl<T: JsonSchema> IntoToolResult for Told<T> {
    fn into_tool_result(self) -> Outcome {
        let json = RawValue::from_string(self.text.clone());
        let json = json.map_err(|error| ToolError::masked(error).into_rejection())?;
        Ok(ToolResult {
            content: vec![Content::text(self.text)],
            structured: Some(json),
            is_error: false,
        })
    }

    fn output_schema() -> Option<Schema> {
        // Clients know no references.
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.meta_schema = None;
            settings.inline_subschemas = true;
        });
        let generator = settings.for_serialize().into_generator();
        Some(generator.into_root_schema_for::<T>())
    }
}
