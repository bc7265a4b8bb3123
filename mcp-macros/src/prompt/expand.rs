//! The code that makes a function a prompt.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::model::Prompt;
use crate::function::expand;
use crate::function::model::Part;
use crate::function::parse::Function;
use crate::shared::path::{Root, about};
use crate::text::expand::{Made, arguments, describe};

/// The type beside a free function that stands for it where prompts are listed.
pub(crate) fn function(prompt: &Prompt, function: &Function, root: &Root) -> TokenStream {
    let body = made(prompt, root).function(root);
    expand::twin(Part::Prompt, function, &body, root)
}

/// The `__tools` of a block with a method, which shares `__this`.
pub(crate) fn method(prompt: &Prompt, root: &Root) -> TokenStream {
    let at = about(prompt.head.ident.span());
    let made = made(prompt, root).method(root);
    let root = root.at(at);
    quote_spanned!(at=> #root::Tools::prompt(__tools, #made))
}

fn made<'p>(prompt: &'p Prompt, root: &Root) -> Made<'p> {
    let Prompt { head, parameters } = prompt;
    let at = about(head.ident.span());
    let into = expand::returned_value(head, "IntoPrompt", "into_prompt", root);
    let describe = describe(parameters, at, root);
    let fields = expand::head(head, root);
    let said = expand::said(head, root);
    let arguments = arguments(parameters, at, root);
    let root = root.at(at);
    Made {
        head,
        parameters,
        ty: "Prompt",
        definition: quote_spanned! {at=>
            const {
                &#root::PromptSpec {
                    #fields
                    #said
                    #arguments
                    ..#root::PromptSpec::NEW
                }
            },
            #describe
        },
        answer: quote_spanned!(at=> #into(__result)),
    }
}
