"""What members do with issues, and what others see of it."""

import re

from checks import equal, ok, refusal
from client import Client, text
from principals.log import told
from principals.people import People, data

TITLE = "Größe prüfen – 日本語 ✓"
ABSENT = 'API error (HTTP 404): {"status":"error","data":["Issue not found"]}'
INVALID_PARAMS = -32602


async def works_on_issues(people: People, reports: dict[str, str]) -> None:
    admin, member, reader = (people.workspace[who] for who in ["admin", "member", "reader"])
    ref = (await data(member, "create_issue", {"project": "CORE", "title": TITLE, "priority": 2}))["ref"]
    ok("a new issue has a reference", re.fullmatch(r"CORE-\d+", ref) is not None, "one such as CORE-12", ref)
    equal("others of the org read it", (await data(reader, "get_issue", {"issue": ref}))["title"], TITLE)
    await data(admin, "update_issue", {"issue": ref, "status": "in_progress", "assignee": "me"})
    await data(member, "create_comment", {"issue": ref, "body": "Seen."})
    found = await data(reader, "search_issues", {"query": "Größe prüfen"})
    equal("it is found", [issue["ref"] for issue in found], [ref])
    issue = await data(member, "get_issue", {"issue": ref})
    equal("what became of it", (issue["assignee"]["name"], issue["status"]), ("admin", "in_progress"))
    equal("what was said", [comment["body"] for comment in issue["recent_comments"]], ["Seen."])
    deeds = await people.rest("admin", "GET", "/audit?actor=demo&method=POST")
    creations = [deed for deed in deeds if (deed["method"], deed["path"]) == ("POST", "/api/v1/issues")]
    changed = [(deed["account"], deed["via"]) for deed in creations]
    equal("the audit log has it under its owner", changed, [("demo", "mcp")])
    called = (await told(people, "admin", "name=create_issue&outcome=ok"))[0]
    equal("and the call beside it", (called["account"], called["arguments"]["title"]), ("demo", TITLE))
    equal("with the same token", called["token_id"], creations[0]["token_id"])
    await refuses_what_is_wrong(member)


async def refuses_what_is_wrong(client: Client) -> None:
    absent = await client.call("get_issue", {"issue": "CORE-999999"})
    equal("an absent issue is a tool error", absent.get("isError"), True)
    equal("in the words of the API", text(absent), ABSENT)
    titleless = await client.call("create_issue", {"project": "CORE"})
    equal("a missing argument is a tool error", titleless.get("isError"), True)
    ok("it names the argument", "/title" in text(titleless), "text naming /title", titleless)
    refused = await refusal("an unknown tool is a protocol error", client.call("no_such_tool", {}))
    equal("its code", refused.code, INVALID_PARAMS)


async def finds_nothing_of_others(people: People, reports: dict[str, str]) -> None:
    member, other = people.workspace["member"], people.workspace["other"]
    ours = await data(member, "get_issue", {"issue": "CORE-1"})
    namesake = await data(other, "get_issue", {"issue": "CORE-1"})
    equal("another org has a CORE-1 of its own", namesake["title"], "Valve sticks below minus forty")
    absent = await other.call("get_issue", {"issue": str(ours["id"])})
    equal("and finds nothing of ours", text(absent), ABSENT)
    equal("nor by its words", await data(other, "search_issues", {"query": "Größe"}), [])
    museum = (await data(people.agency["admin"], "list_companies", {"name": "Museum"}))[0]
    company = await people.agency["other"].call("get_company", {"id": museum["id"]})
    ok("nor does another division", text(company).startswith("API error (HTTP 404): "), "HTTP 404", company)
