//! What a new database starts with: two orgs, their accounts, and work of every kind in each.

mod identity;
mod org;

use anyhow::anyhow;
use rusqlite::Connection;
use serde::Deserialize;

use super::error::Error;
use super::store::accounts;
use org::Org;

pub(crate) use identity::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN};
#[cfg(test)]
pub(crate) use identity::{DEMO_KEY, READER_KEY};

#[derive(Deserialize)]
struct Demo {
    acme: Org,
    globex: Org,
}

/// Writes the demo data, all or nothing, unless the database has accounts already.
pub(super) fn fill_if_new(connection: &mut Connection) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    let demo = serde_json::from_str(include_str!("demo.json"))?;
    fill(&transaction, demo).map_err(|error| anyhow!("{error:?}"))?;
    Ok(transaction.commit()?)
}

fn fill(connection: &Connection, demo: Demo) -> Result<(), Error> {
    if !accounts::are_none(connection)? {
        return Ok(());
    }
    let orgs = identity::fill(connection)?;
    demo.acme.fill(connection, orgs.acme)?;
    demo.globex.fill(connection, orgs.globex)
}
