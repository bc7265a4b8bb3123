//! One run: start, open, warm up, load, and look at the process before and after.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::http::Connection;
use crate::load::{self, Session};
use crate::options::{Options, Until, What};
use crate::process::{self, Usage};
use crate::request;
use crate::save::save;
use crate::server::Server;

/// The share of a run that goes before it, unmeasured.
const WARM_UP: u32 = 5;

/// What is asked for by a client that reads nothing of it: more than all buffers hold.
const ENDLESS: u32 = 10_000_000;
/// How long it takes until nothing more fits.
const FULL: Duration = Duration::from_millis(300);

/// What a run came to; times of requests in microseconds.
#[derive(Debug, Serialize)]
pub(crate) struct Measured {
    requests: usize,
    errors: usize,
    per_second: f64,
    /// CPU time of the server for one request.
    cpu: f64,
    /// The part of it in the kernel.
    kernel: f64,
    p50: f64,
    p99: f64,
    p999: f64,
    memory_kb: f64,
    /// The most that it ever had.
    peak_kb: f64,
    /// What it had after each quarter of the sessions that were abandoned.
    pub(crate) quarters_kb: Vec<f64>,
    /// Bytes for each session that was left alone.
    idle_session: Option<f64>,
    /// How often the server waited, or had to make room, for each request.
    voluntary: f64,
    involuntary: f64,
    /// Milliseconds from its start until its first answer.
    start: f64,
}

pub(crate) fn run(options: &Options) -> Result<Measured, String> {
    let started = Instant::now();
    let mut server = Server::start(options)?;
    let mut links = load::links(&mut server, options)?;
    load::once(&mut links)?;
    let start = started.elapsed().as_secs_f64() * 1e3;
    if let Some(path) = &options.save {
        save(&server, options, path)?;
    }
    let stalled = stalled(&server, options)?;
    if let Some(warm_up) = warm_up(options) {
        load::run(&mut links, warm_up)?;
    }
    let leftover = Idle::open(&server, options)?;
    let before = process::usage(server.pid())?;
    let mut outcome = load::run(&mut links, options.until)?;
    let after = process::usage(server.pid())?;
    drop((links, stalled));
    let mut measured = Measured::of(&mut outcome, before, after);
    measured.start = start;
    measured.idle_session = leftover.bytes;
    drop(leftover);
    if options.callgrind.is_some() {
        server.end()?;
    }
    Ok(measured)
}

/// With a count every request counts.
fn warm_up(options: &Options) -> Option<Until> {
    match options.until {
        Until::Elapsed(time) => {
            let time = options.warm_up.unwrap_or(time / WARM_UP);
            Some(Until::Elapsed(time))
        }
        Until::Count(_) => None,
    }
}

/// Clients whose answers are long, and who read nothing of them.
fn stalled(server: &Server, options: &Options) -> Result<Vec<Connection>, String> {
    if options.stalled == 0 {
        return Ok(Vec::new());
    }
    let mut connections = load::connect(server.address()?)?;
    connections.truncate(options.stalled);
    let endless = What::Call {
        name: "progress".to_owned(),
        events: ENDLESS,
    };
    for connection in &mut connections {
        let headers = Session::open(connection)?.headers;
        let call = request::call(&endless, options.era, &headers);
        connection
            .send(call.first())
            .map_err(|error| format!("the stalled client: {error}"))?;
    }
    std::thread::sleep(FULL);
    Ok(connections)
}

/// Sessions that nobody uses.
struct Idle {
    bytes: Option<f64>,
    /// They stay open as long as they are kept.
    streams: Vec<Connection>,
}

impl Idle {
    fn open(server: &Server, options: &Options) -> Result<Self, String> {
        let mut idle = Self {
            bytes: None,
            streams: Vec::new(),
        };
        if options.idle == 0 {
            return Ok(idle);
        }
        if options.streams {
            process::may_open(options.idle)?;
        }
        let address = server.address()?;
        let mut connections = load::connect(address)?;
        let before = process::usage(server.pid())?.memory_kb;
        let mut left = options.idle;
        while left > 0 {
            let most = left.min(load::AT_ONCE);
            for session in Session::open_all(&mut connections[..most])? {
                if options.streams {
                    idle.streams.push(load::open_stream(address, &session)?);
                }
            }
            left -= most;
        }
        std::thread::sleep(Duration::from_millis(100));
        let after = process::usage(server.pid())?.memory_kb;
        idle.bytes = Some((after - before) * 1024.0 / options.idle as f64);
        Ok(idle)
    }
}

impl Measured {
    pub(crate) fn of(outcome: &mut load::Outcome, before: Usage, after: Usage) -> Self {
        let requests = outcome.times.len();
        let each = requests.max(1) as f64;
        let user = (after.user - before.user) * 1e6 / each;
        let kernel = (after.system - before.system) * 1e6 / each;
        let [p50, p99, p999] = outcome.times.below([0.5, 0.99, 0.999]);
        Self {
            requests,
            errors: outcome.errors,
            per_second: each / outcome.seconds,
            cpu: user + kernel,
            kernel,
            p50,
            p99,
            p999,
            memory_kb: after.memory_kb,
            peak_kb: after.peak_kb,
            quarters_kb: Vec::new(),
            idle_session: None,
            voluntary: (after.voluntary - before.voluntary) / each,
            involuntary: (after.involuntary - before.involuntary) / each,
            start: 0.0,
        }
    }
}
