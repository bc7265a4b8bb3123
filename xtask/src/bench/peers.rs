//! Who stands beside us under the same load.

use super::results::Key;

/// Ours, hyper alone, and what is measured beside both.
pub(super) const PEERS: &[(Key, Key, &[Key])] = &[
    (
        ("echo", "ours"),
        ("echo", "raw"),
        &[
            ("echo", "rmcp, stateless"),
            ("echo", "rmcp, stateful"),
            ("echo", "rmcp, as documented"),
            ("echo", "turbomcp"),
            ("echo", "TypeScript SDK"),
            ("echo", "Python SDK"),
        ],
    ),
    (
        ("stateless", "ours"),
        ("stateless", "raw"),
        &[("stateless", "rmcp")],
    ),
    (
        ("tools-list", "ours, 40 tools"),
        ("tools-list", "raw, 40 tools"),
        &[
            ("tools-list", "rmcp stateless, 40 tools"),
            ("tools-list", "rmcp, 40 tools"),
            ("tools-list", "turbomcp, 40 tools"),
            ("tools-list", "TypeScript SDK, 40 tools"),
            ("tools-list", "Python SDK, 40 tools"),
        ],
    ),
    (
        ("churn", "ours"),
        ("churn", "raw"),
        &[
            ("churn", "rmcp"),
            ("churn", "turbomcp"),
            ("churn", "TypeScript SDK"),
            ("churn", "Python SDK"),
        ],
    ),
    (
        ("list", "ours"),
        ("list", "raw"),
        &[
            ("list", "rmcp, stateless"),
            ("list", "rmcp, stateful"),
            ("list", "turbomcp"),
            ("list", "TypeScript SDK"),
            ("list", "Python SDK"),
        ],
    ),
    (
        ("progress", "ours, 100 events"),
        ("progress", "raw, 100 events"),
        &[("progress", "rmcp, 100 events")],
    ),
    (
        ("slow-reader", "ours, one does not"),
        ("slow-reader", "raw, one does not"),
        &[("slow-reader", "rmcp, one does not")],
    ),
    (("notify", "ours"), ("notify", "raw"), &[("notify", "rmcp")]),
    (("stdio", "ours"), ("stdio", "raw"), &[("stdio", "rmcp")]),
    (
        ("connections", "ours, 1"),
        ("connections", "raw, 1"),
        &[("connections", "rmcp, 1")],
    ),
    (
        ("connections", "ours, 128"),
        ("connections", "raw, 128"),
        &[("connections", "rmcp, 128")],
    ),
];
