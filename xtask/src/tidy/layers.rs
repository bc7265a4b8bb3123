//! Which module may know which: dependencies inside mcp-server point downwards only.

use std::collections::HashMap;

use super::Finding;
use super::paths::{self, Named};
use super::source::{Source, Token};

const SERVER: &str = "mcp-server/src/";

/// The layers from the lowest up; modules of one row may know each other.
const LAYERS: [&[&str]; 5] = [
    &["session"],
    &["server"],
    &["dispatch"],
    &["lifecycle"],
    &["transport"],
];

/// Files that stand above all layers.
const ON_TOP: [&str; 2] = ["lib", "testing"];

/// Names that the crate's root re-exports, and the layer each comes from.
pub(super) type Aliases = HashMap<String, String>;

pub(super) fn reexports(sources: &[Source]) -> Aliases {
    let root = sources
        .iter()
        .find(|source| source.path == "mcp-server/src/lib.rs");
    let named = root
        .map(|root| paths::brought_in(&root.tokens()))
        .unwrap_or_default();
    named
        .into_iter()
        .filter(|named| {
            named
                .path
                .first()
                .is_some_and(|first| rank(first).is_some())
        })
        .map(|named| (named.name, named.path[0].clone()))
        .collect()
}

pub(super) fn check(source: &Source, aliases: &Aliases) -> Vec<Finding> {
    match source.path.strip_prefix(SERVER) {
        Some(inside) => check_server(source, &module_of(inside), aliases),
        None if source.path.starts_with("mcp-core/src/") => check_core(source),
        None => Vec::new(),
    }
}

fn check_server(source: &Source, module: &[String], aliases: &Aliases) -> Vec<Finding> {
    let own = match module.first() {
        None => return Vec::new(),
        Some(first) if ON_TOP.contains(&first.as_str()) => return Vec::new(),
        Some(first) => first,
    };
    let named = paths::named(&source.tokens(), module);
    named
        .iter()
        .filter_map(|named| against_the_order(own, named, aliases, &source.path))
        .collect()
}

/// A module outside the layers lies under all of them: every layer may know it, and it may know none.
fn against_the_order(own: &str, named: &Named, aliases: &Aliases, path: &str) -> Option<Finding> {
    let first = named.path.first()?;
    if first == "*" {
        let advice = "a glob over the whole crate hides which layer is used; import by name";
        return Some(Finding::new(path, named.line, advice));
    }
    let reached = aliases.get(first).unwrap_or(first);
    (rank(reached)? > rank(own).unwrap_or(0)).then(|| {
        let advice = format!(
            "`{own}` must not know `{reached}`, a higher layer (`{}`); move what both need down, or hand it in from above",
            named.path.join("::")
        );
        Finding::new(path, named.line, advice)
    })
}

/// How high a module lies; one outside the layers has no rank.
fn rank(module: &str) -> Option<usize> {
    LAYERS
        .iter()
        .position(|row| row.contains(&module))
        .map(|row| row + 1)
}

fn module_of(inside: &str) -> Vec<String> {
    let stem = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
        module.pop();
    }
    module
}

fn check_core(source: &Source) -> Vec<Finding> {
    let refused = source
        .tokens()
        .into_iter()
        .filter_map(|(line, token)| match token {
            Token::Word(word) => {
                refusal(&word).map(|advice| Finding::new(&source.path, line, advice))
            }
            _ => None,
        });
    refused.collect()
}

/// Why mcp-core must not name this crate, if it must not.
pub(super) fn refusal(name: &str) -> Option<String> {
    let name = name.replace('-', "_");
    let family = |of: &str| name == of || name.starts_with(&format!("{of}_"));
    if family("tokio") || family("hyper") {
        return Some(format!(
            "mcp-core knows no runtime, yet names `{name}`; move this to mcp-server"
        ));
    }
    (name == "mcp_server")
        .then(|| "mcp-core lies under mcp-server and must not name it; move this up".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        found_with(path, text, "")
    }

    fn found_with(path: &str, text: &str, lib: &str) -> Vec<usize> {
        let aliases = reexports(&[Source::read("mcp-server/src/lib.rs", lib)]);
        check(&Source::read(path, text), &aliases)
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn a_layer_knows_those_below_and_itself() {
        let text = "use crate::{dispatch::A, session::B, lifecycle::C};\nuse crate::server::D;\n";
        assert!(found("mcp-server/src/lifecycle/run.rs", text).is_empty());
        assert!(
            found(
                "mcp-server/src/transport/http/post.rs",
                "use crate::lifecycle::A;"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_layer_does_not_know_those_above_it() {
        let text =
            "use crate::{\n  server::A,\n  transport::B,\n};\nfn f() { crate::lifecycle::g() }\n";
        assert_eq!(found("mcp-server/src/dispatch/tools.rs", text), [3, 5]);
        assert_eq!(
            found("mcp-server/src/session.rs", "use super::lifecycle::A;"),
            [1]
        );
        assert_eq!(
            found(
                "mcp-server/src/session/store.rs",
                "use super::super::transport;"
            ),
            [1]
        );
        assert!(found("mcp-server/src/session/store.rs", "use super::transport;").is_empty());
    }

    #[test]
    fn a_turbofish_does_not_hide_a_path() {
        let text =
            "fn f() { crate::lifecycle::g::<u8>() }\nfn h() { super::super::transport::<A>() }\n";
        assert_eq!(found("mcp-server/src/dispatch/tools.rs", text), [1, 2]);
    }

    #[test]
    fn a_module_outside_the_layers_lies_under_them() {
        assert_eq!(
            found("mcp-server/src/limits.rs", "use crate::server::A;"),
            [1]
        );
        assert!(found("mcp-server/src/server/mod.rs", "use crate::limits::A;").is_empty());
    }

    #[test]
    fn the_root_and_the_test_client_stand_on_top() {
        assert!(found("mcp-server/src/lib.rs", "pub use crate::transport::A;").is_empty());
        assert!(found("mcp-server/src/testing.rs", "use crate::transport::A;").is_empty());
    }

    #[test]
    fn a_reexport_does_not_hide_its_layer() {
        let lib = "pub use transport::Serve;\npub use server::Server;\n";
        assert_eq!(
            found_with(
                "mcp-server/src/dispatch/mod.rs",
                "use crate::{Server, Serve};",
                lib
            ),
            [1]
        );
        assert_eq!(
            found("mcp-server/src/dispatch/mod.rs", "use crate::*;"),
            [1]
        );
    }

    #[test]
    fn tests_may_reach_anywhere() {
        let text = "#[cfg(test)]\nmod tests {\n  use crate::transport::A;\n}\n";
        assert!(found("mcp-server/src/dispatch/mod.rs", text).is_empty());
    }

    #[test]
    fn the_core_knows_no_runtime_and_no_server() {
        let text = "use tokio::sync;\nuse hyper_util::rt;\nfn tokioish() {} // tokio\nuse mcp_server::A;\n";
        assert_eq!(found("mcp-core/src/peer/mod.rs", text), [1, 2, 4]);
    }
}
