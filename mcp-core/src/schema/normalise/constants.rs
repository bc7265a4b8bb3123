//! Constants as an `enum`: of a union of documented ones, the documentation becomes part of the
//! description.

use serde_json::{Map, Value};

use crate::schema::keyword::{common_type, note, set, unsay};

/// What a union of constants says.
#[derive(Default)]
struct Constants {
    values: Vec<Value>,
    /// Each documented value, with the first paragraph about it.
    said: Vec<(Value, String)>,
}

/// Makes the constants of a union one `enum`: in its place where it has nothing else, and else as
/// one of its variants.
pub(super) fn collapse(schema: &mut Map<String, Value>, keyword: &str) {
    let Some(Value::Array(variants)) = schema.get(keyword) else {
        return;
    };
    let Some(first) = variants.iter().position(is_constant) else {
        return;
    };
    let mut constants = Constants::default();
    let mut others = Vec::new();
    for variant in variants {
        match values(variant) {
            Some(values) => constants.add(variant, values),
            None => others.push(variant.clone()),
        }
    }
    if others.is_empty() {
        unsay(schema, keyword);
        constants.write(schema);
    } else if variants.len() > others.len() + 1 {
        let mut one = Map::new();
        constants.write(&mut one);
        others.insert(first, one.into());
        set(schema, keyword, others);
    }
}

/// Makes a constant an `enum` of one.
pub(super) fn only(schema: &mut Map<String, Value>) {
    let Some(value) = schema.remove("const") else {
        return;
    };
    let values = [value];
    if let (None, Some(name)) = (schema.get("type"), common_type(&values)) {
        set(schema, "type", name);
    }
    set(schema, "enum", values);
}

fn is_constant(variant: &Value) -> bool {
    values(variant).is_some()
}

/// What a variant can be, if that is one of some constants.
fn values(variant: &Value) -> Option<Vec<Value>> {
    match (variant.get("const"), variant.get("enum")) {
        (Some(constant), _) => Some(vec![constant.clone()]),
        (None, Some(Value::Array(constants))) => Some(constants.clone()),
        _ => None,
    }
}

impl Constants {
    fn add(&mut self, variant: &Value, values: Vec<Value>) {
        let text = variant.get("description").and_then(Value::as_str);
        if let (Some(text), [value]) = (text, values.as_slice()) {
            self.said.push((value.clone(), summary(text)));
        }
        self.values.extend(values);
    }

    /// Writes them into a schema, which may have narrowed them down already.
    fn write(mut self, schema: &mut Map<String, Value>) {
        if let Some(Value::Array(allowed)) = schema.get("enum") {
            self.values.retain(|value| allowed.contains(value));
            self.said.retain(|(value, _)| allowed.contains(value));
        }
        if self.values.is_empty() {
            return;
        }
        if let Some(name) = common_type(&self.values) {
            set(schema, "type", name);
        }
        set(schema, "enum", self.values);
        let said = self
            .said
            .iter()
            .map(|(value, text)| format!("`{}`: {text}", shown(value)));
        let said: Vec<String> = said.collect();
        if !said.is_empty() {
            note(schema, &said.join("; "));
        }
    }
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The first paragraph in one line, without the full stop.
fn summary(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    lines.join(" ").trim_end_matches('.').to_owned()
}
