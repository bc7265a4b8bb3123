//! What becomes of a function with `#[resource("…")]`: its definition, and what is read.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mcp_server::model::{self, Annotations, Audience, ResourceData};
use mcp_server::peer::{ContextParts, StateMap};
use mcp_server::resource::{Listing, ReadOutcome};
use mcp_server::text::Typed;
use mcp_server::{
    Context, Description, FromContext, Json, Rejection, Resource, ResourceSet, State, ToolError,
    ToolSet, resource, resources, tools,
};

#[derive(serde::Serialize)]
struct Issue {
    project: String,
    id: u64,
}

/// Letters only
struct Key(String);

impl std::str::FromStr for Key {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.chars().all(char::is_alphabetic) {
            true => Ok(Self(text.to_owned())),
            false => Err("expected letters"),
        }
    }
}

struct Database(String);

impl FromContext for Database {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        State::from_context(context).map(|State(name): State<String>| Self(name.to_string()))
    }

    fn needs(description: &mut Description) {
        State::<String>::needs(description);
    }
}

/// One issue
#[resource(
    "tracker://{project}/issues/{id}",
    name = "an issue",
    title = "Issue",
    scopes("read"),
    timeout = "1s"
)]
async fn issue(
    #[arg(complete = ["CORE", "WEB"])] project: &str,
    #[arg(name = "id")] number: u64,
    database: Database,
    context: &Context,
) -> Option<Json<Issue>> {
    let _ = (database.0, context.is_cancelled());
    let project = project.to_owned();
    (number < 100).then_some(Json(Issue {
        project,
        id: number,
    }))
}

/// What this is
#[resource(
    "tracker://readme",
    mime = "text/markdown",
    size = 5,
    audience("user", "assistant"),
    priority = 0.5,
    hidden,
    meta = serde_json::json!({ "cost": 1 }),
)]
fn readme() -> &'static str {
    "hello"
}

/// A file
#[resource("file:///{+path}{#part}")]
fn file(path: PathBuf, part: Option<String>) -> Result<String, ToolError> {
    Ok(format!("{} {part:?}", path.display()))
}

struct Tracker<T>(T);

#[tools(prefix = "tracker", tags("block"))]
impl<T: ToString + Send + Sync + 'static> Tracker<T> {
    /// A project
    #[resource("tracker://projects/{key}")]
    async fn project(&self, #[arg(parse, complete = Self::keys)] key: Key) -> String {
        format!("{} {}", self.0.to_string(), key.0)
    }

    fn keys(&self) -> Vec<String> {
        vec![self.0.to_string()]
    }

    /// Bytes
    #[resource("tracker://logo", mime = "image/png", blocking)]
    fn logo() -> Vec<u8> {
        vec![0, 255]
    }
}

#[tools(prefix = "files")]
mod files {
    /// A note
    #[resource("note://{id}")]
    pub async fn note(id: u8) -> String {
        id.to_string()
    }
}

fn context() -> Context {
    let mut state = StateMap::default();
    state.insert("db".to_owned());
    Context::new(ContextParts {
        state: Arc::new(state),
        ..ContextParts::default()
    })
}

fn only(set: impl ResourceSet) -> Resource {
    let mut resources: Vec<_> = set.into_resources().into_iter().collect();
    assert_eq!(resources.len(), 1);
    resources.remove(0)
}

fn block(set: impl ToolSet) -> Vec<Resource> {
    let (_, _, resources) = set.into_tools().into_parts();
    resources.into_iter().collect()
}

async fn read(resource: &Resource, uri: &str) -> ReadOutcome {
    let variables = resource.matches(uri).expect("a fitting URI");
    resource.read(context(), uri, variables).await
}

async fn one(resource: &Resource, uri: &str) -> model::Resource {
    let mut contents = read(resource, uri).await.expect("contents");
    assert_eq!(contents.len(), 1);
    contents.remove(0)
}

async fn text(resource: &Resource, uri: &str) -> String {
    match one(resource, uri).await.data {
        ResourceData::Text(text) => text,
        other @ ResourceData::Blob(_) => panic!("no text: {other:?}"),
    }
}

async fn is_missing(resource: &Resource, uri: &str) -> bool {
    matches!(read(resource, uri).await, Err(Rejection::NoSuchResource { uri: named }) if named == uri)
}

#[test]
fn a_template_says_what_the_attribute_says() {
    let resource = only(resources![issue]);
    let Listing::Template(definition) = resource.listing() else {
        panic!("no template: {resource:?}");
    };
    assert_eq!(definition.uri_template, "tracker://{project}/issues/{id}");
    assert_eq!(definition.name, "an issue");
    assert_eq!(definition.title.as_deref(), Some("Issue"));
    assert_eq!(definition.description.as_deref(), Some("One issue"));
    assert_eq!(definition.mime_type.as_deref(), Some("application/json"));
    assert_eq!(resource.scopes().collect::<Vec<_>>(), ["read"]);
    assert_eq!(resource.timeout(), Some(Duration::from_secs(1)));
    assert_eq!(resource.fault(), None);
    assert!(resource.place().contains("resources.rs:"));
}

#[test]
fn without_variables_it_is_one_resource() {
    let resource = only(resources![readme]);
    let Listing::Resource(definition) = resource.listing() else {
        panic!("no resource: {resource:?}");
    };
    assert_eq!(definition.uri, "tracker://readme");
    assert_eq!(definition.size, Some(5));
    assert_eq!(definition.mime_type.as_deref(), Some("text/markdown"));
    let annotations = Annotations {
        audience: vec![Audience::User, Audience::Assistant],
        priority: Some(0.5),
        last_modified: None,
    };
    assert_eq!(definition.annotations.as_ref(), Some(&annotations));
    let meta = definition.meta.as_ref().expect("an object");
    assert_eq!(meta.get(), r#"{"cost":1}"#);
    assert!(resource.is_hidden());
}

#[tokio::test]
async fn the_function_stays_what_it_was() {
    assert_eq!(readme(), "hello");
    let read = file("a".into(), None).expect("a text");
    assert_eq!(read, "a None");
    assert_eq!(files::note(7).await, "7");
}

#[tokio::test]
async fn variables_are_read_from_the_uri() {
    let resource = only(resources![issue]);
    let contents = one(&resource, "tracker://a%20b/issues/7").await;
    assert_eq!(contents.uri, "tracker://a%20b/issues/7");
    assert_eq!(contents.mime_type.as_deref(), Some("application/json"));
    let json = r#"{"project":"a b","id":7}"#.to_owned();
    assert_eq!(contents.data, ResourceData::Text(json));
}

#[tokio::test]
async fn operators_of_level_two_cross_segments() {
    let resource = only(resources![file]);
    assert_eq!(
        text(&resource, "file:///a/b.txt#c/d").await,
        r#"a/b.txt Some("c/d")"#
    );
    assert!(resource.matches("file:///a/b.txt").is_none());
}

#[tokio::test]
async fn what_cannot_be_read_is_no_resource() {
    let resource = only(resources![issue]);
    assert!(is_missing(&resource, "tracker://CORE/issues/seven").await);
    assert!(is_missing(&resource, "tracker://CORE/issues/100").await);
    assert!(
        resource
            .matches("tracker://CORE/issues/7/comments")
            .is_none()
    );
}

#[tokio::test]
async fn variables_are_completed() {
    let resource = only(resources![issue]);
    let values = resource.complete("project", context(), Typed::new("w"));
    assert_eq!(
        values.expect("a completer").await.expect("values").values,
        ["WEB"]
    );
    assert!(resource.complete("id", context(), Typed::new("")).is_none());
    let resources = block(Tracker("T"));
    let values = resources[0].complete("key", context(), Typed::new("t"));
    assert_eq!(
        values.expect("a completer").await.expect("values").values,
        ["T"]
    );
}

#[tokio::test]
async fn methods_share_their_value_and_follow_their_block() {
    let resources = block(Tracker("T"));
    assert_eq!(resources.len(), 2);
    let Listing::Template(definition) = resources[0].listing() else {
        panic!("no template");
    };
    assert_eq!(definition.name, "project");
    assert_eq!(resources[0].tags().collect::<Vec<_>>(), ["block"]);
    assert_eq!(
        text(&resources[0], "tracker://projects/CORE").await,
        "T CORE"
    );
    assert!(is_missing(&resources[0], "tracker://projects/1").await);
    let logo = one(&resources[1], "tracker://logo").await;
    assert_eq!(logo.data, ResourceData::Blob("AP8=".to_owned()));
    assert_eq!(logo.mime_type.as_deref(), Some("image/png"));
}

#[tokio::test]
async fn a_module_lists_its_resources() {
    let resources = block(files::tools());
    assert_eq!((files::tools().iter().count(), resources.len()), (0, 1));
    assert_eq!(text(&resources[0], "note://7").await, "7");
    assert!(is_missing(&resources[0], "note://256").await);
}

#[test]
fn the_state_that_a_resource_needs_is_known_before_it_is_read() {
    let missing = only(resources![issue]).missing_state(&StateMap::default());
    assert_eq!(missing, Some(std::any::type_name::<String>()));
}
