//! What callgrind writes down: how many instructions a run took, and how often it allocated.

use std::collections::HashSet;
use std::path::Path;

/// How the C library's functions are called that allocate; those that make an allocation larger
/// are among them.
const ALLOCATORS: [&str; 7] = [
    "malloc",
    "calloc",
    "realloc",
    "aligned_alloc",
    "memalign",
    "posix_memalign",
    "__libc_malloc",
];

/// What a whole run cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) instructions: u64,
    pub(crate) allocations: u64,
}

impl Run {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        Self::parse(&text).ok_or_else(|| format!("{} is garbled", path.display()))
    }

    /// `None` where it is no such file. A function has its name where it is first spoken of, and
    /// only a number from then on.
    fn parse(text: &str) -> Option<Self> {
        let mut instructions = None;
        let mut allocations = 0;
        let mut allocators = HashSet::new();
        let mut callee = "";
        for line in text.lines() {
            let called = line.strip_prefix("cfn=");
            if let Some(function) = called.or_else(|| line.strip_prefix("fn=")) {
                let (number, name) = function.split_once(' ').unwrap_or((function, ""));
                if ALLOCATORS.contains(&name) {
                    allocators.insert(number);
                }
                if called.is_some() {
                    callee = number;
                }
            } else if let Some(calls) = line.strip_prefix("calls=") {
                if allocators.contains(callee) {
                    allocations += calls.split(' ').next()?.parse::<u64>().ok()?;
                }
            } else if let Some(total) = line.strip_prefix("totals: ") {
                instructions = total.split(' ').next()?.parse().ok();
            }
        }
        Some(Self {
            instructions: instructions?,
            allocations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_allocators_are_counted_under_their_name_and_their_number() {
        let text = "version: 1\nevents: Ir\n\nfn=(1) main\n12 5\ncfn=(2) malloc\ncalls=3 0\n\
                    13 60\ncfn=(3) free\ncalls=3 0\n14 30\n\nfn=(2)\n1 2\n\
                    cfn=(5) _int_malloc\ncalls=3 0\n1 9\n\nfn=(4) other\n20 1\n\
                    cfn=(2)\ncalls=2 0\n21 40\ncfn=(6) malloc_init\ncalls=7 0\n6 1\n\n\
                    totals: 136\n";
        let run = Run {
            instructions: 136,
            allocations: 5,
        };
        assert_eq!(Run::parse(text), Some(run));
        assert_eq!(Run::parse("fn=(1) main\n"), None);
    }
}
