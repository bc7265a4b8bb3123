//! What the program does on its command line instead of serving.

#![allow(
    clippy::print_stdout,
    reason = "this is what the program has to say to its user"
)]

use serde_json::json;

use crate::backend::{Console, WORKSPACE, Wish};
use crate::cli::{CreateToken, TokenCommand};

/// Where a client finds the tools of the workspace unless the server is told to listen elsewhere.
const ADDRESS: &str = "http://127.0.0.1:8080";

/// Mints, lists and revokes tokens.
pub(crate) fn token(command: TokenCommand) -> anyhow::Result<()> {
    match command {
        TokenCommand::Create(wish) => create(&wish),
        TokenCommand::List { file } => {
            for line in Console::open(&file.database)?.list()? {
                println!("{line}");
            }
            Ok(())
        }
        TokenCommand::Revoke { id, file } => {
            Console::open(&file.database)?.revoke(id)?;
            println!("Token {id} is revoked.");
            Ok(())
        }
    }
}

fn create(wish: &CreateToken) -> anyhow::Result<()> {
    let scopes: Vec<_> = wish.scopes.iter().map(String::as_str).collect();
    let secret = Console::open(&wish.file.database)?.mint(&Wish {
        account: &wish.account,
        org: wish.org.as_deref(),
        name: &wish.name,
        scopes: &scopes,
        days: wish.expires_in,
    })?;
    println!("{}", told(&secret));
    Ok(())
}

fn told(secret: &str) -> String {
    let server = json!({
        "url": format!("{ADDRESS}{WORKSPACE}/mcp"),
        "headers": { "Authorization": format!("Bearer {secret}") },
    });
    let config = json!({ "mcpServers": { "tracker": server } });
    format!("{secret}\n\nIt is not shown again. For a client:\n\n{config:#}")
}
