//! The program, asked by clients that hold a connection and by clients that call again.

use serde_json::{Value, json};
use visitor::{Guest, Program, SESSIONS, STATELESS};

async fn program() -> Program {
    Program::start(env!("CARGO_BIN_EXE_ask-user"), &[]).await
}

fn everything() -> Value {
    json!({ "elicitation": { "form": {}, "url": {} }, "sampling": {} })
}

fn paris() -> Value {
    json!({ "action": "accept", "content": { "city": "Paris", "nights": 3, "class": "first" } })
}

fn said(text: &str) -> Value {
    let content = json!({ "type": "text", "text": text });
    json!({ "role": "assistant", "content": content, "model": "a model" })
}

const BOOKED: &str =
    "Seat 1 to Paris, first class, back after 3 nights, confirmed to nobody. Bon voyage!";

#[tokio::test]
async fn a_client_that_holds_its_connection_is_asked_on_it() {
    let program = program().await;
    let guest = Guest::able(&program, SESSIONS, everything()).await;
    let mut call = guest.call("book", json!({})).await;
    let form = call.said("elicitation/create").await;
    assert_eq!(form["params"]["message"], "Where to?");
    let schema = &form["params"]["requestedSchema"];
    assert_eq!(schema["properties"]["city"]["title"], "City");
    assert_eq!(schema["properties"]["nights"]["default"], 2);
    assert_eq!(
        schema["properties"]["class"]["oneOf"][1]["title"],
        "First class"
    );
    assert_eq!(schema["required"], json!(["city", "class"]));
    guest.answer(&form, paris()).await;
    let page = call.said("elicitation/create").await;
    let url = page["params"]["url"].as_str().unwrap();
    let visit = page["params"]["elicitationId"].as_str().unwrap();
    let base = program.url().strip_suffix("/mcp").unwrap();
    assert_eq!(url, format!("{base}/seats/1/{visit}"));
    guest.answer(&page, json!({ "action": "accept" })).await;
    let wish = call.said("sampling/createMessage").await;
    let text = wish["params"]["messages"][0]["content"]["text"]
        .as_str()
        .unwrap();
    assert!(text.contains("Paris"), "{text}");
    guest.answer(&wish, said("Bon voyage!")).await;
    assert_eq!(call.result().await["content"][0]["text"], BOOKED);
    assert_eq!(
        guest.text("seats", json!({})).await,
        "1 reserved, 0 released"
    );
}

#[tokio::test]
async fn a_client_that_calls_again_books_once() {
    let program = program().await;
    let guest = Guest::able(&program, STATELESS, everything()).await;
    let (mut params, mut rounds) = (json!({ "name": "book", "arguments": {} }), Vec::new());
    let booked = loop {
        let result = guest.ask("tools/call", params.clone()).await;
        if result["resultType"] == "complete" {
            break result;
        }
        assert_eq!(result["resultType"], "input_required");
        let asked = result["inputRequests"].as_object().unwrap();
        let (key, question) = asked.iter().next().unwrap();
        let answer = match question["method"].as_str().unwrap() {
            "sampling/createMessage" => said("Bon voyage!"),
            _ if question["params"]["mode"] == "url" => json!({ "action": "accept" }),
            _ => paris(),
        };
        rounds.push(question["method"].clone());
        params["inputResponses"] = json!({ key: answer });
        params["requestState"] = result["requestState"].clone();
    };
    assert_eq!(booked["content"][0]["text"], BOOKED);
    let asked = [
        "elicitation/create",
        "elicitation/create",
        "sampling/createMessage",
    ];
    assert_eq!(rounds, asked);
    assert_eq!(
        guest.text("seats", json!({})).await,
        "1 reserved, 0 released"
    );
}

#[tokio::test]
async fn no_and_nothing_book_nothing() {
    let program = program().await;
    let guest = Guest::able(&program, SESSIONS, everything()).await;
    for (action, expected) in [
        ("decline", "As you like: nothing is booked."),
        ("cancel", "Nothing is booked yet."),
    ] {
        let mut call = guest.call("book", json!({})).await;
        let form = call.said("elicitation/create").await;
        guest.answer(&form, json!({ "action": action })).await;
        assert_eq!(call.result().await["content"][0]["text"], expected);
    }
    assert_eq!(
        guest.text("seats", json!({})).await,
        "0 reserved, 0 released"
    );
}

#[tokio::test]
async fn who_does_not_pay_gets_no_seat() {
    let program = program().await;
    let guest = Guest::able(&program, SESSIONS, everything()).await;
    let mut call = guest.call("book", json!({})).await;
    let form = call.said("elicitation/create").await;
    guest.answer(&form, paris()).await;
    let page = call.said("elicitation/create").await;
    guest.answer(&page, json!({ "action": "decline" })).await;
    let text = call.result().await["content"][0]["text"].take();
    assert_eq!(text, "Not paid: seat 1 is free again.");
    assert_eq!(
        guest.text("seats", json!({})).await,
        "1 reserved, 1 released"
    );
}

/// Pays on a page, as its visitor does; what the page says.
async fn pay(url: &Value) -> Result<String, reqwest::Error> {
    let http = reqwest::Client::new();
    let paid = http.post(url.as_str().unwrap_or_default()).send().await?;
    paid.error_for_status()?.text().await
}

#[tokio::test]
async fn a_client_hears_that_the_seat_is_paid_and_gets_the_ticket() {
    let program = program().await;
    let guest = Guest::able(&program, SESSIONS, everything()).await;
    let mut stream = guest.listen().await;
    let mut call = guest.call("ticket", json!({ "seat": 7 })).await;
    let error = call.next().await.unwrap()["error"].take();
    assert_eq!(error["code"], -32042, "{error}");
    let page = &error["data"]["elicitations"][0];
    assert!(pay(&page["url"]).await.unwrap().starts_with("Paid."));
    let done = stream.said("notifications/elicitation/complete").await;
    assert_eq!(done["params"]["elicitationId"], page["elicitationId"]);
    let ticket = guest.text("ticket", json!({ "seat": 7 })).await;
    assert_eq!(ticket, "This is the ticket for seat 7.");
}

#[tokio::test]
async fn a_client_without_a_session_is_asked_and_calls_again() {
    let program = program().await;
    let guest = Guest::able(&program, STATELESS, everything()).await;
    let mut params = json!({ "name": "ticket", "arguments": { "seat": 7 } });
    for is_paid in [false, true] {
        let asked = guest.ask("tools/call", params.clone()).await;
        let (key, question) = asked["inputRequests"]
            .as_object()
            .and_then(|all| all.iter().next())
            .expect("it is asked to show the page");
        if is_paid {
            pay(&question["params"]["url"]).await.unwrap();
        }
        params["inputResponses"] = json!({ key: { "action": "accept" } });
        params["requestState"] = asked["requestState"].clone();
        let end = guest.ask("tools/call", params.clone()).await;
        let text = end["content"][0]["text"].as_str().unwrap();
        let expected = match is_paid {
            true => "This is the ticket for seat 7.",
            false => "the user was sent to a page, and is not done there yet",
        };
        assert!(text.starts_with(expected), "{text}");
        let params = params.as_object_mut().unwrap();
        params.remove("inputResponses");
        params.remove("requestState");
    }
}

#[tokio::test]
async fn a_client_with_forms_alone_can_book_too() {
    let program = program().await;
    let guest = Guest::able(&program, SESSIONS, json!({ "elicitation": {} })).await;
    let mut call = guest.call("book", json!({})).await;
    let form = call.said("elicitation/create").await;
    guest.answer(&form, paris()).await;
    let text = call.result().await["content"][0]["text"].take();
    assert_eq!(text, BOOKED.replace("Bon voyage!", "Enjoy Paris!"));
}

#[tokio::test]
async fn a_client_that_cannot_ask_is_told_so() {
    let program = program().await;
    let guest = Guest::arrive(&program, SESSIONS).await;
    let result = guest.call("book", json!({})).await.result().await;
    assert_eq!(result["isError"], true);
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("`elicitation`"), "{text}");
    let guest = Guest::arrive(&program, STATELESS).await;
    let mut call = guest.call("book", json!({})).await;
    assert_eq!(call.status(), 400);
    let error = call.next().await.unwrap()["error"].take();
    assert!(
        error["data"]["requiredCapabilities"]["elicitation"].is_object(),
        "{error}"
    );
}

#[tokio::test]
async fn what_the_readme_says_to_try_works() {
    let program = program().await;
    let curls = visitor::curls(include_str!("../README.md"));
    let [book] = &curls[..] else {
        panic!("{curls:?}")
    };
    let result = program.curl(book).await.result().await;
    assert_eq!(
        result["inputRequests"]["ask-1"]["params"]["message"],
        "Where to?"
    );
    assert!(result["requestState"].is_string());
}
