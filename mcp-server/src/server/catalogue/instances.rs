//! The list of resources where templates list what fits them: put together for each request, for
//! whoever asks.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use mcp_core::Resource;
use mcp_core::model::ResourceDefinition;
use mcp_core::peer::Viewer;
use mcp_core::resource::Listing;

use super::pages::lost;
use super::{Catalogue, Kind, Lost, Shelf};

/// The templates that list what fits them.
pub(super) struct Instances {
    /// Their places among the resources.
    templates: Vec<usize>,
    page_size: usize,
}

/// A page of the list.
#[derive(Debug)]
pub(crate) struct Put {
    pub(crate) resources: Vec<ResourceDefinition>,
    /// What leads to the next one.
    pub(crate) next: Option<String>,
}

impl Instances {
    pub(super) fn new(resources: &Shelf<Resource>, page_size: usize) -> Self {
        let listed = resources.listed();
        let templates = listed.filter(|(_, resource)| resource.lists());
        Self {
            templates: templates.map(|(place, _)| place).collect(),
            page_size,
        }
    }
}

impl Catalogue {
    /// Whether a list is written before anybody asks for it, or for all who see the same of it.
    pub(crate) const fn is_written(&self, kind: Kind) -> bool {
        match kind {
            Kind::Resources => self.instances.templates.is_empty(),
            Kind::Skills => !self.skills.is_guarded(),
            Kind::Tools | Kind::Prompts | Kind::Templates => true,
        }
    }

    /// The templates that list what fits them, as far as they are there for somebody.
    pub(crate) fn listing(&self, viewer: &Viewer<'_>) -> Vec<Arc<Resource>> {
        let templates = self.instances.templates.iter();
        let open = templates.filter(|place| {
            let found = self.resources.enter(**place, viewer);
            found.is_ok_and(|found| found.is_some())
        });
        open.map(|place| Arc::clone(&self.resources.entries()[*place].thing))
            .collect()
    }

    /// The page of a cursor, or the first: what is always listed, and then what templates listed, as
    /// far as it is there for somebody.
    ///
    /// A cursor is the resource behind which a page begins. What comes or goes elsewhere meanwhile
    /// does it no harm.
    pub(crate) fn put(
        &self,
        instances: impl Iterator<Item = ResourceDefinition>,
        cursor: Option<&str>,
        viewer: &Viewer<'_>,
    ) -> Result<Put, Lost> {
        let always = self.resources.seen_by(viewer);
        let always = always.filter_map(|resource| match resource.listing() {
            Listing::Resource(definition) => Some(definition.clone()),
            Listing::Template(_) => None,
        });
        let instances = instances.map(|instance| (false, instance));
        let mut known = HashSet::new();
        let all = always.map(|resource| (true, resource)).chain(instances);
        let mut all = all.filter_map(|(is_sure, resource)| {
            let mark = mark(&resource.uri);
            known.insert(mark).then_some((mark, is_sure, resource))
        });
        if let Some(cursor) = cursor {
            let mark = marked(cursor)?;
            let last = all.find(|(known, ..)| *known == mark);
            last.ok_or(Lost::Stale)?;
        }
        let most = self.instances.page_size;
        let all = all
            .filter(|(_, is_sure, resource)| *is_sure || self.is_readable(&resource.uri, viewer));
        let mut page: Vec<_> = all.take(most.saturating_add(1)).collect();
        let more = page.len() > most;
        page.truncate(most);
        let last = page.last().filter(|_| more);
        Ok(Put {
            next: last.map(|(mark, ..)| format!("{}{mark:016x}+", Kind::Resources.letter())),
            resources: page.into_iter().map(|(.., resource)| resource).collect(),
        })
    }

    /// Whether somebody may read what a template listed: something more specific may stand there,
    /// behind a gate of its own.
    fn is_readable(&self, uri: &str, viewer: &Viewer<'_>) -> bool {
        self.has_open_resources() || matches!(self.resource(uri, viewer), Ok(Some(_)))
    }

    /// Whether the same templates list what fits them.
    pub(super) fn lists_instances_alike(&self, other: &Self) -> bool {
        let things = |catalogue: &Self| -> Vec<*const Resource> {
            let entries = catalogue.resources.entries();
            let templates = catalogue.instances.templates.iter();
            templates
                .map(|place| Arc::as_ptr(&entries[*place].thing))
                .collect()
        };
        things(self) == things(other)
    }
}

/// What a cursor knows a resource by.
fn mark(uri: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    uri.hash(&mut hasher);
    hasher.finish()
}

fn marked(cursor: &str) -> Result<u64, Lost> {
    let letter = Kind::Resources.letter();
    let digits = cursor.strip_prefix(letter);
    let digits = digits.and_then(|rest| rest.strip_suffix('+'));
    let digits = digits.filter(|digits| {
        digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    });
    let mark = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
    mark.ok_or_else(|| lost(cursor, letter))
}
