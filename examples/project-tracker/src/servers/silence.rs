//! What the log is told of a backend that does not answer: that it does not, and that it does again.

use mcp_rest::ApiError;

use super::fit::is_settled;
use super::following::Feed;

/// That the backend says nothing, which the log is told once, and once more when that is over.
#[derive(Default)]
pub(super) struct Silence {
    /// How many questions had no answer.
    unanswered: u32,
}

impl Silence {
    /// Whether the last question had no answer.
    pub(super) fn lasts(&self) -> bool {
        self.unanswered > 0
    }

    /// A question had no answer.
    pub(super) async fn begins(&mut self, feed: &Feed, error: &ApiError) {
        self.unanswered += 1;
        if self.unanswered > 1 {
            return;
        }
        let other = if is_settled(error) {
            feed.check().await.err()
        } else {
            None
        };
        match other {
            Some(other) => tracing::error!("{other}"),
            None => tracing::warn!(
                cause = error.cause(),
                "the backend at {} does not answer: {error}; until it does, requests are refused and changes in it are \
                 not heard of: start it there, or check --backend-url",
                feed.backend
            ),
        }
    }

    /// A question had an answer. It may be that of another backend.
    pub(super) async fn ends(&mut self, feed: &Feed) {
        let unanswered = std::mem::take(&mut self.unanswered);
        if unanswered == 0 {
            return;
        }
        match feed.check().await {
            Ok(()) => tracing::warn!(unanswered, "the backend at {} answers again", feed.backend),
            Err(error) => tracing::error!("{error}"),
        }
    }
}
