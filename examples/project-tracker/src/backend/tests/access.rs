//! Who is let in, and what happens at the doors that are not there.

use reqwest::Method;

use super::client::Credentials;
use super::{Server, answer, new_issue, refused};
use crate::backend::{DEMO_KEY, DEMO_TOKEN, READER_TOKEN};
use crate::model::{ProjectFilters, Role};

#[tokio::test]
async fn a_key_and_a_token_lead_to_the_same_account() {
    let server = Server::start().await;
    let by_key = server.demo().me().await.unwrap();
    let token = Credentials::Bearer(DEMO_TOKEN.into());
    assert_eq!(server.session(token).me().await.unwrap(), by_key);
    assert_eq!((by_key.name.as_str(), by_key.role), ("demo", Role::Member));
}

#[tokio::test]
async fn a_key_is_no_token_and_a_token_is_no_key() {
    let server = Server::start().await;
    for wrong in [
        Credentials::Bearer(DEMO_KEY.into()),
        Credentials::ApiKey(DEMO_TOKEN.into()),
        Credentials::ApiKey("' OR 1=1 --".into()),
    ] {
        assert_eq!(refused(server.session(wrong).me().await).0, 401);
    }
    let empty = server.raw(Method::GET, "/me").header("apikey", "");
    assert_eq!(answer(empty).await.refusal().0, 401);
}

#[tokio::test]
async fn without_credentials_only_the_health_is_known() {
    let server = Server::start().await;
    let health = server.raw(Method::GET, "/health").send().await.unwrap();
    assert_eq!(health.status(), 200);
    let projects = server.raw(Method::GET, "/projects").send().await.unwrap();
    assert_eq!(projects.status(), 401);
    assert_eq!(projects.headers()["www-authenticate"], "Bearer");
    assert_eq!(
        projects.text().await.unwrap(),
        r#"{"status":"error","data":["Invalid credentials"]}"#
    );
}

#[tokio::test]
async fn two_credentials_at_once_are_ambiguous() {
    let server = Server::start().await;
    let both = server
        .raw(Method::GET, "/me")
        .header("apikey", DEMO_KEY)
        .bearer_auth(DEMO_TOKEN);
    assert_eq!(answer(both).await.refusal().0, 400);
}

#[tokio::test]
async fn the_bearer_scheme_is_known_in_any_case() {
    let server = Server::start().await;
    let request = server.raw(Method::GET, "/me");
    let request = request.header("authorization", format!("bEARER {DEMO_TOKEN}"));
    assert_eq!(request.send().await.unwrap().status(), 200);
    let request = server.raw(Method::GET, "/me");
    let request = request.header("authorization", "Basic ZGVtbzpkZW1v");
    assert_eq!(request.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_reader_reads_but_does_not_write() {
    let server = Server::start().await;
    let reader = server.session(Credentials::Bearer(READER_TOKEN.into()));
    let projects = reader.list_projects(&ProjectFilters::default()).await;
    assert_eq!(projects.unwrap().meta.total, 4);
    let error = server.reader().create_issue(&new_issue("Mine")).await;
    assert_eq!(
        error.unwrap_err().to_string(),
        r#"API error (HTTP 403): {"status":"error","data":["Permission denied: needs the scope issues:write"]}"#
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::start().await;
    let demo = server.demo();
    for name in [
        "CORE-9999",
        "NOPE-1",
        "0",
        "-1",
        "CORE-",
        "-",
        "99999999999999999999",
    ] {
        let (status, body) = refused(demo.issue(name).await);
        assert_eq!(status, 404, "{name}");
        assert_eq!(body, r#"{"status":"error","data":["Issue not found"]}"#);
    }
    assert_eq!(refused(demo.project("NOPE").await).0, 404);
    let (status, said) = answer(server.raw(Method::GET, "/nowhere")).await.refusal();
    assert_eq!((status, said), (404, vec!["Page not found".into()]));
}

#[tokio::test]
async fn a_method_that_is_not_there_is_refused_with_those_that_are() {
    let server = Server::start().await;
    let request = server.raw(Method::DELETE, "/projects");
    let response = request.header("apikey", DEMO_KEY).send().await.unwrap();
    assert_eq!(response.status(), 405);
    assert_eq!(response.headers()["allow"], "GET,HEAD,POST");
    let request = server.raw(Method::PUT, "/issues/CORE-1");
    let (status, said) = answer(request.header("apikey", DEMO_KEY)).await.refusal();
    assert_eq!((status, said), (405, vec!["Method not allowed".into()]));
}
