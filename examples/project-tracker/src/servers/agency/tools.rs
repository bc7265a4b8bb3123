//! The tools of the agency, made from the tables that its API is made of: a column that is added there is an argument
//! here.

use mcp_rest::{Answer, ApiError, Request, path};
use mcp_server::model::{Content, Hints, ToolDefinition};
use mcp_server::{
    Context, FromContext as _, IntoToolError as _, Rejection, Tool, ToolResult, Tools,
};
use serde_json::value::to_raw_value;
use serde_json::{Map, Value, json};

use super::super::caller::Caller;
use crate::backend::{Surface, surface};

type Arguments = Map<String, Value>;

/// What a tool does with a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    List,
    Get,
    Create,
    Update,
    Delete,
}

/// List, get, create, update and delete for each resource; those that only read for one that cannot be written.
pub(super) fn all() -> Tools {
    let mut tools = Tools::new();
    for resource in surface() {
        let operations: &[Operation] = match resource.is_writable() {
            true => &Operation::ALL,
            false => &[Operation::List, Operation::Get],
        };
        for operation in operations {
            tools = tools.tool(operation.of(&resource));
        }
    }
    tools
}

impl Operation {
    const ALL: [Self; 5] = [
        Self::List,
        Self::Get,
        Self::Create,
        Self::Update,
        Self::Delete,
    ];

    /// The tool that does this with a resource.
    fn of(self, resource: &Surface) -> Tool {
        let mut definition = ToolDefinition::new(self.name(resource), self.about(resource));
        definition.title = Some(self.title(resource).into());
        definition.hints = self.hints();
        if let Ok(schema) = to_raw_value(&self.schema(resource)) {
            definition.input_schema = schema;
        }
        let segment = resource.segment();
        let mut tool = Tool::raw(definition, move |context| {
            Box::pin(async move { self.run(segment, &context).await })
        });
        tool.add_scope(format!("{}:{}", resource.area(), self.level()));
        tool
    }

    fn name(self, resource: &Surface) -> String {
        let noun = match self {
            Self::List => resource.many(),
            _ => resource.one().to_owned(),
        };
        format!("{}_{}", self.verb(), noun.replace(' ', "_"))
    }

    const fn verb(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Get => "get",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// The second part of the scope that it needs.
    const fn level(self) -> &'static str {
        match self {
            Self::List | Self::Get => "read",
            Self::Create | Self::Update => "write",
            Self::Delete => "delete",
        }
    }

    fn title(self, resource: &Surface) -> String {
        match self {
            Self::List => format!("List {}", resource.many()),
            Self::Get => format!("Get {}", resource.an()),
            Self::Create => format!("Create {}", resource.an()),
            Self::Update => format!("Change {}", resource.an()),
            Self::Delete => format!("Delete {}", resource.an()),
        }
    }

    fn about(self, resource: &Surface) -> String {
        let (title, many, about) = (self.title(resource), resource.many(), resource.about());
        match self {
            Self::List => format!("{title}, a page at a time. {about}"),
            Self::Get => format!("{title} by its id. About {many}: {about}"),
            Self::Create => format!("{title}, and answer with all of it. About {many}: {about}"),
            Self::Update => format!("{title}. What is left out stays as it is."),
            Self::Delete => format!(
                "{title}, with all that is part of it. It is no longer found, but kept in the database."
            ),
        }
    }

    const fn hints(self) -> Hints {
        let (reads, destroys, again) = match self {
            Self::List | Self::Get => (true, false, true),
            Self::Create => (false, false, false),
            Self::Update => (false, false, true),
            Self::Delete => (false, true, true),
        };
        Hints {
            read_only: Some(reads),
            destructive: Some(destroys),
            idempotent: Some(again),
            open_world: Some(false),
        }
    }

    /// What is said to it: a schema of the arguments.
    fn schema(self, resource: &Surface) -> Value {
        let id = || {
            let about = format!("The id of the {}; greater than 0.", resource.one());
            let schema = json!({ "type": "integer", "minimum": 1, "description": about });
            ("id".to_owned(), schema)
        };
        match self {
            Self::List => object(&resource.list(), &[]),
            Self::Get => object(&[id(), resource.fields()].into_iter().collect(), &["id"]),
            Self::Delete => object(&[id()].into_iter().collect(), &["id"]),
            Self::Create => {
                let mut body = resource.creation();
                denulled(&mut body);
                body
            }
            Self::Update => {
                let mut body = resource.changes();
                let emptied = denulled(&mut body);
                let mut properties: Arguments = [id()].into_iter().collect();
                if let Some(Value::Object(columns)) = body.get_mut("properties") {
                    properties.append(columns);
                }
                if !emptied.is_empty() {
                    properties.insert(CLEAR.to_owned(), clear(&emptied));
                }
                object(&properties, &["id"])
            }
        }
    }

    async fn run(self, segment: &'static str, context: &Context) -> Result<ToolResult, Rejection> {
        let caller = Caller::from_context(context)?;
        let mut arguments: Arguments =
            serde_json::from_slice(context.arguments()).unwrap_or_default();
        let answer = self
            .request(&caller, segment, &mut arguments)
            .send_raw()
            .await;
        answer.map(told).map_err(rejected)
    }

    /// The request of the API that does it.
    fn request(self, api: &Caller, segment: &str, arguments: &mut Arguments) -> Request {
        let id = match self {
            Self::List => None,
            _ => arguments.remove("id"),
        };
        let one = || path![segment, id.clone().unwrap_or_default()];
        match self {
            Self::List => api.get(path![segment]).query(&query(arguments)),
            Self::Get => api.get(one()).query(&query(arguments)),
            Self::Create => api.post(path![segment]).json(arguments),
            Self::Update => api.patch(one()).json(&emptied(arguments)),
            Self::Delete => api.delete(one()),
        }
    }
}

/// Names the fields that are to be empty.
const CLEAR: &str = "clear";

/// Takes `null` out of what may be said, for some clients drop all tools over it. Gives the names of what could be
/// null.
fn denulled(body: &mut Value) -> Vec<String> {
    let Some(Value::Object(properties)) = body.get_mut("properties") else {
        return Vec::new();
    };
    let columns = properties.iter_mut();
    let nullable = columns.filter_map(|(name, schema)| takes_null(schema).then(|| name.clone()));
    nullable.collect()
}

/// Takes `null` out of a schema; whether it was in there.
fn takes_null(schema: &mut Value) -> bool {
    let kind = match schema["type"].as_array().map(Vec::as_slice) {
        Some([kind, null]) if null == "null" => kind.clone(),
        _ => return false,
    };
    schema["type"] = kind;
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.retain(|word| !word.is_null());
    }
    true
}

fn clear(names: &[String]) -> Value {
    json!({
        "type": "array", "items": { "type": "string", "enum": names }, "uniqueItems": true,
        "description": "Names of fields to empty.",
    })
}

/// The body of a change, in which null empties a field.
fn emptied(arguments: &mut Arguments) -> Arguments {
    let mut body = std::mem::take(arguments);
    let names = body.remove(CLEAR);
    let names = names
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    for name in names.filter_map(Value::as_str) {
        body.insert(name.to_owned(), Value::Null);
    }
    body
}

/// The API's own answer, as it came.
fn told(answer: Answer) -> ToolResult {
    ToolResult::from(vec![Content::text(answer.into_text())])
}

/// What the API refuses is an answer that a model can read, in the API's words.
fn rejected(error: ApiError) -> Rejection {
    error.into_tool_error().into_rejection()
}

fn query(arguments: &Arguments) -> Vec<(&str, String)> {
    let given = arguments.iter().filter(|(_, value)| !value.is_null());
    let pairs = given.map(|(name, value)| match value {
        Value::String(text) => (&**name, text.clone()),
        other => (&**name, other.to_string()),
    });
    pairs.collect()
}

fn object(properties: &Arguments, required: &[&str]) -> Value {
    json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    })
}
