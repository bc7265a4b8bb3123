//! Which crate may depend on which, read from the manifests.

use super::Finding;
use super::layers;

pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    let refuse: fn(&Dependency) -> Option<String> = match path {
        "mcp-core/Cargo.toml" => |dependency| layers::refusal(&dependency.name),
        "mcp-macros/Cargo.toml" => macros_refuse,
        _ => return Vec::new(),
    };
    let dependencies = dependencies(text);
    dependencies
        .iter()
        .filter_map(|dependency| {
            refuse(dependency).map(|advice| Finding::new(path, dependency.line, advice))
        })
        .collect()
}

/// Its tests compile what it generates against the real crates; it must not itself be built on them.
fn macros_refuse(dependency: &Dependency) -> Option<String> {
    let refused =
        !dependency.for_tests && matches!(dependency.name.as_str(), "mcp-core" | "mcp-server");
    refused.then(|| {
        format!(
            "mcp-macros must not depend on `{}`; it only writes code that names it",
            dependency.name
        )
    })
}

#[derive(Debug)]
struct Dependency {
    line: usize,
    name: String,
    for_tests: bool,
}

/// The dependencies of a manifest, as keys of a table or as tables of their own.
fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    let mut table = "";
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        let (owner, name) = match line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            Some(header) => {
                table = header;
                header.rsplit_once('.').unwrap_or_default()
            }
            None => (table, key(line)),
        };
        if owner.ends_with("dependencies") && !name.is_empty() {
            let for_tests = owner.ends_with("dev-dependencies");
            found.push(Dependency {
                line: index + 1,
                name: name.to_owned(),
                for_tests,
            });
        }
    }
    found
}

fn key(line: &str) -> &str {
    let left = line.split_once('=').map_or("", |(left, _)| left);
    left.split('.').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        check(path, text)
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn the_core_depends_on_no_runtime() {
        let text = "[dependencies]\nserde = \"1\" # not tokio\ntokio.workspace = true\n\n[dependencies.hyper-util]\n";
        assert_eq!(found("mcp-core/Cargo.toml", text), [3, 5]);
        assert_eq!(
            found(
                "mcp-core/Cargo.toml",
                "[dev-dependencies]\ntokio = { workspace = true }\n"
            ),
            [2]
        );
        assert!(found("mcp-server/Cargo.toml", text).is_empty());
    }

    #[test]
    fn the_macros_depend_on_neither_crate_outside_their_tests() {
        let text = "[dependencies]\nmcp-core = \"0\"\n[target.'cfg(unix)'.dependencies]\nmcp-server = \"0\"\n";
        assert_eq!(found("mcp-macros/Cargo.toml", text), [2, 4]);
        assert!(
            found(
                "mcp-macros/Cargo.toml",
                "[dev-dependencies]\nmcp-server.workspace = true\n"
            )
            .is_empty()
        );
    }
}
