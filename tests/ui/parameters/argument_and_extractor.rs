//! A type that could be either.
use mcp_server::{Context, FromContext, Rejection, tool};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Language(String);

impl FromContext for Language {
    fn from_context(_: &Context) -> Result<Self, Rejection> {
        Ok(Self("en".to_owned()))
    }
}

/// Greet someone
#[tool]
fn greet(language: Language) -> String {
    language.0
}

fn main() {}
