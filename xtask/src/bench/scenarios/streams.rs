//! Answers and notifications that arrive as events.

use super::{Rounds, Scenario, load, who};

pub(super) const SCENARIOS: &[Scenario] = &[
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
    load(
        "slow-reader",
        "Calls that report their progress 100 times, beside a client whose call reports without end \
         and who stopped reading",
        &[
            who("raw, all read", "--call progress:100", "raw --mode events"),
            who("raw, one does not", "--call progress:100 --stalled 1", "raw --mode events"),
            who("ours, all read", "--call progress:100", "ours"),
            who("ours, one does not", "--call progress:100 --stalled 1", "ours"),
            who("ours, eight do not", "--call progress:100 --stalled 8", "ours"),
            who("rmcp, all read", "--call progress:100", "rmcp"),
            who("rmcp, one does not", "--call progress:100 --stalled 1", "rmcp"),
        ],
    )
    .rounds(Rounds::Few),
    load(
        "notify",
        "A notification on 5,000 open streams at once, each a request here; p50 is the time of the whole",
        &[
            who("raw", "--era announce --connections 5000", "raw"),
            who("ours", "--era announce --connections 5000", "ours --mode announce"),
            who("rmcp", "--era announce --connections 5000", "rmcp --mode announce"),
        ],
    )
    .rounds(Rounds::Few),
];
