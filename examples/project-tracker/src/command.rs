//! What the program does on its command line instead of serving.

#![allow(
    clippy::print_stdout,
    reason = "this is what the program has to say to its user"
)]

use anyhow::ensure;
use serde_json::json;

use crate::backend::{Console, WORKSPACE, Wish};
use crate::cli::{CreateToken, File, TokenCommand};

/// Where a client finds the tools of the workspace unless the server is told to listen elsewhere.
const ADDRESS: &str = "http://127.0.0.1:8080";

/// Mints, lists and revokes tokens.
pub(crate) fn token(command: TokenCommand) -> anyhow::Result<()> {
    match command {
        TokenCommand::Create(wish) => create(&wish),
        TokenCommand::List { file } => {
            for line in open(&file)?.list()? {
                println!("{line}");
            }
            Ok(())
        }
        TokenCommand::Revoke { id, file } => {
            open(&file)?.revoke(id)?;
            println!("Token {id} is revoked.");
            Ok(())
        }
    }
}

/// What is said of tokens is said of a database that is in use: one that is made here and now would be another.
fn open(file: &File) -> anyhow::Result<Console> {
    let path = &file.database;
    ensure!(
        path.exists(),
        "cannot open the database {}: there is none; start the tracker here once, or name another with --database",
        path.display()
    );
    Console::open(path)
}

fn create(wish: &CreateToken) -> anyhow::Result<()> {
    let scopes: Vec<_> = wish.scopes.iter().map(String::as_str).collect();
    let secret = open(&wish.file)?.mint(&Wish {
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
