//! Skills read from a folder, and everything that can be wrong with one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use mcp_server::testing::Client;
use mcp_server::{Server, Skills};
use serde_json::{Value, json};

use crate::support::log::Log;

const HEAD: &str = "---\nname: a\ndescription: d\n---\n";

/// A folder that is gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("mcp-skills-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).unwrap();
        for (path, contents) in files {
            let path = folder.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        folder
    }

    fn skill(more: &[(&str, &[u8])]) -> Self {
        Self::new(&[&[("a/SKILL.md", HEAD.as_bytes())], more].concat())
    }

    /// Why it cannot be read.
    fn refusal(&self) -> String {
        let error = Skills::from_dir(&self.0).unwrap_err().to_string();
        assert!(error.contains(&*self.0.to_string_lossy()), "{error}");
        error
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

async fn list(skills: Skills) -> Value {
    let server = Server::builder(("everything", "1")).skills(skills);
    let server = server.build().expect("nothing is wrong with them");
    let client = Client::connect(&server).await.unwrap();
    client.request("skills/list", json!({})).await.unwrap()["skills"].take()
}

async fn uris(skills: Skills) -> Vec<String> {
    let list = list(skills).await;
    let files = list.as_array().unwrap().iter();
    let files = files.flat_map(|skill| skill["resources"].as_array().unwrap());
    files
        .map(|file| file["uri"].as_str().unwrap().to_owned())
        .collect()
}

/// Why a server cannot be built with these files.
fn fault(skills: Skills) -> String {
    let server = Server::builder(("everything", "1")).skills(skills);
    server.build().unwrap_err().to_string()
}

fn single(text: impl Into<Vec<u8>>) -> Skills {
    Skills::new().file("a/SKILL.md", text.into())
}

#[tokio::test]
async fn what_is_read_is_what_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("skills");
    let read = list(Skills::from_dir(folder).unwrap()).await;
    let client = Client::connect(&mcp_tests::server().build().unwrap())
        .await
        .unwrap();
    let embedded = client.request("skills/list", json!({})).await.unwrap();
    assert_eq!(read, embedded["skills"]);
}

#[tokio::test]
async fn a_folder_that_is_a_skill_keeps_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("skills/release-notes");
    let expected = [
        "skill://release-notes/SKILL.md",
        "skill://release-notes/templates/entry.md",
    ];
    assert_eq!(uris(Skills::from_dir(folder).unwrap()).await, expected);
}

#[tokio::test]
async fn what_is_hidden_or_in_no_skill_is_not_served() {
    let folder = Folder::skill(&[
        ("README.md", b"of the folder"),
        ("a/.env", b"secret"),
        ("a/.git/config", b"secret"),
        ("other/note.md", b"no skill"),
    ]);
    assert_eq!(
        uris(Skills::from_dir(&folder.0).unwrap()).await,
        ["skill://a/SKILL.md"]
    );
}

#[tokio::test]
async fn a_skill_in_a_skill_belongs_to_both() {
    let folder = Folder::skill(&[
        ("a/deep/b/SKILL.md", b"---\nname: b\ndescription: d\n---\n"),
        ("a/deep/b/x", b"x"),
        ("a-not/SKILL.md", b"---\nname: a-not\ndescription: d\n---\n"),
    ]);
    let list = list(Skills::from_dir(&folder.0).unwrap()).await;
    let shape: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|skill| {
            (
                skill["uri"].as_str().unwrap(),
                skill["resources"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(
        shape,
        [
            ("skill://a-not/SKILL.md", 1),
            ("skill://a/SKILL.md", 3),
            ("skill://a/deep/b/SKILL.md", 2),
        ]
    );
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Skills::from_dir("/none/such").unwrap_err().to_string();
    assert!(error.starts_with("cannot read `/none/such`: "), "{error}");
}

#[test]
fn the_owner_is_told_of_a_folder_without_skills() {
    let log = Log::start();
    let full = Folder::skill(&[]);
    Skills::from_dir(&full.0).unwrap();
    assert_eq!(log.text(), "");
    let empty = Folder::new(&[("a/skill.txt", b"no skill")]);
    Skills::from_dir(&empty.0).unwrap();
    let said = format!(
        "there is no skill in `{}`: one is a folder with a `SKILL.md`",
        empty.0.display()
    );
    assert!(log.text().contains(&said), "{}", log.text());
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let secret = Folder::new(&[("secret", b"secret")]);
        let folder = Folder::skill(&[]);
        symlink(secret.0.join("secret"), folder.0.join("a/note.md")).unwrap();
        let error = folder.refusal();
        assert!(error.contains("a/note.md` is a link"), "{error}");
        fs::remove_file(folder.0.join("a/note.md")).unwrap();
        symlink(
            "../../../../../../../../etc/hostname",
            folder.0.join("a/host"),
        )
        .unwrap();
        assert!(folder.refusal().contains("a/host"));
    }

    #[test]
    fn a_link_to_a_folder_is_refused() {
        let folder = Folder::skill(&[]);
        symlink("..", folder.0.join("a/round")).unwrap();
        assert!(folder.refusal().contains("a/round` is a link"));
        let folder = Folder::skill(&[]);
        symlink("a", folder.0.join("b")).unwrap();
        assert!(folder.refusal().contains("/b` is a link"));
    }

    #[test]
    fn a_link_to_nothing_is_refused() {
        let folder = Folder::skill(&[]);
        symlink("nothing", folder.0.join("a/x")).unwrap();
        assert!(folder.refusal().contains("cannot read"));
    }

    #[tokio::test]
    async fn a_link_to_a_file_of_the_folder_is_that_file() {
        let folder = Folder::new(&[(".data/SKILL.md", HEAD.as_bytes())]);
        fs::create_dir(folder.0.join("a")).unwrap();
        symlink("../.data/SKILL.md", folder.0.join("a/SKILL.md")).unwrap();
        assert_eq!(
            uris(Skills::from_dir(&folder.0).unwrap()).await,
            ["skill://a/SKILL.md"]
        );
    }

    #[test]
    fn what_is_no_file_is_refused_and_not_waited_for() {
        let folder = Folder::skill(&[]);
        let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("a/s")).unwrap();
        assert!(folder.refusal().contains("neither a file nor a folder"));
    }
}

#[test]
fn too_many_files_are_refused_while_they_are_read() {
    let names: Vec<String> = (0..512).map(|number| format!("a/{number}")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
    assert!(Skills::from_dir(&Folder::skill(&files[1..]).0).is_ok());
    let error = Folder::skill(&files).refusal();
    assert!(error.contains("more files than 512"), "{error}");
}

#[test]
fn too_many_bytes_are_refused_while_they_are_read() {
    let large = vec![b'x'; 16 * 1024 * 1024 - HEAD.len()];
    assert!(Skills::from_dir(&Folder::skill(&[("a/x", &large)]).0).is_ok());
    let error = Folder::skill(&[("a/x", &large), ("a/y", b"1")]).refusal();
    assert!(
        error.contains("a/y` is one too many: the skill has more than 16 MiB"),
        "{error}"
    );
}

#[test]
fn limits_hold_for_skills_in_code_too() {
    let many = |skills: Skills, number: u32| skills.file(format!("a/{number}"), "");
    let text = fault((0..512).fold(single(HEAD), many));
    assert!(
        text.starts_with("the skill file `a/SKILL.md`: the skill has more files"),
        "{text}"
    );
    let large = vec![b'x'; 16 * 1024 * 1024];
    assert!(fault(single(HEAD).file("a/x", large)).contains("16 MiB"));
}

#[test]
fn a_fault_of_a_file_on_disk_names_it() {
    let folder = Folder::new(&[("b/SKILL.md", HEAD.as_bytes())]);
    let text = fault(Skills::from_dir(&folder.0).unwrap());
    let place = folder.0.join("b/SKILL.md");
    assert_eq!(
        text,
        format!(
            "the skill file `{}`: its `name` is `a` and its folder is `b`; call both the same",
            place.display()
        )
    );
}

#[test]
fn front_matter_must_be_what_the_specification_wants() {
    let long = format!("---\nname: a\ndescription: {}\n---\n", "d".repeat(1025));
    for (text, why) in [
        ("", "must begin with front matter"),
        ("# a\n---\nname: a\n---\n", "must begin with front matter"),
        (
            "\u{feff}---\nname: a\ndescription: d\n---\n",
            "must begin with front matter",
        ),
        (
            "---\nname: a\ndescription: d\n",
            "must begin with front matter",
        ),
        (
            "----\nname: a\ndescription: d\n----\n",
            "must begin with front matter",
        ),
        ("---\n---\n", "must have keys and values"),
        ("---\n- name\n---\n", "must have keys and values"),
        ("---\nname: a\n---\n", "needs `description: …`"),
        ("---\ndescription: d\n---\n", "needs `name: …`"),
        (
            "---\nname: a\ndescription: ' '\n---\n",
            "needs `description: …`",
        ),
        (
            "---\nname: 7\ndescription: d\n---\n",
            "quote what is no text",
        ),
        ("---\nname: A\ndescription: d\n---\n", "1 to 64 of a-z"),
        ("---\nname: a--b\ndescription: d\n---\n", "1 to 64 of a-z"),
        (
            "---\nname: a\ndescription: d: e\n---\n",
            "line 3, column 15",
        ),
        ("---\nname: a\nname: a\ndescription: d\n---\n", "line 3"),
        ("---\nname: a\ndescription: d\nx: .nan\n---\n", "line 4"),
        (
            "---\nname: a\ndescription: d\ncompatibility: [a]\n---\n",
            "needs `compatibility: …`",
        ),
        (
            "---\nname: a\ndescription: d\nmetadata: x\n---\n",
            "`metadata` must have",
        ),
        (
            "---\nname: a\ndescription: d\nmetadata:\n  io.modelcontextprotocol/x: 1\n---\n",
            "kept for the protocol",
        ),
        (&long, "1 to 1024 letters"),
    ] {
        let fault = fault(single(text));
        assert!(
            fault.starts_with("the skill file `a/SKILL.md`: "),
            "{fault}"
        );
        assert!(fault.contains(why), "{text:?}: {fault}");
    }
    assert!(fault(single(*b"---\nname: \xff\n---\n")).contains("text in UTF-8"));
}

/// A thousand million laughs.
#[test]
fn front_matter_that_unfolds_without_end_is_refused() {
    let mut text = "---\nname: a\ndescription: d\na0: &a0 [lol, lol]\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        text += &format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n");
    }
    assert!(fault(single(text + "---\n")).contains("cannot be read"));
}

#[tokio::test]
async fn front_matter_is_kept_as_it_is_written() {
    let text = "---\r\nname: a\r\ndescription: >\r\n  One\r\n  two\r\nallowed-tools: Bash(git:*) Read\r\nwhen: 2025-01-01\r\non: yes\r\nn: [1, 2.5, true, null, '7', 1_0]\r\n---  \r\nBody\r\n";
    let list = list(single(text)).await;
    assert_eq!(
        list[0]["frontmatter"],
        json!({
            "name": "a",
            "description": "One two\n",
            "allowed-tools": "Bash(git:*) Read",
            "when": "2025-01-01",
            "on": "yes",
            "n": [1, 2.5, true, null, "7", "1_0"],
        })
    );
}

#[test]
fn places_must_make_sense() {
    let other = "---\nname: a\ndescription: d\n---\n";
    for (skills, why) in [
        (Skills::new().file("SKILL.md", HEAD), "put it into a folder"),
        (single(HEAD).file("a/../b", ""), "none of them `.` or `..`"),
        (
            single(HEAD).file("/etc/passwd", ""),
            "none of them `.` or `..`",
        ),
        (
            single(HEAD).file("a/x", "1").file("a/x", "2"),
            "has the same path",
        ),
        (
            single(HEAD).file("a/x", "1").file("a/x/y", "2"),
            "cannot be a folder too",
        ),
        (single(HEAD).file("b/x", "1"), "belongs to no skill"),
        (
            single(HEAD).file("b/a/SKILL.md", other),
            "has the same `name`, `a`",
        ),
    ] {
        let fault = fault(skills);
        assert!(fault.contains(why), "{why}: {fault}");
    }
}

#[test]
fn a_resource_at_the_place_of_a_file_is_refused() {
    let mine = mcp_server::Resource::new(("skill://a/SKILL.md", "a"), || "");
    let server = Server::builder(("everything", "1"))
        .resources(mine)
        .skills(single(HEAD));
    let error = server.build().unwrap_err().to_string();
    assert!(
        error.contains("two resources are at `skill://a/SKILL.md`"),
        "{error}"
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let skills = Skills::new()
        .file("a/SKILL.md", "")
        .file("b/SKILL.md", "")
        .file("c", "");
    assert_eq!(fault(skills).lines().count(), 3);
}
