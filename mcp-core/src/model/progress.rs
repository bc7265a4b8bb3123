//! What a call says on its way (`basic/utilities/progress`, `server/utilities/logging`).

use std::sync::Arc;

use serde_json::value::RawValue;

use super::{Level, Question};
use crate::jsonrpc::RequestId;

/// The token by which a client recognises the progress of its request: an integer or a string.
pub type ProgressToken = RequestId;

/// What a call says before it answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Update {
    /// How far it has come.
    Progress {
        /// Which request.
        token: ProgressToken,
        /// How much is done; grows with every update.
        progress: f64,
        /// How much there is to do, where that is known.
        total: Option<f64>,
        /// A sentence for people; not sent before 2025-03-26.
        message: Option<String>,
    },
    /// A log message.
    Message {
        /// How severe.
        level: Level,
        /// Who says it.
        logger: Option<String>,
        /// What: any JSON.
        data: Box<RawValue>,
    },
    /// A question to the client.
    Question {
        /// What its answer carries.
        id: RequestId,
        /// What is asked.
        question: Arc<Question>,
    },
    /// A question that is not to be answered any more.
    Withdrawn {
        /// Which one.
        id: RequestId,
        /// Why.
        reason: &'static str,
    },
    /// What a task says, through a request about it.
    OfTask {
        /// Which task.
        id: Arc<str>,
        /// What it says.
        update: Box<Self>,
    },
}
