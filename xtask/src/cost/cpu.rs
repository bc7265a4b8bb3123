//! The CPU time of programs that this one started.

use std::ops::Sub;

/// Linux tells programs of hundredths of a second, whatever its own clock.
const TICKS: f64 = 100.0;

/// CPU time in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cpu {
    pub(crate) user: f64,
    pub(crate) system: f64,
}

impl Cpu {
    pub(crate) fn total(self) -> f64 {
        self.user + self.system
    }
}

impl Sub for Cpu {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            user: self.user - before.user,
            system: self.system - before.system,
        }
    }
}

/// What a piece of work took of programs that it started and waited for.
pub(crate) fn of(work: impl FnOnce() -> Result<(), String>) -> Result<Cpu, String> {
    let before = of_children()?;
    work()?;
    Ok(of_children()? - before)
}

/// All time of all children so far, theirs included.
pub(crate) fn of_children() -> Result<Cpu, String> {
    let refused = "CPU times are read from /proc/self/stat; run this on Linux";
    std::fs::read_to_string("/proc/self/stat")
        .ok()
        .and_then(|stat| children(&stat))
        .ok_or_else(|| refused.to_owned())
}

/// How many programs want a processor, where that is more than there are.
pub(crate) fn crowd() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    let load: f64 = text.split_whitespace().next()?.parse().ok()?;
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    (load > processors as f64).then_some(load)
}

/// The fields `cutime` and `cstime`, counted from behind the name, which may hold anything.
fn children(stat: &str) -> Option<Cpu> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(13);
    let mut seconds = || Some(times.next()?.parse::<f64>().ok()? / TICKS);
    Some(Cpu {
        user: seconds()?,
        system: seconds()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_and_brackets_does_not_shift_the_fields() {
        let stat = "17 (a ) 1 2 (b) S 4 5 6 7 8 9 10 11 12 13 14 15 1600 170 18 19\n";
        let expected = Cpu {
            user: 16.0,
            system: 1.7,
        };
        assert_eq!(children(stat), Some(expected));
        assert_eq!(children("17 (a) S 4"), None);
    }
}
