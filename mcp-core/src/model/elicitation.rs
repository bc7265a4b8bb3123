//! Asking the person behind a client: forms to fill in, and pages to visit (`client/elicitation`).

use std::borrow::Cow;

/// A form as it is shown: flat, for that is all that clients can draw
/// (`client/elicitation#requested-schema`).
///
/// ```
/// use mcp_core::model::{Field, FieldKind, FormSchema};
/// let form = FormSchema::new().field(Field::new("city", FieldKind::text()).required());
/// assert_eq!(form.fields[0].name, "city");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FormSchema {
    /// The fields, in the order a person is shown them.
    pub fields: Vec<Field>,
}

impl FormSchema {
    /// A form without fields.
    #[must_use]
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    /// The same with one more field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Whether a field takes several of its choices, which not every client can show.
    #[must_use]
    pub(crate) fn has_multi_select(&self) -> bool {
        let kinds = self.fields.iter().map(|field| &field.kind);
        kinds
            .into_iter()
            .any(|kind| matches!(kind, FieldKind::Several { .. }))
    }
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The name of its value.
    pub name: Cow<'static, str>,
    /// What stands beside it.
    pub title: Option<Cow<'static, str>>,
    /// What it is for.
    pub description: Option<Cow<'static, str>>,
    /// It must be filled in.
    pub required: bool,
    /// What goes in.
    pub kind: FieldKind,
}

impl Field {
    /// A field that may stay empty.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, kind: FieldKind) -> Self {
        Self {
            name: name.into(),
            title: None,
            description: None,
            required: false,
            kind,
        }
    }

    /// The same with what stands beside it.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same with what it is for.
    #[must_use]
    pub fn description(mut self, description: impl Into<Cow<'static, str>>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The same, and it must be filled in.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What goes into a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FieldKind {
    /// A text.
    Text {
        /// The least number of characters.
        min_length: Option<usize>,
        /// The greatest number of characters.
        max_length: Option<usize>,
        /// What it must be.
        format: Option<TextFormat>,
        /// What stands in it before anybody types; not sent before 2025-11-25.
        default: Option<String>,
    },
    /// A number.
    Number {
        /// Without a fraction.
        whole: bool,
        /// The least.
        minimum: Option<serde_json::Number>,
        /// The greatest.
        maximum: Option<serde_json::Number>,
        /// What stands in it before anybody types; not sent before 2025-11-25.
        default: Option<serde_json::Number>,
    },
    /// Yes or no.
    Boolean {
        /// What it is before anybody chooses.
        default: Option<bool>,
    },
    /// One of several.
    One {
        /// From which.
        options: Vec<ChoiceOption>,
        /// How the titles are spelled.
        titles: Titles,
        /// Which is chosen before anybody chooses; not sent before 2025-11-25.
        default: Option<String>,
    },
    /// Any number of several; clients before 2025-11-25 cannot show it.
    Several {
        /// From which.
        options: Vec<ChoiceOption>,
        /// The least number.
        min_items: Option<usize>,
        /// The greatest number.
        max_items: Option<usize>,
        /// Which are chosen before anybody chooses.
        default: Option<Vec<String>>,
    },
}

impl FieldKind {
    /// Any text.
    #[must_use]
    pub const fn text() -> Self {
        Self::Text {
            min_length: None,
            max_length: None,
            format: None,
            default: None,
        }
    }

    /// Any number, with a fraction or without.
    #[must_use]
    pub const fn number(whole: bool) -> Self {
        Self::Number {
            whole,
            minimum: None,
            maximum: None,
            default: None,
        }
    }
}

/// The formats that a text in a form can be held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// A mail address.
    Email,
    /// A URI.
    Uri,
    /// A day: `2024-06-01`.
    Date,
    /// A moment: `2024-06-01T12:00:00Z`.
    DateTime,
}

impl TextFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Email, Self::Uri, Self::Date, Self::DateTime];

    /// The format's name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Uri => "uri",
            Self::Date => "date",
            Self::DateTime => "date-time",
        }
    }

    /// The format of a name on the wire.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The value.
    pub value: Cow<'static, str>,
    /// What people see instead of the value.
    pub title: Option<Cow<'static, str>>,
}

impl ChoiceOption {
    /// What people see: the title, or else the value.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.value)
    }
}

/// How a choice is spelled whose options have titles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Titles {
    /// As the revision does.
    #[default]
    Usual,
    /// With `enumNames`, as revisions before 2025-11-25 do.
    EnumNames,
}

/// How a person may answer (`client/elicitation#response-actions`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// They said yes.
    Accept,
    /// They said no.
    Decline,
    /// They said nothing, and closed the question.
    Cancel,
}
