//! A call whose arguments arrived as text.

use std::borrow::Cow;

use crate::peer::Context;

/// A call of a prompt or a resource, before its arguments are read.
#[derive(Clone, Debug)]
pub struct TextCall {
    context: Context,
    subject: Subject,
    given: Vec<(Cow<'static, str>, String)>,
}

/// What is called.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// A prompt, by its name.
    Prompt(String),
    /// A resource, by its URI.
    Resource(String),
}

impl TextCall {
    pub(crate) fn prompt<N: Into<Cow<'static, str>>, V: Into<String>>(
        context: Context,
        name: &str,
        arguments: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        Self::new(context, Subject::Prompt(name.to_owned()), arguments)
    }

    pub(crate) fn resource<V: Into<String>>(
        context: Context,
        uri: &str,
        variables: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Self {
        Self::new(context, Subject::Resource(uri.to_owned()), variables)
    }

    fn new<N: Into<Cow<'static, str>>, V: Into<String>>(
        context: Context,
        subject: Subject,
        given: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let given = given.into_iter();
        Self {
            context,
            subject,
            given: given
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }

    /// Who calls, and what may be said on the way.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// The URI that is read; of a prompt, its name.
    #[must_use]
    pub fn uri(&self) -> &str {
        match &self.subject {
            Subject::Prompt(name) | Subject::Resource(name) => name,
        }
    }

    /// The arguments in the order they came.
    pub fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        let given = self.given.iter();
        given.map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    pub(super) const fn subject(&self) -> &Subject {
        &self.subject
    }
}
