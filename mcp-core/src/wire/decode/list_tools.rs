//! The parameters of `tools/list` (`server/utilities/pagination`).

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::ErrorObject;

/// A wish for a page of the tools.
#[derive(Debug, Default)]
pub struct ListTools<'a> {
    /// Where the page begins; the empty string is a cursor too.
    pub cursor: Option<Cow<'a, str>>,
}

impl<'a> ListTools<'a> {
    /// Reads the parameters, which may be absent.
    ///
    /// # Errors
    /// The cursor is no string.
    pub fn read(params: Option<&'a RawValue>) -> Result<Self, ErrorObject> {
        #[derive(Deserialize)]
        struct Params<'a> {
            #[serde(borrow)]
            cursor: Option<&'a RawValue>,
        }

        let Some(params) = params.filter(|params| params.get() != "null") else {
            return Ok(Self::default());
        };
        let params: Params<'a> = member::params(Some(params))?;
        let cursor = params
            .cursor
            .map(|cursor| member::string("cursor", Some(cursor)));
        Ok(Self {
            cursor: cursor.transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn without_a_cursor_the_list_begins() {
        assert!(ListTools::read(None).unwrap().cursor.is_none());
        for params in ["null", "{}", r#"{"cursor":null}"#, r#"{"_meta":{}}"#] {
            assert!(
                ListTools::read(Some(json(params)))
                    .unwrap()
                    .cursor
                    .is_none(),
                "{params}"
            );
        }
    }

    #[test]
    fn an_empty_cursor_is_a_cursor() {
        let list = ListTools::read(Some(json(r#"{"cursor":""}"#))).unwrap();
        assert_eq!(list.cursor.as_deref(), Some(""));
    }

    #[test]
    fn a_refusal_names_the_member() {
        for (params, expected) in [
            ("[]", "`params` must be an object"),
            (r#"{"cursor":7}"#, "`cursor` must be a string"),
        ] {
            assert_eq!(refusal(ListTools::read(Some(json(params)))), expected);
        }
    }
}
