//! What is refused only where somebody wants it refused.

use super::Builder;

impl Builder {
    /// Takes each state of a call only once that travels through its client. By default a client may
    /// send it again until [its time](Self::state_lifetime) is over, as it does when an answer was lost
    /// on the way; with this the second request is refused, and begins anew without it
    /// (`basic/patterns/mrtr`).
    ///
    /// What was taken is remembered in this process: of several servers with the same
    /// [keys](Self::seal_keys) each takes it once. While 65,536 of them are remembered, or half as many
    /// of one principal, no more are taken.
    pub const fn single_use_state(mut self) -> Self {
        self.limits.single_use_state = true;
        self
    }

    /// Refuses what a client asks between `initialize` and `notifications/initialized`, except `ping`,
    /// with 400. By default it is answered, for the protocol only says that clients should not ask, and
    /// some do (`basic/lifecycle#initialization`).
    pub const fn strict_handshake(mut self) -> Self {
        self.limits.strict_handshake = true;
        self
    }
}
