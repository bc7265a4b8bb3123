//! What is logged.

use std::fmt;
use std::sync::{Arc, LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{self, DefaultGuard};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// All that is logged on this thread from its start on, as text.
pub(crate) struct Log {
    text: Text,
    _guard: DefaultGuard,
}

impl Log {
    pub(crate) fn start() -> Self {
        share();
        let text = Text::default();
        Self {
            _guard: subscriber::set_default(text.clone()),
            text,
        }
    }

    pub(crate) fn text(&self) -> String {
        self.text.0.lock().unwrap().clone()
    }
}

/// Sees to it that a test on another thread turns nothing off: as long as a process has one subscriber
/// only, the first thread to reach a place that logs decides for all, and most have none.
pub(crate) fn share() {
    static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Text::default()));
    LazyLock::force(&ANOTHER);
}

#[derive(Clone, Default)]
struct Text(Arc<Mutex<String>>);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        *self.0.lock().unwrap() += &format!("{field}={value:?}\n");
    }
}

impl Subscriber for Text {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
