//! turbomcp with the same tools, as fast as it can be set up: its list is made once, JSON answers,
//! hyper without a router of its own.

mod many;
mod tools;

use std::error::Error;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use many::Many;
use turbomcp::prelude::*;
use versus_common::{Options, listen, runtime};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    runtime(&options)?.block_on(serve(Many::new(options.tools)))
}

async fn serve(tools: Many) -> Result<(), Box<dyn Error>> {
    let config = ServerConfig::builder().allow_missing_origin(true);
    let router = tools
        .builder()
        .with_config(config.build())
        .into_axum_router();
    let listener = listen().await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            // A client that leaves is no failure of the server.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
