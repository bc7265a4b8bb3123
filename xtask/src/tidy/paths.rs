//! The paths a file names inside its own crate, resolved from the crate's root.

use super::source::Token;

/// A path from the root, and the name it goes by where it was brought in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) path: Vec<String>,
    pub(super) name: String,
}

/// Every path that starts at `crate`, `self` or `super`, grouped imports taken apart.
pub(super) fn named(tokens: &[(usize, Token)], module: &[String]) -> Vec<Named> {
    let mut here = Modules {
        file: module,
        inside: Vec::new(),
        depth: 0,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        here.step(tokens, at);
        let starts = is_anchor(&tokens[at].1)
            && tokens
                .get(at + 1)
                .is_some_and(|(_, next)| *next == Token::Step);
        let goes_on = at > 0 && tokens[at - 1].1 == Token::Step;
        at = if starts && !goes_on {
            Reader {
                tokens,
                found: &mut found,
            }
            .tree(at, &here.path())
        } else {
            at + 1
        };
    }
    found
}

/// What a crate's root brings in with `use`.
pub(super) fn brought_in(tokens: &[(usize, Token)]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_use = matches!(&tokens[at].1, Token::Word(word) if word == "use");
        at = if is_use {
            Reader {
                tokens,
                found: &mut found,
            }
            .tree(at + 1, &[])
        } else {
            at + 1
        };
    }
    found
}

fn is_anchor(token: &Token) -> bool {
    matches!(token, Token::Word(word) if matches!(word.as_str(), "crate" | "self" | "super"))
}

/// The module a token stands in: the file's own, and those opened inside it.
struct Modules<'a> {
    file: &'a [String],
    inside: Vec<(String, usize)>,
    depth: usize,
}

impl Modules<'_> {
    fn step(&mut self, tokens: &[(usize, Token)], at: usize) {
        match &tokens[at].1 {
            Token::Mark('{') => {
                self.depth += 1;
                if let Some(name) = opened_module(tokens, at) {
                    self.inside.push((name, self.depth));
                }
            }
            Token::Mark('}') => {
                if self
                    .inside
                    .last()
                    .is_some_and(|(_, depth)| *depth == self.depth)
                {
                    self.inside.pop();
                }
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn path(&self) -> Vec<String> {
        self.file
            .iter()
            .chain(self.inside.iter().map(|(name, _)| name))
            .cloned()
            .collect()
    }
}

/// The name in `mod name {`, seen from its brace.
fn opened_module(tokens: &[(usize, Token)], brace: usize) -> Option<String> {
    match tokens.get(brace.checked_sub(2)?..brace)? {
        [(_, Token::Word(keyword)), (_, Token::Word(name))] if keyword == "mod" => {
            Some(name.clone())
        }
        _ => None,
    }
}

struct Reader<'a> {
    tokens: &'a [(usize, Token)],
    found: &'a mut Vec<Named>,
}

impl Reader<'_> {
    /// Read one path or group that starts here; the answer is where reading goes on.
    fn tree(&mut self, mut at: usize, base: &[String]) -> usize {
        let start = at;
        let mut path = base.to_vec();
        while let Some((line, token)) = self.tokens.get(at) {
            match token {
                Token::Word(word) => match word.as_str() {
                    "crate" => path.clear(),
                    "super" => drop(path.pop()),
                    "self" => {}
                    _ => path.push(word.clone()),
                },
                Token::Mark('*') => path.push("*".to_owned()),
                Token::Mark('{') => return self.group(at + 1, &path),
                Token::Step => {
                    at += 1;
                    continue;
                }
                // A turbofish ends the path; a mark before any word is none of ours.
                Token::Mark(_) if at > start => return self.leaf(at, *line, path),
                Token::Mark(_) => return at + 1,
            }
            at += 1;
            if self
                .tokens
                .get(at)
                .is_none_or(|(_, next)| *next != Token::Step)
            {
                return self.leaf(at, *line, path);
            }
        }
        at
    }

    /// Read the members of a group, up to the brace that closes it.
    fn group(&mut self, mut at: usize, path: &[String]) -> usize {
        while let Some((_, token)) = self.tokens.get(at) {
            match token {
                Token::Mark('}') => return at + 1,
                Token::Mark(',') => at += 1,
                _ => at = self.tree(at, path),
            }
        }
        at
    }

    fn leaf(&mut self, at: usize, line: usize, path: Vec<String>) -> usize {
        let (name, next) = match self.tokens.get(at..at + 2) {
            Some([(_, Token::Word(keyword)), (_, Token::Word(alias))]) if keyword == "as" => {
                (alias.clone(), at + 2)
            }
            _ => (path.last().cloned().unwrap_or_default(), at),
        };
        self.found.push(Named { line, path, name });
        next
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::*;

    fn reached(text: &str, module: &[&str]) -> Vec<String> {
        let module: Vec<String> = module.iter().map(|part| (*part).to_owned()).collect();
        let tokens = Source::read("a.rs", text).tokens();
        named(&tokens, &module)
            .into_iter()
            .map(|named| named.path.join("::"))
            .collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        let text = "use crate::{a::{B, self}, c::*, d as e};\nuse crate::f;\n";
        assert_eq!(reached(text, &[]), ["a::B", "a", "c::*", "d", "f"]);
    }

    #[test]
    fn super_climbs_from_the_file_and_from_modules_in_it() {
        assert_eq!(
            reached(
                "use super::b; use super::super::c; use self::d;",
                &["x", "y"]
            ),
            ["x::b", "c", "x::y::d"]
        );
        assert_eq!(
            reached("mod z { use super::b; } fn f() { super::c() }", &["x", "y"]),
            ["x::y::b", "x::c"]
        );
    }

    #[test]
    fn paths_in_expressions_count() {
        assert_eq!(
            reached("fn f() -> crate::a::B { crate::c::d::<u8>() }", &[]),
            ["a::B", "c::d"]
        );
    }

    #[test]
    fn visibility_is_no_path() {
        assert!(reached("pub(crate) fn f(self) {} pub(super) struct A;", &["x"]).is_empty());
    }

    #[test]
    fn a_root_brings_in_names_under_aliases() {
        let tokens = Source::read(
            "lib.rs",
            "pub use transport::http::{Serve, Limits as Most};",
        )
        .tokens();
        let names: Vec<_> = brought_in(&tokens)
            .into_iter()
            .map(|named| named.name)
            .collect();
        assert_eq!(names, ["Serve", "Most"]);
    }
}
