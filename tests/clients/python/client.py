"""A client as the scenarios see it, the same for all versions; what passes is the JSON of the wire."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

Json = dict[str, Any]
OnProgress = Callable[[float, float | None, str | None], Awaitable[None]]


@dataclass(frozen=True)
class Server:
    """Where a server is, and what to show it."""

    http: str
    sse: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Records:
    """What the server said without being asked, and what it asked for."""

    heard: list[Json] = field(default_factory=list)
    asked: list[Json] = field(default_factory=list)


Meet = Callable[[Server], AbstractAsyncContextManager["Client"]]


class Client(Protocol):
    """A client of any version."""

    revision: str
    records: Records

    async def page(self, kind: str, cursor: str | None) -> Json:
        """A page of `tools`, `resources`, `resourceTemplates` or `prompts`."""

    async def call(self, name: str, arguments: Json | None = None, on_progress: OnProgress | None = None) -> Json: ...

    async def give_up(self, name: str, arguments: Json) -> None:
        """Call, and cancel at the first progress."""

    async def read(self, uri: str) -> Json: ...

    async def get(self, name: str, arguments: dict[str, str] | None = None) -> Json: ...

    async def complete(self, reference: Json, argument: str, value: str) -> Json: ...

    async def set_level(self, level: str) -> None:
        """How much of the log the calls from now on are to bring."""

    async def watch(self, uri: str) -> Callable[[], Awaitable[None]]:
        """Hear of changes, of this resource too; returns what ends the latter."""

    async def interrupt(self, name: str) -> tuple[list[Json], list[Json], Json]:
        """Make a call, lose the connection at the first log message, resume.

        Returns what was heard before and after, and the answer.
        """


async def every(client: Client, kind: str) -> list[Json]:
    """Every item of a list, page by page."""
    items: list[Json] = []
    cursor = None
    while True:
        page = await client.page(kind, cursor)
        items += page[kind]
        cursor = page.get("nextCursor")
        if not cursor:
            return items


def text(result: Json) -> str:
    content = result.get("content") or [{}]
    return content[0].get("text", "")


def wire(model: Any) -> Json:
    """The JSON of one of the SDK's models."""
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)
