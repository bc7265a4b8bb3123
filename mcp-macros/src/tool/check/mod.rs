//! Every refusal of a tool, each at the token it is about, with what to write instead.

mod argument;

use quote::quote_spanned;

use super::keys::Hints;
use super::model::Tool;
use crate::function::check;
use crate::shared::errors::Errors;
pub(crate) use argument::{counts, is_outside, limits};

/// What holds for functions and methods alike.
pub(crate) fn tool(tool: &Tool, errors: &mut Errors) {
    check::name(&tool.head, errors);
    hints(tool, errors);
    argument::all(&tool.parameters, errors);
}

/// What the hints say, as a whole.
fn hints(tool: &Tool, errors: &mut Errors) {
    let Hints {
        read_only,
        destructive,
        destructive_at,
        ..
    } = tool.hints;
    if let (Some(true), Some(true), Some(span)) = (read_only, destructive, destructive_at) {
        errors.at(
            quote_spanned!(span=> _),
            "a tool that is `read_only` destroys nothing: leave `destructive` out",
        );
    }
}
