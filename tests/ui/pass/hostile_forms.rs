//! A scope where no familiar name means what it does elsewhere, and mcp-server has another one.
#![deny(warnings, clippy::pedantic, missing_docs)]
#![forbid(unsafe_code)]
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, unused_macros)]

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
    pub struct Vec;
    pub trait Default {}
    pub trait Send {}
    pub struct Form;
    pub struct FormSchema;
    pub struct Choice;
    pub const values: u8 = 0;
    pub const index: u8 = 0;
    mod std {}
    mod core {}
    mod mcp_server {}
    macro_rules! unreachable {
        ($($token:tt)*) => {
            compile_error!("the user's own")
        };
    }

    trait Everywhere: Sized {
        fn field(self) {}
        fn take(&self) {}
        fn take_or(&self) {}
        fn schema() {}
        fn read(&self) {}
        fn index(&self) {}
    }
    impl<T> Everywhere for T {}

    /// What there is
    #[derive(Debug, Clone, Copy, renamed::Choice)]
    #[choice(crate = renamed)]
    pub enum Some_ {
        /// This
        A,
        /// That
        #[deprecated]
        B,
    }

    /// What is asked
    #[derive(Debug, renamed::Form)]
    #[form(crate = renamed)]
    pub struct Asked {
        /// How many
        #[form(default = 3)]
        pub values: u8,
        /// Which
        pub root: ::std::vec::Vec<Some_>,
        /// What
        pub path: ::std::option::Option<::std::string::String>,
    }
}

fn main() {
    let schema = <hostile::Asked as renamed::Form>::schema();
    assert_eq!(schema.fields.len(), 3);
}
