//! A scope where no familiar name means what it does elsewhere, and mcp-server has another one.
#![deny(warnings, clippy::pedantic, missing_docs)]
#![forbid(unsafe_code)]
#![allow(
    clippy::wrong_self_convention,
    dead_code,
    non_camel_case_types,
    non_upper_case_globals,
    unused_macros
)]

extern crate mcp_server as renamed;

mod hostile {
    use super::renamed;

    pub struct Option;
    pub struct Result;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct String;
    pub struct Box;
    pub struct Cow;
    pub trait Into {}
    pub trait ToString {}
    pub trait Error {}
    pub trait Display {}
    pub trait Send {}
    pub trait Sync {}
    pub struct ToolError;
    pub trait IntoToolError {}
    pub trait Words {}
    pub struct Masked;
    pub const error: u8 = 0;
    pub const words: u8 = 0;
    pub const hint: u8 = 0;
    pub const name: u8 = 0;
    mod std {}
    mod core {}
    mod mcp_server {}
    macro_rules! format {
        ($($token:tt)*) => {
            compile_error!("the user's own")
        };
    }

    trait Everywhere: Sized {
        fn to_string(&self) {}
        fn words(&self) {}
        fn hint(self) {}
        fn code(self) {}
        fn masked(self) {}
        fn into(self) {}
        fn into_tool_error(self) {}
    }
    impl<T> Everywhere for T {}

    /// What goes wrong
    #[derive(Debug, renamed::ToolError)]
    #[tool_error(crate = renamed)]
    pub enum Failure {
        /// There is none
        #[tool_error(hint = "not {name}, {hint}: {error:?}")]
        Missing {
            /// Of what
            name: u8,
            /// What else
            hint: u8,
            /// Why
            error: u8,
        },
        /// It is broken
        #[tool_error(internal, hint = "{0}")]
        Broken(u8),
        /// It is wrong
        #[deprecated]
        #[tool_error(protocol = -32602)]
        Wrong,
        /// It is another
        #[tool_error(transparent)]
        Other(Other<u8>),
    }

    /// Another
    #[derive(Debug, renamed::ToolError)]
    #[tool_error(crate = renamed, internal)]
    pub struct Other<r#type>(pub r#type);
}

impl std::fmt::Display for hostile::Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("wrong")
    }
}

impl std::fmt::Display for hostile::Other<u8> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("other")
    }
}

impl std::error::Error for hostile::Other<u8> {}

fn main() {
    use renamed::IntoToolError as _;
    let missing = hostile::Failure::Missing {
        name: 1,
        hint: 2,
        error: 3,
    };
    let text = missing.into_tool_error().to_string();
    assert_eq!(text, "wrong\nHint: not 1, 2: 3");
    let text = hostile::Failure::Broken(7).into_tool_error().to_string();
    assert!(text.ends_with("\nHint: 7"));
    let text = hostile::Failure::Other(hostile::Other(1)).into_tool_error();
    assert!(text.to_string().starts_with("internal error"));
}
