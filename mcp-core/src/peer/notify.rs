//! Telling clients that something has changed.

use std::sync::Arc;

use super::{Context, Host, Principal};
use crate::model::Announcement;

/// Tells all clients of the server that something has changed: each in the way that its revision
/// and its transport have for it, and only if it wants to know.
///
/// A parameter of this type gives it to a tool, a prompt or a resource; from outside of calls it
/// comes from the server's `notify()`. It is cheap to clone, and may be kept for as long as one
/// likes.
///
/// Nothing here waits. Changes that a client has not yet taken in become one: after a hundred
/// updates of a resource it hears once that it should read it again.
///
/// ```
/// use mcp_core::Notify;
/// fn import(notify: Notify) {
///     // … writes some files, then:
///     notify.resource_updated("file:///inbox");
///     notify.resources_changed();
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Notify(Arc<dyn Host>);

impl Notify {
    /// Of a host. A server's own is the one that a program needs.
    #[must_use]
    pub const fn new(host: Arc<dyn Host>) -> Self {
        Self(host)
    }

    pub(crate) fn of(context: &Context) -> Self {
        Self(Arc::clone(context.host()))
    }

    /// The list of tools has changed. Only a server that has such a list can say so.
    pub fn tools_changed(&self) {
        self.0.announce(Announcement::ToolsChanged);
    }

    /// The list of prompts has changed. Only a server that has such a list can say so.
    pub fn prompts_changed(&self) {
        self.0.announce(Announcement::PromptsChanged);
    }

    /// The list of resources, or that of their templates, has changed. Only a server that has
    /// such lists can say so.
    pub fn resources_changed(&self) {
        self.0.announce(Announcement::ResourcesChanged);
    }

    /// A resource has changed, and those who are subscribed to it should read it again.
    ///
    /// Subscriptions are to whole URIs: whoever is subscribed to `file:///inbox` hears of that URI,
    /// not of `file:///inbox/1`. Where a part has changed, name the whole as well.
    pub fn resource_updated(&self, uri: impl Into<String>) {
        self.0.announce(Announcement::ResourceUpdated(uri.into()));
    }

    /// The same for those of whom `concerns` says that it concerns them: where one URI is not the
    /// same thing to everybody, or not everybody may know that it changed. It is given who opened
    /// each session or stream, with what their credentials said of them then; nothing of a stranger.
    ///
    /// ```
    /// use mcp_core::Notify;
    /// fn saved(notify: &Notify, tenant: &str) {
    ///     notify.resource_updated_for("shop://prices", |who| {
    ///         who.is_some_and(|who| who.claim("tenant").is_some_and(|of| of == tenant))
    ///     });
    /// }
    /// ```
    pub fn resource_updated_for(
        &self,
        uri: impl Into<String>,
        concerns: impl Fn(Option<&Principal>) -> bool,
    ) {
        self.0.update_for(uri.into(), &concerns);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Default)]
    struct Recorder(Mutex<Vec<Announcement>>);

    impl Host for Recorder {
        fn announce(&self, announcement: Announcement) {
            self.0.lock().unwrap().push(announcement);
        }

        fn update_for(&self, uri: String, concerns: &dyn Fn(Option<&Principal>) -> bool) {
            if concerns(None) {
                self.announce(Announcement::ResourceUpdated(uri));
            }
        }
    }

    #[test]
    fn each_method_announces_its_own_change() {
        let host = Arc::new(Recorder::default());
        let notify = Notify::new(host.clone());
        notify.tools_changed();
        notify.prompts_changed();
        notify.resources_changed();
        notify.resource_updated("a:b");
        notify.resource_updated_for("a:c", |who| who.is_none());
        notify.resource_updated_for("a:d", |who| who.is_some());
        let expected = [
            Announcement::ToolsChanged,
            Announcement::PromptsChanged,
            Announcement::ResourcesChanged,
            Announcement::ResourceUpdated("a:b".to_owned()),
            Announcement::ResourceUpdated("a:c".to_owned()),
        ];
        assert_eq!(*host.0.lock().unwrap(), expected);
    }
}
