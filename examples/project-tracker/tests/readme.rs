//! What the README says, done and compared.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use visitor::{Shell, patiently, transcript};

const README: &str = include_str!("../README.md");
const PROGRAM: &str = env!("CARGO_BIN_EXE_project-tracker");

/// The addresses that the README shows: that of the servers, and that of the APIs.
const SHOWN: [&str; 2] = ["127.0.0.1:8080", "127.0.0.1:8081"];

#[tokio::test]
async fn a_terminal_shows_what_the_transcript_says() {
    let folder = Folder::new("transcript");
    let tracker = Tracker::start(&folder.0, &[]).await;
    let mut steps = transcript(README).into_iter();
    let start = steps.next().expect("it begins with the start");
    assert_eq!(start.command, "cargo run --release -p project-tracker");
    start.check(&tracker.as_shown(&tracker.banner));
    let mut shell = Shell::start(&folder.0, PROGRAM);
    let mut count = 0;
    for step in steps {
        let printed = shell.run(&tracker.as_it_is(&step.command)).await;
        step.check(&tracker.as_shown(&printed));
        count += 1;
    }
    assert!(count > 50, "only {count} steps are found");
}

#[tokio::test]
async fn what_is_printed_to_try_can_be_pasted() {
    let folder = Folder::new("paste");
    let tracker = Tracker::start(&folder.0, &[]).await;
    let (_, paste) = tracker.banner.split_once("Try it:\n").unwrap();
    let answer = Shell::start(&folder.0, PROGRAM).run(paste.trim()).await;
    assert!(answer.contains("Core platform"), "{answer}");
}

#[tokio::test]
async fn a_backend_elsewhere_is_used_by_who_knows_its_secret() {
    let folder = Folder::new("elsewhere");
    let secret = "known to both, and long enough for it";
    let tracker = Tracker::start(&folder.0, &["--service-secret", secret]).await;
    let mut shell = Shell::start(&folder.0, PROGRAM);
    let mut call = async |secret: &str| {
        let request = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_project","arguments":{"project":"CORE"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#;
        let backend = &tracker.addresses[1];
        let serve = "project-tracker --stdio --backend-url";
        let line =
            format!("echo '{request}' | {serve} http://{backend} --service-secret '{secret}'");
        shell.run(&line).await
    };
    let answer = call(secret).await;
    assert!(answer.contains(r#""name":"Core platform""#), "{answer}");
    let refused = call("another one, and long enough for it too").await;
    assert!(refused.contains("--service-secret"), "{refused}");
    // That backend notes it, and before the program ends.
    let audit = format!("http://{}/api/v1/audit?outcome=ok", tracker.addresses[1]);
    let admin = "Authorization: Bearer pfai_admin_local_only";
    let log = shell.run(&format!("curl -s '{audit}' -H '{admin}'")).await;
    assert!(log.contains(r#""name":"get_project""#), "{log}");
}

#[tokio::test]
async fn every_flag_is_in_the_table_and_no_other() {
    let help = Command::new(PROGRAM).arg("--help").output().await.unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let options = help.lines().map(str::trim_start);
    let options = names(options.filter_map(|line| line.strip_prefix("--")));
    let rows = names(README.lines().filter_map(|line| line.strip_prefix("| `--")));
    assert!(!rows.is_empty());
    assert_eq!(rows, options);
}

/// The first words of lines, in alphabetical order.
fn names<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = lines
        .filter_map(|line| line.split([' ', '`']).next())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn what_to_look_at_is_there() {
    let (_, table) = README.split_once("## Where to look").unwrap();
    let parts = table.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = parts.collect();
    assert!(paths.len() > 5);
    for path in paths {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        assert!(path.exists(), "{} is missing", path.display());
    }
}

/// The program, on ports of its own.
struct Tracker {
    banner: String,
    addresses: [String; 2],
    /// Open for as long as the program may print.
    _lines: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

impl Tracker {
    async fn start(folder: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["--listen", "127.0.0.1:0"])
            .args(more)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program is there");
        let mut lines = BufReader::new(child.stdout.take().expect("it is a pipe")).lines();
        let mut banner = String::new();
        while !banner.contains(" -d '") {
            let line = patiently("the banner", lines.next_line()).await;
            banner += &line.expect("it is UTF-8").expect("the banner is whole");
            banner.push('\n');
        }
        let address = |path: &str| {
            let mut words = banner.split_whitespace();
            let address = words.find_map(|word| word.strip_suffix(path)?.strip_prefix("http://"));
            address
                .unwrap_or_else(|| panic!("no {path} in:\n{banner}"))
                .to_owned()
        };
        Self {
            addresses: ["/api/v1/mcp", "/api/v1/docs"].map(address),
            banner,
            _lines: lines,
            _child: child,
        }
    }

    fn as_it_is(&self, text: &str) -> String {
        let pairs = SHOWN.iter().zip(&self.addresses);
        pairs.fold(text.to_owned(), |text, (shown, is)| text.replace(shown, is))
    }

    fn as_shown(&self, text: &str) -> String {
        let pairs = SHOWN.iter().zip(&self.addresses);
        pairs.fold(text.to_owned(), |text, (shown, is)| text.replace(is, shown))
    }
}

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("tracker-{name}-{}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
