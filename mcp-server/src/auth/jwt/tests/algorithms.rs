//! Who has signed a token, and how.

use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::json;

use super::super::Keys;
use super::signing::{
    ALL, Family, UNSIGNED, by_key, changed, claims, encode, forged, jwt, outcome, token, with,
};

#[tokio::test]
async fn each_algorithm_is_verified_by_the_keys_of_its_family_only() {
    for (family, algorithm) in ALL {
        let token = token(family, algorithm, &claims());
        for other in Family::EACH {
            let found = outcome(&jwt(other.keys()), &token).await;
            let expected = if other == family { "ann" } else { UNSIGNED };
            assert_eq!(found, expected, "{algorithm} by a key for {other:?}");
        }
    }
}

#[tokio::test]
async fn a_set_verifies_by_the_name_of_a_key_and_without() {
    let keys =
        Family::EACH.map(|family| with(family.jwk(), &json!({ "kid": format!("{family:?}") })));
    let tokens = jwt(Keys::set(json!({ "keys": keys }).to_string()).unwrap());
    for (family, algorithm) in ALL {
        assert_eq!(
            outcome(&tokens, &token(family, algorithm, &claims())).await,
            "ann"
        );
        for other in Family::EACH {
            let token = by_key(&format!("{other:?}"), family, algorithm);
            let expected = if other == family { "ann" } else { UNSIGNED };
            assert_eq!(
                outcome(&tokens, &token).await,
                expected,
                "{algorithm} as {other:?}"
            );
        }
        let unknown = by_key("nobody", family, algorithm);
        let why = "the key that signed the token is not known";
        assert_eq!(outcome(&tokens, &unknown).await, why);
    }
}

#[tokio::test]
async fn a_key_that_says_what_it_is_for_is_for_nothing_else() {
    let key = with(Family::Rsa.jwk(), &json!({ "alg": "PS384" }));
    let tokens = jwt(Keys::set(json!({ "keys": [key] }).to_string()).unwrap());
    for (family, algorithm) in ALL {
        let found = outcome(&tokens, &token(family, algorithm, &claims())).await;
        let expected = if algorithm == "PS384" {
            "ann"
        } else {
            UNSIGNED
        };
        assert_eq!(found, expected, "{algorithm}");
    }
}

#[tokio::test]
async fn ed25519_goes_by_either_name() {
    let key = with(Family::Ed25519.jwk(), &json!({ "alg": "Ed25519" }));
    let tokens = jwt(Keys::set(json!({ "keys": [key] }).to_string()).unwrap());
    assert_eq!(
        outcome(&tokens, &token(Family::Ed25519, "EdDSA", &claims())).await,
        "ann"
    );
    let signed = token(Family::Ed25519, "EdDSA", &claims());
    let renamed = format!(
        "{}.{}",
        encode(r#"{"alg":"Ed25519"}"#),
        signed.split_once('.').unwrap().1
    );
    assert_eq!(outcome(&tokens, &renamed).await, UNSIGNED);
}

#[tokio::test]
async fn a_token_without_a_signature_is_refused() {
    for name in ["none", "None", "NONE", "", "HS1", "hs256", "ES512"] {
        let head = json!({ "alg": name });
        let message = format!(
            "{}.{}",
            encode(head.to_string()),
            encode(claims().to_string())
        );
        let signed = changed(&head, &json!({}));
        for family in Family::EACH {
            let tokens = jwt(family.keys());
            assert_eq!(
                outcome(&tokens, &format!("{message}.")).await,
                UNSIGNED,
                "{name}"
            );
            assert_eq!(outcome(&tokens, &signed).await, UNSIGNED, "{name}");
        }
    }
    let stripped = token(Family::Shared, "HS256", &claims());
    let (message, _) = stripped.rsplit_once('.').unwrap();
    let tokens = jwt(Family::Shared.keys());
    assert_eq!(outcome(&tokens, &format!("{message}.")).await, UNSIGNED);
}

#[tokio::test]
async fn a_public_key_is_no_shared_secret() {
    for family in Family::EACH {
        let pem = family.pem();
        let secrets = [pem, pem.trim_end(), &family.jwk().to_string()].map(str::to_owned);
        for secret in secrets {
            let key = EncodingKey::from_secret(secret.as_bytes());
            let head = json!({ "alg": "HS256" });
            let token = forged(&head, &claims(), (&key, Algorithm::HS256));
            assert_eq!(outcome(&jwt(family.keys()), &token).await, UNSIGNED);
        }
    }
}

#[tokio::test]
async fn a_secret_is_for_hashes_that_are_no_longer_than_it() {
    for (length, good) in [(32, 1), (47, 1), (48, 2), (63, 2), (64, 3), (200, 3)] {
        let secret = vec![7; length];
        let tokens = jwt(Keys::secret(&secret).unwrap());
        let all = [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512];
        for (place, algorithm) in all.into_iter().enumerate() {
            let head = json!({ "alg": format!("{algorithm:?}") });
            let by = EncodingKey::from_secret(&secret);
            let token = forged(&head, &claims(), (&by, algorithm));
            let expected = if place < good { "ann" } else { UNSIGNED };
            assert_eq!(
                outcome(&tokens, &token).await,
                expected,
                "{algorithm:?}, {length} bytes"
            );
        }
    }
    let error = Keys::secret([7; 31]).unwrap_err();
    assert!(error.to_string().contains("at least 32 bytes"), "{error}");
}

#[tokio::test]
async fn no_change_of_a_single_character_goes_unnoticed() {
    let tokens = jwt(Family::Shared.keys());
    let good = token(Family::Shared, "HS256", &claims());
    assert_eq!(outcome(&tokens, &good).await, "ann");
    for place in 0..good.len() {
        for other in ['A', 'B', 'g', 'w', '-', '.', '=', ' ', '\u{7f}'] {
            let mut bad: Vec<char> = good.chars().collect();
            if bad[place] == other {
                continue;
            }
            bad[place] = other;
            let bad: String = bad.into_iter().collect();
            assert_ne!(outcome(&tokens, &bad).await, "ann", "{place} is {other:?}");
        }
        assert_ne!(
            outcome(&tokens, &good[..place]).await,
            "ann",
            "cut at {place}"
        );
        assert_ne!(
            outcome(&tokens, &good[place + 1..]).await,
            "ann",
            "cut to {place}"
        );
    }
    for more in ["A", "=", ".", " ", "\n"] {
        assert_ne!(
            outcome(&tokens, &format!("{good}{more}")).await,
            "ann",
            "{more:?}"
        );
        assert_ne!(
            outcome(&tokens, &format!("{more}{good}")).await,
            "ann",
            "{more:?}"
        );
    }
}
