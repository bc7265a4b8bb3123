//! What the code that takes any parameter is made of.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Lit, Type};

use crate::function::parameter::{Default, Kind, Parameter};
use crate::shared::path::{Root, about, ends};

/// A default as a value of the type as it is written.
pub(crate) fn default<Own>(parameter: &Parameter<Own>, root: &Root) -> Option<TokenStream> {
    let ty = &parameter.ty;
    let at = about(ty.span());
    let reference = parameter.is_borrowed.then(|| quote_spanned!(at=> &));
    let value = match parameter.default.as_ref()? {
        Default::OfType(span) => {
            let at = about(*span);
            let root = root.at(at);
            return Some(quote_spanned!(at=> <#reference #ty as #root::Default>::default()));
        }
        Default::Value(value) if turns_into(value, parameter) => {
            let at = about(value.span());
            let root = root.at(at);
            quote_spanned!(at=> #root::Into::into(#value))
        }
        Default::Value(value) => value.to_token_stream(),
    };
    Some(quote_spanned!(at=> { let __value: #reference #ty = #value; __value }))
}

/// Whether a value is a text in quotes or a constant, and the type one that a text is turned into.
fn turns_into<Own>(value: &Expr, parameter: &Parameter<Own>) -> bool {
    const OWNED: [&str; 6] = ["String", "PathBuf", "Box", "Arc", "Rc", "Cow"];
    let is_text = matches!(
        value,
        Expr::Lit(ExprLit {
            lit: Lit::Str(_),
            ..
        }) | Expr::Path(_)
            | Expr::Index(_)
    );
    let Type::Path(path) = &parameter.ty else {
        return false;
    };
    let last = path.path.segments.last();
    let is_owned = last.is_some_and(|last| OWNED.iter().any(|owned| last.ident == owned));
    is_text && is_owned && !parameter.is_borrowed
}

/// What a type does as the trait that a parameter comes by.
///
/// The call spans what the type spans, so that the compiler tells a type that does none of it once
/// and not for every such call.
pub(crate) fn source<Own>(
    parameter: &Parameter<Own>,
    of: impl FnOnce(proc_macro2::Span) -> TokenStream,
    does: &str,
    given: TokenStream,
) -> TokenStream {
    let ty = &parameter.ty;
    let (first, last) = ends(ty);
    let of = of(last);
    let does = Ident::new(does, last);
    let mut given = Group::new(Delimiter::Parenthesis, given);
    given.set_span(last);
    let mut call = quote_spanned!(first=> <);
    call.extend(quote_spanned!(last=> #ty as #of>::#does #given));
    call
}

/// Whether a pattern makes it an extractor that is taken by value.
pub(crate) fn is_extractor<Own>(parameter: &Parameter<Own>) -> bool {
    parameter.kind == Kind::Extractor && !parameter.is_borrowed
}
