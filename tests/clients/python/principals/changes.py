"""What somebody hears of without asking: an issue that they watch, a feature that their admin turns off."""

from checks import equal, refusal, until
from client import Client
from principals.people import People, data
from principals.sight import AGENTS, FOURTEEN, names

WATCHED = "tracker://issues/CORE-2"
UPDATED = "notifications/resources/updated"
TOOLS = "notifications/tools/list_changed"
INVALID_PARAMS = -32602


async def hears_of_changes(people: People, reports: dict[str, str]) -> None:
    member, reader = people.workspace["member"], people.workspace["reader"]
    unwatch = await reader.watch(WATCHED)
    await data(member, "create_comment", {"issue": "CORE-2", "body": "By a tool."})
    await until("what a tool changes is heard of", lambda: updated(reader), lambda uris: WATCHED in uris)
    reader.records.heard.clear()
    await people.rest("admin", "PATCH", "/issues/CORE-2", {"priority": 1})
    await until("what the API changes too", lambda: updated(reader), lambda uris: WATCHED in uris)
    await unwatch()


async def hears_nothing_of_others(people: People, reports: dict[str, str]) -> None:
    member, other = people.workspace["member"], people.workspace["other"]
    number = (await data(member, "get_issue", {"issue": "CORE-2"}))["id"]
    # Both orgs have the first two, and the third is none of the other's.
    own, namesake, hidden = (f"tracker://issues/{name}" for name in ["CORE-1", "CORE-2", number])
    ends = [await other.watch(uri) for uri in [own, namesake, hidden]]
    await data(member, "update_issue", {"issue": "CORE-2", "priority": 2})
    await people.rest("other", "PATCH", "/issues/CORE-1", {"priority": 2})
    await until("what changes in an org is heard of there", lambda: updated(other), lambda uris: len(uris) > 0)
    equal("and nothing of another", updated(other), [own])
    for end in reversed(ends):
        await end()


async def loses_a_feature(people: People, reports: dict[str, str]) -> None:
    member, other = people.workspace["member"], people.workspace["other"]
    unwatch = await member.watch(WATCHED)
    await turn(people, False)
    without = [name for name in FOURTEEN if name not in AGENTS]
    equal("the tools of agents are gone", await names(member), without)
    dispatch = member.call("dispatch_agent", {"agent": "Triage", "issue": "CORE-1"})
    equal("there are none", (await refusal("as if there were none", dispatch)).code, INVALID_PARAMS)
    equal("another org keeps them", await names(other), FOURTEEN)
    await turn(people, True)
    equal("they are back", await names(member), FOURTEEN)
    execution = (await data(member, "dispatch_agent", {"agent": "Triage", "issue": "CORE-1"}))["id"]
    equal("and at work", (await data(member, "get_execution", {"execution": execution}))["id"], execution)
    await unwatch()


async def turn(people: People, enabled: bool) -> None:
    heard = people.workspace["member"].records.heard
    heard.clear()
    await people.rest("admin", "PATCH", "/flags/workflows", {"enabled": enabled})
    changed = lambda messages: any(message["method"] == TOOLS for message in messages)
    await until("the tools are said to have changed", lambda: heard, changed)


def updated(client: Client) -> list[str]:
    return [message["params"]["uri"] for message in client.records.heard if message["method"] == UPDATED]
