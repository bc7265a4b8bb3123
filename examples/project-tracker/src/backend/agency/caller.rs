//! Who calls, and what their role lets them do.

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Map, Value, json};

use super::keys::{self, Live};
use super::levels::{Area, Level, Levels};
use super::record::Record;
use super::resource::Resource;
use super::resources::RESOURCES;
use crate::backend::audit::Actor;
use crate::backend::auth::Via;
use crate::backend::error::Error;
use crate::delegation::Api;

/// The account behind a request.
#[derive(Clone)]
pub(in crate::backend) struct Caller {
    pub(super) account: i64,
    pub(super) name: String,
    /// The division whose rows are all the account can see.
    pub(super) division: i64,
    pub(super) division_name: String,
    pub(super) role: Role,
    /// How far the request may go: never further than the role.
    pub(super) levels: Levels,
    pub(super) via: Via,
    /// The API key behind the request.
    pub(super) key: Option<Live>,
    /// The contact the account acts as.
    pub(super) contact: Option<i64>,
}

/// What an account is to its division.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Admin,
    Manager,
    Staff,
    Reader,
}

impl Role {
    const ALL: [(Self, &str); 4] = [
        (Self::Admin, "admin"),
        (Self::Manager, "manager"),
        (Self::Staff, "staff"),
        (Self::Reader, "reader"),
    ];

    pub(super) fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(role, _)| *role == self);
        found.map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(role, _)| *role)
    }

    pub(super) fn level(self, area: Area) -> Level {
        match (self, area) {
            (Self::Admin, _) => Level::Delete,
            (Self::Manager, Area::Money) => Level::Write,
            (Self::Manager, _) => Level::Delete,
            (Self::Staff, Area::Directory) => Level::Read,
            (Self::Staff, Area::Work) => Level::Write,
            (Self::Staff, Area::Time) => Level::Delete,
            (Self::Staff, Area::Money) => Level::Nothing,
            (Self::Reader, _) => Level::Read,
        }
    }

    fn levels(self) -> Levels {
        Levels::of(|area| self.level(area))
    }
}

impl Caller {
    /// Finds an account that is still active.
    pub(super) fn find(connection: &Connection, account: i64) -> Result<Option<Self>, Error> {
        let sql = "SELECT a.name, a.division_id, d.name, a.role, a.contact_id
                   FROM agency_accounts a JOIN agency_divisions d ON d.id = a.division_id
                   WHERE a.id = ?1 AND a.active = 1";
        let found = connection.prepare_cached(sql)?.query_row([account], |row| {
            Ok((
                row.get::<_, String>(3)?,
                Self {
                    account,
                    name: row.get(0)?,
                    division: row.get(1)?,
                    division_name: row.get(2)?,
                    role: Role::Reader,
                    levels: Levels::NONE,
                    via: Via::Rest,
                    key: None,
                    contact: row.get(4)?,
                },
            ))
        });
        // A role this program does not know gives nothing.
        Ok(found.optional()?.and_then(|(role, caller)| {
            let role = Role::named(&role)?;
            Some(Self {
                role,
                levels: role.levels(),
                ..caller
            })
        }))
    }

    /// Finds the account of a key, for a request that may do no more than the key.
    pub(super) fn with_key(connection: &Connection, key: Live) -> Result<Option<Self>, Error> {
        let caller = Self::find(connection, key.account)?;
        Ok(caller.map(|caller| Self {
            levels: caller.levels.within(key.levels),
            key: Some(key),
            ..caller
        }))
    }

    /// Finds an account that had a key, as long as the key is good.
    pub(super) fn by(
        connection: &Connection,
        account: i64,
        key: Option<i64>,
    ) -> Result<Option<Self>, Error> {
        let Some(key) = key else {
            return Self::find(connection, account);
        };
        let key = keys::by_id(connection, key)?.filter(|key| key.account == account);
        key.map_or(Ok(None), |key| Self::with_key(connection, key))
    }

    /// The same for a request of the MCP server's, which may do no more than these scopes say. Scopes that nobody knows
    /// let nobody in.
    pub(super) fn delegated(self, scopes: &str) -> Option<Self> {
        Some(Self {
            levels: self.levels.within(Levels::read(scopes)?),
            via: Via::Mcp,
            ..self
        })
    }

    /// Who this is to the audit log.
    pub(super) fn actor(&self) -> Actor {
        Actor {
            api: Api::V4,
            org: self.division,
            account: self.account,
            name: self.name.clone(),
            token: self.key.map(|key| key.id),
            via: self.via,
        }
    }

    /// Refuses to look after the division's accounts, unless an admin asks, with a credential that may do all that admins
    /// may.
    pub(super) fn may_administer(&self) -> Result<(), Error> {
        let whole = self.levels == self.role.levels();
        if self.role == Role::Admin && whole && self.via != Via::Mcp {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Refuses what the role does not let the caller do.
    pub(super) fn may(&self, resource: &Resource, level: Level) -> Result<(), Error> {
        if self.levels.level(resource.area) >= level {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Refuses to let staff write what is somebody else's.
    pub(super) fn may_write(&self, resource: &Resource, row: &Record) -> Result<(), Error> {
        match resource.own {
            Some(column)
                if self.role == Role::Staff
                    && (self.contact.is_none() || row.number(column) != self.contact) =>
            {
                Err(Error::Forbidden)
            }
            _ => Ok(()),
        }
    }

    /// What the caller is told about itself.
    pub(super) fn describe(&self) -> Value {
        let permissions: Map<_, _> = RESOURCES
            .iter()
            .map(|resource| (resource.name.to_owned(), self.operations(resource).into()))
            .collect();
        json!({
            "id": self.account,
            "name": self.name,
            "role": self.role.name(),
            "division": { "id": self.division, "name": self.division_name },
            "contact_id": self.contact,
            "permissions": permissions,
        })
    }

    fn operations(&self, resource: &Resource) -> Vec<&'static str> {
        let level = self.levels.level(resource.area);
        let operations = [
            ("list", Level::Read, true),
            ("get", Level::Read, true),
            ("create", Level::Write, resource.writable),
            ("update", Level::Write, resource.writable),
            ("delete", Level::Delete, resource.writable),
        ];
        operations
            .into_iter()
            .filter(|(_, needed, offered)| *offered && level >= *needed)
            .map(|(name, _, _)| name)
            .collect()
    }
}
