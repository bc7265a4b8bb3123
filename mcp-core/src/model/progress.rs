//! What a call says on its way (`basic/utilities/progress`, `server/utilities/logging`).

use serde_json::value::RawValue;

use super::Level;
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
}
