//! What a call costs inside the process, beside plain serde_json on the same bytes.
#![allow(missing_docs, reason = "criterion's macros write public items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mcp_benches::message::FOUR;
use mcp_benches::{Calls, Filter};
use serde::Deserialize;
use serde_json::Value;

const NOTHING: &str = "{}";
const WRONG: &str = r#"{"project":"CORE-API-42","status":"open","limit":500,"closed":false}"#;
const NESTED: &str =
    r#"{"project":"CORE-API-42","filter":{"status":"open","labels":["bug","ui"],"limit":50}}"#;

/// The baseline of [`FOUR`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Four {
    project: String,
    status: Option<String>,
    #[serde(default = "twenty")]
    limit: u32,
    #[serde(default)]
    closed: bool,
}

fn twenty() -> u32 {
    20
}

/// The baseline of [`NESTED`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nested {
    project: String,
    filter: Filter,
}

fn four(criterion: &mut Criterion) {
    let calls = Calls::new();
    assert!(!calls.call("four", FOUR).is_error);
    let mut group = criterion.benchmark_group("four arguments");
    group.bench_function("bytes to struct", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Four>(black_box(FOUR.as_bytes())).map(used_four));
    });
    group.bench_function("bytes to Value to struct", |bencher| {
        bencher.iter(|| {
            let value: Value = serde_json::from_slice(black_box(FOUR.as_bytes()))?;
            serde_json::from_value::<Four>(value).map(used_four)
        });
    });
    group.bench_function("whole call", |bencher| {
        bencher.iter(|| calls.call(black_box("four"), black_box(FOUR)));
    });
    group.bench_function("whole call without arguments", |bencher| {
        bencher.iter(|| calls.call(black_box("nothing"), black_box(NOTHING)));
    });
    group.finish();
}

fn wrong(criterion: &mut Criterion) {
    let calls = Calls::new();
    assert!(calls.call("four", WRONG).is_error);
    let mut group = criterion.benchmark_group("a wrong argument");
    group.bench_function("whole call", |bencher| {
        bencher.iter(|| calls.call(black_box("four"), black_box(WRONG)));
    });
    group.finish();
}

fn nested(criterion: &mut Criterion) {
    let calls = Calls::new();
    assert!(!calls.call("nested", NESTED).is_error);
    let mut group = criterion.benchmark_group("a nested argument");
    group.bench_function("bytes to struct", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<Nested>(black_box(NESTED.as_bytes())).map(used_nested)
        });
    });
    group.bench_function("bytes to Value to struct", |bencher| {
        bencher.iter(|| {
            let value: Value = serde_json::from_slice(black_box(NESTED.as_bytes()))?;
            serde_json::from_value::<Nested>(value).map(used_nested)
        });
    });
    group.bench_function("whole call", |bencher| {
        bencher.iter(|| calls.call(black_box("nested"), black_box(NESTED)));
    });
    group.finish();
}

/// What the tool `four` does with its arguments.
fn used_four(four: Four) {
    black_box((four.project, four.status, four.limit, four.closed));
}

/// What the tool `nested` does with its arguments.
fn used_nested(Nested { project, filter }: Nested) {
    black_box((project, filter.status, filter.labels, filter.limit));
}

criterion_group!(benches, four, wrong, nested);
criterion_main!(benches);
