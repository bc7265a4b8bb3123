"""Projects and issues as resources, and the prompts over them."""

import json

from checks import equal, ok, refusal
from client import Client, Json, every
from principals.people import People

TEMPLATES = ["tracker://issues/{id}", "tracker://projects/{id}"]


async def reads_and_begins(people: People, reports: dict[str, str]) -> None:
    reader, other = people.workspace["reader"], people.workspace["other"]
    templates = [template["uriTemplate"] for template in await every(reader, "resourceTemplates")]
    equal("the templates", sorted(templates), TEMPLATES)
    equal("a project", (await read(reader, "tracker://projects/CORE"))["name"], "Core platform")
    equal("the same for another org", (await read(other, "tracker://projects/CORE"))["name"], "Engine core")
    equal("an issue", (await read(reader, "tracker://issues/CORE-1"))["ref"], "CORE-1")
    refused = await refusal("what another org has is not there", other.read("tracker://issues/WEB-1"))
    equal("its code", refused.code, -32002 if reader.revision < "2026" else -32602)
    issues = await completed(reader, {"type": "ref/resource", "uri": TEMPLATES[0]}, "id", "WEB-")
    ok("an id is completed", bool(issues) and all(ref.startswith("WEB-") for ref in issues), "WEB-…", issues)
    await begins(reader)


async def begins(reader: Client) -> None:
    prompts = [prompt["name"] for prompt in await every(reader, "prompts")]
    equal("the prompts", sorted(prompts), ["triage", "weekly_report"])
    projects = await completed(reader, {"type": "ref/prompt", "name": "triage"}, "project", "W")
    equal("a project is completed", projects, ["WEB"])
    messages = (await reader.get("triage", {"project": "CORE"}))["messages"]
    task, project = (message["content"] for message in messages)
    ok("the backlog is in the prompt", "CORE-4" in task["text"], "CORE-4 in it", task)
    equal("and the project", project["resource"]["uri"], "tracker://projects/CORE")


async def completed(client: Client, reference: Json, argument: str, value: str) -> list[str]:
    return (await client.complete(reference, argument, value))["completion"]["values"]


async def read(client: Client, uri: str) -> Json:
    return json.loads((await client.read(uri))["contents"][0]["text"])["data"]
