//! The orgs and accounts of the demo, and the fixed credentials that the README gives away.

use rusqlite::Connection;

use crate::backend::error::Error;
use crate::backend::store::{accounts, tokens};
use crate::model::Role;

/// The API key of the account `demo`, which reads and writes.
pub(crate) const DEMO_KEY: &str = "demo-0000-0000-local-only";
/// The token of the account `demo`.
pub(crate) const DEMO_TOKEN: &str = "pfai_member_local_only";
/// The API key of the account `reader`, which only reads.
pub(crate) const READER_KEY: &str = "reader-0000-0000-local-only";
/// The token of the account `reader`.
pub(crate) const READER_TOKEN: &str = "pfai_reader_local_only";
/// The token of the account `admin`.
pub(crate) const ADMIN_TOKEN: &str = "pfai_admin_local_only";
/// The token of the admin of the other org.
pub(crate) const GLOBEX_TOKEN: &str = "pfai_globex_local_only";

/// The numbers of the two orgs.
pub(super) struct Orgs {
    pub(super) acme: i64,
    pub(super) globex: i64,
}

/// Writes the orgs, their first accounts, and a token for each.
pub(super) fn fill(connection: &Connection) -> Result<Orgs, Error> {
    let acme = accounts::create_org(connection, "acme")?;
    let globex = accounts::create_org(connection, "globex")?;
    let account = |org, name, role, scopes: &str, token| {
        let account = accounts::create(connection, org, name, role)?;
        let new = tokens::NewToken {
            account,
            name: "demo".into(),
            scopes: scopes.into(),
            expires_at: None,
            parent: None,
        };
        tokens::create(connection, &new, token)?;
        Ok::<_, Error>(account)
    };
    account(acme, "admin", Role::Admin, "admin", ADMIN_TOKEN)?;
    let demo = account(acme, "demo", Role::Member, "write", DEMO_TOKEN)?;
    let reader = account(acme, "reader", Role::Reader, "read", READER_TOKEN)?;
    account(globex, "hank", Role::Admin, "admin", GLOBEX_TOKEN)?;
    accounts::add_key(connection, demo, DEMO_KEY)?;
    accounts::add_key(connection, reader, READER_KEY)?;
    Ok(Orgs { acme, globex })
}
