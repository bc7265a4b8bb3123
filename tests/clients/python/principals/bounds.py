"""What somebody may not do: scopes are the server's business, and the rest is the API's."""

from checks import equal
from client import text
from principals.people import People, data
from principals.sight import reported


async def cannot_pass_their_bounds(people: People, reports: dict[str, str]) -> None:
    async with people.another("reader") as reader:
        create = reader.call("create_issue", {"project": "CORE", "title": "Not by me"})
        await reported("a reader creates no issue", create, reports["forbidden"])
    staff = people.agency["member"]
    contact = (await data(staff, "list_contacts", {"first_name": "Piotr"}))[0]
    project = (await data(staff, "list_projects", {}))[0]
    entry = {"project_id": project["id"], "contact_id": contact["id"], "date": "2026-02-28", "minutes": 5}
    refused = await staff.call("create_time_entry", entry)
    words = 'API error (HTTP 403): {"status":"error","data":["Permission denied"]}'
    equal("nobody writes the time of another", (refused.get("isError"), text(refused)), (True, words))
