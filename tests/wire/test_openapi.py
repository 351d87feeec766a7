"""The OpenAPI document, and what a stranger's tool finds who believes it to the letter."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from rooms.errors import REFUSALS
from rooms.settings import Settings
from server.api import openapi
from server.page import BUILT
from tests.wire.client import Wire, serving

ROOT = Path(__file__).parent.parent.parent
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance",
    "ignored_auth", "use_after_free", "ensure_resource_availability",
)  # fmt: skip
"""All but that every good message is done: a room has rules beside its messages' form."""


def document() -> dict[str, Any]:
    return dict(json.loads(openapi.page()))


def found(node: Any, key: str) -> list[Any]:
    """Every value that stands under ``key``, anywhere."""
    match node:
        case dict():
            here = [node[key]] if key in node else []
            return here + [value for each in node.values() for value in found(each, key)]
        case list():
            return [value for each in node for value in found(each, key)]
        case _:
            return []


QUICK = {f"commands_per_second_{of}": 10_000 for of in ("socket", "person", "address")}
QUICK |= {"requests_per_second_address": 10_000, "guesses_per_minute_address": 1_000_000, "keys_per_person": 10_000}
HOOKS = """
from uuid import UUID

import schemathesis
from schemathesis import GenerationMode

made = 0
schemathesis.serializer.alias(["application/x-ndjson", "audio/wav"], "text/plain")


@schemathesis.hook
def before_call(context, case, kwargs):
    global made
    takes_op = any(each.name == "Idempotency-Key" for each in case.operation.headers)
    if not takes_op or not isinstance(case.body, dict) or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    made += 1
    case.body["op"] = str(UUID(int=made))
    case.headers.pop("Idempotency-Key", None)
"""
"""What the document can say in words alone: one of the two must be there, and where both are they agree."""
CONFIG = """
hooks = "hooks"
[parameters]
"path.room" = {room}
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
"""
"""One by one all is asked of a room that is there; a body may be too large before anybody has read that it is wrong."""


def test_the_document_holds_together() -> None:
    """W220: the document holds together: each operation has a name of its own, whatever is named in it is in it, and
    every refusal of the house is told of somewhere, under its status.
    """
    made = document()
    operations = [operation for path in made["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for ref in found(made, "$ref"):
        node = made
        for part in ref.removeprefix("#/").split("/"):
            node = node[part]
    answers = [response for operation in operations for response in operation["responses"].values()]
    links = [link for answer in answers for link in answer.get("links", {}).values()]
    assert {link["operationId"] for link in links} <= set(names)
    assert len(links) > 60
    told: dict[str, int] = {}
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        for status, response in operation["responses"].items():
            shared = made["components"]["responses"].get(response.get("$ref", "").rpartition("/")[2], {})
            told |= dict.fromkeys((code for codes in found(shared, "enum") for code in codes), int(status))
    house = {code: kind.status for code, kind in REFUSALS.items()}
    anywhere = {"ticket_refused": 403, "unknown_command": 404, "wrong_method": 405, "broken": 500}
    assert told | anywhere == house


async def test_the_document_is_served_as_it_is_kept(wire: Wire) -> None:
    """W221: the document is served as it is kept in docs, to anybody; so are the pages that show it."""
    nobody = await wire.person(None)
    status, served = await nobody.get("/api/openapi.json")
    assert (status, served) == (200, json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")))
    status, _, headers = await nobody.ask("GET", "/api/docs")
    assert status == 200 if (BUILT / "docs").exists() else status == 503
    assert "unsafe" not in headers["content-security-policy"]
    status, _ = await nobody.get("/api/docs/nothing.js")
    assert status == (404 if (BUILT / "docs").exists() else 503)


async def asked_of(wire: Wire, folder: Path, phases: str, examples: int) -> None:
    """Run schemathesis: one by one by a key, in sequences by the cookie, which may do more."""
    person = await wire.person()
    room = await person.begin()
    _, made = await person.post("/api/keys", {"name": "schemathesis"})
    config, checks, shown = (
        CONFIG.format(room=json.dumps(room["id"])),
        [*CHECKS],
        f"Authorization: Bearer {made['key']}",
    )
    if phases == "stateful":
        config = config.replace("path.room", "path.nothing")
        shown = f"Cookie: roundtale={person.cookies['roundtale']}"
        checks.remove("ignored_auth")  # the cookie is there whatever else is shown
    (folder / "schemathesis.toml").write_text(config, encoding="utf-8")
    (folder / "hooks.py").write_text(HOOKS, encoding="utf-8")
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", "run", f"{wire.base}/api/openapi.json", f"--header={shown}",
        f"--phases={phases}", f"--checks={','.join(checks)}", f"--max-examples={examples}",
        "--generation-deterministic",
        "--suppress-health-check=all", "--no-color",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said = (await running.communicate())[0].decode()
    (folder / "said.txt").write_text(said, encoding="utf-8")
    assert running.returncode == 0, said[-8_000:]
    assert "No issues found" in said or "warning" in said.splitlines()[-1]


@pytest.fixture
async def house(settings: Settings, owner: Any) -> AsyncIterator[Wire]:
    """Nobody is too fast here."""
    async with serving(settings, owner, **QUICK) as wire:
        yield wire


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("phases", "examples"), [("fuzzing", 3), ("stateful", 40)])
async def test_the_document_is_true(house: Wire, tmp_path: Path, phases: str, examples: int) -> None:
    """W149: the document is true: schemathesis asks all that it says may be asked, and what may not, one by one and in
    sequences along its links; no answer is a 5xx or other than the document says.
    """
    await asked_of(house, tmp_path, phases, examples)
