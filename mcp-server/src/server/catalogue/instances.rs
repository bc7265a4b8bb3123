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
        let mut templates = Vec::new();
        for place in resources.index().listed() {
            if resources.entries()[*place].thing.lists() {
                templates.push(*place);
            }
        }
        Self {
            templates,
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
        let mut templates = Vec::new();
        for place in &self.instances.templates {
            if matches!(self.resources.enter(*place, viewer), Ok(Some(_))) {
                templates.push(Arc::clone(&self.resources.entries()[*place].thing));
            }
        }
        templates
    }

    /// The page of a cursor, or the first: what is always listed, and then what templates listed, as
    /// far as it is there for somebody.
    ///
    /// A cursor is the resource behind which a page begins. What comes or goes elsewhere meanwhile
    /// does it no harm.
    pub(crate) fn put(
        &self,
        instances: Vec<ResourceDefinition>,
        cursor: Option<&str>,
        viewer: &Viewer<'_>,
    ) -> Result<Put, Lost> {
        let most = self.instances.page_size;
        let mut page = Filling {
            known: HashSet::new(),
            behind: cursor.map(marked).transpose()?,
            resources: Vec::new(),
            most,
        };
        for place in self.resources.index().seen_by(viewer) {
            if let Listing::Resource(always) = self.resources.entries()[place].thing.listing()
                && page.takes(&always.uri, || true)
            {
                page.resources.push(always.clone());
            }
        }
        for instance in instances {
            if page.takes(&instance.uri, || self.is_readable(&instance.uri, viewer)) {
                page.resources.push(instance);
            }
        }
        page.end()
    }

    /// Whether somebody may read what a template listed: something more specific may stand there,
    /// behind a gate of its own.
    fn is_readable(&self, uri: &str, viewer: &Viewer<'_>) -> bool {
        self.has_open_resources() || matches!(self.resource(uri, viewer), Ok(Some(_)))
    }

    /// Whether the same templates list what fits them.
    pub(super) fn lists_instances_alike(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.instances.templates, &other.instances.templates);
        let thing = |catalogue: &Self, place: usize| -> *const Resource {
            Arc::as_ptr(&catalogue.resources.entries()[place].thing)
        };
        let same = |(one, theirs): (&usize, &usize)| thing(self, *one) == thing(other, *theirs);
        ours.len() == theirs.len() && std::iter::zip(ours, theirs).all(same)
    }
}

/// A page in the making.
struct Filling {
    /// What was looked at already.
    known: HashSet<u64>,
    /// Behind what it begins, as long as that has not come.
    behind: Option<u64>,
    /// What is on it, and the first of the next one.
    resources: Vec<ResourceDefinition>,
    most: usize,
}

impl Filling {
    /// Whether there is a place on it for what is at a URI and comes next. What is not there for
    /// whoever asks is no place to begin behind either: a cursor can be made up of any URI.
    fn takes(&mut self, uri: &str, is_there: impl FnOnce() -> bool) -> bool {
        let mark = mark(uri);
        if self.resources.len() > self.most || !self.known.insert(mark) {
            return false;
        }
        match self.behind {
            Some(behind) if behind != mark => false,
            _ if !is_there() => false,
            behind => {
                self.behind = None;
                behind.is_none()
            }
        }
    }

    fn end(self) -> Result<Put, Lost> {
        if self.behind.is_some() {
            return Err(Lost::Stale);
        }
        let (mut resources, most) = (self.resources, self.most);
        let more = resources.len() > most;
        resources.truncate(most);
        let last = resources.last().filter(|_| more);
        let next =
            last.map(|last| format!("{}{:016x}+", Kind::Resources.letter(), mark(&last.uri)));
        Ok(Put { resources, next })
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
