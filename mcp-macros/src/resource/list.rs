//! What `list = …` names: the function that lists what fits a template.

use proc_macro2::TokenStream;
use quote::{format_ident, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Expr, ExprPath, Type};

use crate::function::keys::{Method, Scope};
use crate::function::model::{Head, plain};
use crate::shared::attr::Entry;
use crate::shared::errors::Errors;
use crate::shared::path::{Root, about, ends};
use crate::text::of_self;

/// What lists what fits a template.
pub(crate) struct List {
    path: ExprPath,
    /// The method of the same block that it is, if any.
    method: Option<Method>,
}

impl List {
    pub(super) fn read(entry: &Entry) -> syn::Result<Self> {
        match entry.expression("issues")? {
            Expr::Path(path) => Ok(Self { path, method: None }),
            other => Err(syn::Error::new_spanned(
                other,
                "`list` takes a function: `list = issues`, or `list = Self::issues` for a method",
            )),
        }
    }

    /// Tells a method of the block from a function.
    pub(super) fn resolve(&mut self, scope: &Scope<'_>) {
        let name = of_self(&self.path);
        let mut methods = scope.methods.into_iter().flatten();
        let method = methods.find(|method| name.is_some_and(|name| method.ident == *name));
        self.method = method.cloned();
    }

    pub(super) fn check(&self, head: &Head, is_template: bool, errors: &mut Errors) {
        let Self { path, method } = self;
        if !is_template {
            let advice = "without a variable it is one resource, and listed as such: leave `list` out, or put a variable into the URI";
            errors.at(path, advice);
        } else if head.said.hidden {
            let advice =
                "what is `hidden` is not listed, nor what fits it: leave `list` out, or `hidden`";
            errors.at(path, advice);
        } else if of_self(path).is_some() && !head.is_method {
            errors.at(path, "a free function has no `Self`: name a function");
        } else if method.as_ref().is_some_and(|method| !method.is_shared) {
            errors.at(path, "a method that lists resources takes `&self`");
        }
    }

    /// The resource with the list.
    pub(super) fn expand(&self, made: &TokenStream, root: &Root) -> TokenStream {
        let path = &self.path;
        let at = about(path.span());
        let root = root.at(at);
        let Some(method) = &self.method else {
            return quote_spanned!(at=> #root::Resource::with_list(#made, #path));
        };
        let taken = method.takes.iter().enumerate().map(|(index, ty)| {
            let name = format_ident!("__arg{index}", span = at);
            match plain(ty) {
                Type::Reference(reference) => (name, &*reference.elem, true),
                ty => (name, ty, false),
            }
        });
        let taken: Vec<_> = taken.collect();
        let needs = taken.iter().map(|(_, ty, _)| {
            let of = from_context(ty, &root);
            quote_spanned!(about(ty.span())=> #of::needs(__about);)
        });
        let extracts = taken.iter().map(|(name, ty, _)| {
            let of = from_context(ty, &root);
            quote_spanned!(about(ty.span())=> let #name = #of::from_context(&__context)?;)
        });
        let passed = taken
            .iter()
            .map(|(name, _, is_borrowed)| match is_borrowed {
                true => quote_spanned!(at=> &#name),
                false => quote_spanned!(at=> #name),
            });
        quote_spanned! {at=>
            #root::Resource::with_method_list(
                #made,
                __this,
                |__about| { #(#needs)* },
                |__this, __context| #root::Box::pin(async move {
                    #(#extracts)*
                    #root::IntoListed::into_list(#path(&*__this, #(#passed),*)).await
                })
            )
        }
    }
}

/// The type as one that is taken from the request. It spans what the type spans, so that the
/// compiler tells one that is not only once.
fn from_context(ty: &Type, root: &TokenStream) -> TokenStream {
    let (first, last) = ends(ty);
    let root = root.clone().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(last));
        token
    });
    let mut of = quote_spanned!(first=> <);
    of.extend(quote_spanned!(last=> #ty as #(#root)*::FromContext>));
    of
}
