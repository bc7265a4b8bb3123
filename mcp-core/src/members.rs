//! What JSON text holds, one level at a time: the items of an array, the members of an object, or
//! some of them by their names. One reader for objects of all kinds: one derived for each is much
//! code.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{
    Deserialize as _, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::jsonrpc::text;

/// A name, borrowed where it holds no escape, and what stands there.
pub(crate) type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// The items of an array.
///
/// # Errors
/// It is none.
pub(crate) fn items(json: &str) -> serde_json::Result<Vec<&RawValue>> {
    serde_json::from_str(json)
}

/// The first so many items of an array; what stands behind them is not read, and may be anything.
///
/// # Errors
/// It is none, as far as it is read.
pub(crate) fn first(json: &str, most: usize) -> serde_json::Result<Vec<&RawValue>> {
    let mut items = Vec::new();
    let mut json = serde_json::Deserializer::from_str(json);
    let read = json.deserialize_seq(First(&mut items, most));
    match items.len() < most {
        true => read.and_then(|()| json.end()).map(|()| items),
        false => Ok(items),
    }
}

/// The members of an object in their order; one that stands twice is there twice.
///
/// # Errors
/// It is none.
pub(crate) fn members(json: &str) -> serde_json::Result<Vec<Member<'_>>> {
    serde_json::Deserializer::from_str(json).deserialize_map(All)
}

/// The members of an object by their names; of one that stands twice the last.
///
/// # Errors
/// It is none.
pub(crate) fn map(json: &str) -> serde_json::Result<BTreeMap<String, Box<RawValue>>> {
    serde_json::from_str(json)
}

/// Whatever a deserializer holds, as JSON: it may read another format, or what was read already.
///
/// # Errors
/// It cannot tell what it holds, or that is nothing that JSON has.
pub(crate) fn any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    to_raw_value(&value).map_err(D::Error::custom)
}

/// The members of an object that have these names. `null` is as good as none.
///
/// # Errors
/// It is no object, or has one of them twice.
pub(crate) fn named<'a, const N: usize>(
    json: &'a str,
    names: [&str; N],
) -> serde_json::Result<[Option<&'a RawValue>; N]> {
    let mut found = [Found::Nothing; N];
    find(json, &Names::new(&names), &mut found)?;
    Ok(found.map(Found::value))
}

/// A member that may be there and is a string.
///
/// # Errors
/// It is none.
pub(crate) fn optional<'a>(
    name: &str,
    member: Option<&'a RawValue>,
) -> serde_json::Result<Option<Cow<'a, str>>> {
    match member.map(text) {
        None => Ok(None),
        Some(Some(text)) => Ok(Some(text)),
        Some(None) => {
            let message = format_args!("`{name}` must be a string");
            Err(serde_json::Error::custom(message))
        }
    }
}

/// A member that must be there and be a string.
///
/// # Errors
/// It is not there, or none.
pub(crate) fn required<'a>(
    name: &'static str,
    member: Option<&'a RawValue>,
) -> serde_json::Result<Cow<'a, str>> {
    optional(name, member)?.ok_or_else(|| serde_json::Error::missing_field(name))
}

/// What is looked for in an object, and in one of its members in the same pass.
pub(crate) struct Names<'n> {
    names: &'n [&'n str],
    /// So many of them, from the first on, are read as strings.
    texts: usize,
    within: Option<(usize, &'n Names<'n>)>,
}

/// What stands at a name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Found<'a> {
    #[default]
    Nothing,
    /// Any JSON, `null` included.
    Json(&'a RawValue),
    /// A string that holds no escape, where it is read as one.
    Text(&'a str),
    /// An object that was looked into.
    Object,
    /// A string that holds an escape, where it is read as one.
    Escaped,
}

impl<'n> Names<'n> {
    pub(crate) const fn new(names: &'n [&'n str]) -> Self {
        Self {
            names,
            texts: 0,
            within: None,
        }
    }

    /// The same, and the first so many must be strings.
    pub(crate) const fn texts(self, texts: usize) -> Self {
        Self { texts, ..self }
    }

    /// The same, and what is looked for in the member at this place.
    pub(crate) const fn within(self, place: usize, names: &'n Self) -> Self {
        Self {
            within: Some((place, names)),
            ..self
        }
    }
}

impl<'a> Found<'a> {
    pub(crate) const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// What stands there; `null` is as good as nothing.
    pub(crate) fn value(self) -> Option<&'a RawValue> {
        self.json().filter(|json| json.get() != "null")
    }

    /// What stands there, `null` included.
    pub(crate) fn json(self) -> Option<&'a RawValue> {
        match self {
            Self::Json(json) => Some(json),
            Self::Nothing | Self::Text(_) | Self::Object | Self::Escaped => None,
        }
    }
}

/// Looks for members of an object: a place for each name, and behind them those of the member that
/// is looked into.
///
/// # Errors
/// It is no object, or the one that is looked into is none, or has one of them twice.
pub(crate) fn find<'a>(
    json: &'a str,
    names: &Names<'_>,
    found: &mut [Found<'a>],
) -> serde_json::Result<()> {
    // What serde would say of a string repeats it all.
    if !json.trim_ascii_start().starts_with('{') {
        return Err(serde_json::Error::custom("it must be an object"));
    }
    let mut json = serde_json::Deserializer::from_str(json);
    (Search { names, found }).deserialize(&mut json)?;
    json.end()
}

struct Search<'s, 'a> {
    names: &'s Names<'s>,
    found: &'s mut [Found<'a>],
}

impl<'de> DeserializeSeed<'de> for Search<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // Not of any kind: a number is shown as a map where `arbitrary_precision` is on.
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Search<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Names {
            names,
            texts,
            within,
        } = *self.names;
        let (own, inner) = self.found.split_at_mut(names.len());
        while let Some(place) = map.next_key_seed(Place(names))? {
            let Some(place) = place else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let slot = &mut own[place];
            if !slot.is_nothing() {
                let name = names[place];
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            *slot = match within {
                _ if place < texts => map.next_value_seed(Text)?,
                Some((looked_into, names)) if looked_into == place => {
                    let found = &mut *inner;
                    map.next_value_seed(Search { names, found })?;
                    Found::Object
                }
                _ => Found::Json(map.next_value()?),
            };
        }
        Ok(())
    }
}

/// A string that is borrowed, where it can be.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Found::Text(text))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Found::Escaped)
    }
}

/// Where a name stands among others.
struct Place<'n>(&'n [&'n str]);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|known| *known == name))
    }
}

/// Puts items where they are wanted, until there are so many.
struct First<'v, 'a>(&'v mut Vec<&'a RawValue>, usize);

impl<'de> Visitor<'de> for First<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let Self(items, most) = self;
        while items.len() < most
            && let Some(item) = seq.next_element()?
        {
            items.push(item);
        }
        Ok(())
    }
}

struct All;

impl<'de> Visitor<'de> for All {
    type Value = Vec<Member<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key_seed(Name)? {
            members.push((name, map.next_value()?));
        }
        Ok(members)
    }
}

/// A name that is borrowed wherever it can be.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<[Option<&str>; 2], String> {
        let members = named(json, ["a", "b"]).map_err(|error| error.to_string())?;
        Ok(members.map(|member| member.map(RawValue::get)))
    }

    #[test]
    fn members_are_found_by_their_names_wherever_they_stand() {
        assert_eq!(
            read(r#"{"x":[{}],"b":{"a":1},"a":"1"}"#).unwrap(),
            [Some("\"1\""), Some(r#"{"a":1}"#)]
        );
        assert_eq!(read(r#"{"\u0061":1}"#).unwrap(), [Some("1"), None]);
        assert_eq!(read(r#"{"a":null,"x":1,"x":2}"#).unwrap(), [None, None]);
    }

    #[test]
    fn a_member_that_stands_twice_is_a_mistake() {
        for json in [r#"{"a":1,"a":1}"#, r#"{"a":null,"b":0,"a":null}"#] {
            assert!(
                read(json).unwrap_err().starts_with("duplicate field `a`"),
                "{json}"
            );
        }
    }

    #[test]
    fn what_is_no_object_has_no_members() {
        for json in [
            "[]",
            r#"[{"a":1}]"#,
            "7",
            "-7",
            "0.5",
            "true",
            "null",
            "\"a\"",
            "{",
            "{}{}",
        ] {
            assert!(read(json).is_err(), "{json}");
        }
        assert!(members("[]").is_err() && map("null").is_err() && items("{}").is_err());
    }

    #[test]
    fn a_member_is_looked_into_in_the_same_pass() {
        let inner = Names::new(&["b", "c"]);
        let outer = Names::new(&["a", "b"]).within(0, &inner);
        let look = |json| {
            let mut found = [Found::Nothing; 4];
            find(json, &outer, &mut found).map(|()| found).ok()
        };
        let [a, b, inner_b, inner_c] = look(r#"{"x":{"b":0},"a":{"c":null,"b":1},"b":2}"#).unwrap();
        assert!(matches!(a, Found::Object) && inner_c.value().is_none());
        assert_eq!(b.json().unwrap().get(), "2");
        assert_eq!(inner_b.json().unwrap().get(), "1");
        assert_eq!(inner_c.json().unwrap().get(), "null");
        for json in [
            r#"{"a":[{"b":1}]}"#,
            r#"{"a":7}"#,
            r#"{"a":"b"}"#,
            r#"{"a":true}"#,
            r#"{"a":null}"#,
        ] {
            assert!(look(json).is_none(), "{json}");
        }
        assert!(look(r#"{"a":{"b":1,"b":1}}"#).is_none());
        assert!(look(r#"{"a":{},"a":{}}"#).is_none());
    }

    #[test]
    fn strings_are_read_as_such_where_nothing_is_escaped() {
        let names = Names::new(&["a", "b"]).texts(1);
        let look = |json| {
            let mut found = [Found::Nothing; 2];
            find(json, &names, &mut found).map(|()| found).ok()
        };
        let [a, b] = look(r#"{"b":"x","a":"y"}"#).unwrap();
        assert!(matches!(a, Found::Text("y")));
        assert_eq!(b.json().unwrap().get(), "\"x\"");
        assert!(matches!(
            look(r#"{"a":"\u0061"}"#),
            Some([Found::Escaped, _])
        ));
        for json in [r#"{"a":1}"#, r#"{"a":null}"#, r#"{"a":"x","a":"x"}"#] {
            assert!(look(json).is_none(), "{json}");
        }
    }

    #[test]
    fn all_members_keep_their_order_and_their_names() {
        let found = members(r#"{"b":1,"\u0061":[2],"b":{}}"#).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|(name, json)| (&**name, json.get()))
            .collect();
        assert_eq!(found, [("b", "1"), ("a", "[2]"), ("b", "{}")]);
        let map = map(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        let map: Vec<_> = map
            .iter()
            .map(|(name, json)| (&**name, json.get()))
            .collect();
        assert_eq!(map, [("a", "2"), ("b", "3")]);
    }
}
