//! One call, one answer: what it costs in each form, and how much of that is processor.

use super::{Kind, Rounds, Scenario, load, who};

pub(super) const SCENARIOS: &[Scenario] = &[
    load(
        "echo",
        "`tools/call` echo in a session, answered with JSON, 16 connections",
        &[
            who("raw", "", "raw"),
            who("ours", "", "ours"),
            who("rmcp, stateful", "", "rmcp"),
            who(
                "rmcp, stateless",
                "--era sessionless",
                "rmcp --mode stateless",
            ),
            who("rmcp, as documented", "", "rmcp --mode documented"),
            who("turbomcp", "", "turbomcp"),
            who("TypeScript SDK", "", "typescript"),
            who("Python SDK", "", "python"),
        ],
    ),
    load(
        "stateless",
        "The same in 2026-07-28; `raw` reads and writes what a session would",
        &[
            who("raw", "", "raw"),
            who("raw, same bytes", "--era stateless", "raw --mode stateless"),
            who("ours", "--era stateless", "ours"),
            who("rmcp", "--era stateless", "rmcp --mode stateless"),
        ],
    ),
    load(
        "events",
        "An answer as the one event of a stream, and as JSON",
        &[
            who("raw, JSON", "--call progress:0", "raw"),
            who("raw, one event", "--call progress:0", "raw --mode events"),
            who("ours, JSON", "--call progress:0", "ours"),
            who(
                "ours, one event",
                "--call progress:0 --answer event",
                "ours",
            ),
            who("raw, two events", "--call progress:1", "raw --mode events"),
            who("ours, two events", "--call progress:1", "ours"),
        ],
    ),
    load(
        "tools-list",
        "`tools/list`",
        &[
            who(
                "raw, 1 tool",
                "--call tools/list",
                "raw --list {lists}/1.json",
            ),
            who("ours, 1 tool", "--call tools/list", "ours --tools 1"),
            who(
                "raw, 40 tools",
                "--call tools/list",
                "raw --list {lists}/40.json",
            ),
            who("ours, 40 tools", "--call tools/list", "ours --tools 40"),
            who("rmcp, 40 tools", "--call tools/list", "rmcp --tools 40"),
            who(
                "rmcp stateless, 40 tools",
                "--era sessionless --call tools/list",
                "rmcp --tools 40 --mode stateless",
            ),
            who(
                "turbomcp, 40 tools",
                "--call tools/list",
                "turbomcp --tools 40",
            ),
            who(
                "TypeScript SDK, 40 tools",
                "--call tools/list",
                "typescript --tools 40",
            ),
            who(
                "Python SDK, 40 tools",
                "--call tools/list",
                "python --tools 40",
            ),
            who(
                "raw, 400 tools",
                "--call tools/list",
                "raw --list {lists}/400.json",
            ),
            who("ours, 400 tools", "--call tools/list", "ours --tools 400"),
        ],
    ),
    load(
        "churn",
        "`initialize` and DELETE in turn, each a request",
        &[
            who("raw", "--era churn", "raw"),
            who("ours", "--era churn", "ours"),
            who("rmcp", "--era churn", "rmcp"),
            who("turbomcp", "--era churn", "turbomcp"),
            who("TypeScript SDK", "--era churn", "typescript"),
            who("Python SDK", "--era churn", "python"),
        ],
    ),
    load(
        "list",
        "`tools/call` that answers a list of 4 kB, as structured content and as text",
        &[
            who("raw", "--call list", "raw"),
            who("ours", "--call list", "ours"),
            who("rmcp, stateful", "--call list", "rmcp"),
            who(
                "rmcp, stateless",
                "--era sessionless --call list",
                "rmcp --mode stateless",
            ),
            who("turbomcp", "--call list", "turbomcp"),
            who("TypeScript SDK", "--call list", "typescript"),
            who("Python SDK", "--call list", "python"),
        ],
    ),
    load(
        "instructions",
        "Instructions and allocations of one echo",
        &[
            who("tcp", "--era stateless", "tcp"),
            who("raw", "", "raw"),
            who("ours", "", "ours"),
            who("ours, 1 tool", "", "ours --tools 1"),
            who("ours, 400 tools", "", "ours --tools 400"),
            who("ours, 2026-07-28", "--era stateless", "ours"),
            who(
                "rmcp, stateless",
                "--era sessionless",
                "rmcp --mode stateless",
            ),
        ],
    )
    .kind(Kind::Profile),
    load(
        "workers",
        "The echo with one worker and with two; with two, the driver shares their processors",
        &[
            who("raw, 1 worker", "--cores 0", "raw"),
            who("raw, 2 workers", "--cores 0,1", "raw --workers 2"),
            who("ours, 1 worker", "--cores 0", "ours"),
            who("ours, 2 workers", "--cores 0,1", "ours --workers 2"),
            who(
                "ours, 2 threads",
                "--cores 0,1",
                "ours --workers 2 --mode threads",
            ),
            who(
                "ours, 2 threads, SO_REUSEPORT",
                "--cores 0,1",
                "ours --workers 2 --mode reuseport",
            ),
        ],
    )
    .rounds(Rounds::Many),
    load(
        "start",
        "Start, handshake and one answer, on any processor",
        &[
            who("raw", "--cores any --connections 1 --count 1", "raw"),
            who("ours", "--cores any --connections 1 --count 1", "ours"),
            who("rmcp", "--cores any --connections 1 --count 1", "rmcp"),
        ],
    ),
    load(
        "stdio",
        "16 calls at a time on standard input and output, beside the same lines repeated",
        &[
            who("raw", "--era stdio", "raw --mode stdio"),
            who("ours", "--era stdio", "ours --mode stdio"),
            who("rmcp", "--era stdio", "rmcp --mode stdio"),
        ],
    ),
    load(
        "connections",
        "The echo over fewer and more connections; one of them measures wake-ups, not the server",
        &[
            who("raw, 1", "--connections 1", "raw"),
            who("ours, 1", "--connections 1", "ours"),
            who("rmcp, 1", "--connections 1", "rmcp"),
            who("raw, 128", "--connections 128", "raw"),
            who("ours, 128", "--connections 128", "ours"),
            who("rmcp, 128", "--connections 128", "rmcp"),
        ],
    )
    .rounds(Rounds::Few),
];
