//! From answers to bytes.

use super::{ErrorObject, RequestId, write_string};

/// Appends a response whose result `write` appends as JSON.
pub fn write_result(out: &mut Vec<u8>, id: &RequestId, write: impl FnOnce(&mut Vec<u8>)) {
    out.extend_from_slice(br#"{"jsonrpc":"2.0","id":"#);
    write_id(out, id);
    out.extend_from_slice(br#","result":"#);
    write(out);
    out.push(b'}');
}

/// Appends an error response; without an id the member is left out.
pub fn write_error(out: &mut Vec<u8>, id: Option<&RequestId>, error: &ErrorObject) {
    out.extend_from_slice(br#"{"jsonrpc":"2.0","#);
    if let Some(id) = id {
        out.extend_from_slice(br#""id":"#);
        write_id(out, id);
        out.push(b',');
    }
    out.extend_from_slice(br#""error":"#);
    write_error_object(out, error);
    out.push(b'}');
}

/// Appends the error by itself.
pub(crate) fn write_error_object(out: &mut Vec<u8>, error: &ErrorObject) {
    serde_json::to_writer(out, error).expect("an error object always serializes");
}

pub(crate) fn write_id(out: &mut Vec<u8>, id: &RequestId) {
    match id {
        RequestId::Number(number) => {
            serde_json::to_writer(out, number).expect("a number always serializes");
        }
        RequestId::Text(text) => write_string(out, text),
    }
}
