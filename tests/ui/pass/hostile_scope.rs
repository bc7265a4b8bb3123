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
extern crate serde_json as values;
extern crate std as library;

mod reexport {
    pub use mcp_server as mcp;
}

mod hostile {
    use super::{library, renamed, values};

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
    pub struct Tool;
    pub struct Slot;
    pub struct Input;
    pub struct Duration;
    pub struct Icon;
    pub struct Hints;
    pub struct Json;
    pub struct Limits;
    pub struct Bound;
    pub struct ArgumentSpec;
    pub struct ToolResult;
    pub trait From {}
    pub trait Into {}
    pub trait Clone {}
    pub trait IntoToolResult {}
    pub trait IntoToolError {}
    pub trait FromContext {}
    pub trait ToolSet {}
    pub trait ToolFunction {}
    pub trait Method {}
    pub trait Known {}
    pub trait Unknown {}
    pub const input: u8 = 0;
    pub const tools: u8 = 0;
    pub const result: u8 = 0;
    pub const arguments: u8 = 0;
    pub const context: u8 = 0;
    pub const spec: u8 = 0;
    pub const value: u8 = 0;
    pub const this: u8 = 0;
    pub const slots: u8 = 0;
    mod std {}
    mod core {}
    mod mcp_server {}
    mod mcp_core {}
    mod mcp_macros {}
    mod serde {}
    mod serde_json {}
    mod schemars {}
    mod tokio {}
    mod limits {}
    macro_rules! vec {
        () => {
            compile_error!("the user's own")
        };
    }
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
        fn into_tool_error(self) {}
        fn into_tools(self) {}
        fn answer(self) {}
        fn describe(self) {}
        fn needs(self) {}
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

    /// Say everything
    #[renamed::tool(
        crate = renamed,
        name = "everything",
        title = "All",
        destructive = false,
        idempotent,
        scopes("all"),
        visible_when = is_open,
        tags("all"),
        icons("data:,"),
        meta = values::json!({ "all": true }),
        hidden,
        blocking,
        timeout = "5s",
        input_schema = r#"{"type":"object"}"#
    )]
    pub fn everything(
        #[arg(name = "n", min = LEAST, exclusive_max = 1e3, multiple_of = 0.5, example = 1)] number: f64,
        #[arg(default = "a", min_length = 1, max_length = MOST, pattern = "a", format = "regex", header = "A")]
        text: library::string::String,
        #[arg(default = &[1], min_items = 0, max_items = MOST, unique, deprecated)] list: &[u8],
        #[arg(one_of("a", "b"), secret)] choice: &str,
        #[ctx] call: &renamed::Context,
    ) -> library::result::Result<renamed::Json<u64>, Failure> {
        if call.is_cancelled() || number < 0.0 || choice.is_empty() || list.is_empty() {
            library::result::Result::Err(Failure(text))
        } else {
            library::result::Result::Ok(renamed::Json(1))
        }
    }

    fn is_open(_viewer: &renamed::Viewer<'_>) -> bool {
        true
    }

    const LEAST: f64 = 0.0;
    const MOST: usize = 5;

    /// A failure
    #[derive(renamed::ToolError)]
    #[tool_error(crate = renamed, hint = "try {0}")]
    pub struct Failure(library::string::String);

    impl library::fmt::Display for Failure {
        fn fmt(&self, f: &mut library::fmt::Formatter<'_>) -> library::fmt::Result {
            f.write_str("it failed")
        }
    }

    #[renamed::tools(crate = crate::reexport::mcp, prefix = "inner", tags("inner"), scopes("inner"), visible_when = |_| true)]
    pub mod inner {
        pub struct Option;
        pub struct Box;
        pub struct Tools;
        pub struct Tool;

        /// Nothing in it
        #[tool]
        pub(crate) fn nothing() {}

        /// Something in it
        #[tool(blocking)]
        fn something(#[arg(default, max = 5)] value: u8) -> u8 {
            value
        }
    }
}

fn main() {
    use renamed::ToolSet as _;
    let tools = renamed::toolset![hostile::add, self::hostile::add];
    assert_eq!(tools.into_iter().count(), 2);
    let tools = hostile::Notes(3).into_tools();
    let names: Vec<_> = tools
        .into_iter()
        .map(|tool| tool.name().to_owned())
        .collect();
    assert_eq!(names, ["notes_count", "notes_forget"]);
    let tools = hostile::inner::tools().and(renamed::toolset![hostile::everything]);
    let names: Vec<_> = tools.iter().map(|tool| tool.name().to_owned()).collect();
    assert_eq!(names, ["inner_nothing", "inner_something", "everything"]);
    let server = renamed::Server::builder(("hostile", "1"))
        .tools(tools)
        .build();
    assert!(server.is_ok());
}
