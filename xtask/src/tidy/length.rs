//! No file grows past what one reads in one go.

use super::Finding;
use super::source::Source;

const MOST: usize = 400;

pub(super) fn check(source: &Source) -> Option<Finding> {
    let mut code = source
        .lines
        .iter()
        .filter(|line| !line.in_test && !line.code.trim().is_empty());
    let over = code.by_ref().nth(MOST)?;
    let count = MOST + 1 + code.count();
    let advice = format!(
        "{count} lines of code, at most {MOST} are allowed; split the file by what its parts are"
    );
    Some(Finding::new(&source.path, over.number, advice))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Finding> {
        check(&Source::read("a.rs", text))
    }

    #[test]
    fn four_hundred_lines_of_code_are_enough() {
        assert_eq!(found(&"a();\n".repeat(400)), None);
        let finding = found(&"a();\n".repeat(402)).expect("two lines too many");
        assert_eq!(finding.line, 401);
        assert!(finding.advice.starts_with("402 lines"));
    }

    #[test]
    fn blank_lines_comments_and_tests_do_not_count() {
        let text = format!(
            "{}{}",
            "a(); // b\n\n// c\n/* d */\n".repeat(400),
            "#[cfg(test)]\nmod tests {\n a();\n}\n"
        );
        assert_eq!(found(&text), None);
    }

    #[test]
    fn lines_of_text_count() {
        assert!(found(&format!("let a = \"{}\";\n", "b\n".repeat(401))).is_some());
    }
}
