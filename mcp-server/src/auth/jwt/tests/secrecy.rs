//! What is told of secrets, to clients and to the log: nothing.

use std::fmt::Write as _;

use serde_json::json;

use super::super::Keys;
use super::signing::{Family, SECRET, changed, encode, jwt, look};
use crate::auth::{LookupError, Secret};
use crate::logged::Logged;

#[tokio::test]
async fn neither_keys_nor_tokens_are_shown_or_logged() {
    let logged = Logged::start();
    let broken = Keys::fetched(async || Err::<String, _>(LookupError::from("no route to host")));
    let set = json!({ "keys": [Family::Shared.jwk(), { "kty": "oct", "k": "5ecr3t" }] });
    let all = [
        Family::Shared.keys(),
        Family::Rsa.keys(),
        Keys::set(set.to_string()).unwrap(),
        broken,
    ];
    let claims = json!({ "5ecr3t": "5ecr3t" });
    let tokens = [
        changed(&json!({}), &claims),
        changed(&json!({ "kid": "unknown" }), &claims),
        changed(&json!({}), &json!({ "exp": 1, "5ecr3t": 1 })),
        changed(&json!({ "alg": "none" }), &claims),
        format!("5ecr3t{}", "5ecr3t".repeat(2000)),
        "5ecr3t".to_owned(),
    ];
    let mut shown = String::new();
    for keys in all {
        let tokens_taken = jwt(keys);
        writeln!(shown, "{tokens_taken:?}").unwrap();
        for token in &tokens {
            writeln!(shown, "{:?}", look(&tokens_taken, token).await).unwrap();
        }
    }
    writeln!(shown, "{:?}", Keys::secret(b"5ecr3t").unwrap_err()).unwrap();
    writeln!(shown, "{:?}", Keys::set("5ecr3t").unwrap_err()).unwrap();
    writeln!(
        shown,
        "{:?}",
        Keys::pem("-----BEGIN PUBLIC KEY-----5ecr3t").unwrap_err()
    )
    .unwrap();
    writeln!(shown, "{:?}", Secret::new("5ecr3t")).unwrap();
    let text = logged.text();
    assert!(text.contains("no route to host"), "{text}");
    assert!(text.contains("passed over"), "{text}");
    shown += &text;
    let signatures = tokens.iter().filter_map(|token| token.rsplit_once('.'));
    let signatures = signatures.map(|(_, signature)| signature.to_owned());
    let secrets = ["5ecr3t".to_owned(), encode(SECRET), format!("{SECRET:?}")];
    for secret in secrets.into_iter().chain(signatures) {
        assert!(!shown.contains(&secret), "{secret} is in\n{shown}");
    }
}
