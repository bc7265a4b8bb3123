//! A socket that is read and written, and nothing looked at: what the kernel and tokio alone cost.

use std::error::Error;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use versus_common::{Options, listen, runtime};

/// The answer to the echo, with the headers that hyper would write.
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
    content-length: 91\r\n\
    date: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n\
    {\"jsonrpc\":\"2.0\",\"id\":10000000,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"hello there\"}]}}";

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    runtime(&options)?.block_on(async {
        let listener = listen().await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(answer(stream));
        }
    })
}

/// Every request of the driver arrives in one piece.
async fn answer(mut stream: TcpStream) {
    let mut buffer = [0; 4096];
    while let Ok(1..) = stream.read(&mut buffer).await {
        if stream.write_all(ANSWER).await.is_err() {
            return;
        }
    }
}
