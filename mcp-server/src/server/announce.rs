//! Telling all clients that something has changed, whoever they are and however they are connected.

use std::any::Any;
use std::sync::Arc;

use mcp_core::model::{Announcement, SubscriptionFilter};
use mcp_core::peer::{Host, Viewer};
use mcp_core::{Context, FromContext, Notify, Principal, Rejection, ToolResult};

use super::{Inner, Server};
use crate::callers::Guest;
use crate::session::Sight;

impl Host for Inner {
    fn announce(&self, announcement: Announcement) {
        if self.has(&announcement) {
            self.sessions.board().announce(&announcement);
        }
    }

    fn announce_for(
        &self,
        announcement: Announcement,
        concerns: &dyn Fn(Option<&Principal>) -> bool,
    ) {
        if self.has(&announcement) {
            self.sessions.announce_for(&announcement, concerns);
        }
    }

    fn elicitation_complete(&self, id: &str) -> bool {
        self.sessions.board().complete(id)
    }
}

impl Inner {
    /// Whether the server has what is announced.
    fn has(&self, announcement: &Announcement) -> bool {
        let declared = self.catalogue().capabilities();
        let declared = match announcement {
            Announcement::ToolsChanged => declared.tools,
            Announcement::PromptsChanged => declared.prompts,
            Announcement::ResourcesChanged | Announcement::ResourceUpdated(_) => declared.resources,
        };
        if !declared {
            tracing::debug!(?announcement, "the server has no such list; nobody is told");
        }
        declared
    }
}

/// What a client began to listen to may be kept from it by now.
impl Sight for Inner {
    fn admits(&self, uri: &str, who: Option<&Principal>) -> bool {
        let catalogue = self.catalogue();
        if catalogue.has_open_resources() {
            return true;
        }
        match catalogue.resource(uri, &Viewer::new(who, &self.state)) {
            Ok(Some(_)) => true,
            // What is gone for everybody is kept from nobody.
            Ok(None) => !catalogue.has_resource(uri),
            Err(_) => false,
        }
    }
}

impl Server {
    /// Tells clients that something has changed: from outside of calls, for as long as one likes.
    /// Inside of a call, take it as a parameter.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::Client;
    /// use serde_json::json;
    ///
    /// /// What came in
    /// #[resource("file:///inbox")]
    /// fn inbox() -> &'static str {
    ///     "nothing"
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).resources(resources![inbox]).build()?;
    /// let notify = server.notify();
    ///
    /// let client = Client::connect(&server).await?;
    /// let wanted = json!({ "resourceSubscriptions": ["file:///inbox"] });
    /// let mut changes = client.listen(wanted).await?;
    /// std::thread::spawn(move || notify.resource_updated("file:///inbox"));
    /// let change = changes.next().await?;
    /// assert_eq!(change["method"], "notifications/resources/updated");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn notify(&self) -> Notify {
        Notify::new(self.host())
    }

    /// The server as its calls may reach it.
    pub(crate) fn host(&self) -> Arc<dyn Host> {
        Arc::clone(&self.0) as Arc<dyn Host>
    }

    /// What of a client's wishes it may be told of.
    pub(crate) fn grant(
        &self,
        mut wishes: SubscriptionFilter,
        viewer: &Viewer<'_>,
    ) -> SubscriptionFilter {
        let catalogue = self.0.catalogue();
        let declared = catalogue.capabilities();
        wishes.tools_list_changed &= declared.tools;
        wishes.prompts_list_changed &= declared.prompts;
        wishes.resources_list_changed &= declared.resources;
        if !declared.tasks {
            wishes.task_ids.clear();
        }
        if !declared.resources {
            wishes.resource_subscriptions.clear();
        }
        if !catalogue.has_open_resources() {
            // One that is not there cannot be told from one that is kept from the client.
            let uris = &mut wishes.resource_subscriptions;
            uris.retain(|uri| matches!(catalogue.resource(uri, viewer), Ok(Some(_))));
        }
        wishes
    }

    /// Ends what principals of whom this is true have open: their sessions, with what runs in them, their
    /// calls without one, their tasks, and the streams that they listen to. For credentials that are withdrawn: the next
    /// request proves anew who sends it, but a stream asked only once.
    ///
    /// Whoever still may comes back by itself. What is asked for is the principal as it was proven when
    /// the session, the stream, the call or the task began, and by the latest request of the session: it
    /// ends if any of these is meant. A request without a session ends as well, wherever it is by then: it is
    /// answered with the status 401 if its answer has not begun, and with an error in any case; what ran for it
    /// is dropped. Clients of pipes stay.
    ///
    /// ```
    /// # fn example(server: mcp_server::Server) {
    /// struct Token(u64);
    /// // Whoever found the principal said by which token: `principal.with_data(Token(7))`.
    /// server.withdraw(|who| who.data::<Token>().is_some_and(|token| token.0 == 7));
    /// # }
    /// ```
    pub fn withdraw(&self, whose: impl Fn(&Principal) -> bool) {
        // First, so that whoever begins something meanwhile finds out.
        if let Some(guests) = &self.0.guests {
            guests.show_out(&whose);
        }
        self.end(&whose);
    }

    /// Ends what somebody has begun after having been told to leave.
    pub(crate) fn see_out(&self, guest: &Guest) {
        if let Some(who) = guest.who().filter(|_| guest.is_shown_out()) {
            self.end(&|other| other.is_copy_of(who));
        }
    }

    fn end(&self, whose: &dyn Fn(&Principal) -> bool) {
        let sessions = &self.0.sessions;
        sessions.close_of(whose);
        sessions.listeners().close_of(whose);
        self.0.tasks.cancel_of(whose);
    }

    /// Begins the end of a server in a router of your own: what would never end by itself does, the streams
    /// that clients listen to and the tasks that run. Calls go on, and what they say is still heard: the streams of
    /// their session end after them. [`serve`](Self::serve) and its like do it themselves.
    ///
    /// Whoever serves the router stops to accept and waits for the rest; without this it would wait forever for
    /// the first client that listens.
    ///
    /// ```
    /// # async fn example(server: mcp_server::Server) {
    /// // In axum, what `with_graceful_shutdown` is given; the router has a clone of the server.
    /// let stop = async move {
    ///     let _ = tokio::signal::ctrl_c().await;
    ///     server.shut_down();
    /// };
    /// # stop.await
    /// # }
    /// ```
    pub fn shut_down(&self) {
        self.0.sessions.drain();
        self.0.shutdown.cancel();
        self.0.tasks.close();
        self.0.sessions.listeners().close();
    }
}

/// The server that the call came to, for tools that change it.
impl FromContext for Server {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let host = Arc::clone(context.host());
        let host: Arc<dyn Any + Send + Sync> = host;
        host.downcast().map(Self).map_err(|_| {
            tracing::error!("a tool needs its server, and the call came without one");
            Rejection::Answer(ToolResult::error("internal error: there is no server"))
        })
    }
}
