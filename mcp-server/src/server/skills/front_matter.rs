//! What a `SKILL.md` says of its skill before it begins (`agentskills.io/specification`).

use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

use super::names::is_skill_name;

/// The front matter of a `SKILL.md`.
#[derive(Debug)]
pub(super) struct FrontMatter {
    pub(super) name: String,
    pub(super) description: String,
    /// All of it, as a JSON object.
    pub(super) json: Box<RawValue>,
}

/// Keys of `metadata` that are the protocol's own.
const RESERVED: &str = "io.modelcontextprotocol/";

impl FrontMatter {
    /// Reads it.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub(super) fn read(file: &[u8]) -> Result<Self, Vec<String>> {
        let members = members(file).map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        let name = text(&members, "name", 64, &mut faults);
        if name.is_some_and(|name| !is_skill_name(name)) {
            faults.push(
                "a `name` has 1 to 64 of a-z, 0-9 and `-`, with no `-` at an end or beside another"
                    .to_owned(),
            );
        }
        let description = text(&members, "description", 1024, &mut faults);
        if members.contains_key("compatibility") {
            text(&members, "compatibility", 500, &mut faults);
        }
        metadata(&members, &mut faults);
        match (name, description) {
            (Some(name), Some(description)) if faults.is_empty() => Ok(Self {
                name: name.to_owned(),
                description: description.to_owned(),
                json: to_raw_value(&members).map_err(|error| vec![error.to_string()])?,
            }),
            _ => Err(faults),
        }
    }
}

/// A member that must be a text of at most so many letters.
fn text<'m>(
    members: &'m Map<String, Value>,
    name: &str,
    most: usize,
    faults: &mut Vec<String>,
) -> Option<&'m str> {
    let text = members.get(name).and_then(Value::as_str);
    let text = text.filter(|text| !text.trim().is_empty() && text.chars().count() <= most);
    if text.is_none() {
        faults.push(format!(
            "the front matter needs `{name}: …`, a text of 1 to {most} letters; quote what is no text"
        ));
    }
    text
}

fn metadata(members: &Map<String, Value>, faults: &mut Vec<String>) {
    match members.get("metadata") {
        None | Some(Value::Null) => {}
        Some(Value::Object(metadata)) => {
            let reserved = metadata.keys().find(|key| key.starts_with(RESERVED));
            if let Some(key) = reserved {
                faults.push(format!(
                    "`{key}` in `metadata` is kept for the protocol; take a prefix of your own"
                ));
            }
        }
        Some(_) => faults.push("`metadata` must have keys and values".to_owned()),
    }
}

fn members(file: &[u8]) -> Result<Map<String, Value>, String> {
    let file = std::str::from_utf8(file).map_err(|_| "it must be text in UTF-8".to_owned())?;
    let yaml = yaml(file).ok_or_else(|| {
        "it must begin with front matter: a line `---`, `name: …`, `description: …`, and another \
         line `---`"
            .to_owned()
    })?;
    // As YAML 1.2 reads it, and nothing beyond, for clients compare.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        underscored_numbers_as_strings: true,
        merge_keys: serde_saphyr::MergeKeyPolicy::AsOrdinary,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options(yaml, options) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err("the front matter must have keys and values: `name: …`".to_owned()),
        Err(error) => Err(format!(
            "the front matter cannot be read, as YAML that becomes JSON: {error}"
        )),
    }
}

/// What is between the two lines `---`, with the first line's end before it: so it has the file's
/// line numbers.
fn yaml(file: &str) -> Option<&str> {
    let rest = file.strip_prefix("---")?;
    let mut lines = rest.split_inclusive('\n');
    let mut end = lines
        .next()
        .filter(|line| matches!(*line, "\n" | "\r\n"))?
        .len();
    for line in lines {
        if line.trim_end_matches(['\n', '\r', ' ', '\t']) == "---" {
            return Some(&rest[..end]);
        }
        end += line.len();
    }
    None
}
