//! The answer to `initialize` (`basic/lifecycle#initialization`).

use super::{Capabilities, implementation, json};
use crate::model::Implementation;
use crate::revision::Revision;

/// Appends the result of `initialize`; `revision` is the one agreed on.
pub fn write_initialize(
    revision: Revision,
    server: &Implementation,
    capabilities: Capabilities,
    instructions: Option<&str>,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::string(out, "protocolVersion", revision.as_str());
    capabilities.write(revision.abilities(), out);
    json::key(out, "serverInfo");
    implementation::write(revision.abilities(), server, out);
    json::optional(out, "instructions", instructions);
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revision::Era;
    use crate::wire::testing::each;

    const TOOLS: Capabilities = Capabilities {
        tools: true,
        prompts: false,
        resources: false,
        completions: false,
        tasks: false,
        skills: false,
    };

    #[test]
    fn the_answer_names_the_agreed_revision() {
        let server = Implementation::new("s", "1");
        let answers = each(|revision, out| write_initialize(revision, &server, TOOLS, None, out));
        let spoken: Vec<_> = Revision::of(Era::Handshake).collect();
        for (revision, answer) in spoken.iter().zip(answers) {
            let expected = format!(
                concat!(
                    r#"{{"protocolVersion":"{}","capabilities":{{"logging":{{}},"tools":{{"listChanged":true}}}},"#,
                    r#""serverInfo":{{"name":"s","version":"1"}}}}"#
                ),
                revision
            );
            assert_eq!(answer, expected);
        }
    }

    #[test]
    fn instructions_come_last() {
        let server = Implementation::new("s", "1");
        for answer in each(|revision, out| {
            write_initialize(revision, &server, TOOLS, Some("\"hi\""), out);
        }) {
            assert!(answer.ends_with(r#","instructions":"\"hi\""}"#), "{answer}");
        }
    }
}
