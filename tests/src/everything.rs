//! The tests' server as a process, for the official conformance suite and whoever is curious.

use std::error::Error;
use std::net::SocketAddr;

use clap::Parser;
use http::HeaderName;
use http::header::AUTHORIZATION;
use mcp_server::auth::{Authentication, Scheme, Secret, Verdict, Verifying};
use mcp_server::prelude::*;

/// A server with a tool for every feature.
#[derive(Parser)]
struct Options {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8123")]
    listen: SocketAddr,
    /// Serve who started this process, over standard input and output, and listen nowhere.
    #[arg(long)]
    stdio: bool,
    /// Know one caller, whose token is in this variable of the environment over standard input.
    #[arg(long)]
    token_of: Option<String>,
}

/// Knows one caller.
struct OneToken;

impl Scheme for OneToken {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some("Bearer")
    }

    fn verify(&self, credential: Secret) -> Verifying {
        Box::pin(async move {
            match credential.expose() {
                "open sesame" => Verdict::Known(Principal::new("cave", "ali")),
                _ => Verdict::NotMine,
            }
        })
    }
}

/// Tell who is asking
#[tool(read_only)]
fn whoami(principal: Principal) -> String {
    principal.subject().to_owned()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let mut server = mcp_tests::server();
    if let Some(variable) = options.token_of {
        let demand = Authentication::new().with(OneToken);
        let demand = demand.from_environment(variable);
        server = server.tools(toolset![whoami]).authentication(demand);
    }
    let server = server.build()?;
    match options.stdio {
        true => server.serve_stdio().await?,
        false => server.serve(options.listen).await?,
    }
    Ok(())
}
