//! What becomes of a function with `#[tool]`: its definition, and its calls.

mod prelude;

use std::sync::Arc;

use mcp_server::peer::{ContextParts, StateMap};
use mcp_server::tool::{Policy, Prepared};
use mcp_server::{
    Cancelled, Context, FromContext, Json, Rejection, State, ToolError, ToolResult, ToolSet, tool,
    tools, toolset,
};
use serde_json::{Value, json};

/// Add two numbers
///
/// Both are whole.
#[tool(title = "Add", read_only, idempotent = false)]
async fn add(
    /// The first
    a: i64,
    #[arg(default = 1, min = -10, max = 10)] b: i64,
) -> i64 {
    a + b
}

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    serde::Deserialize,
    serde::Serialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
enum Priority {
    Low,
    #[default]
    High,
}

#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
struct Issue {
    title: String,
    priority: Priority,
    labels: Vec<String>,
    due: Option<String>,
}

/// Create an issue
#[tool(destructive = false)]
fn create_issue(
    /// One line
    #[arg(min_length = 2, max_length = 5)]
    title: &str,
    #[arg(default)] priority: Priority,
    labels: Option<Vec<String>>,
    /// The last day
    #[arg(name = "type")]
    due: Option<String>,
) -> Result<Json<Issue>, ToolError> {
    Ok(Json(Issue {
        title: title.to_owned(),
        priority,
        labels: labels.unwrap_or_default(),
        due,
    }))
}

struct Language(String);

impl FromContext for Language {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let header = context.headers().get("accept-language");
        let language = header.and_then(|value| value.to_str().ok());
        language
            .map(|language| Self(language.to_owned()))
            .ok_or_else(|| Rejection::Answer(ToolResult::error("say which language")))
    }
}

/// Greet someone
#[tool]
async fn greet(
    Language(language): Language,
    State(greetings): State<Vec<String>>,
    cancelled: Cancelled,
    context: &Context,
    name: &str,
) -> String {
    let _ = (cancelled, context.is_cancelled());
    format!("{}, {name}! ({language})", greetings[0])
}

struct Counter(u64);

#[tools(prefix = "counter")]
impl Counter {
    const STEP: u64 = 2;

    /// Add to the counter
    #[tool]
    async fn add(&self, #[arg(default = Self::STEP)] step: u64) -> u64 {
        self.0 + step
    }

    /// Where it starts
    #[tool(name = "zero")]
    fn start() -> &'static str {
        "0"
    }
}

fn all(set: impl ToolSet) -> Vec<Prepared> {
    let tools = set.into_tools().into_iter();
    let tools = tools.map(|tool| tool.prepare(&Policy::default()));
    tools.collect::<Result<_, _>>().expect("tools")
}

fn only(set: impl ToolSet) -> Prepared {
    let mut tools = all(set);
    let tool = tools.pop().expect("one tool");
    assert!(tools.is_empty(), "only one tool");
    tool
}

fn context(arguments: &str) -> Context {
    let mut state = StateMap::default();
    state.insert(vec!["Hello".to_owned()]);
    let mut parts = ContextParts {
        arguments: arguments.to_owned().into(),
        state: Arc::new(state),
        ..ContextParts::default()
    };
    parts
        .headers
        .insert("accept-language", "en".parse().expect("a header"));
    Context::new(parts)
}

async fn result(tool: &Prepared, context: Context) -> ToolResult {
    match tool.call(context).await {
        Ok(result) | Err(Rejection::Answer(result)) => result,
        Err(other) => panic!("no answer but {other:?}"),
    }
}

fn text(result: &ToolResult) -> String {
    let texts = result.content.iter().map(|content| match content {
        mcp_server::model::Content::Text { text, .. } => text.as_ref(),
        other => panic!("no text but {other:?}"),
    });
    texts.collect()
}

/// The answer, which is one.
async fn answer(tool: &Prepared, arguments: &str) -> String {
    let result = result(tool, context(arguments)).await;
    assert!(!result.is_error, "{}", text(&result));
    text(&result)
}

/// The complaint, which it is.
async fn complaint(tool: &Prepared, arguments: &str) -> String {
    let result = result(tool, context(arguments)).await;
    assert!(result.is_error);
    text(&result)
}

#[test]
fn the_definition_says_what_the_attribute_says() {
    let tool = only(toolset![add]);
    let definition = tool.definition();
    assert_eq!(definition.name, "add");
    assert_eq!(definition.title.as_deref(), Some("Add"));
    assert_eq!(definition.description, "Add two numbers\n\nBoth are whole.");
    assert_eq!(definition.hints.read_only, Some(true));
    assert_eq!(definition.hints.idempotent, Some(false));
    assert_eq!(definition.hints.destructive, None);
    assert!(definition.output_schema.is_none());
}

#[test]
fn a_tool_knows_where_its_function_is() {
    let place = only(toolset![add]).place().to_owned();
    let (file, line) = place.rsplit_once(':').expect("file:line");
    assert!(file.ends_with("tools/main.rs"));
    let line: usize = line.parse().expect("a number");
    let written = include_str!("main.rs").lines().nth(line - 1);
    assert_eq!(written, Some("async fn add("));
}

#[test]
fn the_input_schema_is_closed_in_the_order_of_declaration_and_without_null() {
    let tool = only(toolset![create_issue]);
    let properties = concat!(
        r#""title":{"description":"One line","maxLength":5,"minLength":2,"type":"string"},"#,
        r#""priority":{"default":"high","enum":["low","high"],"type":"string"},"#,
        r#""labels":{"items":{"type":"string"},"type":"array"},"#,
        r#""type":{"description":"The last day","type":"string"}"#,
    );
    let expected = format!(
        r#"{{"type":"object","properties":{{{properties}}},"required":["title"],"additionalProperties":false}}"#
    );
    assert_eq!(tool.definition().input_schema.get(), expected);
}

#[test]
fn the_output_schema_is_that_of_what_is_written() {
    let tool = only(toolset![create_issue]);
    let schema = tool.definition().output_schema.as_ref().expect("a schema");
    let schema: Value = serde_json::from_str(schema.get()).expect("JSON");
    assert_eq!(
        schema["properties"]["priority"]["enum"],
        json!(["low", "high"])
    );
    assert_eq!(
        schema["required"],
        json!(["title", "priority", "labels", "due"])
    );
}

#[test]
fn a_tool_without_parameters_takes_an_empty_object() {
    let tools = all(Counter(0));
    let expected = r#"{"type":"object","properties":{},"additionalProperties":false}"#;
    assert_eq!(tools[1].definition().input_schema.get(), expected);
}

#[tokio::test]
async fn the_function_stays_what_it_was() {
    assert_eq!(add(1, 2).await, 3);
    assert_eq!(
        create_issue("a", Priority::Low, None, None)
            .expect("an issue")
            .0
            .title,
        "a"
    );
    assert_eq!(Counter(1).add(1).await, 2);
}

#[tokio::test]
async fn a_default_stands_for_what_is_missing_or_null() {
    let tool = only(toolset![add]);
    assert_eq!(answer(&tool, r#"{"a":1}"#).await, "2");
    assert_eq!(answer(&tool, r#"{"a":1,"b":null}"#).await, "2");
    assert_eq!(answer(&tool, r#"{"a":1,"b":5}"#).await, "6");
}

#[tokio::test]
async fn an_answer_of_json_is_structured() {
    let tool = only(toolset![create_issue]);
    let result = result(&tool, context(r#"{"title":"\u00fcber","type":null}"#)).await;
    let structured = result.structured.expect("JSON");
    let expected = json!({"title": "über", "priority": "high", "labels": [], "due": null});
    assert_eq!(
        serde_json::from_str::<Value>(structured.get()).expect("JSON"),
        expected
    );
}

#[tokio::test]
async fn all_that_is_wrong_with_the_arguments_is_in_one_answer() {
    let tool = only(toolset![create_issue]);
    let arguments = r#"{"title":"a long one","priority":"urgent","label":[],"type":1}"#;
    let complaint = complaint(&tool, arguments).await;
    assert!(
        complaint.starts_with("Invalid arguments for `create_issue`:\n"),
        "{complaint}"
    );
    for part in [
        "- `/title` expected from 2 to 5 characters, got",
        "- `/priority` expected",
        "- `/type` expected",
        "- `/label` is no argument of this tool; did you mean `labels`?",
        "Its arguments: title, priority, labels, type",
    ] {
        assert!(complaint.contains(part), "{part}: {complaint}");
    }
}

#[tokio::test]
async fn a_missing_argument_is_told_with_what_is_expected() {
    let tool = only(toolset![add]);
    assert!(
        complaint(&tool, "{}")
            .await
            .contains("- `/a` is missing; expected")
    );
}

#[tokio::test]
async fn numbers_keep_to_their_limits() {
    let tool = only(toolset![add]);
    assert_eq!(answer(&tool, r#"{"a":0,"b":-10}"#).await, "-10");
    let complaint = complaint(&tool, r#"{"a":0,"b":11}"#).await;
    assert!(
        complaint.contains("- `/b` expected an integer from -10 to 10, got 11"),
        "{complaint}"
    );
}

#[tokio::test]
async fn a_tool_without_parameters_refuses_arguments() {
    let tools = all(Counter(0));
    assert_eq!(answer(&tools[1], "{}").await, "0");
    let complaint = complaint(&tools[1], r#"{"a":1}"#).await;
    assert!(complaint.ends_with("It takes no arguments."), "{complaint}");
}

#[tokio::test]
async fn extractors_are_no_arguments() {
    let tool = only(toolset![greet]);
    let schema: Value = serde_json::from_str(tool.definition().input_schema.get()).expect("JSON");
    assert_eq!(schema["properties"], json!({"name": {"type": "string"}}));
    assert_eq!(answer(&tool, r#"{"name":"Ada"}"#).await, "Hello, Ada! (en)");
    let complaint = complaint(&tool, r#"{"name":"Ada","context":1,"":2}"#).await;
    assert!(
        complaint.contains("- `/context` is no argument"),
        "{complaint}"
    );
    assert!(complaint.contains("- `/` is no argument"), "{complaint}");
}

#[tokio::test]
async fn an_extractor_can_refuse_the_call() {
    let context = Context::new(ContextParts {
        arguments: r#"{"name":"Ada"}"#.into(),
        ..ContextParts::default()
    });
    let result = result(&only(toolset![greet]), context).await;
    assert_eq!(text(&result), "say which language");
}

#[test]
fn the_state_that_a_tool_needs_is_known_before_it_is_called() {
    let missing = only(toolset![greet]).missing_state(&StateMap::default());
    assert_eq!(missing, Some(std::any::type_name::<Vec<String>>()));
}

#[tokio::test]
async fn methods_share_their_value_and_carry_the_prefix() {
    let tools = all(Counter(40));
    let names: Vec<_> = tools
        .iter()
        .map(|tool| tool.definition().name.as_ref())
        .collect();
    assert_eq!(names, ["counter_add", "counter_zero"]);
    assert_eq!(answer(&tools[0], "{}").await, "42");
    assert_eq!(answer(&tools[0], r#"{"step":1}"#).await, "41");
}
