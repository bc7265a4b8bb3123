//! What requests call things by: a key or a name or a number, always of the caller's org.

use rusqlite::Connection;

use super::{NOW, rows};
use crate::backend::auth::Caller;
use crate::backend::error::Error;

/// A sort of thing that requests refer to.
pub(in crate::backend) struct Named {
    /// What one is called at the beginning of a sentence.
    title: &'static str,
    /// What one is called in the middle of a sentence.
    one: &'static str,
    /// Where they are kept.
    pub(super) table: &'static str,
    /// The column it is known by besides its number.
    by: &'static str,
    /// What is true of the rows that can be referred to.
    living: &'static str,
}

const LIVING: &str = "deleted_at IS NULL";

/// Teams.
pub(in crate::backend) const TEAM: Named = Named::new("Team", "team", "teams", "key");
/// Projects.
pub(in crate::backend) const PROJECT: Named = Named::new("Project", "project", "projects", "key");
/// Sprints, whose names only differ within a team.
pub(in crate::backend) const SPRINT: Named = Named::new("Sprint", "sprint", "sprints", "name");
/// Labels.
pub(in crate::backend) const LABEL: Named = Named::new("Label", "label", "labels", "name");
/// Custom fields.
pub(in crate::backend) const CUSTOM_FIELD: Named =
    Named::new("Custom field", "custom field", "custom_fields", "key");
/// Agents.
pub(in crate::backend) const AGENT: Named = Named::new("Agent", "agent", "agents", "name");
/// Documents, which are known by their number alone.
pub(in crate::backend) const DOCUMENT: Named =
    Named::new("Document", "document", "documents", "id");
/// Integrations, which are known by their number alone.
pub(in crate::backend) const INTEGRATION: Named =
    Named::new("Integration", "integration", "integrations", "id");
const ACCOUNT: Named = Named {
    living: "active = 1",
    ..Named::new("Account", "account", "accounts", "name")
};

impl Named {
    const fn new(
        title: &'static str,
        one: &'static str,
        table: &'static str,
        by: &'static str,
    ) -> Self {
        Self {
            title,
            one,
            table,
            by,
            living: LIVING,
        }
    }

    /// The one that a path names.
    pub(in crate::backend) fn at(
        &self,
        connection: &Connection,
        org: i64,
        name: &str,
    ) -> Result<i64, Error> {
        match self.found(connection, org, name)?.as_slice() {
            [] => Err(Error::NotFound(self.title)),
            [id] => Ok(*id),
            _ => Err(Error::Conflict(self.ambiguous())),
        }
    }

    /// The one that a field of the request names.
    pub(in crate::backend) fn of(
        &self,
        connection: &Connection,
        org: i64,
        field: &str,
        name: &str,
    ) -> Result<i64, Error> {
        let problem = match self.found(connection, org, name)?.as_slice() {
            [] => format!("no {} has this {} or id", self.one, self.by),
            [id] => return Ok(*id),
            _ => self.ambiguous(),
        };
        Err(Error::Invalid(vec![format!("{field}: {problem}")]))
    }

    /// The one that a field names, if it names one.
    pub(in crate::backend) fn of_any(
        &self,
        connection: &Connection,
        org: i64,
        field: &str,
        name: Option<&str>,
    ) -> Result<Option<i64>, Error> {
        name.map(|name| self.of(connection, org, field, name))
            .transpose()
    }

    /// Marks a row as deleted.
    pub(in crate::backend) fn delete(
        &self,
        connection: &Connection,
        org: i64,
        id: i64,
    ) -> Result<(), Error> {
        let sql = format!(
            "UPDATE {} SET deleted_at = {NOW}, updated_at = {NOW} WHERE org_id = ?1 AND id = ?2",
            self.table
        );
        connection.prepare_cached(&sql)?.execute([org, id])?;
        Ok(())
    }

    /// At most two. A number is looked for first: it is never ambiguous.
    fn found(&self, connection: &Connection, org: i64, name: &str) -> Result<Vec<i64>, Error> {
        let Self {
            table, by, living, ..
        } = self;
        let sql = format!(
            "SELECT id FROM {table} WHERE org_id = ?1 AND {living}
             AND (id = ?2 OR ({by} = ?3 COLLATE NOCASE
                  AND NOT EXISTS (SELECT 1 FROM {table} WHERE org_id = ?1 AND {living} AND id = ?2)))
             LIMIT 2"
        );
        let id = name.parse::<i64>().ok();
        rows(connection, &sql, (org, id, name), |row| row.get(0))
    }

    fn ambiguous(&self) -> String {
        format!(
            "more than one {} has this {}; use the id",
            self.one, self.by
        )
    }
}

/// The account that a field names; `me` is the caller's own.
pub(in crate::backend) fn person(
    connection: &Connection,
    me: &Caller,
    field: &str,
    name: &str,
) -> Result<i64, Error> {
    if name == "me" {
        Ok(me.account)
    } else {
        ACCOUNT.of(connection, me.org, field, name)
    }
}

/// The account that a field names, if it names one.
pub(in crate::backend) fn any_person(
    connection: &Connection,
    me: &Caller,
    field: &str,
    name: Option<&str>,
) -> Result<Option<i64>, Error> {
    name.map(|name| person(connection, me, field, name))
        .transpose()
}

/// What becomes of a reference in a change: kept, taken away, or another.
pub(in crate::backend) fn changed<'a>(
    name: Option<&'a Option<String>>,
    find: impl FnOnce(&'a str) -> Result<i64, Error>,
) -> Result<Option<Option<i64>>, Error> {
    match name {
        None => Ok(None),
        Some(None) => Ok(Some(None)),
        Some(Some(name)) => find(name).map(|id| Some(Some(id))),
    }
}
