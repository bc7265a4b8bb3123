//! What the writing of an answer costs in each revision, beside serde_json writing its text.
#![allow(missing_docs, reason = "criterion's macros write public items")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mcp_core::wire::{Stamp, write_tool_result};
use mcp_server::model::{Content, Implementation};
use mcp_server::{Revision, ToolResult};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

fn text(criterion: &mut Criterion) {
    let text = "done";
    let result = ToolResult::from(vec![Content::text(text)]);
    encode(criterion, "a word", &result, text);
}

/// A structured answer of 4 KB, which is written twice: as it is, and as text.
fn structured(criterion: &mut Criterion) {
    let issue = json!({ "key": "CORE-API-42", "title": "The list is \"slow\"", "open": true });
    let json = to_raw_value(&Value::from(vec![issue; 64])).expect("JSON");
    let text = json.get().to_owned();
    let result = ToolResult {
        structured: Some(json),
        ..ToolResult::default()
    };
    encode(criterion, "a structured answer", &result, &text);
}

fn encode(criterion: &mut Criterion, name: &str, result: &ToolResult, text: &str) {
    let stamp = Stamp::new(&Implementation::new("benches", "1.0.0"));
    let mut out = Vec::with_capacity(16 << 10);
    let mut group = criterion.benchmark_group(name);
    group.bench_function("text alone", |bencher| {
        bencher.iter(|| {
            out.clear();
            serde_json::to_writer(&mut out, black_box(text))
        });
    });
    for revision in Revision::ALL {
        group.bench_function(revision.as_str(), |bencher| {
            bencher.iter(|| {
                out.clear();
                write_tool_result(revision, &stamp, black_box(result), false, &mut out);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, text, structured);
criterion_main!(benches);
