"""What every client does with a running project tracker: the steps, written once for all versions."""

import json
import re

from checks import equal, ok, refusal
from client import Client, Json, every, text

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


async def tracker(client: Client, lacks: dict[str, str]) -> None:
    await lists_tools(client)
    ref = await creates_and_reads_back(client)
    await reports_api_errors(client)
    await refuses_bad_arguments(client)
    await refuses_unknown_tools(client)
    await watches_progress(client, ref)


async def lists_tools(client: Client) -> None:
    names = [tool["name"] for tool in await every(client, "tools")]
    ok("at least 12 tools are listed", len(names) >= 12, "at least 12 tools", names)
    ok("every expected tool is listed", EXPECTED_TOOLS <= set(names), sorted(EXPECTED_TOOLS), names)


async def creates_and_reads_back(client: Client) -> str:
    ref = await create_issue(client, TITLE)
    read = await client.call("get_issue", {"issue": ref})
    ok("get_issue finds it", not read.get("isError"), "a result", read)
    equal("the title comes back unchanged", answer(read).get("title"), TITLE)
    return ref


async def create_issue(client: Client, title: str) -> str:
    created = await client.call("create_issue", {"project": "CORE", "title": title, "priority": 2})
    ok("create_issue succeeds", not created.get("isError"), "a result", created)
    ref = str(answer(created).get("ref"))
    ok("the new issue has a ref", re.fullmatch(r"CORE-\d+", ref) is not None, "a ref such as CORE-12", created)
    return ref


async def reports_api_errors(client: Client) -> None:
    absent = await client.call("get_issue", {"issue": "CORE-999999"})
    equal("an absent issue is a tool error", absent.get("isError"), True)
    prefix = "API error (HTTP 404): "
    ok("the tool error carries the HTTP status", text(absent).startswith(prefix), f"text starting with {prefix}", absent)


async def refuses_bad_arguments(client: Client) -> None:
    refused = await client.call("create_issue", {"project": "CORE", "priority": 2})
    equal("a missing argument is a tool error", refused.get("isError"), True)
    ok("the tool error names the argument", "title" in text(refused), "text naming title", refused)


async def refuses_unknown_tools(client: Client) -> None:
    refused = await refusal("an unknown tool is a protocol error", client.call("no_such_tool", {}))
    equal("its code is invalid params", refused.code, INVALID_PARAMS)


async def watches_progress(client: Client, ref: str) -> None:
    issues = [ref, await create_issue(client, "Second of three"), await create_issue(client, "Third of three")]
    seen: list[float] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        seen.append(progress)

    updated = await client.call("bulk_update_issues", {"issues": issues, "status": "todo"}, on_progress)
    ok("bulk_update_issues succeeds", not updated.get("isError"), "a result", updated)
    rising = all(earlier < later for earlier, later in zip(seen, seen[1:]))
    ok("progress was seen and only rose", len(seen) >= 2 and rising, "at least 2 increasing values", seen)


def answer(result: Json) -> Json:
    structured = result.get("structuredContent")
    return structured if structured is not None else json.loads(text(result))
