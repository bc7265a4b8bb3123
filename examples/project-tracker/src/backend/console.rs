//! What whoever has the database file may do with tokens, without an account of their own.

use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use rusqlite::{Connection, TransactionBehavior};

use super::audit::Actor;
use super::auth::Via;
use super::database;
use super::error::Error;
use super::scopes::{Scope, Scopes};
use super::store::audit::{self, Deed};
use super::store::tokens::{self as store, NewToken, Owner};
use super::store::{accounts, rows};
use super::tokens::{LONGEST_NAME, create, in_days};
use super::value::{chosen, line};
use crate::secret;

/// The database of a backend, which may be running.
pub(crate) struct Console(Connection);

/// A token that is to be minted.
pub(crate) struct Wish<'a> {
    /// The name of the account it is for.
    pub(crate) account: &'a str,
    /// The org of the account, where several have one of that name.
    pub(crate) org: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) scopes: &'a [&'a str],
    /// After how many days it ends.
    pub(crate) days: Option<i64>,
}

impl Console {
    /// Opens the file, and makes it with demo data when it is not there.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        Ok(Self(database::prepared(Some(path))?))
    }

    /// Mints a token, and gives its secret.
    pub(crate) fn mint(&mut self, wish: &Wish<'_>) -> anyhow::Result<String> {
        let scopes = chosen(&Scope::names(), wish.scopes)
            .map_err(|problem| anyhow::anyhow!("--scopes {problem}"))?
            .join(" ");
        let name = line(LONGEST_NAME)(&wish.name.into())
            .map_err(|problem| anyhow::anyhow!("--name {problem}"))?;
        self.write(|connection| {
            let found = accounts::named(connection, wish.account, wish.org).map_err(Error::told)?;
            let account = match found[..] {
                [account] => account,
                [] => bail!("there is no account {:?}", wish.account),
                _ => bail!(
                    "several orgs have an account {:?}: name one with --org",
                    wish.account
                ),
            };
            let caller = accounts::find(connection, account).map_err(Error::told)?;
            let caller = caller.context("the account has been shut")?;
            let asked = Scopes::read(&scopes).unwrap_or(Scopes::NONE);
            ensure!(
                caller.scopes.cover(asked),
                "the role of {} gives no more than {}",
                caller.name,
                caller.scopes
            );
            let token = NewToken {
                account,
                name,
                scopes,
                expires_at: wish.days.map(in_days),
                parent: None,
            };
            let minted = create(connection, &token).map_err(Error::told)?;
            let actor = Actor {
                via: Via::Cli,
                ..caller.actor()
            };
            note(connection, &actor, "POST", "/tokens", 201)?;
            Ok(minted.token)
        })
    }

    /// The tokens that are not revoked, the oldest first, under the heads of their columns.
    pub(crate) fn list(&self) -> anyhow::Result<Vec<[String; 8]>> {
        let sql = "SELECT CAST(t.id AS TEXT), t.name, o.name || '/' || a.name, t.prefix || '…',
                          replace(t.scopes, ' ', ','), substr(t.created_at, 1, 16) || 'Z',
                          coalesce(substr(t.expires_at, 1, 16) || 'Z', 'never'),
                          coalesce(substr(t.last_used_at, 1, 16) || 'Z', 'never')
                   FROM tokens t JOIN accounts a ON a.id = t.account_id JOIN orgs o ON o.id = a.org_id
                   WHERE t.revoked_at IS NULL ORDER BY t.id";
        let heads = [
            "ID", "NAME", "ACCOUNT", "TOKEN", "SCOPES", "CREATED", "ENDS", "USED",
        ];
        let tokens = rows(&self.0, sql, (), |row| {
            let mut cells = heads.map(str::to_owned);
            for (column, cell) in cells.iter_mut().enumerate() {
                *cell = row.get(column)?;
            }
            Ok(cells)
        });
        let mut table = tokens.map_err(Error::told)?;
        table.insert(0, heads.map(str::to_owned));
        Ok(table)
    }

    /// Revokes a token and those that were minted with it.
    pub(crate) fn revoke(&mut self, id: i64) -> anyhow::Result<()> {
        self.write(|connection| {
            let live = store::by_id(connection, id).map_err(Error::told)?;
            let account = live
                .with_context(|| format!("there is no token {id} that is good"))?
                .account;
            let owner = Owner::Account(account);
            store::revoke(connection, id, owner).map_err(Error::told)?;
            let caller = accounts::find(connection, account).map_err(Error::told)?;
            if let Some(caller) = caller {
                let actor = Actor {
                    via: Via::Cli,
                    ..caller.actor()
                };
                note(connection, &actor, "DELETE", &format!("/tokens/{id}"), 200)?;
            }
            Ok(())
        })
    }

    fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let transaction = self
            .0
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let outcome = work(&transaction)?;
        transaction.commit()?;
        Ok(outcome)
    }
}

/// Notes in the audit log what a request would have been noted as.
fn note(
    connection: &Connection,
    actor: &Actor,
    method: &str,
    path: &str,
    status: u16,
) -> anyhow::Result<()> {
    let deed = Deed {
        method: method.to_owned(),
        path: format!("{}{path}", super::WORKSPACE),
        status,
        count: 1,
        request_id: secret::random::<8>()?,
    };
    audit::add(connection, actor, &deed).map_err(Error::told)
}
