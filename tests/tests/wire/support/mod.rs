//! Clients that are all bytes, and the schemas that judge what comes back.

pub(crate) mod apart;
pub(crate) mod client;
pub(crate) mod envelope;
pub(crate) mod heard;
pub(crate) mod http;
pub(crate) mod lines;
pub(crate) mod log;
pub(crate) mod memory;
pub(crate) mod post;
pub(crate) mod published;
pub(crate) mod schema;
pub(crate) mod served;
pub(crate) mod subset;
pub(crate) mod wires;
