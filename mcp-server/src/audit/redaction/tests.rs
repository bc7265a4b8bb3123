//! No secret is kept, wherever it stands; all else is, as far as there is room.

use serde_json::{Value, json};

use super::*;

/// What is kept of arguments all of which may be told.
fn kept(arguments: &Value) -> Value {
    Redaction::new().arguments(&arguments.to_string(), &|_| true)
}

/// What is kept of a text.
fn told(text: &str) -> String {
    kept(&json!({ "x": text }))["x"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn what_is_no_secret_is_kept_as_it_is() {
    let arguments = json!({
        "title": "It broke: again, at 5pm (see https://example.com/a?b=c#d)",
        "count": 3, "share": 0.5, "negative": -1, "is": true, "none": null,
        "labels": ["a", "ä", "basic training", "task-list-of-the-whole-department"],
        "deep": { "er": [{ "mail": "ann@example.com" }] },
    });
    assert_eq!(kept(&arguments), arguments);
}

#[test]
fn members_with_the_name_of_a_secret_are_hidden_whatever_they_are() {
    for name in [
        "password",
        "userPassword",
        "PASSWD",
        "client_secret",
        "access_token",
        "X-Api-Key",
        "apiKey",
        "Authorization",
        "credentials",
        "private.key",
        "sessionId",
        "Set-Cookie",
    ] {
        for secret in [
            json!("x"),
            json!(1),
            json!(["x"]),
            json!({ "a": { "b": "x" } }),
        ] {
            let shown = kept(&json!({ "a": [{ name: secret }], "b": 1 }));
            assert_eq!(shown, json!({ "a": [{ name: MASK }], "b": 1 }));
        }
    }
}

#[test]
fn arguments_that_may_not_be_told_are_hidden_and_their_like_inside_of_others_are_not() {
    let tells = |name: &str| name != "pin";
    let shown = Redaction::new().arguments(r#"{"pin":1,"a":{"pin":2}}"#, &tells);
    assert_eq!(shown, json!({ "pin": MASK, "a": { "pin": 2 } }));
}

#[test]
fn names_and_beginnings_of_ones_own_are_added() {
    let redaction = Redaction::new()
        .names(["Date-of-Birth", "--"])
        .prefixes(["acme_", ""]);
    let arguments = r#"{"dateOfBirth":"1.1.","note":"try acme_1 now","title":"--"}"#;
    let shown = redaction.arguments(arguments, &|_| true);
    let wanted = json!({ "dateOfBirth": MASK, "note": "try [redacted] now", "title": "--" });
    assert_eq!(shown, wanted);
}

#[test]
fn secrets_in_a_text_are_hidden() {
    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.c2ln";
    for (text, shown) in [
        ("password=hunter2", "password=[redacted]"),
        ("Password : two words\nnext", "Password :[redacted]\nnext"),
        ("?user=ann&token=abc", "?user=ann&token=[redacted]"),
        (r#"say "secret": "x", then"#, r#"say "secret":[redacted]"#),
        ("<password>x</password>", "<password>[redacted]"),
        ("login --password x", "login --password [redacted]"),
        ("Bearer abc.def+/= ok", "Bearer [redacted] ok"),
        ("bearer\tabc", "bearer\t[redacted]"),
        ("Basic YW5uOng= ok", "Basic [redacted] ok"),
        (
            "psql postgres://ann:x@db:5/a",
            "psql postgres://[redacted]@db:5/a",
        ),
        ("key sk-0123456789abcdefghij", "key [redacted]"),
        ("ghp_0123456789abcdefghij.", "[redacted]"),
        (TOKEN, MASK),
        ("Authorization: Bearer x", "Authorization:[redacted]"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END", MASK),
    ] {
        assert_eq!(told(text), shown);
    }
    assert_eq!(told(&format!("it is ({TOKEN})")), "it is ([redacted])");
}

#[test]
fn a_text_that_is_json_is_read_as_such() {
    let inner = json!({ "password": "hunter2", "a": [1] }).to_string();
    let twice = json!({ "b": inner }).to_string();
    for text in [&inner, &twice, &json!(inner).to_string()] {
        let shown = told(text);
        assert!(
            shown.contains("[redacted]") && !shown.contains("hunter2"),
            "{shown}"
        );
    }
    assert_eq!(told("[not JSON"), "[not JSON");
}

#[test]
fn a_name_beside_its_value_counts() {
    let pair = |name: &str| json!([{ "name": name, "value": "x" }, { "value": "y", "key": name }]);
    assert_eq!(
        kept(&json!({ "a": pair("Accept") })),
        json!({ "a": pair("Accept") })
    );
    let hidden = json!([
        { "name": "Authorization", "value": MASK },
        { "value": MASK, "key": "Authorization" },
    ]);
    assert_eq!(
        kept(&json!({ "a": pair("Authorization") })),
        json!({ "a": hidden })
    );
}

#[test]
fn secrets_as_names_are_hidden() {
    let shown = kept(&json!({ "sk-0123456789abcdefghij": true }));
    assert_eq!(shown, json!({ MASK: true }));
}

#[test]
fn what_is_too_much_is_cut_and_counted() {
    let long = told(&"ä".repeat(4000));
    assert!(
        long.ends_with("ä… [8000 bytes]") && long.len() < TEXT + 40,
        "{long}"
    );
    let many: Vec<usize> = (0..100_000).collect();
    let shown = kept(&json!({ "a": many, "b": 1, "c": { "d": 2 } }));
    let items = shown["a"].as_array().unwrap();
    let more = items.last().unwrap().as_str().unwrap();
    assert_eq!(more, format!("[{} more]", 100_000 - (items.len() - 1)));
    assert_eq!(shown["…"], "[2 more]");
    assert!(shown.to_string().len() < 2 * TOTAL);
    let texts = vec!["x".repeat(1000); 1000];
    assert!(kept(&json!({ "a": texts })).to_string().len() < TOTAL + 2 * TEXT);
    for small in [
        json!({}),
        json!([]),
        json!(""),
        json!({ "token": "" }),
        json!(1.5),
    ] {
        let shown = kept(&json!({ "a": vec![small; 100_000] }));
        assert!(shown.to_string().len() < 2 * TOTAL);
    }
}

#[test]
fn a_secret_at_the_cut_is_hidden_whole() {
    for before in TEXT - 40..TEXT + 4 {
        let shown = told(&format!("{} Bearer hunter2 and on", "x".repeat(before)));
        assert!(!shown.contains("hunt"), "{shown}");
    }
}

#[test]
fn values_that_are_nested_too_deep_are_left_out() {
    let mut deep = json!("bottom");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let shown = kept(&json!({ "a": deep, "b": 1 })).to_string();
    assert!(
        shown.contains("nested too deep") && shown.contains(r#""b":1"#),
        "{shown}"
    );
    let bottomless = format!("{{\"a\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let shown = Redaction::new()
        .arguments(&bottomless, &|_| true)
        .to_string();
    assert!(
        shown.contains("nested too deep") && shown.len() < 100,
        "{shown}"
    );
}

#[test]
fn what_is_no_json_is_told_by_its_length() {
    for wrong in ["", "{", "{\"token\":\"x\"} x", "1e999"] {
        let shown = Redaction::new().arguments(wrong, &|_| true);
        assert_eq!(shown, format!("[{} bytes that are no JSON]", wrong.len()));
    }
}

#[test]
fn a_number_is_shown_as_one_and_nothing_else_passes_for_it() {
    let shown = |text: &str| Redaction::new().arguments(text, &|name| name != "b");
    assert_eq!(
        shown(r#"{"a":[0.5,2.5e1,-7],"b":0.5}"#),
        json!({ "a": [0.5, 25.0, -7], "b": MASK })
    );
    assert_eq!(Redaction::new().arguments("0.5", &|_| false), json!(0.5));
    let name = "$serde_json::private::Number";
    let two = shown(&format!(r#"{{"a":{{"{name}":"5","c":1}}}}"#)).to_string();
    assert!(two.contains(r#""5""#) && two.contains(r#""c":1"#), "{two}");
    let nested = shown(&format!(r#"{{"{name}":{{"password":"opensesame"}}}}"#)).to_string();
    assert!(nested.contains(MASK) && !nested.contains("opensesame"));
    let hidden = Redaction::new().arguments(&format!(r#"{{"{name}":"open"}}"#), &|_| false);
    assert!(!hidden.to_string().contains("open"), "{hidden}");
}

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most).unwrap()
    }

    /// A secret in one of the forms in which it is known as such.
    fn disguised(&mut self, secret: &str) -> Value {
        let text = match self.below(9) {
            0 => return json!({ "db_password": secret }),
            1 => return json!({ "header": "authorization", "value": [secret] }),
            2 => return json!({ "tokens": [{ "a": secret }] }),
            3 => format!("see Bearer {secret} there"),
            4 => format!("api-key = {secret}"),
            5 => format!("https://ann:{secret}@example.com/x"),
            6 => format!("x own_{secret}, y"),
            7 => format!("eyJ{secret}.eyJ{secret}.{secret}"),
            _ => format!("{{\"secret\": \"{secret}\", \"cut off"),
        };
        match self.below(3) {
            0 => json!({ "text": text }).to_string().into(),
            1 => json!(format!("{}{text}", "long, ".repeat(self.below(300)))),
            _ => json!(text),
        }
    }

    /// The same somewhere inside of other things.
    fn buried(&mut self, secret: &str) -> Value {
        let mut value = self.disguised(secret);
        for _ in 0..self.below(20) {
            value = match self.below(5) {
                0 => json!([1, value, null]),
                1 => json!({ "a": value, "z": "…" }),
                2 => json!({ "a": 0.5, "Ä": value }),
                3 => json!(value.to_string()),
                _ => json!([vec!["filler"; self.below(50)], value]),
            };
        }
        value
    }
}

#[test]
fn no_secret_is_kept_whatever_it_is_buried_in() {
    let redaction = Redaction::new().prefixes(["own_"]);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..5_000 {
        let secret = format!("S3CR3T{:x}", dice.below(u64::MAX));
        let arguments = json!({ "first": "kept", "x": dice.buried(&secret) });
        let json = arguments.to_string();
        let shown = redaction.arguments(&json, &|_| true);
        assert_eq!(shown["first"], "kept", "{round}");
        let shown = shown.to_string();
        assert!(
            !shown.contains("S3CR3T"),
            "round {round}: {json} gives {shown}"
        );
    }
}

#[test]
fn no_spelling_of_a_uri_tells_a_secret() {
    let redaction = Redaction::new().prefixes(["acme_"]);
    for uri in [
        "own://x/acme_hunter2",
        "own://%61cme_hunter2",
        "own://%2561cme_hunter2",
        "own://x%2Fghp_0123456789hunter2",
        "own://x%2Fsk-0123456789hunter2",
        "own://Bearer%20hunter2",
        "own://x?token=hunter2",
        "own://x?token%3Dhunter2",
        "own://x?api%5Fkey=hunter2",
        "own://x?a=b&%74oken=hunter2",
        "https://ann:hunter2@vault",
        "https%3A%2F%2Fann%3Ahunter2%40vault",
    ] {
        let told = redaction.uri(uri);
        assert!(!told.contains("hunter2") && told.contains(MASK), "{told}");
    }
}

#[test]
fn a_uri_without_a_secret_is_told_as_it_is_written() {
    for uri in [
        "session://current",
        "token-store://a%20b/c?d=e%2Ff#g",
        "tracker://issues/{id}",
        "own://%FF%C3%A4/\u{e4}",
        "100%",
    ] {
        assert_eq!(Redaction::new().uri(uri), uri);
    }
    let long = format!("own://{}", "x".repeat(1000));
    let told = Redaction::new().uri(&long);
    assert!(told.len() < 540 && told.ends_with("[1006 bytes]"), "{told}");
}
