//! HTTP: the rules of both transports that carry MCP over it, as a service and as a server.

mod authority;
mod bind;
mod body;
mod connection;
mod credentials;
mod delete;
mod drain;
mod events;
mod expiry;
mod failures;
mod get;
mod guard;
mod headers;
mod listener;
mod listening;
mod metadata;
mod post;
mod read;
mod replaying;
mod responding;
mod serve;
mod servers;
mod session;
mod signals;
mod silence;
mod sse;
mod status;
mod stream;

pub use bind::bind;
pub use body::Body;
pub use listener::Listener;
pub use servers::Servers;

use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};

use self::responding::Responding;
use crate::server::Server;

/// What a [`Server`] returns when it is called as a service.
type Boxed = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

/// For routers of the tower family. The server looks at the whole path, so give it its paths
/// unchanged: in axum with `route_service` or `fallback_service`, not with `nest_service`.
///
/// Needs a tokio runtime, for deadlines.
impl<B> tower_service::Service<Request<B>> for Server
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Boxed;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Boxed {
        Box::pin(Responding::new(self, request.map(Box::pin)))
    }
}

/// For connections that hyper serves. [`Server::serve_on`] does this, with deadlines and a drain.
impl<B> hyper::service::Service<Request<B>> for Server
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Boxed;

    fn call(&self, request: Request<B>) -> Boxed {
        Box::pin(Responding::new(self, request.map(Box::pin)))
    }
}
