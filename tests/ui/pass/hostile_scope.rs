//! A scope where no familiar name means what it does elsewhere, and mcp-server has another one.
#![deny(warnings, clippy::pedantic, missing_docs)]
#![forbid(unsafe_code)]
#![allow(
    clippy::unused_async,
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
    pub struct Box;
    pub struct Vec;
    pub struct Arc;
    pub trait Default {}
    pub trait Send {}
    pub trait Sync {}
    pub trait Fn {}
    pub trait Param {}
    pub struct Tools;
    pub struct Spec;
    pub const arguments: u8 = 0;
    pub const context: u8 = 0;
    pub const spec: u8 = 0;
    pub const value: u8 = 0;
    pub const this: u8 = 0;
    pub const slots: u8 = 0;
    mod std {}
    mod core {}
    mod mcp_server {}
    macro_rules! line {
        () => {
            compile_error!("the user's own")
        };
    }
    macro_rules! file {
        () => {
            compile_error!("the user's own")
        };
    }
    macro_rules! concat {
        () => {
            compile_error!("the user's own")
        };
    }
    macro_rules! unreachable {
        () => {
            compile_error!("the user's own")
        };
    }

    trait Everywhere: Sized {
        fn is_given(self) {}
        fn skip(self) {}
        fn finish(self) {}
        fn extract(self) {}
        fn method(self) {}
        fn into_tool_result(self) {}
    }
    impl<T> Everywhere for T {}

    /// Add two numbers
    #[renamed::tool(crate = renamed, title = "Add", read_only, open_world = false)]
    pub async fn add(
        /// The first
        a: i64,
        #[arg(default = 1, min = -5, max = 1_000_000)] b: i64,
        #[arg(default)] name: &str,
    ) -> i64 {
        a + b + i64::from(name.is_empty())
    }

    pub struct Notes(pub u64);

    #[renamed::tools(prefix = "notes", crate = renamed)]
    impl Notes {
        const LIMIT: u64 = 20;

        /// Count notes
        #[tool]
        fn count(&self, #[arg(default = Self::LIMIT)] limit: u64) -> u64 {
            self.0.min(limit)
        }

        /// Forget them
        #[tool(destructive)]
        async fn forget() {}
    }
}

fn main() {
    use renamed::ToolSet as _;
    let tools = renamed::toolset![hostile::add, self::hostile::add];
    assert_eq!(tools.into_iter().count(), 2);
    let tools = hostile::Notes(3).into_tools();
    let names: Vec<_> = tools
        .into_iter()
        .map(|tool| tool.definition().name.clone())
        .collect();
    assert_eq!(names, ["notes_count", "notes_forget"]);
}
