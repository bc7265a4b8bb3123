"""What every script does: connect, walk through a scenario, leave. Its exit status is the verdict."""

import json
import sys
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio

from checks import NotOk, equal
from client import Client, Json, Server
from everything import everything
from tracker import tracker

SCENARIOS = {"tracker": tracker, "everything": everything}

Connect = Callable[[Server, Json], AbstractAsyncContextManager[Client]]


def main(connect: Connect) -> None:
    scenario, description, *addresses = sys.argv[1:]
    version = json.loads(description)

    @asynccontextmanager
    async def meet(server: Server) -> AsyncIterator[Client]:
        async with connect(server, version) as client:
            equal("the negotiated revision", client.revision, version["revision"])
            yield client

    async def run() -> None:
        await SCENARIOS[scenario](meet, version, *addresses)

    try:
        anyio.run(run)
    except BaseException as error:
        failed = find_not_ok(error)
        if failed is None:
            traceback.print_exc()
        else:
            print(failed, file=sys.stderr)
        sys.exit(1)


def find_not_ok(error: BaseException) -> NotOk | None:
    """The failed check inside the groups that task groups wrap around it."""
    if isinstance(error, NotOk):
        return error
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(find_not_ok, error.exceptions)), None)
    return None
