//! The notes of a folder as resources: listed, read, completed, and told of when they change.

use std::env;
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use mcp_server::model::ResourceDefinition;
use mcp_server::prelude::*;
use mcp_server::resource::ReadOutcome;
use mcp_server::{IntoResource, Resource, Resources};

/// A folder of notes.
#[derive(Clone)]
struct Notes(PathBuf);

/// What a note holds.
enum Note {
    Text(String),
    Picture(Vec<u8>),
}

/// Whatever is text or bytes can be the contents of a resource; this one can be both.
impl IntoResource for Note {
    fn into_resource(self, uri: &str, _mime: Option<&'static str>) -> ReadOutcome {
        match self {
            Self::Text(text) => text.into_resource(uri, Some("text/markdown")),
            Self::Picture(bytes) => bytes.into_resource(uri, Some("image/png")),
        }
    }
}

#[tools]
impl Notes {
    /// A note of the folder
    #[resource("note:///{name}")]
    async fn note(
        &self,
        #[arg(complete = Self::names)] name: String,
    ) -> Result<Option<Note>, ToolError> {
        self.read(&name).await
    }

    /// Write a note, or write it anew
    #[tool(idempotent)]
    async fn write_note(
        &self,
        server: Server,
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
            server.change(|change| {
                change.resources(self.listed(name));
            })?;
            return Ok("a new note");
        }
        // Those who are subscribed to it hear that it should be read again.
        notify.resource_updated(uri(&name));
        Ok("written anew")
    }

    /// One note as an entry of the list, where a template alone would only say what there might be.
    fn listed(&self, name: String) -> Resource {
        let mut definition = ResourceDefinition::new(uri(&name), name.clone());
        definition.mime_type = Some(mime(&name).into());
        let notes = self.clone();
        Resource::raw(definition, move |call| {
            let (notes, name) = (notes.clone(), name.clone());
            Box::pin(async move { notes.read(&name).await.into_resource(call.uri(), None) })
        })
    }

    /// No such note is none; a client gets the error that its revision has for that.
    async fn read(&self, name: &str) -> Result<Option<Note>, ToolError> {
        // A name of a file and nothing else: no folder, and no way out of this one.
        if Path::new(name).file_name() != Some(OsStr::new(name)) {
            return Ok(None);
        }
        let Ok(bytes) = tokio::fs::read(self.0.join(name)).await else {
            return Ok(None);
        };
        Ok(Some(match mime(name) {
            "text/markdown" => Note::Text(String::from_utf8(bytes)?),
            _ => Note::Picture(bytes),
        }))
    }

    /// All names; who types one is offered those that begin with what is typed.
    fn names(&self) -> Result<Vec<String>, Box<dyn Error + Send + Sync>> {
        let entries = fs::read_dir(&self.0)?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }
}

fn uri(name: &str) -> String {
    format!("note:///{name}")
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

    let names = notes.names()?.into_iter();
    let listed = names.map(|name| notes.listed(name));
    let listed = listed.fold(Resources::new(), Resources::resource);
    let server = Server::builder(server_info!())
        .resources(listed)
        .tools(notes)
        .build()?;
    Ok(server.serve(address).await?)
}
