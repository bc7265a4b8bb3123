//! Taking an address to listen on, and what can be done where that fails.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::net::{TcpListener, ToSocketAddrs, lookup_host};

/// What names whoever listens at a port already.
fn who(port: u16) -> String {
    match cfg!(windows) {
        true => "netstat -ano".to_owned(),
        false => format!("lsof -i :{port}"),
    }
}

/// A listener at an address, for [`Server::serve_listener`](crate::Server::serve_listener) and whatever else serves: the
/// one that [`Server::serve`](crate::Server::serve) takes. Port 0 is any that is free.
///
/// ```
/// # async fn example(server: mcp_server::Server) -> std::io::Result<()> {
/// let listener = mcp_server::bind("127.0.0.1:0").await?;
/// println!("http://{}/mcp", listener.local_addr()?);
/// server.serve_listener(listener).await
/// # }
/// ```
///
/// # Errors
/// When there is no such address here, or it is taken, or not to be had by this user. The error names it and says what
/// to do.
pub async fn bind(address: impl ToSocketAddrs) -> Result<TcpListener> {
    let addresses = lookup_host(address).await.map(Iterator::collect);
    first(addresses.map_err(|error| unknown(&error))?).await
}

/// A listener at the first of these that can be had.
async fn first(addresses: Vec<SocketAddr>) -> Result<TcpListener> {
    let mut refusal = None;
    for address in addresses {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(error) => refusal = Some(refused(address, &error)),
        }
    }
    Err(refusal.unwrap_or_else(|| unknown(&Error::from(ErrorKind::NotFound))))
}

fn unknown(error: &Error) -> Error {
    let text =
        format!("cannot tell where to listen: {error}; an address is such as `127.0.0.1:8080`");
    Error::new(error.kind(), text)
}

fn refused(address: SocketAddr, error: &Error) -> Error {
    let advice = match error.kind() {
        ErrorKind::AddrInUse => format!(
            "; another process listens there, which `{}` names: end it, or choose another port",
            who(address.port())
        ),
        ErrorKind::AddrNotAvailable => {
            "; choose an address that this machine has, or `0.0.0.0` for all of them".to_owned()
        }
        ErrorKind::PermissionDenied => "; choose a port from 1024 on".to_owned(),
        _ => String::new(),
    };
    Error::new(
        error.kind(),
        format!("cannot listen on {address}: {error}{advice}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Server, Servers};

    fn server() -> Server {
        Server::builder(("test", "1")).build().unwrap()
    }

    #[tokio::test]
    async fn an_address_that_is_taken_is_named_with_what_to_do() {
        let taken = bind("127.0.0.1:0").await.unwrap();
        let address = taken.local_addr().unwrap();
        let servers = Servers::new([server()]).unwrap();
        for error in [
            server().serve(address).await.unwrap_err(),
            server().serve(address.to_string()).await.unwrap_err(),
            servers.serve(address).await.unwrap_err(),
            bind(address).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::AddrInUse);
            let text = error.to_string();
            assert!(
                text.starts_with(&format!("cannot listen on {address}: ")),
                "{text}"
            );
            assert!(text.ends_with(": end it, or choose another port"), "{text}");
        }
        drop(taken);
        bind(address).await.unwrap();
    }

    #[tokio::test]
    async fn an_address_of_another_machine_is_told_apart() {
        // One that is for documents alone (RFC 5737).
        let error = bind("192.0.2.1:0").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AddrNotAvailable);
        assert!(
            error.to_string().contains("that this machine has"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn what_is_no_address_is_told_apart() {
        for address in ["8080", "127.0.0.1", "127.0.0.1:99999"] {
            let error = server().serve(address).await.unwrap_err().to_string();
            assert!(
                error.starts_with("cannot tell where to listen: "),
                "{error}"
            );
            assert!(error.ends_with("such as `127.0.0.1:8080`"), "{error}");
        }
    }

    #[tokio::test]
    async fn the_first_address_that_can_be_had_is_taken() {
        let taken = bind("127.0.0.1:0").await.unwrap();
        let both = [taken.local_addr().unwrap(), ([127, 0, 0, 1], 0).into()];
        let listener = bind(&both[..]).await.unwrap();
        assert_ne!(listener.local_addr().unwrap(), both[0]);
    }
}
