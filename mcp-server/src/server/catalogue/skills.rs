//! Skills and their folders, as somebody sees them: a skill is there for whoever its files are
//! there for, and a folder for whoever anything in it is.

use std::collections::HashMap;
use std::sync::Arc;

use mcp_core::model::SkillDefinition;
use mcp_core::peer::Viewer;
use mcp_core::wire::{CacheScope, Caching, Stamp};

use super::list::List;
use super::{CACHING, Catalogue, Found, Pages, written};
use crate::server::skills::{Folder, Library};

/// The skills of a catalogue.
pub(super) struct Skills {
    library: Arc<Library>,
    /// All of them.
    list: List,
    /// The folders by their URIs: the place of each in the library, and all that lies in it.
    folders: HashMap<String, (usize, Arc<Pages>)>,
    /// Some are not there for everybody: then who asks gets pages of their own.
    guarded: bool,
    page_size: usize,
    stamp: Stamp,
}

impl Skills {
    pub(super) fn new(library: Arc<Library>, page_size: usize, stamp: &Stamp) -> Self {
        let all = (0..library.skills().len()).collect();
        let list = written::skills(&library, all, page_size, stamp, CACHING);
        let folders = library.folders().iter().enumerate();
        let folders = folders.map(|(place, folder)| {
            let all = (0..folder.children.len()).collect();
            let pages = written::folder(&library, place, all, page_size, stamp);
            pages.render();
            (folder.uri.clone(), (place, Arc::new(pages)))
        });
        let folders = folders.collect();
        let mut files = library.files().iter();
        Self {
            guarded: files.any(|file| !file.thing.gate().is_open()),
            list: List::for_all(list),
            folders,
            page_size,
            stamp: stamp.clone(),
            library,
        }
    }

    pub(super) const fn library(&self) -> &Arc<Library> {
        &self.library
    }

    pub(super) const fn list(&self) -> &List {
        &self.list
    }

    pub(super) const fn is_guarded(&self) -> bool {
        self.guarded
    }

    /// The URIs of the files in a folder, to any depth.
    fn below<'s>(&'s self, folder: &'s Folder, files: &mut Vec<&'s str>) {
        for child in &folder.children {
            match self.folders.get(&*child.uri) {
                Some((place, _)) => self.below(&self.library.folders()[*place], files),
                None => files.push(&child.uri),
            }
        }
    }
}

impl Catalogue {
    /// The skill whose `SKILL.md` is at a URI, and how it may be kept.
    pub(crate) fn skill(
        &self,
        uri: &str,
        viewer: &Viewer<'_>,
    ) -> Found<(&Arc<SkillDefinition>, Caching)> {
        let Some(skill) = self.skills.library.skill(uri) else {
            return Ok(None);
        };
        let file = self.resources.find(uri, viewer)?;
        Ok(file.map(|file| (skill, caching(!file.gate().is_open()))))
    }

    /// The list of skills where it is not the same for everybody.
    pub(crate) fn skill_pages(&self, viewer: &Viewer<'_>) -> Arc<Pages> {
        let library = &self.skills.library;
        let sees = self.sees(viewer);
        let skills = library.skills().iter().enumerate();
        let seen = skills.filter(|(_, skill)| sees(&skill.uri));
        let seen = seen.map(|(place, _)| place).collect();
        let (page_size, stamp) = (self.skills.page_size, &self.skills.stamp);
        Arc::new(written::skills(
            library,
            seen,
            page_size,
            stamp,
            caching(true),
        ))
    }

    /// What lies in the folder of skills at a URI.
    pub(crate) fn folder(&self, uri: &str, viewer: &Viewer<'_>) -> Found<Arc<Pages>> {
        let Some((place, all)) = self.skills.folders.get(uri) else {
            return Ok(None);
        };
        if !self.skills.guarded {
            return Ok(Some(Arc::clone(all)));
        }
        let library = &self.skills.library;
        let folder = &library.folders()[*place];
        let sees = self.sees(viewer);
        let mut files = Vec::new();
        let children = folder.children.iter().enumerate().filter(|(_, child)| {
            files.clear();
            match self.skills.folders.get(&*child.uri) {
                Some((place, _)) => self.skills.below(&library.folders()[*place], &mut files),
                None => files.push(&child.uri),
            }
            files.iter().any(|file| sees(file))
        });
        let seen: Vec<usize> = children.map(|(place, _)| place).collect();
        if seen.is_empty() {
            files.clear();
            self.skills.below(folder, &mut files);
            for file in files {
                self.resources.find(file, viewer)?;
            }
            return Ok(None);
        }
        let (page_size, stamp) = (self.skills.page_size, &self.skills.stamp);
        let pages = written::folder(library, *place, seen, page_size, stamp);
        Ok(Some(Arc::new(pages)))
    }

    /// Tells of files whether somebody sees them; each gate is asked once.
    fn sees(&self, viewer: &Viewer<'_>) -> impl Fn(&str) -> bool {
        let gates = self.resources.gates();
        let passed = gates.passed(gates.numbers(), viewer);
        move |uri| {
            let place = self.resources.place(uri);
            place.is_some_and(|place| passed.has(gates.number(place)))
        }
    }
}

/// What is not there for everybody is the same only for those who may see the same.
const fn caching(guarded: bool) -> Caching {
    match guarded {
        true => Caching {
            scope: CacheScope::Private,
            ..CACHING
        },
        false => CACHING,
    }
}
