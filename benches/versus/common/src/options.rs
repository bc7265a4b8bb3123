//! What a server is told on its command line.

use std::path::PathBuf;

/// The options that all servers know; what does not apply to one, it leaves alone.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many threads serve.
    pub workers: usize,
    /// How many tools there are.
    pub tools: usize,
    /// Which of its ways the server is to go.
    pub mode: String,
    /// How many sessions to keep that nobody uses, if not as many as it does by itself.
    pub sessions: Option<usize>,
    /// What to answer to `tools/list`, for a server that only copies.
    pub list: Option<PathBuf>,
}

impl Options {
    /// Read `--flag value` pairs.
    ///
    /// # Errors
    /// When a flag is unknown, has no value, or not such a value.
    pub fn read() -> Result<Self, String> {
        let mut options = Self {
            workers: 1,
            tools: 3,
            mode: String::new(),
            sessions: None,
            list: None,
        };
        let mut args = std::env::args().skip(1);
        while let Some(flag) = args.next() {
            let value = args.next().ok_or_else(|| format!("{flag} has no value"))?;
            match flag.as_str() {
                "--workers" => options.workers = number(&value)?,
                "--tools" => options.tools = number(&value)?,
                "--mode" => options.mode = value,
                "--sessions" => options.sessions = Some(number(&value)?),
                "--list" => options.list = Some(value.into()),
                _ => return Err(format!("{flag} is unknown")),
            }
        }
        Ok(options)
    }
}

fn number(value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| format!("`{value}` is no number"))
}
