//! Texts that spell something else.

use mcp_server::prelude::*;

use super::nested::Search;
use super::{prepared, result};

/// Take every kind
#[tool]
#[expect(clippy::too_many_arguments, reason = "one for each kind")]
pub(super) fn kinds(
    whole: Option<i64>,
    small: Option<u8>,
    real: Option<f64>,
    flag: Option<bool>,
    item: Option<Search>,
    list: Option<Vec<i64>>,
    text: Option<String>,
    any: Option<serde_json::Value>,
) -> String {
    let item = item.map(|item| (item.text, item.limit));
    let all = (whole, small, real, flag, item, list, text, any);
    format!("{all:?}").replace("None", "-")
}

/// What becomes of a value when texts count as what they spell, and when they do not: the value
/// as it is printed, or nothing where it is refused.
const SPELLED: [(&str, &str, Option<&str>, Option<&str>); 37] = [
    ("whole", "1.0", Some("1"), Some("1")),
    ("whole", "1e3", Some("1000"), Some("1000")),
    ("whole", "-0.0", Some("0"), Some("0")),
    ("whole", "1.5", None, None),
    ("whole", r#""200""#, Some("200"), None),
    ("whole", r#""-7""#, Some("-7"), None),
    ("whole", r#""1.0""#, Some("1"), None),
    ("whole", r#""1e3""#, Some("1000"), None),
    ("whole", r#"" 5 ""#, None, None),
    ("whole", r#""0x10""#, None, None),
    ("whole", r#""+5""#, None, None),
    ("whole", r#""007""#, None, None),
    ("whole", r#""""#, None, None),
    ("whole", r#""five""#, None, None),
    ("whole", "true", None, None),
    ("whole", "[5]", None, None),
    (
        "whole",
        r#""9223372036854775807""#,
        Some("9223372036854775807"),
        None,
    ),
    ("whole", r#""9223372036854775808""#, None, None),
    ("small", r#""255""#, Some("255"), None),
    ("small", r#""256""#, None, None),
    ("real", r#""1.5""#, Some("1.5"), None),
    ("real", r#""1e-3""#, Some("0.001"), None),
    ("real", r#""NaN""#, None, None),
    ("real", r#""1,5""#, None, None),
    ("flag", r#""true""#, Some("true"), None),
    ("flag", r#""False""#, Some("false"), None),
    ("flag", r#""yes""#, None, None),
    ("flag", r#""1""#, None, None),
    ("flag", "1", None, None),
    (
        "item",
        r#""{\"text\":\"a\",\"limit\":\"3\"}""#,
        Some(r#"("a", Some(3))"#),
        None,
    ),
    ("item", r#""{text:1}""#, None, None),
    ("list", r#""[1,2]""#, Some("[1, 2]"), None),
    ("list", r#"["1",2.0]"#, Some("[1, 2]"), None),
    ("list", r#""1,2""#, None, None),
    ("text", "5", None, None),
    ("text", r#""5""#, Some(r#""5""#), Some(r#""5""#)),
    (
        "any",
        r#""5""#,
        Some(r#"String("5")"#),
        Some(r#"String("5")"#),
    ),
];

#[tokio::test]
async fn a_text_counts_as_what_it_spells_where_that_is_beyond_doubt() {
    for lenient in [true, false] {
        let tool = prepared(toolset![kinds], lenient);
        for (argument, value, loosely, strictly) in SPELLED {
            let arguments = format!(r#"{{"{argument}":{value}}}"#);
            let (is_error, text) = result(&tool, &arguments).await;
            match if lenient { loosely } else { strictly } {
                None => assert!(is_error, "{arguments}, lenient {lenient}: {text}"),
                Some(wanted) => {
                    let wanted = format!("Some({wanted})");
                    assert!(
                        text.contains(&wanted),
                        "{arguments}, lenient {lenient}: {text}"
                    );
                }
            }
        }
    }
}
