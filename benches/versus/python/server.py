"""The official Python SDK with the same tools: JSON answers, sessions, uvicorn."""

import asyncio
import sys

import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel

TOOLS = int(sys.argv[sys.argv.index("--tools") + 1]) if "--tools" in sys.argv else 3


class Item(BaseModel):
    key: str
    rank: int
    title: str
    status: str
    done: bool


def items() -> list[Item]:
    return [
        Item(
            key="ATLAS-1042",
            rank=100 + rank,
            title="The importer drops rows without a date",
            status="in progress",
            done=False,
        )
        for rank in range(32)
    ]


server = MCPServer("versus", version="1.0.0", log_level="WARNING")


@server.tool(description="Say the same", structured_output=False)
async def echo(text: str) -> str:
    return text


@server.tool(name="list", description="List the issues")
async def list_items() -> list[Item]:
    return items()


@server.tool(description="Tell how far it is", structured_output=False)
async def progress(events: int) -> str:
    return "done"


async def list_issues(
    project: str, status: str | None = None, limit: int = 20, closed: bool = False
) -> str:
    return f"{project}{status}{limit}{closed}"


for index in range(3, TOOLS):
    server.add_tool(
        list_issues,
        name=f"project_{index}_list_issues",
        description="List issues of a project",
        structured_output=False,
    )


class Served(uvicorn.Server):
    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        host, port = self.servers[0].sockets[0].getsockname()
        print(f"{host}:{port}", flush=True)


# The driver names no port.
hosts = TransportSecuritySettings(allowed_hosts=["127.0.0.1"])
app = server.streamable_http_app(json_response=True, transport_security=hosts)
config = uvicorn.Config(
    app, host="127.0.0.1", port=0, log_level="warning", access_log=False, timeout_keep_alive=60
)
asyncio.run(Served(config).serve())
