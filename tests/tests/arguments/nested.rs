//! Limits inside of values, and those of one struct for all arguments.

use std::collections::BTreeMap;

use mcp_server::prelude::*;
use serde_json::json;

use super::{answer, complaint, only_fault};

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    #[schemars(length(min = 1, max = 5))]
    name: String,
    #[schemars(range(min = 1, max = 9))]
    count: u8,
    #[serde(default)]
    #[schemars(regex(pattern = "^[A-Z]{2}$"))]
    country: Option<String>,
    #[serde(default)]
    children: Vec<Item>,
    #[serde(default)]
    #[schemars(extend("additionalProperties" = { "type": "integer", "minimum": 0 }))]
    stock: BTreeMap<String, i64>,
    kind: Option<Kind>,
}

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Kind {
    Fixed,
    Sized {
        #[expect(dead_code, reason = "only read")]
        size: u16,
    },
}

/// Order items
#[tool]
pub(super) fn order(
    #[arg(min_items = 1)] items: Vec<Item>,
    by_name: Option<BTreeMap<String, Item>>,
) -> String {
    let all = items
        .iter()
        .chain(by_name.iter().flat_map(BTreeMap::values));
    let names = all.map(|item| {
        let _ = (
            &item.country,
            &item.children,
            &item.stock,
            &item.kind,
            item.count,
        );
        item.name.as_str()
    });
    names.collect()
}

#[tokio::test]
async fn limits_inside_a_value_are_enforced_at_their_place() {
    let fine = r#"{"items":[{"name":"a","count":1,"kind":{"type":"sized","size":2}}]}"#;
    assert_eq!(answer(toolset![order], fine).await, "a");
    for (items, pointer) in [
        (json!([{ "name": "", "count": 1 }]), "/items/0/name"),
        (
            json!([{ "name": "a", "count": 1 }, { "name": "b", "count": 10 }]),
            "/items/1/count",
        ),
        (
            json!([{ "name": "a", "count": 1, "country": "de" }]),
            "/items/0/country",
        ),
        (
            json!([{ "name": "a", "count": 1, "children": [{ "name": "b", "count": 0 }] }]),
            "/items/0/children/0/count",
        ),
        (
            json!([{ "name": "a", "count": 1, "stock": { "x/y": -1 } }]),
            "/items/0/stock/x~1y",
        ),
        (
            json!([{ "name": "a", "count": 1, "kind": { "type": "sized", "size": -1 } }]),
            "/items/0/kind/size",
        ),
        (json!([{ "name": "a", "count": true }]), "/items/0/count"),
    ] {
        let arguments = json!({ "items": items }).to_string();
        let (at, said) = only_fault(toolset![order], &arguments).await;
        assert_eq!(at, pointer, "{said}");
    }
}

#[tokio::test]
async fn what_is_missing_or_unknown_inside_a_value_is_named() {
    let (at, said) = only_fault(toolset![order], r#"{"items":[{"name":"a"}]}"#).await;
    assert!(
        at.starts_with("/items/0") && format!("{at} {said}").contains("count"),
        "{at} {said}"
    );
    let arguments = r#"{"items":[{"name":"a","count":1,"colour":2}]}"#;
    let (at, said) = only_fault(toolset![order], arguments).await;
    assert!(format!("{at} {said}").contains("colour"), "{at} {said}");
    let (at, said) = only_fault(toolset![order], "{}").await;
    assert_eq!(at, "/items");
    assert!(
        said.starts_with("is missing; expected an array of at least 1 item"),
        "{said}"
    );
}

/// Search
#[derive(serde::Deserialize, schemars::JsonSchema)]
pub(super) struct Search {
    pub(super) text: String,
    #[schemars(range(min = 1, max = 50))]
    pub(super) limit: Option<u32>,
}

/// Search
#[tool]
pub(super) fn search(Args(search): Args<Search>) -> String {
    format!("{} {:?}", search.text, search.limit)
}

/// What is misspelt there is told although the type itself would drop it.
#[tokio::test]
async fn one_struct_for_all_takes_nothing_that_its_schema_does_not_name() {
    let complaint = complaint(toolset![search], r#"{"text":"a","limits":5}"#).await;
    let advice = "- `/limits` is not expected here; did you mean `limit`?";
    assert!(complaint.contains(advice), "{complaint}");
    let all = r#"{"text":"a","limit":5}"#;
    assert_eq!(answer(toolset![search], all).await, "a Some(5)");
    let more = r#"{"text":"a","more":5}"#;
    assert_eq!(answer(toolset![lax], more).await, "a");
}

/// Say so where more is meant to be taken
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
struct Lax {
    text: String,
}

/// Search without being particular
#[tool]
fn lax(Args(search): Args<Lax>) -> String {
    search.text
}

#[tokio::test]
async fn arguments_as_one_struct_are_held_to_its_schema() {
    assert_eq!(
        answer(toolset![search], r#"{"text":"a","limit":"5"}"#).await,
        "a Some(5)"
    );
    assert_eq!(
        answer(toolset![search], r#"{"text":"a","limit":null}"#).await,
        "a None"
    );
    let complaint = complaint(toolset![search], r#"{"limit":51,"more":1}"#).await;
    for part in [
        "`/limit` expected an integer from 1 to 50",
        "`/text` is missing",
        "`/more`",
    ] {
        assert!(complaint.contains(part), "{part}: {complaint}");
    }
}
