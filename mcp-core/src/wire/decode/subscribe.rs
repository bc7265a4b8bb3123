//! The parameters of `resources/subscribe` and `resources/unsubscribe`
//! (`server/resources#subscriptions`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::ErrorObject;

/// A wish to hear of a resource, or to hear of it no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscribe<'a> {
    /// Which resource.
    pub uri: Cow<'a, str>,
}

impl<'a> Subscribe<'a> {
    /// Reads the parameters.
    ///
    /// # Errors
    /// There is no URI, or it is no string.
    pub fn read(params: Option<&'a RawValue>) -> Result<Self, ErrorObject> {
        let [uri] = member::params(params, ["uri"])?;
        let uri = member::string("uri", uri)?;
        Ok(Self { uri })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn the_uri_is_read_as_it_stands() {
        let read = Subscribe::read(Some(json(r#"{"uri":"a:\u0062/%20"}"#))).unwrap();
        assert_eq!(read.uri, "a:b/%20");
    }

    #[test]
    fn a_refusal_names_the_member() {
        for (params, reason) in [
            (None, "`params` must be an object"),
            (Some("{}"), "`uri` is missing"),
            (Some(r#"{"uri":7}"#), "`uri` must be a string"),
        ] {
            assert_eq!(refusal(Subscribe::read(params.map(json))), reason);
        }
    }
}
