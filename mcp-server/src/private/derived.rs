//! What `derive(ToolError)` asks of a type.

use std::error::Error;
use std::fmt::Display;

use mcp_core::ToolError;

/// A type that the model can read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Display`, which is what the model reads of it",
    label = "`Display` is missing",
    note = "derive `thiserror::Error` too, with `#[error(\"…\")]` on each variant; or implement `std::fmt::Display`"
)]
pub trait Words {
    /// Its `Display`.
    fn words(&self) -> String;
}

#[diagnostic::do_not_recommend]
impl<E: Display> Words for E {
    fn words(&self) -> String {
        self.to_string()
    }
}

/// Something to mask, and how to put it in words.
#[derive(Debug)]
pub struct Masked<E>(pub E, pub fn(&E) -> String);

/// An error goes to the log with its causes: this method is found before that of [`MaskedWords`].
impl<E: Into<Box<dyn Error + Send + Sync>>> Masked<E> {
    /// Hides it from the model.
    pub fn __tool_error(self) -> ToolError {
        ToolError::masked(self.0)
    }
}

/// What is no error goes to the log in its words.
pub trait MaskedWords {
    /// Hides it from the model.
    fn __tool_error(self) -> ToolError;
}

impl<E> MaskedWords for Masked<E> {
    fn __tool_error(self) -> ToolError {
        ToolError::masked((self.1)(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;
    use crate::IntoToolError;
    use crate::logged::Logged;

    /// What the log says of an error that the model is not told of.
    fn logged(error: impl IntoToolError) -> String {
        let log = Logged::start();
        let answer = error.into_tool_error().to_string();
        assert!(answer.starts_with("internal error (ref "), "{answer}");
        let text = log.text();
        let mut lines = text.lines();
        let error = lines.find_map(|line| line.strip_prefix("error="));
        error.expect("it is logged").to_owned()
    }

    macro_rules! display {
        ($($type:ty)*) => {$(
            impl Display for $type {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("no answer")
                }
            }
        )*};
    }

    display!(Backend Plain Borrowed<'_> Local Of<fmt::Error>);

    #[derive(Debug, mcp_macros::ToolError)]
    #[tool_error(internal, crate = crate)]
    struct Backend(fmt::Error);

    impl Error for Backend {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[derive(Debug, mcp_macros::ToolError)]
    #[tool_error(internal, crate = crate)]
    struct Of<E>(E);

    impl Error for Of<fmt::Error> {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[derive(mcp_macros::ToolError)]
    #[tool_error(internal, crate = crate)]
    struct Plain;

    #[derive(Debug, mcp_macros::ToolError)]
    #[tool_error(internal, crate = crate)]
    struct Borrowed<'a>(#[expect(dead_code)] &'a str);

    impl Error for Borrowed<'_> {}

    #[derive(Debug, mcp_macros::ToolError)]
    #[tool_error(internal, crate = crate)]
    struct Local(#[expect(dead_code)] *const u8);

    impl Error for Local {}

    #[test]
    fn what_is_an_error_is_logged_with_its_causes() {
        let cause = fmt::Error;
        assert_eq!(logged(Backend(cause)), format!("no answer < {cause}"));
        assert_eq!(logged(Of(cause)), format!("no answer < {cause}"));
    }

    #[test]
    fn what_is_none_or_cannot_be_kept_is_logged_in_its_words() {
        assert_eq!(logged(Plain), "no answer");
        let word = "left".to_owned();
        assert_eq!(logged(Borrowed(&word)), "no answer");
        assert_eq!(logged(Local(std::ptr::null())), "no answer");
    }
}
