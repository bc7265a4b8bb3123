//! Each question in the words of each revision, and answers as clients write them.

use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};

use super::*;
use crate::model::{
    Action, ChoiceOption, Content, CreateMessage, Field, FieldKind, FormSchema, Implementation,
    IncludeContext, ModelPreferences, Question, Role, SamplingContent, SamplingMessage,
    SamplingTool, Titles, ToolChoice, ToolUse, ToolUseResult,
};
use crate::wire::Stamp;
use crate::wire::testing::each;

/// The request in each revision, less what is the same in all.
fn written(question: &Question) -> [String; 5] {
    each(|revision, out| write_request(revision, &7.into(), question, out)).map(|text| {
        let start = r#"{"jsonrpc":"2.0","id":7,"#;
        text.strip_prefix(start).expect(&text).to_owned()
    })
}

fn options(titled: bool) -> Vec<ChoiceOption> {
    let option = |value: &'static str, title: &'static str| ChoiceOption {
        value: value.into(),
        title: titled.then(|| title.into()),
    };
    vec![option("a", "First"), option("b", "Second")]
}

fn one(titled: bool, titles: Titles) -> FieldKind {
    FieldKind::One {
        options: options(titled),
        titles,
        default: Some("a".to_owned()),
    }
}

fn form(kind: FieldKind) -> [String; 5] {
    let schema = FormSchema::new().field(Field::new("f", kind).title("F").required());
    let message = "Why".to_owned();
    written(&Question::Form { message, schema })
}

#[test]
fn the_mode_and_defaults_came_with_the_second_revision_of_forms() {
    let text = FieldKind::Text {
        min_length: Some(1),
        max_length: None,
        format: None,
        default: Some("d".to_owned()),
    };
    let [.., old, new, newest] = form(text);
    let schema = r#""requestedSchema":{"type":"object","properties":{"f":{"type":"string","title":"F","minLength":1"#;
    let end = r#"}},"required":["f"]}}}"#;
    let method = r#""method":"elicitation/create","params":{"#;
    assert_eq!(old, format!(r#"{method}"message":"Why",{schema}{end}"#));
    let expected = format!(r#"{method}"mode":"form","message":"Why",{schema},"default":"d"{end}"#);
    assert_eq!([new, newest], [&*expected; 2]);
}

#[test]
fn a_boolean_always_had_a_default() {
    for text in &form(FieldKind::Boolean {
        default: Some(true),
    })[2..]
    {
        assert!(
            text.contains(r#""type":"boolean","title":"F","default":true"#),
            "{text}"
        );
    }
}

#[test]
fn titles_are_names_of_an_enum_before_they_are_constants() {
    let names = r#""enum":["a","b"],"enumNames":["First","Second"]"#;
    let constants = r#""oneOf":[{"const":"a","title":"First"},{"const":"b","title":"Second"}]"#;
    let [.., old, new, newest] = form(one(true, Titles::Usual));
    assert!(old.contains(&format!("{names}}}")), "{old}");
    for text in [new, newest] {
        assert!(
            text.contains(&format!(r#"{constants},"default":"a""#)),
            "{text}"
        );
        assert!(!text.contains("enum"), "{text}");
    }
    for text in &form(one(true, Titles::EnumNames))[2..] {
        assert!(text.contains(names), "{text}");
    }
    for text in &form(one(false, Titles::Usual))[2..] {
        assert!(text.contains(r#""enum":["a","b"]"#), "{text}");
        assert!(
            !text.contains("enumNames") && !text.contains("oneOf"),
            "{text}"
        );
    }
}

#[test]
fn several_of_a_list_are_left_out_where_there_is_no_word_for_them() {
    let several = |titled| FieldKind::Several {
        options: options(titled),
        min_items: Some(1),
        max_items: Some(2),
        default: None,
    };
    let limits = r#","minItems":1,"maxItems":2"#;
    let [.., old, new, newest] = form(several(true));
    assert!(old.ends_with(r#""properties":{}}}}"#), "{old}");
    for text in [new, newest] {
        let items =
            r#""items":{"anyOf":[{"const":"a","title":"First"},{"const":"b","title":"Second"}]}"#;
        assert!(text.contains(&format!("{items}{limits}")), "{text}");
    }
    let [.., newest] = form(several(false));
    let items = r#""items":{"type":"string","enum":["a","b"]}"#;
    assert!(newest.contains(&format!("{items}{limits}")), "{newest}");
}

#[test]
fn a_page_to_visit_had_an_id_for_one_revision() {
    let [.., new, newest] = written(&Question::Url {
        message: "Pay".to_owned(),
        url: "https://example.com/pay".to_owned(),
        id: "v1".to_owned(),
    });
    let start = r#""method":"elicitation/create","params":{"mode":"url","message":"Pay","url":"https://example.com/pay""#;
    assert_eq!(new, format!(r#"{start},"elicitationId":"v1"}}}}"#));
    assert_eq!(newest, format!("{start}}}}}"));
}

#[test]
fn a_call_that_needs_a_page_first_ends_with_all_of_it() {
    let page = Question::Url {
        message: "Pay".to_owned(),
        url: "https://example.com/pay".to_owned(),
        id: "v1".to_owned(),
    };
    let error = url_required(&page).unwrap();
    assert_eq!(error.code.0, -32042);
    let page = json!({
        "mode": "url",
        "message": "Pay",
        "url": "https://example.com/pay",
        "elicitationId": "v1",
    });
    assert_eq!(error.data, Some(json!({ "elicitations": [page] })));
    assert!(url_required(&Question::Roots).is_none());
}

#[test]
fn roots_have_no_parameters() {
    assert_eq!(written(&Question::Roots), [r#""method":"roots/list"}"#; 5]);
}

#[test]
fn all_that_a_model_is_told_is_written() {
    let request = CreateMessage::from("Hi")
        .system_prompt("Be brief")
        .max_tokens(9)
        .temperature(0.5)
        .stop_sequence("END")
        .model_preferences(ModelPreferences {
            cost: Some(0.0),
            speed: Some(0.25),
            intelligence: Some(1.0),
            ..ModelPreferences::hint("haiku")
        })
        .include_context(IncludeContext::ThisServer);
    let expected = concat!(
        r#""method":"sampling/createMessage","params":{"messages":"#,
        r#"[{"role":"user","content":{"type":"text","text":"Hi"}}],"maxTokens":9,"#,
        r#""systemPrompt":"Be brief","modelPreferences":{"hints":[{"name":"haiku"}],"#,
        r#""costPriority":0,"speedPriority":0.25,"intelligencePriority":1},"#,
        r#""includeContext":"thisServer","temperature":0.5,"stopSequences":["END"]}}"#
    );
    assert_eq!(written(&Question::Message(request)), [expected; 5]);
}

#[test]
fn blocks_that_have_no_word_are_said_in_text() {
    let asked = |content: Content| written(&Question::Message(content.into()));
    let audio = asked(Content::audio(b"abc", "audio/wav"));
    assert!(audio[0].contains(r#""content":{"type":"text","text":"[audio/wav]"}"#));
    for text in &audio[1..] {
        assert!(text.contains(r#""type":"audio""#), "{text}");
    }
    for content in [
        Content::resource("a:b", "text/plain", "words"),
        Content::link("a:b", "words"),
    ] {
        for text in asked(content) {
            assert!(
                text.contains(r#""content":{"type":"text","text":""#),
                "{text}"
            );
            assert!(text.contains("words"), "{text}");
        }
    }
}

#[test]
fn tools_of_a_model_are_words_of_later_revisions() {
    let call = SamplingContent::ToolUse(ToolUse {
        id: "c".to_owned(),
        name: "add".to_owned(),
        input: json!({ "a": 1 }),
    });
    let assistant = SamplingMessage {
        role: Role::Assistant,
        content: vec![call, SamplingContent::Block(Content::text("so"))],
    };
    let result = ToolUseResult {
        tool_use_id: "c".to_owned(),
        content: vec![Content::text("2")],
        is_error: true,
    };
    let request = CreateMessage::new([assistant, SamplingMessage::results([result])])
        .tool_choice(ToolChoice::Required)
        .tool(SamplingTool {
            name: "add".to_owned(),
            description: "Add".to_owned(),
            input_schema: json!({ "type": "object" }),
        });
    let written = written(&Question::Message(request));
    for text in &written[..3] {
        assert!(!text.contains("tools") && !text.contains("tool_"), "{text}");
        assert!(
            text.contains(r#"{"type":"text","text":"[add]\nso"}"#),
            "{text}"
        );
    }
    for text in &written[3..] {
        for part in [
            r#"{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"add","input":{"a":1}},{"type":"text","text":"so"}]}"#,
            r#"{"role":"user","content":{"type":"tool_result","toolUseId":"c","content":[{"type":"text","text":"2"}],"isError":true}}"#,
            r#""tools":[{"name":"add","description":"Add","inputSchema":{"type":"object"}}],"toolChoice":{"mode":"required"}"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}

#[test]
fn an_answer_that_asks_has_bare_questions_and_a_state() {
    let stamp = Stamp::new(&Implementation::new("s", "1"));
    let questions = [("a\"", &Question::Roots), ("b", &Question::Roots)];
    let [.., newest] = each(|revision, out| {
        write_input_required(revision, &stamp, questions, "sealed", out);
    });
    let expected = concat!(
        r#"{"inputRequests":{"a\"":{"method":"roots/list"},"b":{"method":"roots/list"}},"#,
        r#""requestState":"sealed","resultType":"input_required","#,
        r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
    );
    assert_eq!(newest, expected);
}

fn raw(value: &serde_json::Value) -> Box<RawValue> {
    to_raw_value(value).unwrap()
}

#[test]
fn a_person_accepts_declines_or_cancels() {
    for (name, action) in [
        ("accept", Action::Accept),
        ("decline", Action::Decline),
        ("cancel", Action::Cancel),
    ] {
        let result = raw(&json!({ "action": name, "content": { "a": 1 }, "_meta": {} }));
        let elicited = read_elicited(&result).unwrap();
        assert_eq!(elicited.action, action);
        assert_eq!(elicited.content.unwrap().get(), r#"{"a":1}"#);
    }
    for wrong in [
        json!(12345),
        json!(["accept", {}]),
        json!({}),
        json!({ "action": 5 }),
        json!({ "action": "maybe" }),
    ] {
        assert!(read_elicited(&raw(&wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn a_model_answers_with_one_block_or_several() {
    let text = json!({ "type": "text", "text": "Paris", "annotations": {} });
    let result = |content| {
        raw(
            &json!({ "role": "assistant", "content": content, "model": "m", "stopReason": "endTurn" }),
        )
    };
    assert_eq!(read_created(&result(text.clone())).unwrap().text(), "Paris");
    let image = json!({ "type": "image", "data": "", "mimeType": "image/png" });
    let call = json!({ "type": "tool_use", "id": "c", "name": "add", "input": {} });
    let several = read_created(&result(json!([text, image, call]))).unwrap();
    assert_eq!(several.content.len(), 3);
    assert_eq!(several.tool_uses().next().unwrap().name, "add");
    assert_eq!(several.stop_reason.as_deref(), Some("endTurn"));
    for wrong in [
        json!({ "type": "resource" }),
        json!("Paris"),
        json!(null),
        json!([{}]),
        json!({ "type": "text" }),
        json!({ "type": "text", "text": 1 }),
        json!({ "type": "image", "data": "" }),
        json!({ "type": "tool_use", "id": "c", "name": "add" }),
        json!({ "type": "tool_use", "id": "c", "name": "add", "input": [] }),
        json!({ "type": "tool_result", "toolUseId": "c" }),
        json!({ "type": "tool_result", "toolUseId": "c", "content": [{}] }),
        json!({ "type": "tool_result", "toolUseId": "c", "content": [], "isError": "no" }),
    ] {
        assert!(read_created(&result(wrong.clone())).is_err(), "{wrong}");
    }
    assert!(read_created(&raw(&json!({ "role": "assistant", "content": [] }))).is_err());
}

#[test]
fn the_result_of_a_call_is_read_without_the_calls_in_it() {
    let call = json!({ "type": "tool_use", "id": "c", "name": "add", "input": {} });
    let content = json!([{ "type": "text", "text": "3" }, call]);
    let block = json!({
        "type": "tool_result", "toolUseId": "c", "content": content, "isError": true, "text": 1,
    });
    let created = json!({ "role": "user", "content": block, "model": "m" });
    let expected = SamplingContent::ToolResult(ToolUseResult {
        tool_use_id: "c".to_owned(),
        content: vec![Content::text("3")],
        is_error: true,
    });
    assert_eq!(read_created(&raw(&created)).unwrap().content, [expected]);
}

#[test]
fn roots_are_a_list() {
    let roots = read_roots(&raw(
        &json!({ "roots": [{ "uri": "file:///a", "name": "A", "_meta": {} }] }),
    ));
    let roots = roots.unwrap();
    assert_eq!(
        (&*roots[0].uri, roots[0].name.as_deref()),
        ("file:///a", Some("A"))
    );
    assert!(read_roots(&raw(&json!({}))).is_err());
}

#[test]
fn what_is_wrong_with_a_list_names_its_place_and_repeats_nothing() {
    let long = "x".repeat(100_000);
    let root = json!({ "uri": "file:///a" });
    for (result, reason) in [
        (json!(long), "it must be an object"),
        (json!({ "roots": long }), "`roots`: it must be an array"),
        (
            json!({ "roots": [root, root, long] }),
            "`roots[2]`: it must be an object",
        ),
        (
            json!({ "roots": [root, {}] }),
            "`roots[1]`: missing field `uri`",
        ),
        (
            json!({ "roots": [{ "uri": [long] }] }),
            "`roots[0]`: `uri` must be a string",
        ),
    ] {
        assert_eq!(read_roots(&raw(&result)).unwrap_err(), reason);
    }
    let call = json!({ "type": "tool_use", "id": "c", "name": "add", "input": long });
    let found = json!({ "type": "tool_result", "toolUseId": "c", "content": long });
    for (content, reason) in [
        (json!(long), "a block of `content`: it must be an object"),
        (call, "`input` of a block: it must be an object"),
        (found, "`content` of a block: it must be an array"),
    ] {
        let created = json!({ "role": "user", "content": content, "model": "m" });
        assert_eq!(read_created(&raw(&created)).unwrap_err(), reason);
    }
}

#[test]
fn a_refusal_is_read_whatever_it_is() {
    assert_eq!(
        read_refusal(&raw(&json!({ "code": -1, "message": "no" }))),
        (-1, "no".to_owned())
    );
    assert_eq!(read_refusal(&raw(&json!("no"))), (0, String::new()));
}
