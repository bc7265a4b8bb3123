//! Projects and issues as resources.

use serde_json::json;

use super::{ADMIN_TOKEN, BOTH, Client, DEMO_TOKEN, GLOBEX_TOKEN, Whole, read};

#[tokio::test]
async fn a_resource_is_what_the_api_says() {
    let whole = Whole::start().await;
    for revision in BOTH {
        let client = whole.client(DEMO_TOKEN, revision).await;
        for (uri, path) in [
            ("tracker://projects", "/projects"),
            ("tracker://projects/CORE", "/projects/CORE"),
            ("tracker://issues", "/issues"),
            ("tracker://issues/CORE-1", "/issues/CORE-1"),
        ] {
            let (status, expected) = whole.rest("GET", path, DEMO_TOKEN, None).await;
            assert_eq!(status, 200, "{path}");
            assert_eq!(client.read(uri).await.unwrap().text(), expected, "{uri}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_or_of_another_org_is_no_resource() {
    let whole = Whole::start().await;
    let (_, issue) = whole.rest("GET", "/issues/CORE-1", DEMO_TOKEN, None).await;
    let foreign = format!("tracker://issues/{}", read(&issue)["data"]["id"]);
    let member = whole.client(DEMO_TOKEN, BOTH[1]).await;
    let other = whole.client(GLOBEX_TOKEN, BOTH[1]).await;
    for (client, uri) in [
        (&member, "tracker://issues/CORE-99999"),
        (&member, "tracker://issues/CORE-1%2Fcomments"),
        (&member, "tracker://projects/NOWHERE"),
        (&other, &foreign),
    ] {
        let code = client.read(uri).await.unwrap_err().code();
        assert_eq!(code, Some(-32602), "{uri}");
    }
}

#[tokio::test]
async fn each_org_reads_its_own_under_the_same_name() {
    let whole = Whole::start().await;
    let mut texts = Vec::new();
    for token in [DEMO_TOKEN, GLOBEX_TOKEN] {
        let client = whole.client(token, BOTH[0]).await;
        let text = client.read("tracker://projects/CORE").await.unwrap().text();
        let (_, own) = whole.rest("GET", "/projects/CORE", token, None).await;
        assert_eq!(text, own);
        texts.push(text);
    }
    assert_ne!(texts[0], texts[1]);
}

#[tokio::test]
async fn each_org_finds_its_own_projects_in_the_list() {
    let whole = Whole::start().await;
    for revision in BOTH {
        let mut all = Vec::new();
        for token in [ADMIN_TOKEN, GLOBEX_TOKEN] {
            let client = whole.client(token, revision).await;
            let listed = client.resources().await.unwrap();
            let listed: Vec<String> = listed.into_iter().map(|resource| resource.uri).collect();
            let (_, projects) = whole.rest("GET", "/projects", token, None).await;
            let projects = read(&projects);
            let keys = projects["data"].as_array().unwrap().iter();
            let keys = keys.map(|project| project["key"].as_str().unwrap());
            let own: Vec<String> = keys
                .map(|key| format!("tracker://projects/{key}"))
                .collect();
            assert_eq!(listed[..2], ["tracker://projects", "tracker://issues"]);
            assert_eq!(listed[2..], own, "{revision}");
            for uri in &own {
                assert!(client.read(uri).await.is_ok(), "{uri}");
            }
            all.push(own);
        }
        assert_ne!(all[0], all[1]);
    }
}

#[tokio::test]
async fn all_projects_are_listed_however_many_there_are() {
    let whole = Whole::start().await;
    for number in 0..120 {
        let project = json!({ "key": format!("P{number}"), "name": "One more" });
        whole
            .change("POST", "/projects", ADMIN_TOKEN, project)
            .await;
    }
    let client = whole.client(ADMIN_TOKEN, BOTH[0]).await;
    let listed = client.resources().await.unwrap();
    for number in 0..120 {
        let uri = format!("tracker://projects/P{number}");
        assert!(listed.iter().any(|resource| resource.uri == uri), "{uri}");
    }
}

#[tokio::test]
async fn who_may_not_read_projects_finds_no_resource_of_them() {
    let whole = Whole::start().await;
    let wish = json!({ "name": "of a test", "scopes": ["issues:read"] });
    let (_, minted) = whole.rest("POST", "/tokens", DEMO_TOKEN, Some(wish)).await;
    let token = read(&minted)["data"]["token"].as_str().unwrap().to_owned();
    let client = whole.client(&token, BOTH[1]).await;
    let resources = client.resources().await.unwrap();
    let uris: Vec<_> = resources.iter().map(|resource| &*resource.uri).collect();
    assert_eq!(uris, ["tracker://issues"]);
    let templates = client.templates().await.unwrap();
    assert_eq!(templates.len(), 1);
    assert!(client.read("tracker://projects/CORE").await.is_err());
    assert!(client.read("tracker://issues/CORE-1").await.is_ok());
    assert!(client.prompts().await.unwrap().is_empty());
}

async fn completed(client: &Client, uri: &str, typed: &str) -> Vec<String> {
    let completion = client.complete_resource(uri, "id", typed).await.unwrap();
    completion.values
}

#[tokio::test]
async fn names_are_completed_as_the_api_knows_them() {
    let whole = Whole::start().await;
    let client = whole.client(DEMO_TOKEN, BOTH[0]).await;
    let projects = "tracker://projects/{id}";
    let issues = "tracker://issues/{id}";
    assert_eq!(completed(&client, projects, "co").await, ["CORE"]);
    let found = completed(&client, issues, "CORE-1").await;
    assert!(found.contains(&"CORE-1".to_owned()), "{found:?}");
    assert!(
        found.iter().all(|name| name.starts_with("CORE-1")),
        "{found:?}"
    );
    assert!(!completed(&client, issues, "").await.is_empty());
    assert!(completed(&client, issues, "NOWHERE-1").await.is_empty());
    assert!(completed(&client, issues, "../-").await.is_empty());
    let other = whole.client(GLOBEX_TOKEN, BOTH[0]).await;
    let (_, mine) = whole.rest("GET", "/projects", GLOBEX_TOKEN, None).await;
    let keys = read(&mine)["data"].as_array().unwrap().len();
    assert_eq!(completed(&other, projects, "").await.len(), keys);
}
