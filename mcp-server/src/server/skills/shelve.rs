//! Files become skills: they are checked and measured, and their folders drawn up.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use mcp_core::model::{ResourceDefinition, SkillDefinition, SkillFile};
use mcp_core::{Contents, Resource};
use sha2::{Digest as _, Sha256};

use super::files::{File, SKILL};
use super::front_matter::FrontMatter;
use super::library::Folder;
use super::names::{media_type, split, uri};
use super::{Library, Skills};
use crate::server::catalogue::Entry;
use crate::server::error::Fault;

impl Skills {
    /// Makes them ready to be served, as far as nothing is wrong with them.
    pub(in crate::server) fn shelve(mut self, faults: &mut Vec<Fault>) -> Library {
        let mut said = std::mem::take(&mut self.faults);
        let heads = self.heads(&mut said);
        self.check_places(&heads, &mut said);
        let fault = |(file, text)| Fault::Skill { file, text };
        faults.extend(said.into_iter().map(fault));
        let definitions: BTreeMap<&str, ResourceDefinition> = self
            .files
            .iter()
            .map(|(path, file)| (&**path, definition(path, file, heads.get(path))))
            .collect();
        let files = self.files.iter().map(|(path, file)| Entry {
            hidden: !heads.contains_key(path),
            thing: Arc::new(resource(definitions[&**path].clone(), file)),
        });
        Library {
            skills: self.definitions(&heads),
            files: files.collect(),
            folders: folders(&definitions),
        }
    }

    /// Each skill's front matter, by the path of its `SKILL.md`.
    fn heads(&self, faults: &mut Vec<(String, String)>) -> BTreeMap<String, FrontMatter> {
        let mut heads = BTreeMap::new();
        let mut names = HashMap::new();
        for (path, file) in &self.files {
            let (folder, SKILL) = split(path) else {
                continue;
            };
            let mut fault = |text: String| faults.push((file.place.clone(), text));
            let Some(folder) = folder else {
                fault("put it into a folder that is called as its `name`".to_owned());
                continue;
            };
            let head = match FrontMatter::read(&file.contents) {
                Ok(head) => head,
                Err(texts) => {
                    texts.into_iter().for_each(fault);
                    continue;
                }
            };
            let (_, called) = split(folder);
            if called != head.name {
                fault(format!(
                    "its `name` is `{}` and its folder is `{called}`; call both the same",
                    head.name
                ));
            }
            if let Some(first) = names.insert(head.name.clone(), &file.place) {
                fault(format!(
                    "`{first}` has the same `name`, `{}`; call one of them something else",
                    head.name
                ));
            }
            self.excess(folder).into_iter().for_each(&mut fault);
            if let Some(odd) = self.odd(folder) {
                fault(format!(
                    "`{}` belongs to it and is not there for the same callers: give all files of a \
                     skill the same `scope` and `visible_when`",
                    odd.place
                ));
            }
            heads.insert(path.clone(), head);
        }
        heads
    }

    /// Each file belongs to a skill, and is no folder as well.
    fn check_places(
        &self,
        heads: &BTreeMap<String, FrontMatter>,
        faults: &mut Vec<(String, String)>,
    ) {
        for (path, file) in &self.files {
            let mut fault = |text: &str| faults.push((file.place.clone(), text.to_owned()));
            if self.within(path).next().is_some() {
                fault("a file cannot be a folder too; take another path for what is in it");
            }
            let mut folders = std::iter::successors(split(path).0, |folder| split(folder).0);
            let is_skill = |folder: &str| self.files.contains_key(&format!("{folder}/{SKILL}"));
            if !heads.contains_key(path) && path != SKILL && !folders.any(is_skill) {
                fault("it belongs to no skill: put a `SKILL.md` beside it, or leave it out");
            }
        }
    }

    fn definitions(&self, heads: &BTreeMap<String, FrontMatter>) -> Vec<Arc<SkillDefinition>> {
        let measured = |(path, file): (&String, &File)| SkillFile {
            uri: uri(path),
            digest: Sha256::digest(&file.contents).into(),
            size: file.contents.len() as u64,
        };
        let definition = |(path, head): (&String, &FrontMatter)| {
            let mut skill = SkillDefinition::new(uri(path), head.json.clone());
            let folder = split(path).0.unwrap_or_default();
            skill.files = self.within(folder).map(measured).collect();
            Arc::new(skill)
        };
        let mut skills: Vec<_> = heads.iter().map(definition).collect();
        skills.sort_by(|one, other| one.uri.cmp(&other.uri));
        skills
    }
}

/// What a list says of a file (`extensions/skills#resource-metadata`).
fn definition(path: &str, file: &File, head: Option<&FrontMatter>) -> ResourceDefinition {
    let name = head.map_or(split(path).1, |head| &head.name);
    let mut definition = ResourceDefinition::new(uri(path), name.to_owned());
    definition.description = head.map(|head| head.description.clone().into());
    let is_text = std::str::from_utf8(&file.contents).is_ok();
    definition.mime_type = Some(media_type(path, is_text).into());
    definition.size = Some(file.contents.len() as u64);
    definition
}

fn resource(definition: ResourceDefinition, file: &File) -> Resource {
    let contents = file.contents.clone();
    let mut resource = Resource::new(definition, move || match std::str::from_utf8(&contents) {
        Ok(text) => Contents::text(text),
        Err(_) => Contents::bytes(&contents),
    });
    resource.add_gate(&file.gate);
    let states = file.states.iter();
    states.for_each(|state| resource.add_state(state));
    resource
}

/// Every folder on the way to a file, with what lies in it directly.
fn folders(files: &BTreeMap<&str, ResourceDefinition>) -> Vec<Folder> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, ResourceDefinition>> = BTreeMap::new();
    for (path, file) in files {
        let (mut parent, mut name) = split(path);
        let mut child = file.clone();
        while let Some(folder) = parent {
            folders
                .entry(folder)
                .or_default()
                .entry(name)
                .or_insert(child);
            (parent, name) = split(folder);
            child = ResourceDefinition::new(uri(folder), name.to_owned());
            child.mime_type = Some("inode/directory".into());
        }
    }
    let folder = |(path, children): (&str, BTreeMap<_, _>)| Folder {
        uri: uri(path),
        children: children.into_values().collect(),
    };
    let mut folders: Vec<_> = folders.into_iter().map(folder).collect();
    folders.sort_by(|one, other| one.uri.cmp(&other.uri));
    folders
}
