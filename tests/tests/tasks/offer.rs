//! A server whose tools take as long as a test lets them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mcp_server::jsonrpc::{ErrorCode, ErrorObject};
use mcp_server::model::{TaskSupport, ToolDefinition};
use mcp_server::prelude::*;
use mcp_server::{Builder, Rejection, Tool, Tools};
use tokio::sync::Semaphore;

/// What a test and the tools share.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    open: Arc<Semaphore>,
    left: Arc<AtomicU32>,
    dropped: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self {
            open: Arc::new(Semaphore::new(0)),
            left: Arc::default(),
            dropped: Arc::new(Semaphore::new(0)),
        }
    }

    /// Lets one tool through.
    pub(crate) fn open(&self) {
        self.open.add_permits(1);
    }

    /// How many tools got through.
    pub(crate) fn passed(&self) -> u32 {
        self.left.load(Ordering::SeqCst)
    }

    /// Waits until a tool is dropped that did not get through.
    pub(crate) async fn dropped(&self) {
        let permit = self.dropped.acquire().await;
        permit.expect("nobody closes it").forget();
    }

    /// Tells when what it gives is dropped.
    pub(crate) fn falls(&self) -> Fall<'_> {
        Fall(self)
    }

    async fn pass(&self) {
        let fall = self.falls();
        let permit = self.open.acquire().await;
        permit.expect("nobody closes it").forget();
        std::mem::forget(fall);
        self.left.fetch_add(1, Ordering::SeqCst);
    }
}

/// Tells when it is dropped.
pub(crate) struct Fall<'g>(&'g Gate);

impl Drop for Fall<'_> {
    fn drop(&mut self) {
        self.0.dropped.add_permits(1);
    }
}

#[derive(Form)]
struct Named {
    name: String,
}

/// Wait, and say what was said
#[tool(task)]
async fn wait(text: String, State(gate): State<Gate>) -> String {
    gate.pass().await;
    text
}

/// Wait, always as a task
#[tool(task = "required")]
async fn must_wait(State(gate): State<Gate>) -> &'static str {
    gate.pass().await;
    "waited"
}

/// Say what was said, at once
#[tool]
fn echo(text: &str) -> &str {
    text
}

/// Fail
#[tool(task)]
async fn fail() -> Result<(), ToolError> {
    Err(ToolError::new("it failed"))
}

/// Panic
#[tool(task)]
async fn panics() {
    panic!("out of tea");
}

/// Break the protocol
fn broken() -> Tool {
    let definition = ToolDefinition::new("broken", "Break the protocol");
    let tool = Tool::raw(definition, |_context| {
        Box::pin(async {
            let error = ErrorObject::new(ErrorCode(7), "it broke");
            Err(Rejection::Error(error))
        })
    });
    tool.task(TaskSupport::Optional)
}

/// Tell how far it is, wait, and tell again
#[tool(task)]
async fn tell(context: Context, progress: Progress, State(gate): State<Gate>) -> &'static str {
    progress.report(1).of(2).await;
    context.log(Level::Error, "half").await;
    gate.pass().await;
    progress.report(2).of(2).await;
    "told"
}

/// Ask for a name
#[tool(task)]
async fn ask(context: Context) -> Result<String, ToolError> {
    let named = context.ask::<Named>("Who are you?").await?;
    Ok(named
        .accepted()
        .map_or("nobody".to_owned(), |named| named.name))
}

/// Ask for two names at once, and then for folders
#[tool(task)]
async fn both(context: Context) -> Result<String, ToolError> {
    let (one, other) = tokio::join!(
        context.ask::<Named>("Who are you?"),
        context.ask::<Named>("And who else?"),
    );
    let name = |named: Answer<Named>| named.accepted().map(|named| named.name);
    let names = format!("{:?} {:?}", name(one?), name(other?));
    let roots = context.roots().await?.len();
    Ok(format!("{names} {roots}"))
}

/// Ask, begin, and ask again
#[tool(task = "later")]
async fn later(context: Context, State(gate): State<Gate>) -> Result<String, ToolError> {
    let first = context.ask::<Named>("Who are you?").await?.accepted();
    context.start_task().await;
    let roots = context.roots().await?.len();
    gate.pass().await;
    let name = first.map(|named| named.name);
    Ok(format!("{name:?} {roots} {}", context.is_task()))
}

/// The server in the making.
pub(crate) fn server(gate: &Gate) -> Builder {
    let tools = toolset![wait, must_wait, echo, fail, panics, tell, ask, both, later];
    mcp_server::Server::builder(server_info!())
        .tools(tools.tool(broken()))
        .state(gate.clone())
}

/// Tools that are no tasks.
pub(crate) fn plain() -> Tools {
    toolset![echo]
}
