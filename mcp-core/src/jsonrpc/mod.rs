//! JSON-RPC 2.0 as MCP uses it: ids, messages, errors, and how they are read and written.

mod error;
mod id;
mod message;
mod read;
mod string;
mod write;

pub use error::{ErrorCode, ErrorObject};
pub use id::{InvalidId, RequestId};
pub use message::{Message, Notification, Request, Response};
pub(crate) use read::text;
pub use read::{Incoming, Malformed, read};
pub use string::write_string;
pub use write::{write_error, write_result};
pub(crate) use write::{write_error_object, write_id};
