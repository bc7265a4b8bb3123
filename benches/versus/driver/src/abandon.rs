//! Sessions that are opened and never closed, and what the server keeps of them.

use std::time::Instant;

use crate::load::{self, AT_ONCE, Outcome, Session};
use crate::measure::Measured;
use crate::options::{Options, Until};
use crate::process;
use crate::server::Server;

const QUARTERS: usize = 4;

pub(crate) fn run(options: &Options) -> Result<Measured, String> {
    let Until::Count(sessions) = options.until else {
        return Err("say how many sessions: `--count`".to_owned());
    };
    let server = Server::start(options)?;
    let mut connections = load::connect(server.address()?)?;
    let mut outcome = Outcome::default();
    let mut quarters = Vec::with_capacity(QUARTERS);
    let start = Instant::now();
    let before = process::usage(server.pid())?;
    let mut opened = 0;
    for quarter in 1..=QUARTERS {
        while opened < quarter * sessions / QUARTERS {
            let asked = Instant::now();
            Session::open_all(&mut connections)?;
            opened += AT_ONCE;
            (0..AT_ONCE).for_each(|_| outcome.times.add(asked.elapsed()));
        }
        quarters.push(process::usage(server.pid())?.memory_kb);
    }
    let after = process::usage(server.pid())?;
    outcome.seconds = start.elapsed().as_secs_f64();
    let mut measured = Measured::of(&mut outcome, before, after);
    measured.quarters_kb = quarters;
    Ok(measured)
}
