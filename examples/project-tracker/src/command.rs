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
            println!("{}", aligned(&open(&file)?.list()?));
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

/// A table whose columns are as wide as what is in them.
fn aligned<const COLUMNS: usize>(table: &[[String; COLUMNS]]) -> String {
    let width = |column: usize| {
        let widths = table.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or_default()
    };
    let widths: [usize; COLUMNS] = std::array::from_fn(width);
    let lines = table.iter().map(|row| {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn told(secret: &str) -> String {
    let server = json!({
        "url": format!("{ADDRESS}{WORKSPACE}/mcp"),
        "headers": { "Authorization": format!("Bearer {secret}") },
    });
    let config = json!({ "mcpServers": { "tracker": server } });
    format!("{secret}\n\nIt is not shown again. For a client:\n\n{config:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_of_a_table_begins_at_one_place() {
        let table = [
            ["ID", "NAME", "USED"],
            ["7", "Zoë's laptop", "never"],
            ["12", "CI", "…"],
        ];
        let table = table.map(|row| row.map(str::to_owned));
        let lines = "ID  NAME          USED\n7   Zoë's laptop  never\n12  CI            …";
        assert_eq!(aligned(&table), lines);
    }
}
