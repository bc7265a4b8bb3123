//! Which arguments are mirrored in HTTP headers (`server/tools#x-mcp-header`, 2026-07-28): clients
//! drop a tool whose `x-mcp-header` breaks a rule.

use serde_json::Value;

use super::keyword::below;

/// The keyword that asks for a mirror.
pub(super) const KEYWORD: &str = "x-mcp-header";

/// An argument that clients repeat in an HTTP header, `Mcp-Param-` and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderParam {
    /// The whole name of the header, in lower case.
    pub header: String,
    /// The names that lead to its value in the arguments.
    pub path: Vec<String>,
}

/// What a schema says of headers.
#[derive(Default)]
pub(super) struct Headers {
    pub(super) params: Vec<HeaderParam>,
    /// Where it breaks a rule: the place of the keyword, and what to write instead.
    pub(super) faults: Vec<(String, String)>,
}

/// Reads an input schema; `pointer` is where it stands.
pub(super) fn headers(schema: &Value, pointer: &str) -> Headers {
    let mut found = Headers::default();
    walk(schema, pointer, Place::Root, &mut Vec::new(), &mut found);
    found
}

/// The arguments that an input schema has mirrored.
pub(crate) fn header_params(schema: &str) -> Result<Vec<HeaderParam>, String> {
    // Hardly any has one, and what has none need not be read.
    if !schema.contains(KEYWORD) {
        return Ok(Vec::new());
    }
    let schema = serde_json::from_str(schema).map_err(|error| error.to_string())?;
    let found = headers(&schema, "");
    match found.faults.into_iter().next() {
        None => Ok(found.params),
        Some((pointer, fault)) => Err(format!("`{pointer}` of its input schema: {fault}")),
    }
}

/// How a schema is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    /// Through nothing but `properties`.
    Property,
    Elsewhere,
}

fn walk(schema: &Value, pointer: &str, place: Place, path: &mut Vec<String>, found: &mut Headers) {
    if let Some(name) = schema.get(KEYWORD) {
        let faults = [
            name_fault(name, &found.params),
            type_fault(schema),
            (place != Place::Property).then(|| {
                "only a property that is reached through `properties` alone can be mirrored: \
                 leave it out, or make the value an argument of its own"
                    .to_owned()
            }),
        ];
        let at = format!("{pointer}/{KEYWORD}");
        let faults = faults.into_iter().flatten();
        found.faults.extend(faults.map(|fault| (at.clone(), fault)));
        if let Some(name) = name.as_str() {
            found.params.push(HeaderParam {
                header: header(name),
                path: path.clone(),
            });
        }
    }
    for below in below(schema) {
        let place = match (place, below.keyword) {
            (Place::Root | Place::Property, "properties") => Place::Property,
            _ => Place::Elsewhere,
        };
        path.push(below.key.clone().into_owned());
        walk(below.schema, &below.pointer(pointer), place, path, found);
        path.pop();
    }
}

fn header(name: &str) -> String {
    format!("mcp-param-{}", name.to_ascii_lowercase())
}

fn name_fault(name: &Value, params: &[HeaderParam]) -> Option<String> {
    let Some(name) = name.as_str().filter(|name| is_token(name)) else {
        return Some(format!(
            "{name} cannot be part of a header's name: write letters, digits and `-`, such as \
             `\"Region\"`"
        ));
    };
    let header = header(name);
    let is_taken = params.iter().any(|param| param.header == header);
    is_taken.then(|| {
        format!("another argument has the header `{name}` too, in whatever case: give each its own")
    })
}

fn type_fault(schema: &Value) -> Option<String> {
    let name = schema.get("type").and_then(Value::as_str);
    let fits = name.is_some_and(|name| matches!(name, "integer" | "string" | "boolean"));
    (!fits).then(|| {
        "only text, an integer or a boolean can be mirrored in a header: leave it out, or make \
         the type `string`, `integer` or `boolean`"
            .to_owned()
    })
}

/// A token (RFC 9110).
fn is_token(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(fits)
}
