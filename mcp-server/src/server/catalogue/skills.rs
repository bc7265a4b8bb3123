//! Skills and their folders, as somebody sees them: a skill is there for whoever its files are
//! there for, and a folder for whoever anything in it is.

use std::sync::Arc;

use mcp_core::model::SkillDefinition;
use mcp_core::peer::Viewer;
use mcp_core::wire::{CacheScope, Caching};

use super::list::List;
use super::pages::{FOLDER, Style};
use super::written::{InFolder, OfSkills};
use super::{CACHING, Catalogue, Found, Kind, Pages};
use crate::server::skills::Library;

/// The skills of a catalogue.
pub(super) struct Skills {
    library: Arc<Library>,
    /// All of them.
    list: List,
    /// All that lies in each folder of the library.
    folders: Vec<Arc<Pages>>,
    /// Some are not there for everybody: then who asks gets pages of their own.
    guarded: bool,
}

impl Skills {
    pub(super) fn new(library: Arc<Library>, style: &Style) -> Self {
        let mut files = library.files().iter();
        let guarded = files.any(|file| !file.thing.gate().is_open());
        let style = match guarded {
            true => style.private(),
            false => style.clone(),
        };
        let mut folders = Vec::new();
        for (place, folder) in library.folders().iter().enumerate() {
            let things = Arc::new(InFolder(Arc::clone(&library), place));
            let all = (0..folder.children.len()).collect();
            let pages = Pages::new(FOLDER, things, all, style.clone());
            pages.render();
            folders.push(Arc::new(pages));
        }
        let things = Arc::new(OfSkills(Arc::clone(&library)));
        let all = (0..library.skills().len()).collect();
        let list = Pages::new(Kind::Skills.letter(), things, all, style);
        Self {
            list: List::for_all(list),
            library,
            folders,
            guarded,
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

    /// The URI of a file, or of all files in a folder, to any depth.
    fn files_at<'s>(&'s self, uri: &'s str, files: &mut Vec<&'s str>) {
        let Some(folder) = self.library.folder(uri) else {
            return files.push(uri);
        };
        for child in &self.library.folders()[folder].children {
            self.files_at(&child.uri, files);
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
        let (skills, sees) = (self.skills.library.skills(), self.sees(viewer));
        let whole = self.skills.list.whole();
        let mut seen = Vec::new();
        for place in whole.places() {
            if sees(&skills[*place].uri) {
                seen.push(*place);
            }
        }
        Arc::new(whole.only(seen))
    }

    /// What lies in the folder of skills at a URI.
    pub(crate) fn folder(&self, uri: &str, viewer: &Viewer<'_>) -> Found<Arc<Pages>> {
        let library = &self.skills.library;
        let Some(place) = library.folder(uri) else {
            return Ok(None);
        };
        let all = &self.skills.folders[place];
        if !self.skills.guarded {
            return Ok(Some(Arc::clone(all)));
        }
        let folder = &library.folders()[place];
        let sees = self.sees(viewer);
        let (mut files, mut seen) = (Vec::new(), Vec::new());
        for (place, child) in folder.children.iter().enumerate() {
            files.clear();
            self.skills.files_at(&child.uri, &mut files);
            if files.iter().any(|file| sees(file)) {
                seen.push(place);
            }
        }
        if seen.is_empty() {
            files.clear();
            self.skills.files_at(&folder.uri, &mut files);
            for file in files {
                self.resources.find(file, viewer)?;
            }
            return Ok(None);
        }
        Ok(Some(Arc::new(all.only(seen))))
    }

    /// Tells of files whether somebody sees them; each gate is asked once.
    fn sees(&self, viewer: &Viewer<'_>) -> impl Fn(&str) -> bool {
        let gates = self.resources.index().gates();
        let passed = gates.passed(&gates.all(), viewer);
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
