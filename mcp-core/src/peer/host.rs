//! What serves a call, as far as the call may reach it.

use std::any::Any;
use std::fmt;

use crate::model::Announcement;

/// Whatever serves a call. It outlives the call, and belongs to no client.
pub trait Host: Any + Send + Sync {
    /// Tells every client that wants to know. Never waits.
    fn announce(&self, announcement: Announcement);
}

/// Nobody: what is announced reaches nobody. For calls without a server, such as those of tests.
impl Host for () {
    fn announce(&self, _announcement: Announcement) {}
}

impl fmt::Debug for dyn Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Host")
    }
}
