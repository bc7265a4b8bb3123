//! All that a server offers at one time, by name and as lists, to whom it is there. It never
//! changes: a change makes another one.

mod gates;
mod index;
mod instances;
mod list;
mod page;
mod pages;
mod shelf;
mod skills;
#[cfg(test)]
mod tests;
mod written;

use std::fmt;
use std::sync::Arc;

use mcp_core::model::TaskSupport;
use mcp_core::peer::Viewer;
use mcp_core::resource::Variables;
use mcp_core::schema::{HeaderParam, Lint};
use mcp_core::tool::Prepared;
use mcp_core::wire::{Capabilities, Stamp};
use mcp_core::{Prompt, Rejection, Resource};

use self::instances::Instances;
pub(crate) use self::instances::Put;
use self::list::List;
pub(crate) use page::Page;
use pages::Style;
pub(crate) use pages::{CACHING, Kind, Lost, Pages};
pub(crate) use shelf::Found;
use shelf::Shelf;
pub(super) use shelf::{Entry, Good};
use skills::Skills;

use super::skills::Library;
use crate::sorted::sorted;

/// What a server offers.
pub(crate) struct Catalogue {
    tools: Shelf<Prepared>,
    prompts: Shelf<Prompt>,
    resources: Shelf<Resource>,
    capabilities: Capabilities,
    /// Some tool has arguments that a client repeats in headers.
    has_header_params: bool,
    /// The places of the templates among the resources, the one that is asked first in front.
    templates: Vec<usize>,
    instances: Instances,
    tool_list: List,
    prompt_list: List,
    resource_list: List,
    template_list: List,
    skills: Skills,
}

/// All that is offered, in its order.
#[derive(Default)]
pub(super) struct Goods {
    pub(super) tools: Vec<Entry<Prepared>>,
    pub(super) prompts: Vec<Entry<Prompt>>,
    pub(super) resources: Vec<Entry<Resource>>,
    /// Their files are resources as well.
    pub(super) skills: Arc<Library>,
}

impl Catalogue {
    /// Renders all lists. What was declared once stays so, for a client relies on it.
    pub(super) fn new(
        goods: Goods,
        declared: Capabilities,
        page_size: usize,
        stamp: &Stamp,
    ) -> Self {
        let tools = Shelf::new(goods.tools);
        let prompts = Shelf::new(goods.prompts);
        let mut resources = goods.resources;
        for file in goods.skills.files() {
            resources.push(file.clone());
        }
        let resources = Shelf::new(resources);
        let style = Style {
            page_size,
            stamp: stamp.clone(),
            caching: CACHING,
        };
        Self {
            capabilities: Capabilities {
                completions: declared.completions || completes(&prompts, &resources),
                tasks: declared.tasks || has_tasks(&tools),
                ..declared
            },
            has_header_params: tools.entries().iter().any(mirrors),
            templates: templates(&resources),
            instances: Instances::new(&resources, page_size),
            tool_list: List::new(&written::TOOLS, &tools, &style),
            prompt_list: List::new(&written::PROMPTS, &prompts, &style),
            resource_list: List::new(&written::RESOURCES, &resources, &style),
            template_list: List::new(&written::TEMPLATES, &resources, &style),
            skills: Skills::new(goods.skills, &style),
            tools,
            prompts,
            resources,
        }
    }

    /// What clients are told that there is.
    pub(crate) const fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    pub(crate) fn tool(&self, name: &str, viewer: &Viewer<'_>) -> Found<&Arc<Prepared>> {
        self.tools.find(name, viewer)
    }

    /// A tool, whoever may know of it: for what nobody but the server's owner gets to see.
    pub(crate) fn tool_for_record(&self, name: &str) -> Option<&Prepared> {
        let place = self.tools.place(name)?;
        Some(&self.tools.entries()[place].thing)
    }

    /// The same of a prompt.
    pub(crate) fn prompt_for_record(&self, name: &str) -> Option<&Prompt> {
        let place = self.prompts.place(name)?;
        Some(&self.prompts.entries()[place].thing)
    }

    /// The resource or template that is written so.
    pub(crate) fn resource_for_record(&self, uri: &str) -> Option<&Resource> {
        let place = self.resources.place(uri)?;
        Some(&self.resources.entries()[place].thing)
    }

    /// The template that a URI fits best.
    pub(crate) fn fitting_for_record(&self, uri: &str) -> Option<&Resource> {
        let entries = self.resources.entries();
        for place in &self.templates {
            let template = &entries[*place].thing;
            if template.matches(uri).is_some() {
                return Some(template);
            }
        }
        None
    }

    /// The arguments of a tool that a client repeats in headers.
    pub(crate) fn header_params(&self, tool: &str, viewer: &Viewer<'_>) -> &[HeaderParam] {
        // Hardly any server has one.
        match self.has_header_params.then(|| self.tool(tool, viewer)) {
            Some(Ok(Some(tool))) => tool.header_params(),
            _ => &[],
        }
    }

    pub(crate) fn prompt(&self, name: &str, viewer: &Viewer<'_>) -> Found<&Arc<Prompt>> {
        self.prompts.find(name, viewer)
    }

    /// The resource of a URI, or else the template that it fits best, with what it finds in it.
    pub(crate) fn resource<'u>(
        &self,
        uri: &'u str,
        viewer: &Viewer<'_>,
    ) -> Found<(&Arc<Resource>, Variables<'u>)> {
        let entries = self.resources.entries();
        let fixed = self.fixed(uri);
        let templates = self.templates.iter().filter_map(|place| {
            let variables = entries[*place].thing.matches(uri)?;
            Some((*place, variables))
        });
        let fitting = fixed.map(|place| (place, Variables::new()));
        for (place, variables) in fitting.into_iter().chain(templates) {
            if let Some(resource) = self.resources.enter(place, viewer)? {
                if !self.has_open_resources() {
                    self.admit_as_spelt(place, &variables, viewer)?;
                }
                return Ok(Some((resource, variables)));
            }
        }
        Ok(None)
    }

    /// Whether there is something at a URI, whoever may know of it.
    pub(crate) fn has_resource(&self, uri: &str) -> bool {
        let entries = self.resources.entries();
        let mut templates = self.templates.iter();
        self.fixed(uri).is_some()
            || templates.any(|place| entries[*place].thing.matches(uri).is_some())
    }

    /// The place of the resource whose URI this is, not by way of a template.
    fn fixed(&self, uri: &str) -> Option<usize> {
        let entries = self.resources.entries();
        let place = self.resources.place(uri)?;
        entries[place].thing.template().is_none().then_some(place)
    }

    /// A URI can be spelt in several ways (`%61` is an `a`), and only one of them leads to what is
    /// more specific than a template: whoever may not use that does not get there by another.
    fn admit_as_spelt(
        &self,
        place: usize,
        variables: &Variables<'_>,
        viewer: &Viewer<'_>,
    ) -> Result<(), Rejection> {
        let entries = self.resources.entries();
        let mut values: Vec<(&str, &str)> = Vec::new();
        for (name, value) in variables {
            values.push((name, value));
        }
        let template = entries[place].thing.template();
        let Some(uri) = template.and_then(|template| template.expand(&values)) else {
            return Ok(());
        };
        if let Some(fixed) = self.fixed(&uri)
            && self.resources.enter(fixed, viewer)?.is_some()
        {
            return Ok(());
        }
        for other in self.templates.iter().take_while(|other| **other != place) {
            let fits = entries[*other].thing.matches(&uri).is_some();
            if fits && self.resources.enter(*other, viewer)?.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// What is meant by a template as it is written, or by a URI.
    pub(crate) fn referenced(&self, uri: &str, viewer: &Viewer<'_>) -> Found<&Arc<Resource>> {
        match self.resources.find(uri, viewer)? {
            Some(written) => Ok(Some(written)),
            None => Ok(self.resource(uri, viewer)?.map(|(resource, _)| resource)),
        }
    }

    /// Whether all resources are there for everybody.
    pub(crate) fn has_open_resources(&self) -> bool {
        self.resources.index().gates().is_empty()
    }

    /// The names that are listed for somebody.
    pub(crate) fn listed_tools(&self, viewer: &Viewer<'_>) -> Vec<&str> {
        self.tools.known_to(viewer)
    }

    /// The names that are listed for somebody.
    pub(crate) fn listed_prompts(&self, viewer: &Viewer<'_>) -> Vec<&str> {
        self.prompts.known_to(viewer)
    }

    /// What clients are known to stumble over.
    pub(crate) fn lints(&self) -> Vec<Lint> {
        let mut lints = Vec::new();
        for entry in &**self.tools.entries() {
            lints.extend(entry.thing.lints());
        }
        lints
    }

    /// All that is offered, for another catalogue to begin with.
    pub(super) fn goods(&self) -> Goods {
        Goods {
            tools: self.tools.entries().to_vec(),
            prompts: self.prompts.entries().to_vec(),
            resources: self.own_resources().to_vec(),
            skills: Arc::clone(self.skills.library()),
        }
    }

    /// Those that are no files of skills.
    fn own_resources(&self) -> &[Entry<Resource>] {
        let entries = self.resources.entries();
        &entries[..entries.len() - self.skills.library().files().len()]
    }

    /// A list that is written, as somebody sees it.
    pub(crate) fn pages(&self, kind: Kind, viewer: &Viewer<'_>) -> Arc<Pages> {
        self.list(kind).pages(viewer)
    }

    const fn list(&self, kind: Kind) -> &List {
        match kind {
            Kind::Tools => &self.tool_list,
            Kind::Prompts => &self.prompt_list,
            Kind::Resources => &self.resource_list,
            Kind::Templates => &self.template_list,
            Kind::Skills => self.skills.list(),
        }
    }

    /// The URIs of the files of skills that the other one does not have with the same content.
    pub(super) fn files_beyond<'c>(&'c self, other: &'c Self) -> Vec<&'c str> {
        let (ours, theirs) = (self.skills.library(), other.skills.library());
        match Arc::ptr_eq(ours, theirs) {
            true => Vec::new(),
            false => ours.beyond(theirs),
        }
    }

    /// Whether every client sees the same list.
    pub(super) fn lists_alike(&self, other: &Self, kind: Kind) -> bool {
        let alike = kind != Kind::Resources || self.lists_instances_alike(other);
        alike && self.list(kind).is_like(other.list(kind))
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue")
            .field("tools", &self.tools.entries().len())
            .field("prompts", &self.prompts.entries().len())
            .field("resources", &self.resources.entries().len())
            .finish()
    }
}

fn mirrors(tool: &Entry<Prepared>) -> bool {
    !tool.thing.header_params().is_empty()
}

fn completes(prompts: &Shelf<Prompt>, resources: &Shelf<Resource>) -> bool {
    let (prompts, resources) = (prompts.entries(), resources.entries());
    let prompts = prompts.iter().any(|entry| entry.thing.completes());
    prompts || resources.iter().any(|entry| entry.thing.completes())
}

fn has_tasks(tools: &Shelf<Prepared>) -> bool {
    let mut tools = tools.entries().iter();
    tools.any(|entry| entry.thing.definition().task != TaskSupport::Forbidden)
}

fn templates(resources: &Shelf<Resource>) -> Vec<usize> {
    let entries = resources.entries();
    let template = |place: usize| entries[place].thing.template();
    let mut templates = Vec::new();
    for place in 0..entries.len() {
        if template(place).is_some() {
            templates.push(place);
        }
    }
    sorted(
        templates,
        &|one, other| match (template(one), template(other)) {
            (Some(one), Some(other)) => one.by_specificity(other),
            _ => std::cmp::Ordering::Equal,
        },
    )
}
