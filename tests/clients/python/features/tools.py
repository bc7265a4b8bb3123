"""Tools: listed, called, refused, and every kind of answer."""

import json

from checks import equal, ok, refusal
from client import Client, Json, every, text

INVALID_PARAMS = -32602


async def calls_tools(client: Client) -> None:
    tools = await every(client, "tools")
    equal("the first tool", tools[0]["name"], "test_simple_text")
    adder = next(tool for tool in tools if tool["name"] == "add")
    equal("what a tool needs", adder["inputSchema"]["required"], ["a", "b"])
    answer = await client.call("test_simple_text")
    equal("a call without arguments", text(answer), "This is a simple text response for testing.")
    equal("a call with arguments", text(await client.call("add", {"a": 40, "b": 2})), "42")
    greeting = "Größe – 日本語 ✓\u2028\U0001f980"
    equal("text of any script", text(await client.call("echo", {"text": greeting})), greeting)
    await failures(client)
    await blocks(client)


async def failures(client: Client) -> None:
    failed = await client.call("test_error_handling")
    equal("a tool that fails", failed["isError"], True)
    equal("why it failed", text(failed), "This tool intentionally returns an error for testing")
    refused = await client.call("add", {"a": 1})
    equal("a missing argument is a tool error", refused["isError"], True)
    ok("it names the argument", "/b" in text(refused), "text naming /b", refused)
    unknown = await refusal("an unknown tool is a protocol error", client.call("no_such_tool"))
    equal("its code", unknown.code, INVALID_PARAMS)


async def blocks(client: Client) -> None:
    picture = await block(client, "test_image_content", "image")
    equal("the type of a picture", picture["mimeType"], "image/png")
    embedded = await block(client, "test_embedded_resource", "resource")
    equal("an embedded resource", embedded["resource"]["text"], "This is an embedded resource content.")
    mixed = await client.call("test_multiple_content_types")
    equal("several blocks", [block["type"] for block in mixed["content"]], ["text", "image", "resource"])


async def audio(client: Client) -> None:
    sound = await block(client, "test_audio_content", "audio")
    equal("the type of a sound", sound["mimeType"], "audio/wav")


async def links(client: Client) -> None:
    link = await block(client, "link", "resource_link")
    equal("what is linked", link["uri"], "test://linked")


async def block(client: Client, tool: str, type: str) -> Json:
    content = (await client.call(tool))["content"]
    equal(f"the block of {tool}", [block["type"] for block in content], [type])
    return content[0]


async def structure(client: Client) -> None:
    tool = next(tool for tool in await every(client, "tools") if tool["name"] == "structured")
    equal("a tool tells the shape of its answer", tool["outputSchema"]["type"], "object")
    place = {"name": "Zugspitze", "height": 2962.06}
    answer = await client.call("structured", place)
    equal("an answer with structure", answer["structuredContent"], place)
    equal("the same as text", json.loads(text(answer)), place)
    content = (await client.call("list", {"length": 3}))["structuredContent"]
    places = content["result"] if isinstance(content, dict) else content
    equal("a list", [place["name"] for place in places], ["place 1", "place 2", "place 3"])
