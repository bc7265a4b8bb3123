//! Keys that are none, or not for this.

use serde_json::{Value, json};

use super::super::Keys;
use super::signing::{Family, claims, encode, jwt, outcome, token, with};

#[tokio::test]
async fn pem_holds_one_key_or_several_in_any_layout() {
    let all = Family::EACH.map(Family::pem).join("\nthe next one:\n");
    let tokens = jwt(Keys::pem(all).unwrap());
    let pkcs1 = jwt(Keys::pem(include_str!("keys/rsa_pkcs1.pem")).unwrap());
    let indented = Family::Rsa.pem().replace('\n', "\r\n   ");
    let indented = jwt(Keys::pem(indented).unwrap());
    for (family, algorithm) in [
        (Family::Rsa, "RS256"),
        (Family::P256, "ES256"),
        (Family::P384, "ES384"),
        (Family::Ed25519, "EdDSA"),
    ] {
        let token = token(family, algorithm, &claims());
        assert_eq!(outcome(&tokens, &token).await, "ann");
        for rsa in [&pkcs1, &indented] {
            let known = outcome(rsa, &token).await == "ann";
            assert_eq!(known, family == Family::Rsa, "{algorithm}");
        }
    }
}

#[test]
fn pem_that_is_no_usable_public_key_says_what_to_do() {
    let ed = Family::Ed25519.pem();
    let labelled = |label: &str| ed.replace("PUBLIC KEY", label);
    let holding = |der: &[u8]| {
        let body = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der);
        format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----")
    };
    for (pem, part) in [
        (String::new(), "-----BEGIN PUBLIC KEY-----"),
        ("s3cr3t".to_owned(), "-----BEGIN PUBLIC KEY-----"),
        (ed.replace("-----END", ""), "-----END PUBLIC KEY-----"),
        (
            ed.replacen("PUBLIC", "RSA PUBLIC", 1),
            "-----END PUBLIC KEY-----",
        ),
        (ed.replace('=', "*"), "-----BEGIN PUBLIC KEY-----"),
        (labelled("PRIVATE KEY"), "openssl pkey -pubout"),
        (labelled("EC PRIVATE KEY"), "openssl pkey -pubout"),
        (labelled("CERTIFICATE"), "openssl x509 -pubkey"),
        (labelled("DH PARAMETERS"), "its label"),
        (labelled("RSA PUBLIC KEY"), "no RSA key"),
        (holding(b""), "other DER"),
        (holding(include_bytes!("keys/ed25519.der")), "other DER"),
        (
            include_str!("keys/rsa_1024.pem").to_owned(),
            "2048 to 4096 bits",
        ),
        (include_str!("keys/k256.pem").to_owned(), "P-256"),
        // One good key does not make up for what is none.
        (format!("{ed}{}", labelled("CERTIFICATE")), "openssl x509"),
    ] {
        let error = Keys::pem(&pem).unwrap_err().to_string();
        assert!(error.contains(part), "{error}\n{pem}");
    }
}

fn set(keys: &[Value]) -> Result<Keys, String> {
    Keys::set(json!({ "keys": keys }).to_string()).map_err(|error| error.to_string())
}

#[tokio::test]
async fn keys_of_a_set_that_are_of_no_use_are_passed_over() {
    let rsa = Family::Rsa.jwk();
    let ec = Family::P256.jwk();
    let ed = Family::Ed25519.jwk();
    let short = |bytes: usize| encode(vec![0xff; bytes]);
    let useless = [
        json!(1),
        json!({}),
        json!({ "kty": "AKP", "alg": "ML-DSA-44" }),
        json!({ "kty": "RSA" }),
        with(rsa.clone(), &json!({ "use": "enc" })),
        with(rsa.clone(), &json!({ "key_ops": ["encrypt"] })),
        with(rsa.clone(), &json!({ "alg": "RSA-OAEP" })),
        with(rsa.clone(), &json!({ "alg": "ES256" })),
        with(rsa.clone(), &json!({ "kid": 1 })),
        with(rsa.clone(), &json!({ "n": "*" })),
        with(rsa.clone(), &json!({ "n": short(255) })),
        with(rsa.clone(), &json!({ "n": short(513) })),
        with(rsa.clone(), &json!({ "e": encode([2]) })),
        with(rsa.clone(), &json!({ "e": encode([1]) })),
        with(rsa.clone(), &json!({ "e": short(5) })),
        with(rsa, &json!({ "e": "" })),
        with(ec.clone(), &json!({ "crv": "P-384" })),
        with(ec.clone(), &json!({ "crv": "P-521" })),
        with(ec.clone(), &json!({ "crv": null })),
        with(ec.clone(), &json!({ "x": short(32) })),
        with(ec.clone(), &json!({ "y": short(31) })),
        with(ec, &json!({ "y": null })),
        with(ed.clone(), &json!({ "x": short(31) })),
        with(ed.clone(), &json!({ "x": "" })),
        with(ed.clone(), &json!({ "crv": "X25519" })),
        json!({ "kty": "oct", "k": short(31) }),
        with(
            Family::Shared.jwk(),
            &json!({ "k": short(32), "alg": "HS512" }),
        ),
    ];
    for key in &useless {
        let error = set(std::slice::from_ref(key)).unwrap_err();
        assert!(error.contains("no key that verifies"), "{key}: {error}");
    }
    let more: Vec<_> = useless.into_iter().chain([ed]).collect();
    let tokens = jwt(set(&more).unwrap());
    let token = token(Family::Ed25519, "EdDSA", &claims());
    assert_eq!(outcome(&tokens, &token).await, "ann");
}

#[test]
fn keys_that_are_for_signatures_are_taken() {
    let rsa = Family::Rsa.jwk();
    let modulus = rsa["n"].as_str().unwrap();
    for changes in [
        json!({ "use": "sig", "key_ops": ["verify"], "alg": "RS256", "kid": "a", "x5c": [] }),
        json!({ "n": format!("{modulus}==") }),
    ] {
        set(&[with(rsa.clone(), &changes)]).unwrap();
    }
}

#[test]
fn a_set_has_bounds() {
    let key = Family::Ed25519.jwk();
    set(&vec![key.clone(); 64]).unwrap();
    assert!(set(&vec![key.clone(); 65]).unwrap_err().contains("64 keys"));
    let long = with(key, &json!({ "x5t": "x".repeat(256 * 1024) }));
    assert!(set(&[long]).unwrap_err().contains("256 KiB"));
    for json in ["", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[]}"#, "<html>"] {
        Keys::set(json).unwrap_err();
    }
}
