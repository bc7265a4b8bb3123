//! What of a client's capabilities its revision has words for.

use crate::model::ClientCapabilities;
use crate::revision::{Revision, TaskForm};

/// The capabilities that a client of a revision can be asked for, whatever it declares.
#[must_use]
pub fn usable(revision: Revision, declared: ClientCapabilities) -> ClientCapabilities {
    let abilities = revision.abilities();
    // Where there are no modes, what stands inside the capability means nothing.
    let forms = match abilities.elicitation_modes {
        true => declared.elicitation,
        false => declared.elicitation || declared.elicitation_url,
    };
    // The wish for context is older than the word for who grants it.
    let context = match abilities.sampling_tools {
        true => declared.sampling_context,
        false => declared.sampling,
    };
    ClientCapabilities {
        elicitation: forms && abilities.elicitation,
        elicitation_url: declared.elicitation_url && abilities.elicitation_modes,
        multi_select: declared.multi_select && abilities.elicitation_modes,
        sampling_tools: declared.sampling_tools && abilities.sampling_tools,
        sampling_context: context,
        tasks: declared.tasks && abilities.tasks == TaskForm::Extension,
        ..declared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usable_of(declared: &str) -> [ClientCapabilities; 5] {
        let declared = serde_json::from_str(declared).unwrap();
        Revision::ALL.map(|revision| usable(revision, declared))
    }

    #[test]
    fn forms_are_older_than_their_modes() {
        let with = |elicitation: &str| format!(r#"{{"elicitation":{elicitation}}}"#);
        for (elicitation, form, url) in [
            ("{}", true, false),
            (r#"{"form":{}}"#, true, false),
            (r#"{"url":{}}"#, false, true),
            (r#"{"form":{},"url":{}}"#, true, true),
        ] {
            let [first, second, third, rest @ ..] = usable_of(&with(elicitation));
            assert_eq!([first, second], [ClientCapabilities::default(); 2]);
            assert_eq!((third.elicitation, third.elicitation_url), (true, false));
            assert!(!third.multi_select);
            for client in rest {
                let found = (client.elicitation, client.elicitation_url);
                assert_eq!(found, (form, url), "{elicitation}");
                assert_eq!(client.multi_select, form);
            }
        }
    }

    #[test]
    fn tools_of_a_model_came_late_and_folders_were_always_there() {
        let all = usable_of(r#"{"sampling":{"tools":{}},"roots":{"listChanged":true}}"#);
        assert!(all.iter().all(|client| client.sampling && client.roots));
        assert_eq!(
            all.map(|client| client.sampling_tools),
            [false, false, false, true, true]
        );
        let plain = usable_of(r#"{"sampling":{}}"#);
        assert!(plain.iter().all(|client| !client.sampling_tools));
    }

    #[test]
    fn whoever_has_a_model_may_be_wished_context_of_until_there_is_a_word_for_it() {
        let can = |declared| usable_of(declared).map(|client| client.sampling_context);
        assert_eq!(can(r#"{"sampling":{"context":{}}}"#), [true; 5]);
        assert_eq!(
            can(r#"{"sampling":{"tools":{}}}"#),
            [true, true, true, false, false]
        );
        assert_eq!(can(r#"{"elicitation":{}}"#), [false; 5]);
    }

    #[test]
    fn a_client_takes_tasks_where_they_are_an_extension() {
        let declared = r#"{"tasks":{},"extensions":{"io.modelcontextprotocol/tasks":{}}}"#;
        let takes = usable_of(declared).map(|client| client.tasks);
        assert_eq!(takes, [false, false, false, false, true]);
        for none in ["{}", r#"{"tasks":{}}"#, r#"{"extensions":{"a/b":{}}}"#] {
            assert!(usable_of(none).iter().all(|client| !client.tasks), "{none}");
        }
    }
}
