//! Mistakes in the attributes: each is one error, at the token it is about, that says what to
//! write instead.

const TOPICS: [&str; 6] = [
    "description",
    "keys",
    "names",
    "parameters",
    "receivers",
    "results",
];

#[test]
fn mistakes_are_told_once_and_where_they_are() {
    let cases = trybuild::TestCases::new();
    for topic in TOPICS {
        cases.compile_fail(format!("ui/{topic}/*.rs"));
    }
}

#[test]
fn unusual_code_compiles_without_a_warning() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}
