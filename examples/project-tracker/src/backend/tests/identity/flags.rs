//! Features that an org turns off, for itself alone.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Server, answer, filled, said};
use crate::backend::error::Error;
use crate::backend::flags::Feature;
use crate::backend::routes::ROUTES;
use crate::backend::store::flags as store;
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN, WORKSPACE};

const WORKFLOWS: &str = "/api/v1/flags/workflows";

async fn workflows(server: &Server, token: &str) -> Value {
    let flags = server.get(token, "/api/v1/flags").await.data();
    assert_eq!(flags[0]["name"], "workflows");
    flags[0]["enabled"].clone()
}

#[tokio::test]
async fn an_admin_turns_a_feature_off_and_on_for_their_org() {
    let server = Server::start().await;
    assert_eq!(workflows(&server, READER_TOKEN).await, true);
    let off = server
        .patch(ADMIN_TOKEN, WORKFLOWS, &json!({ "enabled": false }))
        .await;
    assert_eq!(off.data(), json!({ "name": "workflows", "enabled": false }));
    assert_eq!(workflows(&server, READER_TOKEN).await, false);
    assert_eq!(workflows(&server, GLOBEX_TOKEN).await, true);
    let on = server
        .patch(ADMIN_TOKEN, WORKFLOWS, &json!({ "enabled": true }))
        .await;
    assert_eq!(on.data()["enabled"], true);
    assert_eq!(workflows(&server, READER_TOKEN).await, true);
}

#[tokio::test]
async fn nobody_else_turns_them_and_not_into_something_else() {
    let server = Server::start().await;
    let off = json!({ "enabled": false });
    for token in [DEMO_TOKEN, READER_TOKEN] {
        let refused = server.patch(token, WORKFLOWS, &off).await.refusal();
        let message = "Permission denied: needs the scope admin";
        assert_eq!(refused, said(403, message));
    }
    let missing = server
        .patch(ADMIN_TOKEN, "/api/v1/flags/everything", &off)
        .await;
    assert_eq!(missing.refusal(), said(404, "Flag not found"));
    for body in [
        json!({}),
        json!({ "enabled": "no" }),
        json!({ "enabled": 0 }),
    ] {
        let refused = server.patch(ADMIN_TOKEN, WORKFLOWS, &body).await;
        assert_eq!(refused.status, 422, "{body}");
    }
    let refused = server.patch(ADMIN_TOKEN, WORKFLOWS, &json!([false])).await;
    assert_eq!(refused.status, 400);
    assert_eq!(workflows(&server, ADMIN_TOKEN).await, true);
}

#[test]
fn what_is_off_is_refused_in_that_org_alone() {
    let connection = filled();
    let feature = Feature::Workflows;
    store::set(&connection, 1, feature, false).unwrap();
    let refused = store::require(&connection, 1, feature);
    assert!(matches!(refused, Err(Error::Disabled("workflows"))));
    assert!(store::require(&connection, 2, feature).is_ok());
}

#[tokio::test]
async fn each_route_of_a_feature_that_is_off_says_so() {
    let server = Server::start().await;
    let off = server
        .patch(ADMIN_TOKEN, WORKFLOWS, &json!({ "enabled": false }))
        .await;
    assert_eq!(off.status, 200);
    let of_a_feature: Vec<_> = ROUTES
        .iter()
        .filter(|route| route.feature.is_some())
        .collect();
    assert!(!of_a_feature.is_empty());
    for route in of_a_feature {
        let path = format!("{WORKSPACE}{}", route.path.replace(['{', '}'], "9"));
        let ask = |token: &str| {
            let request = server.raw(route.method.clone(), &path).bearer_auth(token);
            answer(request.body("{ not JSON"))
        };
        let message = "The feature workflows is disabled for this org";
        assert_eq!(
            ask(ADMIN_TOKEN).await.refusal(),
            said(403, message),
            "{path}"
        );
        assert_ne!(ask(GLOBEX_TOKEN).await.status, 403, "{path}");
    }
    let request = server.raw(Method::GET, "/api/v1/projects");
    assert_eq!(answer(request.bearer_auth(ADMIN_TOKEN)).await.status, 200);
}
