//! Nothing a caller says becomes SQL or leaves its place in the address.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ADMIN_KEY, OTHER_KEY, Server, answer};
use crate::backend::agency::filter;
use crate::backend::agency::kind::Kind;
use crate::backend::agency::resource::Access;
use crate::backend::agency::resources::RESOURCES;

const HOSTILE: &[&str] = &[
    "'",
    "\"",
    "''; DROP TABLE agency_companies; --",
    "1 OR 1=1",
    "1) OR (1=1",
    "x' OR 'x'='x",
    "x\") OR 1=1 --",
    "1 UNION SELECT hash FROM agency_api_keys",
    "t.division_id",
    "id DESC; DELETE FROM agency_time",
    "name COLLATE BINARY",
    "(SELECT hash FROM agency_api_keys)",
    "name,(SELECT 1)",
    "%",
    "_",
    "*",
    "?1",
    ":id",
    "$1",
    "@id",
    "\\",
    "../../../me",
    "1/../2",
    "1;2",
    "1?division_id=2",
    "1#",
    "\0",
    "\r\nX: y",
    "\u{202e}",
    "é\u{301}🚢",
    "NULL",
    "none' OR 1=1",
    "-1",
    "9223372036854775808",
    "1e400",
    "{}",
    "[1]",
];

/// Numbers that are the same in every run and look like none.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % below
    }

    /// Two or three of the hostile words in a row.
    fn text(&mut self) -> String {
        let pieces = 2 + self.next(2);
        (0..pieces)
            .map(|_| HOSTILE[self.next(HOSTILE.len())])
            .collect()
    }
}

fn texts() -> Vec<String> {
    let mut random = Random(0x5EED);
    let mut texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    texts.extend((0..15).map(|_| random.text()));
    texts.push("x".repeat(10_000));
    texts
}

/// All that the division of a key holds.
async fn everything(server: &Server, key: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for resource in RESOURCES {
        let path = format!("/{}?pagesize=100&sort=id", resource.name);
        all.extend(server.send(key, Method::GET, &path, None).await.rows());
    }
    all
}

/// Asks with one parameter, which the client encodes.
async fn ask(server: &Server, path: &str, name: &str, value: &str) -> (u16, Value) {
    let request = server.raw(Method::GET, path).header("apikey", ADMIN_KEY);
    let answer = answer(request.query(&[(name, value)])).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn no_parameter_of_a_list_becomes_sql() {
    let server = Server::start().await;
    let (ours, theirs) = (
        everything(&server, ADMIN_KEY).await,
        everything(&server, OTHER_KEY).await,
    );
    let texts = texts();
    for resource in RESOURCES {
        let path = format!("/{}", resource.name);
        let mut names: Vec<_> = filter::of(resource)
            .into_iter()
            .map(|filter| filter.name)
            .collect();
        names.extend(["search", "sort", "fields", "page", "pagesize"].map(str::to_owned));
        for name in &names {
            for text in &texts {
                let (status, body) = ask(&server, &path, name, text).await;
                // A search for such a text is a search like any other; it finds no row that is not ours.
                assert!(
                    matches!(status, 200 | 422),
                    "{path}?{name}={text:?}: {body}"
                );
                for row in body["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|row| row.is_object())
                {
                    assert!(ours.contains(row), "{path}?{name}={text:?}: {row}");
                }
            }
        }
        for text in &texts {
            let (status, _) = ask(&server, &path, text, "1").await;
            assert_eq!(status, 422, "{path}?{text:?}=1");
        }
    }
    assert_eq!(everything(&server, ADMIN_KEY).await, ours);
    assert_eq!(everything(&server, OTHER_KEY).await, theirs);
}

#[tokio::test]
async fn a_text_is_sought_as_it_is() {
    let server = Server::start().await;
    for text in HOSTILE
        .iter()
        .filter(|text| !text.contains(char::is_control))
    {
        let name = format!("Firma {text} GmbH");
        let created = server
            .post("/companies", json!({ "name": name }))
            .await
            .data();
        assert_eq!(created["name"], name);
        let sought = name.to_lowercase();
        for parameter in ["name", "search"] {
            let (status, body) = ask(&server, "/companies", parameter, &sought).await;
            assert_eq!(status, 200);
            assert_eq!(body["data"], json!([created]), "{parameter}={sought}");
        }
        server
            .delete(&format!("/companies/{}", created["id"]))
            .await
            .data();
    }
    let (_, wildcards) = ask(&server, "/companies", "name", "F%s").await;
    assert_eq!(wildcards["meta"]["total"], 0);
}

#[tokio::test]
async fn no_id_leaves_its_segment_or_becomes_sql() {
    let server = Server::start().await;
    let before = everything(&server, ADMIN_KEY).await;
    for resource in RESOURCES {
        for text in texts().iter().filter(|text| text.len() < 5_000) {
            let mut url = reqwest::Url::parse(&server.address).unwrap();
            let segments = ["api", "v4", resource.name, text];
            url.path_segments_mut()
                .unwrap()
                .pop_if_empty()
                .extend(segments);
            for method in [Method::GET, Method::DELETE, Method::PATCH] {
                let request = server.client.request(method, url.clone());
                let request = request
                    .header("apikey", ADMIN_KEY)
                    .json(&json!({ "notes": "x" }));
                let answer = answer(request).await;
                // 405 and 422 are what a resource says that has no such method or column.
                assert!(
                    matches!(answer.status, 400 | 404 | 405 | 422),
                    "{url}: {}",
                    answer.body
                );
            }
        }
    }
    assert_eq!(everything(&server, ADMIN_KEY).await, before);
}

#[tokio::test]
async fn no_value_of_a_body_becomes_sql() {
    let server = Server::start().await;
    let theirs = everything(&server, OTHER_KEY).await;
    for resource in RESOURCES.into_iter().filter(|resource| resource.writable) {
        let many = format!("/{}", resource.name);
        let first = server
            .get(&format!("{many}?sort=id&pagesize=1"))
            .await
            .rows();
        let path = format!("{many}/{}", first[0]["id"]);
        for column in resource
            .written()
            .filter(|column| column.access == Access::Open)
        {
            for text in texts() {
                let answer = server.patch(&path, json!({ column.name: text })).await;
                let is_text = matches!(column.kind, Kind::Line(_) | Kind::Prose(_) | Kind::Email);
                let good = if is_text {
                    [200, 409, 422].as_slice()
                } else {
                    &[422]
                };
                assert!(
                    good.contains(&answer.status),
                    "{path} {}: {}",
                    column.name,
                    answer.body
                );
                if answer.status == 200 {
                    assert_eq!(answer.data()[column.name], text.trim());
                }
            }
        }
        for text in texts() {
            let answer = server.patch(&path, json!({ text: 1 })).await;
            assert_eq!(answer.refusal().0, 422);
        }
    }
    assert_eq!(everything(&server, OTHER_KEY).await, theirs);
}
