//! Forms from their fields to what a person filled in.

use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

use super::*;
use crate::tool::{Bound, Limits};

#[derive(Debug, PartialEq)]
enum Tone {
    Calm,
    Stern,
}

impl Choice for Tone {
    const OPTIONS: &'static [ChoiceSpec] = &[
        ChoiceSpec {
            value: "calm",
            title: Some("Calm and friendly"),
        },
        ChoiceSpec {
            value: "stern",
            title: None,
        },
    ];

    fn of(index: usize) -> Option<Self> {
        [Self::Calm, Self::Stern].into_iter().nth(index)
    }

    fn index(&self) -> usize {
        match self {
            Self::Calm => 0,
            Self::Stern => 1,
        }
    }
}

#[derive(Debug, PartialEq)]
struct Letter {
    to: String,
    pages: u8,
    weight: Option<f64>,
    tone: Tone,
    copies: Vec<Tone>,
    urgent: bool,
}

impl Form for Letter {
    fn schema() -> FormSchema {
        let limited = |name, limits| FieldSpec {
            limits,
            ..FieldSpec::new(name, "")
        };
        let email = Limits {
            format: Some("email"),
            ..Limits::NONE
        };
        let pages = Limits {
            minimum: Some(Bound::Whole(1)),
            ..Limits::NONE
        };
        let copies = Limits {
            max_items: Some(1),
            ..Limits::NONE
        };
        FormSchema::new()
            .field(<String>::field(&limited("to", email), None))
            .field(<u8>::field(&limited("pages", pages), None))
            .field(<Option<f64>>::field(&FieldSpec::new("weight", ""), None))
            .field(<Tone>::field(
                &FieldSpec::new("tone", "How"),
                Some(Tone::Stern),
            ))
            .field(<Vec<Tone>>::field(&limited("copies", copies), Some(vec![])))
            .field(<bool>::field(&FieldSpec::new("urgent", ""), Some(false)))
    }

    fn read(values: &mut FormValues) -> Result<Self, FormFault> {
        Ok(Self {
            to: values.take("to")?,
            pages: values.take("pages")?,
            weight: values.take("weight")?,
            tone: values.take_or("tone", || Tone::Stern)?,
            copies: values.take_or("copies", Vec::new)?,
            urgent: values.take_or("urgent", || false)?,
        })
    }
}

fn raw(value: &Value) -> Box<RawValue> {
    to_raw_value(value).unwrap()
}

fn letter(content: &Value) -> Result<Letter, FormFault> {
    filled(&Letter::schema(), Some(&raw(content)))
}

#[test]
fn a_form_is_a_schema_of_flat_parts() {
    let expected = json!({
        "type": "object",
        "properties": {
            "to": { "type": "string", "format": "email" },
            "pages": { "type": "integer", "minimum": 1, "maximum": 255 },
            "weight": { "type": "number" },
            "tone": {
                "type": "string",
                "description": "How",
                "oneOf": [
                    { "const": "calm", "title": "Calm and friendly" },
                    { "const": "stern", "title": "stern" },
                ],
                "default": "stern",
            },
            "copies": {
                "type": "array",
                "items": {
                    "anyOf": [
                        { "const": "calm", "title": "Calm and friendly" },
                        { "const": "stern", "title": "stern" },
                    ],
                },
                "maxItems": 1,
                "default": [],
            },
            "urgent": { "type": "boolean", "default": false },
        },
        "required": ["to", "pages"],
    });
    assert_eq!(Letter::schema().to_json(), expected);
}

#[test]
fn what_is_not_filled_in_is_its_default_or_nothing() {
    let expected = Letter {
        to: "a@example.com".to_owned(),
        pages: 2,
        weight: None,
        tone: Tone::Stern,
        copies: Vec::new(),
        urgent: false,
    };
    for content in [
        json!({ "to": "a@example.com", "pages": 2 }),
        json!({ "to": "a@example.com", "pages": 2.0, "weight": null, "stamp": "red" }),
        json!({ "to": "a@example.com", "pages": "2", "urgent": "false", "weight": "" }),
    ] {
        assert_eq!(letter(&content).as_ref(), Ok(&expected), "{content}");
    }
}

#[test]
fn all_that_is_filled_in_is_read() {
    let content = json!({
        "to": "a@example.com", "pages": 255, "weight": 0.5,
        "tone": "calm", "copies": ["stern"], "urgent": true,
    });
    let letter = letter(&content).unwrap();
    assert_eq!((letter.pages, letter.weight), (255, Some(0.5)));
    assert_eq!((letter.tone, letter.urgent), (Tone::Calm, true));
    assert_eq!(letter.copies, [Tone::Stern]);
}

#[test]
fn what_does_not_fit_the_form_is_refused_by_its_name() {
    let fine = json!({ "to": "a@example.com", "pages": 2 });
    for (name, value) in [
        ("to", json!("nobody")),
        ("to", json!("")),
        ("to", json!(null)),
        ("pages", json!(0)),
        ("pages", json!(256)),
        ("pages", json!(1.5)),
        ("tone", json!("loud")),
        ("copies", json!(["calm", "stern"])),
        ("copies", json!(["loud"])),
        ("copies", json!("calm")),
        ("urgent", json!(1)),
    ] {
        let mut content = fine.clone();
        content[name] = value;
        let fault = letter(&content).unwrap_err().to_string();
        assert!(fault.contains(name), "{content}: {fault}");
    }
    let whole: Box<RawValue> = raw(&json!([1]));
    assert!(filled::<Letter>(&Letter::schema(), Some(&whole)).is_err());
    assert!(filled::<Letter>(&Letter::schema(), None).is_err());
}

#[test]
fn a_schema_reads_back_as_the_form_it_came_from() {
    let mut form = Letter::schema();
    let read = FormSchema::from_json(&form.to_json()).unwrap();
    // JSON says a title wherever one option has one.
    for field in &mut form.fields {
        if let crate::model::FieldKind::One { options, .. }
        | crate::model::FieldKind::Several { options, .. } = &mut field.kind
        {
            options[1].title = Some("stern".into());
        }
    }
    let sorted = |mut form: FormSchema| {
        form.fields.sort_by(|a, b| a.name.cmp(&b.name));
        form
    };
    assert_eq!(sorted(read), sorted(form));
}

#[test]
fn a_schema_that_no_client_can_show_is_refused() {
    let property = |schema: Value| json!({ "type": "object", "properties": { "a": schema } });
    for schema in [
        json!(5),
        json!({ "type": "array" }),
        json!({ "type": "object" }),
        json!({ "type": "object", "properties": {}, "required": ["a"] }),
        json!({ "type": "object", "properties": {}, "allOf": [] }),
        property(json!({ "type": "object", "properties": {} })),
        property(json!({ "type": "array", "items": { "type": "string" } })),
        property(json!({ "type": "array" })),
        property(json!({ "type": "string", "pattern": "a" })),
        property(json!({ "type": "string", "format": "hostname" })),
        property(json!({ "type": "string", "enum": [] })),
        property(json!({ "type": "string", "enum": ["a"], "enumNames": ["A", "B"] })),
        property(json!({ "type": "string", "oneOf": [{ "const": "a" }] })),
        property(json!({ "type": ["string", "null"] })),
        property(json!({ "$ref": "#" })),
    ] {
        assert!(FormSchema::from_json(&schema).is_err(), "{schema}");
    }
}
