//! Lines in real files: whole, durable and appended, whatever happens to the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::super::tests::{Folder, record, write_many};
use super::*;

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'));
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

#[tokio::test]
async fn each_record_is_a_line_and_none_is_missing() {
    let folder = Folder::new();
    let path = folder.file("calls.jsonl");
    let sink = Arc::new(JsonLines::create(&path).unwrap());
    write_many(&sink, 0..3000).await;
    let written = lines(&path);
    let ids: BTreeSet<&str> = written
        .iter()
        .filter_map(|line| line["id"].as_str())
        .collect();
    assert_eq!((written.len(), ids.len()), (3000, 3000));
    let first = written.iter().find(|line| line["request"] == 0).unwrap();
    assert_eq!(*first, serde_json::to_value(record(0)).unwrap());
}

#[tokio::test]
async fn a_file_that_is_there_is_gone_on_with_even_after_half_a_line() {
    let folder = Folder::new();
    let path = folder.file("calls.jsonl");
    fs::write(&path, "{\"id\":\"old\"}\n{\"id\":\"to").unwrap();
    let sink = JsonLines::create(&path).unwrap();
    sink.write(record(1)).await.unwrap();
    sink.write(record(2)).await.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let written: Vec<&str> = text.lines().collect();
    assert_eq!(written[..2], ["{\"id\":\"old\"}", "{\"id\":\"to"]);
    assert_eq!(written.len(), 4);
    assert!(serde_json::from_str::<Value>(written[2]).is_ok());
}

#[test]
fn a_file_without_its_folder_is_refused_at_once() {
    let folder = Folder::new();
    let path = folder.file("none/calls.jsonl");
    let wrong = JsonLines::create(&path).unwrap_err();
    assert_eq!(wrong.kind(), io::ErrorKind::NotFound);
    assert!(wrong.to_string().contains(path.to_str().unwrap()));
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_a_new_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new();
    let path = folder.file("calls.jsonl");
    let _sink = JsonLines::create(&path).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_moved_away_is_begun_anew() {
    let folder = Folder::new();
    let (path, moved) = (folder.file("calls.jsonl"), folder.file("calls.jsonl.1"));
    let sink = JsonLines::create(&path).unwrap();
    sink.write(record(1)).await.unwrap();
    fs::rename(&path, &moved).unwrap();
    sink.write(record(2)).await.unwrap();
    fs::remove_file(&path).unwrap();
    sink.write(record(3)).await.unwrap();
    assert_eq!(lines(&moved)[0]["request"], 1);
    assert_eq!(lines(&path).len(), 1);
    assert_eq!(lines(&path)[0]["request"], 3);
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_begun_anew_is_an_error_until_it_can() {
    let folder = Folder::new();
    fs::create_dir(folder.file("deep")).unwrap();
    let path = folder.file("deep/calls.jsonl");
    let sink = JsonLines::create(&path).unwrap();
    fs::remove_dir_all(folder.file("deep")).unwrap();
    let told = sink.write(record(1)).await.unwrap_err().to_string();
    assert!(told.starts_with("the file cannot be begun anew"), "{told}");
    fs::create_dir(folder.file("deep")).unwrap();
    sink.write(record(2)).await.unwrap();
    assert_eq!(lines(&path).len(), 1);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_an_error() {
    let sink = JsonLines::create("/dev/full").unwrap();
    let told = sink.write(record(1)).await.unwrap_err().to_string();
    assert!(told.contains("No space left"), "{told}");
}

#[test]
fn what_a_full_disk_cut_off_stays_and_the_next_line_is_whole() {
    let folder = Folder::new();
    let path = folder.file("calls.jsonl");
    let mut lines = Lines::open(path.clone()).unwrap();
    lines.append(b"{\"id\":\"cu").unwrap();
    lines.store(&[record(1)]).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let written: Vec<&str> = text.lines().collect();
    assert_eq!(written[0], "{\"id\":\"cu");
    assert!(serde_json::from_str::<Value>(written[1]).is_ok() && written.len() == 2);
}

#[tokio::test]
async fn what_was_handed_in_is_written_even_if_the_sink_goes() {
    let folder = Folder::new();
    let path = folder.file("calls.jsonl");
    let sink = Arc::new(JsonLines::create(&path).unwrap());
    write_many(&sink, 0..100).await;
    drop(sink);
    assert_eq!(lines(&path).len(), 100);
}
