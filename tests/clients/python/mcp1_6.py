"""SDK 1.6, which leaves more to its user than the later ones."""

from itertools import count
from typing import Any

from mcp import types

from client import Json, OnProgress, Records, Server
from main import main
from mcp1 import LISTS, Dressed, connect_as, told


class Oldest(Dressed):
    """The session of SDK 1.6, dressed for the scenarios."""

    def __init__(self, server: Server, lacks: dict[str, str]) -> None:
        super().__init__(server, lacks)
        self.progress: dict[int, OnProgress] = {}
        self.tokens = count(1000)

    async def page(self, kind: str, cursor: str | None) -> Json:
        # It writes a cursor beside the parameters and not into them.
        assert cursor is None, "this client sees the first page only"
        return await told(getattr(self.session, LISTS[kind])())

    async def call(self, name: str, arguments: Json | None = None, on_progress: OnProgress | None = None) -> Json:
        """It has no callback for progress, but what a token needs."""
        if on_progress is None:
            return await told(self.session.call_tool(name, arguments))
        token = next(self.tokens)
        self.progress[token] = on_progress
        params = types.CallToolRequestParams(
            name=name, arguments=arguments, _meta=types.RequestParams.Meta(progressToken=token)
        )
        call = types.CallToolRequest(method="tools/call", params=params)
        return await told(self.session.send_request(types.ClientRequest(call), types.CallToolResult))

    def callbacks(self, records: Records) -> dict[str, Any]:
        known = super().callbacks(records)
        heard = known["message_handler"]

        async def heard_first(message: Any) -> None:
            await heard(message)
            notification = getattr(message, "root", None)
            if isinstance(notification, types.ProgressNotification):
                update = notification.params
                await self.progress[update.progressToken](update.progress, update.total, None)

        return {**known, "message_handler": heard_first}


if __name__ == "__main__":
    main(connect_as(Oldest))
