//! The tests, read from the sources of the workspace as the compiler reads them: from the root of a
//! target along its modules.

use std::path::{Path, PathBuf};

use syn::{
    Attribute, Expr, ExprLit, File, GenericArgument, Item, ItemFn, ItemMod, Lit, Meta,
    PathArguments, ReturnType, Type,
};

/// A test that names rows.
#[derive(Debug)]
pub(crate) struct Named {
    /// Its target and its path in it.
    pub(crate) name: String,
    pub(crate) rows: Vec<String>,
}

/// The crates whose own tests may hold rows.
const CRATES: [&str; 3] = ["mcp-core", "mcp-macros", "mcp-server"];

/// What begins the line of a documentation that names rows.
const MARK: &str = "Rows: ";

/// All tests, with the rows that they name; most name none.
pub(crate) fn read_all() -> Vec<Named> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = tests.parent().expect("the crate lies in the workspace");
    let mut targets: Vec<(String, PathBuf)> = CRATES
        .map(|name| {
            (
                name.replace('-', "_"),
                workspace.join(name).join("src/lib.rs"),
            )
        })
        .into();
    targets.extend(of_examples(&workspace.join("examples")));
    targets.extend(of_tests(&tests.join("tests")));
    let mut found = Vec::new();
    for (name, root) in targets {
        read_file(&name, &root, true, &mut found);
    }
    found
}

/// A file is a target, and so is a folder with a `main.rs`.
fn of_tests(folder: &Path) -> Vec<(String, PathBuf)> {
    let target = |path: &PathBuf| {
        let root = if path.is_dir() {
            path.join("main.rs")
        } else {
            path.clone()
        };
        (stem(path), root)
    };
    entries(folder).iter().map(target).collect()
}

fn of_examples(folder: &Path) -> Vec<(String, PathBuf)> {
    let target = |path: &PathBuf| (stem(path).replace('-', "_"), path.join("src/main.rs"));
    let targets = entries(folder);
    let programs = targets.iter().map(target).filter(|(_, root)| root.exists());
    programs.collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.expect("a path is text").to_owned()
}

/// Reads a file and the modules below it; `top` files have those beside them.
fn read_file(module: &str, file: &Path, top: bool, found: &mut Vec<Named>) {
    let text = std::fs::read_to_string(file)
        .unwrap_or_else(|error| panic!("{} of {module}: {error}", file.display()));
    let syntax: File =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let beside = file.parent().expect("a file lies in a folder");
    let below = if top {
        beside.to_owned()
    } else {
        file.with_extension("")
    };
    read_items(module, &syntax.items, &below, beside, found);
}

fn read_items(module: &str, items: &[Item], below: &Path, beside: &Path, found: &mut Vec<Named>) {
    for item in items {
        match item {
            Item::Fn(function) => found.extend(read_function(module, function)),
            Item::Mod(inner) => read_module(module, inner, below, beside, found),
            _ => {}
        }
    }
}

fn read_module(module: &str, inner: &ItemMod, below: &Path, beside: &Path, found: &mut Vec<Named>) {
    let name = inner.ident.to_string();
    let module = format!("{module}::{name}");
    let below = below.join(&name);
    if let Some((_, items)) = &inner.content {
        return read_items(&module, items, &below, &below, found);
    }
    if let Some(path) = texts(&inner.attrs, "path").first() {
        return read_file(&module, &beside.join(path), true, found);
    }
    match below.with_extension("rs") {
        file if file.exists() => read_file(&module, &file, false, found),
        _ => read_file(&module, &below.join("mod.rs"), true, found),
    }
}

/// A test, or a table that tests go through.
fn read_function(module: &str, function: &ItemFn) -> Option<Named> {
    let mut rows = Vec::new();
    for line in texts(&function.attrs, "doc") {
        if let Some(ids) = line.trim().strip_prefix(MARK) {
            rows.extend(ids.trim_end_matches('.').split(", ").map(str::to_owned));
        }
    }
    let name = format!("{module}::{}", function.sig.ident);
    let runs = is_test(&function.attrs) || is_table(&function.sig.output);
    assert!(
        runs || rows.is_empty(),
        "{name} names rows and is no test that runs"
    );
    runs.then_some(Named { name, rows })
}

fn is_test(attributes: &[Attribute]) -> bool {
    let has = |name: &str| {
        attributes.iter().any(|attribute| {
            let last = attribute.path().segments.last();
            last.is_some_and(|last| last.ident == name)
        })
    };
    has("test") && !has("ignore")
}

/// `Vec<Case>` or `Vec<Row>`: what a test holds one by one.
fn is_table(output: &ReturnType) -> bool {
    let last = |of: &Type| match of {
        Type::Path(of) => of.path.segments.last().cloned(),
        _ => None,
    };
    let ReturnType::Type(_, of) = output else {
        return false;
    };
    let Some(list) = last(of).filter(|list| list.ident == "Vec") else {
        return false;
    };
    let PathArguments::AngleBracketed(arguments) = list.arguments else {
        return false;
    };
    arguments.args.iter().any(|argument| match argument {
        GenericArgument::Type(of) => {
            last(of).is_some_and(|of| of.ident == "Case" || of.ident == "Row")
        }
        _ => false,
    })
}

/// The texts of `#[name = "…"]`.
fn texts(attributes: &[Attribute], name: &str) -> Vec<String> {
    let named = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(name));
    let texts = named.filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    texts.collect()
}

#[test]
fn only_what_runs_can_name_rows() {
    let read = |text: &str| read_function("a", &syn::parse_str(text).expect("a function"));
    let rows = |text: &str| read(text).map(|named| (named.name, named.rows));
    let test =
        "/// Words.\n/// Rows: AB-01, AB-02.\n#[tokio::test(start_paused = true)]\nasync fn b() {}";
    let found = vec!["AB-01".to_owned(), "AB-02".to_owned()];
    assert_eq!(rows(test), Some(("a::b".to_owned(), found.clone())));
    let table = "/// Rows: AB-01, AB-02.\nfn b() -> Vec<Case> { vec![] }";
    assert_eq!(rows(table), Some(("a::b".to_owned(), found)));
    assert_eq!(rows("fn b() -> Vec<u8> { vec![] }"), None);
    for spoilt in [
        "/// Rows: AB-01.\nfn b() {}",
        "/// Rows: AB-01.\n#[test]\n#[ignore = \"slow\"]\nfn b() {}",
    ] {
        let spoilt = spoilt.to_owned();
        let refused = std::panic::catch_unwind(move || {
            read_function("a", &syn::parse_str(&spoilt).expect("a function"))
        });
        assert!(refused.is_err());
    }
}
