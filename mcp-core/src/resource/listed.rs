//! The resources that fit a template, as its function lists them.

use std::borrow::Cow;
use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;

use super::{Expansion, Listing, Resource, Step, Template};
use crate::model::{Annotations, ResourceDefinition, ResourceTemplateDefinition};
use crate::peer::Context;
use crate::text::{ViaFuture, ViaValues, failed};
use crate::tool::{IntoToolError, Rejection, ToolError};

/// How many resources one template lists at most; what is beyond is left out, and logged.
pub const MOST_LISTED: usize = 10_000;

/// One of the resources that fit a template, as `resources/list` shows it.
///
/// It is named by the values of the template's variables, of which its URI is made; so they may
/// hold anything. What is not said of it is the template's: the media type, the annotations, the
/// icons. Its name is its values, if nothing else.
///
/// ```
/// use mcp_core::resource::Listed;
///
/// let issue = Listed::of("project", "R&D").and("id", 7).title("It crashes");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Listed {
    values: Vec<(&'static str, String)>,
    /// Its URI is not known yet, nor its name where that is empty.
    definition: ResourceDefinition,
}

impl Listed {
    /// The resource whose variable has this value.
    pub fn of(variable: &'static str, value: impl Display) -> Self {
        Self {
            values: vec![(variable, value.to_string())],
            definition: ResourceDefinition::new("", ""),
        }
    }

    /// The same with the value of one more variable.
    pub fn and(mut self, variable: &'static str, value: impl Display) -> Self {
        self.values.push((variable, value.to_string()));
        self
    }

    /// The same with a name of its own.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.definition.name = name.into().into();
        self
    }

    /// The same with a name for people; not sent before 2025-06-18.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.definition.title = Some(title.into().into());
        self
    }

    /// The same with a sentence on what it is.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.definition.description = Some(description.into().into());
        self
    }

    /// The same with a media type of its own.
    pub fn mime_type(mut self, mime_type: impl Into<Cow<'static, str>>) -> Self {
        self.definition.mime_type = Some(mime_type.into());
        self
    }

    /// The same with how many bytes it has.
    pub const fn size(mut self, bytes: u64) -> Self {
        self.definition.size = Some(bytes);
        self
    }

    /// The same with hints of its own for the client.
    pub fn annotations(mut self, annotations: Annotations) -> Self {
        self.definition.annotations = Some(annotations);
        self
    }

    /// Its values in the order of the template.
    fn values_of(&self, template: &Template) -> Result<Vec<(&'static str, &str)>, String> {
        let uri = template.uri;
        let strange = self
            .values
            .iter()
            .find(|(name, _)| template.variables().all(|variable| variable != *name));
        if let Some((name, _)) = strange {
            return Err(format!(
                "what is listed of `{uri}` has a value for `{name}`, which is no variable of it"
            ));
        }
        let value = |variable: &'static str| {
            let mut values = self.values.iter().filter(|(name, _)| *name == variable);
            match (values.next(), values.next()) {
                (Some((_, value)), None) => Ok((variable, value.as_str())),
                (None, _) => Err(format!(
                    "what is listed of `{uri}` has no value for `{variable}`: give it one with `Listed::of(\"{variable}\", …)` or `.and(\"{variable}\", …)`"
                )),
                (Some(_), Some(_)) => Err(format!(
                    "what is listed of `{uri}` has two values for `{variable}`: leave one out"
                )),
            }
        };
        template.variables().map(value).collect()
    }

    /// What a client learns of it; nothing where no URI says these values.
    fn locate(
        self,
        template: &Template,
        about: &ResourceTemplateDefinition,
    ) -> Result<Option<ResourceDefinition>, String> {
        let values = self.values_of(template)?;
        let Some(uri) = located(template, &values) else {
            return Ok(None);
        };
        let name: Vec<&str> = values.into_iter().map(|(_, value)| value).collect();
        let name = name.join("/");
        let mut definition = self.definition;
        if definition.name.is_empty() {
            definition.name = name.into();
        }
        definition.uri = uri.into();
        let (mime_type, annotations) = (&about.mime_type, &about.annotations);
        definition.mime_type = definition.mime_type.or_else(|| mime_type.clone());
        definition.annotations = definition.annotations.or_else(|| annotations.clone());
        definition.icons.clone_from(&about.icons);
        Ok(Some(definition))
    }
}

/// The URI in which these values are found again, if there is one.
fn located(template: &Template, values: &[(&'static str, &str)]) -> Option<String> {
    let written = values.iter().map(|(variable, value)| {
        let value = match expansion(template, variable) {
            Some(Expansion::Reserved | Expansion::Fragment) => value.replace('%', "%25").into(),
            _ => Cow::Borrowed(*value),
        };
        (*variable, value)
    });
    let written: Vec<(&str, Cow<'_, str>)> = written.collect();
    let written: Vec<(&str, &str)> = written
        .iter()
        .map(|(name, text)| (*name, &**text))
        .collect();
    let uri = template.expand(&written)?;
    let found = template.matches(&uri)?;
    let same = std::iter::zip(&found, values).all(|((_, found), (_, value))| found == value);
    same.then_some(uri)
}

fn expansion(template: &Template, variable: &str) -> Option<Expansion> {
    template.steps.iter().find_map(|step| match step {
        Step::Variable { name, expansion } if *name == variable => Some(*expansion),
        _ => None,
    })
}

/// How listing ends: with resources, or with an error of the protocol.
pub type ListOutcome = Result<Vec<Listed>, Rejection>;

/// Resources on their way to a list.
pub type ListFuture = Pin<Box<dyn Future<Output = ListOutcome> + Send>>;

/// A function that starts to list what fits a template.
pub(super) type ListCall = Box<dyn Fn(&Context) -> ListFuture + Send + Sync>;

/// Resources that fit a template, or why they cannot be listed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of resources that fit a template",
    label = "not a list of `Listed`",
    note = "return `Vec<Listed>` or `Result<Vec<Listed>, E>`"
)]
pub trait Lists {
    /// The resources.
    ///
    /// # Errors
    /// What the client gets where the value is a failure: an error of the protocol.
    fn into_listed(self) -> ListOutcome;
}

impl Lists for Vec<Listed> {
    fn into_listed(self) -> ListOutcome {
        Ok(self)
    }
}

/// What the client may read of the error, under the code that it has or else as an internal error.
impl<T: Lists, E: IntoToolError> Lists for Result<T, E> {
    fn into_listed(self) -> ListOutcome {
        self.map_err(failed)?.into_listed()
    }
}

/// What a function that lists resources can return: a list, or a future of one.
#[diagnostic::on_unimplemented(
    message = "a function that lists resources cannot return `{Self}`",
    label = "neither a list of `Listed` nor a `Send` future of one",
    note = "return `Vec<Listed>`, or `Result<Vec<Listed>, E>` with `E` a `ToolError` or a type that derives it, from an `async fn` or a plain one"
)]
pub trait IntoListed<Via>: Send {
    /// Waits for the resources.
    fn into_list(self) -> impl Future<Output = ListOutcome> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: Lists + Send> IntoListed<ViaValues> for T {
    fn into_list(self) -> impl Future<Output = ListOutcome> + Send {
        std::future::ready(self.into_listed())
    }
}

#[diagnostic::do_not_recommend]
impl<F: Future<Output: Lists> + Send> IntoListed<ViaFuture> for F {
    async fn into_list(self) -> ListOutcome {
        self.await.into_listed()
    }
}

impl Resource {
    /// What a client learns of resources that the template listed: of those that some URI says, and
    /// of the first [`MOST_LISTED`]. The log has how many others there are.
    ///
    /// # Errors
    /// One lacks the value of a variable, or has one for what is none.
    pub fn located(&self, mut listed: Vec<Listed>) -> Result<Vec<ResourceDefinition>, Rejection> {
        let (Some(template), Listing::Template(about)) = (self.template(), self.listing()) else {
            return Ok(Vec::new());
        };
        let (uri, found) = (template.uri, listed.len());
        if found > MOST_LISTED {
            listed.truncate(MOST_LISTED);
            tracing::warn!(
                template = uri,
                found,
                most = MOST_LISTED,
                "a template lists more than is shown of one: return those that matter most"
            );
        }
        let mut definitions = Vec::with_capacity(listed.len());
        let mut lost = 0_usize;
        for one in listed {
            match one.locate(template, about) {
                Ok(Some(definition)) => definitions.push(definition),
                Ok(None) => lost += 1,
                Err(fault) => return Err(failed(ToolError::masked(fault))),
            }
        }
        if lost > 0 {
            tracing::warn!(
                template = uri,
                lost,
                "a template lists values that no URI of it says, such as an empty one or `..`: \
                 nobody could read these, and they are left out"
            );
        }
        Ok(definitions)
    }
}

#[cfg(test)]
mod tests;
