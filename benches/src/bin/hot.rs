//! The hottest paths, each by its name and as often as is asked for: `hot PATH COUNT`. Without
//! arguments, their names. `cargo xtask instructions` runs it twice with different counts, so that
//! all that is done only once drops out.
#![allow(clippy::print_stdout, reason = "its output is the list of names")]

use std::hint::black_box;

use mcp_benches::message::{self, FOUR};
use mcp_benches::{Calls, Lines, Post, server};
use mcp_server::jsonrpc;

/// Each path, with what makes its operation.
const PATHS: [Path; 10] = [
    ("envelope", envelope),
    ("arguments", arguments),
    ("request", request),
    ("session", session),
    ("stateless", stateless),
    ("answer", answer),
    ("events", events),
    ("event", event),
    ("list", list),
    ("stdio", stdio),
];

type Path = (&'static str, fn() -> Operation);

/// What is done again and again.
type Operation = Box<dyn FnMut()>;

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(name), Some(count)) = (args.next(), args.next()) else {
        PATHS.iter().for_each(|(name, _)| println!("{name}"));
        return;
    };
    let path = PATHS.iter().find(|(known, _)| *known == name);
    let (_, make) = path.expect("one of the names that are listed without arguments");
    let mut operation = make();
    let _filling = fill_holes();
    let count: usize = count.parse().expect("a number");
    (0..count).for_each(|_| operation());
}

/// Takes the memory that was freed on the way here. How it lies is different in each run, for hash
/// tables are; the allocator would take other ways through it.
fn fill_holes() -> Vec<Vec<u8>> {
    let sizes = [65_536, 32_768, 16_384, 4_096, 2_048, 1_536, 1_040];
    let pieces = sizes.into_iter().flat_map(|size| [size; 200]);
    pieces.map(Vec::with_capacity).collect()
}

/// A message is read.
fn envelope() -> Operation {
    let message = message::request("tools/call", &message::call("four", FOUR));
    Box::new(move || drop(black_box(jsonrpc::read(black_box(message.as_bytes())))))
}

/// A tool is found and called, its four arguments are decoded.
fn arguments() -> Operation {
    let calls = Calls::new();
    // Text is read in words: how many depends on where it lies, which chance decides in a program,
    // and an allocator always in the same way.
    let four: &'static str = FOUR.to_owned().leak();
    assert!(!calls.call("four", four).is_error);
    Box::new(move || drop(black_box(calls.call(black_box("four"), black_box(four)))))
}

/// What a client's request costs to make and to drop, which each of the following holds.
fn request() -> Operation {
    let post = call_in_session();
    Box::new(move || drop(black_box(post.request())))
}

/// A whole call in a session.
fn session() -> Operation {
    sending(call_in_session(), r#""text":"done""#)
}

/// A whole call without one.
fn stateless() -> Operation {
    sending(Post::stateless(&server(), "four", FOUR), r#""text":"done""#)
}

/// A whole call that answers a list of 4 kB, as JSON and as text.
fn answer() -> Operation {
    let post = Post::in_session(&server(), "tools/call", &message::call("issues", "{}"));
    sending(post, r#""structuredContent":"#)
}

/// A whole call that tells its progress once, so that its response is a stream of events.
fn events() -> Operation {
    let params = message::call_with_progress("report", "{}");
    let post = Post::in_session(&server(), "tools/call", &params);
    sending(post, "notifications/progress")
}

/// A whole call whose answer is the one event of a stream.
fn event() -> Operation {
    sending(call_in_session().preferring_events(), r#""text":"done""#)
}

/// The list of forty tools.
fn list() -> Operation {
    let post = Post::in_session(&server(), "tools/list", "");
    sending(post, r#""name":"project_7_nested""#)
}

/// A whole call as a line.
fn stdio() -> Operation {
    let mut lines = Lines::new(&server());
    let params = message::call("four", FOUR);
    let line = format!("{}\n", message::request("tools/call", &params));
    Box::new(move || _ = black_box(lines.request(&line)))
}

fn call_in_session() -> Post {
    Post::in_session(&server(), "tools/call", &message::call("four", FOUR))
}

/// Sends it again and again, once it is seen to be answered as it should be.
fn sending(mut post: Post, expected: &str) -> Operation {
    let answer = post.send();
    let answer = std::str::from_utf8(&answer).expect("text");
    assert!(answer.contains(expected), "{answer}");
    Box::new(move || drop(black_box(post.send())))
}
