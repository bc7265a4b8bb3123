//! What each keyword demands.

use regex_lite::Regex;
use serde_json::{Map, Value};

use super::Compiler;
use crate::schema::rule::canonical::canonical;
use crate::schema::rule::decimal::Decimal;
use crate::schema::rule::format::Format;
use crate::schema::rule::json::Json;
use crate::schema::rule::terms::{
    ArrayTerms, Branch, Choice, Condition, Contains, Kinds, NumberTerms, ObjectTerms, Span, Terms,
    TextTerms,
};

type Object = Map<String, Value>;

/// How a schema is read: for the same value, or for what is inside it.
type Read<'s> = fn(&mut Compiler<'s>, &'s Value) -> Terms;

impl<'s> Compiler<'s> {
    /// Reads one keyword; what is none is an annotation.
    pub(super) fn keyword(
        &mut self,
        terms: &mut Terms,
        keyword: &str,
        value: &'s Value,
        beside: &'s Object,
    ) {
        match keyword {
            "type" => self.kinds(terms, value),
            "enum" | "const" => self.choices(terms, keyword, value),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                self.number(terms.number.get_or_insert_default(), keyword, value);
            }
            "minLength" | "maxLength" | "pattern" | "format" => self.text(terms, keyword, value),
            "items" | "prefixItems" | "minItems" | "maxItems" | "uniqueItems" | "contains" => {
                let array = terms.array.get_or_insert_default();
                self.array(array, keyword, value, beside);
            }
            "properties"
            | "required"
            | "additionalProperties"
            | "patternProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
            | "dependentRequired" => {
                self.members(terms.object.get_or_insert_default(), keyword, value);
            }
            "allOf" | "anyOf" | "oneOf" | "not" | "if" | "$ref" => {
                terms.branches.extend(self.branch(keyword, value, beside));
            }
            "unevaluatedProperties"
            | "unevaluatedItems"
            | "dependentSchemas"
            | "dependencies"
            | "additionalItems"
            | "$dynamicRef"
            | "$recursiveRef" => {
                self.refuse(&format!("`{keyword}` is not checked"));
            }
            _ => {}
        }
    }

    fn kinds(&mut self, terms: &mut Terms, value: &Value) {
        let names = match value {
            Value::Array(names) => names.as_slice(),
            name => std::slice::from_ref(name),
        };
        let mut kinds = Kinds::NONE;
        for name in names {
            match name.as_str().and_then(Kinds::named) {
                Some(kind) => kinds = kinds.or(kind),
                None => return self.refuse("names no type of JSON Schema"),
            }
        }
        match kinds {
            Kinds::NONE => self.refuse("names no type of JSON Schema"),
            kinds => terms.kinds = kinds,
        }
    }

    fn choices(&mut self, terms: &mut Terms, keyword: &str, value: &Value) {
        let values = match value {
            Value::Array(values) if keyword == "enum" => values.as_slice(),
            _ if keyword == "enum" => return self.refuse("must be an array"),
            value => std::slice::from_ref(value),
        };
        self.loose &= keyword == "const" || values.iter().all(Value::is_string);
        let mut choices: Vec<Choice> = values.iter().filter_map(choice).collect();
        if let Some(other) = terms.choices.take() {
            choices.retain(|one| other.iter().any(|other| other.canonical == one.canonical));
        }
        terms.choices = Some(choices);
    }

    fn number(&mut self, terms: &mut NumberTerms, keyword: &str, value: &Value) {
        let Value::Number(number) = value else {
            return self.refuse("must be a number");
        };
        let number = Some(Decimal::parse(&number.to_string()));
        match keyword {
            "minimum" => terms.minimum = number,
            "maximum" => terms.maximum = number,
            "exclusiveMinimum" => terms.above = number,
            "exclusiveMaximum" => terms.below = number,
            _ => terms.multiple_of = number,
        }
    }

    fn text(&mut self, terms: &mut Terms, keyword: &str, value: &Value) {
        if keyword == "format" {
            let Some(format) = value.as_str().and_then(Format::named) else {
                return;
            };
            terms.text.get_or_insert_default().format = Some(format);
        } else if keyword == "pattern" {
            terms.text.get_or_insert_default().pattern = self.pattern(value.as_str());
        } else {
            let text: &mut TextTerms = terms.text.get_or_insert_default();
            self.bound(&mut text.length, keyword, value);
        }
        self.loose = false;
    }

    fn array(
        &mut self,
        terms: &mut ArrayTerms,
        keyword: &str,
        value: &'s Value,
        beside: &'s Object,
    ) {
        self.loose &= keyword == "items";
        match keyword {
            "items" => terms.rest = Some(self.inside(value)),
            "prefixItems" => terms.first = self.each(value, Self::inside),
            "uniqueItems" => terms.unique = value == &Value::Bool(true),
            "contains" => {
                let mut times = Span {
                    least: Some(1),
                    most: None,
                };
                for keyword in ["minContains", "maxContains"] {
                    if let Some(value) = beside.get(keyword) {
                        self.bound(&mut times, keyword, value);
                    }
                }
                let terms_of_one = self.inside(value);
                terms.contains = Some(Contains {
                    terms: terms_of_one,
                    times,
                });
            }
            _ => self.bound(&mut terms.length, keyword, value),
        }
    }

    fn members(&mut self, terms: &mut ObjectTerms, keyword: &str, value: &'s Value) {
        let loose = matches!(keyword, "properties" | "required")
            || keyword == "additionalProperties" && *value == Value::Bool(true);
        self.loose &= loose;
        match keyword {
            "properties" => {
                for (name, schema) in self.entries(value) {
                    let own = self.at(name, schema, Self::inside);
                    terms.members.push((name.clone(), own));
                }
                terms.members.sort_by(|(one, _), (other, _)| one.cmp(other));
            }
            "patternProperties" => {
                for (pattern, schema) in self.entries(value) {
                    let own = self.at(pattern, schema, Self::inside);
                    let above = self.enter(pattern);
                    match self.pattern(Some(pattern)) {
                        Some(regex) => terms.patterns.push((regex, own)),
                        None => terms.vague = true,
                    }
                    self.pointer.truncate(above);
                }
            }
            "additionalProperties" => {
                terms.rest = match value {
                    Value::Bool(false) => Some(Terms::NEVER),
                    schema => Some(self.inside(schema)),
                }
            }
            "propertyNames" => terms.names = Some(self.inside(value)),
            "required" => terms.required = self.names(value),
            "dependentRequired" => {
                for (name, others) in self.entries(value) {
                    let others = self.names(others);
                    terms.dependent.push((name.clone(), others));
                }
            }
            _ => self.bound(&mut terms.size, keyword, value),
        }
    }

    fn branch(&mut self, keyword: &str, value: &'s Value, beside: &'s Object) -> Option<Branch> {
        self.loose &= matches!(keyword, "anyOf" | "oneOf" | "$ref");
        let refused = self.unenforced.len();
        let branch = match keyword {
            "allOf" => Branch::All(self.each(value, Self::schema)),
            "anyOf" => Branch::Any(self.each(value, Self::schema)),
            "oneOf" => Branch::One(self.each(value, Self::schema)),
            "not" => Branch::Not(Box::new(self.schema(value))),
            "if" => self.condition(value, beside),
            _ => match value.as_str() {
                Some(reference) => Branch::Reference(self.reference(reference)?),
                None => {
                    self.refuse("must be a string");
                    return None;
                }
            },
        };
        match branch {
            Branch::Any(all) | Branch::One(all) if all.is_empty() => None,
            // What is not fully known cannot be told to be no match.
            Branch::One(all) if self.unenforced.len() > refused => Some(Branch::Any(all)),
            Branch::Not(_) | Branch::If(_) if self.unenforced.len() > refused => None,
            branch => Some(branch),
        }
    }

    fn condition(&mut self, value: &'s Value, beside: &'s Object) -> Branch {
        let mut other = |keyword| match beside.get(keyword) {
            Some(schema) => self.schema(schema),
            None => Terms::ANY,
        };
        let (then, otherwise) = (other("then"), other("else"));
        Branch::If(Box::new(Condition {
            condition: self.schema(value),
            then,
            otherwise,
        }))
    }

    fn each(&mut self, value: &'s Value, read: Read<'s>) -> Vec<Terms> {
        let Value::Array(schemas) = value else {
            self.refuse("must be an array of schemas");
            return Vec::new();
        };
        let mut all = Vec::with_capacity(schemas.len());
        for (index, schema) in schemas.iter().enumerate() {
            all.push(self.at(&index.to_string(), schema, read));
        }
        all
    }

    /// A schema a step below.
    fn at(&mut self, step: &str, schema: &'s Value, read: Read<'s>) -> Terms {
        let above = self.enter(step);
        let terms = read(self, schema);
        self.pointer.truncate(above);
        terms
    }

    fn entries(&mut self, value: &'s Value) -> Vec<(&'s String, &'s Value)> {
        match value {
            Value::Object(entries) => entries.iter().collect(),
            _ => {
                self.refuse("must be an object");
                Vec::new()
            }
        }
    }

    fn names(&mut self, value: &Value) -> Vec<String> {
        texts(value).unwrap_or_else(|| {
            self.refuse("must be an array of names");
            Vec::new()
        })
    }

    fn pattern(&mut self, pattern: Option<&str>) -> Option<Regex> {
        let Some(pattern) = pattern else {
            self.refuse("must be a string");
            return None;
        };
        Regex::new(pattern)
            .map_err(|error| self.refuse(&format!("`{pattern}` is no pattern here: {error}")))
            .ok()
    }

    /// One end of a span, told by how its keyword begins.
    fn bound(&mut self, span: &mut Span, keyword: &str, value: &Value) {
        let Some(count) = count(value) else {
            return self.refuse("must be a whole number from 0");
        };
        match keyword.starts_with("min") {
            true => span.least = Some(count),
            false => span.most = Some(count),
        }
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for text in value.as_array()? {
        all.push(text.as_str()?.to_owned());
    }
    Some(all)
}

/// A whole number, also written with a point.
fn count(value: &Value) -> Option<usize> {
    let text = value.as_number()?.to_string();
    let text = text.strip_suffix(".0").unwrap_or(&text);
    text.parse().ok()
}

fn choice(value: &Value) -> Option<Choice> {
    let text = value.to_string();
    let json = Json::new(&text);
    Some(Choice {
        canonical: canonical(&json)?.into_owned(),
        kind: json.sort().kind(),
        text,
    })
}
