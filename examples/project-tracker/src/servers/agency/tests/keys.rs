//! What was begun with a key ends with it.

use serde_json::{Value, json};

use super::{AGENCY_KEY, PATH, Rig, served, server};
use crate::servers::following::{Feed, Following};

#[tokio::test]
async fn a_stream_ends_with_the_key_behind_it() {
    let rig = Rig::start().await;
    let server = server(&rig).unwrap();
    let feed = Feed::new(&rig.backend, &rig.secret).unwrap();
    let _following = Following::start(feed, [server.clone()], None).await;
    let http = reqwest::Client::new();
    let rest = async |method: &str, path: &str, key: &str| -> Value {
        let url = format!("{}/api/v4{path}", rig.backend);
        let request = http.request(method.parse().unwrap(), url);
        let wish = json!({ "name": "for a while", "scopes": ["work:read"] });
        let request = request.header("apikey", key).json(&wish);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["data"].clone()
    };
    let minted = rest("POST", "/keys", AGENCY_KEY).await;
    let key = minted["key"].as_str().unwrap();
    let token = rest("POST", "/token", key).await;
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    let visitor = served(server, PATH).await;
    let brief = [
        visitor.greet("apikey", key).await,
        visitor.greet("authorization", &bearer).await,
    ];
    let lasting = visitor.greet("apikey", AGENCY_KEY).await;
    let mut streams = [brief[0].listen().await, brief[1].listen().await];
    let path = format!("/keys/{}", minted["id"]);
    assert_eq!(rest("DELETE", &path, AGENCY_KEY).await["revoked"], true);
    for stream in &mut streams {
        while stream.chunk().await.unwrap().is_some() {}
    }
    for brief in &brief {
        assert_eq!(brief.ask(&json!({})).await.0, 401);
    }
    assert_eq!(lasting.tools().await.len(), 52);
}
