//! Skills with folders in them.

use mcp_server::Skills;

macro_rules! skills {
    ($($path:literal),* $(,)?) => {
        Skills::new()$(.file($path, &include_bytes!(concat!("../../skills/", $path))[..]))*
    };
}

/// The same as are in the folder `skills`.
pub(super) fn skills() -> Skills {
    skills![
        "release-notes/SKILL.md",
        "release-notes/templates/entry.md",
        "team/code-review/SKILL.md",
        "team/code-review/checklists/rust.md",
        "team/code-review/logo.png",
    ]
}
