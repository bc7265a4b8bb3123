//! As fast as it can be set up: tools built once and shared, JSON answers, hyper without a router.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::{Json, Parameters};
use rmcp::model::{ProgressNotificationParam, RequestMetaObject, ServerCapabilities, ServerConfig};
use rmcp::service::{NotificationContext, ServiceExt as _};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{Peer, RoleServer, ServerHandler, tool, tool_handler, tool_router};
use schemars::JsonSchema;
use serde::Serialize;
use versus_common::{Item, Options, items, listen};

use crate::{Echo, Events, ListIssues};

/// Structured content is an object here.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Items {
    result: Vec<Item>,
}

impl Items {
    pub(crate) fn all() -> Self {
        Self { result: items() }
    }
}

#[derive(Clone)]
struct Tuned {
    tool_router: Arc<ToolRouter<Self>>,
    /// All clients, where all of them are to be told something.
    peers: Arc<Mutex<Vec<Peer<RoleServer>>>>,
}

#[tool_router]
impl Tuned {
    #[tool(description = "Say the same")]
    fn echo(&self, Parameters(Echo { text }): Parameters<Echo>) -> String {
        text
    }

    #[tool(description = "List the issues")]
    fn list(&self) -> Json<Items> {
        Json(Items::all())
    }

    #[tool(description = "Tell how far it is")]
    async fn progress(
        &self,
        Parameters(Events { events }): Parameters<Events>,
        meta: RequestMetaObject,
        peer: Peer<RoleServer>,
    ) -> String {
        if let Some(token) = meta.get_progress_token() {
            for event in 1..=events {
                let params = ProgressNotificationParam::new(token.clone(), f64::from(event));
                // A client that left needs no more of them.
                let _ = peer
                    .notify_progress(params.with_total(f64::from(events)))
                    .await;
            }
        }
        "done".to_owned()
    }

    #[tool(description = "Tell all clients")]
    async fn announce(&self) -> String {
        let peers = self.peers().clone();
        for peer in peers {
            // A client that left needs to hear nothing.
            let _ = peer.notify_tool_list_changed().await;
        }
        "done".to_owned()
    }

    #[tool(description = "List issues of a project")]
    fn list_issues(&self, Parameters(asked): Parameters<ListIssues>) -> String {
        let ListIssues {
            project,
            status,
            limit,
            closed,
        } = asked;
        format!("{project}{status:?}{limit}{closed}")
    }
}

#[tool_handler(router = self.tool_router)]
impl ServerHandler for Tuned {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        if self.tool_router.map.contains_key("announce") {
            self.peers().push(context.peer);
        }
    }
}

impl Tuned {
    fn new(tools: usize, announces: bool) -> Self {
        let mut router = Self::tool_router();
        for index in 3..tools {
            let mut route = Self::tool_router().map["list_issues"].clone();
            route.attr.name = format!("project_{index}_list_issues").into();
            router.add_route(route);
        }
        router.remove_route("list_issues");
        if !announces {
            router.remove_route("announce");
        }
        Self {
            tool_router: Arc::new(router),
            peers: Arc::default(),
        }
    }

    fn peers(&self) -> MutexGuard<'_, Vec<Peer<RoleServer>>> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) async fn serve(options: &Options) -> Result<(), Box<dyn Error>> {
    let tools = Tuned::new(options.tools, options.mode == "announce");
    if options.mode == "stdio" {
        tools
            .serve(rmcp::transport::stdio())
            .await?
            .waiting()
            .await?;
        return Ok(());
    }
    let stateful = options.mode != "stateless";
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(stateful)
        .with_json_response(true);
    let service: StreamableHttpService<Tuned, LocalSessionManager> =
        StreamableHttpService::new(move || Ok(tools.clone()), Default::default(), config);
    let listener = listen().await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(async move {
            // A client that leaves is no failure of the server.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
