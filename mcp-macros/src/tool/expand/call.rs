//! The code that runs a tool.

use proc_macro2::{Literal, TokenStream};
use quote::quote_spanned;

use super::parameter;
use crate::function::expand::{self, Call};
use crate::shared::path::{Root, about};
use crate::tool::model::Tool;

/// A running call of the function at `path`, from an `__input` and a `__context`.
pub(super) fn call(tool: &Tool, path: &TokenStream, root: &Root) -> TokenStream {
    let at = about(tool.head.ident.span());
    let parameters = tool.parameters.iter().enumerate();
    let extracts = parameters.map(|(index, parameter)| parameter::extract(index, parameter, root));
    let borrowed = tool
        .parameters
        .iter()
        .map(|parameter| parameter.is_borrowed);
    let into = expand::returned_value(&tool.head, "IntoToolResult", "into_tool_result", root);
    let count = Literal::usize_unsuffixed(tool.parameters.len());
    let hidden = root.at(at);
    let call = Call {
        reader: "Arguments",
        read: quote_spanned! {at=>
            let mut __slots = [#hidden::Slot::EMPTY; #count];
            let mut __args = #hidden::Arguments::read(&__context, &__input, &mut __slots);
        },
        extracts: extracts.collect(),
        borrowed: borrowed.collect(),
        answer: quote_spanned!(at=> #hidden::Input::answer(&__input, #into(__result))),
    };
    expand::call(&tool.head, path, &call, root)
}
