//! What must hold of a server before it is built.

use http::uri::Authority;
use mcp_core::model::{Icon, Implementation};
use mcp_core::peer::StateMap;

use super::error::{Fault, Thing};
use super::{Hosts, HttpOptions};
use crate::sorted::sorted;

/// Each endpoint has a path of its own.
pub(super) fn paths(http: &HttpOptions, faults: &mut Vec<Fault>) {
    let paths = http.paths();
    for (index, path) in paths.iter().enumerate() {
        let fits = path.starts_with('/') && !path.contains(['?', '#', ' ']);
        if !fits || paths[..index].contains(path) {
            let text = format!(
                "`{path}` cannot be served: a path begins with `/`, has no `?` or `#`, and stands for one endpoint only"
            );
            faults.push(Fault::Http { text });
        }
    }
}

/// Each host and each origin that is listed is one that a request may come with.
pub(super) fn hosts(http: &HttpOptions, faults: &mut Vec<Fault>) {
    if let Hosts::Listed(hosts) = &http.hosts {
        for host in hosts.iter().filter(|host| !is_authority(host)) {
            let text = format!(
                "`{host}` is no host of a request: list each by its name, such as `mcp.example.com` or `mcp.example.com:8443`, or say `allow_any_host()`"
            );
            faults.push(Fault::Http { text });
        }
    }
    let is_origin = |origin: &&String| {
        let parts = origin.split_once("://");
        parts.is_some_and(|(scheme, rest)| !scheme.is_empty() && is_authority(rest))
    };
    for origin in http.origins.iter().filter(|origin| !is_origin(origin)) {
        let text = format!(
            "`{origin}` is no origin of a page: list each by its scheme and its host, such as `https://app.example.com`"
        );
        faults.push(Fault::Http { text });
    }
}

/// Whether this is a host with perhaps a port, and no pattern of such.
fn is_authority(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    text.bytes().all(plain) && text.parse::<Authority>().is_ok()
}

/// What a thing goes by, and where it is written.
pub(super) type Named<'t> = (&'t str, &'static str);

/// What the server says of itself is fit to be shown.
pub(super) fn itself(info: &Implementation, faults: &mut Vec<Fault>) {
    for text in info.icons.iter().filter_map(Icon::fault) {
        faults.push(Fault::Itself { text });
    }
}

/// Each icon is where clients take icons from.
pub(super) fn icons(
    thing: Thing,
    (name, place): Named<'_>,
    icons: &[Icon],
    faults: &mut Vec<Fault>,
) {
    for text in icons.iter().filter_map(Icon::fault) {
        faults.push(Fault::Thing {
            thing,
            name: name.to_owned(),
            place,
            text,
        });
    }
}

/// Each name is one that the specification allows, and stands for one thing only.
pub(super) fn names(thing: Thing, named: &[Named<'_>], faults: &mut Vec<Fault>) {
    for (name, place) in named {
        let fits = |letter: u8| letter.is_ascii_alphanumeric() || b"_-.".contains(&letter);
        if !(1..=128).contains(&name.len()) || !name.bytes().all(fits) {
            faults.push(Fault::Name {
                thing,
                name: (*name).to_owned(),
                place,
            });
        }
    }
    differ(thing, named, faults);
}

/// No two things go by one name.
pub(super) fn differ(thing: Thing, named: &[Named<'_>], faults: &mut Vec<Fault>) {
    let by_name = sorted((0..named.len()).collect(), &|one, other| {
        named[one].0.cmp(named[other].0)
    });
    for two in by_name.windows(2) {
        let ((name, first), (other, second)) = (named[two[0]], named[two[1]]);
        if name == other {
            faults.push(Fault::Duplicate {
                thing,
                name: name.to_owned(),
                first,
                second,
            });
        }
    }
}

/// Nothing is wrong with a thing, and it has the state that it needs.
pub(super) fn needs(
    thing: Thing,
    (name, place): Named<'_>,
    fault: Option<&str>,
    missing: Option<&'static str>,
    state: &StateMap,
    faults: &mut Vec<Fault>,
) {
    let name = || name.to_owned();
    if let Some(text) = fault {
        faults.push(Fault::Thing {
            thing,
            name: name(),
            place,
            text: text.to_owned(),
        });
    }
    if let Some(missing) = missing {
        faults.push(Fault::State {
            thing,
            name: name(),
            state: missing,
            given: state.names(),
        });
    }
}
