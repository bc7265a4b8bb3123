//! How far somebody may go in each area of the agency, and the scopes that say so.

/// What a role is given or not given as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Area {
    Directory,
    Work,
    Time,
    Money,
}

impl Area {
    /// The first part of its scopes.
    pub(super) const fn name(self) -> &'static str {
        AREAS[self as usize].1
    }
}

/// How far a role may go in an area.
#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Level {
    #[default]
    Nothing,
    Read,
    /// Also create and update.
    Write,
    Delete,
}

/// How far somebody may go in each area.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Levels([Level; 4]);

const AREAS: [(Area, &str); 4] = [
    (Area::Directory, "directory"),
    (Area::Work, "work"),
    (Area::Time, "time"),
    (Area::Money, "money"),
];

const LEVELS: [(Level, &str); 3] = [
    (Level::Read, "read"),
    (Level::Write, "write"),
    (Level::Delete, "delete"),
];

impl Levels {
    /// As far as anybody may.
    pub(super) const ALL: Self = Self([Level::Delete; 4]);
    /// Nothing at all.
    pub(super) const NONE: Self = Self([Level::Nothing; 4]);

    /// Everything from here on is up to the caller.
    pub(super) fn of(level: impl Fn(Area) -> Level) -> Self {
        Self(AREAS.map(|(area, _)| level(area)))
    }

    /// How far it goes in an area.
    pub(super) fn level(self, area: Area) -> Level {
        self.0[area as usize]
    }

    /// The lower of two in each area.
    pub(super) fn within(self, bounds: Self) -> Self {
        Self::of(|area| self.level(area).min(bounds.level(area)))
    }

    /// Reads scopes such as `work:write`, which are separated by spaces; each implies those below it in its area.
    ///
    /// `None` if there is a word that is no scope.
    pub(super) fn read(scopes: &str) -> Option<Self> {
        let mut levels = Self::NONE;
        for scope in scopes.split_whitespace() {
            let (area, level) = scope.split_once(':')?;
            let (area, _) = AREAS.into_iter().find(|(_, name)| *name == area)?;
            let (level, _) = LEVELS.into_iter().find(|(_, name)| *name == level)?;
            let known = &mut levels.0[area as usize];
            *known = level.max(*known);
        }
        Some(levels)
    }

    /// Its scopes, separated by spaces, those that are implied too.
    pub(super) fn scopes(self) -> String {
        let areas = AREAS.into_iter().flat_map(|(area, name)| {
            let levels = LEVELS.into_iter();
            let reached = levels.filter(move |(level, _)| *level <= self.level(area));
            reached.map(move |(_, level)| format!("{name}:{level}"))
        });
        areas.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_area_stands_at_its_own_place() {
        for (index, (area, _)) in AREAS.into_iter().enumerate() {
            assert_eq!(area as usize, index);
        }
    }

    #[test]
    fn scopes_and_levels_say_the_same() {
        let levels = Levels::read("time:delete work:read work:write").unwrap();
        let spelled = "work:read work:write time:read time:write time:delete";
        assert_eq!(levels.scopes(), spelled);
        assert_eq!(Levels::read(spelled), Some(levels));
        assert_eq!(Levels::read("").unwrap().scopes(), "");
        for bad in [
            "work",
            "work:",
            ":read",
            "work:nothing",
            "read",
            "Work:read",
        ] {
            assert_eq!(Levels::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn bounds_take_and_never_give() {
        let own = Levels::read("work:delete money:read").unwrap();
        let bounds = Levels::read("work:write time:read").unwrap();
        assert_eq!(own.within(bounds).scopes(), "work:read work:write");
    }
}
