//! Lists: pages, order, columns, filters, totals.

use serde_json::{Value, json};

use super::{Server, said};
use crate::backend::agency::filter;
use crate::backend::agency::resources::RESOURCES;

#[tokio::test]
async fn the_pages_of_a_list_are_all_of_it_and_nothing_twice() {
    let server = Server::start().await;
    for resource in RESOURCES {
        let name = resource.name;
        let all = server
            .get(&format!("/{name}?pagesize=100"))
            .await
            .column("id");
        let mut paged = Vec::new();
        for page in 1..=all.len().div_ceil(3) {
            let answer = server.get(&format!("/{name}?pagesize=3&page={page}")).await;
            let meta = &answer.body["meta"];
            assert_eq!([&meta["page"], &meta["pagesize"]], [page, 3]);
            assert_eq!(
                [&meta["total"], &meta["pages"]],
                [all.len(), all.len().div_ceil(3)]
            );
            paged.extend(answer.column("id"));
        }
        assert_eq!(paged, all, "{name}");
        let beyond = server
            .get(&format!("/{name}?page=1000000&pagesize=100"))
            .await;
        assert_eq!(beyond.rows(), Vec::<Value>::new());
    }
}

#[tokio::test]
async fn every_sortable_column_sorts_both_ways() {
    let server = Server::start().await;
    for resource in RESOURCES {
        let name = resource.name;
        for column in resource
            .columns()
            .filter(|column| column.kind.is_sortable())
        {
            let up = format!("/{name}?pagesize=100&sort={}", column.name);
            let up = server.get(&up).await.column(column.name);
            let down = format!("/{name}?pagesize=100&sort=-{}", column.name);
            let mut down = server.get(&down).await.column(column.name);
            let empty = down.iter().position(Value::is_null).unwrap_or(down.len());
            assert!(
                down[empty..].iter().all(Value::is_null),
                "{name} {}",
                column.name
            );
            down[..empty].reverse();
            assert_eq!(folded(&up), folded(&down), "{name} {}", column.name);
            let values = &up[..empty];
            assert!(values.is_sorted_by(in_order), "{values:?}");
        }
    }
}

/// As SQLite's NOCASE sees them.
fn folded(values: &[Value]) -> Vec<String> {
    values
        .iter()
        .map(|value| value.to_string().to_ascii_lowercase())
        .collect()
}

fn in_order(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() <= b.as_f64(),
        (Value::Bool(a), Value::Bool(b)) => a <= b,
        (Value::String(a), Value::String(b)) => a.to_ascii_lowercase() <= b.to_ascii_lowercase(),
        _ => false,
    }
}

#[tokio::test]
async fn several_columns_sort_one_after_the_other() {
    let server = Server::start().await;
    let rows = server
        .get("/items?sort=-project_id,status&pagesize=100")
        .await
        .rows();
    let keys: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                -row["project_id"].as_i64().unwrap(),
                row["status"].to_string(),
            )
        })
        .collect();
    assert!(keys.is_sorted());
    assert!(keys.first() < keys.last());
}

#[tokio::test]
async fn only_the_fields_asked_for_are_shown_and_the_id() {
    let server = Server::start().await;
    let shown =
        json!({ "id": 1, "name": "Booking site for the ferries", "company_name": "Fjord Ferries" });
    for path in [
        "/projects?id=1&fields=name,company_name",
        "/projects/1?fields=company_name, name",
    ] {
        let data = server.get(path).await.data();
        let row = data.get(0).unwrap_or(&data);
        assert_eq!(*row, shown);
    }
}

#[tokio::test]
async fn filters_leave_out_what_does_not_fit() {
    let server = Server::start().await;
    for (query, numbers) in [
        ("status=active", "N-101 N-102 N-103"),
        ("status=on_hold,completed", "N-099 N-104"),
        ("company_id=2", "N-099 N-101"),
        ("company_id=3,4", "N-102 N-103 N-104"),
        ("manager_id=none", "N-099 N-104"),
        ("team=4", "N-101 N-103"),
        ("name=FOR%20THE", "N-101 N-102"),
        ("search=phone%20in%20the%20rain", "N-101"),
        ("search=museum", "N-103"),
        ("budget_min=6400.5&budget_max=48000", "N-099 N-101 N-102"),
        ("budget_max=6400.49", ""),
        ("open_items_min=3", "N-101"),
        ("start_date_to=2999-01-01&status=completed", "N-099"),
        (
            "created_at_from=2026-01-01&created_at_to=2999-12-31&id=1",
            "N-101",
        ),
        ("created_at_to=2026-01-01", ""),
        ("company_name=hjørnet&status=active", "N-102"),
        ("number=n-10&status=on_hold", "N-104"),
    ] {
        let list = server.get(&format!("/projects?{query}")).await;
        let found = list.column("number");
        let found: Vec<_> = found.iter().filter_map(Value::as_str).collect();
        assert_eq!(found.join(" "), numbers, "{query}");
    }
    let internal = server.get("/time?billable=false").await;
    assert_eq!(internal.column("minutes"), [45]);
}

#[tokio::test]
async fn totals_are_of_the_whole_list_and_not_of_the_page() {
    let server = Server::start().await;
    let list = server.get("/invoices?company_id=2&pagesize=1").await;
    assert_eq!(
        list.body["meta"],
        json!({
            "page": 1, "pagesize": 1, "pages": 2, "total": 2,
            "totals": { "amount": 32000.0, "tax": 8000.0, "paid": 25000.0, "outstanding": 15000.0 },
        })
    );
    let none = server.get("/invoices?number=nowhere").await;
    assert_eq!(none.body["meta"]["pages"], 0);
    assert_eq!(none.body["meta"]["totals"]["amount"], 0.0);
    let contacts = server.get("/contacts").await;
    assert_eq!(contacts.body["meta"].get("totals"), None);
}

#[tokio::test]
async fn every_filter_takes_a_good_value_and_refuses_a_bad_one() {
    let server = Server::start().await;
    for resource in RESOURCES {
        for filter in filter::of(resource) {
            let schema = filter.schema();
            let good = match (schema["type"].as_str().unwrap(), schema["format"].as_str()) {
                (_, Some("date" | "date-time")) => "2026-02-28",
                ("integer" | "number", _) => "1",
                ("boolean", _) => "true",
                _ if schema.get("pattern").is_some() => {
                    let words = schema["pattern"].as_str().unwrap();
                    words[2..].split([')', '|']).next().unwrap()
                }
                _ if schema.get("examples").is_some() => "1,2",
                _ => "text",
            };
            let path = format!("/{}?{}", resource.name, filter.name);
            let answer = server.get(&format!("{path}={good}")).await;
            assert_eq!(answer.status, 200, "{path}={good}: {}", answer.body);
            let (status, said) = server.get(&format!("{path}=")).await.refusal();
            assert_eq!(status, 422, "{path}");
            assert!(
                said[0].starts_with(&format!("{}: ", filter.name)),
                "{said:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_bad_query_says_what_would_be_good() {
    let server = Server::start().await;
    let sizes = "pagesize: must be a whole number from 1 to 100";
    for (query, message) in [
        ("pagesize=0", sizes),
        ("pagesize=101", sizes),
        ("page=-1", "page: must be a whole number from 1 to 1000000"),
        (
            "status=open",
            "status: must be one of draft, sent, paid, void",
        ),
        ("status=", "status: must be one of draft, sent, paid, void"),
        (
            "company_id=0",
            "company_id: must be a whole number greater than 0",
        ),
        (
            "company_id=none",
            "company_id: must be a whole number greater than 0",
        ),
        (
            "due_date_from=2026-02-30",
            "due_date_from: must be a date such as 2026-03-31",
        ),
        ("staus=paid", "staus: is not a known field"),
        ("status=paid&status=void", "status: is given more than once"),
        (
            "sort=number,number,number,number,number",
            "sort: must be at most 4 fields",
        ),
    ] {
        let answer = server.get(&format!("/invoices?{query}")).await;
        assert_eq!(answer.refusal(), said(422, message), "{query}");
    }
    for (query, start) in [
        ("sort=colour", "sort: \"colour\" is none of id, number, "),
        ("sort=notes", "sort: \"notes\" is none of id, number, "),
        ("sort=--number", "sort: \"-number\" is none of "),
        (
            "fields=number,colour",
            "fields: \"colour\" is none of id, number, ",
        ),
        ("fields=", "fields: \"\" is none of "),
    ] {
        let (status, said) = server.get(&format!("/invoices?{query}")).await.refusal();
        assert_eq!(status, 422);
        assert!(said[0].starts_with(start), "{said:?}");
    }
}
