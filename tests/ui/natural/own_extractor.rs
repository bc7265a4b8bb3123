//! An extractor of one's own.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use mcp_server::{FromContext, Rejection};
use serde_json::json;

struct Tenant(Option<String>);

impl FromContext for Tenant {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let header = context.headers().get("x-tenant");
        Ok(Self(
            header
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
        ))
    }
}

/// Tell who asks
#[tool]
async fn who(Tenant(tenant): Tenant, name: &str, _: Progress) -> String {
    format!("{name} of {tenant:?}")
}

/// Tell who asks, by reference
#[tool]
async fn who_else(tenant: &Tenant) -> bool {
    tenant.0.is_none()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![who, who_else])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("who", json!({"name": "n"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "n of None");
    let answer = client.call("who_else", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "true");
}
