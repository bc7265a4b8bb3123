"""SDK 1.x over the older HTTP+SSE transport: one stream down, posts up."""

from mcp import ClientSession, McpError
from mcp.client.sse import sse_client
from mcp.types import PaginatedRequestParams

from checks import main
from scenario import OnProgress, Result, walk


class Dressed:
    """The 1.x session, dressed for the scenario."""

    protocol_error = McpError

    def __init__(self, session: ClientSession, version: str) -> None:
        self.session = session
        self.version = version

    async def list_tools(self, cursor: str | None) -> Result:
        return wire(await self.session.list_tools(params=PaginatedRequestParams(cursor=cursor)))

    async def call_tool(self, name: str, arguments: Result, on_progress: OnProgress | None = None) -> Result:
        return wire(await self.session.call_tool(name, arguments, progress_callback=on_progress))

    def code(self, error: McpError) -> int:
        return error.error.code


def wire(result) -> Result:
    return result.model_dump(mode="json", by_alias=True, exclude_none=True)


async def run(base: str) -> None:
    async with sse_client(f"{base}/sse") as (incoming, outgoing):
        async with ClientSession(incoming, outgoing) as session:
            initialized = await session.initialize()
            await walk(Dressed(session, str(initialized.protocolVersion)), "2025-11-25")


main(run)
