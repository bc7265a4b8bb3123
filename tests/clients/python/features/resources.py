"""Resources: listed, read, refused."""

import json

from checks import equal, ok, refusal
from client import Client, Json, every


async def reads_resources(client: Client) -> None:
    uris = [resource["uri"] for resource in await every(client, "resources")]
    expected = {"test://static-text", "test://static-binary", "test://watched-resource"}
    ok("every expected resource is listed", expected <= set(uris), expected, uris)
    templates = [template["uriTemplate"] for template in await every(client, "resourceTemplates")]
    template = "test://template/{id}/data"
    ok("the template is listed", template in templates, template, templates)
    note = await contents(client, "test://static-text")
    equal("a text", (note["uri"], note["mimeType"]), ("test://static-text", "text/plain"))
    equal("what it says", note["text"], "This is the content of the static text resource.")
    picture = await contents(client, "test://static-binary")
    equal("a picture", picture["mimeType"], "image/png")
    ok("what it shows", picture["blob"].startswith("iVBORw0KGgo"), "a PNG", picture["blob"])
    data = await contents(client, "test://template/123/data")
    equal("one of a template", json.loads(data["text"])["id"], "123")
    refused = await refusal("an unknown resource is refused", client.read("test://no/such/resource"))
    equal("its code", refused.code, -32002 if client.revision < "2026" else -32602)


async def contents(client: Client, uri: str) -> Json:
    return (await client.read(uri))["contents"][0]
