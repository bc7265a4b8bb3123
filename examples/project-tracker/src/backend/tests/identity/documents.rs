//! The OpenAPI documents, and the page of one.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::{Server, answer};
use crate::backend::openapi::document;
use crate::backend::routes::ROUTES;

#[test]
fn each_route_is_in_the_document_under_a_name_of_its_own() {
    let document = document();
    let _: OpenApi = serde_json::from_value(document.clone()).unwrap();
    let introspect = &document["paths"]["/introspect"]["post"];
    assert_eq!(introspect["operationId"], "introspect");
    let mut names = BTreeSet::new();
    for route in ROUTES {
        let method = route.method.as_str().to_ascii_lowercase();
        let operation = &document["paths"][route.path][&method];
        let name = operation["operationId"].as_str();
        let name = name.unwrap_or_else(|| panic!("{method} {} is not described", route.path));
        assert!(names.insert(name.to_owned()), "{name}");
        let described = operation["description"].as_str().unwrap_or_default();
        let scope = route.needs.map_or("", |scope| scope.name());
        assert!(described.contains(scope), "{name}: {described}");
        let has_body = operation["requestBody"].is_object();
        match route.method {
            Method::PATCH => assert!(has_body, "{name}"),
            Method::POST => {}
            _ => assert!(!has_body, "{name}"),
        }
    }
}

#[tokio::test]
async fn every_reference_in_a_document_leads_somewhere() {
    let server = Server::start().await;
    for (api, least) in [("v1", 10), ("v4", 100)] {
        let path = format!("/api/{api}/openapi.json");
        let document = answer(server.raw(Method::GET, &path)).await.body;
        let mut seen = 0;
        let mut rest = vec![&document];
        while let Some(value) = rest.pop() {
            if let Some(target) = value.get("$ref").and_then(Value::as_str) {
                assert!(document.pointer(&target[1..]).is_some(), "{target}");
                seen += 1;
            }
            match value {
                Value::Object(members) => rest.extend(members.values()),
                Value::Array(values) => rest.extend(values),
                _ => {}
            }
        }
        assert!(seen > least, "{api}: {seen}");
    }
}

#[tokio::test]
async fn the_page_and_the_document_are_there_for_everybody() {
    let server = Server::start().await;
    let page = server
        .raw(Method::GET, "/api/v1/docs/")
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
    let served = answer(server.raw(Method::GET, "/api/v1/openapi.json")).await;
    assert_eq!(served.body, document());
}
