//! What no message repeats.

use mcp_server::prelude::*;

use super::complaint;
use super::nested::Item;

/// Log in
#[tool]
fn log_in(
    #[arg(secret, min_length = 8)] password: &str,
    #[arg(secret)] pin: Option<u16>,
    #[arg(secret)] keys: Option<Vec<Item>>,
    #[arg(secret, one_of = ["red", "blue"])] word: Option<String>,
) -> String {
    format!(
        "{} {pin:?} {} {}",
        password.len(),
        keys.is_some(),
        word.is_some()
    )
}

#[tokio::test]
async fn a_secret_is_never_repeated() {
    for arguments in [
        r#"{"password":"hunter2"}"#,
        r#"{"password":["hunter2"]}"#,
        r#"{"password":{"hunter2":1}}"#,
        r#"{"password":"long enough","pin":"hunter2"}"#,
        r#"{"password":"long enough","pin":"77777"}"#,
        r#"{"password":"long enough","pin":77777}"#,
        r#"{"password":"long enough","keys":[{"name":"hunter2","count":1}]}"#,
        r#"{"password":"long enough","keys":[{"name":"a","count":"hunter2"}]}"#,
        r#"{"password":"long enough","word":"hunter2"}"#,
    ] {
        let complaint = complaint(toolset![log_in], arguments).await;
        let tells = complaint.contains("hunter2") || complaint.contains("77777");
        assert!(!tells, "{arguments}: {complaint}");
    }
}

#[tokio::test]
async fn a_secret_is_not_repeated_as_a_name_either() {
    let arguments = r#"{"password":"long enough","keys":[{"name":"a","count":1,"hunter2":1}]}"#;
    let complaint = complaint(toolset![log_in], arguments).await;
    assert!(!complaint.contains("hunter2"), "{complaint}");
}
