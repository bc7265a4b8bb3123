#[derive(ToolError)]
enum TrackerError {
    #[tool_error(hint = "call list_projects first, not {0}")]
    NoProject(String),
    #[tool_error(internal)]
    Backend { cause: Cause },
    #[tool_error(protocol = -32602)]
    Cursor,
    #[tool_error(transparent)]
    Other(Inner),
    Plain,
}
