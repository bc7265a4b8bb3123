//! What is measured: every row of the table of budgets, in its order, and what explains it.

/// Contestants under the same load, measured in turn.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) contestants: &'static [Contestant],
    pub(super) kind: Kind,
}

/// What of a contestant is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// CPU time, latency, memory.
    Load,
    /// Instructions and allocations.
    Profile,
}

/// A server, and how it is asked.
#[derive(Debug)]
pub(super) struct Contestant {
    pub(super) name: &'static str,
    /// Flags of the driver.
    pub(super) load: &'static str,
    /// The program and its arguments; `{lists}` is the folder of saved lists.
    pub(super) server: &'static str,
}

const fn who(name: &'static str, load: &'static str, server: &'static str) -> Contestant {
    Contestant { name, load, server }
}

const fn load(
    name: &'static str,
    what: &'static str,
    contestants: &'static [Contestant],
) -> Scenario {
    Scenario {
        name,
        what,
        contestants,
        kind: Kind::Load,
    }
}

/// Saved from our server before all else: how many tools, and the flags it is asked with.
pub(super) const LISTS: [usize; 3] = [1, 40, 400];

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
        ],
    ),
    load(
        "sse",
        "A call over HTTP+SSE, both legs",
        &[
            who("raw", "--era sse", "raw"),
            who("ours", "--era sse", "ours"),
        ],
    ),
    load(
        "progress",
        "A call that reports its progress",
        &[
            who("raw, 1 event", "--call progress:1", "raw --mode events"),
            who(
                "raw, 100 events",
                "--call progress:100",
                "raw --mode events",
            ),
            who("ours, 1 event", "--call progress:1", "ours"),
            who("ours, 100 events", "--call progress:100", "ours"),
            who("rmcp, 1 event", "--call progress:1", "rmcp"),
            who("rmcp, 100 events", "--call progress:100", "rmcp"),
        ],
    ),
    Scenario {
        name: "instructions",
        what: "Instructions and allocations of one echo",
        contestants: &[
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
        kind: Kind::Profile,
    },
    load(
        "workers",
        "The echo with one worker and with two; with two, the driver shares their processors",
        &[
            who("raw, 1 worker", "--cores 0", "raw"),
            who("raw, 2 workers", "--cores 0,1", "raw --workers 2"),
            who("ours, 1 worker", "--cores 0", "ours"),
            who("ours, 2 workers", "--cores 0,1", "ours --workers 2"),
        ],
    ),
    load(
        "growth",
        "The echo among more tools, and beside more idle sessions",
        &[
            who("1 tool", "", "ours --tools 1"),
            who("40 tools", "", "ours --tools 40"),
            who("400 tools", "", "ours --tools 400"),
            who("10,000 sessions", "--idle 10000", "ours --tools 1"),
            who("100,000 sessions", "--idle 100000", "ours --tools 1"),
        ],
    ),
    load(
        "streams",
        "The echo beside 2,000 idle sessions with an open stream",
        &[
            who("ours", "--idle 2000 --streams yes", "ours"),
            who("rmcp", "--idle 2000 --streams yes", "rmcp"),
        ],
    ),
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
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        for scenario in SCENARIOS {
            let same = |other: &&Scenario| other.name == scenario.name;
            assert_eq!(
                SCENARIOS.iter().filter(same).count(),
                1,
                "{}",
                scenario.name
            );
            for who in scenario.contestants {
                let same = |other: &&Contestant| other.name == who.name;
                let count = scenario.contestants.iter().filter(same).count();
                assert_eq!(count, 1, "{} {}", scenario.name, who.name);
            }
        }
    }
}
