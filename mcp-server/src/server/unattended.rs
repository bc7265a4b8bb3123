//! Calls that go on after their connections are gone, which the end of a server waits for.

use tokio::sync::watch;

use super::Server;

/// How many there are.
#[derive(Default)]
pub(crate) struct Count(watch::Sender<u64>);

/// One of them, for as long as it lives.
pub(crate) struct Unattended(Server);

impl Server {
    /// Counts one more.
    pub(crate) fn unattended(&self) -> Unattended {
        self.inner().unattended.0.send_modify(|count| *count += 1);
        Unattended(self.clone())
    }

    /// Waits until there is none.
    pub(crate) async fn until_attended(&self) {
        let mut count = self.inner().unattended.0.subscribe();
        while *count.borrow_and_update() > 0 {
            // The server itself holds the other end.
            if count.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Drop for Unattended {
    fn drop(&mut self) {
        self.0.inner().unattended.0.send_modify(|count| *count -= 1);
    }
}
