//! A program's name and version, in the words of a revision.

use serde_json::value::RawValue;

use super::json;
use crate::jsonrpc::write_string;
use crate::model::{Icon, Implementation};
use crate::revision::Abilities;

/// Appends the object.
pub(super) fn write(abilities: &Abilities, program: &Implementation, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "name", &program.name);
    json::string(out, "version", &program.version);
    if abilities.title {
        json::optional(out, "title", program.title.as_deref());
    }
    if abilities.icons {
        json::optional(out, "description", program.description.as_deref());
        json::optional(out, "websiteUrl", program.website_url.as_deref());
        write_icons(&program.icons, out);
    }
    out.push(b'}');
}

/// Appends pictures, and what programs may read, in a revision that has them.
pub(super) fn write_extras(
    abilities: &Abilities,
    icons: &[Icon],
    meta: Option<&RawValue>,
    out: &mut Vec<u8>,
) {
    if abilities.icons {
        write_icons(icons, out);
    }
    if let Some(meta) = meta.filter(|_| abilities.title) {
        json::key(out, "_meta");
        json::raw(out, meta);
    }
}

/// Appends the member, where there are any.
fn write_icons(icons: &[Icon], out: &mut Vec<u8>) {
    if !icons.is_empty() {
        json::array(out, "icons", icons, write_icon);
    }
}

fn write_icon(out: &mut Vec<u8>, icon: &Icon) {
    out.push(b'{');
    json::string(out, "src", &icon.src);
    json::optional(out, "mimeType", icon.mime_type.as_deref());
    if !icon.sizes.is_empty() {
        json::array(out, "sizes", &icon.sizes, |out, size| {
            write_string(out, size);
        });
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing::each;

    #[test]
    fn each_revision_hears_what_it_has_a_word_for() {
        let program = Implementation::new("s", "1")
            .title("S")
            .description("serves")
            .website_url("https://example.com")
            .icon(Icon {
                src: "data:,".to_owned(),
                mime_type: Some("image/png".to_owned()),
                sizes: vec!["48x48".to_owned(), "any".to_owned()],
            });
        let bare = r#"{"name":"s","version":"1"}"#;
        let titled = r#"{"name":"s","version":"1","title":"S"}"#;
        let full = concat!(
            r#"{"name":"s","version":"1","title":"S","description":"serves","#,
            r#""websiteUrl":"https://example.com","icons":[{"src":"data:,","#,
            r#""mimeType":"image/png","sizes":["48x48","any"]}]}"#
        );
        assert_eq!(
            each(|revision, out| write(revision.abilities(), &program, out)),
            [bare, bare, titled, full, full]
        );
    }
}
