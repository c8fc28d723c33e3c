"""Drives `countermand mcp` with the client of PyPI's package mcp, and prints what comes of it: a line for each step.

    client.py PROGRAM MODE

MODE is a revision without a handshake, such as 2026-07-28, or `legacy` for the newest one with a handshake. The environment
has the program's settings.
"""

import asyncio
import os
import sys

from mcp import Client, StdioServerParameters
from mcp.types import ElicitResult

PROGRAM, MODE = sys.argv[1:]
SETTINGS = {name: value for name, value in os.environ.items() if name.startswith("COUNTERMAND_")}
SERVER = StdioServerParameters(command=PROGRAM, args=["mcp"], env=SETTINGS)


def show(step, result):
    content = result.structured_content
    answer = content.get("answer") or {}
    answer_status = answer.get("status", "")
    words = [content["outcome"], content.get("status", ""), "" if result.is_error else answer_status]
    print(step, "->", *(word for word in words if word != ""), flush=True)
    if result.is_error:
        print("   ", result.content[0].text, flush=True)


class Person:
    """Answers what it is asked with the next of its answers."""

    def __init__(self, *answers):
        self.answers = list(answers)

    async def __call__(self, context, params):
        print("    asked:", params.message.splitlines()[0], "|", params.message.splitlines()[1], flush=True)
        action, content = self.answers.pop(0)
        return ElicitResult(action=action, content=content)


async def with_a_person():
    person = Person(("decline", None), ("accept", {"confirm": False}), ("accept", {"confirm": True}))
    async with Client(SERVER, mode=MODE, elicitation_callback=person) as client:
        print("revision", client.protocol_version, flush=True)
        tools = (await client.list_tools()).tools
        print("tools", " ".join(tool.name for tool in tools), flush=True)
        show("look up", await client.call_tool("getJob", {"id": "J-1001"}))
        listed = await client.call_tool("listWorkOrders", {"status": "pending", "limit": 2})
        print("list ->", [order["id"] for order in listed.structured_content["answer"]["data"]], flush=True)
        show("preview", await client.call_tool("previewCancelJob", {"id": "J-1001"}))
        cancel = ("cancelJob", {"id": "J-1001", "reason": "Customer called it off"})
        show("declined", await client.call_tool(*cancel))
        show("unticked", await client.call_tool(*cancel))
        show("confirmed", await client.call_tool(*cancel))
        show("again", await client.call_tool(*cancel))
        show("unknown id", await client.call_tool("cancelJob", {"id": "NONE"}))
        assert not person.answers


async def without_a_person():
    async with Client(SERVER, mode=MODE) as client:
        job = {"id": "JOB_X123", "reason": "Moved out"}
        show("unconfirmed", await client.call_tool("cancelCleaningJob", job))
        preview = await client.call_tool("previewCancelCleaningJob", job)
        show("preview", preview)
        confirmation = preview.structured_content["confirmation"]
        show("for another reason", await client.call_tool(
            "cancelCleaningJob", {**job, "reason": "Other", "confirmation": confirmation}))
        confirmed = {**job, "confirmation": confirmation}
        first = await client.call_tool("cancelCleaningJob", confirmed)
        show("confirmed", first)
        again = await client.call_tool("cancelCleaningJob", confirmed)
        show("replayed", again)
        assert again.structured_content["event"] == first.structured_content["event"]
        came = await client.call_tool("getCancellation", {"key": first.structured_content["requestKey"]})
        show("what came of it", came)
        show("job", await client.call_tool("getCleaningJob", {"id": "JOB_X123"}))


asyncio.run(with_a_person())
asyncio.run(without_a_person())
