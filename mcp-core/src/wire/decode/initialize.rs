//! The parameters of `initialize` (`basic/lifecycle#initialization`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::ErrorObject;
use crate::model::{ClientCapabilities, Implementation};

/// What a client says of itself before anything else.
#[derive(Debug)]
pub struct Initialize<'a> {
    /// The revision that it would like to speak, which may be none that we know.
    pub protocol_version: Cow<'a, str>,
    /// What it declares that it can do.
    pub capabilities: ClientCapabilities,
    /// Who it says it is.
    pub client: Implementation,
    /// The same, as it came.
    pub introduction: &'a str,
}

impl<'a> Initialize<'a> {
    /// Reads the parameters.
    ///
    /// # Errors
    /// A member is missing or wrong.
    ///
    /// ```
    /// use mcp_core::wire::decode::Initialize;
    /// let params = serde_json::from_str(
    ///     r#"{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}"#,
    /// ).unwrap();
    /// let initialize = Initialize::read(Some(params)).unwrap();
    /// assert_eq!(initialize.protocol_version, "2025-06-18");
    /// ```
    pub fn read(params: Option<&'a RawValue>) -> Result<Self, ErrorObject> {
        let names = ["protocolVersion", "capabilities", "clientInfo"];
        let [version, capabilities, client] = member::params(params, names)?;
        Ok(Self {
            protocol_version: member::string("protocolVersion", version)?,
            capabilities: member::object("capabilities", capabilities, ClientCapabilities::read)?,
            client: member::object("clientInfo", client, Implementation::read)?,
            introduction: client.map_or("", RawValue::get),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn all_three_members_are_read() {
        let initialize = Initialize::read(Some(json(concat!(
            r#"{"protocolVersion":"1\u0030","capabilities":{"sampling":{},"x":1},"#,
            r#""clientInfo":{"name":"c","version":"1","title":"C","x":1},"_meta":{}}"#
        ))))
        .unwrap();
        assert_eq!(initialize.protocol_version, "10");
        assert!(initialize.capabilities.sampling);
        assert_eq!(initialize.client, Implementation::new("c", "1").title("C"));
    }

    #[test]
    fn a_refusal_names_the_member() {
        let params = |version, capabilities, client| {
            format!(
                r#"{{"protocolVersion":{version},"capabilities":{capabilities},"clientInfo":{client}}}"#
            )
        };
        let good = r#"{"name":"c","version":"1"}"#;
        for (params, expected) in [
            ("[]".to_owned(), "`params` must be an object"),
            ("{}".to_owned(), "`protocolVersion` is missing"),
            (params("null", "{}", good), "`protocolVersion` is missing"),
            (
                params("1", "{}", good),
                "`protocolVersion` must be a string",
            ),
            (params("\"1\"", "null", good), "`capabilities` is missing"),
            (
                params("\"1\"", "[{},{},{}]", good),
                "`capabilities` must be an object",
            ),
            (params("\"1\"", "{}", "null"), "`clientInfo` is missing"),
            (
                params("\"1\"", "{}", "\"c\""),
                "`clientInfo` must be an object",
            ),
        ] {
            assert_eq!(refusal(Initialize::read(Some(json(&params)))), expected);
        }
        let nameless = params("\"1\"", "{}", r#"{"version":"1"}"#);
        let reason = refusal(Initialize::read(Some(json(&nameless))));
        assert!(
            reason.starts_with("`clientInfo` cannot be read: missing field `name`"),
            "{reason}"
        );
    }
}
