//! Loads a server and tells in one line of JSON what that took.

mod abandon;
mod http;
mod load;
mod measure;
mod options;
mod process;
mod request;
mod save;
mod server;
mod times;

use std::process::ExitCode;

use options::{Era, Options};

fn main() -> ExitCode {
    let told = Options::read().and_then(|options| match options.era {
        Era::Abandon => abandon::run(&options),
        _ => measure::run(&options),
    });
    match told {
        Ok(measured) => {
            println!("{}", serde_json::json!(measured));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("driver: {error}");
            ExitCode::FAILURE
        }
    }
}
