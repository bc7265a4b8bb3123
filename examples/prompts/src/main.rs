//! Prompts over standard input and output: arguments that complete each other, and a resource that
//! a prompt takes with it.

use mcp_server::prelude::*;
use serde::Deserialize;

/// Each language with what people build on in it.
const LANGUAGES: [(&str, &[&str]); 3] = [
    ("python", &["django", "fastapi", "flask"]),
    ("rust", &["axum", "hyper", "tokio"]),
    ("typescript", &["express", "next", "react"]),
];

/// What matters most in a review. A client is offered the names of an enum without being told.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Focus {
    Correctness,
    Speed,
    Style,
}

/// Review a change as a careful colleague would
#[prompt(title = "Review a change")]
fn review(
    /// What it is written in
    #[arg(complete = languages)]
    language: &str,
    /// What it is built on
    #[arg(complete = frameworks)]
    framework: Option<String>,
    /// What matters most
    focus: Option<Focus>,
) -> Result<Vec<Message>, ToolError> {
    let guide = style(language).ok_or_else(|| {
        ToolError::new(format!("there is no guide for {language}"))
            .hint(format!("ask for one of {}", languages().join(", ")))
    })?;
    let uri = format!("style:///{language}");
    let built = framework.map(|framework| format!(" with {framework}"));
    let focus = match focus.unwrap_or(Focus::Correctness) {
        Focus::Correctness => "what is wrong",
        Focus::Speed => "what is slow",
        Focus::Style => "what is hard to read",
    };
    let wish = format!(
        "Review my change. It is written in {language}{}. Keep to the guide, and tell me {focus}.",
        built.unwrap_or_default()
    );
    Ok(vec![
        Message::user(Content::resource(uri, "text/markdown", guide)),
        Message::user(wish),
        Message::assistant("Gladly. Show me the change."),
    ])
}

/// All of them; a client gets those that begin with what was typed.
fn languages() -> Vec<&'static str> {
    LANGUAGES.iter().map(|(language, _)| *language).collect()
}

/// What can follow depends on the language, if that is known already.
async fn frameworks(typed: Typed) -> Vec<String> {
    let language = typed.argument("language");
    let fitting = LANGUAGES
        .iter()
        .filter(|(name, _)| language.is_none_or(|known| known == *name));
    typed.filter(fitting.flat_map(|(_, frameworks)| frameworks.iter().copied()))
}

/// The style guide of a language, which the prompt shows and everybody can read
#[resource("style:///{language}", mime = "text/markdown")]
fn guide(#[arg(complete = languages)] language: &str) -> Option<String> {
    style(language)
}

fn style(language: &str) -> Option<String> {
    let known = languages().contains(&language);
    known.then(|| format!("# Style of {language}\n\nSmall functions, plain names.\n"))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::builder(server_info!())
        .prompts(prompts![review])
        .resources(resources![guide])
        .build()?;
    Ok(server.serve_stdio().await?)
}
