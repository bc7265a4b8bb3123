//! The schemas as they are published: one for each revision, and one for the extension that gives
//! tasks to the last of them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use mcp_server::Revision;
use serde_json::{Value, json};

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    Client,
    Server,
}

/// The methods of each side, and what the schema calls them.
pub(crate) type Methods = BTreeMap<(Side, String), String>;

/// One file.
pub(crate) struct Schema {
    name: &'static str,
    document: Value,
    pub(crate) methods: Methods,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// What a revision has.
pub(crate) fn of(revision: Revision) -> &'static Schema {
    static ALL: LazyLock<HashMap<Revision, Schema>> = LazyLock::new(|| {
        let read = |revision: Revision| (revision, Schema::read(revision.as_str(), by_union));
        Revision::ALL.map(read).into()
    });
    &ALL[&revision]
}

/// What the extension adds to 2026-07-28 (`schema/draft` of modelcontextprotocol/ext-tasks).
pub(crate) fn tasks() -> &'static Schema {
    static TASKS: LazyLock<Schema> = LazyLock::new(|| {
        let mut schema = Schema::read("ext-tasks", by_name);
        // It repeats what a task may ask for.
        let known = &of(Revision::V2026_07_28).methods;
        let definitions: Vec<&String> = known.values().collect();
        schema
            .methods
            .retain(|_, definition| !definitions.contains(&&*definition));
        schema
    });
    &TASKS
}

impl Schema {
    fn read(name: &'static str, methods: fn(&Value) -> Methods) -> Self {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/schema");
        let place: PathBuf = [directory, name, "schema.json"].iter().collect();
        let text = std::fs::read(place).expect("the schema is there");
        let document: Value = serde_json::from_slice(&text).expect("the schema is JSON");
        Self {
            name,
            methods: methods(definitions(&document)),
            document,
            validators: Mutex::default(),
        }
    }

    pub(crate) fn defines(&self, definition: &str) -> bool {
        definitions(&self.document).get(definition).is_some()
    }

    /// What the schema calls a method; `None` for one that this side does not have.
    pub(crate) fn definition(&self, from: Side, method: &str) -> Option<&str> {
        let definition = self.methods.get(&(from, method.to_owned()));
        definition.map(String::as_str)
    }

    /// Fails unless the value is what the schema calls by that name.
    pub(crate) fn hold(&self, definition: &str, value: &Value) {
        let errors: Vec<String> = self
            .validator(definition)
            .iter_errors(value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        let name = self.name;
        assert!(
            errors.is_empty(),
            "no {definition} of {name}: {errors:#?} in {value:#}"
        );
    }

    fn validator(&self, definition: &str) -> Arc<Validator> {
        assert!(self.defines(definition), "no {definition} in {}", self.name);
        let mut validators = self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let validator = validators
            .entry(definition.to_owned())
            .or_insert_with(|| Arc::new(compile(self.document.clone(), definition)));
        Arc::clone(validator)
    }
}

fn compile(mut document: Value, definition: &str) -> Validator {
    let keyword = keyword(&document);
    document["$ref"] = json!(format!("#/{keyword}/{definition}"));
    jsonschema::validator_for(&document).expect("the published schema compiles")
}

/// Where a schema keeps its definitions.
fn keyword(document: &Value) -> &'static str {
    match document.get("$defs") {
        Some(_) => "$defs",
        None => "definitions",
    }
}

fn definitions(document: &Value) -> &Value {
    &document[keyword(document)]
}

/// A revision tells in unions who says what.
fn by_union(definitions: &Value) -> Methods {
    const UNIONS: [(&str, Side); 5] = [
        ("ClientRequest", Side::Client),
        ("ClientNotification", Side::Client),
        ("ServerRequest", Side::Server),
        ("ServerNotification", Side::Server),
        ("InputRequest", Side::Server),
    ];
    let mut methods = Methods::new();
    for (union, from) in UNIONS {
        let Some(whole) = definitions.get(union) else {
            continue;
        };
        let members: Vec<&str> = match whole["anyOf"].as_array() {
            Some(members) => members.iter().filter_map(name_of).collect(),
            // A union of one is written as that one.
            None => vec![union],
        };
        for member in members {
            let method = method(&definitions[member])
                .unwrap_or_else(|| panic!("{member} of {union} has no method"));
            methods.insert((from, method.to_owned()), member.to_owned());
        }
    }
    let all = definitions.as_object().expect("definitions have names");
    for (name, definition) in all {
        let Some(method) = method(definition) else {
            continue;
        };
        let said = |(_, known): &(Side, String)| known == method;
        assert!(methods.keys().any(said), "nobody says {name} ({method})");
    }
    methods
}

/// The extension has no unions: a client asks, and a server tells.
fn by_name(definitions: &Value) -> Methods {
    let all = definitions.as_object().expect("definitions have names");
    let methods = all.iter().filter_map(|(name, definition)| {
        let method = method(definition)?;
        let from = match method.starts_with("notifications/") {
            true => Side::Server,
            false => Side::Client,
        };
        Some(((from, method.to_owned()), name.clone()))
    });
    methods.collect()
}

fn name_of(reference: &Value) -> Option<&str> {
    reference["$ref"].as_str()?.rsplit('/').next()
}

/// The method of a message.
fn method(definition: &Value) -> Option<&str> {
    let own = definition.pointer("/properties/method/const");
    own.and_then(Value::as_str)
        .or_else(|| definition["allOf"].as_array()?.iter().find_map(method))
}
