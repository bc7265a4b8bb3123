//! What the reading of a message costs, beside serde_json passing over the same bytes.
#![allow(missing_docs, reason = "criterion's macros write public items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mcp_benches::message::{self, FOUR};
use mcp_core::wire::decode::CallTool;
use mcp_server::jsonrpc::{self, Incoming, Message};
use serde::de::IgnoredAny;

fn envelope(criterion: &mut Criterion) {
    let plain = message::call("four", FOUR);
    let stateless = message::stateless_call("four", FOUR);
    for (name, params) in [("in a session", plain), ("stateless", stateless)] {
        let text = message::request("tools/call", &params);
        let mut group = criterion.benchmark_group(format!("a message {name}"));
        group.bench_function("bytes to nothing", |bencher| {
            bencher.iter(|| serde_json::from_slice::<IgnoredAny>(black_box(text.as_bytes())));
        });
        group.bench_function("bytes to message", |bencher| {
            bencher.iter(|| black_box(jsonrpc::read(black_box(text.as_bytes()))).is_ok());
        });
        let message = jsonrpc::read(text.as_bytes());
        let Ok(Incoming::Single(Message::Request(request))) = message else {
            panic!("no request but {message:?}");
        };
        group.bench_function("parameters to call", |bencher| {
            bencher.iter(|| CallTool::of(black_box(&request.params)));
        });
        group.bench_function("parameters, once more", |bencher| {
            bencher.iter(|| black_box(&request.params).whole());
        });
        group.finish();
    }
}

criterion_group!(benches, envelope);
criterion_main!(benches);
