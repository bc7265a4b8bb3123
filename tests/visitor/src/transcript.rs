//! What a README shows of a terminal: commands, and what they print.
//!
//! A block of the language `console` is one; what follows a `$` is typed, and so are the lines after it
//! that begin with `>`. In what is printed, `…` stands for anything within a line, and alone in a line
//! for any number of lines.

/// A command, and what it prints.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// What is typed.
    pub command: String,
    /// The lines that are printed.
    pub printed: Vec<String>,
}

/// All steps of all transcripts in a text, in their order.
///
/// # Panics
/// If something is printed before anything was typed.
#[must_use]
pub fn transcript(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut within = false;
    for line in text.lines() {
        if line.starts_with("```") {
            within = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| within) {
            steps.push(Step {
                command: command.to_owned(),
                printed: Vec::new(),
            });
        } else if within {
            let step = steps.last_mut().expect("a command comes first");
            match line.strip_prefix("> ").filter(|_| step.printed.is_empty()) {
                Some(more) => step.command += &format!("\n{more}"),
                None => step.printed.push(line.to_owned()),
            }
        }
    }
    steps
}

impl Step {
    /// Holds what is said to be printed against what was.
    ///
    /// # Panics
    /// If it is something else.
    pub fn check(&self, printed: &str) {
        let lines: Vec<&str> = printed.trim_end().lines().collect();
        let expected: Vec<&str> = self.printed.iter().map(String::as_str).collect();
        assert!(
            fit(&expected, &lines),
            "$ {}\nis said to print:\n{}\nand prints:\n{printed}",
            self.command,
            self.printed.join("\n"),
        );
    }
}

fn fit(expected: &[&str], lines: &[&str]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((&"…", rest)) => (0..=lines.len()).any(|skipped| fit(rest, &lines[skipped..])),
        Some((pattern, rest)) => lines
            .split_first()
            .is_some_and(|(line, lines)| fits(pattern, line) && fit(rest, lines)),
    }
}

/// Each part between two `…` is looked for after the one before; the last has to be at the end.
fn fits(pattern: &str, line: &str) -> bool {
    let Some((begin, rest)) = pattern.split_once('…') else {
        return pattern == line;
    };
    let Some(mut line) = line.strip_prefix(begin) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('…').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match line.split_once(part) {
            Some((_, after)) => line = after,
            None => return false,
        }
    }
    line.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_read_as_a_terminal_shows_it() {
        let text = "Look:\n\n```console\n$ one \\\n> two\n> three\nfour\n> five\n$ six\n```\n```sh\n$ no\n```\n";
        let step = |command: &str, printed: &[&str]| Step {
            command: command.to_owned(),
            printed: printed.iter().map(|line| (*line).to_owned()).collect(),
        };
        let first = step("one \\\ntwo\nthree", &["four", "> five"]);
        assert_eq!(transcript(text), [first, step("six", &[])]);
    }

    #[test]
    fn dots_stand_for_anything_in_a_line() {
        for (pattern, line) in [
            ("abc", "abc"),
            ("a…c", "abc"),
            ("a…c", "ac"),
            ("a…", "a"),
            ("…b…d", "abbcd"),
            ("a…bc", "abcbc"),
        ] {
            assert!(fits(pattern, line), "{pattern} {line}");
        }
        for (pattern, line) in [
            ("abc", "abcd"),
            ("a…c", "abcd"),
            ("b…", "abc"),
            ("ab…bc", "abc"),
            ("…d…c", "abcd"),
        ] {
            assert!(!fits(pattern, line), "{pattern} {line}");
        }
    }

    #[test]
    fn alone_in_a_line_they_stand_for_any_number_of_lines() {
        assert!(fit(&["a", "…", "d"], &["a", "b", "c", "d"]));
        assert!(fit(&["…", "d", "…"], &["d"]));
        assert!(!fit(&["…", "d"], &["d", "e"]));
        assert!(!fit(&["a"], &[]));
        assert!(!fit(&[], &["a"]));
    }
}
