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

    /// The same for those of whom `concerns` says that it concerns them, such as the callers of one
    /// tenant whose features have changed: nobody else looks anew. It is asked of each client that is
    /// known, and given who that is by what its last request proved, or the one that opened its
    /// stream; nothing of a stranger.
    ///
    /// ```
    /// use mcp_core::Notify;
    /// fn switched(notify: &Notify, tenant: &str) {
    ///     notify.tools_changed_for(|who| {
    ///         who.is_some_and(|who| who.claim("tenant").is_some_and(|of| of == tenant))
    ///     });
    /// }
    /// ```
    pub fn tools_changed_for(&self, concerns: impl Fn(Option<&Principal>) -> bool) {
        self.0.announce_for(Announcement::ToolsChanged, &concerns);
    }

    /// The list of prompts has changed. Only a server that has such a list can say so.
    pub fn prompts_changed(&self) {
        self.0.announce(Announcement::PromptsChanged);
    }

    /// As [`tools_changed_for`](Self::tools_changed_for).
    pub fn prompts_changed_for(&self, concerns: impl Fn(Option<&Principal>) -> bool) {
        self.0.announce_for(Announcement::PromptsChanged, &concerns);
    }

    /// The list of resources, or that of their templates, has changed. Only a server that has
    /// such lists can say so.
    pub fn resources_changed(&self) {
        self.0.announce(Announcement::ResourcesChanged);
    }

    /// As [`tools_changed_for`](Self::tools_changed_for).
    pub fn resources_changed_for(&self, concerns: impl Fn(Option<&Principal>) -> bool) {
        self.0
            .announce_for(Announcement::ResourcesChanged, &concerns);
    }

    /// A resource has changed, and those who are subscribed to it should read it again.
    ///
    /// Subscriptions are to whole URIs: whoever is subscribed to `file:///inbox` hears of that URI,
    /// not of `file:///inbox/1`. Where a part has changed, name the whole as well. Whoever may not see
    /// the resource by the time that it would hear of it does not.
    pub fn resource_updated(&self, uri: impl Into<String>) {
        self.0.announce(Announcement::ResourceUpdated(uri.into()));
    }

    /// The same for those of whom `concerns` says that it concerns them: where one URI is not the
    /// same thing to everybody, or not everybody may know that it changed. It is given who each
    /// subscriber is by what its last request proved, or the one that opened its stream; nothing of a
    /// stranger.
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
        let announcement = Announcement::ResourceUpdated(uri.into());
        self.0.announce_for(announcement, &concerns);
    }

    /// Whoever visited the page of this id is done there: for the part of a program that serves the
    /// page of a [`UrlElicitation`](crate::peer::UrlElicitation). The one client that was sent there is
    /// told, once (`notifications/elicitation/complete`), and may call again what it could not before.
    ///
    /// `false` where nobody is told: the id is unknown, or was told of before, or its session is over
    /// or has been sent to 64 newer pages. It is so for every page in 2026-07-28, which has no word for
    /// this: there the client calls again by itself, so that what came of the visit must be kept by the
    /// program in any case.
    ///
    /// ```
    /// use mcp_core::Notify;
    /// /// At the end of `https://example.com/connect/{id}`, once it is proven who was there.
    /// async fn connected(id: String, notify: Notify) -> &'static str {
    ///     // The account is kept, and then:
    ///     notify.elicitation_complete(&id);
    ///     "You can close this page."
    /// }
    /// ```
    pub fn elicitation_complete(&self, id: &str) -> bool {
        self.0.elicitation_complete(id)
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

        fn announce_for(
            &self,
            announcement: Announcement,
            concerns: &dyn Fn(Option<&Principal>) -> bool,
        ) {
            if concerns(None) {
                self.announce(announcement);
            }
        }

        fn elicitation_complete(&self, id: &str) -> bool {
            id == "known"
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
        notify.tools_changed_for(|who| who.is_none());
        notify.tools_changed_for(|who| who.is_some());
        notify.prompts_changed_for(|who| who.is_none());
        notify.resources_changed_for(|who| who.is_none());
        assert!(notify.elicitation_complete("known") && !notify.elicitation_complete("other"));
        let expected = [
            Announcement::ToolsChanged,
            Announcement::PromptsChanged,
            Announcement::ResourcesChanged,
            Announcement::ResourceUpdated("a:b".to_owned()),
            Announcement::ResourceUpdated("a:c".to_owned()),
            Announcement::ToolsChanged,
            Announcement::PromptsChanged,
            Announcement::ResourcesChanged,
        ];
        assert_eq!(*host.0.lock().unwrap(), expected);
    }
}
