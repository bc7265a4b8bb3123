"""What every script does: connect, walk through a scenario, leave. Its exit status is the verdict."""

import json
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import anyio

from checks import NotOk, equal
from client import Client, Json
from everything import everything
from tracker import tracker

SCENARIOS = {"tracker": tracker, "everything": everything}

Connect = Callable[[str, Json], AbstractAsyncContextManager[Client]]


def main(connect: Connect) -> None:
    scenario, description, base = sys.argv[1:]
    version = json.loads(description)

    async def run() -> None:
        async with connect(base, version) as client:
            equal("the negotiated revision", client.revision, version["revision"])
            await SCENARIOS[scenario](client, version["lacks"])

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
