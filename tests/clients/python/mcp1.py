"""SDK 1.x: a handshake and a session, over streamable HTTP or the older HTTP+SSE."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any

import anyio
from mcp import ClientSession, McpError, types
from mcp.client.sse import sse_client

from checks import Refused, until
from client import Json, OnProgress, Records, Server, wire
from features import ask
from main import main

LISTS = {
    "tools": "list_tools",
    "resources": "list_resources",
    "resourceTemplates": "list_resource_templates",
    "prompts": "list_prompts",
}


class Refusals(logging.Handler):
    """Over HTTP+SSE only the log tells that a POST was refused; its request is never answered."""

    last: BaseException
    scope: anyio.CancelScope | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] and self.scope:
            self.last = record.exc_info[1]
            self.scope.cancel()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Ends what is done within it at the first refusal."""
        with anyio.CancelScope() as self.scope:
            yield
        self.scope = None


refusals = Refusals()
logging.getLogger("mcp.client.sse").addHandler(refusals)


class Dressed:
    """The 1.x session, dressed for the scenarios."""

    def __init__(self, server: Server, lacks: dict[str, str]) -> None:
        self.server = server
        self.lacks = lacks
        self.records = Records()

    async def begin(self, session: ClientSession) -> None:
        self.session = session
        initialized = await session.initialize()
        self.revision = str(initialized.protocolVersion)

    def callbacks(self, records: Records) -> dict[str, Any]:
        """What a session is made with, as far as this version knows it."""

        async def sampling(context: Any, params: Any) -> types.CreateMessageResult:
            records.asked.append({"method": "sampling/createMessage", "params": wire(params)})
            return types.CreateMessageResult.model_validate(ask.MODEL)

        async def elicitation(context: Any, params: Any) -> "types.ElicitResult":
            records.asked.append({"method": "elicitation/create", "params": wire(params)})
            return types.ElicitResult.model_validate(ask.user(wire(params)))

        async def roots(context: Any) -> types.ListRootsResult:
            records.asked.append({"method": "roots/list"})
            return types.ListRootsResult.model_validate(ask.ROOTS)

        async def heard(message: Any) -> None:
            if isinstance(message, types.ServerNotification):
                records.heard.append(wire(message))

        known = {"sampling_callback": sampling, "list_roots_callback": roots, "message_handler": heard}
        if "elicitation" not in self.lacks:
            known["elicitation_callback"] = elicitation
        return {**known, "read_timeout_seconds": timedelta(seconds=20)}

    async def page(self, kind: str, cursor: str | None) -> Json:
        return await told(getattr(self.session, LISTS[kind])(cursor))

    async def call(self, name: str, arguments: Json | None = None, on_progress: OnProgress | None = None) -> Json:
        with refusals.watching():
            return await told(self.session.call_tool(name, arguments, progress_callback=on_progress))
        raise refusals.last

    async def give_up(self, name: str, arguments: Json) -> None:
        begun = anyio.Event()

        async def on_progress(*_: Any) -> None:
            begun.set()

        # It has no way to cancel and tells nobody the id of a request.
        request = self.session._request_id
        async with anyio.create_task_group() as group:
            group.start_soon(self.call, name, arguments, on_progress)
            await begun.wait()
            params = types.CancelledNotificationParams(requestId=request, reason="enough")
            cancelled = types.CancelledNotification(method="notifications/cancelled", params=params)
            await self.session.send_notification(types.ClientNotification(cancelled))
            group.cancel_scope.cancel()

    async def read(self, uri: str) -> Json:
        return await told(self.session.read_resource(uri))

    async def get(self, name: str, arguments: dict[str, str] | None = None) -> Json:
        return await told(self.session.get_prompt(name, arguments))

    async def complete(self, reference: Json, argument: str, value: str) -> Json:
        kind = types.PromptReference if reference["type"] == "ref/prompt" else types.ResourceTemplateReference
        of = {"name": argument, "value": value}
        return await told(self.session.complete(kind.model_validate(reference), of))

    async def set_level(self, level: str) -> None:
        await told(self.session.set_logging_level(level))

    async def watch(self, uri: str) -> Callable[[], Awaitable[Any]]:
        await told(self.session.subscribe_resource(uri))
        return lambda: told(self.session.unsubscribe_resource(uri))

    async def interrupt(self, name: str) -> tuple[list[Json], list[Json], Json]:
        """A session of its own loses its connection, and another client takes it over."""
        call = types.CallToolRequest(method="tools/call", params=types.CallToolRequestParams(name=name))
        before, after = Records(), Records()
        session_id, token = await self.begin_and_leave(call, before)
        metadata = resumption(resumption_token=token)
        async with streamable_http(self.server, {"mcp-session-id": session_id}) as (incoming, outgoing, _):
            async with ClientSession(incoming, outgoing, **self.callbacks(after)) as session:
                request = session.send_request(types.ClientRequest(call), types.CallToolResult, metadata=metadata)
                return before.heard, after.heard, await told(request)

    async def begin_and_leave(self, call: types.CallToolRequest, records: Records) -> tuple[str, str]:
        tokens: list[str] = []

        async def note(token: str) -> None:
            tokens.append(token)

        metadata = resumption(on_resumption_token_update=note)
        async with (
            streamable_http(self.server, terminate_on_close=False) as (incoming, outgoing, session_id),
            ClientSession(incoming, outgoing, **self.callbacks(records)) as session,
            anyio.create_task_group() as group,
        ):
            await session.initialize()
            request = (types.ClientRequest(call), types.CallToolResult)
            group.start_soon(lambda: session.send_request(*request, metadata=metadata))
            # Where a stream begins with an event that has only an id, that counts too.
            without_message = int(self.revision >= "2025-11-25")
            await until("the call has begun", lambda: len(tokens), lambda noted: noted > without_message)
            group.cancel_scope.cancel()
        # What comes after the last token comes again.
        del records.heard[len(tokens) - without_message :]
        return session_id(), tokens[-1]


def streamable_http(server: Server, headers: dict[str, str] | None = None, **options: Any) -> Any:
    """The oldest version does not have it."""
    from mcp.client.streamable_http import streamablehttp_client

    return streamablehttp_client(server.http, headers={**server.headers, **(headers or {})}, **options)


def resumption(**fields: Any) -> Any:
    """The oldest version does not have it."""
    from mcp.shared.message import ClientMessageMetadata

    return ClientMessageMetadata(**fields)


async def told(request: Awaitable[Any]) -> Json:
    try:
        return wire(await request)
    except McpError as error:
        raise Refused(error.error.code, error.error.message) from error


def connect_as(dress: type[Dressed]) -> Any:
    @asynccontextmanager
    async def connect(server: Server, version: Json) -> AsyncIterator[Dressed]:
        dressed = dress(server, version["lacks"])
        by_sse = version["transport"] == "sse"
        transport = sse_client(server.sse, server.headers) if by_sse else streamable_http(server)
        async with transport as (incoming, outgoing, *_):
            async with ClientSession(incoming, outgoing, **dressed.callbacks(dressed.records)) as session:
                await dressed.begin(session)
                yield dressed

    return connect


if __name__ == "__main__":
    main(connect_as(Dressed))
