//! What the kernel tells of a process: its time, its memory, how often it was switched.

use std::fs;

/// Linux tells programs of hundredths of a second, whatever its own clock.
const TICKS: f64 = 100.0;

/// Files that are open beside many connections.
const OTHERS: usize = 100;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// Seconds of CPU time in the program.
    pub(crate) user: f64,
    /// Seconds of CPU time for it in the kernel.
    pub(crate) system: f64,
    pub(crate) memory_kb: f64,
    /// The most memory that it ever had.
    pub(crate) peak_kb: f64,
    /// It waited.
    pub(crate) voluntary: f64,
    /// It had to make room.
    pub(crate) involuntary: f64,
}

pub(crate) fn usage(pid: u32) -> Result<Usage, String> {
    let read = |path: String| fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"));
    let stat = read(format!("/proc/{pid}/stat"))?;
    let status = read(format!("/proc/{pid}/status"))?;
    let (user, system) = cpu(&stat).ok_or_else(|| format!("/proc/{pid}/stat is garbled"))?;
    let mut usage = Usage {
        user,
        system,
        memory_kb: field(&status, "VmRSS:"),
        peak_kb: field(&status, "VmHWM:"),
        ..Usage::default()
    };
    // Switches are told of each thread only.
    for thread in fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        usage.voluntary += field(&status, "voluntary_ctxt_switches:");
        usage.involuntary += field(&status, "nonvoluntary_ctxt_switches:");
    }
    Ok(usage)
}

/// Refuses to open so many connections where driver and server may not.
pub(crate) fn may_open(connections: usize) -> Result<(), String> {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let most = field(&limits, "Max open files");
    let needed = connections + OTHERS;
    // Where it says `unlimited` there is no number.
    if most > 0.0 && most < needed as f64 {
        return Err(format!(
            "{connections} connections need {needed} open files, and {most} are allowed; \
             raise the hard limit: `ulimit -Hn {needed}`"
        ));
    }
    Ok(())
}

/// The fields `utime` and `stime`, counted from behind the name, which may hold anything.
fn cpu(stat: &str) -> Option<(f64, f64)> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    let mut seconds = || Some(times.next()?.parse::<f64>().ok()? / TICKS);
    Some((seconds()?, seconds()?))
}

fn field(status: &str, name: &str) -> f64 {
    let value = status.lines().find_map(|line| line.strip_prefix(name));
    value
        .and_then(|value| value.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}
