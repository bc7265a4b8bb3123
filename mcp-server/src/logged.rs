//! All that is logged while a test runs, as text.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::sync::{Arc, LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{self, DefaultGuard};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// What is logged on this thread from its start on, with the causes of errors.
pub(crate) struct Logged {
    text: Text,
    _guard: DefaultGuard,
}

impl Logged {
    pub(crate) fn start() -> Self {
        // As long as a process has one subscriber only, the first thread to reach a place that logs
        // decides for all whether it does, and most have none.
        static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Text::default()));
        LazyLock::force(&ANOTHER);
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

#[derive(Clone, Default)]
struct Text(Arc<Mutex<String>>);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = writeln!(self.0.lock().unwrap(), "{field}={value:?}");
    }

    fn record_error(&mut self, field: &Field, error: &(dyn Error + 'static)) {
        let mut causes = error.to_string();
        let mut next = error.source();
        while let Some(cause) = next {
            causes += &format!(" < {cause}");
            next = cause.source();
        }
        self.record_debug(field, &format_args!("{causes}"));
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
