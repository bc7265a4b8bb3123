//! The code that makes a function a tool.

mod call;
mod parameter;
mod spec;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::model::Tool;
use crate::function::expand;
use crate::function::model::Part;
use crate::function::parse::Function;
use crate::shared::path::{Root, about};
use call::call;
pub(crate) use spec::limits;

/// The type beside a free function that stands for it where tools are listed.
pub(crate) fn function(tool: &Tool, function: &Function, root: &Root) -> TokenStream {
    let name = &tool.head.ident;
    let at = about(name.span());
    let spec = spec::spec(tool, root);
    let schemas = schemas(tool, root);
    let call = call(tool, &quote!(#name), root);
    let path = root.at(at);
    let body = quote_spanned! {at=>
        let __spec = #spec;
        #path::Tool::function(__spec, #schemas, |__input, __context| #call)
    };
    expand::twin(Part::Tool, function, &body, root)
}

/// The `__tools` of a block with a method, which shares `__this`.
pub(crate) fn method(tool: &Tool, root: &Root) -> TokenStream {
    let name = &tool.head.ident;
    let at = about(name.span());
    let this = expand::this(&tool.head);
    let spec = spec::spec(tool, root);
    let schemas = schemas(tool, root);
    let call = call(tool, &quote_spanned!(at=> Self::#name), root);
    let root = root.at(at);
    quote_spanned! {at=>
        let __spec = #spec;
        #root::Tools::method(__tools, __this, __spec, #schemas, |#this, __input, __context| #call)
    }
}

/// The functions that give a tool's schemas.
fn schemas(tool: &Tool, root: &Root) -> TokenStream {
    let at = about(tool.head.ident.span());
    let describe = match tool.parameters.as_slice() {
        [] => quote_spanned!(at=> |_, _| {}),
        parameters => {
            let parameters = parameters.iter().enumerate();
            let describe =
                parameters.map(|(index, parameter)| parameter::describe(index, parameter, root));
            quote_spanned!(at=> |__about, __spec| { #(#describe)* })
        }
    };
    let output = expand::returned(&tool.head, "IntoToolResult", "output_schema", root);
    let output = output.unwrap_or_else(|| {
        let root = root.at(at);
        quote_spanned!(at=> || #root::None)
    });
    quote_spanned!(at=> #describe, #output)
}
