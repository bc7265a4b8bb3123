"""Prompts: listed, got, refused; and their arguments, completed."""

from checks import equal, ok, refusal
from client import Client, Json, every

INVALID_PARAMS = -32602
GREETING = "test_prompt_with_arguments"


async def gets_prompts(client: Client) -> None:
    prompts = await every(client, "prompts")
    greeting = next(prompt for prompt in prompts if prompt["name"] == GREETING)
    equal("the arguments of a prompt", [argument["name"] for argument in greeting["arguments"]], ["arg1", "arg2"])
    simple = await client.get("test_simple_prompt")
    equal("a prompt", said(simple), "This is a simple prompt for testing.")
    filled = said(await client.get(GREETING, {"arg1": "one", "arg2": "two"}))
    ok("a prompt with arguments", "one" in filled and "two" in filled, "both arguments", filled)
    embedding = await kinds(client, "test_prompt_with_embedded_resource", {"resourceUri": "test://example-resource"})
    ok("a prompt with a resource", "resource" in embedding, "a resource", embedding)
    showing = await kinds(client, "test_prompt_with_image")
    ok("a prompt with a picture", "image" in showing, "a picture", showing)
    refused = await refusal("a missing argument is refused", client.get(GREETING, {"arg1": "one"}))
    equal("its code", refused.code, INVALID_PARAMS)
    await refusal("an unknown prompt is refused", client.get("no_such_prompt"))


def said(prompt: Json) -> str:
    return prompt["messages"][0]["content"]["text"]


async def kinds(client: Client, name: str, arguments: dict[str, str] | None = None) -> list[str]:
    prompt = await client.get(name, arguments)
    return [message["content"]["type"] for message in prompt["messages"]]


async def completes(client: Client) -> None:
    completion = (await client.complete({"type": "ref/prompt", "name": GREETING}, "arg1", "test"))["completion"]
    ok("an argument is completed", "testing" in completion["values"], "testing among the values", completion)
