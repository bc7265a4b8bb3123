//! Every method of every path of the workspace's API, with the scope and the feature it needs.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, on};

use super::flags::Feature;
use super::scopes::Scope;
use super::workspace::things::{create, delete, get, list, update};
use super::workspace::{
    Workspace, agents, comments, executions, issues, links, notifications, search,
};
use super::{admission, auth, flags, tokens};
use crate::model::{Agent, CustomField, Document, Integration, Label, Project, Sprint, Team};

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

    GET    "/teams" [ProjectsRead] => list::<Team>;
    POST   "/teams" [Admin] => create::<Team>;
    GET    "/teams/{team}" [ProjectsRead] => get::<Team>;
    PATCH  "/teams/{team}" [Admin] => update::<Team>;
    GET    "/projects" [ProjectsRead] => list::<Project>;
    POST   "/projects" [Write] => create::<Project>;
    GET    "/projects/{project}" [ProjectsRead] => get::<Project>;
    PATCH  "/projects/{project}" [Write] => update::<Project>;
    DELETE "/projects/{project}" [Admin] => delete::<Project>;

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
    GET    "/custom-fields" [IssuesRead] => list::<CustomField>;
    POST   "/custom-fields" [Admin] => create::<CustomField>;
    GET    "/custom-fields/{field}" [IssuesRead] => get::<CustomField>;
    PATCH  "/custom-fields/{field}" [Admin] => update::<CustomField>;
    DELETE "/custom-fields/{field}" [Admin] => delete::<CustomField>;
    GET    "/sprints" [IssuesRead] => list::<Sprint>;
    POST   "/sprints" [IssuesWrite] => create::<Sprint>;
    GET    "/sprints/{sprint}" [IssuesRead] => get::<Sprint>;
    PATCH  "/sprints/{sprint}" [IssuesWrite] => update::<Sprint>;
    DELETE "/sprints/{sprint}" [IssuesWrite] => delete::<Sprint>;
    GET    "/labels" [IssuesRead] => list::<Label>;
    POST   "/labels" [IssuesWrite] => create::<Label>;
    GET    "/labels/{label}" [IssuesRead] => get::<Label>;
    PATCH  "/labels/{label}" [IssuesWrite] => update::<Label>;
    DELETE "/labels/{label}" [IssuesWrite] => delete::<Label>;

    GET    "/agents" [AgentsRead] if Workflows => list::<Agent>;
    POST   "/agents" [Admin] if Workflows => create::<Agent>;
    GET    "/agents/{agent}" [AgentsRead] if Workflows => get::<Agent>;
    PATCH  "/agents/{agent}" [Admin] if Workflows => agents::update;
    POST   "/agents/{agent}/dispatch" [AgentsRun] if Workflows => agents::dispatch;
    GET    "/executions" [AgentsRead] if Workflows => executions::list;
    GET    "/executions/{id}" [AgentsRead] if Workflows => executions::get;
    POST   "/executions/{id}/cancel" [AgentsRun] if Workflows => executions::cancel;

    GET    "/documents" [DocumentsRead] => list::<Document>;
    POST   "/documents" [Write] => create::<Document>;
    GET    "/documents/{document}" [DocumentsRead] => get::<Document>;
    PATCH  "/documents/{document}" [Write] => update::<Document>;
    DELETE "/documents/{document}" [Write] => delete::<Document>;
    GET    "/notifications" [Read] => notifications::inbox;
    POST   "/notifications" [NotificationsWrite] => notifications::send;
    PATCH  "/notifications/{id}" [NotificationsWrite] => notifications::update;
    GET    "/integrations" [IntegrationsRead] => list::<Integration>;
    GET    "/integrations/{integration}" [IntegrationsRead] => get::<Integration>;
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
    routes.route_layer(from_fn_with_state(
        workspace.clone(),
        admission::admit::<Workspace>,
    ))
}
