//! HTTP: the rules of both transports that carry MCP over it, as a service and as a server.

mod authority;
mod body;
mod connection;
mod delete;
mod drain;
mod events;
mod get;
mod guard;
mod headers;
mod listener;
mod post;
mod read;
mod serve;
mod session;
mod signals;
mod silence;
mod sse;
mod status;
mod stream;
mod threads;

pub use body::Body;
pub use listener::Listener;

use std::convert::Infallible;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Request, Response, Uri};

use self::guard::Route;
use self::status::Refusal;
use crate::server::Server;

/// What a [`Server`] returns when it is called as a service.
type Responding = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

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
    type Future = Responding;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Responding {
        let server = self.clone();
        let request = admit(self, request);
        Box::pin(async move { Ok(respond(&server, request).await) })
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
    type Future = Responding;

    fn call(&self, request: Request<B>) -> Responding {
        let server = self.clone();
        let request = admit(self, request);
        Box::pin(async move { Ok(respond(&server, request).await) })
    }
}

/// A request that is let in.
struct Admitted<B> {
    route: Route,
    uri: Uri,
    headers: HeaderMap,
    body: B,
}

/// Lets a request in, or not: before there is a future, which so holds no more than it needs.
fn admit<B: http_body::Body>(server: &Server, request: Request<B>) -> Result<Admitted<B>, Refusal> {
    let (parts, body) = request.into_parts();
    let route = guard::admit(server.http(), &parts, body.size_hint().lower())?;
    Ok(Admitted {
        route,
        uri: parts.uri,
        headers: parts.headers,
        body,
    })
}

async fn respond<B>(server: &Server, request: Result<Admitted<B>, Refusal>) -> Response<Body>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let response = match request {
        Ok(request) => routed(server, request).await,
        Err(refusal) => Err(refusal),
    };
    response.unwrap_or_else(|refusal| {
        tracing::debug!(?refusal, "refused a request");
        refusal.into()
    })
}

async fn routed<B>(server: &Server, request: Admitted<B>) -> Result<Response<Body>, Refusal>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let Admitted {
        route,
        uri,
        headers,
        body,
    } = request;
    match route {
        Route::Post => post::post(server, headers, body).await,
        Route::Get => get::open(server, &headers),
        Route::Delete => delete::close(server, &headers),
        Route::SseOpen => sse::open(server, &headers),
        Route::SsePost => sse::post(server, &uri, headers, body).await,
    }
}
