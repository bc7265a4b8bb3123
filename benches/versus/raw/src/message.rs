//! A request, borrowed from its bytes in one pass.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Request<'a> {
    #[serde(rename = "jsonrpc")]
    _jsonrpc: &'a str,
    pub(crate) id: Option<u64>,
    pub(crate) method: &'a str,
    #[serde(borrow, default)]
    pub(crate) params: Params<'a>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Params<'a> {
    #[serde(default)]
    pub(crate) name: &'a str,
    #[serde(borrow, default)]
    pub(crate) arguments: Arguments<'a>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Arguments<'a> {
    #[serde(default)]
    pub(crate) text: &'a str,
    #[serde(default)]
    pub(crate) events: u32,
}
