"""One line for each check; the first that fails ends the run and says what was expected and what came."""

import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import anyio


class NotOk(Exception):
    """A check that did not hold."""


def ok(what: str, holds: bool, expected: Any, got: Any) -> None:
    if not holds:
        raise NotOk(f"not ok - {what}\n  expected: {expected!r}\n  got:      {got!r}")
    print(f"ok - {what}", flush=True)


def equal(what: str, got: Any, expected: Any) -> None:
    ok(what, got == expected, expected, got)


def main(run: Callable[[str], Awaitable[None]]) -> None:
    """Run one client script: its argument is the server's base URL, its exit status the verdict."""
    if len(sys.argv) != 2:
        sys.exit("usage: python SCRIPT http://127.0.0.1:PORT")
    try:
        anyio.run(run, sys.argv[1].rstrip("/"))
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
