//! What schemars says, word for word.

use serde_json::{Value, json};

use super::types::*;
use super::{SchemaPolicy, answer, argument, whole, whole_text};
use crate::schema::serialized;

#[test]
fn an_argument_is_as_schemars_says() {
    let said = json!({"type": ["integer", "null"], "format": "uint32", "minimum": 0});
    assert_eq!(argument::<Option<u32>>(SchemaPolicy::Exact), said);
    let variants = argument::<Status>(SchemaPolicy::Exact)["oneOf"].take();
    let said = json!({"type": "string", "const": "open", "description": "Not begun."});
    assert_eq!(variants[0], said);
}

#[test]
fn what_allows_anything_is_an_object_for_there_is_something_to_say_of_it() {
    assert_eq!(argument::<Value>(SchemaPolicy::Exact), json!({}));
}

#[test]
fn a_type_that_is_all_arguments_is_as_schemars_says() {
    assert_eq!(
        whole::<Empty>(SchemaPolicy::Exact),
        json!({"type": "object"})
    );
    let drawing = whole::<Drawing>(SchemaPolicy::Exact);
    assert!(drawing["oneOf"].is_array(), "{drawing}");
    let tree = whole::<Tree>(SchemaPolicy::Exact);
    assert!(tree["$defs"]["Tree"].is_object(), "{tree}");
    let text = whole_text::<Outer>(SchemaPolicy::Exact);
    assert!(super::places(&text, &["zebra", "apple", "mango"]).is_sorted());
}

#[test]
fn an_answer_is_as_schemars_says() {
    let said = serialized::<Tree>().to_value();
    assert_eq!(answer::<Tree>(SchemaPolicy::Exact), Some(said));
}
