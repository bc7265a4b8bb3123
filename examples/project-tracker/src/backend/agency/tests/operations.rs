//! Each operation with each resource.

use reqwest::Method;
use serde_json::{Value, json};

use super::Server;
use crate::backend::agency::resource::Access;
use crate::backend::agency::resources::{RESOURCES, named};
use crate::backend::agency::{ADMIN_KEY, BASE};

/// A new row of a resource, and a change that it can go through.
pub(crate) struct Case {
    pub(crate) resource: &'static str,
    pub(crate) new: Value,
    pub(crate) change: Value,
}

fn case(resource: &'static str, new: Value, change: Value) -> Case {
    Case {
        resource,
        new,
        change,
    }
}

/// Rows that refer to the first rows of the demo.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = work();
    cases.extend(hours_and_money());
    cases
}

fn work() -> Vec<Case> {
    vec![
        case(
            "companies",
            json!({ "name": "Größe & Söhne 🚢", "city": "Kiel" }),
            json!({ "status": "archived", "city": null }),
        ),
        case(
            "contacts",
            json!({ "company_id": 1, "first_name": "Zoë", "last_name": "Ek", "email": "zoe@example.com" }),
            json!({ "company_id": 2, "email": null }),
        ),
        case(
            "projects",
            json!({
                "number": "X-1", "name": "New", "company_id": 2, "manager_id": 1, "team": [2, 1, 2],
                "start_date": "2026-01-01", "due_date": "2026-02-28", "budget": 99.95,
                "custom_fields": { "public": false, "launch": "2026-03-01", "margin": 12.5, "source": null },
            }),
            json!({ "status": "on_hold", "team": [], "custom_fields": {}, "budget": null }),
        ),
        case(
            "phases",
            json!({ "project_id": 1, "name": "Test", "parent_id": 1, "position": 9 }),
            json!({ "name": "Tests", "due_date": "2026-12-24" }),
        ),
        case(
            "items",
            json!({ "project_id": 1, "phase_id": 2, "title": "Try", "assignees": [1], "estimate_minutes": 0 }),
            json!({ "phase_id": null, "status": "done", "priority": 1, "budget": 0.5 }),
        ),
        case(
            "messages",
            json!({ "project_id": 1, "parent_id": 1, "subject": "Hm", "body": "One\nTwo" }),
            json!({ "body": "Three" }),
        ),
    ]
}

fn hours_and_money() -> Vec<Case> {
    vec![
        case(
            "time",
            json!({ "project_id": 1, "item_id": 1, "date": "2026-02-28", "minutes": 1440, "note": "" }),
            json!({ "item_id": null, "project_id": 2, "billable": false, "minutes": 1 }),
        ),
        case(
            "timeallocations",
            json!({ "item_id": 1, "start_date": "2026-01-01", "end_date": "2026-01-01", "minutes": 60 }),
            json!({ "end_date": "2026-01-31", "contact_id": 2 }),
        ),
        case(
            "invoices",
            json!({ "number": "X-1", "company_id": 2, "project_id": 1, "amount": 0.29, "tax": 0.07 }),
            json!({ "status": "sent", "paid": 0.1 }),
        ),
        case(
            "quotes",
            json!({ "number": "X-1", "title": "Some", "company_id": 2, "amount": 10_000_000_000_i64 }),
            json!({ "status": "sent", "project_id": 1 }),
        ),
    ]
}

#[test]
fn every_resource_that_can_be_written_has_a_case() {
    let cases: Vec<_> = cases().into_iter().map(|case| case.resource).collect();
    let written = RESOURCES.iter().filter(|resource| resource.writable);
    let mut written: Vec<_> = written.map(|resource| resource.name).collect();
    written.sort_by_key(|name| cases.iter().position(|case| case == name));
    assert_eq!(cases, written);
}

#[tokio::test]
async fn a_row_is_created_read_listed_changed_and_deleted() {
    let server = Server::start().await;
    for Case {
        resource,
        new,
        change,
    } in cases()
    {
        let many = format!("/{resource}");
        let before = server.get(&many).await.body["meta"]["total"].clone();
        let created = server.post(&many, new.clone()).await;
        assert_eq!(created.status, 201, "{resource}: {}", created.body);
        let created = created.data();
        holds(&created, &new, resource);
        let one = format!("{many}/{}", created["id"]);
        assert_eq!(server.get(&one).await.data(), created);

        let list = server.get(&many).await;
        assert_eq!(list.body["meta"]["total"], before.as_i64().unwrap() + 1);
        let found = server.get(&format!("{many}?id={}", created["id"])).await;
        assert_eq!(found.rows(), std::slice::from_ref(&created));

        let changed = server.patch(&one, change.clone()).await;
        assert_eq!(changed.status, 200, "{resource}: {}", changed.body);
        let changed = changed.data();
        holds(&changed, &change, resource);
        untouched(&created, &changed, &change, resource);
        assert_eq!(server.get(&one).await.data(), changed);

        // What has been sent is kept: only drafts go.
        if !matches!(resource, "invoices" | "quotes") {
            let gone = json!({ "id": created["id"], "deleted": true });
            assert_eq!(server.delete(&one).await.data(), gone);
            assert_eq!(server.get(&one).await.status, 404);
        }
    }
}

/// What was written is there; a field that was null is not.
fn holds(row: &Value, written: &Value, resource: &str) {
    for (name, value) in written.as_object().unwrap() {
        let value = match name.as_str() {
            "team" if value.as_array().is_some_and(|ids| ids.len() == 3) => &json!([1, 2]),
            "custom_fields" if value.get("source").is_some() => {
                &json!({ "public": false, "launch": "2026-03-01", "margin": 12.5 })
            }
            _ => value,
        };
        let same = match (row[name].as_f64(), value.as_f64()) {
            (Some(there), Some(wanted)) => (there - wanted).abs() < f64::EPSILON,
            _ => row[name] == *value,
        };
        assert!(same, "{resource}.{name}: {} is not {value}", row[name]);
    }
}

/// What was not written is as it was, but for what is worked out.
fn untouched(before: &Value, after: &Value, change: &Value, resource: &str) {
    for column in named(resource).unwrap().columns() {
        if column.access != Access::Server && change.get(column.name).is_none() {
            let name = column.name;
            assert_eq!(before[name], after[name], "{resource}.{name}");
        }
    }
    assert_eq!(before["created_at"], after["created_at"]);
    assert!(before["updated_at"].as_str() <= after["updated_at"].as_str());
}

#[tokio::test]
async fn every_resource_has_rows_to_begin_with_and_shows_all_its_columns() {
    let server = Server::start().await;
    for resource in RESOURCES {
        let rows = server.get(&format!("/{}", resource.name)).await.rows();
        assert!(!rows.is_empty(), "{}", resource.name);
        let mut columns: Vec<_> = resource.columns().map(|column| column.name).collect();
        columns.sort_unstable();
        for row in rows {
            let mut names: Vec<_> = row.as_object().unwrap().keys().collect();
            names.sort_unstable();
            assert_eq!(names, columns);
        }
    }
}

#[tokio::test]
async fn what_is_created_says_where_it_is() {
    let server = Server::start().await;
    let request = server.raw(Method::POST, "/companies");
    let request = request.header("apikey", ADMIN_KEY);
    let response = request.json(&json!({ "name": "Here" })).send().await;
    let response = response.unwrap();
    let place = response.headers()["location"].to_str().unwrap().to_owned();
    let created: Value = response.json().await.unwrap();
    assert_eq!(place, format!("{BASE}/companies/{}", created["data"]["id"]));
}

#[tokio::test]
async fn custom_fields_are_read_and_not_written() {
    let server = Server::start().await;
    let source = server.get("/customfields?key=source").await.rows();
    assert_eq!(source[0]["type"], "dropdown");
    assert_eq!(
        source[0]["options"],
        json!(["recommended", "website", "tender", "returning"])
    );
    for (method, path) in [
        (Method::POST, "/customfields"),
        (Method::PATCH, "/customfields/1"),
        (Method::DELETE, "/customfields/1"),
    ] {
        let answer = server.send(ADMIN_KEY, method, path, Some(json!({}))).await;
        assert_eq!(answer.refusal().0, 405, "{path}");
    }
}

#[tokio::test]
async fn what_is_left_out_is_preset() {
    let server = Server::start().await;
    let entry = json!({ "project_id": 1, "minutes": 5 });
    let entry = server.post("/time", entry).await.data();
    let me = server.get("/me").await.data();
    assert_eq!(entry["contact_id"], me["contact_id"]);
    assert_eq!(entry["billable"], true);
    assert_eq!(
        entry["date"].as_str().unwrap()[..10],
        entry["created_at"].as_str().unwrap()[..10]
    );
    let invoice = json!({ "number": "P-1", "company_id": 2, "amount": 1 });
    let invoice = server.post("/invoices", invoice).await.data();
    assert_eq!(invoice["status"], "draft");
    assert_eq!(
        (&invoice["tax"], &invoice["outstanding"]),
        (&json!(0.0), &json!(1.0))
    );
}

#[tokio::test]
async fn a_phase_rolls_up_its_items() {
    let server = Server::start().await;
    let phase = json!({ "project_id": 1, "name": "Sums" });
    let phase = server.post("/phases", phase).await.data()["id"].clone();
    for (status, estimate) in [("todo", 30), ("done", 45)] {
        let item = json!({
            "project_id": 1, "phase_id": phase, "title": "Part", "status": status, "estimate_minutes": estimate,
        });
        let item = server.post("/items", item).await.data()["id"].clone();
        let entry = json!({ "project_id": 1, "item_id": item, "minutes": 10 });
        server.post("/time", entry).await.data();
    }
    let phase = server.get(&format!("/phases/{phase}")).await.data();
    assert_eq!(
        [
            &phase["items"],
            &phase["open_items"],
            &phase["minutes_estimated"],
            &phase["minutes_logged"]
        ],
        [2, 1, 75, 20]
    );
}
