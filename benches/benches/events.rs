//! What an event costs: the same call without progress, and with one event of it.
#![allow(missing_docs, reason = "criterion's macros write public items")]

use criterion::{Criterion, criterion_group, criterion_main};
use mcp_benches::{Post, message, server};

fn events(criterion: &mut Criterion) {
    let server = server();
    let mut group = criterion.benchmark_group("a response");
    let quiet = message::call("report", "{}");
    let mut post = Post::in_session(&server, "tools/call", &quiet);
    group.bench_function("JSON", |bencher| bencher.iter(|| post.send()));
    let told = message::call_with_progress("report", "{}");
    let mut post = Post::in_session(&server, "tools/call", &told);
    group.bench_function("two events", |bencher| bencher.iter(|| post.send()));
    group.finish();
}

criterion_group!(benches, events);
criterion_main!(benches);
