//! No file names the host of a package registry: where packages come from is each machine's own setting.

use super::Finding;

/// In two parts, so that this file names none either.
const HOSTS: [(&str, &str); 6] = [
    ("crates", ".io"),
    ("npmjs", ".org"),
    ("npmjs", ".com"),
    ("pypi", ".org"),
    ("pythonhosted", ".org"),
    ("debian", ".org"),
];

/// Cargo writes this file and names its index in every entry.
const WRITTEN_BY_CARGO: &str = "Cargo.lock";

pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    if path.rsplit('/').next() == Some(WRITTEN_BY_CARGO) {
        return Vec::new();
    }
    let lines = text.lines().enumerate();
    let found = lines.filter_map(|(index, line)| {
        let host = host_in(&line.to_lowercase())?;
        let advice = format!(
            "the registry host `{host}` is named; name the package, not where it comes from"
        );
        Some(Finding::new(path, index + 1, advice))
    });
    found.collect()
}

fn host_in(line: &str) -> Option<String> {
    HOSTS
        .iter()
        .map(|(name, end)| format!("{name}{end}"))
        .find(|host| line.contains(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registry_hosts_are_found_in_any_text_file() {
        for (name, end) in HOSTS {
            let text = format!("fine\nhttps://WWW.{}{end}/a\n", name.to_uppercase());
            assert_eq!(check("a.json", &text)[0].line, 2);
        }
    }

    #[test]
    fn the_lock_file_of_cargo_is_let_be() {
        let text = format!("registry+https://a/{}{}-index\n", "crates", ".io");
        assert!(check("Cargo.lock", &text).is_empty());
        assert!(check("fuzz/Cargo.lock", &text).is_empty());
        assert_eq!(check("package-lock.json", &text).len(), 1);
    }
}
