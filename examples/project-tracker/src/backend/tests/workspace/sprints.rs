//! Sprints: planned, begun, completed.

use serde_json::json;

use super::super::Server;
use super::{delete, get, patch, post};

#[tokio::test]
async fn sprints_are_listed_by_team_and_status() {
    let server = Server::start().await;
    for (query, names) in [
        ("", vec!["Sprint 16", "Sprint 15", "Launch", "Sprint 14"]),
        ("?team=eng", vec!["Sprint 16", "Sprint 15", "Sprint 14"]),
        ("?status=active", vec!["Sprint 15", "Launch"]),
        ("?team=ENG&status=completed", vec!["Sprint 14"]),
    ] {
        let found = get(&server, &format!("/sprints{query}")).await;
        assert_eq!(found.column("name"), names, "{query}");
    }
    let sprint = get(&server, "/sprints/sprint 15").await.data();
    assert_eq!(
        (&sprint["issues"], &sprint["open_issues"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(sprint["team"], "ENG");
}

#[tokio::test]
async fn a_sprint_goes_one_way_and_a_team_has_one_at_a_time() {
    let server = Server::start().await;
    let new = json!({ "team": "APP", "name": "One", "start_date": "2027-01-04", "end_date": "2027-01-15" });
    let one = post(&server, "/sprints", new).await.data();
    assert_eq!(one["status"], "planned");
    let two = post(&server, "/sprints", json!({ "team": "APP", "name": "Two" }))
        .await
        .data();
    let (one, two) = (
        format!("/sprints/{}", one["id"]),
        format!("/sprints/{}", two["id"]),
    );
    let to = |status: &str| json!({ "status": status });
    patch(&server, &one, to("completed"))
        .await
        .refused(409, "never back");
    assert_eq!(
        patch(&server, &one, to("active")).await.data()["status"],
        "active"
    );
    patch(&server, &one, to("active")).await.data();
    patch(&server, &two, to("active"))
        .await
        .refused(409, "APP has an active sprint");
    patch(&server, &one, to("planned"))
        .await
        .refused(409, "never back");
    patch(&server, &one, to("completed")).await.data();
    patch(&server, &one, to("active"))
        .await
        .refused(409, "never back");
    assert_eq!(
        patch(&server, &two, to("active")).await.data()["status"],
        "active"
    );
}

#[tokio::test]
async fn a_sprint_ends_no_earlier_than_it_begins() {
    let server = Server::start().await;
    let sprint = |start: &str, end: &str| json!({ "team": "APP", "name": "S", "start_date": start, "end_date": end });
    for (body, words) in [
        (sprint("2027-01-05", "2027-01-04"), "must not be before"),
        (sprint("2027-02-30", "2027-03-04"), "must be a date"),
        (sprint("5 January", "2027-03-04"), "must be a date"),
        (
            json!({ "team": "NOPE", "name": "S" }),
            "no team has this key or id",
        ),
        (json!({ "name": "S" }), "team: is required"),
        (
            json!({ "team": "APP", "name": "S", "status": "active" }),
            "not a known field",
        ),
    ] {
        post(&server, "/sprints", body).await.refused(422, words);
    }
    let made = post(&server, "/sprints", sprint("2027-01-05", "2027-01-05"))
        .await
        .data();
    let path = format!("/sprints/{}", made["id"]);
    let earlier = json!({ "end_date": "2027-01-01" });
    patch(&server, &path, earlier)
        .await
        .refused(422, "must not be before");
    let open_end = patch(&server, &path, json!({ "end_date": null }))
        .await
        .data();
    assert!(open_end["end_date"].is_null());
}

#[tokio::test]
async fn a_name_is_given_once_in_a_team_and_asks_for_the_id_when_two_teams_have_it() {
    let server = Server::start().await;
    let taken = json!({ "team": "ENG", "name": "sprint 15" });
    post(&server, "/sprints", taken)
        .await
        .refused(409, "has this name");
    post(
        &server,
        "/sprints",
        json!({ "team": "APP", "name": "Sprint 15" }),
    )
    .await
    .data();
    get(&server, "/sprints/Sprint 15")
        .await
        .refused(409, "use the id");
    get(&server, "/issues?sprint=Sprint+15")
        .await
        .refused(422, "use the id");
    let renamed = json!({ "name": "Launch" });
    patch(&server, "/sprints/Sprint 16", renamed).await.data();
}

#[tokio::test]
async fn a_deleted_sprint_leaves_its_issues_without_one() {
    let server = Server::start().await;
    delete(&server, "/sprints/Sprint 15")
        .await
        .refused(409, "complete it first");
    delete(&server, "/sprints/Sprint 16").await.data();
    get(&server, "/sprints/Sprint 16")
        .await
        .refused(404, "Sprint not found");
    let issue = get(&server, "/issues/CORE-3").await.data();
    assert!(issue["sprint"].is_null());
    post(
        &server,
        "/sprints",
        json!({ "team": "ENG", "name": "Sprint 16" }),
    )
    .await
    .data();
}
