//! Lists of prompts.

use std::borrow::Cow;

use super::Prompt;
use crate::peer::{Condition, Viewer};

/// A function that `#[prompt]` made a prompt.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a prompt function",
    label = "no prompt of this name",
    note = "put `#[prompt]` on `fn {Self}`"
)]
pub trait PromptFunction {
    /// The prompt.
    fn prompt() -> Prompt;
}

/// Whatever is a list of prompts, such as one made by `prompts!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of prompts",
    label = "not a list of prompts",
    note = "name functions with `prompts![...]`; the prompts of a type with `#[tools]` come with its tools"
)]
pub trait PromptSet {
    /// Its prompts.
    fn into_prompts(self) -> Prompts;
}

/// A list of prompts.
#[derive(Debug, Default)]
pub struct Prompts(Vec<Prompt>);

impl Prompts {
    /// No prompts.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The same with the prompt of a function.
    #[must_use]
    pub fn with<F: PromptFunction>(self) -> Self {
        self.prompt(F::prompt())
    }

    /// The same with one more prompt.
    #[must_use]
    pub fn prompt(mut self, prompt: Prompt) -> Self {
        self.0.push(prompt);
        self
    }

    /// The same with `prefix_` before each name.
    ///
    /// ```
    /// use mcp_core::model::PromptDefinition;
    /// use mcp_core::{IntoPrompt, Prompt, Prompts};
    ///
    /// let ask = Prompt::raw(PromptDefinition::new("ask"), |_call| {
    ///     Box::pin(async { "Why?".into_prompt() })
    /// });
    /// let prompts = Prompts::new().prompt(ask).prefix("admin");
    /// let names: Vec<_> = prompts.iter().map(|prompt| &prompt.definition().name).collect();
    /// assert_eq!(names, ["admin_ask"]);
    /// ```
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.0.iter_mut().for_each(|prompt| prompt.prefix(prefix));
        self
    }

    /// The same with a tag on each.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<Cow<'static, str>>) -> Self {
        let tag = tag.into();
        let prompts = self.0.iter_mut();
        prompts.for_each(|prompt| prompt.add_tag(tag.clone()));
        self
    }

    /// The same with a scope that each requires.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<Cow<'static, str>>) -> Self {
        let scope = scope.into();
        let prompts = self.0.iter_mut();
        prompts.for_each(|prompt| prompt.add_scope(scope.clone()));
        self
    }

    /// The same with a condition on each; where it does not hold, there are none of them.
    #[must_use]
    pub fn visible_when(
        self,
        condition: impl Fn(&Viewer<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.condition(&Condition::of(condition))
    }

    pub(crate) fn condition(mut self, condition: &Condition) -> Self {
        let prompts = self.0.iter_mut();
        prompts.for_each(|prompt| prompt.add_condition(condition.clone()));
        self
    }

    /// The same with another list behind it.
    #[must_use]
    pub fn and(mut self, others: impl PromptSet) -> Self {
        self.0.extend(others.into_prompts());
        self
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The prompts in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Prompt> {
        self.0.iter()
    }
}

impl<'p> IntoIterator for &'p Prompts {
    type Item = &'p Prompt;
    type IntoIter = std::slice::Iter<'p, Prompt>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Prompts {
    type Item = Prompt;
    type IntoIter = std::vec::IntoIter<Prompt>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl PromptSet for Prompts {
    fn into_prompts(self) -> Prompts {
        self
    }
}

impl PromptSet for Prompt {
    fn into_prompts(self) -> Prompts {
        Prompts(vec![self])
    }
}
