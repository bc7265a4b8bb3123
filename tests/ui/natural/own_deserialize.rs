//! A type that reads itself from a text, as dates do.
#![deny(warnings)]

use std::borrow::Cow;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Date {
    year: u16,
    month: u8,
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.split_once('-').and_then(|(year, month)| {
            Some(Self {
                year: year.parse().ok()?,
                month: month.parse().ok()?,
            })
        });
        parts.ok_or_else(|| serde::de::Error::custom("a date is written as 2026-07"))
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" })
    }
}

/// Count days
#[tool]
async fn days(#[arg(example = "2026-07")] month: Date, since: Option<Date>) -> String {
    format!("{} {} {}", month.year, month.month, since.is_none())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![days])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("days", json!({"month": "2026-07"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "2026 7 true");
}
