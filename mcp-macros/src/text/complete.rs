//! What `complete = …` names.

use syn::{Expr, ExprArray, ExprLit, ExprPath, Lit};

use crate::function::keys::Scope;
use crate::shared::attr::Entry;

/// What completes an argument.
pub(crate) enum Complete {
    /// A fixed list.
    List(ExprArray),
    /// A function or a constant.
    Path(ExprPath),
    /// A method of the same block.
    Method {
        path: ExprPath,
        /// It takes `&self`.
        is_shared: bool,
        /// How many parameters it has beside `self`.
        takes: usize,
    },
}

impl Complete {
    pub(super) fn read(entry: &Entry) -> syn::Result<Self> {
        match entry.expression("function")? {
            Expr::Path(path) => Ok(Self::Path(path)),
            Expr::Array(list) if !list.elems.is_empty() => {
                let other = list.elems.iter().find(|value| !is_text(value));
                match other {
                    None => Ok(Self::List(list)),
                    Some(other) => Err(syn::Error::new_spanned(
                        other,
                        "what completes an argument is text: write `\"…\"`",
                    )),
                }
            }
            other => Err(syn::Error::new_spanned(
                other,
                "`complete` takes a function or a list: `complete = projects`, `complete = [\"low\", \"high\"]`",
            )),
        }
    }

    /// Tells a method of the block from a function.
    pub(super) fn resolve(&mut self, scope: &Scope<'_>) {
        let Self::Path(path) = self else {
            return;
        };
        let Some(name) = of_self(path) else {
            return;
        };
        let mut methods = scope.methods.into_iter().flatten();
        if let Some(method) = methods.find(|method| method.ident == *name) {
            *self = Self::Method {
                path: path.clone(),
                is_shared: method.is_shared,
                takes: method.takes.len(),
            };
        }
    }
}

/// The name in `Self::name`.
pub(crate) fn of_self(path: &ExprPath) -> Option<&proc_macro2::Ident> {
    let mut segments = path.path.segments.iter();
    let (first, name) = (segments.next()?, segments.next()?);
    let is_of_self = first.ident == "Self" && path.qself.is_none() && segments.next().is_none();
    is_of_self.then_some(&name.ident)
}

/// Whether a value can be a text, as far as its looks tell.
fn is_text(value: &Expr) -> bool {
    match value {
        Expr::Lit(ExprLit { lit, .. }) => matches!(lit, Lit::Str(_)),
        Expr::Unary(_) | Expr::Array(_) | Expr::Tuple(_) | Expr::Closure(_) => false,
        _ => true,
    }
}
