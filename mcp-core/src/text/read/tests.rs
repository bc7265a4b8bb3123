//! What a text can be read into, and what is said of one that cannot.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::num::NonZeroU8;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::*;

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    T::deserialize(Text(text)).map_err(|error| error.to_string())
}

fn refused<T: DeserializeOwned + Debug>(text: &str) -> String {
    read::<T>(text).expect_err(text)
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tone {
    Calm,
    Stern,
    Exactly(u8),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Key(String);

#[derive(Debug, PartialEq, Deserialize)]
struct Range {
    from: u8,
    to: u8,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Either {
    Number(u64),
    Name(String),
}

#[test]
fn plain_values_are_parsed() {
    assert_eq!(read("7"), Ok(7_u32));
    assert_eq!(read(" -7 "), Ok(-7_i8));
    assert_eq!(read("1.5"), Ok(1.5_f64));
    assert_eq!(read("0.5"), Ok(0.5_f32));
    assert_eq!(read(&u128::MAX.to_string()), Ok(u128::MAX));
    assert_eq!(read(&i128::MIN.to_string()), Ok(i128::MIN));
    assert_eq!(read("true"), Ok(true));
    assert_eq!(read("ä"), Ok('ä'));
    assert_eq!(read(" a b "), Ok(" a b ".to_owned()));
    assert_eq!(read("5"), Ok(NonZeroU8::new(5).unwrap()));
}

#[test]
fn a_text_stays_a_text_whatever_it_looks_like() {
    for text in ["7", "true", "null", "[1]", "{}", ""] {
        assert_eq!(read(text), Ok(text.to_owned()));
        assert_eq!(read(text), Ok(Key(text.to_owned())));
        assert_eq!(read(text), Ok(serde_json::Value::from(text)));
    }
}

#[test]
fn variants_are_read_by_name() {
    assert_eq!(read("stern"), Ok(Tone::Stern));
    assert_eq!(read("calm"), Ok(Some(Tone::Calm)));
    assert_eq!(
        refused::<Tone>("Calm"),
        "expected one of `calm`, `stern`, `exactly`"
    );
    assert!(refused::<Tone>("exactly").starts_with("expected"));
}

#[test]
fn an_empty_text_is_none_to_what_is_optional() {
    assert_eq!(read::<Option<u8>>(""), Ok(None));
    assert_eq!(read::<Option<String>>(""), Ok(None));
    assert_eq!(read("3"), Ok(Some(3_u8)));
    assert_eq!(read(" "), Ok(Some(" ".to_owned())));
    assert_eq!(read(""), Ok(String::new()));
}

#[test]
fn what_is_made_of_parts_is_json() {
    assert_eq!(read("[1,2]"), Ok(vec![1_u8, 2]));
    assert_eq!(read(" [1,\"a\"] "), Ok((1_u8, "a".to_owned())));
    assert_eq!(read(r#"{"from":1,"to":2}"#), Ok(Range { from: 1, to: 2 }));
    assert_eq!(
        read(r#"{"a":1}"#),
        Ok(BTreeMap::from([("a".to_owned(), 1_u8)]))
    );
    assert_eq!(refused::<Vec<u8>>("1,2"), "expected a JSON array");
    assert_eq!(refused::<Range>("1..2"), "expected a JSON object");
}

#[test]
fn json_that_does_not_fit_is_told() {
    assert_eq!(
        refused::<Range>(r#"{"from":1}"#),
        "is not the JSON that was expected (missing field `to`)"
    );
    for broken in ["[", "[1", "[1]]", "[1] x", "[300]"] {
        assert!(refused::<Vec<u8>>(broken).starts_with("is not the JSON"));
    }
    let deep = "[".repeat(100_000);
    assert!(refused::<Vec<serde_json::Value>>(&deep).contains("recursion limit"));
}

#[test]
fn untagged_enums_see_a_text() {
    assert_eq!(read("7"), Ok(Either::Name("7".to_owned())));
}

#[test]
fn bytes_are_those_of_the_text() {
    struct Bytes(Vec<u8>);
    impl<'de> Visitor<'de> for Bytes {
        type Value = Vec<u8>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }
        fn visit_bytes<E>(mut self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            self.0.extend(bytes);
            Ok(self.0)
        }
    }
    let read = Text("ab").deserialize_byte_buf(Bytes(Vec::new()));
    assert_eq!(read, Ok(b"ab".to_vec()));
}

#[test]
fn what_was_expected_is_told() {
    assert_eq!(
        refused::<u8>("300"),
        "expected a whole number from 0 to 255"
    );
    assert_eq!(
        refused::<i8>(""),
        "expected a whole number from -128 to 127"
    );
    assert_eq!(
        refused::<u8>("7.0"),
        "expected a whole number from 0 to 255"
    );
    assert_eq!(refused::<f64>("NaN"), "expected a number");
    assert_eq!(refused::<f32>("1e99"), "expected a number");
    assert_eq!(refused::<bool>("yes"), "expected `true` or `false`");
    assert_eq!(refused::<char>("ab"), "expected one character");
    assert_eq!(refused::<()>("a"), "expected unit");
    assert_eq!(refused::<NonZeroU8>("0"), "expected a nonzero u8");
}
