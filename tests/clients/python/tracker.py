"""What every client does with a running project tracker: the steps, written once for all versions."""

from client import Json, Meet
from principals.bounds import cannot_pass_their_bounds
from principals.changes import hears_nothing_of_others, hears_of_changes, loses_a_feature
from principals.log import stands_in_the_log
from principals.people import gather
from principals.reading import reads_and_begins
from principals.sight import sees_its_tools, sends_strangers_away
from principals.work import finds_nothing_of_others, works_on_issues

STEPS = [
    sends_strangers_away,
    sees_its_tools,
    works_on_issues,
    finds_nothing_of_others,
    cannot_pass_their_bounds,
    reads_and_begins,
    stands_in_the_log,
    hears_of_changes,
    loses_a_feature,
    hears_nothing_of_others,
]


async def tracker(meet: Meet, version: Json, base: str, api: str) -> None:
    async with gather(meet, base, api) as people:
        for step in STEPS:
            await step(people, version["reports"])
