//! An MCP server beside the routes of an axum application: one line mounts it, and one ends it.

use axum::Router;
use axum::routing::get;
use mcp_server::BuildError;
use mcp_server::prelude::*;
use tokio::net::TcpListener;
use tokio::signal::ctrl_c;

/// Say hello.
#[tool(read_only)]
async fn greet(
    /// Whom to greet
    name: String,
) -> String {
    format!("Hello, {name}!")
}

fn server() -> Result<Server, BuildError> {
    Server::builder(server_info!())
        .tools(toolset![greet])
        .build()
}

fn app(server: Server) -> Router {
    Router::new()
        .route("/", get(|| async { "The tools are at /mcp.\n" }))
        .fallback_service(server)
}

/// Until it is told to stop; calls that run then are finished.
async fn serve(
    listener: TcpListener,
    server: Server,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let app = app(server.clone());
    let stop = async move {
        stop.await;
        // Streams that clients listen to would keep the application from ending.
        server.shut_down();
    };
    axum::serve(listener, app)
        .with_graceful_shutdown(stop)
        .await
}

/// Ctrl-C, or SIGTERM, by which services and containers are ended.
async fn told_to_stop() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            pressed = ctrl_c() => pressed,
        }
    }
    #[cfg(not(unix))]
    ctrl_c().await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = mcp_server::bind("127.0.0.1:8080").await?;
    let stop = async { drop(told_to_stop().await) };
    Ok(serve(listener, server()?, stop).await?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::time::timeout;

    use super::*;

    const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#;

    type Connection = BufReader<TcpStream>;

    /// Sends a request, and gives the head of its answer.
    async fn ask(listener: &str, request: &str, body: &str) -> (String, Connection) {
        let mut connection = BufReader::new(TcpStream::connect(listener).await.unwrap());
        let length = body.len();
        let request = format!(
            "{request}Host: {listener}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(connection.read_line(&mut head).await.unwrap() > 0, "{head}");
        }
        (head, connection)
    }

    fn header<'a>(head: &'a str, name: &str) -> &'a str {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let (_, value) = lines
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .unwrap();
        value
    }

    #[tokio::test]
    async fn the_application_and_the_tools_share_a_port_until_both_are_stopped() {
        let listener = mcp_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { drop(stopped.await) };
        let serving = tokio::spawn(serve(listener, server().unwrap(), stopped));

        let (head, mut index) = ask(&address, "GET / HTTP/1.1\r\nConnection: close\r\n", "").await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let mut text = String::new();
        index.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "The tools are at /mcp.\n");

        let (head, _answered) = ask(&address, "POST /mcp HTTP/1.1\r\n", INITIALIZE).await;
        let session = header(&head, "mcp-session-id");
        let listen = format!(
            "GET /mcp HTTP/1.1\r\nAccept: text/event-stream\r\nMcp-Session-Id: {session}\r\n"
        );
        let (head, mut events) = ask(&address, &listen, "").await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");

        stop.send(()).unwrap();
        let ended = timeout(Duration::from_secs(10), serving).await;
        ended.expect("no stream keeps it").unwrap().unwrap();
        events.read_to_end(&mut Vec::new()).await.unwrap();
    }
}
