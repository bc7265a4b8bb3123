//! Lists of resources.

use std::borrow::Cow;

use super::Resource;
use crate::peer::{Condition, Viewer};

/// A function that `#[resource("…")]` made a resource.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a resource function",
    label = "no resource of this name",
    note = "put `#[resource(\"…\")]` on `fn {Self}`"
)]
pub trait ResourceFunction {
    /// The resource.
    fn resource() -> Resource;
}

/// Whatever is a list of resources, such as one made by `resources!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of resources",
    label = "not a list of resources",
    note = "name functions with `resources![...]`; the resources of a type with `#[tools]` come with its tools"
)]
pub trait ResourceSet {
    /// Its resources.
    fn into_resources(self) -> Resources;
}

/// A list of resources.
#[derive(Debug, Default)]
pub struct Resources(Vec<Resource>);

impl Resources {
    /// No resources.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The same with the resource of a function.
    #[must_use]
    pub fn with<F: ResourceFunction>(self) -> Self {
        self.resource(F::resource())
    }

    /// The same with one more resource.
    #[must_use]
    pub fn resource(mut self, resource: Resource) -> Self {
        self.0.push(resource);
        self
    }

    /// The same with a tag on each.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<Cow<'static, str>>) -> Self {
        let tag = tag.into();
        let resources = self.0.iter_mut();
        resources.for_each(|resource| resource.add_tag(tag.clone()));
        self
    }

    /// The same with a scope that each requires.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<Cow<'static, str>>) -> Self {
        let scope = scope.into();
        let resources = self.0.iter_mut();
        resources.for_each(|resource| resource.add_scope(scope.clone()));
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
        let resources = self.0.iter_mut();
        resources.for_each(|resource| resource.add_condition(condition.clone()));
        self
    }

    /// The same with another list behind it.
    #[must_use]
    pub fn and(mut self, others: impl ResourceSet) -> Self {
        self.0.extend(others.into_resources());
        self
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The resources in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Resource> {
        self.0.iter()
    }
}

impl<'r> IntoIterator for &'r Resources {
    type Item = &'r Resource;
    type IntoIter = std::slice::Iter<'r, Resource>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Resources {
    type Item = Resource;
    type IntoIter = std::vec::IntoIter<Resource>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl ResourceSet for Resources {
    fn into_resources(self) -> Resources {
        self
    }
}

impl ResourceSet for Resource {
    fn into_resources(self) -> Resources {
        Resources(vec![self])
    }
}
