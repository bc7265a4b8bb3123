//! Rust text split, line by line, into its code and its comments.

/// One line: what the compiler reads, and what people read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    /// The code, with the inside of every literal replaced by quotation marks.
    pub(super) code: String,
    pub(super) comment: String,
}

enum State {
    Code,
    LineComment,
    BlockComment { depth: usize },
    Text,
    RawText { hashes: usize },
}

/// Split a whole file; what stays open at the end of a line goes on in the next.
pub(super) fn split(text: &str) -> Vec<Split> {
    let mut lexer = Lexer {
        state: State::Code,
        lines: Vec::new(),
    };
    for line in text.lines() {
        lexer.read(&line.chars().collect::<Vec<_>>());
    }
    lexer.lines
}

struct Lexer {
    state: State,
    lines: Vec<Split>,
}

impl Lexer {
    fn read(&mut self, chars: &[char]) {
        let mut line = Split::default();
        let mut at = 0;
        while at < chars.len() {
            at += match self.state {
                State::Code => self.code(&chars[at..], &mut line),
                State::LineComment => comment(&chars[at..], &mut line),
                State::BlockComment { depth } => self.block_comment(&chars[at..], depth, &mut line),
                State::Text => self.text(&chars[at..], &mut line),
                State::RawText { hashes } => self.raw_text(&chars[at..], hashes, &mut line),
            };
        }
        if matches!(self.state, State::LineComment) {
            self.state = State::Code;
        }
        self.lines.push(line);
    }

    /// Read one step of code; the answer is how many characters it took.
    fn code(&mut self, rest: &[char], line: &mut Split) -> usize {
        match rest {
            ['/', '/', ..] => {
                self.state = State::LineComment;
                2
            }
            ['/', '*', ..] => {
                self.state = State::BlockComment { depth: 1 };
                2
            }
            ['"', ..] => {
                self.state = State::Text;
                push(line, 1)
            }
            ['\'', '\\', _, tail @ ..] => {
                let closing = tail.iter().position(|c| *c == '\'').unwrap_or(0);
                push(line, closing + 4)
            }
            ['\'', _, '\'', ..] => push(line, 3),
            [first, ..] => match raw_opening(rest) {
                Some(hashes) if !ends_in_word(&line.code) => {
                    self.state = State::RawText { hashes };
                    push(line, opening_length(rest))
                }
                _ => {
                    line.code.push(*first);
                    1
                }
            },
            [] => 0,
        }
    }

    fn block_comment(&mut self, rest: &[char], depth: usize, line: &mut Split) -> usize {
        match rest {
            ['*', '/', ..] if depth == 1 => {
                self.state = State::Code;
                2
            }
            ['*', '/', ..] => {
                self.state = State::BlockComment { depth: depth - 1 };
                2
            }
            ['/', '*', ..] => {
                self.state = State::BlockComment { depth: depth + 1 };
                2
            }
            [first, ..] => {
                line.comment.push(*first);
                1
            }
            [] => 0,
        }
    }

    fn text(&mut self, rest: &[char], line: &mut Split) -> usize {
        match rest {
            ['\\', _, ..] => push(line, 2),
            ['"', ..] => {
                self.state = State::Code;
                push(line, 1)
            }
            _ => push(line, 1),
        }
    }

    fn raw_text(&mut self, rest: &[char], hashes: usize, line: &mut Split) -> usize {
        let closes =
            rest[0] == '"' && rest.len() > hashes && rest[1..=hashes].iter().all(|c| *c == '#');
        if closes {
            self.state = State::Code;
            return push(line, hashes + 1);
        }
        push(line, 1)
    }
}

/// A literal counts as code, whatever it says.
fn push(line: &mut Split, length: usize) -> usize {
    line.code.push('"');
    length
}

fn comment(rest: &[char], line: &mut Split) -> usize {
    line.comment.extend(rest);
    rest.len()
}

/// How many hashes open the raw text here, if one opens.
fn raw_opening(rest: &[char]) -> Option<usize> {
    let (['b' | 'c', 'r', after @ ..] | ['r', after @ ..]) = rest else {
        return None;
    };
    let hashes = after.iter().take_while(|c| **c == '#').count();
    (after.get(hashes) == Some(&'"')).then_some(hashes)
}

fn opening_length(rest: &[char]) -> usize {
    rest.iter()
        .position(|c| *c == '"')
        .map_or(rest.len(), |quote| quote + 1)
}

fn ends_in_word(code: &str) -> bool {
    code.ends_with(|last: char| last.is_alphanumeric() || last == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<String> {
        split(text).into_iter().map(|line| line.code).collect()
    }

    #[test]
    fn a_comment_mark_inside_text_opens_no_comment() {
        let lines = split("let url = \"http://a\"; // b\n");
        assert_eq!(lines[0].comment, " b");
        assert!(lines[0].code.starts_with("let url = ") && lines[0].code.ends_with("; "));
    }

    #[test]
    fn raw_text_ends_at_its_own_hashes() {
        let lines = code("a(r#\"x \" // y\n z\"#); b\n");
        assert!(lines[1].ends_with("); b"));
        assert!(!lines.concat().contains('x') && !lines.concat().contains('z'));
    }

    #[test]
    fn block_comments_nest() {
        let lines = split("a /* b /* c */ d */ e\n");
        assert_eq!(lines[0].code, "a  e");
        assert_eq!(lines[0].comment, " b  c  d ");
    }

    #[test]
    fn a_lifetime_is_no_character() {
        assert_eq!(
            code("fn f<'a>(x: &'a str) {}\n"),
            ["fn f<'a>(x: &'a str) {}"]
        );
        assert_eq!(code("let c = '\"'; d\n"), ["let c = \"; d"]);
        assert_eq!(code("let c = '\\''; d\n"), ["let c = \"; d"]);
        assert_eq!(code("let c = '\\u{1F}'; d\n"), ["let c = \"; d"]);
    }

    #[test]
    fn an_escaped_quotation_mark_does_not_end_text() {
        assert!(code("\"a\\\"b\"; c\n")[0].ends_with("; c"));
        assert!(!code("\"a\\\"b\"; c\n")[0].contains('b'));
    }

    #[test]
    fn a_raw_name_is_no_raw_text() {
        assert_eq!(code("r#type: u8\n"), ["r#type: u8"]);
    }
}
