"""What every client does with a running `everything`: the steps, written once for all versions."""

from checks import equal
from client import Json, Meet, Server
from features import ask, changes, flow, prompts, resources, tools

# What some versions lack is named in `versions.json` by these names.
STEPS = {
    "tools": tools.calls_tools,
    "audio": tools.audio,
    "links": tools.links,
    "structure": tools.structure,
    "progress": flow.progresses,
    "cancel": flow.cancels,
    "log": flow.logs,
    "resources": resources.reads_resources,
    "prompts": prompts.gets_prompts,
    "completion": prompts.completes,
    "sampling": ask.asks_the_model,
    "elicitation": ask.asks_the_user,
    "form": ask.asks_with_a_form,
    "choices": ask.asks_for_choices,
    "roots": ask.asks_for_roots,
    "questions": ask.asks_several_things,
    "changes": changes.hears_of_changes,
    "resume": flow.resumes,
    "hangup": flow.is_hung_up_on,
}


async def everything(meet: Meet, version: Json, base: str) -> None:
    lacks = version["lacks"]
    equal("every feature that is lacking is one", [name for name in lacks if name not in STEPS], [])
    async with meet(Server(f"{base}/mcp", f"{base}/sse")) as client:
        for name, step in STEPS.items():
            if name in lacks:
                print(f"skip - {name}: {lacks[name]}")
            else:
                await step(client)
