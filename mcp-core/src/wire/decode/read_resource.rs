//! The parameters of `resources/read` (`server/resources#reading-resources`).

use std::borrow::Cow;

use super::{Params, member};
use crate::jsonrpc::ErrorObject;

/// A wish for the contents of a resource.
#[derive(Debug)]
pub struct ReadResource<'a> {
    /// Its URI, as the client wrote it.
    pub uri: Cow<'a, str>,
}

impl<'a> ReadResource<'a> {
    /// The wish that parameters are.
    ///
    /// # Errors
    /// There is no URI.
    pub fn of(params: &Params<'a>) -> Result<Self, ErrorObject> {
        let uri = member::string("uri", params.subject()?.uri)?;
        Ok(Self { uri })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn a_refusal_names_the_member() {
        let of = |params| ReadResource::of(&Params::read(Some(json(params))));
        assert_eq!(of(r#"{"uri":"x:\/1"}"#).unwrap().uri, "x:/1");
        assert_eq!(refusal(of("{}")), "`uri` is missing");
        assert_eq!(refusal(of(r#"{"uri":["x:1"]}"#)), "`uri` must be a string");
    }
}
