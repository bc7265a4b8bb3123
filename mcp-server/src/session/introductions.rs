//! Who clients say they are, kept once for all that say the same.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mcp_core::model::Implementation;

/// How many are looked through: few programs are clients of one server.
const LATEST: usize = 16;

/// The latest introductions, the last that was heard at the end.
#[derive(Default)]
pub(super) struct Introductions(Mutex<Vec<Arc<Implementation>>>);

impl Introductions {
    /// The same client as others know it, if one of the latest said just this.
    pub(super) fn share(&self, client: Implementation) -> Arc<Implementation> {
        let mut latest = self.lock();
        if let Some(place) = latest.iter().rposition(|known| **known == client) {
            latest[place..].rotate_left(1);
            return Arc::clone(&latest[latest.len() - 1]);
        }
        let client = Arc::new(client);
        let oldest = (latest.len() >= LATEST).then(|| latest.remove(0));
        latest.push(Arc::clone(&client));
        drop(latest);
        drop(oldest);
        client
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Implementation>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(version: usize) -> Implementation {
        Implementation::new("client", version.to_string())
    }

    #[test]
    fn those_who_say_the_same_share_it_and_nobody_else_does() {
        let introductions = Introductions::default();
        let [one, same, other] = [1, 1, 2].map(|version| introductions.share(client(version)));
        assert!(Arc::ptr_eq(&one, &same));
        assert_eq!((&*one, &*other), (&client(1), &client(2)));
        let mut titled = client(1);
        titled.title = Some("Client".into());
        assert_eq!(introductions.share(titled.clone()).title, titled.title);
    }

    #[test]
    fn what_is_said_now_and_then_stays_shared_among_few_others() {
        let introductions = Introductions::default();
        let usual = introductions.share(client(0));
        for version in 1..10 * LATEST {
            introductions.share(client(version));
            if version % (LATEST - 1) == 0 {
                assert!(Arc::ptr_eq(&usual, &introductions.share(client(0))));
            }
        }
    }

    #[test]
    fn of_a_flood_of_them_the_latest_are_kept() {
        let introductions = Introductions::default();
        let all: Vec<_> = (0..10 * LATEST)
            .map(|version| Arc::downgrade(&introductions.share(client(version))))
            .collect();
        let kept: Vec<_> = all.iter().map(|one| one.strong_count()).collect();
        assert!(kept[..9 * LATEST].iter().all(|count| *count == 0));
        assert!(kept[9 * LATEST..].iter().all(|count| *count == 1));
    }
}
