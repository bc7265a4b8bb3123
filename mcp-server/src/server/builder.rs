//! Building a server: everything is checked here, so that nothing can be missing later.

mod callers;
mod recording;
mod streams;
mod strict;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Weak};
use std::time::Duration;

use mcp_core::model::Implementation;
use mcp_core::peer::{Cancellation, StateMap};
use mcp_core::schema::SchemaPolicy;
use mcp_core::tool::Policy;
use mcp_core::wire::Stamp;
use mcp_core::{PromptSet, ResourceSet, ToolSet};

use self::streams::Events;
use super::bodies::Bodies;
use super::calls::Calls;
use super::catalogue::{Catalogue, Goods};
use super::current::Current;
use super::error::Fault;
use super::offer::Offer;
use super::options::bounded;
use super::tasks::Tasks;
use super::unattended::Count;
use super::{BuildError, Hosts, HttpOptions, Inner, Limits, Seal, Server, check};
use crate::callers::Guests;
use crate::recorder::Recorder;
use crate::session::{Sessions, Sight};

/// A server in the making.
///
/// Every time that it is given counts as 30 years where it is longer, so `Duration::MAX` stands for a
/// server's life.
#[derive(Debug)]
#[must_use = "a server comes to be by `.build()`"]
pub struct Builder {
    info: Implementation,
    instructions: Option<String>,
    offer: Offer,
    state: StateMap,
    policy: Policy,
    who_calls: Option<callers::Authentication>,
    recorder: Option<Arc<dyn Recorder>>,
    http: HttpOptions,
    events: Events,
    limits: Limits,
    seal_keys: Vec<[u8; 32]>,
    /// What is wrong already.
    faults: Vec<Fault>,
}

impl Builder {
    pub(super) fn new(info: Implementation) -> Self {
        Self {
            info,
            instructions: None,
            offer: Offer::default(),
            state: StateMap::default(),
            policy: Policy::default(),
            who_calls: None,
            recorder: None,
            http: HttpOptions::default(),
            events: Events::default(),
            limits: Limits::default(),
            seal_keys: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Adds tools: `toolset![…]`, the `tools()` of a module, or a value whose type has `#[tools]`,
    /// with the prompts and resources that are written beside them.
    pub fn tools(mut self, tools: impl ToolSet) -> Self {
        self.offer.add(tools);
        self
    }

    /// Adds prompts: `prompts![…]`.
    pub fn prompts(mut self, prompts: impl PromptSet) -> Self {
        self.offer.add_prompts(prompts);
        self
    }

    /// Adds resources: `resources![…]`.
    pub fn resources(mut self, resources: impl ResourceSet) -> Self {
        self.offer.add_resources(resources);
        self
    }

    /// Adds skills: instructions that agents read when they need them.
    ///
    /// ```no_run
    /// use mcp_server::{Server, Skills};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(("shop", "1.0.0")).skills(Skills::from_dir("skills")?).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "skills")]
    pub fn skills(mut self, skills: super::Skills) -> Self {
        self.offer.add_skills(skills);
        self
    }

    /// Adds all that another server in the making offers. Its tools keep the state that it was
    /// given, and find the rest here; its own name, limits and paths are left behind. What it demands
    /// of its callers and records of them cannot be: if it has an
    /// [`authentication`](Self::authentication) or an [`audit`](Self::audit), nothing is built.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    ///
    /// /// Show the latest commit
    /// #[tool(read_only)]
    /// fn head(State(repository): State<String>) -> String {
    ///     format!("the head of {repository}")
    /// }
    ///
    /// fn git(repository: &str) -> mcp_server::Builder {
    ///     Server::builder(("git", "1.0.0")).tools(toolset![head]).state(repository.to_owned())
    /// }
    ///
    /// # fn main() -> Result<(), mcp_server::BuildError> {
    /// let server = Server::builder(server_info!())
    ///     .nest("ours", git("/srv/ours"))
    ///     .nest("theirs", git("/srv/theirs"))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn merge(mut self, other: Self) -> Self {
        let lost = [
            ("authentication", other.who_calls.is_some()),
            ("audit", other.recorder.is_some()),
        ];
        let name = &other.info.name;
        for (part, _) in lost.iter().filter(|(_, has)| *has) {
            let text = format!(
                "the `{part}` of `{name}`, which is merged into it, would be lost: give it to the \
                 server that is built"
            );
            self.faults.push(Fault::Itself { text });
        }
        self.faults.extend(other.faults);
        self.offer.merge(other.offer, other.state);
        self
    }

    /// The same as [`merge`](Self::merge) with `prefix_` before each name.
    pub fn nest(self, prefix: &str, mut other: Self) -> Self {
        other.offer.prefix(prefix);
        self.merge(other)
    }

    /// Leaves out the tools that carry a tag.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    ///
    /// /// Delete all issues
    /// #[tool(destructive, tags("admin"))]
    /// async fn purge() {}
    ///
    /// # fn main() -> Result<(), mcp_server::BuildError> {
    /// let server = Server::builder(server_info!()).tools(toolset![purge]).without_tag("admin").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn without_tag(mut self, tag: &str) -> Self {
        self.offer.keep(&|tags| !tags.contains(&tag));
        self
    }

    /// Leaves out the tools that do not carry a tag.
    pub fn only_tag(mut self, tag: &str) -> Self {
        self.offer.keep(&|tags| tags.contains(&tag));
        self
    }

    /// Which schemas clients get to see; portable ones by default.
    pub const fn schema_policy(mut self, schemas: SchemaPolicy) -> Self {
        self.policy.schemas = schemas;
        self
    }

    /// Takes arguments only as their schema says. By default a text that spells a number, a
    /// boolean, an object or an array (`"200"`, `"true"`, `"{…}"`) counts as that where the schema
    /// allows no text, because clients send such.
    pub const fn strict_arguments(mut self) -> Self {
        self.policy.lenient = false;
        self
    }

    /// Whether structured answers are held to the schema that is published for them: a program
    /// that relies on it would stumble otherwise. In debug builds they are by default.
    pub const fn check_answers(mut self, check: bool) -> Self {
        self.policy.check_answers = check;
        self
    }

    /// Gives the tools a value to take as [`State<T>`](crate::State). One value per type.
    pub fn state<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.state.insert(value);
        self
    }

    /// Tells the model how to use the server.
    pub fn instructions(mut self, text: impl Into<String>) -> Self {
        self.instructions = Some(text.into());
        self
    }

    /// Serves streamable HTTP and 2026-07-28 at this path; `/mcp` by default.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.http.path = path.into();
        self
    }

    /// Serves HTTP+SSE (2024-11-05) at these paths; `/sse` and `/message` by default.
    pub fn sse_paths(mut self, stream: impl Into<String>, message: impl Into<String>) -> Self {
        self.http.sse_path = stream.into();
        self.http.message_path = message.into();
        self
    }

    /// Answers under these host names instead of the loopback ones; with a port only there. Checks from the
    /// same machine need `localhost` among them.
    pub fn allowed_hosts<H: Into<String>>(mut self, hosts: impl IntoIterator<Item = H>) -> Self {
        self.http.hosts = Hosts::Listed(hosts.into_iter().map(Into::into).collect());
        self
    }

    /// Answers under every host name. Only for a server behind a proxy that checks it: a page in a
    /// browser could otherwise reach a local server by DNS rebinding.
    pub fn allow_any_host(mut self) -> Self {
        self.http.hosts = Hosts::Any;
        self
    }

    /// Lets pages of these origins call, such as `https://app.example.com`. That browsers ask first (CORS) is
    /// for a layer in front to answer.
    pub fn allowed_origins<O: Into<String>>(
        mut self,
        origins: impl IntoIterator<Item = O>,
    ) -> Self {
        self.http.origins = origins.into_iter().map(Into::into).collect();
        self
    }

    /// How many bytes a message may have; 4 MiB by default.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.http.body_limit = bytes;
        self
    }

    /// After how long without a byte an event stream says that it is alive; 15 s by default, and
    /// not less than 10 ms.
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.http.keep_alive = bounded(interval).max(Duration::from_millis(10));
        self
    }

    /// How long a draining server waits for running calls; 25 s by default.
    pub fn drain(mut self, deadline: Duration) -> Self {
        self.http.drain = bounded(deadline);
        self
    }

    /// How long a tool may take before its call fails; 60 s by default.
    pub fn tool_timeout(mut self, timeout: Duration) -> Self {
        self.limits.tool_timeout = bounded(timeout);
        self
    }

    /// How many bytes the answer to a call, or to the request for a prompt or a resource, may have;
    /// 16 MiB by default. One that has more is not sent: the call has failed, and the model is told
    /// to ask for less.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.limits.answer = bytes;
        self
    }

    /// How long a client and its user may take to answer a question; 5 min by default. The time of
    /// the tool that asks stands still meanwhile.
    pub fn ask_timeout(mut self, timeout: Duration) -> Self {
        self.limits.ask_timeout = bounded(timeout);
        self
    }

    /// How long a client without a session may take to answer; 10 min by default. What it sends
    /// back later is refused.
    pub fn state_lifetime(mut self, lifetime: Duration) -> Self {
        self.limits.state_lifetime = bounded(lifetime);
        self
    }

    /// With which keys the state of a call is sealed that travels through its client: the first
    /// seals, all open. Servers that answer for each other need the same ones, and the same name;
    /// without any, each makes up a key of its own.
    ///
    /// A key is 32 random bytes, and a secret. To change it, put the new one first and drop the old
    /// one when [its time](Self::state_lifetime) is over.
    ///
    /// ```
    /// use mcp_server::Server;
    /// # let (new, old) = ([1; 32], [2; 32]);
    /// let server = Server::builder(("tracker", "1.0.0")).seal_keys([new, old]);
    /// ```
    pub fn seal_keys(mut self, keys: impl IntoIterator<Item = [u8; 32]>) -> Self {
        self.seal_keys = keys.into_iter().collect();
        self
    }

    /// After how long without a call or an open stream a session ends; 30 min by default, and not less
    /// than 1 s.
    pub fn session_idle(mut self, timeout: Duration) -> Self {
        self.limits.sessions.idle = bounded(timeout).max(Duration::from_secs(1));
        self
    }

    /// How many sessions without a call or stream are kept; 10,000 by default. Beyond that the ones
    /// that are idle longest end: where callers are known, of those who have the most. The newest is
    /// kept in any case.
    pub fn idle_sessions(mut self, most: usize) -> Self {
        self.limits.sessions.most = most;
        self
    }

    /// How many connections there are at a time; 10,000 by default, and at least one. Clients beyond that
    /// wait until one ends, after a second for one that nothing goes on on: all of these are closed then. Where it is known who calls, one principal has at most half as many calls and
    /// streams, those that go on without a connection included; more are refused with 429.
    pub fn max_connections(mut self, most: usize) -> Self {
        self.http.max_connections = most;
        self
    }

    /// How many calls run at a time, of all clients; 4,096 by default, and at least one. Those whose clients
    /// are gone count until they end. More are refused: over HTTP with 503, and with 429 those of a
    /// principal that has half of them. A session runs 64, and [tasks](Self::max_tasks) are counted apart.
    pub const fn max_calls(mut self, most: usize) -> Self {
        self.limits.calls = most;
        self
    }

    /// How many bytes large messages may take together over HTTP, from when they come in until what they
    /// ask for is done; 256 MiB by default, and at least what [one](Self::body_limit) may have. Of each message
    /// 16 KiB do not count, so small ones always pass. What does not fit is refused as it comes in: with 503,
    /// and with 429 what comes from a principal that has half. Where it is not known who calls, nobody has a
    /// share: there one client may keep the large messages of others out, until its own are done or
    /// [take too long](Self::tool_timeout).
    ///
    /// ```
    /// use mcp_server::Server;
    /// # fn main() -> Result<(), mcp_server::BuildError> {
    /// // Files as arguments, of which 64 of the largest size fit at a time.
    /// let server = Server::builder(("scanner", "1.0.0"))
    ///     .body_limit(16 << 20)
    ///     .max_body_memory(1 << 30)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn max_body_memory(mut self, bytes: usize) -> Self {
        self.http.body_memory = bytes;
        self
    }

    /// How many streams clients may listen to with `subscriptions/listen`; 10,000 by default.
    /// Beyond that they are refused with 429, until one ends. A principal has 8 of them, and no more
    /// than half of all.
    pub fn listen_streams(mut self, most: usize) -> Self {
        self.limits.sessions.listeners = most;
        self
    }

    /// For how long a task is kept from its beginning on, whether it runs or is over; 1 h by default,
    /// and not less than 1 s. A client may wish for less. What runs longer is given up then, so let
    /// it be longer than the work.
    pub fn task_ttl(mut self, ttl: Duration) -> Self {
        self.limits.tasks.ttl = bounded(ttl).max(Duration::from_secs(1));
        self
    }

    /// How many tasks run at once; 1,000 by default. Beyond that, and where ten times as many are
    /// kept, calls that would become one are refused. A principal has no more than half of either,
    /// nor of the 256 MiB that results may take.
    pub const fn max_tasks(mut self, most: usize) -> Self {
        self.limits.tasks.running = most;
        self
    }

    /// How many tools, prompts, resources or templates a page of their list shows; 1000 by default,
    /// because not every client asks for the second page.
    pub fn page_size(mut self, most: usize) -> Self {
        self.limits.page_size = most.max(1);
        self
    }

    /// Checks everything and makes the server.
    ///
    /// # Errors
    /// All that is wrong: two tools of one name, a name that clients refuse, state that a tool
    /// needs and was not given, a limit that its argument cannot have, a schema by hand that is not
    /// understood, an icon that no client would show, paths that cannot be told apart, a host or an
    /// origin that no request comes with.
    pub fn build(self) -> Result<Server, BuildError> {
        let mut faults = self.faults;
        let declared = self.offer.declared;
        let (none, state) = (Goods::default(), &self.state);
        let goods = self.offer.prepare(&none, &self.policy, state, &mut faults);
        check::itself(&self.info, &mut faults);
        check::paths(&self.http, &mut faults);
        check::hosts(&self.http, &mut faults);
        let gatekeeper = callers::gatekeeper(self.who_calls, &self.http.path, &mut faults);
        BuildError::of(faults)?;
        if gatekeeper.is_none() {
            callers::warn_of_closed(&goods);
        }
        let stamp = Stamp::new(&self.info);
        let catalogue = Catalogue::new(goods, declared, self.limits.page_size, &stamp);
        let knows_callers = gatekeeper.is_some();
        let guests = knows_callers.then(|| Guests::new(self.http.max_connections));
        let sessions = Sessions::new(self.limits.sessions).knowing(knows_callers);
        let sessions = sessions.ask_within(self.limits.ask_timeout);
        let sessions = self.events.keep(sessions, self.http.resumable);
        let (memory, largest) = (self.http.body_memory, self.http.body_limit);
        let server = Arc::new(Inner {
            info: self.info,
            instructions: self.instructions,
            stamp,
            current: Current::new(catalogue),
            policy: self.policy,
            state: Arc::new(self.state),
            gatekeeper,
            guests,
            strangers: AtomicBool::new(false),
            recorder: self.recorder,
            http: self.http,
            limits: self.limits,
            sessions,
            calls: Calls::new(self.limits.calls, knows_callers),
            bodies: Bodies::new(memory, largest, knows_callers),
            tasks: Arc::new(Tasks::new(self.limits.tasks).knowing(knows_callers)),
            seal: Seal::new(self.seal_keys, &self.limits, knows_callers),
            unattended: Count::default(),
            shutdown: Cancellation::default(),
        });
        let sight: Weak<dyn Sight> = Arc::downgrade(&server) as _;
        server.sessions.board().look_through(sight);
        Ok(Server(server))
    }
}
