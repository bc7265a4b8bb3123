"""One line for each check; the first that fails ends the run and says what was expected and what came."""

from collections.abc import Awaitable, Callable
from typing import Any

import anyio

PATIENCE = 10.0


class NotOk(Exception):
    """A check that did not hold."""


class Refused(Exception):
    """A JSON-RPC error, the same for all versions."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def ok(what: str, holds: bool, expected: Any, got: Any) -> None:
    if not holds:
        raise NotOk(f"not ok - {what}\n  expected: {expected!r}\n  got:      {got!r}")
    print(f"ok - {what}", flush=True)


def equal(what: str, got: Any, expected: Any) -> None:
    ok(what, got == expected, expected, got)


async def until(what: str, look: Callable[[], Any], holds: Callable[[Any], bool]) -> None:
    """Wait until `holds` is true of what `look` returns, but not for ever."""
    with anyio.move_on_after(PATIENCE):
        while not holds(look()):
            await anyio.sleep(0.005)
    ok(what, holds(look()), "it within 10 s", look())


async def refusal(what: str, request: Awaitable[Any]) -> Refused:
    """The error that a request is answered with."""
    outcome: Any
    try:
        outcome = await request
    except Refused as error:
        outcome = error
    ok(what, isinstance(outcome, Refused), "a JSON-RPC error", outcome)
    return outcome
