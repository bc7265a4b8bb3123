//! The load: links that each have one request under way, served in turn.
//!
//! One thread writes to all and reads from all in the same order. While it reads one answer the
//! others wait in the kernel, so the server always has work, and nothing is spent on polling.

mod announce;
mod call;
mod churn;
mod lines;
mod session;
mod sse;

use std::time::Instant;

pub(crate) use session::{AT_ONCE, Session, connect, open_stream};

use crate::options::{Era, Options, Until};
use crate::server::Server;
use crate::times::Times;

/// Something that asks and is answered.
pub(crate) trait Link {
    fn ask(&mut self) -> Result<(), String>;

    /// Whether the answer is what was asked for.
    fn answered(&mut self) -> Result<bool, String>;
}

/// What a load came to.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) times: Times,
    pub(crate) errors: usize,
    pub(crate) seconds: f64,
}

pub(crate) fn links(server: &mut Server, options: &Options) -> Result<Vec<Box<dyn Link>>, String> {
    if options.era == Era::Stdio {
        return lines::links(server.take_streams()?, options);
    }
    let address = server.address()?;
    if options.era == Era::Announce {
        return announce::links(address, options.connections);
    }
    (0..options.connections)
        .map(|_| match options.era {
            Era::Sse => sse::link(address, &options.what),
            Era::Churn => churn::link(address),
            _ => call::link(address, options),
        })
        .collect()
}

/// One answer on each link.
pub(crate) fn once(links: &mut [Box<dyn Link>]) -> Result<(), String> {
    match run(links, Until::Count(0))?.errors {
        0 => Ok(()),
        _ => Err("the first answer is not the expected one".to_owned()),
    }
}

/// Keeps every link busy until the end.
pub(crate) fn run(links: &mut [Box<dyn Link>], until: Until) -> Result<Outcome, String> {
    let mut outcome = Outcome::default();
    let start = Instant::now();
    let mut asked = Vec::with_capacity(links.len());
    let mut left = match until {
        Until::Count(count) => count,
        Until::Elapsed(_) => usize::MAX,
    };
    for link in links.iter_mut() {
        left = left.saturating_sub(1);
        asked.push(Instant::now());
        link.ask()?;
    }
    loop {
        let over = match until {
            Until::Elapsed(most) => start.elapsed() >= most,
            Until::Count(_) => left < links.len(),
        };
        for (link, asked) in links.iter_mut().zip(&mut asked) {
            outcome.errors += usize::from(!link.answered()?);
            let now = Instant::now();
            outcome.times.add(now - *asked);
            if !over {
                left = left.saturating_sub(1);
                *asked = now;
                link.ask()?;
            }
        }
        if over {
            outcome.seconds = start.elapsed().as_secs_f64();
            return Ok(outcome);
        }
    }
}
