//! The `_meta` of a request (`basic#meta`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::{ErrorObject, RequestId};
use crate::members::{Found, Names, find};
use crate::model::{ClientCapabilities, Implementation, Level, ProgressToken};

const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
const CLIENT: &str = "io.modelcontextprotocol/clientInfo";
const LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";

/// What a [`Meta`] is read from.
pub(super) const META: Names<'_> =
    Names::new(&[VERSION, CAPABILITIES, CLIENT, LOG_LEVEL, "progressToken"]);

/// The members of `_meta` that the specification gives a meaning, not yet judged: whether a
/// request belongs to the stateless era shows in them.
#[derive(Clone, Debug, Default)]
pub struct Meta<'a> {
    /// The revision that the request is in; `Some` whatever JSON stands there, even `null`.
    pub version: Option<&'a RawValue>,
    /// What the client declares that it can do.
    pub capabilities: Option<&'a RawValue>,
    /// Who the client says it is.
    pub client: Option<&'a RawValue>,
    /// The least level of log messages that the client wants.
    pub log_level: Option<&'a RawValue>,
    /// The token for progress, if it is usable as one.
    pub progress_token: Option<ProgressToken>,
}

/// Reads the `_meta` of parameters. Whatever does not fit reads as absent.
pub(super) fn meta(params: Option<&RawValue>) -> Meta<'_> {
    let names = Names::new(&["_meta"]).within(0, &META);
    let mut found = [Found::Nothing; 6];
    match params.map(|params| find(params.get(), &names, &mut found)) {
        Some(Ok(())) => {
            let [_, members @ ..] = &found;
            Meta::of(members)
        }
        None | Some(Err(_)) => Meta::default(),
    }
}

impl<'a> Meta<'a> {
    /// What stands at each name of [`META`].
    pub(super) fn of(members: &[Found<'a>; 5]) -> Self {
        let [version, capabilities, client, log_level, token] = members;
        Self {
            version: version.json(),
            capabilities: capabilities.value(),
            client: client.value(),
            log_level: log_level.value(),
            progress_token: token.json().and_then(|token| RequestId::read(token).ok()),
        }
    }

    /// The revision's name.
    ///
    /// # Errors
    /// It is missing or no string.
    pub fn read_version(&self) -> Result<Cow<'a, str>, ErrorObject> {
        member::string(VERSION, self.version)
    }

    /// What the client can do.
    ///
    /// # Errors
    /// It is missing or no capabilities object.
    pub fn read_capabilities(&self) -> Result<ClientCapabilities, ErrorObject> {
        if self.capabilities.is_none() {
            return Err(member::invalid(format!(
                "`params._meta[\"{CAPABILITIES}\"]` is missing; a client that can do nothing of it \
                 sends `{{}}`"
            )));
        }
        member::object(CAPABILITIES, self.capabilities, ClientCapabilities::read)
    }

    /// Who the client is, if it says so: an [`Implementation`], seen
    /// to be one and not yet read, for few ask.
    ///
    /// # Errors
    /// It is there and has no name or version.
    pub fn check_client(&self) -> Result<Option<&'a RawValue>, ErrorObject> {
        if self.client.is_some() {
            member::object(CLIENT, self.client, Implementation::check)?;
        }
        Ok(self.client)
    }

    /// The least level of log messages that the client wants, if it wants any.
    ///
    /// # Errors
    /// It is there and names no level.
    pub fn read_log_level(&self) -> Result<Option<Level>, ErrorObject> {
        let level = self
            .log_level
            .map(|level| member::level(LOG_LEVEL, Some(level)));
        level.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn every_member_is_found_among_others() {
        let params = json(concat!(
            r#"{"name":"t","_meta":{"com.example/x":[1,{"a":2}],"progressToken":"p","#,
            r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","#,
            r#""io.modelcontextprotocol/clientCapabilities":{"roots":{}},"#,
            r#""io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},"#,
            r#""io.modelcontextprotocol/logLevel":"info"},"arguments":{"_meta":{}}}"#
        ));
        let meta = meta(Some(params));
        assert_eq!(meta.progress_token, Some("p".into()));
        assert_eq!(meta.read_version().unwrap(), "2026-07-28");
        assert!(meta.read_capabilities().unwrap().roots);
        let client = meta.check_client().unwrap().unwrap();
        assert_eq!(client.get(), r#"{"name":"c","version":"1"}"#);
        assert_eq!(meta.read_log_level().unwrap(), Some(Level::Info));
    }

    #[test]
    fn a_version_counts_whatever_its_type() {
        for version in ["null", "5", "[]", "{}", "\"\""] {
            let text =
                format!(r#"{{"_meta":{{"io.modelcontextprotocol/protocolVersion":{version}}}}}"#);
            assert_eq!(meta(Some(json(&text))).version.unwrap().get(), version);
        }
    }

    #[test]
    fn what_is_no_meta_reads_as_none() {
        for params in [
            "null",
            "[]",
            r#"[{"_meta":{"progressToken":1}}]"#,
            r#"[{"progressToken":1}]"#,
            "{}",
            r#"{"_meta":null}"#,
            r#"{"_meta":7}"#,
            r#"{"_meta":-7}"#,
            r#"{"_meta":0.5}"#,
            r#"{"_meta":true}"#,
            r#"{"_meta":"a\nb"}"#,
            r#"{"_meta":["a",{},{},"info",1]}"#,
            r#"{"_meta":{"progressToken":null}}"#,
            r#"{"_meta":{"progressToken":1.5}}"#,
            r#"{"_meta":{"io.modelcontextprotocol/logLevel":null}}"#,
        ] {
            let meta = meta(Some(json(params)));
            assert!(meta.version.is_none(), "{params}");
            assert!(meta.log_level.is_none(), "{params}");
            assert!(meta.progress_token.is_none(), "{params}");
        }
        assert!(meta(None).version.is_none());
    }

    #[test]
    fn whoever_says_who_they_are_gives_a_name_and_a_version() {
        let checked = |client: &str| {
            let key = "io.modelcontextprotocol/clientInfo";
            let params = format!(r#"{{"_meta":{{"{key}":{client}}}}}"#);
            meta(Some(json(&params))).check_client().is_ok()
        };
        for client in [
            r#"{"name":"\u0063","version":"1","title":null,"x":[]}"#,
            r#"{"name":"c","version":"1","title":"C","description":"D","websiteUrl":"u"}"#,
            "null",
        ] {
            assert!(checked(client), "{client}");
        }
        for client in [
            "{}",
            r#"{"name":"c"}"#,
            r#"{"name":"c","version":1}"#,
            r#"{"name":"c","version":"1","title":7}"#,
            r#"{"name":"c","name":"c","version":"1"}"#,
            r#"["c","1"]"#,
        ] {
            assert!(!checked(client), "{client}");
        }
    }

    #[test]
    fn a_refusal_names_the_member() {
        let meta = meta(Some(json(concat!(
            r#"{"_meta":{"io.modelcontextprotocol/protocolVersion":7,"#,
            r#""io.modelcontextprotocol/clientInfo":[],"io.modelcontextprotocol/logLevel":"loud"}}"#
        ))));
        assert_eq!(
            refusal(meta.read_version()),
            "`io.modelcontextprotocol/protocolVersion` must be a string"
        );
        assert_eq!(
            refusal(meta.read_capabilities()),
            "`params._meta[\"io.modelcontextprotocol/clientCapabilities\"]` is missing; a client that \
             can do nothing of it sends `{}`"
        );
        assert_eq!(
            refusal(meta.check_client()),
            "`io.modelcontextprotocol/clientInfo` must be an object"
        );
        assert!(refusal(meta.read_log_level()).starts_with("`io.modelcontextprotocol/logLevel`: "));
    }
}
