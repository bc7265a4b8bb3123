//! The members of any object: all in their order, or some by their names.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};
use serde_json::value::RawValue;

/// Each with its name; one that stands twice is there twice.
pub(super) struct Members<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// The members of an object that have these names. `null` is as good as none.
///
/// # Errors
/// It is no object, or has one of them twice.
pub(super) fn named<'a, const N: usize>(
    json: &'a str,
    names: [&str; N],
) -> serde_json::Result<[Option<&'a RawValue>; N]> {
    let mut members = [Member::default(); N];
    find(json, &names, &mut members)?;
    Ok(members.map(|member| member.value))
}

#[derive(Clone, Copy, Default)]
struct Member<'a> {
    is_there: bool,
    value: Option<&'a RawValue>,
}

/// One for objects of all kinds: a reader derived for each is much code.
fn find<'a>(json: &'a str, names: &[&str], members: &mut [Member<'a>]) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_str(json);
    json.deserialize_map(Named { names, members })
}

struct Named<'n, 'a> {
    names: &'n [&'n str],
    members: &'n mut [Member<'a>],
}

impl<'de> Visitor<'de> for Named<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Place(self.names))? {
            let Some(place) = place else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let member = &mut self.members[place];
            if member.is_there {
                let name = self.names[place];
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            *member = Member {
                is_there: true,
                value: map.next_value()?,
            };
        }
        Ok(())
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
        assert!(read("[]").is_err() && read("7").is_err());
    }
}
