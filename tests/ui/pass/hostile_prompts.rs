//! Prompts and resources where no familiar name means what it does elsewhere, and mcp-server has
//! another one.
#![deny(warnings, clippy::pedantic, missing_docs)]
#![forbid(unsafe_code)]
#![allow(
    clippy::needless_pass_by_value,
    clippy::unused_async,
    clippy::unused_self,
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
    pub struct Prompt;
    pub struct Resource;
    pub struct Template;
    pub struct Step;
    pub struct TextSpec;
    pub struct Typed;
    pub const arguments: u8 = 0;
    pub const context: u8 = 0;
    pub const typed: u8 = 0;
    pub const call: u8 = 0;
    pub const spec: u8 = 0;
    pub const value: u8 = 0;
    pub const this: u8 = 0;
    mod std {}
    mod core {}
    mod mcp_server {}
    macro_rules! line {
        () => {
            compile_error!("the user's own")
        };
    }
    macro_rules! concat {
        () => {
            compile_error!("the user's own")
        };
    }

    trait Everywhere: Sized {
        fn is_given(self) {}
        fn skip(self) {}
        fn finish(self) {}
        fn extract(self) {}
        fn describe(self) {}
        fn complete(self) {}
        fn filter(self) {}
        fn uri(self) {}
        fn method(self) {}
        fn into_prompt(self) {}
        fn into_resource(self) {}
        fn into_completions(self) {}
    }
    impl<T> Everywhere for T {}

    /// Sort issues in
    #[renamed::prompt(crate = renamed, title = "Triage")]
    pub async fn triage(
        /// The project
        #[arg(complete = ["a", "b"])]
        project: &str,
        #[arg(default = 3, complete = days)] most: u8,
        #[arg(parse)] least: u8,
    ) -> String {
        format!("{project} {most} {least}")
    }

    /// The days
    #[must_use]
    pub fn days() -> [&'static str; 1] {
        ["Monday"]
    }

    /// One issue
    #[renamed::resource("x://{project}/{id}{#part}", crate = renamed, priority = 1)]
    pub fn issue(
        #[arg(complete = days)] project: &str,
        id: u64,
        #[arg(parse)] part: char,
    ) -> String {
        format!("{project} {id} {part}")
    }

    pub struct Notes(pub u64);

    #[renamed::tools(prefix = "notes", crate = renamed)]
    impl Notes {
        /// Write a note
        #[prompt]
        fn write(
            &self,
            #[arg(complete = Self::names)] name: String,
            #[arg(complete = Self::days)] day: String,
        ) -> String {
            format!("{name} {day} {}", self.0)
        }

        async fn names(&self, given: renamed::text::Typed) -> [&'static str; 1] {
            drop(given);
            ["ada"]
        }

        fn days(&self) -> [&'static str; 1] {
            ["Monday"]
        }

        /// A note
        #[resource("notes://{name}")]
        async fn note(&self, name: String) -> String {
            name
        }

        /// All notes
        #[resource("notes://all", size = 0)]
        fn all() -> &'static str {
            ""
        }
    }

    #[renamed::tools(crate = renamed)]
    pub mod inside {
        use super::renamed;

        /// What this is
        #[resource("x://readme")]
        pub fn readme() -> &'static str {
            ""
        }

        /// Say hello
        #[prompt]
        pub fn hello() -> &'static str {
            "Hello!"
        }
    }
}

fn main() {
    use renamed::ToolSet as _;
    assert_eq!(renamed::prompts![hostile::triage].iter().count(), 1);
    assert_eq!(renamed::resources![hostile::issue].iter().count(), 1);
    assert_eq!(hostile::inside::tools().iter().count(), 0);
    let (_, prompts, resources) = hostile::Notes(3).into_tools().into_parts();
    let names: Vec<_> = prompts
        .into_iter()
        .map(|prompt| prompt.definition().name.clone())
        .collect();
    assert_eq!(names, ["notes_write"]);
    assert_eq!(resources.into_iter().count(), 2);
}
