//! Whether some URI fits two templates: both are walked at once, as two automata.

use super::Step;
use super::matching::{Part, may_hold, parts};

/// One byte of a template.
#[derive(Clone, Copy, Debug)]
enum Atom {
    /// This byte.
    Byte(u8),
    /// One byte of a value.
    One { crosses: bool },
    /// Any number of bytes of a value.
    Many { crosses: bool },
}

/// Whether some URI fits both.
pub(super) fn overlap(one: &'static [Step], other: &'static [Step]) -> bool {
    let (one, other) = (atoms(one), atoms(other));
    let width = other.len() + 1;
    let mut seen = vec![false; (one.len() + 1) * width];
    let mut open = vec![(0, 0)];
    while let Some((i, j)) = open.pop() {
        if std::mem::replace(&mut seen[i * width + j], true) {
            continue;
        }
        let (a, b) = (one.get(i), other.get(j));
        if a.is_none() && b.is_none() {
            return true;
        }
        let skips = |atom: Option<&Atom>| matches!(atom, Some(Atom::Many { .. }));
        if skips(a) {
            open.push((i + 1, j));
        }
        if skips(b) {
            open.push((i, j + 1));
        }
        if let (Some(a), Some(b)) = (a, b)
            && a.meets(*b)
        {
            open.push((a.behind(i), b.behind(j)));
        }
    }
    false
}

fn atoms(steps: &'static [Step]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for part in parts(steps) {
        match part {
            Part::Text(text) => atoms.extend(text.bytes().map(Atom::Byte)),
            Part::Value { crosses, .. } => {
                atoms.extend([Atom::One { crosses }, Atom::Many { crosses }]);
            }
        }
    }
    atoms
}

impl Atom {
    /// Whether one byte fits both.
    fn meets(self, other: Self) -> bool {
        match (self.byte(), other.byte()) {
            (Some(byte), Some(other)) => byte == other,
            (Some(byte), None) => other.holds(byte),
            (None, Some(byte)) => self.holds(byte),
            (None, None) => true,
        }
    }

    const fn byte(self) -> Option<u8> {
        match self {
            Self::Byte(byte) => Some(byte),
            Self::One { .. } | Self::Many { .. } => None,
        }
    }

    const fn holds(self, byte: u8) -> bool {
        match self {
            Self::Byte(own) => own == byte,
            Self::One { crosses } | Self::Many { crosses } => may_hold(crosses, byte),
        }
    }

    /// Where the template goes on behind a byte that fits the atom at a place.
    const fn behind(self, place: usize) -> usize {
        match self {
            Self::Byte(_) | Self::One { .. } => place + 1,
            Self::Many { .. } => place,
        }
    }
}
