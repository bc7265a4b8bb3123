//! What users read as members of structs of their own, from JSON and from elsewhere.

use std::fmt::Debug;

use serde::de::value::{Error, MapDeserializer};
use serde::de::{Deserialize, DeserializeOwned, IntoDeserializer};
use serde_json::{Value, json};

use super::{ClientCapabilities, Implementation, Root};
use crate::jsonrpc::RequestId;

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Flat<T> {
    extra: u8,
    #[serde(flatten)]
    inner: T,
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(untagged)]
enum Untagged<T> {
    Flag(bool),
    Inner(T),
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(tag = "kind")]
enum Tagged<T> {
    Inner(T),
}

fn read<T: DeserializeOwned>(json: &Value) -> T {
    let from_text = serde_json::from_str(&json.to_string());
    from_text.unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn reads_everywhere<T: DeserializeOwned + Debug + PartialEq + Clone>(object: &Value) {
    let inner: T = read(object);
    assert_eq!(T::deserialize(object).unwrap(), inner);
    assert_eq!(
        read::<Untagged<T>>(object),
        Untagged::Inner(inner.clone()),
        "{object}"
    );
    let mut more = object.clone();
    more["extra"] = json!(1);
    more["kind"] = json!("Inner");
    let flat = Flat {
        extra: 1,
        inner: inner.clone(),
    };
    assert_eq!(read::<Flat<T>>(&more), flat);
    assert_eq!(read::<Tagged<T>>(&more), Tagged::Inner(inner));
}

#[test]
fn objects_are_read_wherever_they_stand() {
    reads_everywhere::<Root>(&json!({ "uri": "file:///a", "name": "A" }));
    reads_everywhere::<Implementation>(&json!({ "name": "n", "version": "1", "title": "N" }));
    let capabilities = json!({ "elicitation": { "url": {} }, "sampling": {}, "roots": null });
    reads_everywhere::<ClientCapabilities>(&capabilities);
}

#[test]
fn ids_are_read_wherever_they_stand() {
    for (json, id) in [(json!(7), 7.into()), (json!("7"), RequestId::from("7"))] {
        assert_eq!(read::<Untagged<RequestId>>(&json), Untagged::Inner(id));
    }
    assert_eq!(
        read::<Untagged<RequestId>>(&json!(true)),
        Untagged::Flag(true)
    );
    assert!(serde_json::from_value::<Untagged<RequestId>>(json!(1.5)).is_err());
}

#[test]
fn it_need_not_be_json() {
    let id = RequestId::deserialize(IntoDeserializer::<Error>::into_deserializer(7u8));
    assert_eq!(id.unwrap(), 7.into());
    let members = [("uri", "file:///a"), ("name", "A")];
    let members = MapDeserializer::<_, Error>::new(members.into_iter());
    assert_eq!(Root::deserialize(members).unwrap().uri, "file:///a");
    let members = MapDeserializer::<_, Error>::new([("uri", 7)].into_iter());
    let refused = Root::deserialize(members).unwrap_err();
    assert_eq!(refused.to_string(), "`uri` must be a string");
}

#[test]
fn a_number_is_no_object_whatever_is_left_of_its_digits() {
    for number in ["5", "-0.0", "1e3"] {
        let text = format!(r#"{{"elicitation":{number}}}"#);
        let refused = serde_json::from_str::<ClientCapabilities>(&text).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("`elicitation`: it must be an object"),
            "{refused}"
        );
        assert!(serde_json::from_str::<Root>(number).is_err());
    }
}
