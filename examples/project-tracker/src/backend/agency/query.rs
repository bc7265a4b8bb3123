//! What a query asks of a list: which rows, which columns, in which order, which page.

use serde_json::Value as Json;

use super::filter::{self, Condition};
use super::resource::{Column, Resource};
use crate::backend::error::Error;
use crate::backend::fields::Fields;
use crate::backend::value::{number, text};
use crate::model::{PageNumber, PageSize};

const MOST_SORTS: usize = 4;

/// What a list shows.
pub(super) struct Selection {
    pub(super) conditions: Vec<Condition>,
    pub(super) order: String,
    pub(super) columns: Vec<&'static Column>,
    pub(super) page: PageNumber,
    pub(super) pagesize: PageSize,
}

/// Reads the query of a list.
pub(super) fn selection(
    resource: &'static Resource,
    mut fields: Fields,
) -> Result<Selection, Error> {
    let mut conditions = Vec::new();
    for filter in filter::of(resource) {
        conditions.extend(fields.optional(&filter.name, |value| filter.read(value)));
    }
    conditions.extend(fields.optional("search", |value| filter::search(resource, value)));
    let columns = fields.optional("fields", |value| columns(resource, value));
    let order = fields.optional("sort", |value| order(resource, text(value)?));
    let selection = Selection {
        conditions,
        order: match order {
            Some(order) => order,
            None => order_of(resource, resource.sort).map_err(|message| {
                Error::Internal(anyhow::anyhow!("sort of {}: {message}", resource.name))
            })?,
        },
        columns: columns.unwrap_or_else(|| resource.columns().collect()),
        page: fields.optional("page", number).unwrap_or_default(),
        pagesize: fields.optional("pagesize", number).unwrap_or_default(),
    };
    fields.finish()?;
    Ok(selection)
}

/// Reads the query of one row: which of its columns to show.
pub(super) fn columns_of(
    resource: &'static Resource,
    mut fields: Fields,
) -> Result<Vec<&'static Column>, Error> {
    let columns = fields.optional("fields", |value| columns(resource, value));
    fields.finish()?;
    Ok(columns.unwrap_or_else(|| resource.columns().collect()))
}

/// The columns named, and the id, without which nobody could ask on.
fn columns(resource: &'static Resource, value: &Json) -> Result<Vec<&'static Column>, String> {
    let names: Vec<&str> = text(value)?.split(',').map(str::trim).collect();
    if let Some(unknown) = names.iter().find(|name| resource.column(name).is_none()) {
        let known: Vec<_> = resource.columns().map(|column| column.name).collect();
        return Err(format!("{unknown:?} is none of {}", known.join(", ")));
    }
    let columns = resource.columns();
    Ok(columns
        .filter(|column| column.name == "id" || names.contains(&column.name))
        .collect())
}

fn order(resource: &'static Resource, given: &str) -> Result<String, String> {
    if given.split(',').count() > MOST_SORTS {
        return Err(format!("must be at most {MOST_SORTS} fields"));
    }
    order_of(resource, given)
}

/// The terms of an ORDER BY, made of names from the table and no word of the caller's.
fn order_of(resource: &'static Resource, given: &str) -> Result<String, String> {
    let mut order = String::new();
    for name in given.split(',').map(str::trim) {
        let (name, direction) = match name.strip_prefix('-') {
            Some(name) => (name, "DESC"),
            None => (name, "ASC"),
        };
        let column = resource
            .column(name)
            .filter(|column| column.kind.is_sortable());
        let column = column.ok_or_else(|| {
            let known = resource
                .columns()
                .filter(|column| column.kind.is_sortable());
            let known: Vec<_> = known.map(|column| column.name).collect();
            format!("{name:?} is none of {}", known.join(", "))
        })?;
        let case = if column.kind.is_text() {
            " COLLATE NOCASE"
        } else {
            ""
        };
        order += &format!("{}{case} {direction} NULLS LAST, ", column.sql());
    }
    // Rows that are otherwise equal must not change places between two pages.
    Ok(order + "t.id DESC")
}
