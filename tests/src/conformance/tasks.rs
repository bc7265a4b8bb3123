//! Tools that go on after their call is answered.

use std::time::Duration;

use mcp_server::jsonrpc::{ErrorCode, ErrorObject};
use mcp_server::model::{TaskSupport, ToolDefinition};
use mcp_server::prelude::*;
use mcp_server::{Form, Rejection, Tool, Tools};

pub(super) fn tools() -> Tools {
    toolset![
        greet,
        slow_compute,
        confirm_delete,
        multi_input,
        test_tool_with_task,
        failing_job,
    ]
    .tool(protocol_error_job())
}

/// A name.
#[derive(Debug, Form)]
struct Named {
    /// What somebody is called
    name: String,
}

/// A confirmation.
#[derive(Debug, Form)]
struct Confirmed {
    /// Whether it shall be done
    confirm: bool,
}

/// Greet somebody, at once
#[tool(read_only)]
fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

/// Take some time
#[tool(task)]
async fn slow_compute(
    #[arg(min = 0, max = 3600)] seconds: f64,
    label: String,
    progress: Progress,
) -> String {
    progress.report(0).of(1).message("computing").await;
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    format!("{label}: computed for {seconds} s")
}

/// Fail, after a while
#[tool(task = "required")]
async fn failing_job() -> Result<(), ToolError> {
    tokio::time::sleep(Duration::from_millis(100)).await;
    Err(ToolError::new("the job failed"))
}

/// Fail with an error of the protocol, after a while
fn protocol_error_job() -> Tool {
    let definition = ToolDefinition::new(
        "protocol_error_job",
        "Fail with an error of the protocol, after a while",
    );
    let tool = Tool::raw(definition, |_context| {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let error = ErrorObject::new(ErrorCode::INTERNAL_ERROR, "the job broke down");
            Err(Rejection::Error(error))
        })
    });
    tool.task(TaskSupport::Optional)
}

/// Delete a file, if that is what is wanted
#[tool(task, destructive)]
async fn confirm_delete(filename: String, context: Context) -> Result<String, ToolError> {
    let asked = context.ask::<Confirmed>(format!("Delete {filename}?"));
    Ok(match asked.await? {
        Answer::Accepted(Confirmed { confirm: true }) => format!("{filename} is deleted"),
        Answer::Accepted(_) | Answer::Declined | Answer::Cancelled => {
            format!("{filename} is left as it is")
        }
    })
}

/// Ask two things at once
#[tool(task)]
async fn multi_input(context: Context) -> Result<String, ToolError> {
    let (named, confirmed) = tokio::join!(
        context.ask::<Named>("What is your name?"),
        context.ask::<Confirmed>("Go on?"),
    );
    let name = named?.accepted().map(|Named { name }| name);
    let confirm = confirmed?.accepted().map(|Confirmed { confirm }| confirm);
    Ok(format!("{name:?}: {confirm:?}"))
}

/// Ask for a name, and only then begin what takes long
#[tool(task = "later")]
async fn test_tool_with_task(context: Context) -> Result<String, ToolError> {
    let named = context
        .ask::<Named>("What is your name?")
        .key("user_name")
        .await?;
    context.start_task().await;
    let name = named.accepted().map(|Named { name }| name);
    Ok(format!(
        "Hello, {}!",
        name.as_deref().unwrap_or("whoever you are")
    ))
}
