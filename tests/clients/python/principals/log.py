"""What the audit log says of it all: each call under who made it, whatever came of it."""

from typing import Any

import anyio

from checks import PATIENCE, equal, ok
from principals.people import People


async def stands_in_the_log(people: People, reports: dict[str, str]) -> None:
    refused = await told(people, "admin", "name=create_issue&outcome=refused")
    equal("who was refused stands in the log", {entry["account"] for entry in refused}, {"reader"})
    equal("with what they wanted", refused[0]["arguments"], {"project": "CORE", "title": "Not by me"})
    ok("and why not", "issues:write" in refused[0]["message"], "issues:write in it", refused[0]["message"])
    read = await told(people, "admin", "actor=reader&name=get_issue&outcome=ok")
    equal("what was read stands there too", {entry["via"] for entry in read}, {"mcp"})
    failed = await told(people, "admin", "actor=demo&name=get_issue&outcome=tool_error")
    equal("and what failed", [entry["arguments"] for entry in failed], [{"issue": "CORE-999999"}])
    seen = await told(people, "admin", "actor=reader&method=resources/read&outcome=ok")
    names = {entry["name"] for entry in seen}
    ok("and resources", "tracker://issues/CORE-1" in names, "tracker://issues/CORE-1 in it", names)
    begun = await told(people, "admin", "actor=reader&name=triage&method=prompts/get")
    equal("and prompts", begun[0]["arguments"], {"project": "CORE"})
    absent = await told(people, "other", "name=tracker://issues/WEB-1")
    equal("and what is not theirs", {entry["outcome"] for entry in absent}, {"error"})
    theirs = await told(people, "other", "name=get_issue&outcome=tool_error")
    equal("another org has its own", {entry["account"] for entry in theirs}, {"hank"})
    for who, others in {"admin": {"hank"}, "other": {"admin", "demo", "reader"}}.items():
        entries = await people.rest(who, "GET", "/audit?pagesize=100")
        shared = {entry["account"] for entry in entries} & others
        equal(f"and nothing of others is shown to {who}", shared, set())


async def told(people: People, who: str, query: str) -> Any:
    """The entries of a log, once there are some: how a call ended is noted beside its answer."""
    entries = None
    with anyio.move_on_after(PATIENCE):
        while not (entries := await people.rest(who, "GET", f"/audit?{query}")):
            await anyio.sleep(0.02)
    ok(f"the log has {query}", bool(entries), "an entry within 10 s", entries)
    return entries
