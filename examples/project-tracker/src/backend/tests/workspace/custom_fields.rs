//! Custom fields: what they are, and what issues have in them.

use reqwest::Method;
use serde_json::json;

use super::super::Server;
use super::{admin, get, patch, post};

#[tokio::test]
async fn a_value_has_to_fit_its_field() {
    let server = Server::start().await;
    for (values, words) in [
        (
            json!({ "estimate": "5" }),
            "custom_fields.estimate: must be a number",
        ),
        (
            json!({ "customer": 5 }),
            "custom_fields.customer: must be a string",
        ),
        (
            json!({ "customer": "" }),
            "custom_fields.customer: must be one line",
        ),
        (
            json!({ "customer": "a\nb" }),
            "custom_fields.customer: must be one line",
        ),
        (
            json!({ "customer": "x".repeat(501) }),
            "1 to 500 characters",
        ),
        (
            json!({ "severity": "extreme" }),
            "must be one of low, medium, high",
        ),
        (json!({ "severity": 1 }), "must be a string"),
        (json!({ "promised_for": "2027-02-29" }), "must be a date"),
        (
            json!({ "nope": "x" }),
            "custom_fields.nope: no custom field has this key",
        ),
        (
            json!({ "nope": null }),
            "custom_fields.nope: no custom field has this key",
        ),
        (json!({ "customer": ["a"] }), "texts, numbers or null"),
        (json!({ "customer": true }), "texts, numbers or null"),
        (json!("customer"), "must be an object"),
    ] {
        let body = json!({ "custom_fields": values });
        patch(&server, "/issues/CORE-2", body)
            .await
            .refused(422, words);
    }
    let many = json!({ "custom_fields": { "estimate": "5", "severity": "extreme" } });
    let (_, messages) = patch(&server, "/issues/CORE-2", many).await.refusal();
    assert_eq!(messages.len(), 2);
    let after = get(&server, "/issues/CORE-2").await.data();
    assert_eq!(after["custom_fields"][2]["value"], 5);
}

#[tokio::test]
async fn only_an_admin_defines_fields() {
    let server = Server::start().await;
    let field =
        json!({ "key": "region", "name": "Region", "type": "select", "options": ["EU", "US"] });
    post(&server, "/custom-fields", field.clone())
        .await
        .refused(403, "admin");
    let made = admin(&server, Method::POST, "/custom-fields", field.clone())
        .await
        .data();
    assert_eq!(made["options"], json!(["EU", "US"]));
    let again = admin(&server, Method::POST, "/custom-fields", field).await;
    again.refused(409, "Another custom field has this key");
    patch(
        &server,
        "/issues/CORE-2",
        json!({ "custom_fields": { "region": "US" } }),
    )
    .await
    .data();
    let fewer = json!({ "options": ["EU"] });
    admin(&server, Method::PATCH, "/custom-fields/region", fewer)
        .await
        .data();
    let gone = json!({ "custom_fields": { "region": "US" } });
    patch(&server, "/issues/CORE-3", gone)
        .await
        .refused(422, "must be one of EU");
    admin(&server, Method::DELETE, "/custom-fields/region", json!({}))
        .await
        .data();
    get(&server, "/custom-fields/region")
        .await
        .refused(404, "Custom field not found");
    let issue = get(&server, "/issues/CORE-2").await.data();
    assert_eq!(issue["custom_fields"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_field_has_options_if_and_only_if_it_is_a_select() {
    let server = Server::start().await;
    for (body, words) in [
        (
            json!({ "key": "ab", "name": "A", "type": "select" }),
            "needs at least one",
        ),
        (
            json!({ "key": "ab", "name": "A", "type": "text", "options": ["x"] }),
            "only a select",
        ),
        (
            json!({ "key": "ab", "name": "A", "type": "select", "options": ["x", "x"] }),
            "twice",
        ),
        (
            json!({ "key": "ab", "name": "A", "type": "select", "options": [""] }),
            "each must have",
        ),
        (
            json!({ "key": "ab", "name": "A", "type": "select", "options": "x" }),
            "must be a list",
        ),
        (
            json!({ "key": "A-b", "name": "A", "type": "text" }),
            "lowercase letters",
        ),
        (
            json!({ "key": "ab", "name": "A", "type": "map" }),
            "unknown variant",
        ),
        (json!({ "key": "ab", "name": "A" }), "type: is required"),
    ] {
        admin(&server, Method::POST, "/custom-fields", body)
            .await
            .refused(422, words);
    }
    let options = json!({ "options": ["x"] });
    let refused = admin(&server, Method::PATCH, "/custom-fields/customer", options).await;
    refused.refused(422, "only a select");
}
