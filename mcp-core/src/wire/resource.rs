//! Resources and templates as their lists show them, and what is read of them
//! (`server/resources`).

use serde_json::value::RawValue;

use super::{Caching, Stamp, content, implementation, json};
use crate::model::{Annotations, Icon, Resource, ResourceDefinition, ResourceTemplateDefinition};
use crate::revision::{Abilities, Revision};

/// Appends one resource.
pub fn write_resource(revision: Revision, resource: &ResourceDefinition, out: &mut Vec<u8>) {
    let about = About {
        name: &resource.name,
        title: resource.title.as_deref(),
        description: resource.description.as_deref(),
        mime_type: resource.mime_type.as_deref(),
        size: resource.size,
        annotations: resource.annotations.as_ref(),
        icons: &resource.icons,
        meta: resource.meta.as_deref(),
    };
    out.push(b'{');
    json::string(out, "uri", &resource.uri);
    about.write(revision.abilities(), out);
    out.push(b'}');
}

/// Appends one template.
pub fn write_template(
    revision: Revision,
    template: &ResourceTemplateDefinition,
    out: &mut Vec<u8>,
) {
    let about = About {
        name: &template.name,
        title: template.title.as_deref(),
        description: template.description.as_deref(),
        mime_type: template.mime_type.as_deref(),
        size: None,
        annotations: template.annotations.as_ref(),
        icons: &template.icons,
        meta: template.meta.as_deref(),
    };
    out.push(b'{');
    json::string(out, "uriTemplate", &template.uri_template);
    about.write(revision.abilities(), out);
    out.push(b'}');
}

/// Appends the result of `resources/list`.
pub fn write_resources_page(
    revision: Revision,
    stamp: &Stamp,
    resources: &[&ResourceDefinition],
    next_cursor: Option<&str>,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "resources", resources, |out, resource| {
        write_resource(revision, resource, out);
    });
    json::optional(out, "nextCursor", next_cursor);
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

/// Appends the result of `resources/templates/list`.
pub fn write_templates_page(
    revision: Revision,
    stamp: &Stamp,
    templates: &[&ResourceTemplateDefinition],
    next_cursor: Option<&str>,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "resourceTemplates", templates, |out, template| {
        write_template(revision, template, out);
    });
    json::optional(out, "nextCursor", next_cursor);
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

/// Appends the result of `resources/read`.
pub fn write_contents(
    revision: Revision,
    stamp: &Stamp,
    contents: &[Resource],
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "contents", contents, |out, part| {
        out.push(b'{');
        content::write_contents(part, out);
        out.push(b'}');
    });
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

/// What is said of a resource, and of a template.
struct About<'a> {
    name: &'a str,
    title: Option<&'a str>,
    description: Option<&'a str>,
    mime_type: Option<&'a str>,
    size: Option<u64>,
    annotations: Option<&'a Annotations>,
    icons: &'a [Icon],
    meta: Option<&'a RawValue>,
}

impl About<'_> {
    fn write(&self, abilities: &Abilities, out: &mut Vec<u8>) {
        json::string(out, "name", self.name);
        if abilities.title {
            json::optional(out, "title", self.title);
        }
        json::optional(out, "description", self.description);
        json::optional(out, "mimeType", self.mime_type);
        if let Some(size) = self.size {
            json::key(out, "size");
            out.extend_from_slice(size.to_string().as_bytes());
        }
        content::write_annotations(abilities, self.annotations, out);
        implementation::write_extras(abilities, self.icons, self.meta, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Implementation, ResourceData};
    use crate::wire::testing::each;

    const META: &str = concat!(
        r#""resultType":"complete","#,
        r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
    );

    fn stamp() -> Stamp {
        Stamp::new(&Implementation::new("s", "1"))
    }

    fn annotations() -> Option<Annotations> {
        Some(Annotations {
            audience: vec![Audience::User],
            priority: Some(0.5),
            last_modified: Some("2025-01-01T00:00:00Z".to_owned()),
        })
    }

    /// What a revision makes of all that can be said; `head` and `size` differ.
    fn expected(head: &str, size: &str) -> [String; 5] {
        let about = format!(r#""description":"is","mimeType":"text/plain"{size},"annotations""#);
        let first =
            format!(r#"{{{head},"name":"n",{about}:{{"audience":["user"],"priority":0.5}}}}"#);
        let titled = format!(
            r#"{{{head},"name":"n","title":"N",{about}:{{"audience":["user"],"priority":0.5,"lastModified":"2025-01-01T00:00:00Z"}}"#
        );
        let third = format!(r#"{titled},"_meta":{{"a":1}}}}"#);
        let fourth = format!(r#"{titled},"icons":[{{"src":"data:,"}}],"_meta":{{"a":1}}}}"#);
        [first.clone(), first, third, fourth.clone(), fourth]
    }

    fn meta() -> Option<Box<RawValue>> {
        Some(RawValue::from_string(r#"{"a":1}"#.to_owned()).unwrap())
    }

    #[test]
    fn each_revision_hears_of_a_resource_what_it_has_a_word_for() {
        let resource = ResourceDefinition {
            title: Some("N".into()),
            description: Some("is".into()),
            mime_type: Some("text/plain".into()),
            size: Some(7),
            annotations: annotations(),
            icons: vec![Icon::new("data:,")],
            meta: meta(),
            ..ResourceDefinition::new("x://1", "n")
        };
        let written = each(|revision, out| write_resource(revision, &resource, out));
        assert_eq!(written, expected(r#""uri":"x://1""#, r#","size":7"#));
    }

    #[test]
    fn each_revision_hears_of_a_template_what_it_has_a_word_for() {
        let template = ResourceTemplateDefinition {
            title: Some("N".into()),
            description: Some("is".into()),
            mime_type: Some("text/plain".into()),
            annotations: annotations(),
            icons: vec![Icon::new("data:,")],
            meta: meta(),
            ..ResourceTemplateDefinition::new("x://{id}", "n")
        };
        let written = each(|revision, out| write_template(revision, &template, out));
        assert_eq!(written, expected(r#""uriTemplate":"x://{id}""#, ""));
    }

    #[test]
    fn a_page_points_to_the_next() {
        let stamp = stamp();
        let resource = ResourceDefinition::new("x://1", "n");
        let pages = each(|revision, out| {
            let caching = Caching::default();
            write_resources_page(revision, &stamp, &[&resource], Some("2"), caching, out);
        });
        let old = r#"{"resources":[{"uri":"x://1","name":"n"}],"nextCursor":"2""#;
        let new = format!(r#"{old},"ttlMs":0,"cacheScope":"private",{META}"#);
        let old = format!("{old}}}");
        assert_eq!(pages, [&*old, &old, &old, &old, &new]);
    }

    #[test]
    fn a_page_without_templates_is_still_a_page() {
        let stamp = stamp();
        let pages = each(|revision, out| {
            write_templates_page(revision, &stamp, &[], None, Caching::default(), out);
        });
        let old = r#"{"resourceTemplates":[]}"#;
        let new = format!(r#"{{"resourceTemplates":[],"ttlMs":0,"cacheScope":"private",{META}"#);
        assert_eq!(pages, [old, old, old, old, &new]);
    }

    #[test]
    fn contents_are_text_or_base64_each_with_its_own_uri() {
        let stamp = stamp();
        let part = |uri: &str, data| Resource {
            uri: uri.to_owned(),
            mime_type: None,
            data,
        };
        let contents = [
            Resource {
                mime_type: Some("text/plain".into()),
                ..part("x://1/a", ResourceData::Text("a\nb".to_owned()))
            },
            part("x://1/b", ResourceData::Blob("YQ==".to_owned())),
        ];
        let written = each(|revision, out| {
            write_contents(revision, &stamp, &contents, Caching::default(), out);
        });
        let old = concat!(
            r#"{"contents":[{"uri":"x://1/a","mimeType":"text/plain","text":"a\nb"},"#,
            r#"{"uri":"x://1/b","blob":"YQ=="}]"#
        );
        let new = format!(r#"{old},"ttlMs":0,"cacheScope":"private",{META}"#);
        let old = format!("{old}}}");
        assert_eq!(written, [&*old, &old, &old, &old, &new]);
    }
}
