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

    /// The URIs of the files that the other one does not have with the same content.
    pub(in crate::server) fn beyond<'l>(&'l self, other: &Self) -> Vec<&'l str> {
        let theirs = other.contents();
        let mut ours: Vec<&str> = self
            .contents()
            .into_iter()
            .filter(|(uri, digest)| theirs.get(uri) != Some(digest))
            .map(|(uri, _)| uri)
            .collect();
        ours.sort_unstable();
        ours
    }

    fn contents(&self) -> HashMap<&str, &[u8; 32]> {
        let files = self.skills.iter().flat_map(|skill| &skill.files);
        files.map(|file| (&*file.uri, &file.digest)).collect()
    }
}
