//! What a server offers: a function, and the attribute that says what it becomes.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::function::given::Given;
use crate::function::keys::{Group, Scope};
use crate::function::model::{Head, Part, Word};
use crate::function::parse::Function;
use crate::function::{check, expand};
use crate::prompt::model::Prompt;
use crate::resource::model::Resource;
use crate::resource::uri::Uri;
use crate::shared::attr::{self, Keys};
use crate::shared::errors::Errors;
use crate::shared::path::Root;
use crate::tool::model::Tool;
use crate::{prompt, resource, tool};

/// A function as what it becomes.
pub(crate) enum Offer {
    Tool(Box<Tool>),
    Prompt(Box<Prompt>),
    Resource(Box<Resource>),
}

/// The expansion of an attribute on a free function.
pub(crate) fn attribute(part: Part, keys: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            errors.add(check::no_function(part, item).unwrap_or(error));
            return quote!(#errors #item);
        }
    };
    let given = given(part, keys, Span::call_site(), &["crate"], &mut errors);
    let root = Root::read(&given.entries, &mut errors);
    let others = Part::ALL
        .into_iter()
        .flat_map(|part| function.take(part.word()));
    for again in others.collect::<Vec<_>>() {
        errors.at(again.path(), ONE_THING);
    }
    let (twin, _) = twin(
        part,
        &mut function,
        &Group::default(),
        &given,
        &root,
        &mut errors,
    );
    quote!(#errors #function #twin)
}

/// What stands beside a free function that clients reach, and notes what is wrong with it.
pub(crate) fn twin(
    part: Part,
    function: &mut Function,
    group: &Group,
    given: &Given,
    root: &Root,
    errors: &mut Errors,
) -> (TokenStream, Offer) {
    let mut own = Errors::default();
    let scope = Scope {
        group,
        methods: None,
    };
    let offer = Offer::read(part, function, &scope, given, &mut own);
    offer.check(function, &mut own);
    check::is_free(part, function, &mut own);
    let twin = if function.is_associated() {
        // Inside an `impl` block nothing may stand but its items.
        TokenStream::new()
    } else if own.is_empty() && errors.is_empty() {
        offer.twin(function, &root.near())
    } else {
        expand::empty_twin(part, function, &root.near())
    };
    errors.append(own);
    (twin, offer)
}

const ONE_THING: &str = "a function becomes one thing, by one attribute: take this one away, or call the function from another one";

/// What the attribute of a method makes of it, or of a function in a module, and with which keys.
pub(crate) fn taken(function: &mut Function, errors: &mut Errors) -> Option<(Part, Given)> {
    let mut taken = None;
    for part in Part::ALL {
        for attribute in function.take(part.word()) {
            if taken.is_some() {
                errors.at(attribute.path(), ONE_THING);
                continue;
            }
            let tokens = attr::parentheses(&attribute, errors);
            let place = attribute
                .path()
                .segments
                .last()
                .map(|last| last.ident.span());
            let place = place.unwrap_or_else(Span::call_site);
            taken = Some((part, given(part, tokens, place, &[], errors)));
        }
    }
    taken
}

fn given(
    part: Part,
    tokens: TokenStream,
    place: Span,
    more: &[&str],
    errors: &mut Errors,
) -> Given {
    let known: &[&str] = match part {
        Part::Tool => &tool::keys::KEYS,
        Part::Prompt => &prompt::keys::KEYS,
        Part::Resource => &resource::keys::KEYS,
    };
    let known = [known, more].concat();
    if part != Part::Resource {
        let known = &known;
        let entries = Keys { known, advice }.entries(tokens, errors);
        return Given { uri: None, entries };
    }
    let (uri, tokens) = resource::uri::literal(tokens, place, errors);
    // Without a URI, what stands there is probably meant as one.
    let mut unsure = Errors::default();
    let errors = if uri.is_some() { errors } else { &mut unsure };
    let entries = attr::entries(tokens, &known, errors);
    Given { uri, entries }
}

/// What to write instead of a key that only resources have.
fn advice(key: &str) -> Option<&'static str> {
    let advice = "what is listed is what fits the URI of a `#[resource]`, and this has none: leave `list` out";
    (key == "list").then_some(advice)
}

impl Offer {
    /// Reads a function, and takes away from it what is not Rust's own.
    pub(crate) fn read(
        part: Part,
        function: &mut Function,
        scope: &Scope<'_>,
        given: &Given,
        errors: &mut Errors,
    ) -> Self {
        match part {
            Part::Tool => Self::Tool(Box::new(Tool::read(function, scope, given, errors))),
            Part::Prompt => Self::Prompt(Box::new(Prompt::read(function, scope, given, errors))),
            Part::Resource => {
                Self::Resource(Box::new(Resource::read(function, scope, given, errors)))
            }
        }
    }

    pub(crate) fn head(&self) -> &Head {
        match self {
            Self::Tool(tool) => &tool.head,
            Self::Prompt(prompt) => &prompt.head,
            Self::Resource(resource) => &resource.head,
        }
    }

    /// Notes what is wrong with it, wherever it stands.
    pub(crate) fn check(&self, function: &Function, errors: &mut Errors) {
        check::head(self.head(), function, errors);
        match self {
            Self::Tool(tool) => tool::check::tool(tool, errors),
            Self::Prompt(prompt) => prompt::check::prompt(prompt, errors),
            Self::Resource(resource) => resource::check::resource(resource, errors),
        }
    }

    /// What tells it from others of its kind: its name, or its URI.
    pub(crate) fn identity(&self) -> Word {
        match self {
            Self::Tool(_) | Self::Prompt(_) => self.head().name.clone(),
            Self::Resource(resource) => {
                let uri = resource.uri.as_ref().map(Uri::word);
                uri.unwrap_or_else(|| Word::nothing(resource.head.ident.span()))
            }
        }
    }

    /// Whether clients could not tell it from another one.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Resource(one), Self::Resource(other)) => match (&one.uri, &other.uri) {
                (Some(one), Some(other)) => one.shape() == other.shape(),
                _ => false,
            },
            (one, other) => {
                let (one, other) = (one.head(), other.head());
                one.part == other.part && one.name.text == other.name.text
            }
        }
    }

    fn twin(&self, function: &Function, root: &Root) -> TokenStream {
        match self {
            Self::Tool(tool) => tool::expand::function(tool, function, root),
            Self::Prompt(prompt) => prompt::expand::function(prompt, function, root),
            Self::Resource(resource) => resource::expand::function(resource, function, root),
        }
    }

    /// The `__tools` of a block with the method, which shares `__this`.
    pub(crate) fn method(&self, root: &Root) -> TokenStream {
        match self {
            Self::Tool(tool) => tool::expand::method(tool, root),
            Self::Prompt(prompt) => prompt::expand::method(prompt, root),
            Self::Resource(resource) => resource::expand::method(resource, root),
        }
    }
}
