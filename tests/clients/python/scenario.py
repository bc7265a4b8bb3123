"""What every client does with a running project tracker: the steps, written once for both SDK versions."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from checks import equal, ok

EXPECTED_TOOLS = {
    "list_projects",
    "get_project",
    "list_issues",
    "get_issue",
    "create_issue",
    "update_issue",
    "search_issues",
    "create_comment",
    "bulk_update_issues",
}
TITLE = "Größe prüfen – 日本語 ✓"
INVALID_PARAMS = -32602

OnProgress = Callable[[float, float | None, str | None], Awaitable[None]]
Result = dict[str, Any]


class Client(Protocol):
    """A client of any SDK version; results come as the JSON of the wire."""

    version: str
    protocol_error: type[Exception]

    async def list_tools(self, cursor: str | None) -> Result: ...

    async def call_tool(self, name: str, arguments: Result, on_progress: OnProgress | None = None) -> Result: ...

    def code(self, error: Exception) -> int: ...


async def walk(client: Client, version: str) -> None:
    equal("the negotiated protocol version", client.version, version)
    await lists_tools(client)
    ref = await creates_and_reads_back(client)
    await reports_api_errors(client)
    await refuses_bad_arguments(client)
    await refuses_unknown_tools(client)
    await watches_progress(client, ref)


async def lists_tools(client: Client) -> None:
    names: list[str] = []
    cursor = None
    while True:
        page = await client.list_tools(cursor)
        names += [tool["name"] for tool in page["tools"]]
        cursor = page.get("nextCursor")
        if not cursor:
            break
    ok("at least 12 tools are listed", len(names) >= 12, "at least 12 tools", names)
    ok("every expected tool is listed", EXPECTED_TOOLS <= set(names), sorted(EXPECTED_TOOLS), names)


async def creates_and_reads_back(client: Client) -> str:
    ref = await create_issue(client, TITLE)
    read = await client.call_tool("get_issue", {"issue": ref})
    ok("get_issue finds it", not read.get("isError"), "a result", read)
    equal("the title comes back unchanged", answer(read).get("title"), TITLE)
    return ref


async def create_issue(client: Client, title: str) -> str:
    created = await client.call_tool("create_issue", {"project": "CORE", "title": title, "priority": 2})
    ok("create_issue succeeds", not created.get("isError"), "a result", created)
    ref = str(answer(created).get("ref"))
    ok("the new issue has a ref", re.fullmatch(r"CORE-\d+", ref) is not None, "a ref such as CORE-12", created)
    return ref


async def reports_api_errors(client: Client) -> None:
    absent = await client.call_tool("get_issue", {"issue": "CORE-999999"})
    equal("an absent issue is a tool error", absent.get("isError"), True)
    prefix = "API error (HTTP 404): "
    ok("the tool error carries the HTTP status", text(absent).startswith(prefix), f"text starting with {prefix}", absent)


async def refuses_bad_arguments(client: Client) -> None:
    refused = await client.call_tool("create_issue", {"project": "CORE", "priority": 2})
    equal("a missing argument is a tool error", refused.get("isError"), True)
    ok("the tool error names the argument", "title" in text(refused), "text naming title", refused)


async def refuses_unknown_tools(client: Client) -> None:
    code: Any = None
    outcome: Any
    try:
        outcome = await client.call_tool("no_such_tool", {})
    except client.protocol_error as error:
        outcome, code = error, client.code(error)
    ok("an unknown tool is a protocol error", code is not None, "a JSON-RPC error", outcome)
    equal("its code is invalid params", code, INVALID_PARAMS)


async def watches_progress(client: Client, ref: str) -> None:
    issues = [ref, await create_issue(client, "Second of three"), await create_issue(client, "Third of three")]
    seen: list[float] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        seen.append(progress)

    updated = await client.call_tool("bulk_update_issues", {"issues": issues, "status": "todo"}, on_progress)
    ok("bulk_update_issues succeeds", not updated.get("isError"), "a result", updated)
    rising = all(earlier < later for earlier, later in zip(seen, seen[1:]))
    ok("progress was seen and only rose", len(seen) >= 2 and rising, "at least 2 increasing values", seen)


def answer(result: Result) -> Result:
    structured = result.get("structuredContent")
    return structured if structured is not None else json.loads(text(result))


def text(result: Result) -> str:
    content = result.get("content") or [{}]
    return content[0].get("text", "")
