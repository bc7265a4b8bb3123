//! Every refusal of a prompt, each at the token it is about, with what to write instead.

use super::model::Prompt;
use crate::function::check;
use crate::shared::errors::Errors;
use crate::text;

/// What holds for functions and methods alike.
pub(crate) fn prompt(prompt: &Prompt, errors: &mut Errors) {
    check::name(&prompt.head, errors);
    text::check::all(&prompt.head, &prompt.parameters, errors);
}
