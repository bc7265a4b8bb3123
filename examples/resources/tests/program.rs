//! The program, and a folder of its own for each test.

use std::path::PathBuf;

use serde_json::{Value, json};
use visitor::{Guest, Messages, Program, SESSIONS, STATELESS};

/// A program that serves a folder, which goes with it.
struct Served {
    program: Program,
    folder: PathBuf,
}

impl Served {
    async fn start(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        let path = folder.to_str().expect("the path is UTF-8");
        let program = Program::start(env!("CARGO_BIN_EXE_resources"), &[path]).await;
        Self { program, folder }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn uris(guest: &Guest) -> Vec<Value> {
    let result = guest.ask("resources/list", json!({})).await;
    let resources = result["resources"].as_array();
    let resources = resources.unwrap_or_else(|| panic!("{result}"));
    resources
        .iter()
        .map(|resource| resource["uri"].clone())
        .collect()
}

async fn read(guest: &Guest, name: &str) -> Messages {
    let uri = format!("note:///{name}");
    guest.begin("resources/read", json!({ "uri": uri })).await
}

async fn write(guest: &Guest, name: &str, text: &str) -> String {
    guest
        .text("write_note", json!({ "name": name, "text": text }))
        .await
}

#[tokio::test]
async fn notes_are_listed_read_and_completed() {
    let served = Served::start("listed").await;
    for revision in [SESSIONS, STATELESS] {
        let guest = Guest::arrive(&served.program, revision).await;
        assert_eq!(
            uris(&guest).await,
            ["note:///dot.png", "note:///welcome.md"]
        );
        let templates = guest.ask("resources/templates/list", json!({})).await;
        assert_eq!(
            templates["resourceTemplates"][0]["uriTemplate"],
            "note:///{name}"
        );
        let text = read(&guest, "welcome.md").await.result().await;
        let expected = json!({ "uri": "note:///welcome.md", "mimeType": "text/markdown", "text": "# Welcome\n" });
        assert_eq!(text["contents"], json!([expected]));
        let picture = read(&guest, "dot.png").await.result().await;
        assert_eq!(picture["contents"][0]["mimeType"], "image/png");
        let blob = picture["contents"][0]["blob"].as_str().unwrap();
        assert!(blob.starts_with("iVBORw0KGgo"), "{blob}");
        let typed = json!({
            "ref": { "type": "ref/resource", "uri": "note:///{name}" },
            "argument": { "name": "name", "value": "w" },
        });
        let completed = guest.ask("completion/complete", typed).await;
        assert_eq!(completed["completion"]["values"], json!(["welcome.md"]));
    }
}

#[tokio::test]
async fn there_is_nothing_but_notes() {
    let served = Served::start("nothing-else").await;
    let secret = served.folder.with_file_name("secret.md");
    std::fs::write(&secret, "secret").unwrap();
    let guest = Guest::arrive(&served.program, SESSIONS).await;
    for name in [
        "none.md",
        "..%2Fsecret.md",
        "%2Fetc%2Fpasswd",
        "../secret.md",
        ".",
        "%2E%2E",
    ] {
        let answer = read(&guest, name).await.next().await.unwrap();
        assert!(answer["error"]["code"].is_i64(), "{name}: {answer}");
    }
    let mut refused = guest
        .call("write_note", json!({ "name": "../secret.md", "text": "" }))
        .await;
    assert_eq!(refused.result().await["isError"], true);
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "secret");
}

#[tokio::test]
async fn who_is_subscribed_hears_of_a_change_and_everybody_of_a_new_note() {
    let served = Served::start("changed").await;
    let session = Guest::arrive(&served.program, SESSIONS).await;
    let welcome = json!({ "uri": "note:///welcome.md" });
    session.ask("resources/subscribe", welcome.clone()).await;
    let mut told = session.listen().await;
    let stateless = Guest::arrive(&served.program, STATELESS).await;
    let wishes =
        json!({ "resourceSubscriptions": ["note:///welcome.md"], "resourcesListChanged": true });
    let mut listening = stateless
        .begin("subscriptions/listen", json!({ "notifications": wishes }))
        .await;
    listening
        .hears("notifications/subscriptions/acknowledged")
        .await;

    assert_eq!(
        write(&stateless, "welcome.md", "# Hello\n").await,
        "written anew"
    );
    for stream in [&mut told, &mut listening] {
        let updated = stream.hears("notifications/resources/updated").await;
        assert_eq!(updated["uri"], "note:///welcome.md");
    }
    let text = read(&session, "welcome.md").await.result().await;
    assert_eq!(text["contents"][0]["text"], "# Hello\n");

    assert_eq!(write(&session, "shopping.md", "Milk").await, "a new note");
    for stream in [&mut told, &mut listening] {
        stream.hears("notifications/resources/list_changed").await;
    }
    let listed = [
        "note:///dot.png",
        "note:///shopping.md",
        "note:///welcome.md",
    ];
    assert_eq!(uris(&stateless).await, listed);
    assert_eq!(uris(&session).await, listed);

    session.ask("resources/unsubscribe", welcome).await;
    assert_eq!(
        write(&session, "welcome.md", "# Bye\n").await,
        "written anew"
    );
    listening.hears("notifications/resources/updated").await;
    let more = json!({ "uri": "note:///more.md" });
    write(&session, "more.md", "").await;
    told.hears("notifications/resources/list_changed").await;
    session.ask("resources/subscribe", more).await;
    write(&session, "more.md", "more").await;
    // It hears of this one alone.
    let updated = told.hears("notifications/resources/updated").await;
    assert_eq!(updated["uri"], "note:///more.md");
}

#[tokio::test]
async fn what_the_readme_says_to_try_works() {
    let served = Served::start("readme").await;
    let curls = visitor::curls(include_str!("../README.md"));
    let [list, read] = &curls[..] else {
        panic!("{curls:?}")
    };
    let listed = served.program.curl(list).await.result().await;
    assert_eq!(listed["resources"].as_array().unwrap().len(), 2);
    let note = served.program.curl(read).await.result().await;
    assert_eq!(note["contents"][0]["text"], "# Welcome\n");
}
