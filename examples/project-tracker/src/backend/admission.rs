//! Letting a request in with its caller, or turning it away: alike for both APIs, each of which knows its own callers.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use super::audit::{Actor, Log};
use super::error::Error;
use super::store::audit::Deed;

/// An API that knows its callers.
pub(super) trait Admits: Clone + Send + Sync + 'static {
    /// The account behind a request, which the handlers take as an extension.
    type Caller: Clone + Send + Sync + 'static;

    /// Whose request it is, by its credential, if they may make one more.
    fn admitted(
        &self,
        headers: &HeaderMap,
        deed: &Deed,
    ) -> impl Future<Output = Result<Self::Caller, Error>> + Send;

    /// Who this is to the audit log.
    fn actor(caller: &Self::Caller) -> Actor;

    fn log(&self) -> &Log;
}

/// Lets a request through with its caller, or refuses it.
pub(super) async fn admit<A: Admits>(
    State(api): State<A>,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    let deed = Deed::of(&request);
    let caller = api.admitted(request.headers(), &deed).await?;
    let actor = A::actor(&caller);
    request.extensions_mut().insert(caller);
    let answer = next.run(request);
    Ok(api.log().watch(actor, deed, answer).await)
}

/// Answers for a path that there is not.
pub(super) async fn no_path<A: Admits>(State(api): State<A>, request: Request) -> Response {
    no_route(api, request, Error::NotFound("Page")).await
}

/// Answers for a method that a path does not have.
pub(super) async fn no_method<A: Admits>(State(api): State<A>, request: Request) -> Response {
    no_route(api, request, Error::MethodNotAllowed).await
}

async fn no_route<A: Admits>(api: A, request: Request, refusal: Error) -> Response {
    let deed = Deed::of(&request);
    let caller = api.admitted(request.headers(), &deed).await;
    let actor = caller.map(|caller| A::actor(&caller));
    api.log().turn_away(actor, deed, refusal).await
}
