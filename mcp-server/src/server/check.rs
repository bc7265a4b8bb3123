//! What must hold of a server before it is built.

use std::collections::HashMap;

use mcp_core::model::{Icon, Implementation};

use super::HttpOptions;
use super::error::{Fault, Thing};

/// Each endpoint has a path of its own.
pub(super) fn paths(http: &HttpOptions, faults: &mut Vec<Fault>) {
    let paths = http.paths();
    for (index, path) in paths.iter().enumerate() {
        let fits = path.starts_with('/') && !path.contains(['?', '#', ' ']);
        if !fits || paths[..index].contains(path) {
            faults.push(Fault::Path {
                path: (*path).clone(),
            });
        }
    }
}

/// What the server says of itself is fit to be shown.
pub(super) fn itself(info: &Implementation, faults: &mut Vec<Fault>) {
    let texts = info.icons.iter().filter_map(Icon::fault);
    faults.extend(texts.map(|text| Fault::Itself { text }));
}

/// Each icon is where clients take icons from.
pub(super) fn icons(
    thing: Thing,
    (name, place): (String, &'static str),
    icons: &[Icon],
    faults: &mut Vec<Fault>,
) {
    let texts = icons.iter().filter_map(Icon::fault);
    faults.extend(texts.map(|text| Fault::Thing {
        thing,
        name: name.clone(),
        place,
        text,
    }));
}

/// Each name is one that the specification allows, and stands for one thing only; `named` gives
/// names and places.
pub(super) fn names(
    thing: Thing,
    named: impl Iterator<Item = (String, &'static str)>,
    faults: &mut Vec<Fault>,
) {
    let named: Vec<_> = named.collect();
    for (name, place) in &named {
        let fits = |letter: u8| letter.is_ascii_alphanumeric() || b"_-.".contains(&letter);
        if !(1..=128).contains(&name.len()) || !name.bytes().all(fits) {
            faults.push(Fault::Name {
                thing,
                name: name.clone(),
                place,
            });
        }
    }
    differ(thing, named.into_iter(), faults);
}

/// No two things go by one name.
pub(super) fn differ(
    thing: Thing,
    named: impl Iterator<Item = (String, &'static str)>,
    faults: &mut Vec<Fault>,
) {
    let mut places = HashMap::new();
    for (name, place) in named {
        if let Some(first) = places.insert(name.clone(), place) {
            faults.push(Fault::Duplicate {
                thing,
                name,
                first,
                second: place,
            });
        }
    }
}

/// Nothing is wrong with a thing, and it has the state that it needs.
pub(super) fn needs(
    thing: Thing,
    (name, place): (String, &'static str),
    fault: Option<&str>,
    missing: Option<&'static str>,
    faults: &mut Vec<Fault>,
) {
    if let Some(text) = fault {
        faults.push(Fault::Thing {
            thing,
            name: name.clone(),
            place,
            text: text.to_owned(),
        });
    }
    if let Some(state) = missing {
        faults.push(Fault::State { thing, name, state });
    }
}
