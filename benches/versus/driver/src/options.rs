//! What the driver is told: whom to load, with what, how long.

use std::path::PathBuf;
use std::time::Duration;

/// Who a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    /// A session of streamable HTTP.
    Session,
    /// Nobody in particular: every request says it all, or a server keeps no sessions.
    Stateless,
    /// As `Session`, with a server that gives out no session.
    Sessionless,
    /// HTTP+SSE: posted here, answered there.
    Sse,
    /// Lines on standard input.
    Stdio,
    /// Sessions that are opened and closed, and nothing in between.
    Churn,
    /// Streams of as many sessions, on all of which the server is made to speak at once.
    Announce,
    /// Sessions that are opened one after the other and left alone.
    Abandon,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) enum What {
    List,
    Call { name: String, events: u32 },
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    Elapsed(Duration),
    Count(usize),
}

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) era: Era,
    pub(crate) what: What,
    pub(crate) connections: usize,
    pub(crate) until: Until,
    /// How long to load it before that, if not a part of that time.
    pub(crate) warm_up: Option<Duration>,
    /// Sessions that are opened first, and left alone.
    pub(crate) idle: usize,
    /// Whether these have a stream open.
    pub(crate) streams: bool,
    /// Clients that ask for more than fits anywhere, and read nothing of it.
    pub(crate) stalled: usize,
    /// Whether an answer is to be an event rather than JSON.
    pub(crate) prefers_events: bool,
    /// The processors of the server, as `taskset` takes them; none for any.
    pub(crate) cores: Option<String>,
    /// Where callgrind leaves its profile.
    pub(crate) callgrind: Option<PathBuf>,
    /// Where one answer's body goes.
    pub(crate) save: Option<PathBuf>,
    pub(crate) server: Vec<String>,
}

impl Options {
    /// Reads `--flag value …  -- SERVER ARGS…`.
    pub(crate) fn read() -> Result<Self, String> {
        let mut options = Self {
            era: Era::Session,
            what: call("echo"),
            connections: 16,
            until: Until::Elapsed(Duration::from_secs(2)),
            warm_up: None,
            idle: 0,
            streams: false,
            stalled: 0,
            prefers_events: false,
            cores: None,
            callgrind: None,
            save: None,
            server: Vec::new(),
        };
        let mut args = std::env::args().skip(1);
        while let Some(flag) = args.next() {
            if flag == "--" {
                break;
            }
            let value = args.next().ok_or_else(|| format!("{flag} has no value"))?;
            options.set(&flag, &value)?;
        }
        options.server = args.collect();
        if options.server.is_empty() {
            return Err("name the server after `--`".to_owned());
        }
        Ok(options)
    }

    fn set(&mut self, flag: &str, value: &str) -> Result<(), String> {
        match flag {
            "--era" => self.era = era(value)?,
            "--call" => self.what = call(value),
            "--connections" => self.connections = number(value)?,
            "--milliseconds" => {
                self.until = Until::Elapsed(Duration::from_millis(number(value)?));
            }
            "--warm-up" => self.warm_up = Some(Duration::from_millis(number(value)?)),
            "--count" => self.until = Until::Count(number(value)?),
            "--idle" => self.idle = number(value)?,
            "--streams" => self.streams = value == "yes",
            "--answer" => self.prefers_events = value == "event",
            "--stalled" => self.stalled = number(value)?,
            "--cores" => self.cores = (value != "any").then(|| value.to_owned()),
            "--callgrind" => self.callgrind = Some(value.into()),
            "--save" => self.save = Some(value.into()),
            _ => return Err(format!("{flag} is unknown")),
        }
        Ok(())
    }
}

fn era(name: &str) -> Result<Era, String> {
    Ok(match name {
        "session" => Era::Session,
        "stateless" => Era::Stateless,
        "sessionless" => Era::Sessionless,
        "sse" => Era::Sse,
        "stdio" => Era::Stdio,
        "churn" => Era::Churn,
        "announce" => Era::Announce,
        "abandon" => Era::Abandon,
        _ => return Err(format!("the era {name} is unknown")),
    })
}

/// `tools/list`, the name of a tool, or `progress:100`.
fn call(name: &str) -> What {
    if name == "tools/list" {
        return What::List;
    }
    let (name, events) = name.split_once(':').unwrap_or((name, "0"));
    What::Call {
        name: name.to_owned(),
        events: events.parse().unwrap_or_default(),
    }
}

fn number<T: std::str::FromStr>(value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("`{value}` is no number"))
}
