//! How each list is written.

use std::collections::HashMap;
use std::sync::Arc;

use mcp_core::model::{
    PromptDefinition, ResourceDefinition, ResourceTemplateDefinition, SkillDefinition,
    ToolDefinition,
};
use mcp_core::resource::Listing;
use mcp_core::tool::Prepared;
use mcp_core::wire::{self, Stamp};
use mcp_core::{Prompt, Resource};

use super::list::{Form, List};
use super::pages::{Cursors, FOLDER};
use super::{CACHING, Kind, Pages};
use crate::server::skills::Library;

pub(super) static TOOLS: Form<Prepared, ToolDefinition> = Form {
    kind: Kind::Tools,
    definition: |tool| Some(tool.definition()),
    key: |tool| &tool.name,
    write: wire::write_tools_page,
};

pub(super) static PROMPTS: Form<Prompt, PromptDefinition> = Form {
    kind: Kind::Prompts,
    definition: |prompt| Some(prompt.definition()),
    key: |prompt| &prompt.name,
    write: wire::write_prompts_page,
};

pub(super) static RESOURCES: Form<Resource, ResourceDefinition> = Form {
    kind: Kind::Resources,
    definition: |resource| match resource.listing() {
        Listing::Resource(definition) => Some(definition),
        Listing::Template(_) => None,
    },
    key: |resource| &resource.uri,
    write: wire::write_resources_page,
};

pub(super) static TEMPLATES: Form<Resource, ResourceTemplateDefinition> = Form {
    kind: Kind::Templates,
    definition: |resource| match resource.listing() {
        Listing::Template(definition) => Some(definition),
        Listing::Resource(_) => None,
    },
    key: |template| &template.uri_template,
    write: wire::write_templates_page,
};

/// The list of skills, which everybody sees.
pub(super) fn skills(library: &Arc<Library>, page_size: usize, stamp: &Stamp) -> List {
    let keys = library.skills().iter().map(|skill| &*skill.uri);
    let cursors = Cursors::new(Kind::Skills.letter(), page_size, keys);
    let (library, stamp) = (Arc::clone(library), stamp.clone());
    List::for_all(Pages::new(cursors, move |revision, range, next, out| {
        let page = library.skills()[range].iter();
        let page: Vec<&SkillDefinition> = page.map(|skill| &**skill).collect();
        wire::write_skills_page(revision, &stamp, &page, next, CACHING, out);
    }))
}

/// What lies in each folder of skills, by its URI.
pub(super) fn folders(
    library: &Arc<Library>,
    page_size: usize,
    stamp: &Stamp,
) -> HashMap<String, Arc<Pages>> {
    let folders = library.folders().iter().enumerate();
    let pages = folders.map(|(place, folder)| {
        let keys = folder.children.iter().map(|child| &*child.uri);
        let cursors = Cursors::new(FOLDER, page_size, keys);
        let (library, stamp) = (Arc::clone(library), stamp.clone());
        let pages = Pages::new(cursors, move |revision, range, next, out| {
            let page = library.folders()[place].children[range].iter();
            let page: Vec<&ResourceDefinition> = page.collect();
            wire::write_directory_page(revision, &stamp, &page, next, out);
        });
        pages.render();
        (folder.uri.clone(), Arc::new(pages))
    });
    pages.collect()
}
