//! A file of JSON, one line for each record.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::writer::{Store, Writer, create_private, identity};
use super::{AuditRecord, AuditSink, Writing};

/// Writes records to a file of JSON lines, each a JSON object of its own.
///
/// One thread writes, as many records at once as wait for it, and has the operating system put them
/// on the disk before it says that they are written. Nothing that is there is ever changed: the file
/// is opened for appending only, and created so that only its owner can read it. A line that could
/// not be written to its end, because the disk was full or the machine stopped, stays as it is, and
/// the next record begins a line of its own.
///
/// To rotate the file, move it away: on Unix that is noticed before the next records are written,
/// and a new one is begun in its place. Elsewhere, and where several processes write to one file
/// over a network, let each process have a file of its own name. A tool that copies and then
/// truncates loses what is written in between.
///
/// ```
/// use mcp_server::audit::{Audit, JsonLines};
///
/// # fn main() -> std::io::Result<()> {
/// # let folder = std::env::temp_dir().join(format!("mcp-audit-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let audit = Audit::required(JsonLines::create(folder.join("calls.jsonl"))?);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct JsonLines(Writer);

impl JsonLines {
    /// Opens the file for appending, and creates it where there is none. Its folder must be there.
    ///
    /// # Errors
    /// The file cannot be opened, or no thread can be started.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let lines = Lines::open(path.to_owned()).map_err(|error| {
            io::Error::new(
                error.kind(),
                format!("cannot open `{}`: {error}", path.display()),
            )
        })?;
        Ok(Self(Writer::new(lines)?))
    }
}

impl AuditSink for JsonLines {
    fn write(&self, record: AuditRecord) -> Writing<'_> {
        self.0.write(record)
    }
}

/// The file while it is open.
struct Lines {
    path: PathBuf,
    file: File,
    /// Which file it is, to notice when another is in its place.
    identity: Option<(u64, u64)>,
    /// Its last line has no end.
    is_torn: bool,
    /// A device or a pipe cannot be told to be durable.
    is_regular: bool,
}

impl Lines {
    fn open(path: PathBuf) -> io::Result<Self> {
        create_private(&path)?;
        let file = OpenOptions::new().append(true).open(&path)?;
        let is_regular = file.metadata()?.is_file();
        Ok(Self {
            is_torn: is_regular && is_torn(&path)?,
            is_regular,
            identity: identity(file.metadata()),
            path,
            file,
        })
    }

    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut rest = lines;
        while !rest.is_empty() {
            match self.file.write(rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => {
                    self.is_torn = rest[written - 1] != b'\n';
                    rest = &rest[written..];
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        match self.is_regular {
            true => self.file.sync_data(),
            false => Ok(()),
        }
    }
}

impl Store for Lines {
    fn store(&mut self, records: &[AuditRecord]) -> Result<(), String> {
        if identity(fs::metadata(&self.path)) != self.identity {
            let opened = Self::open(self.path.clone());
            *self = opened.map_err(|error| format!("the file cannot be begun anew: {error}"))?;
        }
        let mut lines = Vec::with_capacity(512 * records.len());
        if self.is_torn {
            lines.push(b'\n');
        }
        for record in records {
            let written = serde_json::to_writer(&mut lines, record);
            written.map_err(|error| error.to_string())?;
            lines.push(b'\n');
        }
        self.append(&lines).map_err(|error| error.to_string())
    }
}

/// Whether a file ends in the middle of a line.
fn is_torn(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests;
