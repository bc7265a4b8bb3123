"""What the server tells without being asked: lists that changed, resources that were updated."""

from checks import equal, until
from client import Client

WATCHED = "test://watched-resource"
ANOTHER = "test://static-text"
UPDATED = "notifications/resources/updated"

TRIGGERS = {
    "test_trigger_tool_change": "notifications/tools/list_changed",
    "test_trigger_prompt_change": "notifications/prompts/list_changed",
    "test_trigger_resource_change": "notifications/resources/list_changed",
}


async def hears_of_changes(client: Client) -> None:
    heard = client.records.heard
    unwatch = await client.watch(WATCHED)
    for trigger, method in TRIGGERS.items():
        heard.clear()
        await client.call(trigger)
        await until(f"{method} is heard", lambda: methods(client), lambda methods: method in methods)
    await until("the resource that is watched was updated", lambda: updated(client), lambda uris: WATCHED in uris)
    await unwatch()
    heard.clear()
    unwatch_another = await client.watch(ANOTHER)
    await client.call("test_trigger_resource_change", {"uri": WATCHED})
    await client.call("test_trigger_resource_change", {"uri": ANOTHER})
    await until("another is watched now", lambda: updated(client), lambda uris: ANOTHER in uris)
    equal("and the first no more", updated(client), [ANOTHER])
    await unwatch_another()


def methods(client: Client) -> list[str]:
    return [message["method"] for message in client.records.heard]


def updated(client: Client) -> list[str]:
    return [message["params"]["uri"] for message in client.records.heard if message["method"] == UPDATED]
