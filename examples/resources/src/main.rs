//! The notes of a folder as resources: listed, read, completed, and told of when they change.

use std::env;
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use mcp_server::prelude::*;

/// A folder of notes.
struct Notes(PathBuf);

#[tools]
impl Notes {
    /// A note of the folder
    #[resource("note:///{name}", list = Self::listed)]
    async fn note(
        &self,
        #[arg(complete = Self::names)] name: String,
    ) -> Result<Option<Contents>, ToolError> {
        // A name of a file and nothing else: no folder, and no way out of this one.
        if Path::new(&name).file_name() != Some(OsStr::new(&name)) {
            return Ok(None);
        }
        // No such note is none; a client gets the error that its revision has for that.
        let Ok(bytes) = tokio::fs::read(self.0.join(&name)).await else {
            return Ok(None);
        };
        let mime = mime(&name);
        let contents = match mime {
            "text/markdown" => Contents::text(String::from_utf8(bytes)?),
            _ => Contents::bytes(bytes),
        };
        Ok(Some(contents.mime_type(mime)))
    }

    /// All notes there are, where the template alone would only say what there might be.
    fn listed(&self) -> Result<Vec<Listed>, ToolError> {
        let notes = self.names()?.into_iter();
        let note = |name: String| Listed::of("name", &name).mime_type(mime(&name));
        Ok(notes.map(note).collect())
    }

    /// Write a note, or write it anew
    #[tool(idempotent)]
    async fn write_note(
        &self,
        notify: Notify,
        /// Such as `shopping.md`
        #[arg(pattern = "^[a-z0-9-]{1,40}[.]md$")]
        name: String,
        /// All of it, as Markdown
        text: String,
    ) -> Result<&'static str, ToolError> {
        let path = self.0.join(&name);
        let is_new = tokio::fs::File::create_new(&path).await.is_ok();
        tokio::fs::write(path, text).await?;
        if is_new {
            // Every client hears that there is another list.
            notify.resources_changed();
            return Ok("a new note");
        }
        // Those who are subscribed to it hear that it should be read again.
        notify.resource_updated(format!("note:///{name}"));
        Ok("written anew")
    }

    /// All names; who types one is offered those that begin with what is typed.
    fn names(&self) -> Result<Vec<String>, ToolError> {
        let entries = fs::read_dir(&self.0)?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }
}

fn mime(name: &str) -> &'static str {
    match name.ends_with(".md") {
        true => "text/markdown",
        false => "image/png",
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    tracing_subscriber::fmt().init();
    let mut arguments = env::args().skip(1);
    let address = arguments
        .next()
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let folder = arguments.next().map(PathBuf::from);
    let notes = Notes(folder.unwrap_or_else(|| env::temp_dir().join("notes")));
    fs::create_dir_all(&notes.0)?;
    fs::write(notes.0.join("welcome.md"), "# Welcome\n")?;
    fs::write(notes.0.join("dot.png"), include_bytes!("dot.png"))?;

    let server = Server::builder(server_info!()).tools(notes).build()?;
    Ok(server.serve(address).await?)
}
