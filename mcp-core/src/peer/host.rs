//! What serves a call, as far as the call may reach it.

use std::any::Any;
use std::fmt;

use super::Principal;
use crate::model::Announcement;

/// Whatever serves a call. It outlives the call, and belongs to no client.
pub trait Host: Any + Send + Sync {
    /// Tells every client that wants to know. Never waits.
    fn announce(&self, announcement: Announcement);

    /// Tells those of them whom it concerns: who each is is known where there are credentials. Never
    /// waits.
    fn announce_for(
        &self,
        announcement: Announcement,
        concerns: &dyn Fn(Option<&Principal>) -> bool,
    );

    /// Tells the client that was sent to the page of this id that its visitor is done; `false` where
    /// there is none to tell. Never waits.
    fn elicitation_complete(&self, id: &str) -> bool;
}

/// Nobody: what is announced reaches nobody. For calls without a server, such as those of tests.
impl Host for () {
    fn announce(&self, _announcement: Announcement) {}

    fn announce_for(
        &self,
        _announcement: Announcement,
        _concerns: &dyn Fn(Option<&Principal>) -> bool,
    ) {
    }

    fn elicitation_complete(&self, _id: &str) -> bool {
        false
    }
}

impl fmt::Debug for dyn Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}
