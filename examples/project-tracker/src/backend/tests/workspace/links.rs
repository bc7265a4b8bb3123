//! Links between issues, from both sides.

use serde_json::json;

use super::super::Server;
use super::{delete, get, open, post};

#[tokio::test]
async fn a_link_is_seen_from_both_sides() {
    let server = Server::start().await;
    for (kind, back) in [
        ("blocks", "blocked_by"),
        ("blocked_by", "blocks"),
        ("duplicates", "duplicated_by"),
        ("duplicated_by", "duplicates"),
        ("relates_to", "relates_to"),
    ] {
        let (one, other) = (open(&server, "One").await, open(&server, "Other").await);
        let link = json!({ "type": kind, "issue": other });
        let made = post(&server, &format!("/issues/{one}/links"), link)
            .await
            .data();
        assert_eq!(
            (&made["type"], &made["issue"]["ref"]),
            (&json!(kind), &json!(other))
        );
        let seen = get(&server, &format!("/issues/{other}/links")).await.data();
        assert_eq!(seen[0]["type"], back);
        assert_eq!(seen[0]["issue"]["ref"], one.as_str());
        assert_eq!(seen[0]["id"], made["id"]);
        let detail = get(&server, &format!("/issues/{one}")).await.data();
        assert_eq!(detail["links"][0], made);
    }
}

#[tokio::test]
async fn what_blocks_or_duplicates_makes_no_circle() {
    let server = Server::start().await;
    for (kind, back) in [("blocks", "blocked_by"), ("duplicates", "duplicated_by")] {
        let mut chain = Vec::new();
        for number in 0..4 {
            chain.push(open(&server, &format!("Number {number}")).await);
        }
        for pair in chain.windows(2) {
            let link = json!({ "type": kind, "issue": pair[1] });
            post(&server, &format!("/issues/{}/links", pair[0]), link)
                .await
                .data();
        }
        for (from, to, kind) in [(3, 0, kind), (1, 0, kind), (2, 0, kind), (0, 3, back)] {
            let link = json!({ "type": kind, "issue": chain[to] });
            let path = format!("/issues/{}/links", chain[from]);
            post(&server, &path, link).await.refused(409, "circle");
        }
        // Another sort of link goes its own way.
        let link = json!({ "type": "relates_to", "issue": chain[0] });
        post(&server, &format!("/issues/{}/links", chain[3]), link)
            .await
            .data();
    }
}

#[tokio::test]
async fn a_link_is_refused_that_says_nothing_new() {
    let server = Server::start().await;
    let path = "/issues/CORE-3/links";
    post(
        &server,
        path,
        json!({ "type": "relates_to", "issue": "CORE-4" }),
    )
    .await
    .data();
    for (from, body, status, words) in [
        (
            "CORE-3",
            json!({ "type": "relates_to", "issue": "CORE-4" }),
            409,
            "already",
        ),
        (
            "CORE-4",
            json!({ "type": "relates_to", "issue": "core-3" }),
            409,
            "already",
        ),
        (
            "CORE-3",
            json!({ "type": "blocks", "issue": "CORE-3" }),
            422,
            "with itself",
        ),
        (
            "CORE-3",
            json!({ "type": "blocks", "issue": "CORE-999" }),
            422,
            "no issue",
        ),
        (
            "CORE-3",
            json!({ "type": "hates", "issue": "CORE-4" }),
            422,
            "unknown variant",
        ),
        (
            "CORE-3",
            json!({ "issue": "CORE-4" }),
            422,
            "type: is required",
        ),
        (
            "CORE-999",
            json!({ "type": "blocks", "issue": "CORE-4" }),
            404,
            "Issue not found",
        ),
    ] {
        let path = format!("/issues/{from}/links");
        post(&server, &path, body).await.refused(status, words);
    }
}

#[tokio::test]
async fn a_link_is_taken_away_from_either_side_and_no_other() {
    let server = Server::start().await;
    let id = get(&server, "/issues/CORE-2/links").await.data()[0]["id"].clone();
    let elsewhere = format!("/issues/CORE-3/links/{id}");
    delete(&server, &elsewhere)
        .await
        .refused(404, "Link not found");
    delete(&server, "/issues/CORE-2/links/0")
        .await
        .refused(400, "greater than 0");
    delete(&server, &format!("/issues/CORE-6/links/{id}"))
        .await
        .data();
    assert_eq!(get(&server, "/issues/CORE-2/links").await.data(), json!([]));
    delete(&server, &format!("/issues/CORE-2/links/{id}"))
        .await
        .refused(404, "Link not found");
}
