//! The budgets, row by row, and what each is held against.

use Limit::{Least, Most};

use super::results::Key;

pub(super) struct Budget {
    pub(super) what: &'static str,
    pub(super) measure: Measure,
    pub(super) limit: Limit,
    pub(super) stretch: f64,
}

pub(super) enum Measure {
    /// CPU time of the first for each of the second.
    Cpu(Key, Key),
    /// Instructions of the first for each of the second.
    Instructions(Key, Key),
    /// Thousands of instructions.
    Thousands(Key),
    Allocations(Key),
    /// What one more event costs, for each that it costs the second: few events and many.
    Event([Key; 2], [Key; 2]),
    /// CPU time of the cheapest of the peers for each of the first.
    Less(Key, &'static [Key]),
    /// By how many per cent the second needs more CPU time than the first.
    Growth(Key, Key),
    /// Kilobytes of an idle session.
    Session(Key),
    /// Milliseconds until the first answer.
    Start(Key),
    /// Mebibytes in memory.
    Memory(Key),
    /// By how many per cent memory grows while the last half of all sessions are abandoned.
    Plateau(Key),
    /// How many packages it is built from.
    Packages(Key),
    /// CPU seconds of a build from nothing.
    Cold(Key),
    /// CPU seconds of a build after an edit.
    Again(Key),
    /// Megabytes of the program.
    Binary(Key),
}

#[derive(Clone, Copy)]
pub(super) enum Limit {
    Most(f64),
    Least(f64),
}

const ECHO: Key = ("echo", "ours");
const HELLO: Key = ("hello", "ours");

const fn row(what: &'static str, measure: Measure, limit: Limit, stretch: f64) -> Budget {
    Budget {
        what,
        measure,
        limit,
        stretch,
    }
}

pub(super) const BUDGETS: &[Budget] = &[
    row(
        "`tools/call` echo, session, JSON, vs raw hyper: CPU",
        Measure::Cpu(ECHO, ("echo", "raw")),
        Most(1.35),
        1.15,
    ),
    row(
        "the same echo: instructions",
        Measure::Instructions(("instructions", "ours"), ("instructions", "raw")),
        Most(1.35),
        1.15,
    ),
    row(
        "the same echo in 2026-07-28, vs the session in raw hyper: CPU",
        Measure::Cpu(("stateless", "ours"), ("stateless", "raw")),
        Most(1.45),
        1.25,
    ),
    row(
        "one-event SSE answer vs JSON answer",
        Measure::Cpu(("events", "ours, one event"), ("events", "ours, JSON")),
        Most(1.10),
        1.03,
    ),
    row(
        "`tools/list`, 40 tools",
        Measure::Cpu(
            ("tools-list", "ours, 40 tools"),
            ("tools-list", "raw, 40 tools"),
        ),
        Most(1.15),
        1.03,
    ),
    row(
        "`initialize` + DELETE",
        Measure::Cpu(("churn", "ours"), ("churn", "raw")),
        Most(1.35),
        1.12,
    ),
    row(
        "`tools/call`, 4 kB list",
        Measure::Cpu(("list", "ours"), ("list", "raw")),
        Most(1.15),
        1.0,
    ),
    row(
        "HTTP+SSE call, both legs",
        Measure::Cpu(("sse", "ours"), ("sse", "raw")),
        Most(1.5),
        1.3,
    ),
    row(
        "one progress event on a stream",
        Measure::Event(
            [
                ("progress", "ours, 1 event"),
                ("progress", "ours, 100 events"),
            ],
            [
                ("progress", "raw, 1 event"),
                ("progress", "raw, 100 events"),
            ],
        ),
        Most(2.0),
        1.5,
    ),
    row(
        "a notification on 5,000 streams: one of them, vs raw hyper",
        Measure::Cpu(("notify", "ours"), ("notify", "raw")),
        Most(2.0),
        1.5,
    ),
    row(
        "instructions of an echo, thousands",
        Measure::Thousands(("instructions", "ours")),
        Most(32.0),
        26.0,
    ),
    row(
        "allocations of an echo",
        Measure::Allocations(("instructions", "ours")),
        Most(22.0),
        17.0,
    ),
    row(
        "second worker: CPU per request, %",
        Measure::Growth(
            ("workers", "ours, 1 worker"),
            ("workers", "ours, 2 workers"),
        ),
        Most(20.0),
        14.0,
    ),
    row(
        "less CPU than the best rmcp: echo",
        Measure::Less(
            ECHO,
            &[("echo", "rmcp, stateful"), ("echo", "rmcp, stateless")],
        ),
        Least(3.0),
        3.4,
    ),
    row(
        "fewer instructions than rmcp, stateless: echo",
        Measure::Instructions(
            ("instructions", "rmcp, stateless"),
            ("instructions", "ours"),
        ),
        Least(3.0),
        3.4,
    ),
    row(
        "less CPU than the best rmcp: 4 kB list",
        Measure::Less(
            ("list", "ours"),
            &[("list", "rmcp, stateful"), ("list", "rmcp, stateless")],
        ),
        Least(2.0),
        2.2,
    ),
    row(
        "less CPU than the best rmcp: `tools/list`, 40 tools",
        Measure::Less(
            ("tools-list", "ours, 40 tools"),
            &[
                ("tools-list", "rmcp, 40 tools"),
                ("tools-list", "rmcp stateless, 40 tools"),
            ],
        ),
        Least(7.0),
        8.0,
    ),
    row(
        "less CPU than the best rmcp: churn",
        Measure::Less(("churn", "ours"), &[("churn", "rmcp")]),
        Least(1.9),
        2.1,
    ),
    row(
        "growth from 1 to 400 tools: CPU per call, %",
        Measure::Growth(("growth", "1 tool"), ("growth", "400 tools")),
        Most(5.0),
        0.0,
    ),
    row(
        "growth from 1 to 400 tools: instructions",
        Measure::Instructions(
            ("instructions", "ours, 400 tools"),
            ("instructions", "ours, 1 tool"),
        ),
        Most(1.05),
        1.0,
    ),
    row(
        "growth from 1 to 100,000 idle sessions: CPU per call, %",
        Measure::Growth(("growth", "1 tool"), ("growth", "100,000 sessions")),
        Most(5.0),
        0.0,
    ),
    row(
        "idle session of 10,000, kB",
        Measure::Session(("growth", "10,000 sessions")),
        Most(0.6),
        0.3,
    ),
    row(
        "idle session with open stream, kB",
        Measure::Session(("streams", "ours")),
        Most(24.0),
        16.0,
    ),
    row(
        "abandoned sessions: growth of memory over the last half of them, %",
        Measure::Plateau(("abandoned", "ours")),
        Most(5.0),
        1.0,
    ),
    row(
        "a client that stops reading: CPU per call of the others, %",
        Measure::Growth(
            ("slow-reader", "ours, all read"),
            ("slow-reader", "ours, one does not"),
        ),
        Most(5.0),
        0.0,
    ),
    row(
        "memory beside eight such clients, MiB; up to 16 of it are events that others may come back for",
        Measure::Memory(("slow-reader", "ours, eight do not")),
        Most(24.0),
        16.0,
    ),
    row(
        "start to first answer, ms",
        Measure::Start(("start", "ours")),
        Most(3.0),
        2.0,
    ),
    row(
        "memory under load, MiB",
        Measure::Memory(ECHO),
        Most(6.0),
        6.0,
    ),
    row(
        "hello server: packages",
        Measure::Packages(HELLO),
        Most(60.0),
        45.0,
    ),
    row(
        "hello server: release build from nothing, CPU s",
        Measure::Cold(HELLO),
        Most(60.0),
        45.0,
    ),
    row(
        "hello server: release build after a touch of `main.rs`, CPU s",
        Measure::Again(HELLO),
        Most(5.0),
        2.0,
    ),
    row(
        "hello server: binary, MB",
        Measure::Binary(HELLO),
        Most(5.0),
        3.0,
    ),
    row(
        "stdio echo vs a bare line echo in tokio",
        Measure::Cpu(("stdio", "ours"), ("stdio", "raw")),
        Most(1.5),
        1.2,
    ),
];
