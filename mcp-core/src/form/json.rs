//! Forms as JSON Schema: in the latest words, and out of what somebody wrote by hand. Few servers
//! do: what reads them is compiled where it is used, hence `#[inline]`.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};

use crate::model::{ChoiceOption, Field, FieldKind, FormSchema, TextFormat, Titles};
use crate::revision::{Era, Revision};
use crate::wire;

impl FormSchema {
    /// The form as JSON Schema, in the words of the latest revision.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = Vec::new();
        wire::write_form(Revision::latest(Era::Stateless), self, &mut json);
        let json = str::from_utf8(&json).expect("what is written is text");
        serde_json::from_str(json).expect("what is written is JSON")
    }

    /// The form that a JSON Schema describes.
    ///
    /// # Errors
    /// It is more than a form can say (`client/elicitation#requested-schema`).
    ///
    /// ```
    /// use mcp_core::model::FormSchema;
    /// use serde_json::json;
    /// let form = FormSchema::from_json(&json!({
    ///     "type": "object",
    ///     "properties": { "city": { "type": "string", "minLength": 1 } },
    ///     "required": ["city"],
    /// }));
    /// assert!(form.unwrap().fields[0].required);
    /// let nested = json!({ "type": "object", "properties": { "a": { "type": "object" } } });
    /// assert!(FormSchema::from_json(&nested).is_err());
    /// ```
    #[inline]
    pub fn from_json(schema: &Value) -> Result<Self, InvalidForm> {
        let whole = Keywords::of("the form", schema)?;
        if whole.text("type")?.as_deref() != Some("object") {
            return whole.refuse("its `type` must be `object`");
        }
        let required = whole.texts("required")?.unwrap_or_default();
        let properties = whole.take("properties").and_then(Value::as_object);
        let Some(properties) = properties else {
            return whole.refuse("its `properties` must be an object");
        };
        whole.only(&["$schema", "type", "properties", "required"])?;
        let mut fields = Vec::with_capacity(properties.len());
        for (name, property) in properties {
            let mut field = field(name, property)?;
            field.required = required.contains(name);
            fields.push(field);
        }
        match required.iter().find(|name| !properties.contains_key(*name)) {
            Some(name) => whole.refuse(&format!("`{name}` is required and no field")),
            None => Ok(Self { fields }),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }
}

/// A JSON Schema says more than a form can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidForm(String);

impl fmt::Display for InvalidForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidForm {}

#[inline]
fn field(name: &str, schema: &Value) -> Result<Field, InvalidForm> {
    let place = format!("the field `{name}`");
    let keywords = Keywords::of(&place, schema)?;
    let (kind, known) = match keywords.text("type")?.as_deref() {
        Some("string") if keywords.has("enum") || keywords.has("oneOf") => one(&keywords)?,
        Some("string") => text(&keywords)?,
        Some("integer") => number(&keywords, true)?,
        Some("number") => number(&keywords, false)?,
        Some("boolean") => {
            let default = keywords.read("default", Value::as_bool, "a boolean")?;
            (FieldKind::Boolean { default }, &["default"][..])
        }
        Some("array") => several(&keywords)?,
        _ => {
            return keywords.refuse(
                "its `type` must be string, integer, number, boolean, or array of choices",
            );
        }
    };
    keywords.only(&[known, &["type", "title", "description"]].concat())?;
    let mut field = Field::new(name.to_owned(), kind);
    field.title = keywords.text("title")?.map(Cow::Owned);
    field.description = keywords.text("description")?.map(Cow::Owned);
    Ok(field)
}

#[inline]
fn texts(value: &Value) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    for text in value.as_array()? {
        texts.push(text.as_str()?.to_owned());
    }
    Some(texts)
}

type Kind = (FieldKind, &'static [&'static str]);

#[inline]
fn text(keywords: &Keywords<'_>) -> Result<Kind, InvalidForm> {
    let format = |value: &Value| TextFormat::named(value.as_str()?);
    let kind = FieldKind::Text {
        min_length: keywords.count("minLength")?,
        max_length: keywords.count("maxLength")?,
        format: keywords.read("format", format, "email, uri, date or date-time")?,
        default: keywords.text("default")?,
    };
    Ok((kind, &["minLength", "maxLength", "format", "default"]))
}

#[inline]
fn number(keywords: &Keywords<'_>, whole: bool) -> Result<Kind, InvalidForm> {
    let number = |name| keywords.read(name, |value| value.as_number().cloned(), "a number");
    let kind = FieldKind::Number {
        whole,
        minimum: number("minimum")?,
        maximum: number("maximum")?,
        default: number("default")?,
    };
    Ok((kind, &["minimum", "maximum", "default"]))
}

#[inline]
fn one(keywords: &Keywords<'_>) -> Result<Kind, InvalidForm> {
    let names = keywords.texts("enumNames")?;
    let titles = match names {
        Some(_) => Titles::EnumNames,
        None => Titles::Usual,
    };
    let kind = FieldKind::One {
        options: options(keywords, "oneOf", names)?,
        titles,
        default: keywords.text("default")?,
    };
    Ok((kind, &["enum", "enumNames", "oneOf", "default"]))
}

#[inline]
fn several(keywords: &Keywords<'_>) -> Result<Kind, InvalidForm> {
    let Some(items) = keywords.take("items") else {
        return keywords.refuse("`items` must say what there is to choose from");
    };
    let items = Keywords::of(keywords.place, items)?;
    items.only(&["type", "enum", "anyOf"])?;
    let kind = FieldKind::Several {
        options: options(&items, "anyOf", None)?,
        min_items: keywords.count("minItems")?,
        max_items: keywords.count("maxItems")?,
        default: keywords.texts("default")?,
    };
    Ok((kind, &["items", "minItems", "maxItems", "default"]))
}

/// Values alone, or constants with titles under the keyword `titled`.
#[inline]
fn options(
    keywords: &Keywords<'_>,
    titled: &str,
    names: Option<Vec<String>>,
) -> Result<Vec<ChoiceOption>, InvalidForm> {
    let mut options = Vec::new();
    match (keywords.texts("enum")?, keywords.take(titled)) {
        (Some(values), None) => {
            let names = names.unwrap_or_default();
            if !names.is_empty() && names.len() != values.len() {
                return keywords.refuse("`enumNames` must be as many as `enum`");
            }
            let mut names = names.into_iter();
            for value in values {
                options.push(ChoiceOption {
                    value: value.into(),
                    title: names.next().map(Into::into),
                });
            }
        }
        (None, Some(Value::Array(constants))) => {
            for constant in constants {
                let text = |name| constant.get(name).and_then(Value::as_str);
                let (Some(value), Some(title)) = (text("const"), text("title")) else {
                    options.clear();
                    break;
                };
                options.push(ChoiceOption {
                    value: value.to_owned().into(),
                    title: Some(title.to_owned().into()),
                });
            }
        }
        _ => {}
    }
    if options.is_empty() {
        let advice = format!(
            "what there is to choose from is `enum`, or `{titled}` of a `const` and a `title` each"
        );
        return keywords.refuse(&advice);
    }
    Ok(options)
}

/// The keywords of a schema, and where it stands.
struct Keywords<'a> {
    place: &'a str,
    members: &'a Map<String, Value>,
}

impl<'a> Keywords<'a> {
    #[inline]
    fn of(place: &'a str, schema: &'a Value) -> Result<Self, InvalidForm> {
        match schema.as_object() {
            Some(members) => Ok(Self { place, members }),
            None => Err(InvalidForm(format!("{place}: a schema is an object"))),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    fn take(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    fn read<T>(
        &self,
        name: &str,
        read: impl Fn(&Value) -> Option<T>,
        what: &str,
    ) -> Result<Option<T>, InvalidForm> {
        match self.members.get(name).map(read) {
            None => Ok(None),
            Some(Some(value)) => Ok(Some(value)),
            Some(None) => self.refuse(&format!("`{name}` must be {what}")),
        }
    }

    #[inline]
    fn text(&self, name: &str) -> Result<Option<String>, InvalidForm> {
        self.read(name, |value| value.as_str().map(str::to_owned), "a text")
    }

    #[inline]
    fn texts(&self, name: &str) -> Result<Option<Vec<String>>, InvalidForm> {
        self.read(name, texts, "a list of texts")
    }

    #[inline]
    fn count(&self, name: &str) -> Result<Option<usize>, InvalidForm> {
        let count = |value: &Value| usize::try_from(value.as_u64()?).ok();
        self.read(name, count, "a whole number")
    }

    /// Refuses what a form cannot say.
    #[inline]
    fn only(&self, known: &[&str]) -> Result<(), InvalidForm> {
        for name in self.members.keys() {
            if !known.contains(&name.as_str()) {
                return self.refuse(&format!("a form cannot say `{name}`"));
            }
        }
        Ok(())
    }

    fn refuse<T>(&self, why: &str) -> Result<T, InvalidForm> {
        Err(InvalidForm(format!("{}: {why}", self.place)))
    }
}
