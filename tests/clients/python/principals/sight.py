"""Who is let in, and what they see: a tool that is not for somebody is not there for them."""

import re
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from typing import Any

from checks import equal, ok
from client import Client, every
from principals.people import People, bearer

AGENTS = ["dispatch_agent", "get_execution", "list_agents"]
READING = [
    "get_execution",
    "get_issue",
    "get_project",
    "list_agents",
    "list_documents",
    "list_integrations",
    "list_issues",
    "list_projects",
    "search_issues",
]
FOURTEEN = sorted([*READING, "create_comment", "create_issue", "dispatch_agent", "send_notification", "update_issue"])


async def sends_strangers_away(people: People, reports: dict[str, str]) -> None:
    strangers = {
        "somebody without a token": people.at_workspace({}),
        "a wrong token": people.at_workspace(bearer("pfai_nobody")),
        "a key of the agency": people.at_workspace(bearer("studio-admin-0000-local-AGY1001")),
        "a wrong key": people.at_agency({"apikey": "studio-admin-0000-local-AGY9999"}),
        "a token of the workspace": people.at_agency(bearer("pfai_admin_local_only")),
    }
    for who, visit in strangers.items():
        await reported(f"{who} is sent away", come(visit), reports["stranger"])


async def come(visit: AbstractAsyncContextManager[Client]) -> Client:
    async with visit as client:
        return client


async def reported(what: str, request: Awaitable[Any], words: str) -> None:
    """What is refused with an HTTP status is told in the words of the client."""
    outcome: Any
    try:
        outcome = await request
    except Exception as error:
        outcome = "; ".join(causes(error))
    ok(what, isinstance(outcome, str) and words in outcome, words, outcome)


def causes(error: BaseException) -> list[str]:
    """What is inside the groups that task groups wrap around it."""
    if isinstance(error, BaseExceptionGroup):
        return [cause for inner in error.exceptions for cause in causes(inner)]
    return [f"{type(error).__name__}: {error}"]


async def sees_its_tools(people: People, reports: dict[str, str]) -> None:
    workspace, agency = people.workspace, people.agency
    for who in ["admin", "member", "other"]:
        equal(f"the workspace for {who}", await names(workspace[who]), FOURTEEN)
    equal("the workspace for reader", await names(workspace["reader"]), READING)
    for who in ["admin", "other"]:
        equal(f"the agency for {who}", len(await names(agency[who])), 52)
    reading = [name for name in await names(agency["admin"]) if re.match("get_|list_", name)]
    equal("the agency for reader", await names(agency["reader"]), reading)
    some = await names(agency["member"])
    equal("its staff writes time", "create_time_entry" in some, True)
    equal("money is none of its business", [name for name in some if re.search("invoice|quote", name)], [])


async def names(client: Client) -> list[str]:
    return sorted(tool["name"] for tool in await every(client, "tools"))
