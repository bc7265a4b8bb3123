//! Progress and log messages: what a call says on its way.

use std::future::Future;
use std::pin::Pin;
use std::task::{self, Poll, ready};

use serde::Serialize;

use super::Context;
use crate::model::{Level, Update};

/// Tells the client how far a call has come, if it asked to be told.
///
/// ```
/// use mcp_core::Progress;
/// async fn import(progress: Progress) {
///     for row in 1..=100 {
///         progress.report(row).of(100).await;
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Progress(Context);

impl Progress {
    pub(crate) fn new(context: &Context) -> Self {
        Self(context.clone())
    }

    /// Whether the client asked to be told.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.0.progress_token().is_some()
    }

    /// Says how much is done. A value that does not grow is not sent, for the specification
    /// wants it to. Waits while the client is too slow to take in more.
    pub fn report(&self, progress: impl Amount) -> Report<'_> {
        Report {
            context: &self.0,
            progress: progress.amount(),
            total: None,
            message: None,
            update: None,
        }
    }
}

/// One progress notification; sent by `.await`.
#[derive(Debug)]
#[must_use = "a report is sent by `.await`"]
pub struct Report<'a> {
    context: &'a Context,
    progress: f64,
    total: Option<f64>,
    message: Option<String>,
    update: Option<Update>,
}

impl Report<'_> {
    /// Says how much there is to do.
    pub fn of(mut self, total: impl Amount) -> Self {
        self.total = Some(total.amount());
        self
    }

    /// Says it in words.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }
}

impl Future for Report<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        ready!(self.context.poll_turn(cx));
        if self.update.is_none() {
            let Some(token) = self.context.progress_token() else {
                return Poll::Ready(());
            };
            if !self.progress.is_finite() || !self.context.advance(self.progress) {
                return Poll::Ready(());
            }
            self.update = Some(Update::Progress {
                token: token.clone(),
                progress: self.progress,
                total: self.total.filter(|total| total.is_finite()),
                message: self.message.take(),
            });
        }
        let context = self.context;
        context.updates().poll_send(cx, &mut self.update)
    }
}

/// One log message; sent by `.await`.
#[derive(Debug)]
#[must_use = "a message is sent by `.await`"]
pub struct Log<'a> {
    context: &'a Context,
    update: Option<Update>,
}

impl<'a> Log<'a> {
    pub(super) fn new(context: &'a Context, level: Level, data: impl Serialize) -> Self {
        let update = context
            .peer()
            .wants(level)
            .then(|| serde_json::value::to_raw_value(&data).ok())
            .flatten()
            .map(|data| Update::Message {
                level,
                logger: None,
                data,
            });
        Self { context, update }
    }

    /// Names who says it.
    pub fn logger(mut self, name: impl Into<String>) -> Self {
        if let Some(Update::Message { logger, .. }) = &mut self.update {
            *logger = Some(name.into());
        }
        self
    }
}

impl Future for Log<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        ready!(self.context.poll_turn(cx));
        if self.update.is_none() {
            return Poll::Ready(());
        }
        let context = self.context;
        context.updates().poll_send(cx, &mut self.update)
    }
}

/// A number that progress can be counted in.
pub trait Amount {
    /// The number, as near as a double comes to it.
    fn amount(self) -> f64;
}

macro_rules! amounts {
    ($($number:ty)*) => {$(
        impl Amount for $number {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, trivial_numeric_casts)]
            fn amount(self) -> f64 {
                self as f64
            }
        }
    )*};
}

amounts!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64);
