//! What a new database starts with: two divisions, their accounts, and work of every kind in each.

use std::collections::HashMap;

use anyhow::{Context as _, anyhow};
use jiff::ToSpan as _;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::caller::Caller;
use super::levels::Levels;
use super::resource::Resource;
use super::{body, change, keys, resources};
use crate::backend::error::Error;
use crate::backend::fields::Fields;
use crate::backend::moment;

/// The API key of the first division's admin.
pub(crate) const ADMIN_KEY: &str = "studio-admin-0000-local-AGY1001";

/// All of the demo. In its values `@name` stands for the id of the row of that name, and `~7` for the day in seven days.
#[derive(Deserialize)]
struct Demo {
    divisions: Vec<Division>,
}

#[derive(Deserialize)]
struct Division {
    name: String,
    accounts: Vec<Account>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Account {
    name: String,
    role: String,
    key: String,
    contact: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    /// The name of its resource.
    of: String,
    /// Its own name among the others of the demo.
    #[serde(rename = "as", default)]
    name: String,
    is: Map<String, Value>,
    /// What it goes through afterwards.
    #[serde(default)]
    then: Vec<Map<String, Value>>,
}

/// Writes the demo data, all or nothing, unless there are divisions already.
pub(in crate::backend) fn fill_if_new(connection: &mut Connection) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    let sql = "SELECT count(*) FROM agency_divisions";
    let divisions: i64 = transaction.query_row(sql, (), |row| row.get(0))?;
    if divisions == 0 {
        let demo: Demo = serde_json::from_str(include_str!("demo.json"))?;
        for division in demo.divisions {
            fill(&transaction, division)?;
        }
    }
    Ok(transaction.commit()?)
}

fn fill(connection: &Connection, division: Division) -> anyhow::Result<()> {
    let sql = "INSERT INTO agency_divisions (name) VALUES (?1) RETURNING id";
    let id: i64 = connection.query_row(sql, [&division.name], |row| row.get(0))?;
    let mut accounts = Vec::new();
    for account in division.accounts {
        let sql = "INSERT INTO agency_accounts (division_id, name, role) VALUES (?1, ?2, ?3) RETURNING id";
        let values = (id, &account.name, &account.role);
        let number: i64 = connection.query_row(sql, values, |row| row.get(0))?;
        keys::add(connection, number, "demo", Levels::ALL, &account.key).map_err(told)?;
        accounts.push((number, account));
    }
    let (first, _) = accounts.first().context("a division without accounts")?;
    let admin = Caller::find(connection, *first).map_err(told)?;
    let admin = admin.context("an account that cannot be found")?;
    let mut names = HashMap::new();
    for row in division.rows {
        let name = row.name.clone();
        let id = write(connection, &admin, row, &names)?;
        names.insert(name, id);
    }
    for (number, account) in accounts {
        let contact = account.contact.and_then(|name| names.get(&name));
        let sql = "UPDATE agency_accounts SET contact_id = ?2 WHERE id = ?1";
        connection.execute(sql, (number, contact))?;
    }
    Ok(())
}

fn write(
    connection: &Connection,
    admin: &Caller,
    row: Row,
    names: &HashMap<String, i64>,
) -> anyhow::Result<i64> {
    let resource = resources::named(&row.of).context("a resource that there is not")?;
    // Nobody writes the definitions of custom fields over the API, nor their choices.
    if !resource.writable {
        return define(connection, admin, resource, &row.is);
    }
    let fields = Fields::of_body(resolved(row.is, names)?);
    let new = body::creation(resource, admin, fields).map_err(told)?;
    let id = change::create(connection, resource, admin, &new).map_err(told)?;
    for step in row.then {
        let fields = Fields::of_body(resolved(step, names)?);
        let changes = body::changes(resource, fields).map_err(told)?;
        change::update(connection, resource, admin, id, &changes).map_err(told)?;
    }
    Ok(id)
}

fn define(
    connection: &Connection,
    admin: &Caller,
    resource: &Resource,
    field: &Map<String, Value>,
) -> anyhow::Result<i64> {
    let time = crate::backend::store::NOW;
    let sql = format!(
        "INSERT INTO {} (division_id, key, name, type, options, position, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, {time}, {time}) RETURNING id",
        resource.table
    );
    let text = |name: &str| field.get(name).and_then(Value::as_str);
    let options = field.get("options").map_or("[]".into(), Value::to_string);
    let position = field.get("position").and_then(Value::as_i64);
    let values = (
        admin.division,
        text("key"),
        text("name"),
        text("type"),
        options,
        position,
    );
    Ok(connection.query_row(&sql, values, |row| row.get(0))?)
}

fn resolved(
    values: Map<String, Value>,
    names: &HashMap<String, i64>,
) -> anyhow::Result<Map<String, Value>> {
    let values = values.into_iter();
    values
        .map(|(key, value)| Ok((key, resolve(value, names)?)))
        .collect()
}

fn resolve(value: Value, names: &HashMap<String, i64>) -> anyhow::Result<Value> {
    Ok(match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix('@') {
                let id = names
                    .get(name)
                    .with_context(|| format!("{text} is nowhere"))?;
                (*id).into()
            } else if let Some(days) = text.strip_prefix('~') {
                let days: i64 = days.parse()?;
                moment::today().checked_add(days.days())?.to_string().into()
            } else {
                text.into()
            }
        }
        Value::Array(values) => {
            let values = values.into_iter().map(|value| resolve(value, names));
            Value::Array(values.collect::<Result<_, _>>()?)
        }
        value => value,
    })
}

fn told(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => cause,
        error => anyhow!("{error:?}"),
    }
}
