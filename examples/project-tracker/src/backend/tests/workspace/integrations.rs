//! Integrations and how they stand.

use serde_json::json;

use super::super::Server;
use super::{delete, get, patch};

#[tokio::test]
async fn integrations_are_listed_by_kind_and_state() {
    let server = Server::start().await;
    for (query, names) in [
        (
            "",
            vec![
                "acme on GitHub",
                "Production errors",
                "#engineering",
                "Order system",
            ],
        ),
        ("?kind=slack", vec!["#engineering"]),
        ("?state=disabled", vec!["Order system"]),
        ("?kind=slack&state=error", vec![]),
    ] {
        let found = get(&server, &format!("/integrations{query}")).await;
        assert_eq!(found.column("name"), names, "{query}");
    }
    let failing = get(&server, "/integrations?state=error").await.data()[0].clone();
    assert!(
        failing["problem"]
            .as_str()
            .unwrap()
            .contains("connect it again")
    );
    let path = format!("/integrations/{}", failing["id"]);
    assert_eq!(get(&server, &path).await.data(), failing);
    get(&server, "/integrations?kind=fax")
        .await
        .refused(422, "unknown variant");
    get(&server, "/integrations/999")
        .await
        .refused(404, "Integration not found");
    assert_eq!(
        patch(&server, &path, json!({ "state": "connected" }))
            .await
            .status,
        405
    );
    assert_eq!(delete(&server, &path).await.status, 405);
}

#[tokio::test]
async fn an_integration_shows_these_fields_and_no_secret() {
    let server = Server::start().await;
    let known = [
        "created_at",
        "id",
        "kind",
        "last_sync_at",
        "name",
        "problem",
        "state",
        "updated_at",
    ];
    for integration in get(&server, "/integrations")
        .await
        .data()
        .as_array()
        .unwrap()
    {
        let mut fields: Vec<_> = integration.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(fields, known);
    }
}
