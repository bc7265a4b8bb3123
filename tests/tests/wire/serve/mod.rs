//! Prompts, resources and completion beside tools, in every revision over every transport.

mod change;
mod completion;
mod failures;
mod instances;
mod load;
mod offered;
mod pages;
mod prompts;
mod resources;

use mcp_server::{Builder, Revision};

use crate::support::client::Client;
use crate::support::wires::{Transport, WIRES};

/// A client of the server that these tests talk to.
async fn connect(transport: Transport, revision: Revision) -> Client {
    Client::connect_to(transport, revision, |_| offered::server()).await
}

/// One with options of its own.
async fn connect_to(
    (transport, revision): (Transport, Revision),
    options: impl FnOnce(Builder) -> Builder,
) -> Client {
    Client::connect_to(transport, revision, |_| options(offered::server())).await
}

/// Does something on each wire.
async fn on_each<F: Future<Output = ()>>(act: impl Fn(Client) -> F) {
    for (transport, revision) in WIRES {
        act(connect(transport, revision).await).await;
    }
}
