//! Where icons may be: clients show them, and would run a script or read a file.

use mcp_server::model::{
    Icon, Implementation, PromptDefinition, ResourceDefinition, ToolDefinition,
};
use mcp_server::prelude::*;
use mcp_server::{Builder, IntoPrompt as _};

/// Rows: SE-10.
#[test]
fn an_icon_that_is_no_page_and_no_data_is_refused_when_the_server_is_built() {
    let addresses = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.com/icon.png",
        "vbscript:x",
        "blob:https://example.com/1",
        "https:",
        "https://",
        "//example.com/icon.png",
        "icon.png",
        "",
        "data:",
    ];
    for address in addresses {
        for (thing, builder) in pictured(address) {
            let text = builder.build().expect_err(address).to_string();
            assert!(text.contains(thing) && text.contains("`https:`"), "{text}");
        }
    }
    for address in [
        "https://example.com/icon.png",
        "HTTPS://example.com/icon.png",
        "http://localhost:8080/icon.svg",
        "data:image/png;base64,AAAA",
        "data:image/svg+xml,<svg />",
    ] {
        for (thing, builder) in pictured(address) {
            builder
                .build()
                .unwrap_or_else(|error| panic!("{thing}: {error}"));
        }
    }
}

/// Servers of which one thing each has an icon, and what that is.
fn pictured(address: &str) -> [(&'static str, Builder); 5] {
    let icon = || vec![Icon::new(address)];
    let mut tool = ToolDefinition::new("pictured", "Show");
    tool.icons = icon();
    let tool = mcp_server::Tool::raw(tool, |_| Box::pin(async { Ok(ToolResult::default()) }));
    let mut prompt = PromptDefinition::new("pictured");
    prompt.icons = icon();
    let prompt = mcp_server::Prompt::raw(prompt, |_| Box::pin(async { "x".into_prompt() }));
    let mut resource = ResourceDefinition::new("x://pictured", "pictured");
    resource.icons = icon();
    let resource = mcp_server::Resource::new(resource, || "x");
    let named = |icons: Vec<Icon>| {
        let info = Implementation::new("everything", "1");
        icons.into_iter().fold(info, Implementation::icon)
    };
    let builder = || Server::builder(named(Vec::new()));
    [
        ("the tool `pictured`", builder().tools(tool)),
        ("the prompt `pictured`", builder().prompts(prompt)),
        ("the resource `x://pictured`", builder().resources(resource)),
        ("the server itself", Server::builder(named(icon()))),
        (
            "the tool `nested_inner`",
            builder().nest("nested", inner(icon())),
        ),
    ]
}

fn inner(icons: Vec<Icon>) -> Builder {
    let mut tool = ToolDefinition::new("inner", "Show");
    tool.icons = icons;
    let tool = mcp_server::Tool::raw(tool, |_| Box::pin(async { Ok(ToolResult::default()) }));
    Server::builder(("inner", "1")).tools(tool)
}
