//! For how long, and for whom, a client may keep an answer (`server/utilities/caching`).

use super::json;
use crate::revision::Abilities;

/// For how long, and for whom, a client may keep an answer. The default: not at all, for nobody
/// else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caching {
    /// For how many milliseconds; at 0 the answer is stale at once.
    pub ttl_ms: u64,
    /// For whom.
    pub scope: CacheScope,
}

/// For whom an answer may be kept. It guards nothing: what a caller may not see must not be in
/// the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheScope {
    /// For everybody: the answer is the same whoever asks.
    Public,
    /// For the one who asked.
    #[default]
    Private,
}

impl CacheScope {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

impl Caching {
    /// Appends the members, in a revision that has them: it wants both on every such result.
    pub(super) fn write(self, abilities: &Abilities, out: &mut Vec<u8>) {
        if !abilities.result_type {
            return;
        }
        json::key(out, "ttlMs");
        out.extend_from_slice(self.ttl_ms.to_string().as_bytes());
        json::string(out, "cacheScope", self.scope.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::testing::each;

    fn written(caching: Caching) -> [String; 5] {
        each(|revision, out| {
            out.push(b'{');
            caching.write(revision.abilities(), out);
            out.push(b'}');
        })
    }

    #[test]
    fn only_the_newest_revision_hears_of_caching() {
        let public = Caching {
            ttl_ms: 60_000,
            scope: CacheScope::Public,
        };
        let newest = r#"{"ttlMs":60000,"cacheScope":"public"}"#;
        assert_eq!(written(public), ["{}", "{}", "{}", "{}", newest]);
    }

    #[test]
    fn by_default_nothing_is_kept_or_shared() {
        let [.., newest] = written(Caching::default());
        assert_eq!(newest, r#"{"ttlMs":0,"cacheScope":"private"}"#);
    }
}
