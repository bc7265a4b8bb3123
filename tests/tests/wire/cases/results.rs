//! What tools answer, in the words that each revision has.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::{ALL, Case, STATELESS, call, case};
use crate::support::envelope::{V03, V06, V11, V24, V26};

/// Characters that a transport could trip over.
const HARD: &str =
    "日本語 ✓ 𝄞 \u{2028}\u{2029}\u{feff}\u{0} line\r\n\r\ndata: x\n\nevent: y \"q\" \\ \u{7f}";

const WITHOUT_LINKS: &[Revision] = &[V24, V03];
const WITH_LINKS: &[Revision] = &[V06, V11, V26];
const WITH_OBJECTS: &[Revision] = &[V06, V11];
const WITH_AUDIO: &[Revision] = &[V03, V06, V11, V26];

/// Rows: JR-25, ST-02, ST-03, TL-13.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        call("text", ALL, "test_simple_text", json!({}))
            .says("This is a simple text response for testing."),
        case(
            "absent arguments are none",
            ALL,
            "tools/call",
            json!({ "name": "test_simple_text" }),
        )
        .says("This is a simple text response for testing."),
        call(
            "text comes back as it went",
            ALL,
            "echo",
            json!({ "text": HARD }),
        )
        .says(HARD),
        call("no text is text", ALL, "echo", json!({ "text": "" })).says(""),
        call("numbers", ALL, "add", json!({ "a": -7, "b": 10 })).says("3"),
        call(
            "a whole number may have a point",
            ALL,
            "add",
            json!({ "a": 1.0, "b": 2 }),
        )
        .says("3"),
        call("a picture", ALL, "test_image_content", json!({}))
            .gives(json!({ "content": [{ "type": "image", "mimeType": "image/png" }] })),
        call("a resource", ALL, "test_embedded_resource", json!({})).gives(json!({ "content": [{
            "type": "resource",
            "resource": {
                "uri": "test://embedded-resource",
                "mimeType": "text/plain",
                "text": "This is an embedded resource content.",
            },
        }] })),
        call("blocks", ALL, "test_multiple_content_types", json!({})).gives(
            json!({ "content": [{ "type": "text" }, { "type": "image" }, { "type": "resource" }] }),
        ),
    ];
    cases.extend(projected());
    cases.extend(structured());
    cases
}

/// Blocks that older revisions have no word for.
/// Rows: LC-16.
fn projected() -> Vec<Case> {
    let sound = json!({ "content": [{ "type": "audio", "mimeType": "audio/wav" }] });
    let embedded =
        json!({ "content": [{ "type": "resource", "resource": { "mimeType": "audio/wav" } }] });
    let link = json!({ "content": [{ "type": "resource_link", "uri": "test://linked", "name": "linked" }] });
    vec![
        call("a sound", WITH_AUDIO, "test_audio_content", json!({})).gives(sound),
        call("a sound", &[V24], "test_audio_content", json!({})).gives(embedded),
        call("a link", WITH_LINKS, "link", json!({})).gives(link),
        call("a link", WITHOUT_LINKS, "link", json!({})).says("linked: test://linked"),
    ]
}

/// Structured answers, which are also there as text.
/// Rows: TL-07.
fn structured() -> Vec<Case> {
    const PLACE: &str = r#"{"name":"K2","height":8611.0}"#;
    const PLACES: &str = r#"[{"name":"place 1","height":null}]"#;
    let value = |text| serde_json::from_str::<Value>(text).expect("the text is JSON");
    let both = |text, structured: Value| json!({ "content": [{ "type": "text", "text": text }], "structuredContent": structured });
    let place = |revisions| {
        call(
            "an object",
            revisions,
            "structured",
            json!({ "name": "K2", "height": 8611 }),
        )
    };
    let places = |revisions| call("an array", revisions, "list", json!({ "length": 1 }));
    vec![
        place(WITH_LINKS).gives(both(PLACE, value(PLACE))),
        place(WITHOUT_LINKS)
            .says(PLACE)
            .without(&["/structuredContent"]),
        places(WITH_OBJECTS).gives(both(PLACES, json!({ "result": value(PLACES) }))),
        places(STATELESS).gives(both(PLACES, value(PLACES))),
        places(WITHOUT_LINKS)
            .says(PLACES)
            .without(&["/structuredContent"]),
    ]
}
