//! The answer to `server/discover` (2026-07-28).

use super::{Caching, Capabilities, Stamp, json};
use crate::jsonrpc::write_string;
use crate::revision::Revision;

/// Appends the result of `server/discover`; `supported` are the revisions a request may name.
pub fn write_discover(
    revision: Revision,
    stamp: &Stamp,
    supported: impl Iterator<Item = Revision>,
    capabilities: Capabilities,
    instructions: Option<&str>,
    caching: Caching,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    json::array(out, "supportedVersions", supported, |out, revision| {
        write_string(out, revision.as_str());
    });
    capabilities.write(revision.abilities(), out);
    json::optional(out, "instructions", instructions);
    caching.write(revision.abilities(), out);
    stamp.close(revision, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Implementation;
    use crate::revision::Era;

    #[test]
    fn the_answer_holds_all_that_a_client_must_find() {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let revision = Revision::latest(Era::Stateless);
        let mut out = Vec::new();
        write_discover(
            revision,
            &stamp,
            Revision::of(Era::Stateless),
            Capabilities::default(),
            Some("ask"),
            Caching::default(),
            &mut out,
        );
        let expected = concat!(
            r#"{"supportedVersions":["2026-07-28"],"capabilities":{"logging":{}},"#,
            r#""instructions":"ask","ttlMs":0,"cacheScope":"private","resultType":"complete","#,
            r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
