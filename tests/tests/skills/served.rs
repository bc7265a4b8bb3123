//! What clients get of skills.

use mcp_server::{Builder, Server, Skills};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::envelope::{V26, introduction};
use crate::support::wires::WIRES;

const REVIEW: &str = "skill://team/code-review";

fn code(answer: Option<Value>) -> (Value, String) {
    let error = answer.expect("it is answered")["error"].take();
    let message = error["message"].as_str().unwrap_or_default().to_owned();
    (error["code"].clone(), message)
}

/// All of a list, and how many pages it has.
async fn all(
    client: &mut Client,
    method: &str,
    member: &str,
    params: Value,
) -> (Vec<Value>, usize) {
    let (mut items, mut pages, mut params) = (Vec::new(), 0, params);
    loop {
        let mut page = client.ask(method, params.clone()).await.result().clone();
        items.extend(page[member].as_array().expect("a list").clone());
        pages += 1;
        match page["nextCursor"].take() {
            Value::Null => return (items, pages),
            cursor => params["cursor"] = cursor,
        }
    }
}

#[tokio::test]
async fn each_revision_hears_that_there_are_skills() {
    for (transport, revision) in WIRES {
        let mut client = Client::reach(transport, revision, |builder| builder).await;
        let heard = match revision {
            V26 => client.ask("server/discover", Value::Null).await,
            _ => {
                client
                    .ask("initialize", introduction(revision.as_str()))
                    .await
            }
        };
        let capabilities = &heard.result()["capabilities"];
        let extension = &capabilities["extensions"]["io.modelcontextprotocol/skills"];
        assert_eq!(extension, &json!({ "directoryRead": true }));
        assert!(capabilities["resources"].is_object());
    }
}

#[tokio::test]
async fn a_listed_skill_is_a_manifest_of_what_can_be_read() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let (skills, _) = all(&mut client, "skills/list", "skills", json!({})).await;
        let uris: Vec<_> = skills.iter().map(|skill| skill["uri"].as_str()).collect();
        let expected = [
            "skill://release-notes/SKILL.md",
            "skill://team/code-review/SKILL.md",
        ];
        assert_eq!(uris, expected.map(Some));
        assert_eq!(
            skills[0]["frontmatter"]["metadata"],
            json!({ "author": "everything", "version": "1.0" })
        );
        for skill in &skills {
            let got = client
                .ask("skills/get", json!({ "uri": skill["uri"] }))
                .await;
            assert_eq!(&got.result()["skill"], skill);
            assert!(got.result().get("nextCursor").is_none());
            for file in skill["resources"].as_array().expect("files") {
                let read = client
                    .ask("resources/read", json!({ "uri": file["uri"] }))
                    .await;
                let contents = &read.result()["contents"][0];
                let size = match contents["text"].as_str() {
                    Some(text) => text.len(),
                    None => 10,
                };
                assert_eq!(file["size"], size, "{file}");
                assert_eq!(contents["uri"], file["uri"]);
            }
        }
    }
}

#[tokio::test]
async fn a_digest_is_the_one_of_the_bytes() {
    let (transport, revision) = WIRES[0];
    let mut client = Client::connect(transport, revision).await;
    let params = json!({ "uri": format!("{REVIEW}/SKILL.md") });
    let got = client.ask("skills/get", params).await;
    let files = got.result()["skill"]["resources"]
        .as_array()
        .expect("files");
    let logo = files
        .iter()
        .find(|file| file["size"] == 10)
        .expect("a file of 10 bytes");
    assert_eq!(
        logo,
        &json!({
            "uri": format!("{REVIEW}/logo.png"),
            "digest": "sha256:d44c4eee8f72efac76c1f294e7260408825c8dad42adaaf6e9bee7e7ef4c7de3",
            "size": 10,
        })
    );
}

#[tokio::test]
async fn only_what_begins_a_skill_is_a_listed_resource() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let (listed, _) = all(&mut client, "resources/list", "resources", json!({})).await;
        let skills = listed.iter().filter(|resource| {
            resource["uri"]
                .as_str()
                .is_some_and(|uri| uri.starts_with("skill://"))
        });
        let shown: Vec<_> = skills
            .map(|skill| (skill["name"].as_str(), skill["mimeType"].as_str()))
            .collect();
        let markdown = Some("text/markdown");
        assert_eq!(
            shown,
            [
                (Some("release-notes"), markdown),
                (Some("code-review"), markdown)
            ]
        );
        let review = listed.last().expect("there are some");
        assert_eq!(
            review["description"],
            "Review a change before it is merged. Use it when somebody asks for a review."
        );
    }
}

#[tokio::test]
async fn a_folder_shows_what_lies_in_it_directly() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let folder = |uri: &str| json!({ "uri": uri });
        let method = "resources/directory/read";
        let heard = client.ask(method, folder(REVIEW)).await;
        let children = heard.result()["resources"]
            .as_array()
            .expect("children")
            .clone();
        let names: Vec<_> = children
            .iter()
            .map(|child| {
                (
                    child["name"].as_str().unwrap(),
                    child["mimeType"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            names,
            [
                ("code-review", "text/markdown"),
                ("checklists", "inode/directory"),
                ("logo.png", "image/png"),
            ]
        );
        assert_eq!(children[1]["uri"], format!("{REVIEW}/checklists"));
        for (uri, only) in [
            ("skill://team", "code-review"),
            ("skill://team/code-review/checklists", "rust.md"),
        ] {
            let heard = client.ask(method, folder(uri)).await;
            assert_eq!(heard.result()["resources"][0]["name"], only);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_refused_with_advice() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        for (method, uri, advice) in [
            (
                "skills/get",
                "skill://none/SKILL.md",
                "no skill is served at skill://none/SKILL.md",
            ),
            ("skills/get", REVIEW, "`skills/list` shows"),
            (
                "skills/get",
                "skill://release-notes/templates/entry.md",
                "no skill",
            ),
            (
                "resources/directory/read",
                "skill://release-notes/SKILL.md",
                "is no folder",
            ),
            (
                "resources/directory/read",
                "skill://release-notes/",
                "no `/` at its end",
            ),
            ("resources/directory/read", "skill://", "no folder"),
            (
                "resources/directory/read",
                "skill://release-notes/../team",
                "no folder",
            ),
        ] {
            let heard = client.ask(method, json!({ "uri": uri })).await;
            let (code, message) = code(heard.answer);
            assert_eq!(code, -32602, "{method} {uri}");
            assert!(message.contains(advice), "{message}");
        }
        for method in ["skills/get", "resources/directory/read"] {
            let heard = client.ask(method, json!({})).await;
            assert_eq!(
                code(heard.answer),
                (json!(-32602), "`uri` is missing".to_owned())
            );
        }
        for uri in [
            "skill://release-notes",
            "skill://release-notes/../../Cargo.toml",
            "skill://release-notes/%2e%2e/x",
        ] {
            let heard = client.ask("resources/read", json!({ "uri": uri })).await;
            let expected = if revision == V26 { -32602 } else { -32002 };
            assert_eq!(code(heard.answer).0, expected, "{uri}");
        }
    }
}

/// Five skills of two files each.
fn five(_: Builder) -> Builder {
    let skill = |skills: Skills, number: u32| {
        let text = format!("---\nname: s{number}\ndescription: d\n---\n");
        skills
            .file(format!("s{number}/SKILL.md"), text)
            .file(format!("s{number}/a"), "a")
    };
    Server::builder(("everything", "1"))
        .skills((1..=5).fold(Skills::new(), skill))
        .page_size(2)
}

#[tokio::test]
async fn pages_hold_whole_skills() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect_to(transport, revision, five).await;
        let (skills, pages) = all(&mut client, "skills/list", "skills", json!({})).await;
        assert_eq!((skills.len(), pages), (5, 3));
        assert!(
            skills
                .iter()
                .all(|skill| skill["resources"].as_array().unwrap().len() == 2)
        );
    }
}

#[tokio::test]
async fn a_cursor_is_of_one_list_only() {
    let wide = |builder: Builder| {
        let folder = Skills::new()
            .file("s1/d/a", "a")
            .file("s1/d/b", "b")
            .file("s1/d/c", "c");
        five(builder).skills(folder)
    };
    for (transport, revision) in WIRES {
        let mut client = Client::connect_to(transport, revision, wide).await;
        let folder = json!({ "uri": "skill://s1/d" });
        let method = "resources/directory/read";
        let (children, pages) = all(&mut client, method, "resources", folder.clone()).await;
        assert_eq!((children.len(), pages), (3, 2));
        let list = client.ask("skills/list", json!({})).await;
        let cursor = list.result()["nextCursor"].clone();
        let mut wrong = folder;
        wrong["cursor"] = cursor;
        let (code, message) = code(client.ask(method, wrong).await.answer);
        assert_eq!(code, -32602);
        assert!(message.contains("of another list"), "{message}");
    }
}

#[tokio::test]
async fn a_server_without_skills_has_none_of_the_methods() {
    let bare = |_| Server::builder(("everything", "1")).resources(mcp_server::Resources::new());
    for (transport, revision) in WIRES {
        let mut client = Client::connect_to(transport, revision, bare).await;
        for method in ["skills/list", "skills/get", "resources/directory/read"] {
            let heard = client
                .ask(method, json!({ "uri": "skill://a/SKILL.md" }))
                .await;
            assert_eq!(code(heard.answer).0, -32601, "{method}");
        }
    }
}

#[tokio::test]
async fn an_empty_list_is_a_list() {
    let empty = |_| Server::builder(("everything", "1")).skills(Skills::new());
    for (transport, revision) in WIRES {
        let mut client = Client::connect_to(transport, revision, empty).await;
        let (skills, _) = all(&mut client, "skills/list", "skills", json!({})).await;
        assert_eq!(skills, Vec::<Value>::new());
    }
}
