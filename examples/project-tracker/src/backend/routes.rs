//! Every method of every path of the workspace's API, with the scope and the feature it needs.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, on};

use super::flags::Feature;
use super::scopes::Scope;
use super::workspace::{
    Workspace, agents, comments, custom_fields, documents, executions, integrations, issues,
    labels, links, notifications, projects, search, sprints, teams,
};
use super::{auth, flags, tokens};

/// One method of one path.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// What a request must have; nothing but an account without.
    pub(super) needs: Option<Scope>,
    /// What must be on for the caller's org.
    pub(super) feature: Option<Feature>,
    handler: fn(MethodFilter) -> MethodRouter<Workspace>,
}

macro_rules! routes {
    ($($method:ident $path:literal [$($needs:ident)?] $(if $feature:ident)? => $handler:path;)*) => {
        &[$(Route {
            method: Method::$method,
            path: $path,
            needs: option!($(Scope::$needs)?),
            feature: option!($(Feature::$feature)?),
            handler: |method| on(method, $handler),
        }),*]
    };
}

macro_rules! option {
    () => {
        None
    };
    ($some:expr) => {
        Some($some)
    };
}

/// All there are.
pub(super) const ROUTES: &[Route] = routes! {
    GET    "/me" [] => auth::me;
    GET    "/tokens" [] => tokens::list;
    POST   "/tokens" [] => tokens::mint;
    DELETE "/tokens/{id}" [] => tokens::revoke;
    GET    "/flags" [] => flags::list;
    PATCH  "/flags/{name}" [Admin] => flags::set;
    GET    "/audit" [Admin] => super::audit::of_org;

    GET    "/teams" [ProjectsRead] => teams::list;
    POST   "/teams" [Admin] => teams::create;
    GET    "/teams/{team}" [ProjectsRead] => teams::get;
    PATCH  "/teams/{team}" [Admin] => teams::update;
    GET    "/projects" [ProjectsRead] => projects::list;
    POST   "/projects" [Write] => projects::create;
    GET    "/projects/{project}" [ProjectsRead] => projects::get;
    PATCH  "/projects/{project}" [Write] => projects::update;
    DELETE "/projects/{project}" [Admin] => projects::delete;

    GET    "/issues" [IssuesRead] => issues::list;
    POST   "/issues" [IssuesWrite] => issues::create;
    GET    "/issues/search" [IssuesRead] => search::search;
    GET    "/issues/{issue}" [IssuesRead] => issues::get;
    PATCH  "/issues/{issue}" [IssuesWrite] => issues::update;
    DELETE "/issues/{issue}" [IssuesWrite] => issues::delete;
    GET    "/issues/{issue}/comments" [IssuesRead] => comments::list;
    POST   "/issues/{issue}/comments" [CommentsWrite] => comments::create;
    GET    "/issues/{issue}/links" [IssuesRead] => links::list;
    POST   "/issues/{issue}/links" [IssuesWrite] => links::create;
    DELETE "/issues/{issue}/links/{link}" [IssuesWrite] => links::delete;
    GET    "/custom-fields" [IssuesRead] => custom_fields::list;
    POST   "/custom-fields" [Admin] => custom_fields::create;
    GET    "/custom-fields/{field}" [IssuesRead] => custom_fields::get;
    PATCH  "/custom-fields/{field}" [Admin] => custom_fields::update;
    DELETE "/custom-fields/{field}" [Admin] => custom_fields::delete;
    GET    "/sprints" [IssuesRead] => sprints::list;
    POST   "/sprints" [IssuesWrite] => sprints::create;
    GET    "/sprints/{sprint}" [IssuesRead] => sprints::get;
    PATCH  "/sprints/{sprint}" [IssuesWrite] => sprints::update;
    DELETE "/sprints/{sprint}" [IssuesWrite] => sprints::delete;
    GET    "/labels" [IssuesRead] => labels::list;
    POST   "/labels" [IssuesWrite] => labels::create;
    GET    "/labels/{label}" [IssuesRead] => labels::get;
    PATCH  "/labels/{label}" [IssuesWrite] => labels::update;
    DELETE "/labels/{label}" [IssuesWrite] => labels::delete;

    GET    "/agents" [AgentsRead] if Workflows => agents::list;
    POST   "/agents" [Admin] if Workflows => agents::create;
    GET    "/agents/{agent}" [AgentsRead] if Workflows => agents::get;
    PATCH  "/agents/{agent}" [Admin] if Workflows => agents::update;
    POST   "/agents/{agent}/dispatch" [AgentsRun] if Workflows => agents::dispatch;
    GET    "/executions" [AgentsRead] if Workflows => executions::list;
    GET    "/executions/{id}" [AgentsRead] if Workflows => executions::get;
    POST   "/executions/{id}/cancel" [AgentsRun] if Workflows => executions::cancel;

    GET    "/documents" [DocumentsRead] => documents::list;
    POST   "/documents" [Write] => documents::create;
    GET    "/documents/{document}" [DocumentsRead] => documents::get;
    PATCH  "/documents/{document}" [Write] => documents::update;
    DELETE "/documents/{document}" [Write] => documents::delete;
    GET    "/notifications" [Read] => notifications::inbox;
    POST   "/notifications" [NotificationsWrite] => notifications::send;
    PATCH  "/notifications/{id}" [NotificationsWrite] => notifications::update;
    GET    "/integrations" [IntegrationsRead] => integrations::list;
    GET    "/integrations/{integration}" [IntegrationsRead] => integrations::get;
};

/// The API without its address: nobody gets past `auth` who may not.
pub(super) fn router(workspace: &Workspace) -> Router<Workspace> {
    let routes = ROUTES.iter().fold(Router::new(), |router, route| {
        let (needs, feature) = (route.needs, route.feature);
        let permit = move |state: State<Workspace>, request: Request, next: Next| {
            auth::permit(state, needs, feature, request, next)
        };
        let method = MethodFilter::try_from(route.method.clone());
        let method = method.expect("a method that axum knows");
        let handler = (route.handler)(method);
        let permitted = from_fn_with_state(workspace.clone(), permit);
        router.route(route.path, handler.route_layer(permitted))
    });
    routes.route_layer(from_fn_with_state(workspace.clone(), auth::admit))
}
