"""Four who call, each at both servers: what they prove themselves with is in the tracker's demo data."""

import json
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio.to_thread

from checks import NotOk
from client import Client, Json, Meet, Server, text

PEOPLE = {
    "admin": ("pfai_admin_local_only", "studio-admin-0000-local-AGY1001"),
    "member": ("pfai_member_local_only", "studio-staff-0000-local-AGY1003"),
    "reader": ("pfai_reader_local_only", "studio-reader-0000-local-AGY1004"),
    # An admin too, of another org and of another division.
    "other": ("pfai_globex_local_only", "harbour-admin-0000-local-AGY2001"),
}

Headers = dict[str, str]


@dataclass
class People:
    """A client of the workspace and one of the agency for each of them, and the way to more."""

    meet: Meet
    base: str
    api: str
    workspace: dict[str, Client]
    agency: dict[str, Client]

    def at_workspace(self, headers: Headers) -> AbstractAsyncContextManager[Client]:
        return self.meet(server(f"{self.base}/api/v1/mcp", headers))

    def at_agency(self, headers: Headers) -> AbstractAsyncContextManager[Client]:
        return self.meet(server(f"{self.base}/api/v4/mcp", headers))

    def another(self, who: str) -> AbstractAsyncContextManager[Client]:
        """Another client of the workspace."""
        return self.at_workspace(bearer(PEOPLE[who][0]))

    async def rest(self, who: str, method: str, path: str, body: Json | None = None) -> Any:
        """The API itself, past both servers: the `data` of its answer."""
        headers = {**bearer(PEOPLE[who][0]), "content-type": "application/json"}
        content = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.api}/api/v1{path}", content, headers, method=method)

        def send() -> Any:
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.load(response)["data"]

        return await anyio.to_thread.run_sync(send)


@asynccontextmanager
async def gather(meet: Meet, base: str, api: str) -> AsyncIterator[People]:
    people = People(meet, base, api, {}, {})
    async with AsyncExitStack() as stack:
        for who, (token, key) in PEOPLE.items():
            people.workspace[who] = await stack.enter_async_context(people.at_workspace(bearer(token)))
            people.agency[who] = await stack.enter_async_context(people.at_agency({"apikey": key}))
        yield people


def server(url: str, headers: Headers) -> Server:
    return Server(url, f"{url}/sse", headers)


def bearer(token: str) -> Headers:
    return {"authorization": f"Bearer {token}"}


async def data(client: Client, tool: str, arguments: Json) -> Any:
    """What a tool answers: the API's own JSON."""
    answer = await client.call(tool, arguments)
    if answer.get("isError"):
        raise NotOk(f"not ok - {tool} of {arguments}\n  got: {text(answer)}")
    return json.loads(text(answer))["data"]
