//! What the descriptions say is so: in the database, among themselves, and in the document that is made of them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rusqlite::Connection;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::{ADMIN_KEY, SECRET, Server};
use crate::backend::agency::kind::Kind;
use crate::backend::agency::resource::{COMMON, Resource};
use crate::backend::agency::resources::RESOURCES;
use crate::backend::agency::{filter, openapi};
use crate::backend::database::prepared;

fn asked(connection: &Connection, sql: &str, table: &str) -> BTreeSet<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let found = statement.query_map([table], |row| row.get(0)).unwrap();
    found.map(Result::unwrap).collect()
}

#[test]
fn every_table_has_the_columns_that_are_described() {
    let connection = prepared(None).unwrap();
    for resource in RESOURCES {
        let sql = "SELECT name FROM pragma_table_info(?1)";
        let described = resource.columns().filter(|column| column.sql.is_none());
        let mut described: BTreeSet<_> = described.map(|column| column.name.to_owned()).collect();
        described.extend(["division_id", "deleted_at"].map(str::to_owned));
        assert_eq!(asked(&connection, sql, resource.table), described);
    }
}

#[test]
fn every_column_that_may_be_empty_may_be_null_and_no_other() {
    let connection = prepared(None).unwrap();
    for resource in RESOURCES {
        let sql = "SELECT name FROM pragma_table_info(?1) WHERE \"notnull\" = 0 AND pk = 0 AND name <> 'deleted_at'";
        let nullable = resource.written().filter(|column| column.nullable());
        let nullable: BTreeSet<_> = nullable.map(|column| column.name.to_owned()).collect();
        assert_eq!(
            asked(&connection, sql, resource.table),
            nullable,
            "{}",
            resource.name
        );
    }
}

#[test]
fn every_reference_is_held_by_the_database_within_its_division() {
    let connection = prepared(None).unwrap();
    for resource in RESOURCES {
        let sql = "SELECT a.\"from\" || '>' || a.\"table\" FROM pragma_foreign_key_list(?1) a
                   JOIN pragma_foreign_key_list(?1) b ON a.id = b.id
                   WHERE a.\"to\" = 'id' AND b.\"from\" = 'division_id' AND b.\"to\" = 'division_id'";
        let references = resource.written().filter_map(|column| match column.kind {
            Kind::Reference(to) => Some(format!("{}>{}", column.name, to.to.table)),
            _ => None,
        });
        let references: BTreeSet<_> = references.collect();
        assert_eq!(
            asked(&connection, sql, resource.table),
            references,
            "{}",
            resource.name
        );
    }
}

#[test]
fn every_unique_column_is_held_by_the_database_among_the_living() {
    let connection = prepared(None).unwrap();
    for resource in RESOURCES {
        let sql = "SELECT i.name FROM pragma_index_list(?1) l JOIN pragma_index_info(l.name) i
                   WHERE l.\"unique\" AND l.partial AND i.name <> 'division_id'";
        let unique: BTreeSet<_> = resource
            .unique
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        assert_eq!(
            asked(&connection, sql, resource.table),
            unique,
            "{}",
            resource.name
        );
    }
}

#[test]
fn every_name_a_description_uses_is_a_column() {
    for resource in RESOURCES {
        let stored = |name: &str| resource.written().any(|column| column.name == name);
        assert!(resource.unique.iter().all(|name| stored(name)));
        assert!(resource.own.is_none_or(stored));
        for name in resource.sort.split(',') {
            let column = resource.column(name.trim_start_matches('-')).unwrap();
            assert!(column.kind.is_sortable());
        }
        for column in resource.columns() {
            if let Kind::Reference(to) = column.kind {
                assert!(to.same.is_none_or(|same| stored(same) && has(to.to, same)));
            }
        }
    }
}

fn has(resource: &'static Resource, name: &str) -> bool {
    resource.written().any(|column| column.name == name)
}

#[test]
fn no_name_means_two_things() {
    for resource in RESOURCES {
        let mut names =
            BTreeSet::from(["search", "fields", "sort", "page", "pagesize"].map(str::to_owned));
        for filter in filter::of(resource) {
            assert!(
                names.insert(filter.name.clone()),
                "{} {}",
                resource.name,
                filter.name
            );
        }
        let columns: Vec<_> = resource.columns().map(|column| column.name).collect();
        let distinct: BTreeSet<_> = columns.iter().collect();
        assert_eq!(columns.len(), distinct.len(), "{}", resource.name);
    }
    let names: BTreeSet<_> = RESOURCES
        .iter()
        .map(|resource| (resource.name, resource.table))
        .collect();
    assert_eq!(names.len(), RESOURCES.len());
}

#[test]
fn no_name_needs_quoting_in_sql_or_in_an_address() {
    let plain =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    for resource in RESOURCES {
        assert!(
            plain(resource.name) && plain(resource.table),
            "{}",
            resource.name
        );
        assert!(resource.columns().all(|column| plain(column.name)));
    }
    assert!(COMMON.iter().all(|column| plain(column.name)));
}

#[test]
fn the_document_is_openapi_with_every_operation_once() {
    let document = openapi::document();
    let read: OpenApi = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(read.paths.paths.len(), 5 + 2 * RESOURCES.len());
    let mut operations = BTreeSet::new();
    for methods in document["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(operations.insert(id.to_owned()), "{id}");
        }
    }
    // Five for each resource, but for the one that is only read; and six of the accounts.
    assert_eq!(operations.len(), 5 * RESOURCES.len() - 3 + 6);
    for id in [
        "list_companies",
        "get_company",
        "create_time_entry",
        "delete_quote",
    ] {
        assert!(operations.contains(id), "{id}");
    }
}

#[tokio::test]
async fn the_page_fetches_nothing_from_elsewhere() {
    let server = Server::start().await;
    let page = format!("{}/api/v4/docs/", server.address);
    for file in [
        "",
        "index.html",
        "swagger-initializer.js",
        "swagger-ui.css",
        "swagger-ui-bundle.js",
    ] {
        let response = server
            .client
            .get(format!("{page}{file}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{file}");
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        assert!(policy.starts_with("default-src 'self';"), "{policy}");
        let text = response.text().await.unwrap();
        if file.ends_with("initializer.js") {
            assert!(text.contains("/api/v4/openapi.json"), "{text}");
            assert!(text.contains("\"validatorUrl\": \"none\""), "{text}");
        }
        if file.ends_with(".html") || file.is_empty() {
            for attribute in ["src=\"", "href=\""] {
                let targets = text.split(attribute).skip(1);
                assert!(
                    targets
                        .into_iter()
                        .all(|target| !target.starts_with("http"))
                );
            }
        }
    }
    let document = server
        .client
        .get(format!("{}/api/v4/openapi.json", server.address));
    let document: Value = document.send().await.unwrap().json().await.unwrap();
    assert_eq!(document, openapi::document());
}

#[tokio::test]
async fn no_secret_stands_in_the_file_and_what_was_written_stays() {
    let name = format!("project-tracker-agency-{}", std::process::id());
    let folder: PathBuf = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let options = crate::backend::Options {
        database: Some(folder.join("tracker.db")),
        jwt_secret: Some(SECRET.into()),
        ..Default::default()
    };
    let first = Server::with(options.clone()).await;
    let created = first
        .post("/companies", serde_json::json!({ "name": "Kept" }))
        .await
        .data();
    let total = first.get("/projects").await.body["meta"]["total"].clone();
    drop(first);
    let second = Server::with(options).await;
    let path = format!("/companies/{}", created["id"]);
    assert_eq!(second.get(&path).await.data(), created);
    assert_eq!(second.get("/projects").await.body["meta"]["total"], total);
    for file in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [ADMIN_KEY, SECRET] {
            let secret = secret.as_bytes();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}
