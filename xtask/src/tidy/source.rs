//! A Rust file as the rules read it: lines of code, comments, and which of them are tests.

use super::lexer::{self, Split};

pub(super) struct Source {
    pub(super) path: String,
    pub(super) first_line: String,
    pub(super) lines: Vec<Line>,
}

pub(super) struct Line {
    /// Counted from one, as editors do.
    pub(super) number: usize,
    pub(super) code: String,
    pub(super) comment: String,
    /// Inside an item marked `#[cfg(test)]`.
    pub(super) in_test: bool,
}

/// A word, or one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// `::`
    Step,
    Mark(char),
}

impl Source {
    pub(super) fn read(path: &str, text: &str) -> Self {
        let split = lexer::split(text);
        let tests = test_lines(&split);
        let lines = split
            .into_iter()
            .zip(tests)
            .enumerate()
            .map(|(index, (Split { code, comment }, in_test))| Line {
                number: index + 1,
                code,
                comment,
                in_test,
            })
            .collect();
        Self {
            path: path.to_owned(),
            first_line: text.lines().next().unwrap_or_default().to_owned(),
            lines,
        }
    }

    /// The words and marks outside tests, each with its line.
    pub(super) fn tokens(&self) -> Vec<(usize, Token)> {
        let code = self.lines.iter().filter(|line| !line.in_test);
        code.flat_map(|line| {
            tokens(&line.code)
                .into_iter()
                .map(|token| (line.number, token))
        })
        .collect()
    }
}

fn tokens(code: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("::") {
            found.push(Token::Step);
            2
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            found.push(Token::Word(rest[..length].to_owned()));
            length
        } else {
            if !first.is_whitespace() {
                found.push(Token::Mark(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// For each line, whether it belongs to an item marked `#[cfg(test)]`.
fn test_lines(lines: &[Split]) -> Vec<bool> {
    let mut marked = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        if let Some(column) = lines[at].code.find("#[cfg(test)]") {
            let end = end_of_item(lines, at, column + "#[cfg(test)]".len());
            marked[at..=end].fill(true);
            at = end;
        }
        at += 1;
    }
    marked
}

/// The line on which the item that starts here ends: at its `;`, or at the brace that closes its first.
fn end_of_item(lines: &[Split], start: usize, column: usize) -> usize {
    let mut depth = 0usize;
    for (index, line) in lines.iter().enumerate().skip(start) {
        let code = if index == start {
            &line.code[column..]
        } else {
            &line.code
        };
        for c in code.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth <= 1 => return index,
                '}' => depth -= 1,
                ';' if depth == 0 => return index,
                _ => {}
            }
        }
    }
    lines.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_test(text: &str) -> Vec<bool> {
        Source::read("a.rs", text)
            .lines
            .iter()
            .map(|line| line.in_test)
            .collect()
    }

    #[test]
    fn a_test_module_lasts_to_its_closing_brace() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { \"}\" }\n}\nfn c() {}\n";
        assert_eq!(in_test(text), [false, true, true, true, true, false]);
    }

    #[test]
    fn a_test_module_elsewhere_ends_at_once() {
        assert_eq!(
            in_test("#[cfg(test)]\nmod tests;\nfn c() {}\n"),
            [true, true, false]
        );
    }

    #[test]
    fn a_mention_in_a_comment_marks_nothing() {
        assert_eq!(in_test("// #[cfg(test)]\nfn c() {}\n"), [false, false]);
    }

    #[test]
    fn words_and_steps_are_told_apart() {
        let word = |text: &str| Token::Word(text.to_owned());
        assert_eq!(
            tokens("crate::a_b<T>"),
            [
                word("crate"),
                Token::Step,
                word("a_b"),
                Token::Mark('<'),
                word("T"),
                Token::Mark('>')
            ]
        );
    }
}
