//! More tools, more sessions, more streams; and what a server takes to build.

use super::{Kind, Rounds, Scenario, load, who};

pub(super) const SCENARIOS: &[Scenario] = &[
    load(
        "growth",
        "The echo among more tools, and beside more idle sessions",
        &[
            who("1 tool", "", "ours --tools 1"),
            who("40 tools", "", "ours --tools 40"),
            who("400 tools", "", "ours --tools 400"),
            who(
                "10,000 sessions",
                "--idle 10000",
                "ours --tools 1 --sessions 200000",
            ),
            who(
                "100,000 sessions",
                "--idle 100000",
                "ours --tools 1 --sessions 200000",
            ),
        ],
    )
    .rounds(Rounds::Many),
    load(
        "streams",
        "The echo beside 2,000 idle sessions with an open stream",
        &[
            who("ours", "--idle 2000 --streams yes", "ours"),
            who("rmcp", "--idle 2000 --streams yes", "rmcp"),
        ],
    ),
    load(
        "abandoned",
        "Memory as sessions are opened and never closed, each with its whole handshake",
        &[who("ours", "--era abandon", "ours")],
    )
    .kind(Kind::Memory),
    load(
        "hello",
        "What the server of one tool takes to build for release, with one codegen unit as the guide advises",
        &[
            who("ours", "--package hello", "examples/hello/src/main.rs"),
            who(
                "rmcp",
                "--package versus-rmcp --example hello",
                "benches/versus/rmcp/examples/hello.rs",
            ),
        ],
    )
    .kind(Kind::Build),
];
