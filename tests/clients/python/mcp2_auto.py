"""SDK 2.x left to choose the protocol by itself: it must find the stateless one."""

from mcp import Client
from mcp.shared.exceptions import MCPError

from checks import main
from scenario import OnProgress, Result, walk


class Dressed:
    """The 2.x client, dressed for the scenario."""

    protocol_error = MCPError

    def __init__(self, client: Client) -> None:
        self.client = client
        self.version = client.protocol_version

    async def list_tools(self, cursor: str | None) -> Result:
        return wire(await self.client.list_tools(cursor=cursor))

    async def call_tool(self, name: str, arguments: Result, on_progress: OnProgress | None = None) -> Result:
        return wire(await self.client.call_tool(name, arguments, progress_callback=on_progress))

    def code(self, error: MCPError) -> int:
        return error.code


def wire(result) -> Result:
    return result.model_dump(mode="json", by_alias=True, exclude_none=True)


async def run(base: str) -> None:
    async with Client(f"{base}/mcp", mode="auto") as client:
        await walk(Dressed(client), "2026-07-28")


main(run)
