//! Whether a limit is one that a type can have, as far as the type is a known one.
//!
//! Generated code asks [`Of`] what a type is, by a method that [`Known`] has for known types and
//! [`Unknown`] for all: the compiler takes the first where it can.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;

/// A type that is asked about.
#[derive(Debug)]
pub struct Of<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> Of<T> {
    /// The question.
    pub const NEW: Self = Self(PhantomData);
}

/// A number.
#[derive(Debug)]
pub enum Number {}
/// A text.
#[derive(Debug)]
pub enum Text {}
/// A boolean.
#[derive(Debug)]
pub enum Truth {}
/// A list.
#[derive(Debug)]
pub enum List {}
/// A type of somebody's own.
#[derive(Debug)]
pub enum Other {}

/// A type that is known.
pub trait Kind {
    /// What it is.
    type Is;
}

/// The answer for types that are known.
pub trait Known {
    /// What the type is.
    type Is;
    /// What the type is.
    fn __limited(&self) -> PhantomData<Self::Is>;
}

impl<T: Kind + ?Sized> Known for Of<T> {
    type Is = T::Is;

    fn __limited(&self) -> PhantomData<T::Is> {
        PhantomData
    }
}

/// The answer for all other types.
pub trait Unknown {
    /// Nobody knows.
    fn __limited(&self) -> PhantomData<Other>;
}

impl<T: ?Sized> Unknown for &Of<T> {
    fn __limited(&self) -> PhantomData<Other> {
        PhantomData
    }
}

macro_rules! kinds {
    ($($is:ident: $($type:ty),*;)*) => {
        $($(impl Kind for $type { type Is = $is; })*)*
    };
}

kinds! {
    Number: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64;
    Text: str, String, Box<str>, char;
    Truth: bool;
}

impl Kind for Cow<'_, str> {
    type Is = Text;
}

impl<T: Kind> Kind for Option<T> {
    type Is = T::Is;
}

macro_rules! lists {
    ($($type:ty),*) => {
        $(impl<T> Kind for $type { type Is = List; })*
    };
}

lists!([T], Vec<T>, VecDeque<T>, LinkedList<T>, BTreeSet<T>);

impl<T, H> Kind for HashSet<T, H> {
    type Is = List;
}

macro_rules! fitting {
    ($($(#[$doc:meta])* $function:ident $fits:ident $message:literal $label:literal $note:literal: $($is:ident)*;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $fits {}

        $(impl $fits for $is {})*
        impl $fits for Other {}

        $(#[$doc])*
        pub const fn $function<T: $fits>(_: PhantomData<T>) {}
    )*};
}

fitting! {
    /// What `min`, `max`, `exclusive_min`, `exclusive_max` and `multiple_of` limit.
    number LimitsNumber
        "this limits a number, and the argument is none"
        "not a limit of this type"
        "a text has `min_length`, `max_length`, `pattern` and `format`; a list has `min_items`, `max_items` and `unique`": Number;
    /// What `min_length`, `max_length`, `pattern` and `format` limit.
    text LimitsText
        "this limits a text, and the argument is none"
        "not a limit of this type"
        "a number has `min`, `max`, `exclusive_min`, `exclusive_max` and `multiple_of`; a list has `min_items`, `max_items` and `unique`": Text;
    /// What `min_items`, `max_items` and `unique` limit.
    list LimitsList
        "this limits a list, and the argument is none"
        "not a limit of this type"
        "a number has `min`, `max`, `exclusive_min`, `exclusive_max` and `multiple_of`; a text has `min_length`, `max_length`, `pattern` and `format`": List;
}
