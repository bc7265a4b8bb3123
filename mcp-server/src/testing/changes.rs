//! Waiting for what the server says of its own accord.

use std::time::Duration;

use mcp_core::{Era, Revision};
use serde_json::{Value, json};

use super::link::Exchange;
use super::waiting::{Event, Hears};
use super::{Client, Error, within};

const LISTEN: &str = "subscriptions/listen";
const ACKNOWLEDGED: &str = "notifications/subscriptions/acknowledged";
/// What may be asked for, and the notification that tells of it.
const LISTS: [(&str, &str); 3] = [
    ("toolsListChanged", "notifications/tools/list_changed"),
    ("promptsListChanged", "notifications/prompts/list_changed"),
    (
        "resourcesListChanged",
        "notifications/resources/list_changed",
    ),
];
const UPDATED: &str = "notifications/resources/updated";
/// What is told to nobody but whom it concerns.
const OWN: [&str; 3] = [
    "notifications/tasks",
    "notifications/tasks/status",
    "notifications/elicitation/complete",
];

/// The notifications that a client waits for; see [`Client::listen`]. Dropping it ends the waiting,
/// and where the revision has no sessions, the stream too.
#[derive(Debug)]
pub struct Changes<'a> {
    exchange: Exchange<'a>,
    wanted: Vec<&'static str>,
    uris: Vec<String>,
    timeout: Duration,
}

impl<'a> Changes<'a> {
    pub(super) async fn open(client: &'a Client, filter: Value) -> Result<Self, Error> {
        let lists = LISTS.iter().filter(|(member, _)| filter[*member] == true);
        let wanted = lists.map(|(_, method)| *method).collect();
        let uris = filter["resourceSubscriptions"].as_array();
        let uris = uris.into_iter().flatten().filter_map(Value::as_str);
        let uris: Vec<String> = uris.map(str::to_owned).collect();
        let stateless = client
            .revision()
            .parse()
            .is_ok_and(|known: Revision| known.abilities().era == Era::Stateless);
        let exchange = if stateless {
            let params = client.with_tasks(json!({ "notifications": filter }));
            let Client { link, meta, .. } = client;
            link.request(LISTEN, params, meta, Hears::Changes).await?
        } else {
            client.link.overhear()
        };
        let mut changes = Self {
            exchange,
            wanted,
            uris,
            timeout: client.timeout,
        };
        if stateless {
            changes.acknowledged().await?;
        } else {
            for uri in &changes.uris {
                let params = json!({ "uri": uri });
                client.request("resources/subscribe", params).await?;
            }
        }
        Ok(changes)
    }

    /// The next notification that was asked for.
    ///
    /// # Errors
    /// None comes in the client's time, or the server ends the waiting.
    pub async fn next(&mut self) -> Result<Value, Error> {
        within(self.timeout, LISTEN, async {
            loop {
                let update = update(&mut self.exchange).await?;
                if self.is_wanted(&update) {
                    return Ok(update);
                }
            }
        })
        .await
    }

    /// The first thing that the server says on a stream.
    async fn acknowledged(&mut self) -> Result<(), Error> {
        within(self.timeout, LISTEN, async {
            while update(&mut self.exchange).await?["method"] != ACKNOWLEDGED {}
            Ok(())
        })
        .await
    }

    fn is_wanted(&self, update: &Value) -> bool {
        let method = update["method"].as_str().unwrap_or_default();
        let uri = update["params"]["uri"].as_str().unwrap_or_default();
        let updated = method == UPDATED && self.uris.iter().any(|wanted| wanted == uri);
        updated || self.wanted.contains(&method) || OWN.contains(&method)
    }
}

async fn update(exchange: &mut Exchange<'_>) -> Result<Value, Error> {
    match exchange.next().await? {
        Event::Update(update) => Ok(update),
        // The server ends the stream, by a result or by an error.
        Event::Answer(answer) => Err(answer.map_or_else(Error::from, |_| Error::Closed)),
    }
}
