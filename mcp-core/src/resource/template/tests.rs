//! Which URIs fit which templates, also where somebody means it ill.

use std::time::{Duration, Instant};

use super::*;

/// A template as a macro would make it.
fn template(uri: &'static str) -> Template {
    let mut steps = Vec::new();
    let mut rest = uri;
    while let Some(start) = rest.find('{') {
        let end = rest.find('}').expect("a closing brace");
        if start > 0 {
            steps.push(Step::Literal(&rest[..start]));
        }
        let (name, expansion) = match rest.as_bytes()[start + 1] {
            b'+' => (&rest[start + 2..end], Expansion::Reserved),
            b'#' => (&rest[start + 2..end], Expansion::Fragment),
            _ => (&rest[start + 1..end], Expansion::Simple),
        };
        steps.push(Step::Variable { name, expansion });
        rest = &rest[end + 1..];
    }
    if !rest.is_empty() {
        steps.push(Step::Literal(rest));
    }
    let steps = steps.leak();
    Template { uri, steps }
}

fn values(uri: &'static str, read: &str) -> Option<Vec<String>> {
    let found = template(uri).matches(read)?;
    Some(found.into_iter().map(|(_, value)| value.into()).collect())
}

#[track_caller]
fn fits(uri: &'static str, read: &str, expected: &[&str]) {
    assert_eq!(
        values(uri, read).as_deref(),
        Some(
            &expected
                .iter()
                .map(|value| (*value).to_owned())
                .collect::<Vec<_>>()[..]
        ),
        "{uri} {read}"
    );
}

#[track_caller]
fn fits_not(uri: &'static str, read: &str) {
    assert_eq!(values(uri, read), None, "{uri} {read}");
}

#[test]
fn without_variables_only_the_same_uri_fits() {
    fits("x://a", "x://a", &[]);
    fits_not("x://a", "x://ab");
    fits_not("x://a", "x://");
    fits_not("x://a", "X://a");
    assert!(template("x://a").is_fixed());
    assert!(!template("x://{a}").is_fixed());
}

#[test]
fn a_simple_variable_has_a_character_and_stays_in_its_segment() {
    fits("x://{a}", "x://1", &["1"]);
    fits("x://{a}/b", "x://1/b", &["1"]);
    fits("x://{a}-{b}", "x://1-2-3", &["1", "2-3"]);
    fits("x://{a}{b}", "x://123", &["1", "23"]);
    fits("{a}", "abc", &["abc"]);
    fits("x://{a}", "x://a:b@c;d=e", &["a:b@c;d=e"]);
    for read in ["x://", "x://1/2", "x://1/", "x://1?q", "x://1#f", "x:/1"] {
        fits_not("x://{a}", read);
    }
}

#[test]
fn a_reserved_variable_goes_on() {
    fits("file:///{+path}", "file:///a/b?c#d", &["a/b?c#d"]);
    fits("x://{+path}/raw", "x://a/raw/b/raw", &["a/raw/b"]);
    fits("x://{+path}/{name}", "x://a/b/c", &["a/b", "c"]);
    fits("x://{+a}x{b}", "x://1x2/3x4", &["1x2/3", "4"]);
    fits_not("file:///{+path}", "file:///");
    fits_not("x://{+path}/{name}", "x://a/b/");
}

#[test]
fn a_fragment_begins_with_its_sign() {
    fits("x://a{#part}", "x://a#b/c", &["b/c"]);
    fits_not("x://a{#part}", "x://a");
    fits_not("x://a{#part}", "x://a#");
    fits_not("x://a{#part}", "x://ab");
}

#[test]
fn values_are_decoded() {
    fits("x://{a}", "x://a%20b%2Fc", &["a b/c"]);
    fits("x://{a}", "x://%C3%A4", &["ä"]);
    fits("x://{a}", "x://ä", &["ä"]);
    fits("x://{a}", "x://%2525", &["%25"]);
    fits("x://{a}{b}", "x://%61%62", &["a", "b"]);
    fits("x://{a}{b}", "x://äö", &["ä", "ö"]);
    for read in [
        "x://%",
        "x://%2",
        "x://%zz",
        "x://%2%30",
        "x://%+1",
        "x://%ff",
        "x://%C3",
    ] {
        fits_not("x://{a}", read);
    }
    // What is left of an encoded letter is no text.
    fits_not("x://{a}{b}", "x://%C3%A4");
}

#[test]
fn what_is_no_uri_fits_nothing() {
    for read in [
        "x://a b",
        "x://{a}",
        "x://a\nb",
        "x://a\\b",
        "x://<a>",
        "x://\"",
        "x://a\u{a0}b",
        "x://\0",
        "x://\u{85}",
    ] {
        fits_not("x://{+a}", read);
    }
}

#[test]
fn no_value_leads_up_a_path() {
    for read in [
        "file:///..",
        "file:///../etc/passwd",
        "file:///a/../../etc/passwd",
        "file:///%2e%2e/etc/passwd",
        "file:///%2E./etc",
        "file:///a%2f..%2fb",
        "file:///..%5Cb",
        "file:///a/..",
    ] {
        fits_not("file:///{+path}", read);
    }
    fits_not("x://{a}", "x://%2e%2e");
    fits_not("x://{a}", "x://..%2fb");
    fits("x://{a}", "x://main..next", &["main..next"]);
    fits("x://{a}", "x://...", &["..."]);
    fits("file:///{+path}", "file:///%252e%252e/a", &["%2e%2e/a"]);
}

#[test]
fn a_hostile_uri_takes_no_long_time() {
    let begin = Instant::now();
    let long = format!("x://{}", "a/".repeat(4000));
    fits_not("x://{+a}a{+b}a{+c}a{+d}a{+e}a{+f}a{+g}!", &long);
    fits_not("x://{+a}/a{+b}/a{+c}/a{+d}/a{+e}!", &long);
    let huge = format!("x://{}", "a".repeat(10_000_000));
    fits_not("x://{a}", &huge);
    assert!(begin.elapsed() < Duration::from_secs(2));
}

#[test]
fn values_are_encoded_as_their_variable_wants() {
    let expand = |uri, value| template(uri).expand(&[("a", value)]);
    assert_eq!(
        expand("x://{a}/b", "1/2 ä").unwrap(),
        "x://1%2F2%20%C3%A4/b"
    );
    assert_eq!(expand("x://{+a}", "1/2 %20%").unwrap(), "x://1/2%20%20%25");
    assert_eq!(expand("x://{#a}", "1/2").unwrap(), "x://#1/2");
    assert_eq!(expand("x://{a}", ""), None);
    assert_eq!(expand("x://{b}", "1"), None);
    assert_eq!(template("x://a").expand(&[]).unwrap(), "x://a");
}

#[test]
fn what_a_simple_variable_expands_to_fits_again() {
    let issue = template("x://{a}/{b}");
    for value in ["1", "a/b", "ä ö", "%", "%41", "a?b#c", "[]{}", "\u{1F980}"] {
        let uri = issue.expand(&[("a", value), ("b", "z")]).unwrap();
        assert_eq!(issue.matches(&uri).unwrap()[0], ("a", value.into()));
    }
}

#[test]
fn the_most_specific_template_is_asked_first() {
    let mut order = [
        "x://{+a}",
        "x://{a}",
        "x://{a}/comments",
        "x://issues/{a}",
        "x://issues",
        "x://issues/{+a}",
    ]
    .map(template);
    order.sort_by(Template::by_specificity);
    assert_eq!(
        order.map(|template| template.uri),
        [
            "x://issues",
            "x://{a}/comments",
            "x://issues/{a}",
            "x://issues/{+a}",
            "x://{a}",
            "x://{+a}"
        ]
    );
}

#[test]
fn templates_overlap_where_a_uri_fits_both() {
    let overlap = |one, other| {
        let (one, other) = (template(one), template(other));
        assert_eq!(one.overlaps(&other), other.overlaps(&one));
        one.overlaps(&other)
    };
    assert!(overlap("x://{a}", "x://{b}"));
    assert!(overlap("x://{a}", "x://b"));
    assert!(overlap("x://a", "x://a"));
    assert!(overlap("x://{a}/b", "x://a/{b}"));
    assert!(overlap("x://{+a}", "x://a/{b}/c{#d}"));
    assert!(overlap("x://{a}-b", "x://b-{a}"));
    assert!(overlap("x://{+a}c", "x://a{+b}"));
    assert!(!overlap("x://a", "x://b"));
    assert!(!overlap("x://{a}", "x://a/{b}"));
    assert!(!overlap("x://{a}", "y://{a}"));
    assert!(!overlap("x://{a}", "x://{a}{#b}"));
    assert!(!overlap("x://a{b}", "x://a"));
    assert!(!overlap("x://{a}/b", "x://{a}/c"));
}

#[test]
fn long_templates_are_compared_quickly() {
    let long = "{+a}x".repeat(100).leak();
    let other = "{+a}y".repeat(100).leak();
    assert!(!template(long).overlaps(&template(other)));
}
