//! What a server offers now, and how it comes to offer something else: all at once.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use mcp_core::model::Announcement;
use mcp_core::peer::Host as _;

use super::catalogue::{Catalogue, Kind};
use super::change::Change;
use super::error::{Fault, Thing};
use super::{BuildError, Inner, Server};

/// What is offered now. A call keeps what it began with.
pub(super) struct Current {
    catalogue: RwLock<Arc<Catalogue>>,
    /// Changes are made one after the other.
    changing: Mutex<()>,
}

impl Current {
    pub(super) fn new(catalogue: Catalogue) -> Self {
        Self {
            catalogue: RwLock::new(Arc::new(catalogue)),
            changing: Mutex::new(()),
        }
    }

    pub(super) fn catalogue(&self) -> Arc<Catalogue> {
        let catalogue = self.catalogue.read();
        Arc::clone(&catalogue.unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another catalogue in the place of the one that there is; gives both.
    fn replace(
        &self,
        make: impl FnOnce(&Catalogue) -> Result<Catalogue, BuildError>,
    ) -> Result<[Arc<Catalogue>; 2], BuildError> {
        let changing = self.changing.lock();
        let _changing = changing.unwrap_or_else(PoisonError::into_inner);
        let old = self.catalogue();
        let new = Arc::new(make(&old)?);
        let catalogue = self.catalogue.write();
        *catalogue.unwrap_or_else(PoisonError::into_inner) = Arc::clone(&new);
        Ok([old, new])
    }
}

impl Server {
    /// Changes what is offered, while it is served: adds, removes, hides and shows tools, prompts
    /// and resources. All of it is checked as [`build`](crate::Builder::build) does, and then
    /// takes effect at once, or not at all. A call that runs keeps what it began with. Clients
    /// whose lists have changed are told.
    ///
    /// Prompts can be added only to a server that was built with prompts, if only with an empty
    /// list of them, `.prompts(Prompts::new())`: a client that shook hands would not look for
    /// them. The same goes for tools and resources.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    ///
    /// /// Add two numbers
    /// #[tool]
    /// fn add(a: i64, b: i64) -> i64 {
    ///     a + b
    /// }
    ///
    /// /// Subtract a number from another
    /// #[tool]
    /// fn subtract(a: i64, b: i64) -> i64 {
    ///     a - b
    /// }
    ///
    /// /// Learn to subtract. A tool that takes `server: Server` gets the one that it belongs to
    /// #[tool]
    /// fn learn(server: Server) -> Result<(), ToolError> {
    ///     Ok(server.change(|change| {
    ///         change.tools(toolset![subtract]).remove_tool("learn");
    ///     })?)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).tools(toolset![add, learn]).build()?;
    /// let client = mcp_server::testing::Client::connect(&server).await?;
    /// client.call("learn", serde_json::json!({})).await?;
    /// let answer = client.call("subtract", serde_json::json!({ "a": 3, "b": 1 })).await?;
    /// assert_eq!(answer.text(), "2");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// All that is wrong: what `build` refuses, a name to remove, hide or show that there is not,
    /// and a kind of things that the server was built without.
    pub fn change(&self, change: impl FnOnce(&mut Change)) -> Result<(), BuildError> {
        let mut wish = Change::default();
        change(&mut wish);
        let inner = self.inner();
        let [old, new] = inner.current.replace(|old| inner.changed(old, wish))?;
        let alike = |kind| old.lists_alike(&new, kind);
        if !alike(Kind::Tools) {
            inner.announce(Announcement::ToolsChanged);
        }
        if !alike(Kind::Prompts) {
            inner.announce(Announcement::PromptsChanged);
        }
        if !alike(Kind::Resources) || !alike(Kind::Templates) {
            inner.announce(Announcement::ResourcesChanged);
        }
        for uri in new.files_beyond(&old) {
            inner.announce(Announcement::ResourceUpdated(uri.to_owned()));
        }
        Ok(())
    }
}

impl Inner {
    /// What is offered now.
    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        self.current.catalogue()
    }

    fn changed(&self, old: &Catalogue, wish: Change) -> Result<Catalogue, BuildError> {
        let (mut goods, mut faults) = (old.goods(), Vec::new());
        let declared = old.capabilities();
        wish.apply(&mut goods, &mut faults, |added, goods, faults| {
            let undeclared = [
                (Thing::Tool, added.declared.tools && !declared.tools),
                (Thing::Prompt, added.declared.prompts && !declared.prompts),
                (
                    Thing::Resource,
                    added.declared.resources && !declared.resources,
                ),
            ];
            for (thing, _) in undeclared.into_iter().filter(|(_, is)| *is) {
                faults.push(Fault::Undeclared { thing });
            }
            #[cfg(feature = "skills")]
            if added.declared.skills && !declared.skills {
                faults.push(Fault::NoSkills);
            }
            added.prepare(goods, &self.policy, &self.state, faults)
        });
        BuildError::of(faults)?;
        let page_size = self.limits.page_size;
        Ok(Catalogue::new(goods, declared, page_size, &self.stamp))
    }
}
