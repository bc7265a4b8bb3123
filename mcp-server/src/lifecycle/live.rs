//! Asking where there are sessions: a request of the server's own, which the client answers.

use std::sync::Arc;

use mcp_core::peer::{Asker, Asking};

use crate::session::Session;

/// How a call asks the client of its session.
pub(super) fn asking(session: &Arc<Session>) -> Asking {
    Asking::Live(Arc::clone(session) as Arc<dyn Asker>)
}
