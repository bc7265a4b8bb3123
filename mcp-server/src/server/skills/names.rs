//! How files are named: their paths, the URIs of these, and what media types their endings stand for.

use std::fmt::Write as _;

/// The URI of a file or a folder (`extensions/skills#resource-mapping`). Different paths have
/// different ones.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity("skill://".len() + path.len());
    uri.push_str("skill://");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("writing to memory never fails");
        }
    }
    uri
}

/// Whether a path has a name at each of its steps, and stays where it begins.
pub(super) fn is_path(path: &str) -> bool {
    let fine = |name: &str| {
        !matches!(name, "" | "." | "..") && !name.contains(|c: char| c == '\\' || c.is_control())
    };
    path.len() <= 1024 && path.split('/').all(fine)
}

/// The folder of a path, and what it is called there.
pub(super) fn split(path: &str) -> (Option<&str>, &str) {
    match path.rsplit_once('/') {
        Some((folder, name)) => (Some(folder), name),
        None => (None, path),
    }
}

/// Whether a skill may have this name (`agentskills.io/specification#name-field`).
pub(super) fn is_skill_name(name: &str) -> bool {
    let fine =
        |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    let hyphens = name.starts_with('-') || name.ends_with('-') || name.contains("--");
    (1..=64).contains(&name.len()) && name.bytes().all(fine) && !hyphens
}

/// The media type of a file.
pub(super) fn media_type(name: &str, is_text: bool) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match &*ending.to_ascii_lowercase() {
        "md" | "markdown" => "text/markdown",
        "html" | "htm" => "text/html",
        "css" => "text/css",
        "csv" => "text/csv",
        "js" | "mjs" => "text/javascript",
        "py" => "text/x-python",
        "sh" => "application/x-sh",
        "json" => "application/json",
        "yaml" | "yml" => "application/yaml",
        "toml" => "application/toml",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ if is_text => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_says_what_a_path_says_and_nothing_else() {
        for (path, expected) in [
            ("a/SKILL.md", "skill://a/SKILL.md"),
            ("a b/ü.md", "skill://a%20b/%C3%BC.md"),
            ("a:1@x?y#z/%2F", "skill://a%3A1%40x%3Fy%23z/%252F"),
        ] {
            assert_eq!(uri(path), expected);
            assert!(mcp_core::resource::is_uri(&uri(path)));
        }
    }

    #[test]
    fn a_path_stays_where_it_begins() {
        for path in ["a", "a/b.c/d", "..a/b..", "a b/ü"] {
            assert!(is_path(path), "{path}");
        }
        let long = "a".repeat(1025);
        let wrong = [
            "", "/a", "a/", "a//b", ".", "../a", "a/..", "a/./b", "a\\..\\b", "a\0", "a\n",
        ];
        for path in wrong.into_iter().chain([&*long]) {
            assert!(!is_path(path), "{path}");
        }
    }

    #[test]
    fn names_of_skills_are_lowercase_words() {
        let longest = "a".repeat(64);
        for name in ["a", "7", "pdf-2-text", &longest] {
            assert!(is_skill_name(name), "{name}");
        }
        let long = "a".repeat(65);
        for name in ["", "-a", "a-", "a--b", "A", "a_b", "a b", "ä", &long] {
            assert!(!is_skill_name(name), "{name}");
        }
    }
}
