//! Teams, and the projects they have.

use reqwest::Method;
use serde_json::json;

use super::super::Server;
use super::{admin, get, patch, post};

#[tokio::test]
async fn a_team_shows_its_people() {
    let server = Server::start().await;
    let teams = get(&server, "/teams").await;
    assert_eq!(teams.body["meta"]["total"], 3);
    assert_eq!(teams.column("key"), ["APP", "ENG", "SITE"]);
    let team = get(&server, "/teams/app").await.data();
    let people = team["people"].as_array().unwrap();
    let people: Vec<_> = people.iter().map(|person| person["name"].clone()).collect();
    assert_eq!(people, ["Noor", "Sanne"]);
    assert_eq!(team["members"], 2);
    get(&server, "/teams/nope")
        .await
        .refused(404, "Team not found");
}

#[tokio::test]
async fn an_admin_founds_a_team_and_says_who_is_in_it() {
    let server = Server::start().await;
    let team = json!({ "key": "OPS", "name": "Operations", "members": ["noor", "Noor", "me"] });
    post(&server, "/teams", team.clone())
        .await
        .refused(403, "admin");
    let made = admin(&server, Method::POST, "/teams", team.clone())
        .await
        .data();
    assert_eq!(made["members"], 2);
    admin(&server, Method::POST, "/teams", team)
        .await
        .refused(409, "has this key");
    let nobody = json!({ "members": ["Nobody"] });
    let refused = admin(&server, Method::PATCH, "/teams/OPS", nobody).await;
    refused.refused(422, "members: no account has this name");
    let fewer = json!({ "members": ["Zoë"], "name": "Ops" });
    let changed = admin(&server, Method::PATCH, "/teams/OPS", fewer)
        .await
        .data();
    assert_eq!(changed["people"][0]["name"], "Zoë");
    assert_eq!(
        (&changed["members"], &changed["name"]),
        (&json!(1), &json!("Ops"))
    );
}

#[tokio::test]
async fn a_project_has_a_team_and_a_lead() {
    let server = Server::start().await;
    let listed = get(&server, "/projects?team=ENG&status=active")
        .await
        .data();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(
        (&listed[0]["team"], &listed[0]["lead"]),
        (&json!("ENG"), &json!("Ingrid"))
    );
    let project = get(&server, "/projects/CORE").await.data();
    assert_eq!(project["team"]["name"], "Engineering");
    assert_eq!(project["lead"]["name"], "Ingrid");
    let change = json!({ "team": "SITE", "lead": null });
    let changed = patch(&server, "/projects/DC", change).await.data();
    assert_eq!(changed["team"]["key"], "SITE");
    assert!(changed["lead"].is_null());
    for (change, words) in [
        (
            json!({ "team": "NOPE" }),
            "team: no team has this key or id",
        ),
        (
            json!({ "lead": "Nobody" }),
            "lead: no account has this name or id",
        ),
        (json!({ "key": "NEW" }), "key: is not a known field"),
    ] {
        patch(&server, "/projects/DC", change)
            .await
            .refused(422, words);
    }
    get(&server, "/projects?team=NOPE")
        .await
        .refused(422, "no team");
}

#[tokio::test]
async fn a_deleted_project_keeps_its_key() {
    let server = Server::start().await;
    let project = json!({ "key": "TMP", "name": "Short" });
    post(&server, "/projects", project.clone()).await.data();
    admin(&server, Method::DELETE, "/projects/TMP", json!({}))
        .await
        .data();
    get(&server, "/projects/TMP")
        .await
        .refused(404, "Project not found");
    get(&server, "/issues?project=TMP")
        .await
        .refused(422, "no project");
    post(&server, "/projects", project)
        .await
        .refused(409, "already exists, or did");
}
