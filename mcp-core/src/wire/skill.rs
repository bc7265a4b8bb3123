//! Skills (the extension `io.modelcontextprotocol/skills`): lists of them, single ones, and what
//! is in their folders.

use std::io::Write as _;

use super::{Caching, Stamp, json, write_resource};
use crate::model::{ResourceDefinition, SkillDefinition, SkillFile};
use crate::revision::Revision;

/// What the extension goes by.
pub(super) const EXTENSION: &str = "io.modelcontextprotocol/skills";

/// Appends the result of `skills/list` (`extensions/skills#listing-skills`).
pub fn write_skills_page(
    revision: Revision,
    stamp: &Stamp,
    skills: &[&SkillDefinition],
    next_cursor: Option<&str>,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "skills", skills, |out, skill| {
        out.push(b'{');
        members(skill, out);
        out.push(b'}');
    });
    json::optional(out, "nextCursor", next_cursor);
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

/// Appends the result of `skills/get` (`extensions/skills#getting-a-skill`).
pub fn write_skill_result(
    revision: Revision,
    stamp: &Stamp,
    skill: &SkillDefinition,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::object(out, "skill", |out| members(skill, out));
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

/// Appends the result of `resources/directory/read` (`extensions/skills#reading-directories`).
pub fn write_directory_page(
    revision: Revision,
    stamp: &Stamp,
    children: &[&ResourceDefinition],
    next_cursor: Option<&str>,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "resources", children, |out, child| {
        write_resource(revision, child, out);
    });
    json::optional(out, "nextCursor", next_cursor);
    stamp.close(revision, out);
}

fn members(skill: &SkillDefinition, out: &mut Vec<u8>) {
    json::string(out, "uri", &skill.uri);
    json::key(out, "frontmatter");
    json::raw(out, &skill.front_matter);
    json::array(out, "resources", &skill.files, |out, file| {
        out.push(b'{');
        json::string(out, "uri", &file.uri);
        digest(file, out);
        json::key(out, "size");
        write!(out, "{}", file.size).expect("writing to memory never fails");
        out.push(b'}');
    });
}

fn digest(file: &SkillFile, out: &mut Vec<u8>) {
    json::key(out, "digest");
    out.extend_from_slice(b"\"sha256:");
    for byte in file.digest {
        write!(out, "{byte:02x}").expect("writing to memory never fails");
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;
    use crate::model::Implementation;
    use crate::wire::testing::each;

    const META: &str = concat!(
        r#""resultType":"complete","#,
        r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
    );

    fn stamp() -> Stamp {
        Stamp::new(&Implementation::new("s", "1"))
    }

    fn skill() -> SkillDefinition {
        let front_matter = r#"{"name":"refunds","description":"D","metadata":{"n":1}}"#;
        let front_matter = RawValue::from_string(front_matter.to_owned()).unwrap();
        let mut skill = SkillDefinition::new("skill://refunds/SKILL.md", front_matter);
        let mut digest = [0; 32];
        digest[31] = 0xab;
        skill.files.push(SkillFile {
            uri: skill.uri.clone(),
            digest,
            size: 7,
        });
        skill
    }

    fn entry() -> String {
        format!(
            concat!(
                r#"{{"uri":"skill://refunds/SKILL.md","#,
                r#""frontmatter":{{"name":"refunds","description":"D","metadata":{{"n":1}}}},"#,
                r#""resources":[{{"uri":"skill://refunds/SKILL.md","#,
                r#""digest":"sha256:{}ab","size":7}}]}}"#
            ),
            "00".repeat(31)
        )
    }

    #[test]
    fn a_page_shows_whole_skills_and_points_to_the_next() {
        let (stamp, skill) = (stamp(), skill());
        let pages = each(|revision, out| {
            let caching = Caching::default();
            write_skills_page(revision, &stamp, &[&skill], Some("2"), caching, out);
        });
        let old = format!(r#"{{"skills":[{}],"nextCursor":"2""#, entry());
        let new = format!(r#"{old},"ttlMs":0,"cacheScope":"private",{META}"#);
        let old = format!("{old}}}");
        assert_eq!(pages, [&*old, &old, &old, &old, &new]);
    }

    #[test]
    fn a_skill_alone_is_the_one_of_the_list() {
        let (stamp, skill) = (stamp(), skill());
        let results = each(|revision, out| {
            write_skill_result(revision, &stamp, &skill, Caching::default(), out);
        });
        let old = format!(r#"{{"skill":{}"#, entry());
        let new = format!(r#"{old},"ttlMs":0,"cacheScope":"private",{META}"#);
        let old = format!("{old}}}");
        assert_eq!(results, [&*old, &old, &old, &old, &new]);
    }

    #[test]
    fn a_folder_says_nothing_of_caching() {
        let stamp = stamp();
        let child = ResourceDefinition {
            mime_type: Some("inode/directory".into()),
            ..ResourceDefinition::new("skill://refunds/examples", "examples")
        };
        let pages = each(|revision, out| {
            write_directory_page(revision, &stamp, &[&child], None, out);
        });
        let old = concat!(
            r#"{"resources":[{"uri":"skill://refunds/examples","name":"examples","#,
            r#""mimeType":"inode/directory"}]"#
        );
        let new = format!("{old},{META}");
        let old = format!("{old}}}");
        assert_eq!(pages, [&*old, &old, &old, &old, &new]);
    }
}
