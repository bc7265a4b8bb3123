//! The schemes that come with the server, over sockets.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;
use jsonwebtoken::{Algorithm, EncodingKey};
use mcp_server::Principal;
use mcp_server::auth::{ApiKeys, Authentication, Bearer, Jwt, Keys, LookupError, Secret};
use serde_json::{Value, json};

use crate::support::envelope::{V11, V26};
use crate::support::http::Response;
use crate::support::log::Log;
use crate::support::served::Served;
use crate::tokens::{With as _, call, challenge, said, serve_with};

const ISSUER: &str = "https://id.example.com";
const SERVER: &str = "https://mcp.example.com/mcp";
const SECRET: &[u8] = b"only-the-tests-know-this-5ecr3t-only-the-tests-know-this-5ecr3t-";

/// A token of the issuer with some claims changed; those that become `null` are left out.
fn token(algorithm: &str, changes: &Value) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let exp = changes["in"].as_i64().unwrap_or(300);
    let mut claims = json!({
        "iss": ISSUER,
        "aud": SERVER,
        "sub": "ann",
        "client_id": "cli",
        "scope": "admin",
        "exp": now.saturating_add_signed(exp),
    });
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    let encode = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
    let head = json!({ "alg": algorithm, "typ": "JWT" }).to_string();
    let message = format!(
        "{}.{}",
        encode(head.as_bytes()),
        encode(claims.to_string().as_bytes())
    );
    let key = EncodingKey::from_secret(SECRET);
    let signer = (DEFAULT_PROVIDER.signer_factory)(&Algorithm::HS256, &key).unwrap();
    let signature = signer.try_sign(message.as_bytes()).unwrap();
    format!("{message}.{}", encode(&signature))
}

async fn serve() -> Served {
    let keys = Keys::secret(SECRET).unwrap();
    let wish = Authentication::new()
        .with(Jwt::new(ISSUER, SERVER, keys))
        .implies("admin", ["read", "write"])
        .resource(SERVER)
        .authorization_server(ISSUER);
    serve_with(wish).await
}

async fn ask(served: &Served, tool: &str, token: &str) -> Response {
    served.send(&call(V26, None, tool).bearer(token)).await
}

/// Rows: AU-05, AU-06.
#[tokio::test]
async fn a_signed_token_for_this_server_proves_who_calls_and_no_other_does() {
    let log = Log::start();
    let served = serve().await;
    let good = token("HS256", &json!({}));
    assert_eq!(said(&ask(&served, "whoami", &good).await), "ann");
    assert_eq!(said(&ask(&served, "counting", &good).await), "1");
    let (message, signature) = good.rsplit_once('.').unwrap();
    let forged = format!("{message}.{}A", &signature[1..]);
    let unsigned = token("none", &json!({}));
    let unsigned = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
    for (name, token) in [
        ("expired", token("HS256", &json!({ "in": -61 }))),
        (
            "not yet",
            token(
                "HS256",
                &json!({ "nbf": 9_999_999_999_u64, "in": 999_999_999 }),
            ),
        ),
        (
            "for another server",
            token("HS256", &json!({ "aud": "https://other.example.com" })),
        ),
        ("for nobody", token("HS256", &json!({ "aud": null }))),
        (
            "of another issuer",
            token("HS256", &json!({ "iss": "https://evil.example.com" })),
        ),
        ("without an end", token("HS256", &json!({ "exp": null }))),
        ("about nobody", token("HS256", &json!({ "sub": null }))),
        ("of another algorithm", token("RS256", &json!({}))),
        ("without a signature", unsigned),
        ("forged", forged),
        ("garbage", "garbage".to_owned()),
    ] {
        let response = ask(&served, "counting", &token).await;
        assert_eq!(response.head.status, 401, "{name}: {response:?}");
        let challenge = challenge(&response);
        assert!(
            challenge.starts_with("Bearer error=\"invalid_token\", resource_metadata=\"https://mcp.example.com/.well-known/"),
            "{name}: {challenge}"
        );
        assert!(!challenge.contains(&token), "{name}");
    }
    for skewed in [token("HS256", &json!({ "in": -55 })), good.clone()] {
        assert_eq!(ask(&served, "whoami", &skewed).await.head.status, 200);
    }
    assert_eq!(served.probe.counted.times(), 1);
    assert!(!log.text().contains(signature), "a token is in the log");
}

#[tokio::test]
async fn a_token_whose_rights_have_changed_has_the_new_ones() {
    let served = serve().await;
    for (scope, status) in [
        ("read write", 200),
        ("read", 403),
        ("", 403),
        ("admin", 200),
    ] {
        let token = token("HS256", &json!({ "scope": scope }));
        let response = ask(&served, "counting", &token).await;
        assert_eq!(response.head.status, status, "{scope}");
    }
}

/// Whatever a client makes of its secrets, nobody reads them: not in an answer, nor in a log.
#[tokio::test]
async fn a_secret_that_is_sent_in_any_way_is_repeated_in_none() {
    const SECRET: &str = "5ecr3t-0123456789";
    let log = Log::start();
    let keys = ApiKeys::lookup("x-api-key", async |secret: Secret| {
        Err(LookupError::from(format!(
            "no rows for {}",
            secret.expose()
        )))
    });
    let tokens = Bearer::lookup(async |secret: Secret| match secret.expose() {
        SECRET => Ok(Some(Principal::new("tokens", "bob"))),
        _ => Ok(None),
    });
    let wish = Authentication::new().with(keys.unwrap()).with(tokens);
    let served = serve_with(wish).await;
    let plain = || call(V26, None, "headers");
    let query = |path: &str| {
        let mut post = plain();
        post.path = format!("{path}?access_token={SECRET}&sessionId={SECRET}");
        post
    };
    for (post, status) in [
        (plain().bearer(SECRET).with("Cookie", SECRET), 200),
        (
            plain().bearer(SECRET).with("Proxy-Authorization", SECRET),
            200,
        ),
        (plain().bearer(&format!("{SECRET} {SECRET}")), 400),
        (plain().bearer(&format!("\"{SECRET}\"")), 400),
        (plain().bearer(&format!("ä{SECRET}")), 400),
        (plain().bearer(&format!("x{SECRET}")), 401),
        (plain().with("Authorization", SECRET), 401),
        (
            plain().with("Authorization", format!("Basic {SECRET}")),
            401,
        ),
        (plain().bearer(SECRET).bearer(SECRET), 400),
        (plain().bearer(SECRET).with("X-Api-Key", SECRET), 400),
        (plain().with("X-Api-Key", SECRET), 503),
        (plain().with("Mcp-Session-Id", SECRET), 401),
        (call(V11, Some(SECRET), "count").bearer(SECRET), 404),
        (query("/mcp"), 401),
        (query("/message").bearer(SECRET), 400),
        (query("/nowhere"), 404),
    ] {
        let response = served.send(&post).await;
        assert_eq!(response.head.status, status, "{post:?}: {response:?}");
        let text = format!(
            "{:?}{}",
            response.head,
            String::from_utf8_lossy(&response.body)
        );
        assert!(!text.contains("5ecr3t"), "{text}");
    }
    let text = log.text();
    assert!(text.contains("no rows for …"), "{text}");
    assert!(!text.contains("5ecr3t"), "{text}");
}

#[tokio::test]
async fn keys_and_opaque_tokens_are_looked_up_side_by_side() {
    let ann = Principal::new("keys", "ann").with_scopes(["read", "write"]);
    let past = SystemTime::now() - Duration::from_secs(61);
    let keys = ApiKeys::new("x-api-key").unwrap();
    let keys = keys.key("anns-key-0123456789", ann).unwrap();
    let keys = keys.key(
        "olds-key-0123456789",
        Principal::new("keys", "old").until(past),
    );
    let tokens = Bearer::lookup(async |secret: Secret| match secret.expose() {
        "bobs-token" => Ok(Some(Principal::new("tokens", "bob"))),
        "down" => Err(LookupError::from("the database is gone")),
        _ => Ok(None),
    });
    let wish = Authentication::new().with(keys.unwrap()).with(tokens);
    let served = serve_with(wish).await;
    let key = |key: &str| call(V26, None, "whoami").with("X-Api-Key", key);
    assert_eq!(said(&served.send(&key("anns-key-0123456789")).await), "ann");
    assert_eq!(said(&ask(&served, "whoami", "bobs-token").await), "bob");
    assert_eq!(
        ask(&served, "counting", "bobs-token").await.head.status,
        403
    );
    assert_eq!(ask(&served, "whoami", "down").await.head.status, 503);
    for refused in [
        served.send(&key("eves-key-0123456789")).await,
        served.send(&key("olds-key-0123456789")).await,
        ask(&served, "whoami", "anns-key-0123456789").await,
    ] {
        assert_eq!(refused.head.status, 401, "{refused:?}");
        assert!(challenge(&refused).starts_with("Bearer error=\"invalid_token\""));
    }
}
