//! Values become URIs in which they are found again, or nothing.

use super::*;
use crate::model::{Audience, Icon};
use crate::resource::{ResourceSpec, Variables};

const FILE: Template = Template {
    uri: "x://{project}/{+path}{#part}",
    steps: &[
        Step::Literal("x://"),
        Step::Variable {
            name: "project",
            expansion: Expansion::Simple,
        },
        Step::Literal("/"),
        Step::Variable {
            name: "path",
            expansion: Expansion::Reserved,
        },
        Step::Variable {
            name: "part",
            expansion: Expansion::Fragment,
        },
    ],
};

const ISSUE: Template = Template {
    uri: "x://issues/{id}",
    steps: &[
        Step::Literal("x://issues/"),
        Step::Variable {
            name: "id",
            expansion: Expansion::Simple,
        },
    ],
};

const SPEC: ResourceSpec = ResourceSpec {
    template: ISSUE,
    name: "issue",
    title: Some("Issue"),
    description: "One issue",
    mime: Some("text/markdown"),
    audience: &[Audience::User],
    icons: Some(|| vec![Icon::new("data:,")]),
    ..ResourceSpec::NEW
};

fn issues() -> Resource {
    Resource::function(
        &SPEC,
        |description, _| {
            let id = crate::text::TextSpec {
                name: "id",
                ..crate::text::TextSpec::NEW
            };
            description.argument::<String>(&id);
        },
        || None,
        |_, _| Box::pin(async { Ok(Vec::new()) }),
    )
}

fn uris(listed: Vec<Listed>) -> Vec<String> {
    let located = issues().located(listed).expect("resources");
    located.into_iter().map(|one| one.uri.into()).collect()
}

#[test]
fn a_value_of_any_letters_is_found_again_in_its_uri() {
    for (project, path, part) in [
        ("a", "b", "c"),
        ("a/b", "c/d", "e/f"),
        ("R&D 100%", "a b/ü", "1#2"),
        ("%41", "%41/%2F", "%23%"),
        ("?x#y", "x?y", "?"),
    ] {
        let values = [("project", project), ("path", path), ("part", part)];
        let uri = located(&FILE, &values).expect("a URI");
        let found = FILE.matches(&uri).expect("it fits");
        let expected: Variables<'_> = values.map(|(name, value)| (name, value.into())).into();
        assert_eq!(found, expected, "{uri}");
    }
}

#[test]
fn what_no_uri_says_is_left_out() {
    let long = "x".repeat(9000);
    let values = ["1", "", "..", "../a", &long, "2"];
    let listed = values.map(|value| Listed::of("id", value));
    assert_eq!(uris(listed.into()), ["x://issues/1", "x://issues/2"]);
    let shifted = [("project", "a"), ("path", "b#c"), ("part", "d")];
    assert_eq!(located(&FILE, &shifted), None, "it would be read as `b`");
}

#[test]
fn what_is_not_said_is_the_templates() {
    let listed = vec![
        Listed::of("id", 7),
        Listed::of("id", "8")
            .name("eight")
            .title("Eight")
            .description("The eighth")
            .mime_type("text/plain")
            .size(3)
            .annotations(Annotations::default()),
    ];
    let located = issues().located(listed).expect("resources");
    let [plain, told] = &located[..] else {
        panic!("{located:?}");
    };
    assert_eq!((&*plain.name, &plain.title), ("7", &None));
    assert_eq!(plain.mime_type.as_deref(), Some("text/markdown"));
    assert_eq!(plain.description, None, "it is that of all");
    let annotations = plain.annotations.as_ref().expect("the template's");
    assert_eq!(annotations.audience, [Audience::User]);
    assert_eq!(plain.icons.len(), 1);
    assert_eq!((&*told.name, told.size), ("eight", Some(3)));
    assert_eq!(told.title.as_deref(), Some("Eight"));
    assert_eq!(told.description.as_deref(), Some("The eighth"));
    assert_eq!(told.mime_type.as_deref(), Some("text/plain"));
    assert_eq!(told.annotations, Some(Annotations::default()));
}

#[test]
fn each_variable_has_one_value_and_nothing_else_has_any() {
    for (wrong, advice) in [
        (
            Listed::of("key", 1).and("id", 1),
            "`key`, which is no variable",
        ),
        (Listed::of("id", 1).and("id", 2), "two values for `id`"),
    ] {
        let fault = wrong.values_of(&ISSUE).expect_err("a fault");
        assert!(fault.contains(advice), "{fault}");
        let refused = issues().located(vec![Listed::of("id", 3), wrong]);
        assert!(matches!(refused, Err(Rejection::Error(_))));
    }
    let part = Listed::of("path", 1);
    let fault = part.values_of(&FILE).expect_err("a fault");
    assert!(fault.contains("no value for `project`"), "{fault}");
    assert!(fault.contains("`.and(\"project\", …)`"), "{fault}");
}

#[test]
fn there_are_never_more_than_the_most() {
    let listed = |count: usize| (0..count).map(|id| Listed::of("id", id)).collect();
    assert_eq!(uris(listed(MOST_LISTED)).len(), MOST_LISTED);
    let cut = uris(listed(MOST_LISTED + 1));
    assert_eq!(cut.len(), MOST_LISTED);
    assert_eq!(cut[MOST_LISTED - 1], "x://issues/9999");
}

#[test]
fn only_a_template_lists() {
    let note = Resource::new(("x://note", "note"), || "").with_list(Vec::<Listed>::new);
    let fault = note.fault().expect("a fault");
    assert!(fault.contains("only a template"), "{fault}");
    assert!(issues().with_list(Vec::<Listed>::new).fault().is_none());
}
