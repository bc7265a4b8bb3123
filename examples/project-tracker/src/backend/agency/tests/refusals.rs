//! Each way to be refused, and in which words.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::{ADMIN_KEY, OTHER_KEY, Server, answer, said};
use crate::backend::Options;
use crate::backend::agency::Limit;

#[tokio::test]
async fn a_body_that_is_no_object_is_malformed() {
    let server = Server::start().await;
    let deep = format!("{{\"name\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    for body in ["", "{", "[]", "null", "7", "{\"name\":\"a\"}x", &deep] {
        for (method, path) in [
            (Method::POST, "/companies"),
            (Method::PATCH, "/companies/1"),
        ] {
            let request = server.raw(method, path).header("apikey", ADMIN_KEY);
            let (status, said) = answer(request.body(body.to_owned())).await.refusal();
            assert_eq!(status, 400);
            assert!(
                said[0].starts_with("The body must be a JSON object"),
                "{said:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_id_is_a_number_from_one() {
    let server = Server::start().await;
    for id in [
        "0",
        "-1",
        "+1",
        "1.0",
        "one",
        "1%20",
        "99999999999999999999",
        "1%2F2",
        "%C3%A9",
    ] {
        let refused = server.get(&format!("/companies/{id}")).await.refusal();
        assert_eq!(
            refused,
            said(400, "id must be a whole number greater than 0"),
            "{id}"
        );
    }
    assert_eq!(server.get("/companies/%ff").await.refusal().0, 400);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::start().await;
    let missing = server.get("/time/999999").await.refusal();
    assert_eq!(missing, said(404, "Time entry not found"));
    for path in ["/", "/nothing", "/companies/1/contacts", "/companies/"] {
        assert_eq!(
            server.get(path).await.refusal(),
            said(404, "Page not found"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_method_that_is_not_there_is_refused_with_those_that_are() {
    let server = Server::start().await;
    let request = server
        .raw(Method::PUT, "/companies/1")
        .header("apikey", ADMIN_KEY);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 405);
    let allowed = response.headers()["allow"].to_str().unwrap();
    assert_eq!(allowed, "GET,HEAD,PATCH,DELETE");
}

#[tokio::test]
async fn a_body_of_more_than_one_mebibyte_is_too_large() {
    let server = Server::start().await;
    let body = json!({ "name": "x".repeat(1024 * 1024) });
    let refused = server.post("/companies", body).await.refusal();
    assert_eq!(refused, said(413, "The request is larger than 1 MiB"));
}

#[tokio::test]
async fn every_bad_field_has_its_own_message() {
    let server = Server::start().await;
    let body = json!({
        "number": " ", "company_id": "2", "manager_id": 0, "status": "open", "team": [1, "2"],
        "start_date": "2026-02-29", "due_date": 20260228, "budget": 1.005, "custom_fields": [],
        "id": 7, "created_at": null, "open_items": 3, "colour": "red", "division_id": 2, "deleted_at": null,
    });
    let (status, mut said) = server.post("/projects", body).await.refusal();
    said.sort();
    assert_eq!(status, 422);
    assert_eq!(
        said,
        [
            "budget: must be an amount from 0 to 10000000000 with at most two decimals",
            "colour: is not a known field",
            "company_id: must be a whole number greater than 0",
            "created_at: is set by the server",
            "custom_fields: must be an object",
            "deleted_at: is not a known field",
            "division_id: is not a known field",
            "due_date: must be a string",
            "id: is set by the server",
            "manager_id: must be a whole number greater than 0",
            "name: is required",
            "number: must have 1 to 20 characters",
            "open_items: is set by the server",
            "start_date: must be a date such as 2026-03-31",
            "status: must be one of active, on_hold, completed, archived",
            "team: each id must be a whole number greater than 0",
        ]
    );
}

#[tokio::test]
async fn values_have_bounds() {
    let server = Server::start().await;
    let entry = |field: &str, value: serde_json::Value| {
        let mut entry = json!({ "project_id": 1, "minutes": 10 });
        entry[field] = value;
        entry
    };
    for (field, value) in [
        ("minutes", json!(0)),
        ("minutes", json!(1441)),
        ("minutes", json!(1.5)),
        ("minutes", json!("10")),
        ("minutes", json!(1e300)),
        ("billable", json!(1)),
        ("billable", json!("true")),
        ("date", json!("0000-00-00")),
        ("note", json!("x".repeat(5001))),
        ("note", json!("nul\u{0}")),
        ("project_id", json!(i64::MAX)),
        ("project_id", json!(u64::MAX)),
        ("project_id", json!(null)),
        ("contact_id", json!(null)),
    ] {
        let (status, said) = server
            .post("/time", entry(field, value.clone()))
            .await
            .refusal();
        assert_eq!((status, said.len()), (422, 1), "{field}: {value}");
        assert!(said[0].starts_with(&format!("{field}: ")), "{said:?}");
    }
    let many: Vec<_> = (1..=51).collect();
    let many = server.patch("/projects/1", json!({ "team": many })).await;
    assert_eq!(many.refusal(), said(422, "team: must be at most 50 ids"));
    for email in ["a", "@b", "a@", "a b@c", "a@b\n"] {
        let answer = server.patch("/contacts/1", json!({ "email": email })).await;
        assert_eq!(answer.status == 200, email == "a@b\n", "{email:?}");
    }
}

#[tokio::test]
async fn a_change_changes_something_that_can_be_changed() {
    let server = Server::start().await;
    let empty = server.patch("/companies/1", json!({})).await.refusal();
    assert_eq!(empty, said(422, "Nothing to change is given"));
    let moved = server
        .patch("/items/1", json!({ "project_id": 2 }))
        .await
        .refusal();
    assert_eq!(
        moved,
        said(422, "project_id: cannot be changed once it is created")
    );
    let null = server
        .patch("/companies/1", json!({ "name": null }))
        .await
        .refusal();
    assert_eq!(null, said(422, "name: must not be null"));
    let query = server.delete("/companies/1?force=true").await.refusal();
    assert_eq!(query, said(422, "force: is not a known field"));
}

#[tokio::test]
async fn what_must_be_unique_conflicts_in_any_case() {
    let server = Server::start().await;
    let taken = server
        .post("/companies", json!({ "name": "fjord FERRIES" }))
        .await;
    assert_eq!(taken.refusal(), said(409, "name: another company has it"));
    let taken = server
        .patch("/projects/2", json!({ "number": "n-101" }))
        .await;
    assert_eq!(taken.refusal(), said(409, "number: another project has it"));
    let same = server
        .patch("/projects/2", json!({ "number": "n-102" }))
        .await;
    assert_eq!(same.status, 200);
}

#[tokio::test]
async fn what_belongs_together_has_to_agree() {
    let server = Server::start().await;
    let item = json!({ "project_id": 2, "phase_id": 1, "title": "Lost" });
    let refused = server.post("/items", item).await.refusal();
    assert_eq!(
        refused,
        said(422, "phase_id: this phase has another project_id")
    );
    let entry = json!({ "project_id": 1, "item_id": 1, "minutes": 5 });
    let entry = server.post("/time", entry).await.data()["id"].clone();
    // The item stays as it is, and would now be of another project.
    let moved = server
        .patch(&format!("/time/{entry}"), json!({ "project_id": 2 }))
        .await;
    assert_eq!(
        moved.refusal(),
        said(422, "item_id: this item has another project_id")
    );
    let invoice = json!({ "number": "Z", "company_id": 3, "project_id": 1, "amount": 1 });
    let refused = server.post("/invoices", invoice).await.refusal();
    assert_eq!(
        refused,
        said(422, "project_id: this project has another company_id")
    );
    let backwards = json!({ "start_date": "2026-02-02", "due_date": "2026-02-01" });
    let refused = server.patch("/projects/1", backwards).await.refusal();
    assert_eq!(
        refused,
        said(422, "due_date: must not be before start_date")
    );
}

#[tokio::test]
async fn custom_fields_hold_what_their_definition_says() {
    let server = Server::start().await;
    let values = json!({
        "source": "hearsay", "public": "yes", "launch": "soon", "margin": "10", "order_number": 7, "x": 1,
    });
    let body = json!({ "custom_fields": values });
    let (status, mut said) = server.patch("/projects/1", body).await.refusal();
    said.sort();
    assert_eq!(status, 422);
    assert_eq!(
        said,
        [
            "custom_fields.launch: must be a date such as 2026-03-31",
            "custom_fields.margin: must be a number",
            "custom_fields.order_number: must be a string",
            "custom_fields.public: must be true or false",
            "custom_fields.source: must be one of recommended, website, tender, returning",
            "custom_fields.x: is not a known field",
        ]
    );
}

#[tokio::test]
async fn an_invoice_takes_one_step_after_the_other() {
    let server = Server::start().await;
    let new =
        |status: &str| json!({ "number": "S-1", "company_id": 2, "amount": 10, "status": status });
    let refused = server.post("/invoices", new("paid")).await.refusal();
    assert_eq!(refused, said(422, "status: a new invoice must be draft"));
    let id = server.post("/invoices", new("draft")).await.data()["id"].clone();
    let path = format!("/invoices/{id}");
    let step = async |body| server.patch(&path, body).await;
    let refused = step(json!({ "status": "paid", "paid": 10 }))
        .await
        .refusal();
    assert_eq!(refused, said(409, "A draft invoice cannot become paid"));
    step(json!({ "status": "sent" })).await.data();
    let refused = step(json!({ "paid": 10.01 })).await.refusal();
    assert_eq!(
        refused,
        said(422, "paid: must not be more than amount and tax together")
    );
    let refused = step(json!({ "status": "paid", "paid": 9.99 }))
        .await
        .refusal();
    assert_eq!(
        refused,
        said(
            422,
            "status: an invoice is paid when paid is amount and tax together"
        )
    );
    let refused = step(json!({ "status": "draft" })).await.refusal();
    assert_eq!(refused, said(409, "A sent invoice cannot become draft"));
    step(json!({ "status": "paid", "paid": 10 })).await.data();
    let refused = step(json!({ "notes": "Too late" })).await.refusal();
    assert_eq!(refused, said(409, "A paid invoice cannot be changed"));
}

#[tokio::test]
async fn too_many_requests_are_told_how_long_to_wait() {
    let server = Server::with(Options {
        limit: Limit {
            burst: 3,
            every: Duration::from_secs(3600),
        },
        ..Options::default()
    })
    .await;
    for _ in 0..3 {
        assert_eq!(server.get("/me").await.status, 200);
    }
    let request = server
        .raw(Method::GET, "/companies")
        .header("apikey", ADMIN_KEY);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 429);
    let wait: u64 = response.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((3500..=3600).contains(&wait), "{wait}");
    let other = server.send(OTHER_KEY, Method::GET, "/me", None).await;
    assert_eq!(other.status, 200);
}
