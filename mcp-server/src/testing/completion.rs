//! How arguments go on.

use mcp_core::text::Typed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Client, Error};

/// How an argument could go on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Completion {
    /// The values, at most 100.
    pub values: Vec<String>,
    /// How many there are in all.
    pub total: Option<u64>,
    /// There are more than these.
    #[serde(default)]
    pub has_more: bool,
}

impl Client {
    /// Completes an argument of a prompt. What is typed may name other arguments that are known.
    ///
    /// # Errors
    /// As for [`get_prompt`](Self::get_prompt).
    pub async fn complete_prompt(
        &self,
        name: &str,
        argument: &str,
        typed: impl Into<Typed>,
    ) -> Result<Completion, Error> {
        let of = json!({ "type": "ref/prompt", "name": name });
        self.complete(of, argument, typed.into()).await
    }

    /// Completes a variable of a template, which is named as it is written, or by a URI that fits
    /// it. What is typed may name other variables that are known.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    pub async fn complete_resource(
        &self,
        template: &str,
        variable: &str,
        typed: impl Into<Typed>,
    ) -> Result<Completion, Error> {
        let of = json!({ "type": "ref/resource", "uri": template });
        self.complete(of, variable, typed.into()).await
    }

    async fn complete(&self, of: Value, argument: &str, typed: Typed) -> Result<Completion, Error> {
        #[derive(Deserialize)]
        struct Answer {
            completion: Completion,
        }

        let known: serde_json::Map<_, _> = typed
            .arguments
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect();
        let mut params = json!({
            "ref": of,
            "argument": { "name": argument, "value": typed.value },
        });
        if !known.is_empty() {
            params["context"] = json!({ "arguments": known });
        }
        let answer: Answer = self.get("completion/complete", params).await?;
        Ok(answer.completion)
    }
}
