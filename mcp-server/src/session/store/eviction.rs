//! Which idle sessions go where there are too many: of those principals that hold the most, the ones
//! that are idle longest.

use mcp_core::Principal;

use crate::callers::identity;
use crate::session::SessionId;
use crate::sorted::sorted;

/// A session that may have to go.
pub(super) struct Idle<'s> {
    pub(super) owner: Option<&'s Principal>,
    /// For how many milliseconds nothing has gone on in it.
    pub(super) time: u64,
    pub(super) id: SessionId,
}

/// Those that go to make room for a session of a newcomer, where no more than `most` are kept. An
/// eighth goes at once, so that the search is paid for by many.
pub(super) fn surplus(
    idle: &[Idle<'_>],
    most: usize,
    newcomer: Option<&Principal>,
) -> Vec<SessionId> {
    if idle.len() < most || idle.is_empty() {
        return Vec::new();
    }
    let surplus = idle.len() - most + 1 + most / 8;
    let first = &ranked(idle, newcomer)[..surplus.min(idle.len())];
    let mut ids = Vec::new();
    for place in first {
        ids.push(idle[*place].id);
    }
    ids
}

/// The places of those that go, the first in front: those whose owners have the most sessions beside
/// them that are idle for less time, and then those that are idle longest. The newcomer's new one
/// counts as well. Where nobody is known, all belong to one.
fn ranked(idle: &[Idle<'_>], newcomer: Option<&Principal>) -> Vec<usize> {
    let owner = |place: usize| idle[place].owner.map(identity);
    let by_owner = sorted((0..idle.len()).collect(), &|one, other| {
        let times = || idle[one].time.cmp(&idle[other].time);
        owner(one).cmp(&owner(other)).then_with(times)
    });
    let (mut beside, newcomer) = (vec![0; idle.len()], newcomer.map(identity));
    let mut before: Option<usize> = None;
    for place in &by_owner {
        beside[*place] = match before.filter(|before| owner(*before) == owner(*place)) {
            Some(before) => beside[before] + 1,
            None => usize::from(owner(*place) == newcomer),
        };
        before = Some(*place);
    }
    let rank = |place: usize| (beside[place], idle[place].time);
    sorted(by_owner, &|one, other| rank(other).cmp(&rank(one)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::Sessions;
    use super::super::tests::{limits, principals};
    use crate::session::{Carrier, SessionId};

    #[tokio::test(start_paused = true)]
    async fn whoever_opens_everything_takes_nothing_from_others() {
        for most in [2, 10, 64, 320] {
            let sessions = Sessions::new(limits(most));
            let [ann, bob] = principals();
            let open = |who| sessions.open(Carrier::Sse, Some(who)).unwrap().id();
            let known = |id: &SessionId, who| sessions.find(*id, Carrier::Sse, Some(who)).is_some();
            let his = open(&bob);
            let mut hers = Vec::new();
            for _ in 0..2_000 {
                tokio::time::advance(Duration::from_millis(1)).await;
                hers.push(open(&ann));
            }
            // His is idle longest, and stays; those of hers that go are the oldest.
            assert!(known(&his, &bob), "{most}");
            let left: Vec<_> = hers.iter().map(|id| known(id, &ann)).collect();
            assert!(!left[0] && *left.last().unwrap(), "{most}");
            let left = left.into_iter().filter(|left| *left).count();
            assert!(left < most && left >= most / 2, "{left} of {most}");
            // There is room for what he opens now, until he has as many as she under one lock: how
            // they spread over the locks is left to chance.
            let more: Vec<_> = (0..most / 10).map(|_| open(&bob)).collect();
            assert!(more.iter().all(|id| known(id, &bob)), "{most}");
            assert!(known(&his, &bob), "{most}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_stranger_is_one_among_others() {
        let sessions = Sessions::new(limits(32));
        let [ann, _] = principals();
        let hers = sessions.open(Carrier::Sse, Some(&ann)).unwrap().id();
        let strangers = (0..100).map(|_| sessions.open(Carrier::Sse, None).unwrap().id());
        let strangers: Vec<_> = strangers.collect();
        assert!(sessions.find(hers, Carrier::Sse, Some(&ann)).is_some());
        assert!(sessions.find(strangers[99], Carrier::Sse, None).is_some());
        assert!(sessions.len() <= 32);
    }

    #[tokio::test(start_paused = true)]
    async fn without_principals_the_ones_that_are_idle_longest_go() {
        let sessions = Sessions::new(limits(32));
        let mut all = Vec::new();
        for _ in 0..33 {
            tokio::time::advance(Duration::from_millis(1)).await;
            all.push(sessions.open(Carrier::Sse, None).unwrap().id());
        }
        let known = |id: &SessionId| sessions.find(*id, Carrier::Sse, None).is_some();
        let left: Vec<_> = all.iter().map(known).collect();
        assert_eq!(left.iter().filter(|left| !**left).count(), 1 + 32 / 8);
        assert!(left[1 + 32 / 8..].iter().all(|left| *left));
    }

    #[tokio::test]
    async fn however_many_may_be_idle_the_newest_is_kept() {
        for most in [0, 1, usize::MAX] {
            let sessions = Sessions::new(limits(most));
            for _ in 0..100 {
                let newest = sessions.open(Carrier::Sse, None).unwrap().id();
                assert!(sessions.find(newest, Carrier::Sse, None).is_some());
            }
            assert_eq!(sessions.len(), if most > 1 { 100 } else { 1 });
        }
    }
}
