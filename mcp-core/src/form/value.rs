//! What a field can hold.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use serde_json::{Number, Value};

use super::{Choice, FieldSpec, FormFault, FormValues};
use crate::model::{ChoiceOption, Field, FieldKind, TextFormat, Titles};
use crate::tool::limits::{List, Number as IsNumber, Text, Truth};
use crate::tool::{Bound, Limits};

/// A type that a field of a form can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a form",
    label = "no client can show this",
    note = "a form is flat: its fields are texts (`String`), numbers, `bool`, enums that derive `mcp_server::Choice`, `Vec` of such enums, and `Option` of these"
)]
pub trait FormValue: Sized + Send {
    /// Which limits it can have.
    type Is;

    /// A person must fill it in.
    const REQUIRED: bool = true;

    /// What goes in.
    fn kind(limits: &Limits, default: Option<Self>) -> FieldKind;

    /// The value, if it is one of the type.
    fn read(value: Value) -> Option<Self>;

    /// What stands for a value that did not come back.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// A field of the type. One with a default need not be filled in.
    #[must_use]
    fn field(spec: &FieldSpec, default: Option<Self>) -> Field {
        let required = Self::REQUIRED && default.is_none();
        let mut field = Field::new(spec.name, Self::kind(&spec.limits, default));
        field.required = required;
        field.title = spec.title.map(Into::into);
        field.description = (!spec.description.is_empty()).then(|| spec.description.into());
        field
    }

    /// Takes the value of a field; one that may be absent is.
    ///
    /// # Errors
    /// It is missing or of another kind.
    fn take(values: &mut FormValues, name: &str) -> Result<Self, FormFault> {
        match values.remove(name) {
            Some(value) => Self::read(value).ok_or_else(|| FormFault::kind(name)),
            None => Self::absent().ok_or_else(|| FormFault::missing(name)),
        }
    }

    /// Takes the value of a field that has a default.
    ///
    /// # Errors
    /// It is of another kind.
    fn take_or(
        values: &mut FormValues,
        name: &str,
        default: impl FnOnce() -> Self,
    ) -> Result<Self, FormFault> {
        match values.remove(name) {
            Some(value) => Self::read(value).ok_or_else(|| FormFault::kind(name)),
            None => Ok(default()),
        }
    }
}

/// What a choice is, which has no limits.
#[derive(Debug)]
pub enum Chosen {}

impl FormValue for String {
    type Is = Text;

    fn kind(limits: &Limits, default: Option<Self>) -> FieldKind {
        FieldKind::Text {
            min_length: limits.min_length,
            max_length: limits.max_length,
            format: limits.format.and_then(TextFormat::named),
            default,
        }
    }

    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl FormValue for bool {
    type Is = Truth;

    fn kind(_: &Limits, default: Option<Self>) -> FieldKind {
        FieldKind::Boolean { default }
    }

    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

macro_rules! whole {
    ($($number:ty)*) => {$(
        impl FormValue for $number {
            type Is = IsNumber;

            fn kind(limits: &Limits, default: Option<Self>) -> FieldKind {
                whole(limits, Self::MIN.into()..=Self::MAX.into(), default.map(Into::into))
            }

            fn read(value: Value) -> Option<Self> {
                Self::try_from(value.as_number()?.as_i128()?).ok()
            }
        }
    )*};
}

whole!(u8 u16 u32 u64 i8 i16 i32 i64);

/// A whole number, within the range of its type.
fn whole(limits: &Limits, range: RangeInclusive<i128>, default: Option<i128>) -> FieldKind {
    FieldKind::Number {
        whole: true,
        minimum: number(limits.minimum).or_else(|| exact(*range.start())),
        maximum: number(limits.maximum).or_else(|| exact(*range.end())),
        default: default.and_then(Number::from_i128),
    }
}

/// A bound that every client can count to; others say nothing to anybody.
fn exact(bound: i128) -> Option<Number> {
    const MOST: i128 = 1 << 53;
    (-MOST..=MOST)
        .contains(&bound)
        .then(|| Number::from_i128(bound))
        .flatten()
}

fn number(bound: Option<Bound>) -> Option<Number> {
    bound.and_then(Bound::to_json)
}

macro_rules! real {
    ($($number:ty)*) => {$(
        impl FormValue for $number {
            type Is = IsNumber;

            fn kind(limits: &Limits, default: Option<Self>) -> FieldKind {
                real(limits, default.map(Into::into))
            }

            #[allow(clippy::cast_possible_truncation, trivial_numeric_casts)]
            fn read(value: Value) -> Option<Self> {
                value.as_f64().map(|value| value as Self)
            }
        }
    )*};
}

real!(f32 f64);

fn real(limits: &Limits, default: Option<f64>) -> FieldKind {
    FieldKind::Number {
        whole: false,
        minimum: number(limits.minimum),
        maximum: number(limits.maximum),
        default: default.and_then(Number::from_f64),
    }
}

impl<T: FormValue> FormValue for Option<T> {
    type Is = T::Is;

    const REQUIRED: bool = false;

    fn kind(limits: &Limits, default: Option<Self>) -> FieldKind {
        T::kind(limits, default.flatten())
    }

    fn read(value: Value) -> Option<Self> {
        T::read(value).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Choice> FormValue for T {
    type Is = Chosen;

    fn kind(_: &Limits, default: Option<Self>) -> FieldKind {
        FieldKind::One {
            options: options::<T>(),
            titles: Titles::Usual,
            default: default.and_then(|default| value_of(&default)),
        }
    }

    fn read(value: Value) -> Option<Self> {
        chosen(value.as_str()?)
    }
}

impl<T: Choice> FormValue for Vec<T> {
    type Is = List;

    fn kind(limits: &Limits, default: Option<Self>) -> FieldKind {
        FieldKind::Several {
            options: options::<T>(),
            min_items: limits.min_items,
            max_items: limits.max_items,
            default: default.map(|default| default.iter().filter_map(value_of).collect()),
        }
    }

    fn read(value: Value) -> Option<Self> {
        let values = value.as_array()?.iter();
        values.map(|value| chosen(value.as_str()?)).collect()
    }
}

fn options<T: Choice>() -> Vec<ChoiceOption> {
    let options = T::OPTIONS.iter().map(|option| ChoiceOption {
        value: option.value.into(),
        title: option.title.map(Into::into),
    });
    options.collect()
}

fn value_of<T: Choice>(value: &T) -> Option<String> {
    let option = T::OPTIONS.get(value.index())?;
    Some(option.value.to_owned())
}

fn chosen<T: Choice>(value: &str) -> Option<T> {
    let place = T::OPTIONS.iter().position(|option| option.value == value);
    T::of(place?)
}

/// Which limits a field can have.
#[must_use]
pub const fn limited<T: FormValue>() -> PhantomData<T::Is> {
    PhantomData
}
