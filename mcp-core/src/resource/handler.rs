//! Functions that take all they need from the request, and what they may give.

use std::future::Future;

use super::{IntoResource, ReadOutcome};
use crate::peer::Context;
use crate::schema::Description;
use crate::text::{ViaFuture, ViaValues, as_error};
use crate::tool::{FromContext, Rejection};

/// A function or a closure of at most eight parameters, each of a type that implements
/// [`FromContext`] and each by value: [`State`](crate::State), [`Principal`](crate::Principal),
/// [`Context`] and the like.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be called with what comes with a request",
    label = "not a function that takes all its parameters from the request",
    note = "it has at most eight parameters, each by value and of a type that implements `FromContext`, such as `State<T>`, `Principal` or `Context`",
    note = "a method stands in the same block, and takes `&self` besides"
)]
pub trait Handler<Parameters>: Send + Sync + 'static {
    /// What it returns.
    type Output;

    /// Says which state its parameters need.
    fn needs(description: &mut Description);

    /// Takes its parameters from the request, and calls it.
    ///
    /// # Errors
    /// A parameter cannot be taken: what the client gets instead.
    fn handle(&self, context: &Context) -> Result<Self::Output, Rejection>;
}

macro_rules! handlers {
    ($(($($parameter:ident)*))*) => {$(
        #[diagnostic::do_not_recommend]
        impl<F, R, $($parameter,)*> Handler<($($parameter,)*)> for F
        where
            F: Fn($($parameter),*) -> R + Send + Sync + 'static,
            $($parameter: FromContext,)*
        {
            type Output = R;

            fn needs(_description: &mut Description) {
                $($parameter::needs(_description);)*
            }

            fn handle(&self, _context: &Context) -> Result<R, Rejection> {
                Ok(self($($parameter::from_context(_context).map_err(as_error)?),*))
            }
        }
    )*};
}

handlers! { () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E G) (A B C D E G H) (A B C D E G H I) }

/// The contents of a resource, or a future of them.
#[diagnostic::on_unimplemented(
    message = "a resource cannot return `{Self}`",
    label = "neither the contents of a resource nor a `Send` future of them",
    note = "return text, `Vec<u8>`, `Bytes`, `Json<…>`, `Contents` or a list of these, or `Option` or `Result` of these, from a plain function or an `async` one"
)]
pub trait IntoContents<Via>: Send + 'static {
    /// The media type, for types that have one.
    #[must_use]
    fn mime_type() -> Option<&'static str>;

    /// Waits for the contents.
    fn into_contents(self, uri: &str) -> impl Future<Output = ReadOutcome> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: IntoResource + Send + 'static> IntoContents<ViaValues> for T {
    fn mime_type() -> Option<&'static str> {
        T::mime_type()
    }

    fn into_contents(self, uri: &str) -> impl Future<Output = ReadOutcome> + Send {
        std::future::ready(self.into_resource(uri, None))
    }
}

#[diagnostic::do_not_recommend]
impl<F: Future<Output: IntoResource> + Send + 'static> IntoContents<ViaFuture> for F {
    fn mime_type() -> Option<&'static str> {
        F::Output::mime_type()
    }

    async fn into_contents(self, uri: &str) -> ReadOutcome {
        self.await.into_resource(uri, None)
    }
}
