//! Limits that an attribute says.

use mcp_server::prelude::*;

use super::{answer, complaint, faults, only_fault};

/// Take limited values
#[tool]
#[expect(clippy::too_many_arguments, reason = "one for each kind")]
pub(super) fn limited(
    #[arg(min = 1, max = 10)] whole: Option<i64>,
    #[arg(exclusive_min = 0, exclusive_max = 1)] ratio: Option<f64>,
    #[arg(multiple_of = 5)] fives: Option<u64>,
    #[arg(multiple_of = 0.1)] tenths: Option<f64>,
    #[arg(min_length = 2, max_length = 4)] word: Option<String>,
    #[arg(pattern = "^[a-z]+$")] letters: Option<String>,
    #[arg(format = "date")] day: Option<String>,
    #[arg(format = "email")] mail: Option<String>,
    #[arg(format = "uuid")] id: Option<String>,
    #[arg(format = "uri")] link: Option<String>,
    #[arg(min_items = 1, max_items = 2)] few: Option<Vec<u8>>,
    #[arg(unique)] different: Option<Vec<String>>,
    #[arg(one_of = ["new", "old"])] order: Option<String>,
    #[arg(one_of(1, 2, 4))] power: Option<u8>,
) -> String {
    let whole = (whole, ratio, fives, tenths, word, letters, day);
    format!(
        "{whole:?} {:?}",
        (mail, id, link, few, different, order, power)
    )
}

#[tokio::test]
async fn every_limit_is_enforced_at_its_place() {
    for (argument, fits, refused) in [
        (
            "whole",
            vec!["1", "10"],
            vec!["0", "11", "1.5", "1e30", "-1"],
        ),
        ("ratio", vec!["0.5", "1e-9"], vec!["0", "1", "-0.5", "1.0"]),
        ("fives", vec!["0", "15"], vec!["7", "-5"]),
        ("tenths", vec!["0.3", "1", "1.7"], vec!["0.35"]),
        (
            "word",
            vec![r#""ab""#, r#""äöüß""#, r#""🦀🦀""#],
            vec![r#""a""#, r#""abcde""#, "5", "{}"],
        ),
        (
            "letters",
            vec![r#""abc""#],
            vec![r#""""#, r#""aBc""#, r#""a1""#],
        ),
        (
            "day",
            vec![r#""2024-02-29""#],
            vec![r#""2023-02-29""#, r#""tomorrow""#, r#""""#],
        ),
        ("mail", vec![r#""a@b.example""#], vec![r#""a.b""#, r#""@""#]),
        (
            "id",
            vec![r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#],
            vec![r#""67e55044""#],
        ),
        (
            "link",
            vec![r#""https://a.example/b?c#d""#],
            vec![r#""a b""#, r#""/a""#],
        ),
        (
            "few",
            vec!["[1]", "[1,2]"],
            vec!["[]", "[1,2,3]", "[256]", r#"["x"]"#],
        ),
        (
            "different",
            vec!["[]", r#"["a","A"]"#],
            vec![r#"["a","b","a"]"#],
        ),
        (
            "order",
            vec![r#""new""#],
            vec![r#""New""#, r#""newest""#, "1"],
        ),
        ("power", vec!["4"], vec!["3", r#""x""#]),
    ] {
        for value in fits {
            answer(toolset![limited], &format!(r#"{{"{argument}":{value}}}"#)).await;
        }
        for value in refused {
            let arguments = format!(r#"{{"{argument}":{value}}}"#);
            let (pointer, message) = only_fault(toolset![limited], &arguments).await;
            assert!(
                pointer.starts_with(&format!("/{argument}")),
                "{arguments}: {pointer}"
            );
            assert!(message.contains("expected "), "{arguments}: {message}");
        }
    }
}

#[tokio::test]
async fn a_fault_says_what_is_expected_and_what_came() {
    for (arguments, pointer, message) in [
        (
            r#"{"whole":11}"#,
            "/whole",
            "an integer from 1 to 10, got 11",
        ),
        (
            r#"{"few":[1,256]}"#,
            "/few/1",
            "an integer from 0 to 255, got 256",
        ),
        (
            r#"{"order":"newest"}"#,
            "/order",
            r#"one of "new", "old", got "newest""#,
        ),
        (r#"{"word":"a"}"#, "/word", "from 2 to 4 characters, got 1"),
        (
            r#"{"fives":7}"#,
            "/fives",
            "a multiple of 5 of at least 0, got 7",
        ),
        (
            r#"{"day":"today"}"#,
            "/day",
            r#"a date (2026-01-31), got "today""#,
        ),
    ] {
        let (at, said) = only_fault(toolset![limited], arguments).await;
        assert_eq!(at, pointer);
        assert_eq!(said, format!("expected {message}"));
    }
}

#[tokio::test]
async fn all_faults_are_told_together() {
    let arguments = r#"{"whole":0,"word":"a","order":"x","few":[],"sizes":1}"#;
    let complaint = complaint(toolset![limited], arguments).await;
    let places: Vec<&str> = faults(&complaint).iter().map(|(at, _)| *at).collect();
    assert_eq!(places, ["/whole", "/word", "/few", "/order", "/sizes"]);
    assert!(
        complaint.starts_with("Invalid arguments for `limited`:\n"),
        "{complaint}"
    );
}

#[tokio::test]
async fn null_is_as_good_as_nothing_where_nothing_is_fine() {
    let nothing = answer(toolset![limited], "{}").await;
    let arguments = r#"{"whole":null,"word":null,"order":null,"few":null,"power":null}"#;
    assert_eq!(answer(toolset![limited], arguments).await, nothing);
}
