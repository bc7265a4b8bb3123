//! One JSON-RPC message, borrowed from the bytes it came in.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::RequestId;
use crate::wire::decode::Params;

/// A message: what it is follows from its members.
#[derive(Debug)]
pub enum Message<'a> {
    /// It has a method and an id, and wants an answer.
    Request(Request<'a>),
    /// It has a method and no id, and must not be answered.
    Notification(Notification<'a>),
    /// It answers a request.
    Response(Response<'a>),
}

/// A request.
#[derive(Debug)]
pub struct Request<'a> {
    /// What the answer must carry.
    pub id: RequestId,
    /// The method's name.
    pub method: Cow<'a, str>,
    /// The parameters, not yet judged.
    pub params: Params<'a>,
}

/// A notification.
#[derive(Debug)]
pub struct Notification<'a> {
    /// The method's name.
    pub method: Cow<'a, str>,
    /// The parameters, not yet judged.
    pub params: Params<'a>,
}

/// A response of the peer to a request of ours.
#[derive(Debug)]
pub struct Response<'a> {
    /// The id of our request.
    pub id: RequestId,
    /// The result, or the error object.
    pub outcome: Result<&'a RawValue, &'a RawValue>,
}

impl<'a> Message<'a> {
    /// The method and parameters, where the message has them.
    #[must_use]
    pub fn call(&self) -> Option<(&str, &Params<'a>)> {
        match self {
            Self::Request(request) => Some((&request.method, &request.params)),
            Self::Notification(notification) => Some((&notification.method, &notification.params)),
            Self::Response(_) => None,
        }
    }

    /// The id, where the message has one.
    #[must_use]
    pub fn id(&self) -> Option<&RequestId> {
        match self {
            Self::Request(request) => Some(&request.id),
            Self::Notification(_) => None,
            Self::Response(response) => Some(&response.id),
        }
    }
}
