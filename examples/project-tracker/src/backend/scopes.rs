//! What a credential is good for: scopes, which roles bound and some of which imply others.

use std::fmt;

use crate::model::Role;

/// What one request needs, and a token may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Scope {
    ProjectsRead,
    IssuesRead,
    IssuesWrite,
    CommentsWrite,
    AgentsRead,
    AgentsRun,
    DocumentsRead,
    NotificationsWrite,
    IntegrationsRead,
    /// All that reads.
    Read,
    /// All that reads, and all that a member may change.
    Write,
    /// Everything.
    Admin,
}

impl Scope {
    /// All there are. What comes before `Read`, `Write` and `Admin` may be implied by them, so those are last.
    pub(crate) const ALL: [(Self, &str); 12] = [
        (Self::ProjectsRead, "projects:read"),
        (Self::IssuesRead, "issues:read"),
        (Self::IssuesWrite, "issues:write"),
        (Self::CommentsWrite, "comments:write"),
        (Self::AgentsRead, "agents:read"),
        (Self::AgentsRun, "agents:run"),
        (Self::DocumentsRead, "documents:read"),
        (Self::NotificationsWrite, "notifications:write"),
        (Self::IntegrationsRead, "integrations:read"),
        (Self::Read, "read"),
        (Self::Write, "write"),
        (Self::Admin, "admin"),
    ];

    /// Its name on the wire.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The names of all.
    pub(crate) fn names() -> [&'static str; 12] {
        Self::ALL.map(|(_, name)| name)
    }

    /// The scope of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(scope, _)| *scope)
    }

    /// The scope and all that it implies.
    fn implied(self) -> Scopes {
        let implies = |other: Self| match self {
            Self::Admin => true,
            Self::Write => other != Self::Admin,
            Self::Read => other == Self::Read || other.name().ends_with(":read"),
            _ => other == self,
        };
        let all = Self::ALL.into_iter().map(|(scope, _)| scope);
        all.filter(|scope| implies(*scope))
            .fold(Scopes::NONE, |scopes, scope| {
                Scopes(scopes.0 | 1 << scope as u16)
            })
    }
}

/// Any number of scopes, with all that they imply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scopes(u16);

impl Scopes {
    /// No scope at all.
    pub(crate) const NONE: Self = Self(0);

    /// Reads scopes that are separated by spaces or commas. Fails with the first word that is none.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        words
            .map(|word| Scope::named(word).ok_or_else(|| word.to_owned()))
            .collect()
    }

    /// The most that a role lets a credential do.
    pub(crate) fn of(role: Role) -> Self {
        match role {
            Role::Admin => Scope::Admin.implied(),
            Role::Member => Scope::Write.implied(),
            Role::Reader => Scope::Read.implied(),
        }
    }

    /// Whether this scope is among them.
    pub(crate) fn has(self, scope: Scope) -> bool {
        self.0 & 1 << scope as u16 != 0
    }

    /// Whether all of the others are among them.
    pub(crate) fn cover(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    /// What is in both.
    pub(crate) fn within(self, bounds: Self) -> Self {
        Self(self.0 & bounds.0)
    }

    /// Their names, those that are implied too.
    pub(crate) fn names(self) -> Vec<&'static str> {
        let all = Scope::ALL.into_iter();
        all.filter(|(scope, _)| self.has(*scope))
            .map(|(_, name)| name)
            .collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        let scopes = scopes.into_iter();
        scopes.fold(Self::NONE, |all, scope| Self(all.0 | scope.implied().0))
    }
}

/// As OAuth writes them: their names, separated by spaces (RFC 6749, section 3.3).
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(text: &str) -> Scopes {
        Scopes::read(text).unwrap()
    }

    #[test]
    fn each_scope_stands_at_its_own_place() {
        for (index, (scope, name)) in Scope::ALL.into_iter().enumerate() {
            assert_eq!(scope as usize, index);
            assert_eq!((scope.name(), Scope::named(name)), (name, Some(scope)));
        }
    }

    #[test]
    fn the_wide_ones_imply_the_narrow_ones() {
        let read = "projects:read issues:read agents:read documents:read integrations:read read";
        assert_eq!(scopes("read").to_string(), read);
        let write = scopes("write");
        for name in ["read", "issues:write", "comments:write", "agents:run"] {
            assert!(write.has(Scope::named(name).unwrap()), "{name}");
        }
        assert!(!write.has(Scope::Admin));
        assert_eq!(scopes("admin").names().len(), Scope::ALL.len());
    }

    #[test]
    fn all_the_narrow_ones_together_are_not_a_wide_one() {
        let narrow = Scope::ALL[..9].iter().map(|(scope, _)| *scope);
        let narrow: Scopes = narrow.collect();
        assert!(!narrow.has(Scope::Read) && !narrow.has(Scope::Write));
        assert!(!narrow.cover(scopes("read")));
    }

    #[test]
    fn a_role_bounds_what_a_token_says() {
        let bounded = scopes("admin").within(Scopes::of(Role::Reader));
        assert_eq!(bounded, scopes("read"));
        let bounded = scopes("issues:write").within(Scopes::of(Role::Reader));
        assert_eq!(bounded, Scopes::NONE);
    }

    #[test]
    fn what_is_no_scope_is_named() {
        assert_eq!(scopes("read,issues:write"), scopes(" issues:write  read "));
        assert_eq!(scopes(""), Scopes::NONE);
        for bad in ["reads", "read;write", "Read", "issues:*", "issues"] {
            assert_eq!(Scopes::read(bad), Err(bad.to_owned()));
        }
    }
}
