//! What is no argument, comes twice, or comes in masses.

use mcp_server::prelude::*;

use super::limits::limited;
use super::nested::{order, search};
use super::spelled::kinds;
use super::{answer, complaint, only_fault};

#[tokio::test]
async fn a_misspelt_argument_is_told_with_the_one_that_was_meant() {
    for (name, near) in [("Whole", "whole"), ("txt", "text"), ("lists", "list")] {
        let complaint = complaint(toolset![kinds], &format!(r#"{{"{name}":1}}"#)).await;
        let advice = format!("- `/{name}` is no argument of this tool; did you mean `{near}`?");
        assert!(complaint.contains(&advice), "{complaint}");
        assert!(complaint.ends_with("any"), "{complaint}");
    }
    let complaint = complaint(toolset![kinds], r#"{"assignee":1}"#).await;
    assert!(!complaint.contains("did you mean"), "{complaint}");
}

#[tokio::test]
async fn an_argument_that_comes_twice_is_refused() {
    let (at, said) = only_fault(toolset![kinds], r#"{"whole":1,"whole":1}"#).await;
    assert_eq!((at.as_str(), said.as_str()), ("/whole", "is given twice"));
    let (at, _) = only_fault(toolset![kinds], r#"{"whole":1,"\u0077hole":2}"#).await;
    assert_eq!(at, "/whole");
}

#[tokio::test]
async fn arguments_that_are_no_object_are_refused() {
    for arguments in ["[]", "5", r#""{}""#, "null", "{", r#"{"whole":}"#] {
        let complaint = complaint(toolset![kinds], arguments).await;
        assert!(
            complaint.contains("- `/` is not"),
            "{arguments}: {complaint}"
        );
    }
}

#[tokio::test]
async fn what_is_told_stays_short_however_much_came() {
    let long = "x".repeat(1 << 20);
    let many: Vec<String> = (0..10_000).map(|n| format!(r#""unknown{n}":1"#)).collect();
    let items = format!("[{}]", vec![r#"{"name":"","count":0}"#; 10_000].join(","));
    for (tools, arguments) in [
        (toolset![kinds], format!(r#"{{"whole":"{long}"}}"#)),
        (toolset![kinds], format!(r#"{{"{long}":1}}"#)),
        (toolset![kinds], format!("{{{}}}", many.join(","))),
        (
            toolset![kinds],
            format!(r#"{{"whole":{}}}"#, "9".repeat(100_000)),
        ),
        (toolset![limited], format!(r#"{{"order":"{long}"}}"#)),
        (
            toolset![limited],
            format!(r#"{{"few":[{}]}}"#, "300,".repeat(50_000) + "1"),
        ),
        (toolset![order], format!(r#"{{"items":{items}}}"#)),
        (
            toolset![search],
            format!(r#"{{"text":1,"{long}":"{long}"}}"#),
        ),
    ] {
        let complaint = complaint(tools, &arguments).await;
        assert!(
            complaint.len() < 8_000,
            "{} bytes: {:.300}",
            complaint.len(),
            complaint
        );
    }
}

#[tokio::test]
async fn a_value_may_be_deep_but_not_endless() {
    let nested = |depth: usize| {
        let open = r#"{"name":"a","count":1,"children":["#;
        format!(
            r#"{{"items":[{}{}]}}"#,
            open.repeat(depth),
            "]}".repeat(depth)
        )
    };
    assert_eq!(answer(toolset![order], &nested(30)).await, "a");
    let complaint = complaint(toolset![order], &nested(10_000)).await;
    assert!(complaint.len() < 8_000, "{:.300}", complaint);
}
