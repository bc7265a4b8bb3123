//! Skills on a disk.

use std::fs::{self, File as OnDisk, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Skills;
use super::files::{File, MOST_BYTES, SKILL};

/// The skills of a folder.
pub(super) fn read(root: &Path) -> io::Result<Skills> {
    let real = fs::canonicalize(root).map_err(|error| at(root, &error))?;
    let name = real.file_name().and_then(|name| name.to_str());
    let mut walk = Walk {
        root: real.clone(),
        skills: Skills::new(),
    };
    let itself = real.join(SKILL).is_file();
    let path = name.filter(|_| itself).unwrap_or_default();
    walk.folder(root, path, None)?;
    if walk.skills.is_empty() {
        tracing::warn!(
            "there is no skill in `{}`: one is a folder with a `{SKILL}`",
            root.display()
        );
    }
    Ok(walk.skills)
}

struct Walk {
    /// Without any links.
    root: PathBuf,
    skills: Skills,
}

/// What lies in a folder.
struct Child {
    /// Where it is.
    place: PathBuf,
    name: String,
    is_link: bool,
}

impl Walk {
    /// Reads a folder that goes by `path`; `skill` is the outermost that it belongs to.
    fn folder(&mut self, place: &Path, path: &str, skill: Option<&str>) -> io::Result<()> {
        let children = children(place)?;
        let is_skill = !path.is_empty() && children.iter().any(|child| child.name == SKILL);
        let skill = skill.or(is_skill.then_some(path));
        for child in children {
            let path = match path {
                "" => child.name.clone(),
                path => format!("{path}/{}", child.name),
            };
            let Some((real, metadata)) = self.look(&child, skill.is_some())? else {
                continue;
            };
            if metadata.is_dir() {
                self.folder(&child.place, &path, skill)?;
            } else if let Some(skill) = skill {
                self.file(&child.place, &real, path, skill)?;
            }
        }
        Ok(())
    }

    /// What a child is, if anything; a link must not lead out of the root.
    fn look(&self, child: &Child, in_skill: bool) -> io::Result<Option<(PathBuf, Metadata)>> {
        let place = &child.place;
        if !child.is_link {
            let metadata = fs::symlink_metadata(place).map_err(|error| at(place, &error))?;
            let known = metadata.is_dir() || metadata.is_file();
            if in_skill && !known {
                return Err(refused(
                    place,
                    "is neither a file nor a folder; move it elsewhere",
                ));
            }
            return Ok(known.then(|| (place.clone(), metadata)));
        }
        let leads_to_folder = fs::metadata(place).is_ok_and(|metadata| metadata.is_dir());
        if !in_skill && !leads_to_folder {
            return Ok(None);
        }
        let real = fs::canonicalize(place).map_err(|error| at(place, &error))?;
        let metadata = fs::metadata(&real).map_err(|error| at(place, &error))?;
        if !real.starts_with(&self.root) || !metadata.is_file() {
            let text = "is a link that does not lead to a file in the folder that is read; put what it \
                        leads to there instead";
            return Err(refused(place, text));
        }
        Ok(Some((real, metadata)))
    }

    fn file(&mut self, place: &Path, real: &Path, path: String, skill: &str) -> io::Result<()> {
        let mut contents = Vec::new();
        let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        let file = OnDisk::open(real)
            .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut contents));
        file.map_err(|error| at(place, &error))?;
        let file = File::new(contents.into(), place.display().to_string());
        self.skills = std::mem::take(&mut self.skills).with(path, file);
        match self.skills.excess(skill) {
            Some(text) => Err(refused(place, &format!("is one too many: {text}"))),
            None => Ok(()),
        }
    }
}

/// What lies in a folder in the order of the names, without what is hidden there.
fn children(place: &Path) -> io::Result<Vec<Child>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(place).map_err(|error| at(place, &error))? {
        let entry = entry.map_err(|error| at(place, &error))?;
        let place = entry.path();
        let kind = entry.file_type().map_err(|error| at(&place, &error))?;
        let name = entry.file_name().into_string().map_err(|_| {
            refused(
                &place,
                "has a name that is no text in UTF-8; give it another one",
            )
        })?;
        if !name.starts_with('.') {
            children.push(Child {
                place,
                name,
                is_link: kind.is_symlink(),
            });
        }
    }
    children.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(children)
}

fn at(place: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot read `{}`: {error}", place.display()),
    )
}

fn refused(place: &Path, text: &str) -> io::Error {
    let text = format!("`{}` {text}", place.display());
    io::Error::new(io::ErrorKind::InvalidData, text)
}
