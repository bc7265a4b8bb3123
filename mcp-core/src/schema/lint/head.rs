//! The name and the description of a tool.

use super::Findings;
use crate::model::ToolDefinition;

/// So many characters OpenAI's API takes for a description; Claude Code cuts one after 2048.
const LONGEST: usize = 1024;

/// So many characters the APIs of models take for a name.
const LONGEST_NAME: usize = 64;

pub(super) fn check(definition: &ToolDefinition, found: &mut Findings) {
    if let Some(name) = portable(&definition.name) {
        found.say(
            "/name",
            &format!(
                "clients take names of 1 to 64 of `A-Za-z0-9_-`, and some drop all tools over \
                 another: write `{name}`"
            ),
        );
    }
    let description = definition.description.trim();
    if description.is_empty() {
        found.say(
            "/description",
            "a model cannot know when to call it: say what it does in a sentence",
        );
    }
    check_length(description, "/description", found);
}

/// A name to write instead of one that clients refuse.
pub(super) fn portable(name: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if (1..=LONGEST_NAME).contains(&name.len()) && name.chars().all(fits) {
        return None;
    }
    let spelled = name.chars().map(|c| if fits(c) { c } else { '_' });
    let spelled: String = spelled.take(LONGEST_NAME).collect();
    let spelled = spelled.trim_matches('_');
    Some(if spelled.is_empty() {
        "a_name".to_owned()
    } else {
        spelled.to_owned()
    })
}

pub(super) fn check_length(description: &str, pointer: &str, found: &mut Findings) {
    let length = description.chars().count();
    if length > LONGEST {
        found.say(
            pointer,
            &format!(
                "the description has {length} characters, and clients cut or refuse what is \
                 longer than {LONGEST}: keep what one needs to choose and to call it, and put the \
                 rest into a resource"
            ),
        );
    }
}
