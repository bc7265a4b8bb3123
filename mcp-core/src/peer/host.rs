//! What serves a call, as far as the call may reach it.

use std::any::Any;
use std::fmt;

use super::Principal;
use crate::model::Announcement;

/// Whatever serves a call. It outlives the call, and belongs to no client.
pub trait Host: Any + Send + Sync {
    /// Tells every client that wants to know. Never waits.
    fn announce(&self, announcement: Announcement);

    /// Tells those that are subscribed to a resource that it was updated, if it concerns them: who
    /// each is is known where there are credentials. Never waits.
    fn update_for(&self, uri: String, concerns: &dyn Fn(Option<&Principal>) -> bool);
}

/// Nobody: what is announced reaches nobody. For calls without a server, such as those of tests.
impl Host for () {
    fn announce(&self, _announcement: Announcement) {}

    fn update_for(&self, _uri: String, _concerns: &dyn Fn(Option<&Principal>) -> bool) {}
}

impl fmt::Debug for dyn Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}
