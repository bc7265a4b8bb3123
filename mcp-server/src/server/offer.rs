//! What a server in the making offers.

use std::sync::Arc;

use mcp_core::peer::StateMap;
use mcp_core::tool::{Policy, Prepared};
use mcp_core::{Prompt, Resource, Tool, ToolSet};

use super::check;
use super::error::{Fault, Thing};

/// Tools, prompts and resources, as they are written.
#[derive(Debug, Default)]
pub(super) struct Offer {
    pub(super) tools: Vec<Tool>,
    pub(super) prompts: Vec<Prompt>,
    pub(super) resources: Vec<Resource>,
}

impl Offer {
    /// Adds a list, with what is written beside its tools.
    pub(super) fn add(&mut self, set: impl ToolSet) {
        let (tools, prompts, resources) = set.into_tools().into_parts();
        self.tools.extend(tools);
        self.prompts.extend(prompts);
        self.resources.extend(resources);
    }

    /// Adds another offer, whose parts keep the state that it came with.
    pub(super) fn merge(&mut self, mut other: Self, state: StateMap) {
        if !state.is_empty() {
            let state = Arc::new(state);
            let (tools, prompts) = (other.tools.iter_mut(), other.prompts.iter_mut());
            tools.for_each(|tool| tool.add_state(&state));
            prompts.for_each(|prompt| prompt.add_state(&state));
            let resources = other.resources.iter_mut();
            resources.for_each(|resource| resource.add_state(&state));
        }
        self.tools.append(&mut other.tools);
        self.prompts.append(&mut other.prompts);
        self.resources.append(&mut other.resources);
    }

    /// Puts `prefix_` before each name; a resource has a URI instead.
    pub(super) fn prefix(&mut self, prefix: &str) {
        self.tools.iter_mut().for_each(|tool| tool.prefix(prefix));
        let prompts = self.prompts.iter_mut();
        prompts.for_each(|prompt| prompt.prefix(prefix));
    }

    /// Leaves out what carries other tags than those wanted.
    pub(super) fn keep(&mut self, wanted: impl Fn(&[&str]) -> bool) {
        self.tools
            .retain(|tool| wanted(&tool.tags().collect::<Vec<_>>()));
        self.prompts
            .retain(|prompt| wanted(&prompt.tags().collect::<Vec<_>>()));
        self.resources
            .retain(|resource| wanted(&resource.tags().collect::<Vec<_>>()));
    }

    /// Notes what is wrong with the prompts and resources.
    pub(super) fn check(&self, state: &StateMap, faults: &mut Vec<Fault>) {
        let named = |prompt: &Prompt| (prompt.definition().name.to_string(), prompt.place());
        check::names(Thing::Prompt, self.prompts.iter().map(named), faults);
        for prompt in &self.prompts {
            let thing = (Thing::Prompt, prompt.definition().name.to_string());
            check::needs(
                thing,
                prompt.fault(),
                prompt.missing_state(state),
                prompt.place(),
                faults,
            );
        }
        let named = |resource: &Resource| (resource.listing().uri().to_owned(), resource.place());
        check::differ(Thing::Resource, self.resources.iter().map(named), faults);
        for resource in &self.resources {
            let thing = (Thing::Resource, resource.listing().uri().to_owned());
            let missing = resource.missing_state(state);
            check::needs(thing, resource.fault(), missing, resource.place(), faults);
        }
    }

    /// Makes the tools ready to be served, as far as nothing is wrong with them.
    pub(super) fn prepare(
        self,
        policy: &Policy,
        state: &StateMap,
        faults: &mut Vec<Fault>,
    ) -> Vec<Prepared> {
        let named = |tool: &Tool| (tool.name().to_owned(), tool.place());
        check::names(Thing::Tool, self.tools.iter().map(named), faults);
        let mut ready = Vec::new();
        for tool in self.tools {
            let (name, place) = (tool.name().to_owned(), tool.place());
            match tool.prepare(policy) {
                Err(text) => {
                    check::needs((Thing::Tool, name), Some(&text), None, place, faults);
                }
                Ok(tool) => {
                    let missing = tool.missing_state(state);
                    check::needs((Thing::Tool, name), None, missing, place, faults);
                    ready.push(tool);
                }
            }
        }
        ready
    }
}
