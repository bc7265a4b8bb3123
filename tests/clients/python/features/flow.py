"""What happens while a call runs: progress, the log, its end before its time, a connection that breaks."""

from checks import equal, ok, until
from client import Client, Json, text

LOG = "notifications/message"


async def progresses(client: Client) -> None:
    seen: list[tuple[float, float | None]] = []

    async def on_progress(progress: float, total: float | None, message: str | None) -> None:
        seen.append((progress, total))

    answer = await client.call("test_tool_with_progress", {}, on_progress)
    ok("a call with progress", not answer.get("isError"), "a result", answer)
    equal("how far it was", seen, [(0, 100), (50, 100), (100, 100)])


async def cancels(client: Client) -> None:
    before = await counted(client)
    await client.give_up("slow", {"millis": 400})
    # It is over only after the first would have been, had that gone on.
    await client.call("slow", {"millis": 800})
    equal("only the other call had its effect", await counted(client) - before, 1)


async def counted(client: Client) -> int:
    return int(text(await client.call("counted")))


async def logs(client: Client) -> None:
    await client.set_level("warning")
    heard = client.records.heard
    heard.clear()
    await client.call("say")

    def levels() -> list[str]:
        return [message["params"]["level"] for message in logged(heard)]

    await until("what is worth a warning is heard", levels, lambda levels: "emergency" in levels)
    equal("and nothing else", levels(), ["warning", "error", "critical", "alert", "emergency"])
    first = logged(heard)[0]["params"]
    equal("a message of the log", (first["logger"], first["data"]), ("say", "warning"))
    await client.set_level("debug")


def logged(heard: list[Json]) -> list[Json]:
    return [message for message in heard if message["method"] == LOG]


async def resumes(client: Client) -> None:
    before, after, answer = await client.interrupt("test_tool_with_logging")

    def said(heard: list[Json]) -> list[str]:
        return [message["params"]["data"] for message in logged(heard)]

    equal("the connection broke after", said(before)[0], "Tool execution started")
    everything = ["Tool execution started", "Tool processing data", "Tool execution completed"]
    equal("every message came, and came once", said(before + after), everything)
    equal("the answer after all", text(answer), "Logged three messages.")


async def is_hung_up_on(client: Client) -> None:
    """A client that knows how comes back by itself; the others are not hung up on."""
    answer = await client.call("test_reconnection")
    came = not answer.get("isError") and len(answer["content"]) == 1
    ok("the answer comes though the server hangs up", came, "a result", answer)
