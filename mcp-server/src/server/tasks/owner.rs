//! Whom a task belongs to: nobody else finds it.

use std::sync::{Arc, Weak};

use mcp_core::Principal;

use crate::session::{Session, Status};

/// Who began a task.
#[derive(Clone, Debug)]
pub(crate) enum Owner {
    /// A session. It cannot be told by its name, for all pipes have the same.
    Session(Weak<Session>),
    /// Whoever calls without a session. Where it is not known who that is, whoever knows the id may
    /// see the task.
    Principal(Option<Principal>),
}

impl Owner {
    /// A session.
    pub(crate) fn session(session: &Arc<Session>) -> Self {
        Self::Session(Arc::downgrade(session))
    }

    /// Tells of a task that stands otherwise than it did, where that is done without being asked.
    pub(super) fn tell(&self, id: &Arc<str>, task: &Arc<impl Status + 'static>) {
        if let Self::Session(session) = self
            && let Some(session) = session.upgrade()
        {
            let task = Arc::downgrade(task);
            session.tell_of_task(id, task);
        }
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Session(one), Self::Session(other)) => one.ptr_eq(other),
            (Self::Principal(None), Self::Principal(None)) => true,
            (Self::Principal(Some(one)), Self::Principal(Some(other))) => one.is(other),
            _ => false,
        }
    }
}
