//! The program, at the other end of a pipe.

use serde_json::{Value, json};
use visitor::{Pipe, SESSIONS, STATELESS};

const PROGRAM: &str = env!("CARGO_BIN_EXE_prompts");

async fn clients() -> [Pipe; 2] {
    [
        Pipe::greet(PROGRAM, SESSIONS).await,
        Pipe::open(PROGRAM, STATELESS),
    ]
}

async fn completed(pipe: &mut Pipe, argument: &str, value: &str, known: Value) -> Value {
    let params = json!({
        "ref": { "type": "ref/prompt", "name": "review" },
        "argument": { "name": argument, "value": value },
        "context": { "arguments": known },
    });
    let mut result = pipe.ask("completion/complete", params).await;
    result["completion"]["values"].take()
}

#[tokio::test]
async fn the_prompt_is_listed_with_its_arguments() {
    for mut pipe in clients().await {
        let prompt = pipe.ask("prompts/list", json!({})).await["prompts"][0].take();
        assert_eq!(
            (&prompt["name"], &prompt["title"]),
            (&json!("review"), &json!("Review a change"))
        );
        let arguments = prompt["arguments"].as_array().unwrap();
        let arguments: Vec<_> = arguments
            .iter()
            .map(|argument| {
                (
                    argument["name"].as_str().unwrap(),
                    argument["required"] == true,
                )
            })
            .collect();
        assert_eq!(
            arguments,
            [("language", true), ("framework", false), ("focus", false)]
        );
        assert_eq!(pipe.close().await, [""; 0]);
    }
}

#[tokio::test]
async fn what_completes_an_argument_depends_on_the_others() {
    for mut pipe in clients().await {
        assert_eq!(
            completed(&mut pipe, "language", "ty", json!({})).await,
            json!(["typescript"])
        );
        let rust = json!({ "language": "rust" });
        assert_eq!(
            completed(&mut pipe, "framework", "", rust.clone()).await,
            json!(["axum", "hyper", "tokio"])
        );
        assert_eq!(
            completed(&mut pipe, "framework", "f", rust).await,
            json!([])
        );
        assert_eq!(
            completed(&mut pipe, "framework", "f", json!({})).await,
            json!(["fastapi", "flask"])
        );
        assert_eq!(
            completed(&mut pipe, "focus", "S", json!({})).await,
            json!(["speed", "style"])
        );
    }
}

#[tokio::test]
async fn the_prompt_takes_the_guide_with_it() {
    for mut pipe in clients().await {
        let params = json!({ "name": "review", "arguments": { "language": "python" } });
        let result = pipe.ask("prompts/get", params).await;
        let messages = result["messages"].as_array().unwrap();
        let roles: Vec<_> = messages
            .iter()
            .map(|message| message["role"].as_str().unwrap())
            .collect();
        assert_eq!(roles, ["user", "user", "assistant"]);
        let embedded = &messages[0]["content"]["resource"];
        let read = pipe
            .ask("resources/read", json!({ "uri": "style:///python" }))
            .await;
        assert_eq!(embedded, &read["contents"][0]);
        let wish = messages[1]["content"]["text"].as_str().unwrap();
        assert_eq!(
            wish,
            "Review my change. It is written in python. Keep to the guide, and tell me what is wrong."
        );
    }
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    for mut pipe in clients().await {
        for (arguments, expected) in [
            (json!({}), "language"),
            (
                json!({ "language": "cobol" }),
                "there is no guide for cobol",
            ),
            (json!({ "language": "rust", "focus": "fun" }), "speed"),
        ] {
            let params = json!({ "name": "review", "arguments": arguments });
            let answer = pipe.answer("prompts/get", params).await;
            let text = answer["error"]["message"].as_str().unwrap();
            assert!(text.contains(expected), "{answer}");
        }
    }
}

#[tokio::test]
async fn what_the_readme_says_to_try_works() {
    let lines = visitor::echoed(include_str!("../README.md"));
    let [line] = lines[..] else {
        panic!("{lines:?}")
    };
    let mut pipe = Pipe::open(PROGRAM, STATELESS);
    pipe.write(line).await;
    let said = pipe.close().await;
    assert_eq!(said.len(), 1, "{said:?}");
    let answer: Value = serde_json::from_str(&said[0]).unwrap();
    let wish = answer["result"]["messages"][1]["content"]["text"]
        .as_str()
        .unwrap();
    assert!(
        wish.contains("in rust with axum") && wish.ends_with("what is slow."),
        "{wish}"
    );
}
