//! Prompts as `prompts/list` shows them, and what they are made of (`server/prompts`).

use super::{Caching, Stamp, content, implementation, json};
use crate::model::{Message, PromptArgument, PromptDefinition};
use crate::prompt::PromptResult;
use crate::revision::{Abilities, Revision};

/// Appends one prompt.
pub fn write_prompt(revision: Revision, prompt: &PromptDefinition, out: &mut Vec<u8>) {
    let abilities = revision.abilities();
    out.push(b'{');
    json::string(out, "name", &prompt.name);
    if abilities.title {
        json::optional(out, "title", prompt.title.as_deref());
    }
    json::optional(out, "description", prompt.description.as_deref());
    if !prompt.arguments.is_empty() {
        json::array(out, "arguments", &prompt.arguments, |out, argument| {
            write_argument(abilities, argument, out);
        });
    }
    implementation::write_extras(abilities, &prompt.icons, prompt.meta.as_deref(), out);
    out.push(b'}');
}

/// Appends the result of `prompts/list`.
pub fn write_prompts_page(
    revision: Revision,
    stamp: &Stamp,
    prompts: &[&PromptDefinition],
    next_cursor: Option<&str>,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "prompts", prompts, |out, prompt| {
        write_prompt(revision, prompt, out);
    });
    json::optional(out, "nextCursor", next_cursor);
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

/// Appends the result of `prompts/get`.
pub fn write_prompt_result(
    revision: Revision,
    stamp: &Stamp,
    result: &PromptResult,
    out: &mut Vec<u8>,
) {
    let abilities = revision.abilities();
    out.push(b'{');
    json::optional(out, "description", result.description.as_deref());
    let messages = result.messages.iter().enumerate();
    json::array(out, "messages", messages, |out, (index, message)| {
        write_message(abilities, index, message, out);
    });
    stamp.close(revision, out);
}

fn write_argument(abilities: &Abilities, argument: &PromptArgument, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "name", &argument.name);
    if abilities.title {
        json::optional(out, "title", argument.title.as_deref());
    }
    json::optional(out, "description", argument.description.as_deref());
    json::flag(out, "required", argument.required.then_some(true));
    out.push(b'}');
}

fn write_message(abilities: &Abilities, index: usize, message: &Message, out: &mut Vec<u8>) {
    out.push(b'{');
    json::string(out, "role", message.role.as_str());
    json::key(out, "content");
    content::write(abilities, index, &message.content, out);
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;
    use crate::model::{Annotations, Content, Icon, Implementation};
    use crate::wire::testing::each;

    #[test]
    fn a_bare_prompt_is_the_same_in_every_revision() {
        let prompt = PromptDefinition::new("p");
        let written = each(|revision, out| write_prompt(revision, &prompt, out));
        assert_eq!(written, [r#"{"name":"p"}"#; 5]);
    }

    #[test]
    fn each_revision_hears_what_it_has_a_word_for() {
        let prompt = PromptDefinition {
            title: Some("P".into()),
            description: Some("does".into()),
            arguments: vec![
                PromptArgument {
                    name: "a".into(),
                    title: Some("A".into()),
                    description: Some("an \"a\"".into()),
                    required: true,
                },
                PromptArgument {
                    name: "b".into(),
                    ..PromptArgument::default()
                },
            ],
            icons: vec![Icon::new("data:,")],
            meta: Some(RawValue::from_string(r#"{"a":1}"#.to_owned()).unwrap()),
            ..PromptDefinition::new("p")
        };
        let first = concat!(
            r#"{"name":"p","description":"does","arguments":["#,
            r#"{"name":"a","description":"an \"a\"","required":true},{"name":"b"}]}"#
        );
        let titled = concat!(
            r#"{"name":"p","title":"P","description":"does","arguments":["#,
            r#"{"name":"a","title":"A","description":"an \"a\"","required":true},{"name":"b"}]"#
        );
        let third = format!(r#"{titled},"_meta":{{"a":1}}}}"#);
        let fourth = format!(r#"{titled},"icons":[{{"src":"data:,"}}],"_meta":{{"a":1}}}}"#);
        let written = each(|revision, out| write_prompt(revision, &prompt, out));
        assert_eq!(written, [first, first, &third, &fourth, &fourth]);
    }

    #[test]
    fn a_page_points_to_the_next() {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let prompt = PromptDefinition::new("p");
        let pages = each(|revision, out| {
            let caching = Caching::default();
            write_prompts_page(revision, &stamp, &[&prompt], Some("2"), caching, out);
        });
        let old = r#"{"prompts":[{"name":"p"}],"nextCursor":"2"}"#;
        let new = concat!(
            r#"{"prompts":[{"name":"p"}],"nextCursor":"2","ttlMs":0,"cacheScope":"private","#,
            r#""resultType":"complete","#,
            r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
        );
        assert_eq!(pages, [old, old, old, old, new]);
    }

    #[test]
    fn a_message_holds_one_block_in_words_that_its_revision_knows() {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let link = Content::link("x://1", "one");
        let noted = Content::Text {
            text: "t".into(),
            annotations: Some(Annotations {
                last_modified: Some("2025-01-01T00:00:00Z".to_owned()),
                ..Annotations::default()
            }),
        };
        let result = PromptResult::from(vec![
            Message::user(Content::audio(b"a", "audio/wav")),
            Message::assistant(link),
            Message::user(noted),
        ]);
        let written = each(|revision, out| {
            write_prompt_result(revision, &stamp, &result.clone().description("d"), out);
        });
        let old_sound = concat!(
            r#"{"type":"resource","resource":"#,
            r#"{"uri":"audio:0","mimeType":"audio/wav","blob":"YQ=="}}"#
        );
        let sound = r#"{"type":"audio","data":"YQ==","mimeType":"audio/wav"}"#;
        let old_link = r#"{"type":"text","text":"one: x://1"}"#;
        let link = r#"{"type":"resource_link","uri":"x://1","name":"one"}"#;
        let old_text = r#"{"type":"text","text":"t"}"#;
        let text = concat!(
            r#"{"type":"text","text":"t","#,
            r#""annotations":{"lastModified":"2025-01-01T00:00:00Z"}}"#
        );
        let expected = [
            (old_sound, old_link, old_text, "}"),
            (sound, old_link, old_text, "}"),
            (sound, link, text, "}"),
            (sound, link, text, "}"),
            (
                sound,
                link,
                text,
                concat!(
                    r#","resultType":"complete","_meta":"#,
                    r#"{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
                ),
            ),
        ];
        let expected = expected.map(|(sound, link, text, end)| {
            format!(
                r#"{{"description":"d","messages":[{{"role":"user","content":{sound}}},{{"role":"assistant","content":{link}}},{{"role":"user","content":{text}}}]{end}"#
            )
        });
        assert_eq!(written, expected);
    }
}
