//! Work that is not done again when a call is run again.

use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::AskError;
use crate::peer::Context;

impl Context {
    /// Does something once for all the times that a call is run, and remembers its value for later
    /// ones: what costs, or changes something, and stands before a question.
    ///
    /// A call is run again from its start when a client sends it again with answers. The value
    /// travels with the questions, sealed; a failure is not kept, and what failed is tried again. A
    /// client that sends the first request twice, or an old answer once more, has it done twice.
    ///
    /// A name that was given before in this call is told apart from it by a number.
    ///
    /// ```
    /// use mcp_core::{Context, ToolError};
    ///
    /// async fn order(context: Context) -> Result<String, ToolError> {
    ///     let number = context.once("reserve", || async { Ok::<u64, ToolError>(7) }).await?;
    ///     let roots = context.roots().await?;
    ///     Ok(format!("order {number} for {} folders", roots.len()))
    /// }
    /// ```
    ///
    /// # Errors
    /// Those of what is done; or what was remembered is no `T` any more.
    pub async fn once<T, E, F>(&self, name: &str, run: impl FnOnce() -> F) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
        E: From<AskError>,
        F: Future<Output = Result<T, E>>,
    {
        let Some(replay) = self.replay() else {
            return run().await;
        };
        let name = replay.name(name);
        if let Some(done) = replay.done(&name) {
            let value = serde_json::from_str(done.get());
            return value.map_err(|error| unreadable(&name, &error));
        }
        let value = run().await?;
        match serde_json::value::to_raw_value(&value) {
            Ok(done) => replay.keep(name, done),
            Err(error) => return Err(unreadable(&name, &error)),
        }
        Ok(value)
    }
}

fn unreadable<E: From<AskError>>(name: &str, error: &serde_json::Error) -> E {
    AskError::Invalid(format!("the value of `{name}` cannot be kept: {error}")).into()
}
