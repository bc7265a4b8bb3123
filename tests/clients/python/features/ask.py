"""What the server asks of the client in the middle of a call."""

from typing import Any

from checks import equal, ok
from client import Client, Json, text

# The client's answers.
MODEL: Json = {
    "role": "assistant",
    "content": {"type": "text", "text": "Paris"},
    "model": "a-model",
    "stopReason": "endTurn",
}
ROOTS: Json = {"roots": [{"uri": "file:///work/notes", "name": "notes"}]}


def user(params: Json) -> Json:
    if "no thanks" in params["message"]:
        return {"action": "decline"}
    fields = params["requestedSchema"]["properties"]
    return {"action": "accept", "content": {name: written(field) for name, field in fields.items()}}


def written(field: Json) -> Any:
    """What the user would write into each kind of field."""
    if "enum" in field:
        return field["enum"][0]
    if titled := field.get("oneOf") or field.get("anyOf"):
        return titled[0]["const"]
    if field["type"] == "array":
        return [written(field["items"])]
    return {"boolean": True, "string": "alice"}.get(field["type"], 7)


async def asks_the_model(client: Client) -> None:
    asked = client.records.asked
    asked.clear()
    answer = await client.call("test_sampling", {"prompt": "What is the capital of France?"})
    ok("the model was asked, and its answer used", "Paris" in text(answer), "Paris", answer)
    equal("the request", asked[0]["method"], "sampling/createMessage")
    equal("how much the model may say", asked[0]["params"]["maxTokens"], 100)


async def asks_the_user(client: Client) -> None:
    asked = client.records.asked
    asked.clear()
    answer = await client.call("test_elicitation", {"message": "Who are you?"})
    ok("the user was asked, and the answer used", "alice" in text(answer), "alice", answer)
    params = asked[0]["params"]
    equal("the request", (asked[0]["method"], params["message"]), ("elicitation/create", "Who are you?"))
    equal("what is asked for", sorted(params["requestedSchema"]["properties"]), ["email", "username"])
    declined = await client.call("test_elicitation", {"message": "Who are you? Say no thanks!"})
    ok("the user declined", "alice" not in text(declined), "another answer", declined)


async def asks_with_a_form(client: Client) -> None:
    asked = client.records.asked
    asked.clear()
    answer = await client.call("test_elicitation_sep1034_defaults")
    ok("a form of all kinds of fields comes back", not answer.get("isError"), "a result", answer)
    fields = asked[0]["params"]["requestedSchema"]["properties"]
    kinds = [fields[name]["type"] for name in ("age", "score", "verified")]
    equal("its kinds", kinds, ["integer", "number", "boolean"])
    equal("its choices", fields["status"]["enum"], ["active", "inactive", "pending"])


async def asks_for_choices(client: Client) -> None:
    chosen = await client.call("test_elicitation_sep1330_enums")
    ok("a form of all kinds of choices comes back", not chosen.get("isError"), "a result", chosen)


async def asks_several_things(client: Client) -> None:
    asked = client.records.asked
    asked.clear()
    together = await client.call("test_input_required_result_multiple_inputs")
    ok("three were asked at once", not together.get("isError"), "a result", together)
    methods = sorted(request["method"] for request in asked)
    equal("the requests", methods, ["elicitation/create", "roots/list", "sampling/createMessage"])
    asked.clear()
    rounds = await client.call("test_input_required_result_multi_round")
    ok("the user was asked again", not rounds.get("isError") and len(asked) == 2, "two questions", asked)
    messages = (await client.get("test_input_required_result_prompt"))["messages"]
    ok("a prompt asks too", "alice" in str(messages), "what the user said", messages)


async def asks_for_roots(client: Client) -> None:
    asked = client.records.asked
    asked.clear()
    answer = await client.call("test_input_required_result_list_roots")
    ok("the roots were asked for, and used", "1 root" in text(answer), "one root", answer)
    equal("the request", [request["method"] for request in asked], ["roots/list"])
