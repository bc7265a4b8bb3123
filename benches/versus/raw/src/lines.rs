//! Lines in, the same lines out; those that came together leave together.

use std::io;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};

pub(crate) async fn serve() -> io::Result<()> {
    let mut input = BufReader::new(tokio::io::stdin());
    let mut output = tokio::io::stdout();
    let mut lines = Vec::new();
    while input.read_until(b'\n', &mut lines).await? > 0 {
        if input.buffer().is_empty() {
            output.write_all(&lines).await?;
            output.flush().await?;
            lines.clear();
        }
    }
    Ok(())
}
