//! Skills that are replaced while the server serves.

use mcp_server::testing::Client;
use mcp_server::{Server, Skills};
use serde_json::json;

fn skills(body: &str) -> Skills {
    let text = format!("---\nname: refunds\ndescription: How we refund\n---\n{body}");
    Skills::new().file("refunds/SKILL.md", text)
}

fn server(skills: Skills) -> Server {
    let server = Server::builder(("everything", "1")).skills(skills);
    server.build().expect("it can be built")
}

#[tokio::test]
async fn others_take_the_place_of_all_that_there_were() {
    let server = server(skills("1").file("refunds/old.md", "old"));
    let client = Client::connect(&server).await.unwrap();
    let uri = json!({ "uri": "skill://refunds/SKILL.md" });
    let before = client.request("skills/get", uri.clone()).await.unwrap();
    server
        .change(|change| {
            change.skills(skills("2").file("refunds/new/note.md", "new"));
        })
        .unwrap();
    let after = client.request("skills/get", uri).await.unwrap();
    let digest = |got: &serde_json::Value| got["skill"]["resources"][0]["digest"].clone();
    assert_ne!(digest(&before), digest(&after));
    assert!(
        client
            .read("skill://refunds/SKILL.md")
            .await
            .unwrap()
            .text()
            .ends_with("---\n2")
    );
    assert_eq!(
        client
            .read("skill://refunds/new/note.md")
            .await
            .unwrap()
            .text(),
        "new"
    );
    assert!(client.read("skill://refunds/old.md").await.is_err());
    let folder = json!({ "uri": "skill://refunds/new" });
    assert!(
        client
            .request("resources/directory/read", folder)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_change_that_is_wrong_changes_nothing() {
    let server = server(skills("1"));
    let broken = Skills::new().file("refunds/SKILL.md", "no front matter");
    let error = server.change(|change| {
        change.skills(broken);
    });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("`refunds/SKILL.md`"), "{error}");
    let client = Client::connect(&server).await.unwrap();
    assert!(
        client
            .read("skill://refunds/SKILL.md")
            .await
            .unwrap()
            .text()
            .ends_with("---\n1")
    );
}

#[tokio::test]
async fn another_change_leaves_skills_alone() {
    let server = server(skills("1"));
    server
        .change(|change| {
            change.resources(mcp_server::Resources::new());
        })
        .unwrap();
    let client = Client::connect(&server).await.unwrap();
    assert_eq!(client.resources().await.unwrap().len(), 1);
    let error = server.change(|change| {
        change.remove_resource("skill://refunds/SKILL.md");
    });
    assert!(error.is_err(), "its manifest would lie");
}

#[test]
fn only_a_server_with_skills_gets_others() {
    let server = Server::builder(("everything", "1")).resources(mcp_server::Resources::new());
    let server = server.build().unwrap();
    let error = server.change(|change| {
        change.skills(skills("1"));
    });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("`Skills::new()`"), "{error}");
}

#[tokio::test]
async fn who_subscribed_to_a_file_hears_that_it_changed() {
    let server = server(skills("1").file("refunds/a.md", "a"));
    let client = Client::connect(&server).await.unwrap();
    let uris = json!(["skill://refunds/SKILL.md", "skill://refunds/a.md"]);
    let filter = json!({ "resourceSubscriptions": uris });
    let mut changes = client.listen(filter).await.unwrap();
    server
        .change(|change| {
            change.skills(skills("2").file("refunds/a.md", "a"));
        })
        .unwrap();
    let heard = changes.next().await.unwrap();
    assert_eq!(heard["params"]["uri"], "skill://refunds/SKILL.md");
}

#[test]
fn servers_in_servers_bring_their_skills() {
    let other = Server::builder(("other", "1"))
        .skills(Skills::new().file("mails/SKILL.md", "---\nname: mails\ndescription: d\n---\n"));
    let both = Server::builder(("everything", "1"))
        .skills(skills("1"))
        .nest("other", other);
    assert!(both.build().is_ok());
    let twice = Server::builder(("everything", "1")).skills(skills("1"));
    let twice = twice.merge(Server::builder(("other", "1")).skills(skills("1")));
    assert!(
        twice
            .build()
            .unwrap_err()
            .to_string()
            .contains("has the same path")
    );
}
