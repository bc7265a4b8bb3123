//! Follows what changes in the backend, whoever changes it, and tells the clients.

use std::time::Duration;

use mcp_rest::{ApiError, Rest, path};
use mcp_server::auth::Secret;
use mcp_server::{Notify, Principal, Server};
use serde::Deserialize;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::caller::{Access, Account};
use super::service;
use super::silence::Silence;
use crate::delegation::{Api, ServiceSecret};

/// For how many seconds one question waits for a change.
const WAIT: u32 = 20;
/// How long after a failure it asks again: longer each time, up to the last.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(30)];

/// A task that follows, and ends when this goes.
pub(super) struct Following(JoinHandle<()>);

/// Where changes are told.
pub(super) struct Feed {
    /// The address of the backend.
    pub(super) backend: String,
    /// What the backend has for the servers alone.
    pub(super) service: Rest,
}

/// A client that was looked at when it came, and never since.
pub(super) struct Lasting {
    pub(super) access: Access,
    pub(super) secret: Secret,
    pub(super) principal: Principal,
}

#[derive(Deserialize)]
pub(super) struct Changes {
    data: Vec<Change>,
    meta: Position,
}

#[derive(Deserialize)]
struct Change {
    org: String,
    kind: Kind,
    id: Option<i64>,
    name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Issue,
    Project,
    Flag,
    Token,
    Key,
}

#[derive(Deserialize)]
struct Position {
    last: i64,
    missed: bool,
}

impl Feed {
    /// The feed of the backend at this address.
    pub(super) fn new(backend: &str, secret: &ServiceSecret) -> Result<Self, mcp_rest::BuildError> {
        Ok(Self {
            backend: backend.to_owned(),
            service: service(backend, secret)?,
        })
    }

    /// What has changed after a change, as soon as there is something, or the wait is over.
    async fn after(&self, last: i64, wait: u32) -> Result<Changes, ApiError> {
        let question = self.service.get(path!["changes"]);
        let question = question.query(&[("after", last), ("wait", wait.into())]);
        question.send().await
    }

    /// Where the end is.
    pub(super) async fn end(&self) -> Result<Changes, ApiError> {
        self.service.get(path!["changes"]).send().await
    }
}

impl Following {
    /// Follows from now on: what changes after this has returned is told, if the backend is there.
    pub(super) async fn start(
        feed: Feed,
        servers: impl Into<Vec<Server>>,
        lasting: Option<Lasting>,
    ) -> Self {
        let mut silence = Silence::default();
        let last = match feed.end().await {
            Ok(changes) => Some(changes.meta.last),
            Err(error) => {
                silence.begins(&feed, &error).await;
                None
            }
        };
        let following = follow(feed, servers.into(), lasting, last, silence);
        Self(tokio::spawn(following))
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn follow(
    feed: Feed,
    servers: Vec<Server>,
    lasting: Option<Lasting>,
    mut last: Option<i64>,
    mut silence: Silence,
) {
    let [first, longest] = PAUSES;
    let mut pause = first;
    loop {
        // Who listens whether there is an answer again, does not wait for a change.
        let wait = if silence.lasts() { 0 } else { WAIT };
        let changes = match last {
            Some(last) => feed.after(last, wait).await,
            None => feed.end().await,
        };
        match changes {
            Ok(changes) => {
                pause = first;
                // What has changed before it knew where the end is, it has missed too.
                let missed = changes.meta.missed || last.is_none();
                last = Some(changes.meta.last);
                servers.iter().for_each(|server| withdraw(&changes, server));
                silence.ends(&feed).await;
                refresh(&changes.data, missed, lasting.as_ref()).await;
                for server in &servers {
                    tell(&changes.data, missed, &server.notify());
                }
            }
            Err(error) => {
                silence.begins(&feed, &error).await;
                sleep(pause).await;
                pause = (pause * 2).min(longest);
            }
        }
    }
}

/// Ends what was begun with tokens and keys that are revoked. Where a change may have been missed, everybody proves anew
/// who they are.
fn withdraw(changes: &Changes, server: &Server) {
    if changes.meta.missed {
        return server.withdraw(|_| true);
    }
    let revoked: Vec<_> = changes.data.iter().filter_map(Change::revoked).collect();
    if !revoked.is_empty() {
        server.withdraw(|who| {
            let account = who.data::<Account>();
            let credential = account.as_deref().and_then(Account::credential);
            credential.is_some_and(|credential| revoked.contains(&credential))
        });
    }
}

/// Lets the client that lasts see what is there for it by now, before it is told to look.
async fn refresh(changes: &[Change], missed: bool, lasting: Option<&Lasting>) {
    let has_flags = changes.iter().any(|change| change.kind == Kind::Flag);
    if let Some(lasting) = lasting.filter(|_| missed || has_flags) {
        lasting.refresh().await;
    }
}

fn tell(changes: &[Change], missed: bool, notify: &Notify) {
    if missed {
        notify.resources_changed();
    }
    for change in changes {
        change.tell(notify);
    }
    let flags = changes.iter().filter(|change| change.kind == Kind::Flag);
    let flags: Vec<_> = flags.collect();
    if missed {
        notify.tools_changed();
    } else if !flags.is_empty() {
        notify.tools_changed_for(|who| flags.iter().any(|flag| flag.concerns(who)));
    }
}

impl Change {
    /// Tells the org of a thing by all of its names, and of the list that it is in. Others may have things of these names.
    fn tell(&self, notify: &Notify) {
        let list = match self.kind {
            Kind::Issue => "tracker://issues",
            Kind::Project => "tracker://projects",
            Kind::Flag | Kind::Token | Kind::Key => return,
        };
        // What has no number is what stands in the list.
        let Some(id) = self.id else {
            return notify.resources_changed_for(|who| self.concerns(who));
        };
        let (id, name) = (format!("{list}/{id}"), format!("{list}/{}", self.name));
        for uri in [list.to_owned(), name, id] {
            notify.resource_updated_for(uri, |who| self.concerns(who));
        }
    }

    /// The number of the token or the key that is revoked, and the API that it was for.
    fn revoked(&self) -> Option<(Api, i64)> {
        let api = match self.kind {
            Kind::Token => Api::V1,
            Kind::Key => Api::V4,
            Kind::Issue | Kind::Project | Kind::Flag => return None,
        };
        Some((api, self.id?))
    }

    /// Whether somebody is of its org.
    fn concerns(&self, who: Option<&Principal>) -> bool {
        let org = who.and_then(|who| who.claim("org"));
        org.is_some_and(|org| *org == self.org)
    }
}

impl Lasting {
    /// Lets the client see what is there for it by now.
    async fn refresh(&self) {
        let refreshed = self.access.refresh(&self.secret, &self.principal).await;
        if let Err(error) = refreshed {
            tracing::warn!(%error, "the features of the org cannot be looked at");
        }
    }
}
