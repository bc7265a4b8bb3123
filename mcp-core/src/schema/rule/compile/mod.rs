//! Reading a schema into terms.

mod implied;
mod keyword;
mod loops;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::path::{escape, of_reference};
use super::terms::Terms;
use super::{Rule, Unenforced};

/// What is known while a schema is read.
#[derive(Debug)]
pub(super) struct Compiler<'s> {
    root: &'s Value,
    unenforced: Vec<Unenforced>,
    /// What references lead to, in the order they were met; read one after the other, not within
    /// each other.
    targets: Vec<(String, &'s Value)>,
    /// Of each pointer its place among the targets.
    places: HashMap<String, usize>,
    /// Which definition leads to which without a step into the value.
    edges: Vec<(usize, usize)>,
    /// The definition that is being read, until a step into the value.
    within: Option<usize>,
    /// Where reading is.
    pointer: String,
    loose: bool,
}

impl<'s> Compiler<'s> {
    pub(super) fn new(root: &'s Value) -> Self {
        Self {
            root,
            unenforced: Vec::new(),
            targets: Vec::new(),
            places: HashMap::new(),
            edges: Vec::new(),
            within: None,
            pointer: String::new(),
            loose: true,
        }
    }

    pub(super) fn run(mut self, schema: &'s Value) -> (Rule, Vec<Unenforced>) {
        let start = self.schema(schema);
        let mut definitions = Vec::new();
        while let Some((pointer, schema)) = self.targets.get(definitions.len()).cloned() {
            self.pointer = pointer;
            self.within = Some(definitions.len());
            definitions.push(self.schema(schema));
        }
        for index in loops::looping(definitions.len(), &self.edges) {
            definitions[index] = Terms::ANY;
            self.pointer.clone_from(&self.targets[index].0);
            self.refuse("refers to itself without end");
        }
        let rule = Rule {
            start,
            definitions,
            loose: self.loose,
        };
        (rule, self.unenforced)
    }

    fn schema(&mut self, schema: &'s Value) -> Terms {
        match schema {
            Value::Bool(true) => Terms::ANY,
            Value::Bool(false) => {
                self.loose = false;
                Terms::NEVER
            }
            Value::Object(object) => self.object(object),
            _ => {
                self.refuse("a schema is an object, true or false");
                Terms::ANY
            }
        }
    }

    fn object(&mut self, object: &'s Map<String, Value>) -> Terms {
        let mut terms = Terms::ANY;
        for (keyword, value) in object {
            let above = self.enter(keyword);
            self.keyword(&mut terms, keyword, value, object);
            self.pointer.truncate(above);
        }
        let format = object.get("format").and_then(Value::as_str);
        if terms
            .number
            .as_ref()
            .is_some_and(|number| !number.is_implied(format))
        {
            self.loose = false;
        }
        terms
    }

    /// A schema for what is inside the value.
    fn inside(&mut self, schema: &'s Value) -> Terms {
        let within = self.within.take();
        let terms = self.schema(schema);
        self.within = within;
        terms
    }

    /// The number of what a reference leads to.
    fn reference(&mut self, reference: &str) -> Option<usize> {
        let found = of_reference(reference)
            .and_then(|pointer| Some((self.root.pointer(&pointer)?, pointer)));
        let Some((schema, pointer)) = found else {
            self.refuse(&format!("`{reference}` leads to nothing in this schema"));
            return None;
        };
        let number = match self.places.get(&pointer) {
            Some(place) => *place,
            None => {
                let next = self.targets.len();
                self.places.insert(pointer.clone(), next);
                self.targets.push((pointer, schema));
                next
            }
        };
        if let Some(within) = self.within {
            self.edges.push((within, number));
        }
        Some(number)
    }

    /// Goes a step down; the length of the pointer to where it was.
    fn enter(&mut self, step: &str) -> usize {
        let above = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(step, usize::MAX));
        above
    }

    fn refuse(&mut self, reason: &str) {
        self.unenforced.push(Unenforced {
            pointer: self.pointer.clone(),
            reason: reason.to_owned(),
        });
    }
}
