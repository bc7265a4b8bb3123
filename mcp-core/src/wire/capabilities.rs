//! What a server declares that it can do (`basic/lifecycle#capability-negotiation`).

use super::{json, skill, task};
use crate::revision::{Abilities, TaskForm};

/// What a server offers beside log messages, which every one may send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Tools, which may change.
    pub tools: bool,
    /// Prompts, which may change.
    pub prompts: bool,
    /// Resources, which may change and be subscribed to.
    pub resources: bool,
    /// Arguments that complete themselves; 2024-11-05 has them and no word for it.
    pub completions: bool,
    /// Tools whose calls may become tasks; not before 2025-11-25.
    pub tasks: bool,
    /// Skills, whose folders can be listed.
    pub skills: bool,
}

impl Capabilities {
    /// Appends the member.
    pub(super) fn write(self, abilities: &Abilities, out: &mut Vec<u8>) {
        let changing = |out: &mut Vec<u8>| json::flag(out, "listChanged", Some(true));
        json::object(out, "capabilities", |out| {
            empty(out, "logging");
            if self.completions && abilities.completions {
                empty(out, "completions");
            }
            if self.prompts {
                json::object(out, "prompts", changing);
            }
            if self.resources {
                json::object(out, "resources", |out| {
                    json::flag(out, "subscribe", Some(true));
                    changing(out);
                });
            }
            if self.tools {
                json::object(out, "tools", changing);
            }
            if self.tasks && abilities.tasks == TaskForm::Core {
                tasks(out);
            }
            json::object(out, "extensions", |out| {
                if self.skills {
                    // Every revision lets a server declare what it has no word for itself.
                    json::object(out, skill::EXTENSION, |out| {
                        json::flag(out, "directoryRead", Some(true));
                    });
                }
                if self.tasks && abilities.tasks == TaskForm::Extension {
                    empty(out, task::EXTENSION);
                }
            });
        });
    }
}

fn tasks(out: &mut Vec<u8>) {
    json::object(out, "tasks", |out| {
        empty(out, "list");
        empty(out, "cancel");
        json::object(out, "requests", |out| {
            json::object(out, "tools", |out| empty(out, "call"));
        });
    });
}

fn empty(out: &mut Vec<u8>, name: &str) {
    json::key(out, name);
    out.extend_from_slice(b"{}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing::each;

    fn written(capabilities: Capabilities) -> [String; 5] {
        each(|revision, out| {
            out.push(b'{');
            capabilities.write(revision.abilities(), out);
            out.push(b'}');
        })
    }

    #[test]
    fn what_is_not_offered_is_not_declared() {
        let expected = r#"{"capabilities":{"logging":{}}}"#;
        assert_eq!(written(Capabilities::default()), [expected; 5]);
    }

    #[test]
    fn the_first_revision_has_no_word_for_completions() {
        let all = Capabilities {
            tools: true,
            prompts: true,
            resources: true,
            completions: true,
            tasks: false,
            skills: false,
        };
        let rest = concat!(
            r#""prompts":{"listChanged":true},"#,
            r#""resources":{"subscribe":true,"listChanged":true},"#,
            r#""tools":{"listChanged":true}}}"#
        );
        let old = format!(r#"{{"capabilities":{{"logging":{{}},{rest}"#);
        let new = format!(r#"{{"capabilities":{{"logging":{{}},"completions":{{}},{rest}"#);
        assert_eq!(written(all), [&*old, &new, &new, &new, &new]);
    }

    #[test]
    fn tasks_are_a_part_of_one_revision_and_an_extension_of_another() {
        let tasks = Capabilities {
            tasks: true,
            ..Capabilities::default()
        };
        let none = r#"{"capabilities":{"logging":{}}}"#;
        let core = concat!(
            r#"{"capabilities":{"logging":{},"tasks":{"list":{},"cancel":{},"#,
            r#""requests":{"tools":{"call":{}}}}}}"#
        );
        let extension = concat!(
            r#"{"capabilities":{"logging":{},"#,
            r#""extensions":{"io.modelcontextprotocol/tasks":{}}}}"#
        );
        assert_eq!(written(tasks), [none, none, none, core, extension]);
    }

    #[test]
    fn skills_are_declared_to_whoever_may_know_them() {
        let skills = Capabilities {
            skills: true,
            ..Capabilities::default()
        };
        let expected = concat!(
            r#"{"capabilities":{"logging":{},"extensions":"#,
            r#"{"io.modelcontextprotocol/skills":{"directoryRead":true}}}}"#
        );
        assert_eq!(written(skills), [expected; 5]);
    }

    #[test]
    fn extensions_stand_in_one_object() {
        let both = Capabilities {
            tasks: true,
            skills: true,
            ..Capabilities::default()
        };
        let expected = concat!(
            r#""extensions":{"io.modelcontextprotocol/skills":{"directoryRead":true},"#,
            r#""io.modelcontextprotocol/tasks":{}}}}"#
        );
        assert!(written(both)[4].ends_with(expected));
    }
}
