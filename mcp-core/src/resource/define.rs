//! What a resource is: a definition for the client, and a function that reads it.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::listed::{ListCall, ListFuture};
use super::{Handler, IntoContents, IntoListed, ResourceSpec, Template, Variables, is_uri};
use crate::model::{self, PromptArgument, ResourceDefinition, ResourceTemplateDefinition};
use crate::peer::{Context, Gate, StateMap};
use crate::schema::Description;
use crate::text::{
    CompletionFuture, Shared, TextCall, TextDescribe, TextDescription, Typed, as_error, shared,
    spec_meta, words,
};
use crate::tool::Rejection;

/// How reading ends: with contents, or with an error of the protocol, for it has no other.
pub type ReadOutcome = Result<Vec<model::Resource>, Rejection>;

/// Contents on their way.
pub type ReadFuture = Pin<Box<dyn Future<Output = ReadOutcome> + Send + 'static>>;

/// A function that starts to read a resource.
pub type ResourceCall = Box<dyn Fn(TextCall) -> ReadFuture + Send + Sync>;

/// A function that gives the media type of what a function returns.
pub type ResourceMime = fn() -> Option<&'static str>;

/// A resource, or all resources that fit a template; ready to be listed and read.
pub struct Resource {
    listing: Listing,
    /// None where the URI is not known before the program runs.
    template: Option<Template>,
    shared: Shared,
    /// Lists what fits the template.
    list: Option<ListCall>,
    call: ResourceCall,
}

/// What a client learns of it, and from which list.
#[derive(Clone, Debug)]
pub enum Listing {
    /// One resource: `resources/list`.
    Resource(ResourceDefinition),
    /// A template: `resources/templates/list`.
    Template(ResourceTemplateDefinition),
}

shared!(Resource);

impl Resource {
    fn of(
        spec: &'static ResourceSpec,
        describe: TextDescribe,
        mime: ResourceMime,
        call: ResourceCall,
    ) -> Self {
        let mut description = TextDescription::default();
        describe(&mut description, spec.arguments);
        let described = description.finish();
        let (meta, fault) = match spec_meta(spec.meta) {
            Ok(meta) => (meta, None),
            Err(fault) => (None, Some(fault)),
        };
        let shared = Shared {
            completers: described.completers,
            needs: described.needs,
            state: None,
            gate: Gate::new(spec.scopes, spec.visible_when),
            tags: words(spec.tags),
            hidden: spec.hidden,
            timeout: spec.timeout,
            place: spec.place,
            fault: unbound(&spec.template, &described.arguments).or(fault),
        };
        let mut listing = listing(spec, spec.mime.or_else(mime));
        *listing.meta() = meta;
        Self {
            listing,
            template: Some(spec.template),
            shared,
            list: None,
            call,
        }
    }

    /// A free function as a resource: `describe` names each parameter, `mime` the media type of
    /// what the function returns, `call` runs it.
    #[must_use]
    pub fn function(
        spec: &'static ResourceSpec,
        describe: TextDescribe,
        mime: ResourceMime,
        call: fn(&'static ResourceSpec, TextCall) -> ReadFuture,
    ) -> Self {
        let call = Box::new(move |given| call(spec, given));
        Self::of(spec, describe, mime, call)
    }

    /// A method of a shared value as a resource.
    #[must_use]
    pub fn method<S: Send + Sync + 'static>(
        this: &Arc<S>,
        spec: &'static ResourceSpec,
        describe: TextDescribe,
        mime: ResourceMime,
        call: fn(Arc<S>, &'static ResourceSpec, TextCall) -> ReadFuture,
    ) -> Self {
        let this = Arc::clone(this);
        let call = Box::new(move |given| call(Arc::clone(&this), spec, given));
        Self::of(spec, describe, mime, call)
    }

    /// One resource that is known only while the program runs: `read` is a function or a closure
    /// that takes what it needs from the request, and gives contents at once or as a future.
    ///
    /// ```
    /// use mcp_core::model::ResourceDefinition;
    /// use mcp_core::{Resource, State};
    ///
    /// let note = Resource::new(("note://7", "a note"), || "Buy milk.");
    /// assert!(note.matches("note://7").is_some());
    ///
    /// let log = ResourceDefinition::new("app://log", "log").mime_type("text/plain");
    /// let log = Resource::new(log, |State(lines): State<Vec<String>>| async move { lines.join("\n") });
    /// ```
    #[must_use]
    pub fn new<P, V, H>(definition: impl Into<ResourceDefinition>, read: H) -> Self
    where
        H: Handler<P, Output: IntoContents<V>>,
    {
        let mut definition = definition.into();
        let typed = <H::Output as IntoContents<V>>::mime_type();
        let mime = definition.mime_type.clone();
        definition.mime_type = mime.clone().or_else(|| typed.map(Into::into));
        let read = Arc::new(read);
        let call = move |call: TextCall| -> ReadFuture {
            let (read, mime) = (Arc::clone(&read), mime.clone());
            Box::pin(async move {
                let contents = read.handle(call.context())?;
                let outcome = contents.into_contents(call.uri()).await;
                said_to_be(outcome, mime.as_ref(), typed)
            })
        };
        let mut needs = Description::default();
        H::needs(&mut needs);
        let fault = "this is no URI: begin it with a scheme, one of your own if you like, such as `app://`, and percent-encode what may not stand in one";
        Self {
            shared: Shared {
                needs: needs.finish().needs,
                place: "a resource made while the program runs",
                fault: (!is_uri(&definition.uri)).then(|| fault.to_owned()),
                ..Shared::default()
            },
            listing: Listing::Resource(definition),
            template: None,
            list: None,
            call: Box::new(call),
        }
    }

    /// The same template with a function that lists what fits it, for whoever asks; `list` takes
    /// what it needs from the request, and gives [`Listed`](super::Listed) at once or as a future.
    ///
    /// Where it takes a [`Principal`](crate::Principal) and nobody has proven who they are, it does not
    /// run, and the list has nothing of this template; the same goes for scopes that an extractor finds
    /// missing. Any other failure of it is one of the whole list.
    #[must_use]
    pub fn with_list<P, V, H>(mut self, list: H) -> Self
    where
        H: Handler<P, Output: IntoListed<V> + 'static>,
    {
        let mut needs = Description::default();
        H::needs(&mut needs);
        let list = move |context: &Context| -> ListFuture {
            match list.handle(context) {
                Ok(listed) => Box::pin(async move { listed.into_list().await }),
                Err(rejection) => Box::pin(std::future::ready(Err(rejection))),
            }
        };
        self.set_list(needs, Box::new(list));
        self
    }

    /// The same with a method of a shared value; `describe` names what it takes beside that.
    #[must_use]
    pub fn with_method_list<S: Send + Sync + 'static>(
        mut self,
        this: &Arc<S>,
        describe: fn(&mut Description),
        list: fn(Arc<S>, Context) -> ListFuture,
    ) -> Self {
        let mut needs = Description::default();
        describe(&mut needs);
        let this = Arc::clone(this);
        let list = move |context: &Context| -> ListFuture {
            let listed = list(Arc::clone(&this), context.clone());
            Box::pin(async move { listed.await.map_err(as_error) })
        };
        self.set_list(needs, Box::new(list));
        self
    }

    fn set_list(&mut self, needs: Description, list: ListCall) {
        if self.template().is_none() {
            let fault = "only a template lists what fits it: this is one resource";
            self.shared.fault = Some(fault.to_owned());
        }
        self.shared.needs.extend(needs.finish().needs);
        self.list = Some(list);
    }

    /// Whether it lists what fits it.
    #[must_use]
    pub const fn lists(&self) -> bool {
        self.list.is_some()
    }

    /// Starts to list what fits it, if it does.
    #[must_use]
    pub fn list(&self, context: &Context) -> Option<ListFuture> {
        let list = self.list.as_ref()?;
        // Several templates list for one request, each with state of its own.
        Some(list(&self.shared.equip(context.aside())))
    }

    /// What a client learns of it.
    #[must_use]
    pub const fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Its template; none where it is one resource.
    #[must_use]
    pub const fn template(&self) -> Option<&Template> {
        match (&self.listing, &self.template) {
            (Listing::Template(_), Some(template)) => Some(template),
            _ => None,
        }
    }

    /// The values of its variables, if a URI is its own or fits its template.
    #[must_use]
    pub fn matches<'u>(&self, uri: &'u str) -> Option<Variables<'u>> {
        match (self.template(), &self.listing) {
            (Some(template), _) => template.matches(uri),
            (None, listing) => (listing.uri() == uri).then(Vec::new),
        }
    }

    /// Starts to read a URI with the values that [`matches`](Self::matches) found in it.
    #[must_use]
    pub fn read(&self, context: Context, uri: &str, variables: Variables<'_>) -> ReadFuture {
        let context = self.shared.equip(context);
        (self.call)(TextCall::resource(context, uri, variables))
    }
}

impl Listing {
    /// The URI, or the template as it is written.
    #[must_use]
    pub fn uri(&self) -> &str {
        match self {
            Self::Resource(definition) => &definition.uri,
            Self::Template(definition) => &definition.uri_template,
        }
    }

    fn meta(&mut self) -> &mut Option<Box<serde_json::value::RawValue>> {
        match self {
            Self::Resource(definition) => &mut definition.meta,
            Self::Template(definition) => &mut definition.meta,
        }
    }
}

fn listing(spec: &'static ResourceSpec, mime: Option<&'static str>) -> Listing {
    let title = spec.title.map(Into::into);
    let description = Some(spec.description).filter(|text| !text.is_empty());
    let description = description.map(Into::into);
    let mime_type = mime.map(Into::into);
    let annotations = spec.annotations();
    let icons = spec.icons.map(|icons| icons()).unwrap_or_default();
    let uri = spec.template.uri;
    if spec.template.is_fixed() {
        Listing::Resource(ResourceDefinition {
            title,
            description,
            mime_type,
            size: spec.size,
            annotations,
            icons,
            ..ResourceDefinition::new(uri, spec.name)
        })
    } else {
        Listing::Template(ResourceTemplateDefinition {
            title,
            description,
            mime_type,
            annotations,
            icons,
            ..ResourceTemplateDefinition::new(uri, spec.name)
        })
    }
}

/// Contents with the media type that their resource is said to have, where they have no other than
/// that of their type.
fn said_to_be(
    outcome: ReadOutcome,
    mime: Option<&Cow<'static, str>>,
    typed: Option<&'static str>,
) -> ReadOutcome {
    let mut contents = outcome?;
    let plain = contents
        .iter_mut()
        .filter(|part| part.mime_type.is_none() || part.mime_type.as_deref() == typed);
    if let Some(mime) = mime {
        plain.for_each(|part| part.mime_type = Some(mime.clone()));
    }
    Ok(contents)
}

/// What the template and the parameters do not have in common.
fn unbound(template: &Template, arguments: &[PromptArgument]) -> Option<String> {
    let uri = template.uri;
    let mut variables = template.variables();
    let unread = variables.find(|name| !arguments.iter().any(|argument| argument.name == *name));
    if let Some(name) = unread {
        return Some(format!(
            "no parameter takes the variable `{name}` of `{uri}`"
        ));
    }
    let given = |argument: &&PromptArgument| {
        let name = &argument.name;
        template.variables().any(|variable| variable == name)
    };
    let missing = arguments.iter().find(|argument| !given(argument))?;
    let name = &missing.name;
    Some(format!("the parameter `{name}` is no variable of `{uri}`"))
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource")
            .field("listing", &self.listing)
            .field("shared", &self.shared)
            .finish_non_exhaustive()
    }
}
