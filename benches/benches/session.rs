//! What a whole call costs, from request to response, beside its envelope and its arguments alone.
#![allow(missing_docs, reason = "criterion's macros write public items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mcp_benches::message::{self, FOUR};
use mcp_benches::{Calls, Lines, Post, server};
use mcp_server::jsonrpc;

fn whole(criterion: &mut Criterion) {
    let (server, calls) = (server(), Calls::new());
    let params = message::call("four", FOUR);
    let text = message::request("tools/call", &params);
    let mut group = criterion.benchmark_group("a whole call");
    group.bench_function("envelope and arguments", |bencher| {
        bencher.iter(|| {
            let read = black_box(jsonrpc::read(black_box(text.as_bytes())));
            (read.is_ok(), calls.call(black_box("four"), black_box(FOUR)))
        });
    });
    let mut post = Post::in_session(&server, "tools/call", &params);
    group.bench_function("request", |bencher| bencher.iter(|| post.request()));
    group.bench_function("session", |bencher| bencher.iter(|| post.send()));
    let mut post = Post::stateless(&server, "four", FOUR);
    group.bench_function("stateless", |bencher| bencher.iter(|| post.send()));
    let mut lines = Lines::new(&server);
    let line = format!("{text}\n");
    group.bench_function("line", |bencher| {
        bencher.iter(|| lines.request(&line).len());
    });
    group.finish();
}

fn list(criterion: &mut Criterion) {
    let mut post = Post::in_session(&server(), "tools/list", "");
    criterion.bench_function("forty tools", |bencher| bencher.iter(|| post.send()));
}

criterion_group!(benches, whole, list);
criterion_main!(benches);
