//! What a server in the making offers.

use std::sync::Arc;

use mcp_core::peer::StateMap;
use mcp_core::resource::Listing;
use mcp_core::tool::{Policy, Prepared};
use mcp_core::wire::Capabilities;
use mcp_core::{Prompt, PromptSet, Resource, ResourceSet, Tool, ToolSet};

use super::catalogue::{Entry, Good, Goods};
use super::check::{self, Named};
use super::error::{Fault, Thing};
#[cfg(feature = "skills")]
use super::skills::Skills;

/// Tools, prompts, resources and skills, as they are written.
#[derive(Debug, Default)]
pub(super) struct Offer {
    pub(super) tools: Vec<Tool>,
    pub(super) prompts: Vec<Prompt>,
    pub(super) resources: Vec<Resource>,
    #[cfg(feature = "skills")]
    pub(super) skills: Option<Skills>,
    /// What there was ever any of, or an empty list on purpose.
    pub(super) declared: Capabilities,
}

impl Offer {
    /// Adds a list, with what is written beside its tools.
    pub(super) fn add(&mut self, set: impl ToolSet) {
        let (tools, prompts, resources) = set.into_tools().into_parts();
        let beside = !prompts.is_empty() || !resources.is_empty();
        self.declared.tools |= !tools.is_empty() || !beside;
        self.declared.prompts |= !prompts.is_empty();
        self.declared.resources |= !resources.is_empty();
        self.tools.extend(tools);
        self.prompts.extend(prompts);
        self.resources.extend(resources);
    }

    /// Adds prompts.
    pub(super) fn add_prompts(&mut self, set: impl PromptSet) {
        self.declared.prompts = true;
        self.prompts.extend(set.into_prompts());
    }

    /// Adds resources.
    pub(super) fn add_resources(&mut self, set: impl ResourceSet) {
        self.declared.resources = true;
        self.resources.extend(set.into_resources());
    }

    /// Adds skills.
    #[cfg(feature = "skills")]
    pub(super) fn add_skills(&mut self, skills: Skills) {
        self.declared.skills = true;
        self.declared.resources = true;
        self.skills = Some(self.skills.take().unwrap_or_default().and(skills));
    }

    /// Adds another offer, whose parts keep the state that it came with.
    pub(super) fn merge(&mut self, mut other: Self, state: StateMap) {
        if !state.is_empty() {
            let state = Arc::new(state);
            #[cfg(feature = "skills")]
            if let Some(skills) = &mut other.skills {
                skills.add_state(&state);
            }
            let (tools, prompts) = (other.tools.iter_mut(), other.prompts.iter_mut());
            tools.for_each(|tool| tool.add_state(&state));
            prompts.for_each(|prompt| prompt.add_state(&state));
            let resources = other.resources.iter_mut();
            resources.for_each(|resource| resource.add_state(&state));
        }
        self.declared.tools |= other.declared.tools;
        self.declared.prompts |= other.declared.prompts;
        self.declared.resources |= other.declared.resources;
        #[cfg(feature = "skills")]
        if let Some(skills) = other.skills.take() {
            self.add_skills(skills);
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
    pub(super) fn keep(&mut self, wanted: &dyn Fn(&[&str]) -> bool) {
        self.tools
            .retain(|tool| wanted(&tool.tags().collect::<Vec<_>>()));
        self.prompts
            .retain(|prompt| wanted(&prompt.tags().collect::<Vec<_>>()));
        self.resources
            .retain(|resource| wanted(&resource.tags().collect::<Vec<_>>()));
    }

    /// Makes all of it ready to be served, as far as nothing is wrong with it. Its names must not
    /// be those of what there is already.
    pub(super) fn prepare(
        self,
        there: &Goods,
        policy: &Policy,
        state: &StateMap,
        faults: &mut Vec<Fault>,
    ) -> Goods {
        #[cfg(feature = "skills")]
        let skills = match self.skills {
            Some(skills) => Arc::new(skills.shelve(faults)),
            None => Arc::clone(&there.skills),
        };
        #[cfg(not(feature = "skills"))]
        let skills = Arc::clone(&there.skills);
        let mut names = keys(&there.tools);
        for tool in &self.tools {
            names.push((tool.name(), tool.place()));
        }
        check::names(Thing::Tool, &names, faults);
        let mut names = keys(&there.prompts);
        for prompt in &self.prompts {
            names.push(key(prompt));
            check_prompt(prompt, state, faults);
        }
        check::names(Thing::Prompt, &names, faults);
        let mut uris = keys(&there.resources);
        for resource in &self.resources {
            uris.push(key(resource));
            check_resource(resource, state, faults);
        }
        uris.append(&mut keys(skills.files()));
        check::differ(Thing::Resource, &uris, faults);
        let mut tools = Vec::new();
        for tool in self.tools {
            tools.extend(prepared(tool, policy, state, faults));
        }
        Goods {
            tools,
            prompts: entries(self.prompts),
            resources: entries(self.resources),
            skills,
        }
    }
}

fn check_prompt(prompt: &Prompt, state: &StateMap, faults: &mut Vec<Fault>) {
    let (fault, missing) = (prompt.fault(), prompt.missing_state(state));
    check::needs(Thing::Prompt, key(prompt), fault, missing, state, faults);
    let icons = &prompt.definition().icons;
    check::icons(Thing::Prompt, key(prompt), icons, faults);
}

fn check_resource(resource: &Resource, state: &StateMap, faults: &mut Vec<Fault>) {
    let (fault, missing) = (resource.fault(), resource.missing_state(state));
    check::needs(
        Thing::Resource,
        key(resource),
        fault,
        missing,
        state,
        faults,
    );
    let icons = match resource.listing() {
        Listing::Resource(definition) => &definition.icons,
        Listing::Template(definition) => &definition.icons,
    };
    check::icons(Thing::Resource, key(resource), icons, faults);
}

fn prepared(
    tool: Tool,
    policy: &Policy,
    state: &StateMap,
    faults: &mut Vec<Fault>,
) -> Option<Entry<Prepared>> {
    let (name, place) = (tool.name().to_owned(), tool.place());
    let named = (&*name, place);
    match tool.prepare(policy) {
        Err(text) => {
            check::needs(Thing::Tool, named, Some(&text), None, state, faults);
            None
        }
        Ok(tool) => {
            let missing = tool.missing_state(state);
            check::needs(Thing::Tool, named, None, missing, state, faults);
            check::icons(Thing::Tool, named, &tool.definition().icons, faults);
            for lint in tool.lints() {
                tracing::warn!("{lint}");
            }
            Some(tool.into())
        }
    }
}

fn entries<T: Good>(things: Vec<T>) -> Vec<Entry<T>> {
    let mut entries = Vec::new();
    for thing in things {
        entries.push(Entry::from(thing));
    }
    entries
}

fn keys<T: Good>(entries: &[Entry<T>]) -> Vec<Named<'_>> {
    let mut keys = Vec::new();
    for entry in entries {
        keys.push(key(&*entry.thing));
    }
    keys
}

fn key(thing: &dyn Good) -> Named<'_> {
    (thing.key(), thing.place())
}
