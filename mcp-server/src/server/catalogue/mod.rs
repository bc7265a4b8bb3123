//! All that a server offers at one time, by name and as lists. It never changes: a change makes
//! another one.

mod page;
mod pages;
mod shelf;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use mcp_core::model::{
    ResourceDefinition, ResourceTemplateDefinition, SkillDefinition, TaskSupport,
};
use mcp_core::resource::{Listing, Variables};
use mcp_core::schema::{HeaderParam, Lint};
use mcp_core::tool::Prepared;
use mcp_core::wire::{self, Capabilities, Stamp};
use mcp_core::{Prompt, Resource};

pub(crate) use page::Page;
use pages::FOLDER;
pub(crate) use pages::{CACHING, Kind, Lost, Pages};
use shelf::Shelf;
pub(super) use shelf::{Entry, Good};

use super::skills::{Folder, Library};

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
    tool_pages: Arc<Pages>,
    prompt_pages: Arc<Pages>,
    resource_pages: Arc<Pages>,
    template_pages: Arc<Pages>,
    skill_pages: Arc<Pages>,
    skills: Arc<Library>,
    /// The folders of skills, by their URIs.
    folders: HashMap<String, Arc<Pages>>,
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
        let files = goods.skills.files().iter().cloned();
        let resources = Shelf::new(goods.resources.into_iter().chain(files).collect());
        Self {
            capabilities: Capabilities {
                completions: declared.completions || completes(&prompts, &resources),
                tasks: declared.tasks || has_tasks(&tools),
                ..declared
            },
            has_header_params: tools.entries().iter().any(mirrors),
            templates: templates(&resources),
            tool_pages: tool_pages(&tools, page_size, stamp).into(),
            prompt_pages: prompt_pages(&prompts, page_size, stamp).into(),
            resource_pages: resource_pages(&resources, page_size, stamp).into(),
            template_pages: template_pages(&resources, page_size, stamp).into(),
            skill_pages: skill_pages(goods.skills.skills(), page_size, stamp).into(),
            folders: folders(goods.skills.folders(), page_size, stamp),
            skills: goods.skills,
            tools,
            prompts,
            resources,
        }
    }

    /// What clients are told that there is.
    pub(crate) const fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    pub(crate) fn tool(&self, name: &str) -> Option<&Prepared> {
        self.tools.find(name)
    }

    /// The arguments of a tool that a client repeats in headers.
    pub(crate) fn header_params(&self, tool: &str) -> &[HeaderParam] {
        // Hardly any server has one.
        let tool = self.has_header_params.then(|| self.tool(tool)).flatten();
        tool.map_or(&[], Prepared::header_params)
    }

    pub(crate) fn prompt(&self, name: &str) -> Option<&Prompt> {
        self.prompts.find(name)
    }

    /// The resource of a URI, or else the template that it fits best, with what it finds in it.
    pub(crate) fn resource<'u>(&self, uri: &'u str) -> Option<(&Resource, Variables<'u>)> {
        let fixed = self.resources.find(uri);
        match fixed.filter(|resource| resource.template().is_none()) {
            Some(resource) => Some((resource, Variables::new())),
            None => self
                .templates()
                .find_map(|template| Some((template, template.matches(uri)?))),
        }
    }

    /// What is meant by a template as it is written, or by a URI.
    pub(crate) fn referenced(&self, uri: &str) -> Option<&Resource> {
        let written = self.resources.find(uri);
        written.or_else(|| self.resource(uri).map(|(resource, _)| resource))
    }

    /// The skill whose `SKILL.md` is at a URI.
    pub(crate) fn skill(&self, uri: &str) -> Option<&Arc<SkillDefinition>> {
        self.skills.skill(uri)
    }

    /// What lies in the folder of skills at a URI.
    pub(crate) fn folder(&self, uri: &str) -> Option<&Arc<Pages>> {
        self.folders.get(uri)
    }

    fn templates(&self) -> impl Iterator<Item = &Resource> {
        let entries = self.resources.entries();
        let templates = self.templates.iter();
        templates.map(|place| &*entries[*place].thing)
    }

    /// The names that are listed.
    pub(crate) fn listed_tools(&self) -> impl Iterator<Item = &str> {
        self.tools.listed().map(Good::key)
    }

    /// The names that are listed.
    pub(crate) fn listed_prompts(&self) -> impl Iterator<Item = &str> {
        self.prompts.listed().map(Good::key)
    }

    /// What clients are known to stumble over.
    pub(crate) fn lints(&self) -> impl Iterator<Item = Lint> {
        let tools = self.tools.entries().iter();
        tools.flat_map(|entry| entry.thing.lints())
    }

    /// All that is offered, for another catalogue to begin with.
    pub(super) fn goods(&self) -> Goods {
        Goods {
            tools: self.tools.entries().to_vec(),
            prompts: self.prompts.entries().to_vec(),
            resources: self.own_resources().to_vec(),
            skills: Arc::clone(&self.skills),
        }
    }

    /// Those that are no files of skills.
    fn own_resources(&self) -> &[Entry<Resource>] {
        let entries = self.resources.entries();
        &entries[..entries.len() - self.skills.files().len()]
    }

    /// A list.
    pub(crate) const fn pages(&self, kind: Kind) -> &Arc<Pages> {
        match kind {
            Kind::Tools => &self.tool_pages,
            Kind::Prompts => &self.prompt_pages,
            Kind::Resources => &self.resource_pages,
            Kind::Templates => &self.template_pages,
            Kind::Skills => &self.skill_pages,
        }
    }

    /// The URIs of the files of skills that the other one does not have with the same content.
    pub(super) fn files_beyond<'c>(&'c self, other: &Self) -> Vec<&'c str> {
        match Arc::ptr_eq(&self.skills, &other.skills) {
            true => Vec::new(),
            false => self.skills.beyond(&other.skills),
        }
    }

    /// Whether a client sees the same list.
    pub(super) fn lists_alike(&self, other: &Self, kind: Kind) -> bool {
        self.pages(kind) == other.pages(kind)
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

fn skill_pages(skills: &[Arc<SkillDefinition>], page_size: usize, stamp: &Stamp) -> Pages {
    let listed: Vec<&SkillDefinition> = skills.iter().map(|skill| &**skill).collect();
    Pages::new(
        Kind::Skills.letter(),
        &listed,
        page_size,
        |skill| &skill.uri,
        |revision, page, next, out| {
            wire::write_skills_page(revision, stamp, page, next, CACHING, out);
        },
    )
}

fn folders(folders: &[Folder], page_size: usize, stamp: &Stamp) -> HashMap<String, Arc<Pages>> {
    let pages = |folder: &Folder| {
        let children: Vec<&ResourceDefinition> = folder.children.iter().collect();
        Pages::new(
            FOLDER,
            &children,
            page_size,
            |child| &child.uri,
            |revision, page, next, out| {
                wire::write_directory_page(revision, stamp, page, next, out);
            },
        )
    };
    let folders = folders.iter();
    folders
        .map(|folder| (folder.uri.clone(), Arc::new(pages(folder))))
        .collect()
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
    let template = |place: &usize| entries[*place].thing.template();
    let mut templates: Vec<usize> = (0..entries.len())
        .filter(|place| template(place).is_some())
        .collect();
    templates.sort_by(|one, other| match (template(one), template(other)) {
        (Some(one), Some(other)) => one.by_specificity(other),
        _ => std::cmp::Ordering::Equal,
    });
    templates
}

fn tool_pages(tools: &Shelf<Prepared>, page_size: usize, stamp: &Stamp) -> Pages {
    let listed: Vec<_> = tools.listed().map(Prepared::definition).collect();
    Pages::new(
        Kind::Tools.letter(),
        &listed,
        page_size,
        |tool| &tool.name,
        |revision, page, next, out| {
            wire::write_tools_page(revision, stamp, page, next, CACHING, out);
        },
    )
}

fn prompt_pages(prompts: &Shelf<Prompt>, page_size: usize, stamp: &Stamp) -> Pages {
    let listed: Vec<_> = prompts.listed().map(Prompt::definition).collect();
    Pages::new(
        Kind::Prompts.letter(),
        &listed,
        page_size,
        |prompt| &prompt.name,
        |revision, page, next, out| {
            wire::write_prompts_page(revision, stamp, page, next, CACHING, out);
        },
    )
}

fn resource_pages(resources: &Shelf<Resource>, page_size: usize, stamp: &Stamp) -> Pages {
    let fixed = |resource| match Resource::listing(resource) {
        Listing::Resource(definition) => Some(definition),
        Listing::Template(_) => None,
    };
    let listed: Vec<&ResourceDefinition> = resources.listed().filter_map(fixed).collect();
    Pages::new(
        Kind::Resources.letter(),
        &listed,
        page_size,
        |resource| &resource.uri,
        |revision, page, next, out| {
            wire::write_resources_page(revision, stamp, page, next, CACHING, out);
        },
    )
}

fn template_pages(resources: &Shelf<Resource>, page_size: usize, stamp: &Stamp) -> Pages {
    let template = |resource| match Resource::listing(resource) {
        Listing::Template(definition) => Some(definition),
        Listing::Resource(_) => None,
    };
    let listed: Vec<&ResourceTemplateDefinition> =
        resources.listed().filter_map(template).collect();
    Pages::new(
        Kind::Templates.letter(),
        &listed,
        page_size,
        |template| &template.uri_template,
        |revision, page, next, out| {
            wire::write_templates_page(revision, stamp, page, next, CACHING, out);
        },
    )
}
