//! How each list is written.

use std::sync::Arc;

use mcp_core::model::{
    PromptDefinition, ResourceDefinition, ResourceTemplateDefinition, SkillDefinition,
    ToolDefinition,
};
use mcp_core::resource::Listing;
use mcp_core::tool::Prepared;
use mcp_core::wire::{self, Caching, Stamp};
use mcp_core::{Prompt, Resource};

use super::list::Form;
use super::pages::{Cursors, FOLDER};
use super::{Kind, Pages};
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

/// A list of some of the skills, by their places.
pub(super) fn skills(
    library: &Arc<Library>,
    seen: Vec<usize>,
    page_size: usize,
    stamp: &Stamp,
    caching: Caching,
) -> Pages {
    let keys = seen.iter().map(|place| &*library.skills()[*place].uri);
    let cursors = Cursors::new(Kind::Skills.letter(), page_size, keys);
    let (library, stamp) = (Arc::clone(library), stamp.clone());
    Pages::new(cursors, move |revision, range, next, out| {
        let page = seen[range].iter();
        let page: Vec<&SkillDefinition> = page.map(|place| &*library.skills()[*place]).collect();
        wire::write_skills_page(revision, &stamp, &page, next, caching, out);
    })
}

/// Some of what lies in a folder of skills, by their places.
pub(super) fn folder(
    library: &Arc<Library>,
    place: usize,
    seen: Vec<usize>,
    page_size: usize,
    stamp: &Stamp,
) -> Pages {
    let children = &library.folders()[place].children;
    let keys = seen.iter().map(|place| &*children[*place].uri);
    let cursors = Cursors::new(FOLDER, page_size, keys);
    let (library, stamp) = (Arc::clone(library), stamp.clone());
    Pages::new(cursors, move |revision, range, next, out| {
        let children = &library.folders()[place].children;
        let page = seen[range].iter();
        let page: Vec<&ResourceDefinition> = page.map(|place| &children[*place]).collect();
        wire::write_directory_page(revision, &stamp, &page, next, out);
    })
}
