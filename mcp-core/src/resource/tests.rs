//! A resource as the macro writes it, and what becomes of what a resource returns.

use std::sync::Arc;
use std::task::{Poll, Waker};

use bytes::Bytes;
use http::HeaderMap;

use super::*;
use crate::jsonrpc::ErrorCode;
use crate::model::{self, Audience, ClientCapabilities, ResourceData};
use crate::peer::{Context, ContextParts, Peer, State, StateMap};
use crate::text::{TextArguments, TextParam, TextSpec, Typed};
use crate::tool::{Json, Rejection, ToolError, must_send};

struct Tracker<T>(T);

#[derive(serde::Serialize)]
struct Issue {
    id: u64,
    title: String,
}

impl<T: ToString + Send + Sync + 'static> Tracker<T> {
    /// One issue
    async fn issue(&self, id: u64) -> Option<Json<Issue>> {
        let title = self.0.to_string();
        (id < 100).then_some(Json(Issue { id, title }))
    }
}

/// What `#[resource("x://issues/{id}")]` on a method becomes, in a generic block.
impl<T: ToString + Send + Sync + 'static> ResourceSet for Tracker<T> {
    fn into_resources(self) -> Resources {
        let this = Arc::new(self);
        let resources = Resources::new();
        Resources::resource(
            resources,
            Resource::method(
                &this,
                const {
                    &ResourceSpec {
                        template: Template {
                            uri: "x://issues/{id}",
                            steps: &[
                                Step::Literal("x://issues/"),
                                Step::Variable {
                                    name: "id",
                                    expansion: Expansion::Simple,
                                },
                            ],
                        },
                        name: "issue",
                        description: "One issue",
                        arguments: &[TextSpec {
                            name: "id",
                            ..TextSpec::NEW
                        }],
                        place: concat!(file!(), ":", line!()),
                        ..ResourceSpec::NEW
                    }
                },
                |description, specs| <u64 as TextParam<_>>::describe(description, 0, specs),
                <Option<Json<Issue>> as IntoResource>::mime_type,
                |this, spec, call| {
                    let mut arguments = TextArguments::read(&call, spec.arguments);
                    let argument0 = <u64 as TextParam<_>>::extract(&mut arguments, 0);
                    let (true, Some(argument0)) = (TextArguments::is_fine(&arguments), argument0)
                    else {
                        return TextArguments::refused(arguments);
                    };
                    Box::pin(async move {
                        let result = must_send(Self::issue(&this, argument0)).await;
                        <Option<Json<Issue>> as IntoResource>::into_resource(
                            result,
                            call.uri(),
                            spec.mime,
                        )
                    })
                },
            ),
        )
    }
}

fn parts() -> ContextParts {
    ContextParts {
        arguments: Bytes::new(),
        headers: HeaderMap::new(),
        peer: Arc::new(Peer::new(None, ClientCapabilities::default(), None)),
        principal: None,
        progress_token: None,
        state: Arc::new(StateMap::default()),
        host: Arc::new(()),
    }
}

fn context() -> Context {
    Context::new(parts())
}

fn now<T>(mut future: std::pin::Pin<Box<dyn Future<Output = T> + Send>>) -> T {
    let mut waiting = std::task::Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut waiting) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn issue() -> Resource {
    Tracker("T")
        .into_resources()
        .into_iter()
        .next()
        .expect("a resource")
}

fn read(resource: &Resource, uri: &str) -> ReadOutcome {
    let variables = resource.matches(uri).expect("a fitting URI");
    now(resource.read(context(), uri, variables))
}

fn one(outcome: ReadOutcome) -> model::Resource {
    let mut contents = outcome.expect("contents");
    assert_eq!(contents.len(), 1);
    contents.remove(0)
}

fn is_missing(outcome: ReadOutcome, expected: &str) -> bool {
    matches!(outcome, Err(Rejection::NoSuchResource { uri }) if uri == expected)
}

#[test]
fn a_method_reads_what_fits_its_template() {
    let contents = one(read(&issue(), "x://issues/7"));
    assert_eq!(contents.uri, "x://issues/7");
    assert_eq!(contents.mime_type.as_deref(), Some("application/json"));
    let json = r#"{"id":7,"title":"T"}"#.to_owned();
    assert_eq!(contents.data, ResourceData::Text(json));
    assert!(issue().matches("x://issues/7/comments").is_none());
}

#[test]
fn what_fits_only_in_form_is_no_resource() {
    assert!(is_missing(
        read(&issue(), "x://issues/seven"),
        "x://issues/seven"
    ));
    assert!(is_missing(read(&issue(), "x://issues/-1"), "x://issues/-1"));
    assert!(is_missing(
        read(&issue(), "x://issues/100"),
        "x://issues/100"
    ));
}

#[test]
fn a_template_tells_what_its_function_returns() {
    let resource = issue();
    let Listing::Template(definition) = resource.listing() else {
        panic!("no template: {resource:?}");
    };
    assert_eq!(definition.uri_template, "x://issues/{id}");
    assert_eq!(definition.name, "issue");
    assert_eq!(definition.description.as_deref(), Some("One issue"));
    assert_eq!(definition.mime_type.as_deref(), Some("application/json"));
    assert_eq!(definition.annotations, None);
    assert_eq!(resource.fault(), None);
    assert!(resource.template().is_some());
    assert!(!resource.completes());
    assert!(
        resource
            .complete("id", context(), Typed::default())
            .is_none()
    );
}

const FIXED: &ResourceSpec = &ResourceSpec {
    template: Template {
        uri: "x://readme",
        steps: &[Step::Literal("x://readme")],
    },
    name: "readme",
    mime: Some("text/markdown"),
    size: Some(5),
    audience: &[Audience::User],
    priority: Some(0.5),
    ..ResourceSpec::NEW
};

#[test]
fn without_variables_it_is_one_resource() {
    let resource = Resource::function(
        FIXED,
        |_, _| {},
        <&str as IntoResource>::mime_type,
        |spec, call| Box::pin(async move { "hello".into_resource(call.uri(), spec.mime) }),
    );
    let Listing::Resource(definition) = resource.listing() else {
        panic!("no resource: {resource:?}");
    };
    assert_eq!(definition.size, Some(5));
    let annotations = definition.annotations.as_ref().expect("annotations");
    assert_eq!(annotations.audience, [Audience::User]);
    assert_eq!(resource.template(), None);
    let contents = one(read(&resource, "x://readme"));
    assert_eq!(contents.mime_type.as_deref(), Some("text/markdown"));
    assert!(resource.matches("x://readme2").is_none());
}

#[test]
fn variables_and_parameters_must_be_the_same() {
    const UNREAD: &ResourceSpec = &ResourceSpec {
        template: Template {
            uri: "x://{a}",
            steps: &[
                Step::Literal("x://"),
                Step::Variable {
                    name: "a",
                    expansion: Expansion::Simple,
                },
            ],
        },
        ..ResourceSpec::NEW
    };
    const UNKNOWN: &ResourceSpec = &ResourceSpec {
        arguments: &[TextSpec {
            name: "b",
            ..TextSpec::NEW
        }],
        ..*FIXED
    };
    let fault = |spec, describe| {
        let resource = Resource::function(
            spec,
            describe,
            || None,
            |_, call| Box::pin(async move { "".into_resource(call.uri(), None) }),
        );
        resource.fault().map(str::to_owned)
    };
    assert_eq!(
        fault(UNREAD, |_, _| {}).as_deref(),
        Some("no parameter takes the variable `a` of `x://{a}`")
    );
    assert_eq!(
        fault(UNKNOWN, |description, specs| {
            <u8 as TextParam<_>>::describe(description, 0, specs);
        })
        .as_deref(),
        Some("the parameter `b` is no variable of `x://readme`")
    );
}

#[test]
fn text_stays_text_and_bytes_are_encoded() {
    let text = ResourceData::Text("a".to_owned());
    assert_eq!(one("a".into_resource("x://a", None)).data, text);
    assert_eq!(one("a".to_owned().into_resource("x://a", None)).data, text);
    let blob = ResourceData::Blob("AP8=".to_owned());
    assert_eq!(one(vec![0, 255].into_resource("x://a", None)).data, blob);
    let bytes = Bytes::from_static(&[0, 255]);
    let contents = one(bytes.into_resource("x://a", Some("a/b")));
    assert_eq!(contents.data, blob);
    assert_eq!(contents.mime_type.as_deref(), Some("a/b"));
}

#[test]
fn a_media_type_that_is_given_goes_before_that_of_the_type() {
    let contents = one(Json(1).into_resource("x://a", Some("application/ld+json")));
    assert_eq!(contents.mime_type.as_deref(), Some("application/ld+json"));
}

#[test]
fn several_contents_have_uris_and_media_types_of_their_own() {
    let parts = vec![
        Contents::text("a"),
        Contents::bytes([0, 255]).at("x://a#b").mime_type("a/b"),
    ];
    let read = parts.into_resource("x://a", Some("text/plain")).unwrap();
    let [first, second] = &read[..] else {
        panic!("{read:?}");
    };
    assert_eq!(
        (&*first.uri, first.mime_type.as_deref()),
        ("x://a", Some("text/plain"))
    );
    assert_eq!(
        (&*second.uri, second.mime_type.as_deref()),
        ("x://a#b", Some("a/b"))
    );
    assert_eq!(second.data, ResourceData::Blob("AP8=".to_owned()));
}

#[test]
fn what_is_made_while_the_program_runs_takes_what_it_needs_and_says_its_media_type() {
    let mut state = StateMap::default();
    state.insert(7_u64);
    let context = Context::new(ContextParts {
        state: Arc::new(state),
        ..parts()
    });
    let count = |State(count): State<u64>| async move { Json(*count) };
    for (mime, expected) in [(None, "application/json"), (Some("a/b"), "a/b")] {
        let mut definition = model::ResourceDefinition::new("x://count", "count");
        definition.mime_type = mime.map(|mime| mime.to_owned().into());
        let resource = Resource::new(definition, count);
        let Listing::Resource(definition) = resource.listing() else {
            panic!("a template");
        };
        assert_eq!(definition.mime_type.as_deref(), Some(expected));
        let read = one(now(resource.read(context.clone(), "x://count", Vec::new())));
        assert_eq!(read.mime_type.as_deref(), Some(expected));
        assert_eq!(read.data, ResourceData::Text("7".to_owned()));
        let missing = resource.missing_state(&StateMap::default());
        assert_eq!(missing, Some(std::any::type_name::<u64>()));
        let lost = now(resource.read(Context::new(parts()), "x://count", Vec::new()));
        assert!(matches!(lost, Err(Rejection::Error(_))), "{lost:?}");
    }
}

#[test]
fn what_is_made_while_the_program_runs_is_at_a_uri() {
    let fault = |uri: &'static str| Resource::new((uri, "x"), || "x").fault().map(str::to_owned);
    assert_eq!(fault("app://motto"), None);
    for uri in ["motto", "app://{motto}", "app://a motto", ""] {
        assert!(
            fault(uri).is_some_and(|fault| fault.contains("no URI")),
            "{uri}"
        );
    }
}

#[test]
fn nothing_is_no_resource() {
    assert!(is_missing(
        None::<String>.into_resource("x://a", None),
        "x://a"
    ));
    assert!(is_missing(
        Vec::<Contents>::new().into_resource("x://a", None),
        "x://a"
    ));
}

#[test]
fn a_failure_is_an_error_of_the_protocol() {
    let code = |outcome: ReadOutcome| match outcome {
        Err(Rejection::Error(error)) => (error.code, error.message.into_owned()),
        other => panic!("no error of the protocol: {other:?}"),
    };
    let shown: Result<String, _> = Err("the backend sleeps");
    assert_eq!(
        code(shown.into_resource("x://a", None)),
        (ErrorCode::INTERNAL_ERROR, "the backend sleeps".to_owned())
    );
    let coded = ToolError::new("bad").code(ErrorCode::INVALID_PARAMS);
    let coded: Result<String, _> = Err(coded);
    assert_eq!(
        code(coded.into_resource("x://a", None)).0,
        ErrorCode::INVALID_PARAMS
    );
}

#[test]
fn what_cannot_be_json_is_masked() {
    let map = std::collections::BTreeMap::from([((1, 2), 3)]);
    let outcome = Json(map).into_resource("x://a", None);
    let Err(Rejection::Error(error)) = outcome else {
        panic!("no error of the protocol: {outcome:?}");
    };
    assert!(error.message.starts_with("internal error (ref "));
}
