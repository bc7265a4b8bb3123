//! Every refusal of an argument.

use proc_macro2::{Ident, Span};
use quote::{ToTokens as _, quote_spanned};
use syn::{Expr, ExprLit, ExprUnary, GenericArgument, Lit, PathArguments, Type};

use crate::function::check::{both, names_differ};
use crate::function::model::{Word, plain};
use crate::function::parameter::{self, Default};
use crate::shared::attr::{Count, Number};
use crate::shared::errors::Errors;
use crate::shared::names;
use crate::tool::parameter::{Argument, Limits, Values};

type Parameter = parameter::Parameter<Argument>;

/// The formats that are enforced.
const FORMATS: [&str; 13] = [
    "date",
    "time",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uuid",
    "uri",
    "uri-reference",
    "json-pointer",
    "regex",
];

/// What holds of the arguments, together and one by one.
pub(super) fn all(parameters: &[Parameter], errors: &mut Errors) {
    names_differ(parameters, errors);
    headers_differ(parameters, errors);
    whole_stands_alone(parameters, errors);
    for parameter in parameters {
        limits(&parameter.own.limits, parameter.name.span, errors);
        counts(&parameter.own.limits, parameter.name.span, errors);
        format(parameter, errors);
        values(parameter, errors);
        kinds(parameter, errors);
        name(parameter, errors);
        header(parameter, errors);
    }
}

/// `Args` is all arguments, so nothing that is plainly an argument stands beside it.
fn whole_stands_alone(parameters: &[Parameter], errors: &mut Errors) {
    let Some(whole) = parameters.iter().position(Parameter::is_whole) else {
        return;
    };
    for (index, other) in parameters.iter().enumerate() {
        let beside = other.is_whole() || other.looks_given();
        if index != whole && beside {
            errors.at(
                &other.ty,
                "`Args` is all arguments at once: make this a field of its struct",
            );
        }
    }
}

/// The limits of a number leave something between them.
pub(crate) fn limits(limits: &Limits, place: Span, errors: &mut Errors) {
    let Limits {
        min,
        max,
        exclusive_min,
        exclusive_max,
        multiple_of,
        ..
    } = limits;
    let known = |limit: &Option<(Span, Number)>| limit.as_ref().and_then(|(_, n)| n.known());
    for (low, high, strict) in [
        (min, max, false),
        (min, exclusive_max, true),
        (exclusive_min, max, true),
        (exclusive_min, exclusive_max, true),
    ] {
        if let (Some(low), Some(high)) = (known(low), known(high))
            && (low > high || strict && low >= high)
        {
            nothing_fits(place, errors);
        }
    }
    for (one, other, names) in [
        (min, exclusive_min, "`min` and `exclusive_min`"),
        (max, exclusive_max, "`max` and `exclusive_max`"),
    ] {
        if let (Some(_), Some((span, _))) = (one, other) {
            let advice = format!("{names} say the same twice: leave one out");
            errors.at(quote_spanned!(*span=> _), advice);
        }
    }
    if let Some((span, number)) = multiple_of
        && number.known().is_some_and(|number| number <= 0.0)
    {
        errors.at(
            quote_spanned!(*span=> _),
            "`multiple_of` is greater than 0: `multiple_of = 5`",
        );
    }
}

fn nothing_fits(place: Span, errors: &mut Errors) {
    errors.at(
        quote_spanned!(place=> _),
        "no value fits: the least is greater than the greatest",
    );
}

/// Nor does a count exclude all others.
pub(crate) fn counts(limits: &Limits, place: Span, errors: &mut Errors) {
    let known = |limit: &Option<(Span, Count)>| limit.as_ref().and_then(|(_, n)| n.known());
    let lengths = (known(&limits.min_length), known(&limits.max_length));
    let items = (known(&limits.min_items), known(&limits.max_items));
    for (low, high) in [lengths, items] {
        if low > high && high.is_some() {
            nothing_fits(place, errors);
        }
    }
}

fn format(parameter: &Parameter, errors: &mut Errors) {
    let Some((_, format)) = &parameter.own.limits.format else {
        return;
    };
    if FORMATS.contains(&format.text.as_str()) {
        return;
    }
    let known = FORMATS.join(", ");
    let text = &format.text;
    let advice = match names::nearest(text, &FORMATS) {
        Some(near) => format!("no format `{text}`; did you mean `{near}`? formats: {known}"),
        None => format!(
            "no format `{text}`; for a form of your own write `pattern = \"…\"`. formats: {known}"
        ),
    };
    errors.add(syn::Error::new(format.span, advice));
}

/// The default and the example are values that are allowed.
fn values(parameter: &Parameter, errors: &mut Errors) {
    let default = match &parameter.default {
        Some(Default::Value(default)) => Some(&**default),
        _ => None,
    };
    for (what, value) in [
        ("default", default),
        ("example", parameter.own.example.as_ref()),
    ] {
        let Some(value) = value else { continue };
        if is_none_of(value, parameter.own.one_of.as_ref()) {
            errors.at(
                value,
                format!("the {what} is none of the values in `one_of`"),
            );
        }
        if is_outside(value, &parameter.own.limits) {
            errors.at(value, format!("the {what} is outside the limits"));
        }
    }
}

fn is_none_of(value: &Expr, values: Option<&Values>) -> bool {
    let written = |value: &Expr| value.to_token_stream().to_string();
    let values = values.map(Values::listed).unwrap_or_default();
    let mut all = values.iter().chain([value]);
    let are_literal = all.all(|value| matches!(value, Expr::Lit(_)));
    !values.is_empty() && are_literal && values.iter().all(|one| written(one) != written(value))
}

/// Whether a value that is written out is none that the limits allow.
pub(crate) fn is_outside(value: &Expr, limits: &Limits) -> bool {
    if let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = value
    {
        let known = |limit: &Option<(Span, Count)>| limit.as_ref().and_then(|(_, n)| n.known());
        let length = text.value().chars().count();
        return known(&limits.min_length).is_some_and(|least| length < least)
            || known(&limits.max_length).is_some_and(|most| length > most);
    }
    let Some(number) = literal(value) else {
        return false;
    };
    let known = |limit: &Option<(Span, Number)>| limit.as_ref().and_then(|(_, n)| n.known());
    known(&limits.min).is_some_and(|min| number < min)
        || known(&limits.max).is_some_and(|max| number > max)
        || known(&limits.exclusive_min).is_some_and(|min| number <= min)
        || known(&limits.exclusive_max).is_some_and(|max| number >= max)
        || known(&limits.multiple_of).is_some_and(|of| {
            let are_whole = number.fract() == 0.0 && of.fract() == 0.0;
            are_whole && number % of != 0.0
        })
}

fn literal(value: &Expr) -> Option<f64> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number.base10_digits().parse().ok(),
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => number.base10_digits().parse().ok(),
        Expr::Unary(ExprUnary { expr, .. }) => literal(expr).map(|number| -number),
        _ => None,
    }
}

/// Values that the compiler does not compare with the type are of its kind.
fn kinds(parameter: &Parameter, errors: &mut Errors) {
    let Some(kind) = inner(&parameter.ty).and_then(plain_kind) else {
        return;
    };
    let listed = parameter.own.one_of.as_ref().map(Values::listed);
    let values = listed.unwrap_or_default().iter();
    for value in values.chain(&parameter.own.example) {
        if literal_kind(value).is_some_and(|other| other != kind) {
            errors.at(
                value,
                format!("this is of another type than the argument: write {kind}"),
            );
            return;
        }
    }
}

const NUMBER: &str = "a number";
const TEXT: &str = "a text";
const TRUTH: &str = "`true` or `false`";

fn plain_kind(name: &Ident) -> Option<&'static str> {
    Some(match name.to_string().as_str() {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128"
        | "isize" | "f32" | "f64" => NUMBER,
        "str" | "String" | "char" => TEXT,
        "bool" => TRUTH,
        _ => return None,
    })
}

fn literal_kind(value: &Expr) -> Option<&'static str> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(_) | Lit::Char(_),
            ..
        }) => Some(TEXT),
        Expr::Lit(ExprLit {
            lit: Lit::Bool(_), ..
        }) => Some(TRUTH),
        value => literal(value).map(|_| NUMBER),
    }
}

/// The last word of a type's name, or of what it is an `Option` of.
fn inner(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = plain(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(inside) if last.ident == "Option" => {
            match inside.args.first() {
                Some(GenericArgument::Type(ty)) => inner(ty),
                _ => None,
            }
        }
        _ => Some(&last.ident),
    }
}

/// The name is one that clients take as the name of a property.
fn name(parameter: &Parameter, errors: &mut Errors) {
    let Word { text, span } = &parameter.name;
    if text.is_empty() || !parameter.looks_given() {
        return;
    }
    if let Some(fault) = names::argument_fault(text) {
        let advice = format!("{fault}; set it with `#[arg(name = \"…\")]`");
        errors.add(syn::Error::new(*span, advice));
    }
}

/// Types that no header mirrors.
const UNMIRRORED: [&str; 10] = [
    "f32", "f64", "Vec", "VecDeque", "HashMap", "BTreeMap", "HashSet", "BTreeSet", "Map", "Value",
];

/// What may be the end of a header's name: a token (RFC 9110, 5.6.2).
fn header(parameter: &Parameter, errors: &mut Errors) {
    let Some(header) = &parameter.own.header else {
        return;
    };
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    if !header.text.chars().all(fits) {
        errors.add(syn::Error::new(
            header.span,
            "a header's name is made of letters, digits and `-`: `header = \"Region\"` becomes `Mcp-Param-Region`",
        ));
    }
    let is_mirrored = match plain(&parameter.ty) {
        Type::Array(_) | Type::Slice(_) | Type::Tuple(_) => false,
        ty => inner(ty).is_none_or(|name| !UNMIRRORED.iter().any(|other| name == other)),
    };
    if !is_mirrored {
        errors.add(syn::Error::new(
            header.span,
            "a header mirrors a text, a whole number or a boolean: leave `header` out",
        ));
    }
    if parameter.own.secret {
        errors.add(syn::Error::new(
            header.span,
            "proxies read and log headers, so a secret is not mirrored in one: leave `header` out",
        ));
    }
}

fn headers_differ(parameters: &[Parameter], errors: &mut Errors) {
    let mut headers = parameters
        .iter()
        .filter_map(|parameter| parameter.own.header.as_ref());
    while let Some(header) = headers.next() {
        let same = |other: &&Word| other.text.eq_ignore_ascii_case(&header.text);
        if let Some(other) = headers.clone().find(same) {
            errors.at(
                both(header, other),
                "two arguments are mirrored in one header: rename one; upper and lower case are the same",
            );
        }
    }
}
