//! Which templates are read, and what is said of those that are not.

use super::*;

fn read(text: &str) -> Template {
    match Template::parse(text) {
        Ok(template) => template,
        Err(faults) => panic!("{text}: {faults:?}"),
    }
}

/// The part that the only fault is about, and what is said of it.
fn fault(text: &str) -> (&str, String) {
    let mut faults = Template::parse(text).expect_err(text);
    let Fault { place, advice } = faults.remove(0);
    assert!(faults.is_empty(), "{text}: {faults:?}");
    (&text[place], advice)
}

#[track_caller]
fn says(text: &str, part: &str, words: &str) {
    let (place, advice) = fault(text);
    assert_eq!(place, part, "{text}");
    assert!(advice.contains(words), "{text}: {advice}");
}

fn variables(text: &str) -> Vec<(String, Expansion)> {
    let template = read(text);
    let variables = template.variables();
    variables
        .map(|variable| (variable.name.clone(), variable.expansion))
        .collect()
}

#[test]
fn without_braces_all_is_one_literal() {
    let literal = Step::Literal("x://a/b?c=d#e".to_owned());
    assert_eq!(read("x://a/b?c=d#e").steps, [literal]);
    for text in [
        "x:",
        "x:a",
        "urn:a:b",
        "git+ssh.2-x://h",
        "x://ä/%C3%A4",
        "x://[::1]/'(a)'",
    ] {
        assert_eq!(read(text).variables().count(), 0, "{text}");
    }
}

#[test]
fn variables_are_found_with_their_places() {
    let template = read("x://{owner}/{repo}.git");
    let [first, owner, slash, repo, git] = template.steps.as_slice() else {
        panic!("{template:?}");
    };
    assert_eq!(*first, Step::Literal("x://".to_owned()));
    let variable = Variable {
        name: "owner".to_owned(),
        expansion: Expansion::Simple,
        place: 4..11,
    };
    assert_eq!(*owner, Step::Variable(variable));
    assert_eq!(*slash, Step::Literal("/".to_owned()));
    assert!(matches!(repo, Step::Variable(repo) if repo.place == (12..18)));
    assert_eq!(*git, Step::Literal(".git".to_owned()));
}

#[test]
fn two_operators_are_known() {
    let name = |name: &str, expansion| (name.to_owned(), expansion);
    assert_eq!(
        variables("file:///{+path}{#part_2}"),
        [
            name("path", Expansion::Reserved),
            name("part_2", Expansion::Fragment)
        ]
    );
    assert_eq!(variables("x:{a}"), [name("a", Expansion::Simple)]);
}

#[test]
fn a_uri_begins_with_a_scheme_in_lower_case() {
    says("issues/{id}", "issues", "`app://issues/{id}`");
    says("//host/{id}", "/", "`app://host/{id}`");
    says("{id}", "{", "`app://{id}`");
    says("{scheme}://a", "{", "begins with its scheme");
    says("HTTPS://a", "HTTPS", "`https:`");
    says("1x://a", "1x", "`1x:` is no scheme");
    says("://a", ":", "is no scheme");
    says("", "", "begins with its scheme");
}

#[test]
fn operators_of_higher_levels_are_told_with_what_to_write() {
    for (part, instead) in [
        ("{?q}", "`?q={q}`"),
        ("{?q,page*}", "`?q={q}&page={page}`"),
        ("{&q}", "`&q={q}`"),
        ("{/x,y}", "`/{x}/{y}`"),
        ("{.x}", "`.{x}`"),
        ("{;x}", "`;x={x}`"),
        ("{a,b:3}", "`{a},{b}`"),
        ("{v*}", "`{+v}`"),
        ("{+v*}", "`{+v}`"),
        ("{v:3}", "`{v}`"),
        ("{#v:30}", "`{#v}`"),
        ("{=v}", "`{v}`"),
        ("{|v}", "`{v}`"),
    ] {
        let text = format!("x://a{part}");
        says(&text, part, instead);
        assert!(fault(&text).1.contains("at column 6"));
    }
}

#[test]
fn names_are_those_that_parameters_can_have() {
    says("x://{}", "{}", "`{name}`");
    says("x://{+}", "{+}", "`{+name}`");
    says("x://{ id }", "{ id }", "a space in its name");
    says("x://{ id }", "{ id }", "`{id}`");
    says("x://{issue-id}", "{issue-id}", "`{issue_id}`");
    says("x://{größe}", "{größe}", "`\\u{f6}` in its name");
    says("x://{a%20b}", "{a%20b}", "`{a_20b}`");
}

#[test]
fn braces_come_in_pairs() {
    says(
        "x://{id",
        "{id",
        "at column 5 is never closed: write `{id}`",
    );
    says("x://{id/a", "{id/a", "write `{id}`");
    says("x://{a{b}", "{a", "write `{a}`");
    says("x://{", "{", "write `{name}`");
    says("x://id}", "}", "`}` at column 7 closes no brace");
    says("x://{a}}", "}", "closes no brace");
}

#[test]
fn literals_are_made_of_what_uris_are_made_of() {
    says(
        "x://a b",
        " ",
        "a space at column 6 cannot stand in a URI: write `%20`",
    );
    says("x://100%", "%", "`%25`");
    says("x://%zz", "%", "`%25`");
    says("x://ä/^", "^", "column 7");
    for letter in ['"', '<', '>', '\\', '`', '|', '\n', '\u{a0}'] {
        let text = format!("x://{letter}");
        assert_eq!(fault(&text).0, letter.to_string(), "{letter:?}");
    }
}

#[test]
fn neighbours_have_a_text_between_them() {
    says("x://{a}{b}/{c}", "{a}{b}", "`{a}/{b}`");
    says("x://{a}{+b}", "{a}{+b}", "at column 5");
    assert_eq!(variables("x://{a}{#b}").len(), 2);
}

#[test]
fn a_variable_stands_once() {
    says(
        "x://{a}/{b}/{+a}",
        "{+a}",
        "the variable `a` stands here again, at column 13",
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let faults = Template::parse("a b{?q}").expect_err("faults");
    assert_eq!(faults.len(), 3, "{faults:?}");
}
