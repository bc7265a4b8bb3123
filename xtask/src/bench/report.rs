//! The results as Markdown: budgets first, then the others, then every number.

use std::fmt::Write as _;

use super::numbers;
use super::peers::PEERS;
use super::results::{Key, Results, median};
use super::rows::{self, Spread};

pub(super) fn render(results: &Results) -> String {
    let mut text = String::new();
    head(results, &mut text);
    budgets(results, &mut text);
    peers(results, &mut text);
    numbers(results, &mut text);
    text
}

fn head(results: &Results, text: &mut String) {
    let machine = &results.machine;
    let length = results.length;
    let _ = write!(
        text,
        "# What a call costs\n\n\
         Written by `cargo xtask bench`; do not edit.\n\n\
         - commit {}; {}\n- {} × {}; {}\n",
        machine.commit, machine.rustc, machine.processors, machine.processor, machine.kernel
    );
    let versions = machine.versions.iter();
    let versions: Vec<String> = versions.map(|(name, at)| format!("{name} {at}")).collect();
    let _ = writeln!(text, "- {}", versions.join(", "));
    for script in &results.scripts {
        let _ = writeln!(text, "- {script}");
    }
    let processors = if machine.pinned {
        "Server and driver have a processor each."
    } else {
        "Server and driver share the processors, for `taskset` is not installed."
    };
    let _ = write!(
        text,
        "- {} rounds of {} ms, {} of what takes long, {} of what scatters, contestants in turn; the load of the machine was {}\n\n\
         {processors} The server has one worker unless said otherwise. CPU is the time of the \
         server's process for one request in user and kernel, in microseconds. Ratios are taken \
         within a round; numbers are medians of the rounds. Instructions are those outside the \
         kernel. `raw` is tokio and hyper with serde_json, and nothing of MCP.\n",
        length.rounds, length.milliseconds, length.few_rounds, length.many_rounds, machine.load
    );
}

fn budgets(results: &Results, text: &mut String) {
    text.push_str(
        "\n## Budgets\n\n| what | measured | rounds between | budget | stretch | |\n|---|---|---|---|---|---|\n",
    );
    for row in rows::budgets(results) {
        if row.is_absent() {
            continue;
        }
        let measured = row.measured.as_ref();
        let measured = measured.map_or_else(|_| "– |".to_owned(), |spread| write_spread(*spread));
        let budget = row.budget;
        let _ = writeln!(
            text,
            "| {} | {measured} | {} | {} | {} |",
            budget.what,
            budget.limit,
            budget.stretch,
            row.verdict()
        );
    }
}

fn write_spread(spread: Spread) -> String {
    let Spread {
        median,
        least,
        most,
    } = spread;
    if least < most {
        format!("{median:.2} | {least:.2} and {most:.2}")
    } else {
        format!("{median:.2} |")
    }
}

fn peers(results: &Results, text: &mut String) {
    text.push_str(
        "\n## Beside the others\n\n\
         How many times the CPU of ours, and of hyper alone, which is the most there is to gain.\n\n\
         | | ours, CPU | theirs, CPU | times ours | times raw |\n|---|---|---|---|---|\n",
    );
    for (ours, raw, peers) in PEERS {
        for peer in *peers {
            // What did not run has no line here; its reason stands among all numbers.
            text.push_str(&peer_line(results, *ours, *raw, *peer).unwrap_or_default());
        }
    }
}

fn peer_line(results: &Results, ours: Key, raw: Key, peer: Key) -> Result<String, String> {
    let cpu = |key| results.median(key, |run| run.cpu);
    let (ours_cpu, peer_cpu) = (cpu(ours)?, cpu(peer)?);
    let times_ours = median(results.ratios((peer, ours), |run| run.cpu)?.into_iter());
    let times_raw = median(results.ratios((peer, raw), |run| run.cpu)?.into_iter());
    Ok(format!(
        "| {}: {} | {ours_cpu:.1} | {peer_cpu:.1} | {times_ours:.2} | {times_raw:.2} |\n",
        ours.0, peer.1,
    ))
}

fn numbers(results: &Results, text: &mut String) {
    text.push_str("\n## All numbers\n");
    for (scenario, contestants) in results.scenarios() {
        let _ = write!(text, "\n### {}\n\n{}.\n\n", scenario.name, scenario.what);
        text.push_str(&numbers::heads(scenario.kind, results.length));
        for (name, measured) in contestants {
            let _ = writeln!(text, "| {name} | {} |", numbers::cells(measured));
        }
    }
}
