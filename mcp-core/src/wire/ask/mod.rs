//! What a server asks of a client, and what comes back.
//!
//! Where there are sessions a question is a request of the server's own; elsewhere it stands in the
//! answer `input_required`, and the client sends its request again with the answers.

mod answer;
mod form;
mod input_required;
mod question;
mod sampling;

pub use answer::{Elicited, read_created, read_elicited, read_refusal, read_roots};
pub use form::write_form;
pub use input_required::write_input_required;
pub(super) use input_required::write_questions;
pub use question::{url_required, write_request};

#[cfg(test)]
mod tests;
