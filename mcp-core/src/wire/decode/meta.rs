//! The `_meta` of a request (`basic#meta`).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::{ErrorObject, RequestId};
use crate::model::{ClientCapabilities, Level, ProgressToken};

const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
const CLIENT: &str = "io.modelcontextprotocol/clientInfo";
const LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";

/// The members of `_meta` that the specification gives a meaning, not yet judged: whether a
/// request belongs to the stateless era shows in them.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Meta<'a> {
    /// The revision that the request is in; `Some` whatever JSON stands there, even `null`.
    #[serde(
        borrow,
        default,
        deserialize_with = "present",
        rename = "io.modelcontextprotocol/protocolVersion"
    )]
    pub version: Option<&'a RawValue>,
    /// What the client declares that it can do.
    #[serde(borrow, rename = "io.modelcontextprotocol/clientCapabilities")]
    pub capabilities: Option<&'a RawValue>,
    /// Who the client says it is.
    #[serde(borrow, rename = "io.modelcontextprotocol/clientInfo")]
    pub client: Option<&'a RawValue>,
    /// The least level of log messages that the client wants.
    #[serde(borrow, rename = "io.modelcontextprotocol/logLevel")]
    pub log_level: Option<&'a RawValue>,
    /// The token for progress, if it is usable as one.
    #[serde(default, deserialize_with = "token", rename = "progressToken")]
    pub progress_token: Option<ProgressToken>,
}

/// Reads the `_meta` of parameters. Whatever does not fit reads as absent.
pub(super) fn meta(params: Option<&RawValue>) -> Meta<'_> {
    #[derive(serde::Deserialize)]
    struct Params<'a> {
        #[serde(borrow, default, rename = "_meta")]
        meta: Lenient<Meta<'a>>,
    }

    params
        .filter(|params| member::is_object(params))
        .and_then(|params| serde_json::from_str::<Params<'_>>(params.get()).ok())
        .map(|params| params.meta.0)
        .unwrap_or_default()
}

impl<'a> Meta<'a> {
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
        member::object(CAPABILITIES, self.capabilities)
    }

    /// Who the client is, if it says so: an [`Implementation`](crate::model::Implementation), seen
    /// to be one and not yet read, for few ask.
    ///
    /// # Errors
    /// It is there and has no name or version.
    pub fn check_client(&self) -> Result<Option<&'a RawValue>, ErrorObject> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[expect(dead_code, reason = "they only have to be there")]
        struct Implementation {
            name: Text,
            version: Text,
            title: Option<Text>,
            description: Option<Text>,
            website_url: Option<Text>,
        }

        if self.client.is_some() {
            member::object::<Implementation>(CLIENT, self.client)?;
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

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

fn token<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ProgressToken>, D::Error> {
    let token = <&RawValue>::deserialize(deserializer)?;
    Ok(RequestId::read(token).ok())
}

/// A string, whatever it says.
struct Text;

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Text, E> {
        Ok(Text)
    }
}

/// An object read as `T`; anything else reads as an object without members.
#[derive(Default)]
pub(super) struct Lenient<T>(pub(super) T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(LenientVisitor(PhantomData))
            .map(Self)
    }
}

struct LenientVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for LenientVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(T::default())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
        Ok(T::default())
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
            "`io.modelcontextprotocol/clientCapabilities` is missing"
        );
        assert_eq!(
            refusal(meta.check_client()),
            "`io.modelcontextprotocol/clientInfo` must be an object"
        );
        assert!(refusal(meta.read_log_level()).starts_with("`io.modelcontextprotocol/logLevel`: "));
    }
}
