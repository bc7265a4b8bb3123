//! How each list is written.

use std::sync::Arc;

use mcp_core::model::{
    PromptDefinition, ResourceDefinition, ResourceTemplateDefinition, SkillDefinition,
    ToolDefinition,
};
use mcp_core::resource::Listing;
use mcp_core::tool::Prepared;
use mcp_core::wire::{self, Caching, Stamp};
use mcp_core::{Prompt, Resource, Revision};

use super::pages::{Style, Things};
use super::{Entry, Good, Kind, Shelf};
use crate::server::skills::Library;

/// What makes a list of things.
pub(super) struct Form<T, D: 'static> {
    pub(super) kind: Kind,
    /// What a client learns of a thing; none where that stands in another list.
    pub(super) definition: fn(&T) -> Option<&D>,
    pub(super) key: fn(&D) -> &str,
    pub(super) write: Write<D>,
}

/// Appends a page of some definitions, given what follows it.
type Write<D> = fn(Revision, &Stamp, &[&D], Option<&str>, Caching, &mut Vec<u8>);

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

impl<T, D> Form<T, D>
where
    T: Send + Sync + 'static,
{
    /// What lists of this form are made of, on a shelf.
    pub(super) fn things(&'static self, shelf: &Shelf<T>) -> Arc<dyn Things>
    where
        T: Good,
    {
        Arc::new(OnShelf {
            form: self,
            entries: Arc::clone(shelf.entries()),
        })
    }
}

/// Things on a shelf.
struct OnShelf<T: 'static, D: 'static> {
    form: &'static Form<T, D>,
    entries: Arc<[Entry<T>]>,
}

impl<T, D> OnShelf<T, D> {
    fn definition(&self, place: usize) -> Option<&D> {
        (self.form.definition)(&self.entries[place].thing)
    }
}

impl<T: Send + Sync, D> Things for OnShelf<T, D> {
    fn key(&self, place: usize) -> Option<&str> {
        self.definition(place).map(self.form.key)
    }

    fn write(
        &self,
        revision: Revision,
        style: &Style,
        places: &[usize],
        next: Option<&str>,
        out: &mut Vec<u8>,
    ) {
        let mut page = Vec::new();
        for place in places {
            if let Some(definition) = self.definition(*place) {
                page.push(definition);
            }
        }
        let Style { stamp, caching, .. } = style;
        (self.form.write)(revision, stamp, &page, next, *caching, out);
    }
}

/// Skills, in their order.
pub(super) struct OfSkills(pub(super) Arc<Library>);

impl Things for OfSkills {
    fn key(&self, place: usize) -> Option<&str> {
        Some(&self.0.skills()[place].uri)
    }

    fn write(
        &self,
        revision: Revision,
        style: &Style,
        places: &[usize],
        next: Option<&str>,
        out: &mut Vec<u8>,
    ) {
        let mut page: Vec<&SkillDefinition> = Vec::new();
        for place in places {
            page.push(&self.0.skills()[*place]);
        }
        wire::write_skills_page(revision, &style.stamp, &page, next, style.caching, out);
    }
}

/// What lies in a folder of skills, which is at this place.
pub(super) struct InFolder(pub(super) Arc<Library>, pub(super) usize);

impl Things for InFolder {
    fn key(&self, place: usize) -> Option<&str> {
        Some(&self.0.folders()[self.1].children[place].uri)
    }

    fn write(
        &self,
        revision: Revision,
        style: &Style,
        places: &[usize],
        next: Option<&str>,
        out: &mut Vec<u8>,
    ) {
        let mut page: Vec<&ResourceDefinition> = Vec::new();
        for place in places {
            page.push(&self.0.folders()[self.1].children[*place]);
        }
        wire::write_directory_page(revision, &style.stamp, &page, next, out);
    }
}
