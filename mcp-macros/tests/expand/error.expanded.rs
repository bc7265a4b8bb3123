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
#[automatically_derived]
#[allow(deprecated, trivial_bounds, unused_imports, unused_qualifications)]
impl ::mcp_server::__private::IntoToolError for TrackerError {
    fn into_tool_error(self) -> ::mcp_server::__private::ToolError {
        let __words = <Self as ::mcp_server::__private::Words>::words;
        match self {
            Self::NoProject { 0: ref __0, .. } => {
                let __hint = ::mcp_server::__private::format!(
                    "call list_projects first, not {__0}"
                );
                ::mcp_server::__private::ToolError::hint(
                    ::mcp_server::__private::ToolError::new(__words(&self)),
                    __hint,
                )
            }
            Self::Backend { .. } => {
                use ::mcp_server::__private::MaskedWords as _;
                ::mcp_server::__private::Masked(self, __words).__tool_error()
            }
            Self::Cursor { .. } => {
                ::mcp_server::__private::ToolError::code(
                    ::mcp_server::__private::ToolError::new(__words(&self)),
                    ::mcp_server::__private::ErrorCode(-32602),
                )
            }
            Self::Other { 0: __error } => {
                <Inner as ::mcp_server::__private::IntoToolError>::into_tool_error(
                    __error,
                )
            }
            Self::Plain { .. } => ::mcp_server::__private::ToolError::new(__words(&self)),
        }
    }
}
