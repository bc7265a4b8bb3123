//! Content blocks. The union is closed in every revision: a block it does not know would make the
//! whole result invalid, so it is said in blocks that it does know.

use super::json;
use crate::jsonrpc::write_string;
use crate::model::{Annotations, Audience, Content, Resource, ResourceData, ResourceLink};
use crate::revision::Abilities;

/// Appends one block; `index` is its place in the result.
pub(super) fn write(abilities: &Abilities, index: usize, block: &Content, out: &mut Vec<u8>) {
    match block {
        Content::Text { text, annotations } => {
            write_text(abilities, text, annotations.as_ref(), out);
        }
        Content::Image {
            data,
            mime_type,
            annotations,
        } => write_media(
            abilities,
            "image",
            data,
            mime_type,
            annotations.as_ref(),
            out,
        ),
        Content::Audio {
            data,
            mime_type,
            annotations,
        } if abilities.audio => {
            write_media(
                abilities,
                "audio",
                data,
                mime_type,
                annotations.as_ref(),
                out,
            );
        }
        Content::Audio {
            data,
            mime_type,
            annotations,
        } => {
            // An embedded resource must have a URI; this one names nothing that can be read.
            let uri = format!("audio:{index}");
            write_resource(abilities, annotations.as_ref(), out, |out| {
                write_parts(&uri, Some(mime_type), ("blob", data), out);
            });
        }
        Content::Resource {
            resource,
            annotations,
        } => write_resource(abilities, annotations.as_ref(), out, |out| {
            write_contents(resource, out);
        }),
        Content::Link(link) if abilities.resource_link => write_link(abilities, link, out),
        Content::Link(link) => {
            let text = format!("{}: {}", link.name, link.uri);
            write_text(abilities, &text, link.annotations.as_ref(), out);
        }
    }
}

/// Appends a block of text.
pub(super) fn write_text(
    abilities: &Abilities,
    text: &str,
    annotations: Option<&Annotations>,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(br#"{"type":"text","text":"#);
    write_string(out, text);
    close(abilities, annotations, out);
}

fn write_media(
    abilities: &Abilities,
    kind: &str,
    data: &str,
    mime_type: &str,
    annotations: Option<&Annotations>,
    out: &mut Vec<u8>,
) {
    open(kind, out);
    json::string(out, "data", data);
    json::string(out, "mimeType", mime_type);
    close(abilities, annotations, out);
}

fn write_resource(
    abilities: &Abilities,
    annotations: Option<&Annotations>,
    out: &mut Vec<u8>,
    contents: impl FnOnce(&mut Vec<u8>),
) {
    open("resource", out);
    json::object(out, "resource", contents);
    close(abilities, annotations, out);
}

/// Appends the members of what is read of a resource.
pub(super) fn write_contents(resource: &Resource, out: &mut Vec<u8>) {
    let contents = match &resource.data {
        ResourceData::Text(text) => ("text", &**text),
        ResourceData::Blob(blob) => ("blob", &**blob),
    };
    write_parts(&resource.uri, resource.mime_type.as_deref(), contents, out);
}

fn write_parts(
    uri: &str,
    mime_type: Option<&str>,
    (member, contents): (&'static str, &str),
    out: &mut Vec<u8>,
) {
    json::string(out, "uri", uri);
    json::optional(out, "mimeType", mime_type);
    json::string(out, member, contents);
}

fn write_link(abilities: &Abilities, link: &ResourceLink, out: &mut Vec<u8>) {
    open("resource_link", out);
    json::string(out, "uri", &link.uri);
    json::string(out, "name", &link.name);
    if abilities.title {
        json::optional(out, "title", link.title.as_deref());
    }
    json::optional(out, "description", link.description.as_deref());
    json::optional(out, "mimeType", link.mime_type.as_deref());
    close(abilities, link.annotations.as_ref(), out);
}

fn open(kind: &str, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "type", kind);
}

fn close(abilities: &Abilities, annotations: Option<&Annotations>, out: &mut Vec<u8>) {
    write_annotations(abilities, annotations, out);
    out.push(b'}');
}

/// Appends the member, where there is any.
pub(super) fn write_annotations(
    abilities: &Abilities,
    annotations: Option<&Annotations>,
    out: &mut Vec<u8>,
) {
    if let Some(annotations) = annotations {
        json::object(out, "annotations", |out| {
            write_hints(abilities, annotations, out);
        });
    }
}

fn write_hints(abilities: &Abilities, annotations: &Annotations, out: &mut Vec<u8>) {
    if !annotations.audience.is_empty() {
        json::array(out, "audience", &annotations.audience, |out, audience| {
            out.extend_from_slice(match audience {
                Audience::User => br#""user""#,
                Audience::Assistant => br#""assistant""#,
            });
        });
    }
    if let Some(priority) = annotations.priority.filter(|priority| priority.is_finite()) {
        json::number(out, "priority", priority);
    }
    if abilities.last_modified {
        json::optional(out, "lastModified", annotations.last_modified.as_deref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing::each;

    fn written(block: &Content) -> [String; 5] {
        each(|revision, out| write(revision.abilities(), 2, block, out))
    }

    #[test]
    fn blocks_of_the_first_revision_are_the_same_in_all() {
        for (block, expected) in [
            (
                Content::text("a\n\"b\""),
                r#"{"type":"text","text":"a\n\"b\""}"#,
            ),
            (
                Content::image(b"png", "image/png"),
                r#"{"type":"image","data":"cG5n","mimeType":"image/png"}"#,
            ),
            (
                Content::resource("a:b", "text/plain", "hi"),
                r#"{"type":"resource","resource":{"uri":"a:b","mimeType":"text/plain","text":"hi"}}"#,
            ),
            (
                Content::blob("a:b", "image/png", b"png"),
                r#"{"type":"resource","resource":{"uri":"a:b","mimeType":"image/png","blob":"cG5n"}}"#,
            ),
        ] {
            assert_eq!(written(&block), [expected; 5]);
        }
    }

    #[test]
    fn audio_is_an_embedded_resource_where_there_is_no_audio() {
        let embedded = concat!(
            r#"{"type":"resource","resource":{"uri":"audio:2","mimeType":"audio/wav","#,
            r#""blob":"d2F2"}}"#
        );
        let audio = r#"{"type":"audio","data":"d2F2","mimeType":"audio/wav"}"#;
        assert_eq!(
            written(&Content::audio(b"wav", "audio/wav")),
            [embedded, audio, audio, audio, audio]
        );
    }

    #[test]
    fn a_link_is_text_where_there_are_no_links() {
        let block = Content::Link(ResourceLink {
            uri: "a:b".to_owned(),
            name: "n".to_owned(),
            title: Some("N".to_owned()),
            description: Some("d".to_owned()),
            mime_type: Some("text/plain".to_owned()),
            annotations: None,
        });
        let text = r#"{"type":"text","text":"n: a:b"}"#;
        let link = concat!(
            r#"{"type":"resource_link","uri":"a:b","name":"n","title":"N","description":"d","#,
            r#""mimeType":"text/plain"}"#
        );
        assert_eq!(written(&block), [text, text, link, link, link]);
    }

    #[test]
    fn annotations_lose_the_date_where_it_is_unknown() {
        let block = |audience, priority| Content::Text {
            text: "a".into(),
            annotations: Some(Annotations {
                audience,
                priority,
                last_modified: Some("2025-01-01T00:00:00Z".to_owned()),
            }),
        };
        let full = block(vec![Audience::User, Audience::Assistant], Some(1.0));
        let [first, _, third, ..] = written(&full);
        let start = r#"{"type":"text","text":"a","annotations":{"audience":["user","assistant"],"priority":1"#;
        assert_eq!(first, format!("{start}}}}}"));
        assert_eq!(
            third,
            format!(r#"{start},"lastModified":"2025-01-01T00:00:00Z"}}}}"#)
        );
        let [dated, ..] = written(&block(Vec::new(), None));
        assert_eq!(dated, r#"{"type":"text","text":"a"}"#);
    }
}
