//! What is kept, and what goes when it is too much.

use super::*;

const STREAMS: u64 = 40;

fn id(stream: u64) -> StreamId {
    // Sessions in different shards.
    StreamId::new(stream.wrapping_mul(0x1234_5678_9abc_def1), stream)
}

fn append(store: &MemoryStore, stream: u64, number: u64, bytes: usize) {
    store.append(id(stream), number, Bytes::from(vec![b'x'; bytes]));
}

fn numbers(store: &MemoryStore, stream: u64, after: u64) -> Result<Vec<u64>, Lost> {
    let events = store.shard(id(stream)).read(id(stream), after);
    events.map(|events| events.iter().map(|event| event.number).collect())
}

fn held(store: &MemoryStore) -> usize {
    store.held.load(Ordering::Relaxed)
}

#[test]
fn events_are_read_strictly_after_a_number() {
    let store = MemoryStore::new();
    for number in 1..=3 {
        append(&store, 0, number, 10);
    }
    assert_eq!(numbers(&store, 0, 0), Ok(vec![1, 2, 3]));
    assert_eq!(numbers(&store, 0, 2), Ok(vec![3]));
    assert_eq!(numbers(&store, 0, 3), Ok(vec![]));
    assert_eq!(numbers(&store, 1, 0), Err(Lost));
}

#[test]
fn a_stream_keeps_its_latest_events() {
    let store = MemoryStore::new().stream_events(3);
    for number in 1..=5 {
        append(&store, 0, number, 10);
    }
    assert_eq!(numbers(&store, 0, 2), Ok(vec![3, 4, 5]));
    assert_eq!(numbers(&store, 0, 1), Err(Lost));
    assert_eq!(held(&store), STREAM + 3 * (EVENT + 10));
}

#[test]
fn a_stream_keeps_its_latest_bytes_and_its_newest_event_whatever_its_size() {
    let store = MemoryStore::new().stream_bytes(1000);
    for number in 1..=20 {
        append(&store, 0, number, 36);
    }
    assert_eq!(numbers(&store, 0, 10).unwrap().len(), 10);
    assert_eq!(numbers(&store, 0, 9), Err(Lost));
    append(&store, 0, 21, 5000);
    assert_eq!(numbers(&store, 0, 20), Ok(vec![21]));
    assert_eq!(numbers(&store, 0, 19), Err(Lost));
}

#[test]
fn when_all_is_too_much_the_streams_that_ended_go_and_the_running_stay() {
    let store = MemoryStore::new().total_bytes(20_000);
    append(&store, 0, 1, 1000);
    for stream in 1..STREAMS {
        append(&store, stream, 1, 1000);
        store.finish(id(stream));
        assert!(held(&store) <= 20_000, "{stream}");
    }
    assert_eq!(numbers(&store, 0, 0), Ok(vec![1]));
    let kept = (1..STREAMS).filter(|stream| numbers(&store, *stream, 0).is_ok());
    assert!((10..=15).contains(&kept.count()));
}

#[test]
fn a_stream_that_alone_is_too_much_is_not_kept() {
    let store = MemoryStore::new().total_bytes(20_000);
    append(&store, 0, 1, 1000);
    append(&store, 1, 1, 50_000);
    assert_eq!(numbers(&store, 1, 0), Err(Lost));
    assert_eq!(numbers(&store, 0, 0), Ok(vec![1]));
    append(&store, 1, 2, 10);
    assert_eq!(numbers(&store, 1, 0), Err(Lost), "a gap is not skipped");
    assert_eq!(numbers(&store, 1, 1), Ok(vec![2]));
}

#[test]
fn a_store_that_forgot_everything_holds_nothing() {
    let store = MemoryStore::new();
    for stream in 0..STREAMS {
        append(&store, stream, 1, 100);
        if stream % 2 == 0 {
            store.finish(id(stream));
            store.finish(id(stream));
        }
    }
    for stream in 0..STREAMS {
        store.forget(id(stream));
        store.forget(id(stream));
    }
    assert_eq!(held(&store), 0);
    for shard in &store.shards {
        let shard = lock(shard);
        assert!(shard.streams.is_empty());
        assert!(shard.ended.len() <= 16);
    }
}

#[test]
fn what_is_forgotten_leaves_nothing_behind() {
    let store = MemoryStore::new();
    for stream in 0..10_000 {
        append(&store, stream, 1, 1);
        store.finish(id(stream));
        store.forget(id(stream));
    }
    let ended = store.shards.iter().map(|shard| lock(shard).ended.len());
    assert!(ended.sum::<usize>() <= SHARDS * 17);
}

fn owned(owner: u64, stream: u64) -> StreamId {
    id(stream).owned(NonZeroU64::new(owner))
}

#[test]
fn one_owner_takes_half_and_loses_its_own() {
    let store = MemoryStore::new().total_bytes(20_000);
    let append = |stream: StreamId| store.append(stream, 1, Bytes::from(vec![b'x'; 1000]));
    let is_kept = |stream: StreamId| store.shard(stream).read(stream, 0).is_ok();
    // Its place is among all others', and it has ended first.
    for owner in 2..40 {
        let his = owned(owner, 1000 + owner);
        append(his);
        store.finish(his);
        for stream in 0..STREAMS {
            append(owned(1, stream));
            store.finish(owned(1, stream));
        }
        assert!(is_kept(his), "{owner}");
        let kept = (0..STREAMS).filter(|stream| is_kept(owned(1, *stream)));
        assert!((6..=7).contains(&kept.count()));
        assert!(!is_kept(owned(1, 0)) && is_kept(owned(1, STREAMS - 1)));
        assert!(held(&store) <= 20_000);
        (0..STREAMS).for_each(|stream| store.forget(owned(1, stream)));
        store.forget(his);
        assert_eq!(held(&store), 0);
    }
    for shard in &store.shards {
        assert!(lock(shard).owners.is_empty());
    }
}

#[test]
fn one_owner_whose_streams_all_run_loses_what_is_too_much() {
    let store = MemoryStore::new().total_bytes(20_000);
    for stream in 0..STREAMS {
        store.append(owned(1, stream), 1, Bytes::from(vec![b'x'; 1000]));
    }
    assert!(held(&store) <= 10_000);
    store.append(owned(2, 1000), 1, Bytes::from(vec![b'x'; 9000]));
    let numbers = |stream: StreamId| numbers_of(&store, stream);
    assert_eq!(numbers(owned(2, 1000)), Ok(1));
    assert_eq!(numbers(owned(1, 0)), Ok(1));
    assert_eq!(numbers(owned(1, STREAMS - 1)), Err(Lost));
}

fn numbers_of(store: &MemoryStore, stream: StreamId) -> Result<usize, Lost> {
    store
        .shard(stream)
        .read(stream, 0)
        .map(|events| events.len())
}
