"""SDK 2.x left to choose the protocol by itself: it must find the stateless one."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import anyio
import mcp_types as types
from mcp import Client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client
from mcp.shared.exceptions import MCPError

from checks import Refused
from client import Json, OnProgress, Records, Server, wire
from features import ask
from main import main

LISTS = {
    "tools": "list_tools",
    "resources": "list_resources",
    "resourceTemplates": "list_resource_templates",
    "prompts": "list_prompts",
}


class Dressed:
    """The 2.x client, dressed for the scenarios."""

    def __init__(self, client: Client, records: Records) -> None:
        self.client = client
        self.records = records
        self.revision = client.protocol_version
        self.meta: Any = None

    async def page(self, kind: str, cursor: str | None) -> Json:
        return await told(getattr(self.client, LISTS[kind])(cursor=cursor))

    async def call(self, name: str, arguments: Json | None = None, on_progress: OnProgress | None = None) -> Json:
        return await told(self.client.call_tool(name, arguments, progress_callback=on_progress, meta=self.meta))

    async def give_up(self, name: str, arguments: Json) -> None:
        with anyio.CancelScope() as scope:

            async def on_progress(*_: Any) -> None:
                scope.cancel()

            await self.call(name, arguments, on_progress)

    async def read(self, uri: str) -> Json:
        return await told(self.client.read_resource(uri))

    async def get(self, name: str, arguments: dict[str, str] | None = None) -> Json:
        return await told(self.client.get_prompt(name, arguments))

    async def complete(self, reference: Json, argument: str, value: str) -> Json:
        kind = types.PromptReference if reference["type"] == "ref/prompt" else types.ResourceTemplateReference
        of = {"name": argument, "value": value}
        return await told(self.client.complete(kind.model_validate(reference), of))

    async def set_level(self, level: str) -> None:
        self.meta = {types.LOG_LEVEL_META_KEY: level}

    async def watch(self, uri: str) -> Callable[[], Awaitable[None]]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(
                self.client.listen(
                    tools_list_changed=True,
                    prompts_list_changed=True,
                    resources_list_changed=True,
                    resource_subscriptions=[uri],
                )
            )
            return stack.pop_all().aclose


async def told(request: Awaitable[Any]) -> Json:
    try:
        return wire(await request)
    except MCPError as error:
        raise Refused(error.code, str(error)) from error


def callbacks(records: Records) -> dict[str, Any]:
    async def sampling(context: Any, params: Any) -> types.CreateMessageResult:
        records.asked.append({"method": "sampling/createMessage", "params": wire(params)})
        return types.CreateMessageResult.model_validate(ask.MODEL)

    async def elicitation(context: Any, params: Any) -> types.ElicitResult:
        records.asked.append({"method": "elicitation/create", "params": wire(params)})
        return types.ElicitResult.model_validate(ask.user(wire(params)))

    async def roots(context: Any) -> types.ListRootsResult:
        records.asked.append({"method": "roots/list"})
        return types.ListRootsResult.model_validate(ask.ROOTS)

    async def heard(message: Any) -> None:
        if not isinstance(message, Exception):
            records.heard.append(wire(message))

    return {
        "sampling_callback": sampling,
        "elicitation_callback": elicitation,
        "list_roots_callback": roots,
        "message_handler": heard,
        "read_timeout_seconds": 20,
    }


@asynccontextmanager
async def connect(server: Server, version: Json) -> AsyncIterator[Dressed]:
    records = Records()
    statuses: list[int] = []

    async def note(response: Any) -> None:
        statuses.append(response.status_code)

    async with create_mcp_http_client(headers=server.headers) as http, AsyncExitStack() as stack:
        # It does not tell a stranger with which status it was sent away.
        http.event_hooks["response"].append(note)
        transport = streamable_http_client(server.http, http_client=http)
        try:
            client = await stack.enter_async_context(Client(transport, mode="auto", **callbacks(records)))
        except BaseExceptionGroup as errors:
            raise Refused(0, f"HTTP {statuses[-1]}") from errors
        yield Dressed(client, records)


main(connect)
