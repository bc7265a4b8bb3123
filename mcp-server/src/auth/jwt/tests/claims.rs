//! What a token says.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::super::{Jwt, LONGEST};
use super::signing::{
    AUDIENCE, Family, ISSUER, NOW, at, changed, claims, encode, jwt, look, outcome, token, with,
};
use crate::auth::{Scheme as _, Secret, Verdict};

const LATE: &str = "the token has expired";
const EARLY: &str = "the token is not valid yet";
const FOREIGN: &str = "the token is not for this server: its `aud` is another's";
const NO_TIME: &str = "a time in the token is none: it is a number of seconds since 1970";
const NO_END: &str = "the token does not expire: it has no `exp`";
const NOBODY: &str = "the token is nobody's: it has no `sub`";
const UNUSUAL: &str = "the token is of a kind that is not taken here";

fn shared() -> Jwt {
    jwt(Family::Shared.keys())
}

async fn all(table: &[(Value, &str)]) {
    for (changes, expected) in table {
        let found = outcome(&shared(), &changed(&json!({}), changes)).await;
        assert_eq!(found, *expected, "{changes}");
    }
}

#[tokio::test]
async fn the_issuer_is_this_one_or_the_token_is_not_ours() {
    all(&[
        (json!({ "iss": "https://id.example.com/" }), "NotMine"),
        (json!({ "iss": "HTTPS://ID.EXAMPLE.COM" }), "NotMine"),
        (json!({ "iss": "https://evil.example.com" }), "NotMine"),
        (json!({ "iss": [ISSUER] }), "NotMine"),
        (json!({ "iss": 1 }), "NotMine"),
        (json!({ "iss": null }), "NotMine"),
    ])
    .await;
}

#[tokio::test]
async fn the_audience_is_a_text_or_a_list_with_this_server() {
    all(&[
        (json!({ "aud": [AUDIENCE] }), "ann"),
        (json!({ "aud": ["https://other", 1, AUDIENCE] }), "ann"),
        (json!({ "aud": null }), FOREIGN),
        (json!({ "aud": "" }), FOREIGN),
        (json!({ "aud": "https://other" }), FOREIGN),
        (
            json!({ "aud": "https://tracker.example.com/mcp/" }),
            FOREIGN,
        ),
        (json!({ "aud": "https://tracker.example.com" }), FOREIGN),
        (json!({ "aud": [] }), FOREIGN),
        (json!({ "aud": ["https://other", [AUDIENCE]] }), FOREIGN),
        (json!({ "aud": { AUDIENCE: true } }), FOREIGN),
        (json!({ "aud": true }), FOREIGN),
    ])
    .await;
    let two = shared().audience("https://other");
    for audience in [AUDIENCE, "https://other"] {
        let token = changed(&json!({}), &json!({ "aud": audience }));
        assert_eq!(outcome(&two, &token).await, "ann");
    }
}

#[tokio::test]
async fn a_token_counts_from_a_minute_before_its_start_until_a_minute_after_its_end() {
    all(&[
        (json!({ "exp": NOW }), "ann"),
        (json!({ "exp": NOW - 59 }), "ann"),
        (json!({ "exp": NOW - 60 }), LATE),
        (json!({ "exp": NOW - 61 }), LATE),
        (json!({ "exp": (NOW - 60) as f64 + 0.5 }), "ann"),
        (json!({ "exp": (NOW - 60) as f64 - 0.5 }), LATE),
        (json!({ "exp": 0 }), LATE),
        (json!({ "exp": u64::from(u32::MAX) }), "ann"),
        (json!({ "nbf": NOW }), "ann"),
        (json!({ "nbf": NOW + 60 }), "ann"),
        (json!({ "nbf": NOW + 61 }), EARLY),
        (json!({ "nbf": NOW + 60, "exp": NOW - 59 }), "ann"),
    ])
    .await;
}

#[tokio::test]
async fn less_skew_can_be_told() {
    for (told, skew) in [(0, 0), (1, 1), (59, 59), (60, 60), (61, 60), (u64::MAX, 60)] {
        let tokens = shared().skew(Duration::from_secs(told));
        for (changes, expected) in [
            (json!({ "exp": NOW - skew + 1 }), "ann"),
            (json!({ "exp": NOW - skew }), LATE),
            (json!({ "nbf": NOW + skew }), "ann"),
            (json!({ "nbf": NOW + skew + 1 }), EARLY),
        ] {
            let token = changed(&json!({}), &changes);
            assert_eq!(
                outcome(&tokens, &token).await,
                expected,
                "{changes}, {skew} s"
            );
        }
    }
}

#[tokio::test]
async fn a_time_that_is_none_is_refused() {
    for wrong in [
        json!("2000000300"),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!([NOW]),
    ] {
        all(&[
            (json!({ "exp": wrong }), NO_TIME),
            (json!({ "nbf": wrong }), NO_TIME),
        ])
        .await;
    }
    all(&[(json!({ "exp": null }), NO_END)]).await;
}

#[tokio::test]
async fn a_token_without_a_subject_is_nobodys() {
    all(&[
        (json!({ "sub": null }), NOBODY),
        (json!({ "sub": "" }), NOBODY),
        (json!({ "sub": 7 }), NOBODY),
    ])
    .await;
}

#[tokio::test]
async fn tokens_for_other_ends_are_refused() {
    for (head, expected) in [
        (json!({ "typ": "JWT" }), "ann"),
        (json!({ "typ": "jwt" }), "ann"),
        (json!({ "typ": "at+jwt" }), "ann"),
        (json!({ "typ": "application/at+JWT" }), "ann"),
        (json!({ "typ": "logout+jwt" }), UNUSUAL),
        (json!({ "typ": "dpop+jwt" }), UNUSUAL),
        (json!({ "typ": "" }), UNUSUAL),
        (json!({ "crit": ["b64"], "b64": false }), UNUSUAL),
        (json!({ "crit": [] }), UNUSUAL),
        (
            json!({ "jku": "https://evil.example.com", "jwk": {} }),
            "ann",
        ),
        (json!({ "typ": 1 }), "NotMine"),
        (json!({ "kid": 1 }), "NotMine"),
    ] {
        let token = changed(&head, &json!({}));
        assert_eq!(outcome(&shared(), &token).await, expected, "{head}");
    }
}

#[tokio::test]
async fn what_is_no_token_is_left_to_others() {
    let parts = |parts: &[&str]| parts.iter().map(encode).collect::<Vec<_>>().join(".");
    let deep = format!("{}{}", "[".repeat(3000), "]".repeat(3000));
    for text in [
        String::new(),
        "..".to_owned(),
        "s3cr3t".to_owned(),
        "a.b.c".to_owned(),
        parts(&[r#"{"alg":"none"}"#, "[]", ""]),
        parts(&[r#"{"alg":"none"}"#, r#"{"iss":"#, ""]),
        parts(&["{}", r#"{"iss":"https://id.example.com"}"#, ""]),
        parts(&[r#"{"alg":"none"}"#, &deep, ""]),
        // Five parts: encrypted.
        parts(&[r#"{"alg":"dir","enc":"A128GCM"}"#, "", "a", "b", "c"]),
    ] {
        assert_eq!(outcome(&shared(), &text).await, "NotMine", "{text}");
    }
}

#[tokio::test]
async fn a_token_has_a_bounded_length() {
    let long = |length: usize| changed(&json!({}), &json!({ "x": "x".repeat(length) }));
    let fits = (0..LONGEST)
        .rev()
        .map(long)
        .find(|token| token.len() <= LONGEST);
    assert_eq!(outcome(&shared(), &fits.unwrap()).await, "ann");
    for length in [LONGEST, 10 * LONGEST] {
        let found = outcome(&shared(), &long(length)).await;
        assert_eq!(found, "the token is longer than 8 KiB");
        let found = outcome(&shared(), &"x".repeat(length + 1)).await;
        assert_eq!(found, "the token is longer than 8 KiB");
    }
}

#[tokio::test]
async fn a_principal_has_what_the_token_says() {
    let token = changed(
        &json!({}),
        &json!({ "client_id": "cli", "azp": "web", "scope": " b  a b", "org": { "id": 7 } }),
    );
    let Verdict::Known(ann) = look(&shared(), &token).await else {
        panic!("refused");
    };
    assert_eq!((ann.issuer(), ann.subject()), (ISSUER, "ann"));
    assert_eq!(ann.client(), Some("cli"));
    assert_eq!(ann.scopes().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(ann.expires(), Some(at(NOW + 300)));
    assert_eq!(ann.claim("org"), Some(&json!({ "id": 7 })));
    assert_eq!(ann.claim("aud"), Some(&json!(AUDIENCE)));
}

#[tokio::test]
async fn clients_and_scopes_have_more_than_one_name() {
    for (changes, client, scopes) in [
        (json!({}), None, vec![]),
        (json!({ "azp": "web" }), Some("web"), vec![]),
        (json!({ "client_id": 1, "azp": "web" }), Some("web"), vec![]),
        (json!({ "scope": ["b", "a", 1] }), None, vec!["a", "b"]),
        (json!({ "scp": "a b" }), None, vec!["a", "b"]),
        (json!({ "scp": ["a", "b"] }), None, vec!["a", "b"]),
        (json!({ "scopes": ["a"] }), None, vec!["a"]),
        (json!({ "scope": "", "scp": "admin" }), None, vec![]),
        (json!({ "scope": 1, "scopes": "admin" }), None, vec![]),
    ] {
        let Verdict::Known(ann) = look(&shared(), &changed(&json!({}), &changes)).await else {
            panic!("{changes} is refused");
        };
        assert_eq!(ann.client(), client, "{changes}");
        assert_eq!(ann.scopes().collect::<Vec<_>>(), scopes, "{changes}");
    }
}

#[tokio::test]
async fn the_scheme_goes_by_the_clock_of_the_machine() {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = now.unwrap().as_secs();
    for (end, good) in [(now + 300, true), (now - 300, false)] {
        let token = token(
            Family::Shared,
            "HS256",
            &with(claims(), &json!({ "exp": end })),
        );
        let verdict = shared().verify(Secret::new(token)).await;
        assert_eq!(matches!(verdict, Verdict::Known(_)), good, "{verdict:?}");
    }
    assert_eq!(shared().challenge(), Some("Bearer"));
    assert_eq!(shared().header(), "authorization");
}
