//! The parameters of the methods that list something (`server/utilities/pagination`).

use std::borrow::Cow;

use super::{Params, member};
use crate::jsonrpc::ErrorObject;

/// A wish for a page of a list.
#[derive(Debug, Default)]
pub struct List<'a> {
    /// Where the page begins; the empty string is a cursor too.
    pub cursor: Option<Cow<'a, str>>,
}

impl<'a> List<'a> {
    /// The wish that parameters are, which may be absent.
    ///
    /// # Errors
    /// The cursor is no string.
    pub fn of(params: &Params<'a>) -> Result<Self, ErrorObject> {
        if params.are_absent() {
            return Ok(Self::default());
        }
        let cursor = params.subject()?.cursor;
        let cursor = cursor.map(|cursor| member::string("cursor", Some(cursor)));
        Ok(Self {
            cursor: cursor.transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::super::testing::{json, refusal};
    use super::*;

    fn of(params: Option<&RawValue>) -> Result<List<'_>, ErrorObject> {
        List::of(&Params::read(params))
    }

    #[test]
    fn without_a_cursor_the_list_begins() {
        assert!(of(None).unwrap().cursor.is_none());
        for params in ["null", "{}", r#"{"cursor":null}"#, r#"{"_meta":{}}"#] {
            assert!(of(Some(json(params))).unwrap().cursor.is_none(), "{params}");
        }
    }

    #[test]
    fn an_empty_cursor_is_a_cursor() {
        let list = of(Some(json(r#"{"cursor":""}"#))).unwrap();
        assert_eq!(list.cursor.as_deref(), Some(""));
    }

    #[test]
    fn a_refusal_names_the_member() {
        for (params, expected) in [
            ("[]", "`params` must be an object"),
            (r#"{"cursor":7}"#, "`cursor` must be a string"),
        ] {
            assert_eq!(refusal(of(Some(json(params)))), expected);
        }
    }
}
