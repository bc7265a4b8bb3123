//! Who sees what of a catalogue, and how often its lists are written for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use mcp_core::model::{Implementation, ToolDefinition};
use mcp_core::peer::StateMap;
use mcp_core::resource::{ResourceSpec, Step, Template};
use mcp_core::tool::Policy;
use mcp_core::wire;
use mcp_core::{Principal, Rejection, Revision, Tool, ToolResult, model};
use serde_json::value::RawValue;

use super::written::Form;
use super::*;

fn stamp() -> Stamp {
    Stamp::new(&Implementation::new("tests", "1"))
}

fn style() -> Style {
    Style {
        page_size: 10,
        stamp: stamp(),
        caching: CACHING,
    }
}

fn tool(name: &str) -> Tool {
    Tool::raw(ToolDefinition::new(name.to_owned(), "A tool"), |_context| {
        Box::pin(async { Ok(ToolResult::default()) })
    })
}

fn scoped(name: &str, scopes: &[&'static str]) -> Tool {
    let mut tool = tool(name);
    scopes.iter().for_each(|scope| tool.add_scope(*scope));
    tool
}

fn entry(tool: Tool) -> Entry<Prepared> {
    tool.prepare(&Policy::default()).unwrap().into()
}

fn of_tools(tools: impl IntoIterator<Item = Tool>) -> Goods {
    Goods {
        tools: tools.into_iter().map(entry).collect(),
        ..Goods::default()
    }
}

fn of_resources(resources: impl IntoIterator<Item = Resource>) -> Goods {
    Goods {
        resources: resources.into_iter().map(Entry::from).collect(),
        ..Goods::default()
    }
}

fn catalogue(goods: Goods) -> Catalogue {
    Catalogue::new(goods, Capabilities::default(), 2, &stamp())
}

fn with(scopes: &[&'static str]) -> Principal {
    Principal::new("tests", "ann").with_scopes(scopes.iter().copied())
}

/// Sees with some scopes, at a server without state.
fn as_one_with<T>(scopes: &[&'static str], look: impl FnOnce(&Viewer<'_>) -> T) -> T {
    let (state, ann) = (StateMap::default(), with(scopes));
    look(&Viewer::new(Some(&ann), &state))
}

fn text(pages: &Pages, page: usize) -> String {
    let newest = Revision::ALL[Revision::ALL.len() - 1];
    String::from_utf8(pages.rendered(newest, page).to_vec()).unwrap()
}

#[test]
fn a_list_without_gates_is_one_for_everybody() {
    let catalogue = catalogue(of_tools([tool("a"), tool("b"), tool("c")]));
    let one = as_one_with(&[], |viewer| catalogue.pages(Kind::Tools, viewer));
    let state = StateMap::default();
    let other = catalogue.pages(Kind::Tools, &Viewer::new(None, &state));
    assert!(Arc::ptr_eq(&one, &other));
    assert!(text(&one, 0).contains(r#""cacheScope":"public""#));
}

#[test]
fn each_sees_what_its_scopes_allow_and_everybody_with_all_the_whole_list() {
    let tools = [tool("a"), scoped("b", &["w"]), scoped("c", &["w", "x"])];
    let catalogue = catalogue(of_tools(tools));
    for (scopes, seen) in [
        (&[][..], &["a"][..]),
        (&["x"], &["a"]),
        (&["w"], &["a", "b"]),
        (&["w", "x", "y"], &["a", "b", "c"]),
    ] {
        let (names, pages) = as_one_with(scopes, |viewer| {
            let pages = catalogue.pages(Kind::Tools, viewer);
            (catalogue.listed_tools(viewer), pages)
        });
        assert_eq!(names, seen);
        let both = text(&pages, 0) + &text(&pages, 1);
        for name in ["a", "b", "c"] {
            let listed = both.contains(&format!(r#""name":"{name}""#));
            assert_eq!(listed, seen.contains(&name), "{scopes:?} {both}");
        }
        assert!(both.contains(r#""cacheScope":"private""#), "{both}");
        assert_eq!(both.contains("nextCursor"), seen.len() > 2);
    }
}

#[test]
fn a_gate_in_one_list_changes_no_other() {
    let note = Resource::new(("note://1", "a note"), || "");
    let mut goods = of_tools([scoped("a", &["w"])]);
    goods.resources.push(note.into());
    let catalogue = catalogue(goods);
    for kind in [Kind::Resources, Kind::Templates, Kind::Prompts] {
        let pages = as_one_with(&[], |viewer| catalogue.pages(kind, viewer));
        assert!(text(&pages, 0).contains(r#""cacheScope":"public""#));
    }
}

static WRITTEN: AtomicUsize = AtomicUsize::new(0);

/// The list of tools, with a count of how often a page of it is written.
static COUNTED: Form<Prepared, ToolDefinition> = Form {
    kind: Kind::Tools,
    definition: |tool| Some(tool.definition()),
    key: |tool| &tool.name,
    write: |revision, stamp, page, next, caching, out| {
        WRITTEN.fetch_add(1, Ordering::Relaxed);
        wire::write_tools_page(revision, stamp, page, next, caching, out);
    },
};

#[test]
fn a_thousand_callers_with_the_same_scopes_share_one_rendering_of_each_revision() {
    let tools = [tool("a"), scoped("b", &["w"]), scoped("c", &["x"])];
    let shelf = Shelf::new(tools.into_iter().map(entry).collect());
    let list = List::new(&COUNTED, &shelf, &style());
    let before = WRITTEN.load(Ordering::Relaxed);
    let state = StateMap::default();
    for number in 0..1000 {
        let caller = Principal::new("tests", format!("caller {number}")).with_scopes(["w"]);
        let pages = list.pages(&Viewer::new(Some(&caller), &state));
        for revision in [Revision::ALL[0], Revision::ALL[1]] {
            assert!(!pages.rendered(revision, 0).is_empty());
        }
    }
    assert_eq!(WRITTEN.load(Ordering::Relaxed) - before, 2);
}

#[test]
fn the_lists_of_the_sets_that_were_asked_for_last_are_kept_and_no_more() {
    const SCOPES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];
    let tools = SCOPES.map(|scope| scoped(scope, &[scope]));
    let shelf = Shelf::new(tools.into_iter().map(entry).collect());
    let list = List::new(&written::TOOLS, &shelf, &style());
    let set = |bits: usize| {
        let scopes = SCOPES.iter().enumerate();
        let scopes = scopes.filter(|(bit, _)| bits & (1 << bit) != 0);
        let scopes: Vec<&str> = scopes.map(|(_, scope)| *scope).collect();
        as_one_with(&scopes, |viewer| list.pages(viewer))
    };
    let all: Vec<Arc<Pages>> = (0..100).map(set).collect();
    assert_eq!(list.kept(), 64);
    assert!(Arc::ptr_eq(&all[99], &set(99)), "the newest is kept");
    assert!(Arc::ptr_eq(&all[36], &set(36)), "so is the 64th before it");
    assert!(!Arc::ptr_eq(&all[35], &set(35)), "the one before is not");
    assert!(Arc::ptr_eq(&all[36], &set(36)), "what is asked for stays");
    assert!(!Arc::ptr_eq(&all[37], &set(37)), "and another goes for it");
    assert_eq!(list.kept(), 64);
}

#[test]
fn a_cursor_of_what_others_see_is_stale() {
    let tools = ["a", "b", "c", "d"].map(|name| scoped(name, &["r"]));
    let more = [scoped("e", &["w"])];
    let catalogue = catalogue(of_tools(tools.into_iter().chain(more)));
    let pages = |scopes: &[&'static str]| {
        as_one_with(scopes, |viewer| catalogue.pages(Kind::Tools, viewer))
    };
    let (reader, writer) = (pages(&["r"]), pages(&["r", "w"]));
    let cursor = |pages: &Pages| {
        let page: serde_json::Value = serde_json::from_str(&text(pages, 0)).unwrap();
        page["nextCursor"].as_str().unwrap().to_owned()
    };
    let (own, other) = (cursor(&reader), cursor(&writer));
    assert_eq!(reader.find(&own), Ok(1));
    assert_eq!(reader.find(&other), Err(Lost::Stale));
    assert_eq!(writer.find(&own), Err(Lost::Stale));
    assert_eq!(pages(&["r", "x"]).find(&own), Ok(1), "what is seen counts");
}

#[test]
fn what_is_not_there_is_nothing_and_what_is_not_allowed_is_refused() {
    let secret = scoped("secret", &["w"]).visible_when(|_| false);
    let catalogue = catalogue(of_tools([scoped("open", &["w"]), secret]));
    as_one_with(&[], |viewer| {
        let refused = catalogue.tool("open", viewer);
        assert!(matches!(refused, Err(Rejection::Forbidden { scopes }) if scopes == ["w"]));
        assert!(matches!(catalogue.tool("secret", viewer), Ok(None)));
    });
    as_one_with(&["w"], |viewer| {
        assert!(matches!(catalogue.tool("open", viewer), Ok(Some(_))));
        assert!(matches!(catalogue.tool("secret", viewer), Ok(None)));
        assert_eq!(catalogue.listed_tools(viewer), ["open"]);
    });
    let state = StateMap::default();
    let stranger = catalogue.tool("open", &Viewer::new(None, &state));
    assert!(matches!(stranger, Err(Rejection::Unauthenticated)));
}

/// All texts below `note://`, as a template.
static BELOW: ResourceSpec = ResourceSpec {
    template: Template {
        uri: "note://{name}",
        steps: &[
            Step::Literal("note://"),
            Step::Variable {
                name: "name",
                expansion: mcp_core::resource::Expansion::Simple,
            },
        ],
    },
    name: "below",
    ..ResourceSpec::NEW
};

#[test]
fn behind_a_resource_that_is_not_there_a_template_may_fit() {
    let fixed = |uri: &'static str| Resource::new((uri, uri), || "");
    let below = Resource::function(
        &BELOW,
        |_, _| {},
        || None,
        |_, _| Box::pin(async { Ok(Vec::<model::Resource>::new()) }),
    );
    let hidden = fixed("note://hidden").visible_when(|_| false);
    let mut kept = fixed("note://kept");
    kept.add_scope("w");
    let catalogue = catalogue(of_resources([hidden, kept, below]));
    let name = |uri: &'static str| {
        as_one_with(&[], |viewer| {
            let found = catalogue.resource(uri, viewer);
            found.map(|found| found.map(|(resource, _)| resource.listing().uri().to_owned()))
        })
    };
    assert_eq!(name("note://hidden").unwrap().unwrap(), "note://{name}");
    assert!(matches!(
        name("note://kept"),
        Err(Rejection::Forbidden { .. })
    ));
    assert_eq!(name("note://other").unwrap().unwrap(), "note://{name}");
    assert!(name("text://other").unwrap().is_none());
}

#[test]
fn a_condition_that_panics_holds_for_nobody() {
    let (broken, works) = (Arc::new(AtomicBool::new(true)), tool("works"));
    let is_broken = Arc::clone(&broken);
    let fragile = tool("fragile").visible_when(move |_| {
        assert!(!is_broken.load(Ordering::Relaxed), "no flags");
        true
    });
    let catalogue = catalogue(of_tools([works, fragile]));
    as_one_with(&[], |viewer| {
        assert!(matches!(catalogue.tool("fragile", viewer), Ok(None)));
        assert_eq!(catalogue.listed_tools(viewer), ["works"]);
        broken.store(false, Ordering::Relaxed);
        assert!(matches!(catalogue.tool("fragile", viewer), Ok(Some(_))));
        assert_eq!(catalogue.listed_tools(viewer), ["works", "fragile"]);
    });
}

#[test]
fn things_behind_the_same_gate_share_it() {
    let tools = mcp_core::Tools::new()
        .tool(tool("a"))
        .tool(scoped("b", &["w"]));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let tools = tools.tool(tool("c")).visible_when(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        true
    });
    let catalogue = catalogue(of_tools(tools));
    as_one_with(&["w"], |viewer| catalogue.pages(Kind::Tools, viewer));
    assert_eq!(
        asked.load(Ordering::Relaxed),
        2,
        "with the scope, and without"
    );
}

#[test]
fn another_gate_is_another_list() {
    let list = |tools: Vec<Tool>| catalogue(of_tools(tools));
    let alike = |one: &Catalogue, other: &Catalogue| one.lists_alike(other, Kind::Tools);
    let open = list(vec![tool("a")]);
    let kept = list(vec![scoped("a", &["w"])]);
    assert!(alike(&open, &list(vec![tool("a")])));
    assert!(alike(&kept, &list(vec![scoped("a", &["w"])])));
    assert!(!alike(&open, &kept) && !alike(&kept, &open));
    assert!(!alike(&kept, &list(vec![scoped("a", &["x"])])));
    assert!(!alike(
        &kept,
        &list(vec![scoped("a", &["w"]).visible_when(|_| true)])
    ));
    let of_itself = Catalogue::new(kept.goods(), Capabilities::default(), 2, &stamp());
    assert!(alike(&kept, &of_itself));
}

#[test]
fn a_hidden_tool_that_is_kept_from_some_leaves_the_list_alone() {
    let mut goods = of_tools([tool("a"), scoped("b", &["w"])]);
    goods.tools[1].hidden = true;
    let catalogue = catalogue(goods);
    let pages = as_one_with(&[], |viewer| catalogue.pages(Kind::Tools, viewer));
    assert!(text(&pages, 0).contains(r#""cacheScope":"public""#));
    as_one_with(&[], |viewer| assert!(catalogue.tool("b", viewer).is_err()));
}

#[test]
fn headers_are_held_against_the_arguments_only_of_what_may_be_called() {
    let schema =
        r#"{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}"#;
    let mirroring = || {
        let mut definition = ToolDefinition::new("a", "A tool");
        definition.input_schema = RawValue::from_string(schema.to_owned()).unwrap();
        Tool::raw(definition, |_context| {
            Box::pin(async { Ok(ToolResult::default()) })
        })
    };
    let count = |tool: Tool| {
        let catalogue = catalogue(of_tools([tool]));
        as_one_with(&[], |viewer| catalogue.header_params("a", viewer).len())
    };
    let mut scoped = mirroring();
    scoped.add_scope("w");
    assert_eq!(count(mirroring()), 1);
    assert_eq!(count(scoped), 0);
    assert_eq!(count(mirroring().visible_when(|_| false)), 0);
}
