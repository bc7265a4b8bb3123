//! State that is needed and was not given, in words.

use std::fmt;

/// A type of state, and those of which there is some: each by its full path.
pub(super) struct Lacking<'e> {
    pub(super) state: &'e str,
    pub(super) given: &'e [&'static str],
}

impl fmt::Display for Lacking<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lacks = short(self.state);
        // Two types of one name need their paths to be told apart.
        let is_told_apart = self.given.iter().all(|given| short(given) != lacks);
        let show = |path: &str| match is_told_apart {
            true => short(path),
            false => path.to_owned(),
        };
        let lacks = show(self.state);
        let inside = format!("<{}>", self.state);
        if let Some(around) = self.given.iter().find(|given| given.contains(&inside)) {
            let around = show(around);
            return write!(
                f,
                "`State<{lacks}>`, and the server was given `{around}`: write \
                 `State<{around}>`, or give it a `{lacks}` with `.state(…)`"
            );
        }
        write!(f, "`State<{lacks}>`, and the server has ")?;
        match self.given {
            [] => f.write_str("none")?,
            given => {
                let given: Vec<_> = given
                    .iter()
                    .map(|path| format!("`{}`", show(path)))
                    .collect();
                write!(f, "only {}", given.join(", "))?;
            }
        }
        f.write_str(": give it one with `.state(…)`")
    }
}

/// A type without the paths that lead to its parts.
fn short(path: &str) -> String {
    let mut short = String::new();
    let mut part = 0;
    for letter in path.chars() {
        short.push(letter);
        if short.ends_with("::") {
            short.truncate(part);
        } else if letter != ':' && letter != '_' && !letter.is_alphanumeric() {
            part = short.len();
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(state: &str, given: &[&'static str]) -> String {
        Lacking { state, given }.to_string()
    }

    #[test]
    fn paths_are_left_out() {
        for (path, expected) in [
            ("i32", "i32"),
            ("alloc::string::String", "String"),
            (
                "alloc::sync::Arc<tokio::sync::Mutex<std::collections::HashMap<u8, a_b::C>>>",
                "Arc<Mutex<HashMap<u8, C>>>",
            ),
            ("(a::B, [c::D; 2], &e::F)", "(B, [D; 2], &F)"),
        ] {
            assert_eq!(short(path), expected);
        }
    }

    #[test]
    fn what_was_given_is_named_and_what_to_write() {
        assert_eq!(
            told("a::Db", &[]),
            "`State<Db>`, and the server has none: give it one with `.state(…)`"
        );
        assert_eq!(
            told("a::Db", &["a::Cache", "a::Pool<u8>"]),
            "`State<Db>`, and the server has only `Cache`, `Pool<u8>`: give it one with `.state(…)`"
        );
        assert_eq!(
            told("b::Mutex<i32>", &["a::Arc<b::Mutex<i32>>"]),
            "`State<Mutex<i32>>`, and the server was given `Arc<Mutex<i32>>`: write \
             `State<Arc<Mutex<i32>>>`, or give it a `Mutex<i32>` with `.state(…)`"
        );
    }

    #[test]
    fn two_types_of_one_name_keep_their_paths() {
        let told = told("a::Db", &["b::Db"]);
        assert!(
            told.contains("`State<a::Db>`") && told.contains("`b::Db`"),
            "{told}"
        );
    }
}
