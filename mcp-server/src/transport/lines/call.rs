//! A running call: what it says goes into the outbox.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use mcp_core::peer::Outbox;

use crate::lifecycle::{Exchange, Step};

/// How many messages may wait for the client before changes stay where they are, and become one.
const CHANGES: usize = 4;

/// Ready once the call has said all that it has to say.
pub(super) struct Call {
    exchange: Box<Exchange>,
    outbox: Arc<Outbox<Vec<u8>>>,
    /// What is to be queued before the call goes on.
    message: Option<Vec<u8>>,
    over: bool,
}

impl Call {
    pub(super) fn new(exchange: Box<Exchange>, outbox: Arc<Outbox<Vec<u8>>>) -> Self {
        Self {
            exchange,
            outbox,
            message: None,
            over: false,
        }
    }
}

impl Future for Call {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        loop {
            // What waited for room when the client cancelled comes too late.
            if this.exchange.is_cancelled() {
                this.message = None;
            }
            if this.message.is_some() {
                ready!(this.outbox.poll_send(cx, &mut this.message));
            }
            if this.over {
                return Poll::Ready(());
            }
            if this.exchange.is_listening() {
                ready!(this.outbox.poll_room(cx, CHANGES));
            }
            let mut out = Vec::new();
            match ready!(this.exchange.poll_next(cx, &mut out)) {
                Step::Update => this.message = Some(out),
                // A pipe stays.
                Step::HangUp => {}
                Step::Last(_) => {
                    this.message = Some(out);
                    this.over = true;
                }
                // No answer to a cancelled call (`basic/utilities/cancellation`).
                Step::End => this.over = true,
            }
        }
    }
}
