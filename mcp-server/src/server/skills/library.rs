//! Skills that are ready to be served.

use std::collections::HashMap;
use std::sync::Arc;

use mcp_core::Resource;
use mcp_core::model::{ResourceDefinition, SkillDefinition};

use crate::server::catalogue::Entry;

/// All skills of a server at one time.
#[derive(Default)]
pub(in crate::server) struct Library {
    /// In the order of their URIs.
    pub(super) skills: Vec<Arc<SkillDefinition>>,
    /// Their files; only each `SKILL.md` is listed.
    pub(super) files: Vec<Entry<Resource>>,
    /// In the order of their URIs.
    pub(super) folders: Vec<Folder>,
}

/// A folder of a skill, or one that skills lie in.
pub(in crate::server) struct Folder {
    pub(in crate::server) uri: String,
    /// What lies in it directly.
    pub(in crate::server) children: Vec<ResourceDefinition>,
}

impl Library {
    pub(in crate::server) fn skills(&self) -> &[Arc<SkillDefinition>] {
        &self.skills
    }

    /// The skill whose `SKILL.md` is at a URI.
    pub(in crate::server) fn skill(&self, uri: &str) -> Option<&Arc<SkillDefinition>> {
        let place = self.skills.binary_search_by(|skill| (*skill.uri).cmp(uri));
        place.ok().map(|place| &self.skills[place])
    }

    pub(in crate::server) fn files(&self) -> &[Entry<Resource>] {
        &self.files
    }

    pub(in crate::server) fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// The place of the folder at a URI.
    pub(in crate::server) fn folder(&self, uri: &str) -> Option<usize> {
        let place = self
            .folders
            .binary_search_by(|folder| (*folder.uri).cmp(uri));
        place.ok()
    }

    /// The URIs of the files that the other one does not have with the same content, each once.
    pub(in crate::server) fn beyond<'l>(&'l self, other: &'l Self) -> Vec<&'l str> {
        let (mut known, mut beyond) = (HashMap::new(), Vec::new());
        for file in other.skills.iter().flat_map(|skill| &skill.files) {
            known.insert(&*file.uri, &file.digest);
        }
        for file in self.skills.iter().flat_map(|skill| &skill.files) {
            if known.insert(&file.uri, &file.digest) != Some(&file.digest) {
                beyond.push(&*file.uri);
            }
        }
        beyond
    }
}
