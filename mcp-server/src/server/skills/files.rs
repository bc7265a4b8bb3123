//! Skills as they are written: files by their paths.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use mcp_core::peer::{Gate, StateMap, Viewer};

use super::{folder, names};

/// [Agent Skills](https://agentskills.io/specification): folders of instructions that agents read
/// when they need them, each with a `SKILL.md` that says what it is for.
///
/// ```
/// use mcp_server::{Server, Skills};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let skill = "---\nname: refunds\ndescription: How we refund. Use it when money goes back.\n---\n\
///              Write to the customer first, as in examples/mail.md.\n";
/// let skills = Skills::new()
///     .file("billing/refunds/SKILL.md", skill)
///     .file("billing/refunds/examples/mail.md", "Dear customer,");
/// let server = Server::builder(("shop", "1.0.0")).skills(skills).build()?;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let client = mcp_server::testing::Client::connect(&server).await?;
/// let mail = client.read("skill://billing/refunds/examples/mail.md").await?;
/// assert_eq!(mail.text(), "Dear customer,");
/// # Ok::<(), mcp_server::testing::Error>(())
/// # })?;
/// # Ok(())
/// # }
/// ```
///
/// A folder with a `SKILL.md` is a skill, and all that is in it belongs to it, to any depth: at most
/// 512 files and 16 MiB. It may lie in other folders, in another skill even. What is wrong with a
/// skill [`build`](crate::Builder::build) says.
#[derive(Clone, Debug, Default)]
pub struct Skills {
    pub(super) files: BTreeMap<String, File>,
    /// What is wrong with which file.
    pub(super) faults: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) contents: Bytes,
    /// How it is named to whoever wrote it.
    pub(super) place: String,
    /// For whom it is there.
    pub(super) gate: Gate,
    /// State that goes before the server's where its gate looks at any; the first goes first.
    pub(super) states: Vec<Arc<StateMap>>,
}

impl File {
    pub(super) fn new(contents: Bytes, place: String) -> Self {
        Self {
            contents,
            place,
            gate: Gate::default(),
            states: Vec::new(),
        }
    }

    /// Whether it is there for the same callers.
    fn is_guarded_like(&self, other: &Self) -> bool {
        let states = |file: &Self| -> Vec<_> { file.states.iter().map(Arc::as_ptr).collect() };
        self.gate == other.gate && states(self) == states(other)
    }
}

/// What makes a folder a skill.
pub(super) const SKILL: &str = "SKILL.md";

/// How many files a skill may have (`extensions/skills#limits`).
const MOST_FILES: usize = 512;

/// How many bytes all of them may have.
pub(super) const MOST_BYTES: usize = 16 * 1024 * 1024;

impl Skills {
    /// No skills.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            files: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// The skills of a folder: each of its folders that has a `SKILL.md`, to any depth, or the folder
    /// itself where it has one.
    ///
    /// They are read now and served as they are, for clients know each file by its digest; for
    /// another state of the folder, read it again and [change](crate::Change::skills) the server.
    /// What lies in no skill is left alone, and so is what has a name that begins with a dot.
    ///
    /// ```no_run
    /// use mcp_server::{Server, Skills};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(("shop", "1.0.0")).skills(Skills::from_dir("skills")?).build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Something cannot be read, is larger than a skill may be, or is a link that leads out of the
    /// folder; the error says where.
    pub fn from_dir(path: impl AsRef<Path>) -> io::Result<Self> {
        folder::read(path.as_ref())
    }

    /// The same with one more file, such as one that `include_str!` or `&include_bytes!(…)[..]` gave.
    /// The path is `/`-separated and begins with the folders that its skill lies in.
    #[must_use]
    pub fn file(self, path: impl Into<String>, contents: impl Into<Bytes>) -> Self {
        let path = path.into();
        let file = File::new(contents.into(), path.clone());
        self.with(path, file)
    }

    /// The same with a scope that each requires of those that are here by now. Who lacks it finds
    /// none of them in a list, and is refused their files.
    ///
    /// ```no_run
    /// use mcp_server::{Server, Skills};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let staff = Skills::from_dir("skills/staff")?.scope("staff");
    /// let skills = Skills::from_dir("skills/public")?.and(staff);
    /// let server = Server::builder(("shop", "1.0.0")).skills(skills).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn scope(self, scope: impl Into<Cow<'static, str>>) -> Self {
        let mut gate = Gate::default();
        gate.add_scope(scope);
        self.behind(&gate)
    }

    /// The same with a condition on those that are here by now; where it does not hold, there are
    /// none of them.
    #[must_use]
    pub fn visible_when(
        self,
        condition: impl Fn(&Viewer<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.behind(&Gate::of(condition))
    }

    fn behind(mut self, gate: &Gate) -> Self {
        self.files.values_mut().for_each(|file| file.gate.add(gate));
        self
    }

    /// Gives their conditions state to look at before the server's; what they were given earlier
    /// goes before this.
    pub(in crate::server) fn add_state(&mut self, state: &Arc<StateMap>) {
        let files = self.files.values_mut();
        files.for_each(|file| file.states.push(Arc::clone(state)));
    }

    /// The same with others.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.faults.extend(others.faults);
        let others = others.files.into_iter();
        others.fold(self, |all, (path, file)| all.with(path, file))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(super) fn with(mut self, path: String, file: File) -> Self {
        if !names::is_path(&path) {
            let text = "write its path as names between single `/`, none of them `.` or `..`, without \
                        `\\`, in at most 1024 bytes";
            self.faults.push((file.place, text.to_owned()));
            return self;
        }
        if let Some(other) = self.files.get(&path) {
            let text = format!(
                "`{}` has the same path; take another for one of them",
                other.place
            );
            self.faults.push((file.place, text));
            return self;
        }
        self.files.insert(path, file);
        self
    }

    /// The files in a folder, to any depth.
    pub(super) fn within(&self, folder: &str) -> impl Iterator<Item = (&String, &File)> {
        let first = format!("{folder}/");
        let files = self.files.range(first.clone()..);
        files.take_while(move |(path, _)| path.starts_with(&first))
    }

    /// The file of a skill that is not there for the same callers as its `SKILL.md`.
    pub(super) fn odd(&self, skill: &str) -> Option<&File> {
        let head = self.files.get(&format!("{skill}/{SKILL}"))?;
        let mut files = self.within(skill).map(|(_, file)| file);
        files.find(|file| !file.is_guarded_like(head))
    }

    /// How a skill exceeds what it may have.
    pub(super) fn excess(&self, skill: &str) -> Option<String> {
        let count = self.within(skill).count();
        if count > MOST_FILES {
            return Some(format!(
                "the skill has more files than {MOST_FILES}, and clients may refuse it; split it"
            ));
        }
        let bytes: usize = self
            .within(skill)
            .map(|(_, file)| file.contents.len())
            .sum();
        (bytes > MOST_BYTES).then(|| {
            "the skill has more than 16 MiB, and clients may refuse it; leave out what is large"
                .to_owned()
        })
    }
}
