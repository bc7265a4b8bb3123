//! Every route is behind the scope that the table of routes says, and looks at nothing before that.

use reqwest::Method;

use super::{Server, answer, said};
use crate::backend::routes::ROUTES;
use crate::backend::scopes::{Scope, Scopes};
use crate::backend::{ADMIN_TOKEN, WORKSPACE};

/// The address of a route, with some name where it wants one.
fn address(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(_) => "999999",
        None => part,
    });
    format!("{WORKSPACE}{}", parts.collect::<Vec<_>>().join("/"))
}

#[tokio::test]
async fn each_route_is_closed_to_strangers() {
    let server = Server::start().await;
    for route in ROUTES {
        let request = server.raw(route.method.clone(), &address(route.path));
        let refused = answer(request.body("{ not JSON")).await.refusal();
        let expected = said(401, "Invalid credentials");
        assert_eq!(refused, expected, "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn each_route_needs_its_scope_and_no_other() {
    let server = Server::start().await;
    let tokens = tokens(&server).await;
    for route in ROUTES {
        for (scope, token) in &tokens {
            let path = address(route.path);
            let request = server.raw(route.method.clone(), &path).bearer_auth(token);
            let got = answer(request.body("{ not JSON")).await;
            let scopes: Scopes = [*scope].into_iter().collect();
            match route.needs {
                Some(needed) if !scopes.has(needed) => {
                    let name = needed.name();
                    let message = format!("Permission denied: needs the scope {name}");
                    assert_eq!(got.refusal(), said(403, &message), "{path}");
                }
                _ => assert_ne!(got.status, 403, "{} {path} {scope:?}", route.method),
            }
        }
    }
}

/// A token for each scope.
async fn tokens(server: &Server) -> Vec<(Scope, String)> {
    let mut tokens = Vec::new();
    for (scope, name) in Scope::ALL {
        tokens.push((scope, server.mint(ADMIN_TOKEN, &[name]).await.1));
    }
    tokens
}

#[test]
fn what_changes_something_needs_a_scope_that_readers_do_not_have() {
    let reads: Scopes = [Scope::Read].into_iter().collect();
    for route in ROUTES.iter().filter(|route| !route.method.is_safe()) {
        let own = route.path.starts_with("/tokens");
        let closed = route.needs.is_some_and(|scope| !reads.has(scope));
        assert!(own || closed, "{} {}", route.method, route.path);
    }
    for route in ROUTES.iter().filter(|route| route.method == Method::GET) {
        let writes = |scope: Scope| scope.name().ends_with(":write");
        assert!(!route.needs.is_some_and(writes), "{}", route.path);
    }
}
