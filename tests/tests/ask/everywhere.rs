//! One body, all revisions and transports.

use serde_json::{Value, json};

use crate::client::{Client, any, everything, has_forms, roots, said, text};
use crate::support::envelope::{V03, V06, V11, V24, V26};
use crate::support::wires::{Transport, WIRES};

/// Rows: MR-03, MR-06, MR-18.
#[tokio::test]
async fn a_person_fills_in_a_form() {
    for (transport, revision) in WIRES
        .into_iter()
        .filter(|(_, revision)| has_forms(*revision))
    {
        let mut client = Client::connect(transport, revision).await;
        let (end, questions) = client.call("book", json!({}), any).await;
        assert_eq!(
            text(&end),
            "Paris for 2 in First, None",
            "{transport:?} {revision}"
        );
        let [question] = &questions[..] else {
            panic!("{questions:?}");
        };
        let params = &question["params"];
        assert_eq!(params["message"], "Where to?");
        let modern = revision != V06;
        assert_eq!(params.get("mode").is_some(), modern);
        let schema = &params["requestedSchema"];
        assert_eq!(schema["required"], json!(["city", "class"]));
        let [city, nights, class] =
            ["city", "nights", "class"].map(|name| &schema["properties"][name]);
        assert_eq!(
            (&city["title"], &city["minLength"]),
            (&json!("City"), &json!(1))
        );
        assert_eq!(nights.get("default").is_some(), modern);
        assert_eq!(class.get("oneOf").is_some(), modern);
        assert_eq!(class.get("enumNames").is_some(), !modern);
    }
}

/// Rows: MR-03, MR-06.
#[tokio::test]
async fn a_model_and_folders_are_asked_in_all_revisions() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let about = json!({ "about": "What is the capital of France?" });
        let (end, questions) = client.call("consult", about, any).await;
        assert_eq!(text(&end), "Paris");
        let params = &questions[0]["params"];
        assert_eq!(
            (&params["maxTokens"], &params["systemPrompt"]),
            (&json!(100), &json!("Be brief."))
        );
        let (end, _) = client.call("folders", json!({}), any).await;
        assert_eq!(text(&end), "file:///a file:///b");
    }
}

#[tokio::test]
async fn what_is_asked_together_is_answered_together() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        let (end, questions) = client.call("both", json!({}), any).await;
        assert_eq!(text(&end), "Paris 2");
        assert_eq!(questions.len(), 2);
    }
}

/// Rows: MR-19.
#[tokio::test]
async fn no_and_nothing_are_answers() {
    for (transport, revision) in WIRES
        .into_iter()
        .filter(|(_, revision)| has_forms(*revision))
    {
        let mut client = Client::connect(transport, revision).await;
        for (action, expected) in [("decline", "declined"), ("cancel", "cancelled")] {
            let answer = |_: &Value| json!({ "action": action });
            let (end, _) = client.call("book", json!({}), answer).await;
            assert_eq!(text(&end), expected);
            assert!(end["result"].get("isError").is_none());
        }
    }
}

/// Rows: MR-01.
#[tokio::test]
async fn prompts_and_resources_ask_too() {
    for (transport, revision) in WIRES {
        let mut client = Client::connect(transport, revision).await;
        if has_forms(revision) {
            let params = json!({ "name": "brief" });
            let (end, _) = client.ask("prompts/get", params, any).await;
            let content = &end["result"]["messages"][0]["content"];
            assert_eq!(content["text"], "Alice", "{end}");
        }
        let params = json!({ "uri": "ask://France" });
        let (end, questions) = client.ask("resources/read", params, any).await;
        assert_eq!(end["result"]["contents"][0]["text"], "Paris", "{end}");
        let message = &questions[0]["params"]["messages"][0]["content"]["text"];
        assert_eq!(message, "What is France?");
    }
}

/// Rows: MR-15.
#[tokio::test]
async fn work_before_a_question_is_done_once() {
    for (transport, revision) in WIRES
        .into_iter()
        .filter(|(_, revision)| has_forms(*revision))
    {
        let mut client = Client::connect(transport, revision).await;
        for number in 1..=2 {
            let accept = |_: &Value| json!({ "action": "accept", "content": {} });
            let (end, questions) = client.call("order", json!({ "item": "tea" }), accept).await;
            assert_eq!(text(&end), format!("order {number}: true"));
            let messages: Vec<&Value> = questions
                .iter()
                .map(|question| &question["params"]["message"])
                .collect();
            assert_eq!(messages, ["Order tea?", "Quite sure?"]);
        }
    }
}

/// Rows: MR-16.
#[tokio::test]
async fn what_a_revision_has_no_word_for_is_not_asked() {
    let needs = |capability| format!("this tool needs a client that offers `{capability}`");
    for (transport, revision, tool, capability) in [
        (Transport::Streamable, V03, "book", "elicitation"),
        (Transport::Lines, V24, "book", "elicitation"),
        (Transport::Lines, V06, "visit", "elicitation.url"),
        (Transport::Sse, V06, "extras", "elicitation with lists"),
        (Transport::Streamable, V06, "agent", "sampling.tools"),
    ] {
        let mut client = Client::connect(transport, revision).await;
        let (end, questions) = client.call(tool, json!({}), any).await;
        assert_eq!(text(&end), needs(capability));
        assert_eq!(end["result"]["isError"], true);
        assert!(questions.is_empty());
    }
}

/// Rows: MR-22.
#[tokio::test]
async fn later_words_are_used_where_they_are_known() {
    for (transport, revision) in WIRES
        .into_iter()
        .filter(|(_, revision)| *revision == V11 || *revision == V26)
    {
        let mut client = Client::connect(transport, revision).await;
        let accept = |_: &Value| json!({ "action": "accept" });
        let (end, questions) = client.call("visit", json!({}), accept).await;
        assert_eq!(text(&end), "Accepted(())");
        let params = &questions[0]["params"];
        assert_eq!(
            (&params["mode"], &params["url"]),
            (&json!("url"), &json!("https://example.com/pay"))
        );
        assert_eq!(params.get("elicitationId").is_some(), revision == V11);

        let chosen =
            |_: &Value| json!({ "action": "accept", "content": { "extras": ["parking"] } });
        let (end, _) = client.call("extras", json!({}), chosen).await;
        assert!(text(&end).contains("Parking"), "{end}");

        let (end, questions) = client.call("agent", json!({}), any).await;
        assert_eq!(text(&end), "Paris");
        assert_eq!(
            questions[0]["params"]["toolChoice"],
            json!({ "mode": "none" })
        );
    }
}

/// Rows: LC-11, MH-32, MR-04, MR-05, MR-16.
#[tokio::test]
async fn a_client_is_asked_only_what_it_declares() {
    for (transport, revision) in WIRES {
        let nothing = |builder| builder;
        let mut client = Client::connect_to(transport, revision, json!({}), nothing).await;
        let (end, questions) = client.call("modest", json!({}), any).await;
        assert_eq!(text(&end), "without sampling");
        assert!(questions.is_empty());
        for (tool, needed) in [
            ("folders", json!({ "roots": {} })),
            ("summarize", json!({ "sampling": {} })),
            ("visit", json!({ "elicitation": { "url": {} } })),
        ] {
            let params = json!({ "name": tool, "arguments": {} });
            let mut call = client.send("tools/call", params).await;
            let end = client.hear(&mut call).await.expect("an answer");
            if revision == V26 {
                assert_eq!(end["error"]["code"], -32021, "{end}");
                assert_eq!(end["error"]["data"]["requiredCapabilities"], needed);
                assert!(call.status().is_none_or(|status| status == 400));
            } else {
                assert_eq!(end["result"]["isError"], true);
                assert!(text(&end).contains("needs a client"), "{end}");
            }
        }
    }
}

/// Rows: MR-04, MR-17.
#[tokio::test]
async fn forms_alone_are_what_an_empty_capability_means() {
    for (transport, revision) in [(Transport::Lines, V11), (Transport::Streamable, V26)] {
        let forms = json!({ "elicitation": {} });
        let mut client = Client::connect_to(transport, revision, forms, |builder| builder).await;
        let (end, _) = client.call("book", json!({}), any).await;
        assert!(text(&end).starts_with("Paris"));
        let mut call = client.send("tools/call", json!({ "name": "visit" })).await;
        let end = client.hear(&mut call).await.expect("an answer");
        assert!(
            end.get("error").is_some() || end["result"]["isError"] == true,
            "{end}"
        );

        let pages = json!({ "elicitation": { "url": {} } });
        let mut client = Client::connect_to(transport, revision, pages, |builder| builder).await;
        let mut call = client.send("tools/call", json!({ "name": "book" })).await;
        let end = client.hear(&mut call).await.expect("an answer");
        assert!(
            end.get("error").is_some() || end["result"]["isError"] == true,
            "{end}"
        );
    }
}

/// Rows: LC-11.
#[tokio::test]
async fn a_tool_that_needs_a_model_does_not_run_without() {
    for (transport, revision) in WIRES {
        let roots_only = json!({ "roots": {} });
        let mut client =
            Client::connect_to(transport, revision, roots_only, |builder| builder).await;
        let mut call = client
            .send("tools/call", json!({ "name": "summarize" }))
            .await;
        let end = client.hear(&mut call).await.expect("an answer");
        assert!(
            end.get("error").is_some() || end["result"]["isError"] == true,
            "{end}"
        );
        let mut client =
            Client::connect_to(transport, revision, everything(), |builder| builder).await;
        let (end, _) = client.call("summarize", json!({}), |_| said("short")).await;
        assert_eq!(text(&end), "short");
        let (end, _) = client.call("folders", json!({}), |_| roots()).await;
        assert_eq!(text(&end), "file:///a file:///b");
    }
}
