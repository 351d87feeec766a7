"""The OpenAPI document, made from the tables of endpoints and the models they name. Nothing is said twice."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import re
import sys
from collections.abc import Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from rooms.errors import NoSuchAddress, Refused
from rooms.protocol import PROTOCOL_VERSION, NewKey, PassagePage, Refusal, RoomCard, Snapshot, Wire
from rooms.resources import NewLink
from server.api.commands import Commands
from server.api.endpoints import IDEMPOTENCY_KEY, Endpoint, Table
from server.api.keys import Keys
from server.api.rooms import Api
from server.coauthor.better import BetterDrafts
from server.coauthor.receipts import Receipts
from server.identity import COOKIE
from server.page import BUILT
from server.stories.book import Book
from server.stories.keeping import Keeping
from server.stories.links import LinkRoutes
from server.stories.media import MediaRoutes
from server.stories.porting import Porting
from server.stories.starting import Starting

Json = dict[str, Any]
TABLES: tuple[type[Table], ...] = (
    Api,
    Starting,
    Commands,
    Keys,
    Keeping,
    LinkRoutes,
    Book,
    Porting,
    Receipts,
    BetterDrafts,
    MediaRoutes,
)
REF = "#/components/schemas/{model}"
JSON = "application/json"
SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "A personal API key: POST /api/keys makes one."},
    "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "POST /api/me sets it."},
}
HEADERS = {
    "RateLimit-Policy": "How many may come at once (q), and again after how many seconds (w).",
    "RateLimit": "How many of them are left (r), and in how many seconds all are (t).",
    "Retry-After": "Seconds to wait.",
    "Location": "Where it is.",
}
MADE: dict[str, tuple[type[BaseModel], str]] = {
    "room": (RoomCard, "id"),
    "code": (RoomCard, "code"),
    "key": (NewKey, "id"),
    "link": (NewLink, "id"),
    "token": (NewLink, "token"),
}
"""Which answer's field a part of a path is: links lead from where it is made to all that can be done with it."""
SEEN: dict[str, tuple[type[BaseModel], str]] = {
    "turn": (Snapshot, "room/turn/number"),
    "passage": (PassagePage, "passages/0/id"),
}
"""Where one reads what a command names."""
PATH_TYPES = {"uuid": {"type": "string", "format": "uuid"}, "int": {"type": "integer", "minimum": 0}}
OP = f"Made by you, and unique. It may be left out where the header {IDEMPOTENCY_KEY} says it."


class Told(GenerateJsonSchema):
    """What goes out always carries every field, also one that has a default."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def renamed(node: Any) -> Any:
    """Rules as it is told is Rules; as it may be asked, with fields left out, RulesInput."""
    match node:
        case str():
            return node.replace("-Output", "").replace("-Input", "Input")
        case list():
            return [renamed(item) for item in node]
        case dict():
            return {renamed(key): renamed(value) for key, value in node.items()}
        case _:
            return node


def field_docs(kind: type[BaseModel]) -> dict[str, str]:
    """The sentence under each field, of the class and of those it stands on."""
    bases = reversed([base for base in kind.__mro__ if issubclass(base, Wire)])
    return {field: text for base in bases for field, text in _said_in(base.__module__).get(base.__name__, {}).items()}


@cache
def _said_in(module: str) -> dict[str, dict[str, str]]:
    """The same of every class of a module, which is read once."""
    classes = ast.parse(inspect.getsource(sys.modules[module])).body
    return {node.name: _sentences(node.body) for node in classes if isinstance(node, ast.ClassDef)}


def _sentences(body: Sequence[ast.stmt]) -> dict[str, str]:
    said: dict[str, str] = {}
    for line, after in pairwise(body):
        match line, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                said[name] = " ".join(text.split())
            case _:
                pass
    return said


def every_endpoint() -> list[Endpoint]:
    """All that can be asked, without a house that would answer."""
    return [endpoint for table in TABLES for endpoint in table.endpoints(table.__new__(table))]


def document(endpoints: Sequence[Endpoint]) -> Json:
    """OpenAPI 3.1, as served at /api/openapi.json and kept in docs/openapi.json."""
    ordered = sorted(endpoints, key=lambda endpoint: (endpoint.plain_path, endpoint.method))
    by_path = groupby(ordered, lambda endpoint: endpoint.plain_path)
    made: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": "Roundtale",
            "version": str(PROTOCOL_VERSION),
            "description": "Everything a room can do, over HTTP. See docs/api.md, and docs/sockets.md for sockets.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {path: {each.method.lower(): _operation(each, ordered) for each in some} for path, some in by_path},
        "components": {
            "schemas": _schemas(ordered),
            "securitySchemes": SECURITY,
            "headers": {name: {"description": what, "schema": {"type": "string"}} for name, what in HEADERS.items()},
        },
    }
    made["components"]["responses"] = _shared(made["paths"])
    told: Json = renamed(made)
    return told


def _shared(paths: Json) -> Json:
    """Take the refusals out of every operation, because most have the same; each is then named in its place."""
    names: dict[str, str] = {}
    shared: Json = {}
    for responses in (operation["responses"] for path in paths.values() for operation in path.values()):
        for status in [status for status in responses if status >= "4"]:
            said = json.dumps(responses[status])
            if said not in names:
                alike = sum(name.startswith(f"Refused{status}") for name in shared)
                names[said] = f"Refused{status}" + (f"-{alike + 1}" if alike else "")
                shared[names[said]] = responses[status]
            responses[status] = {"$ref": f"#/components/responses/{names[said]}"}
    return shared


@cache
def page() -> str:
    """The document of this server, as JSON."""
    return json.dumps(document(every_endpoint()), indent=1, ensure_ascii=False) + "\n"


async def _document(request: Request) -> Response:
    made = await asyncio.to_thread(page)
    return Response(made, media_type=JSON, headers={"cache-control": "no-cache"})


async def _docs(request: Request) -> Response:
    """The pages to try it: a viewer of its own, built beside the page (web/docs)."""
    name = request.path_params.get("name", "index.html")
    if not (BUILT / "docs" / "index.html").exists():
        return PlainTextResponse("These pages are not built yet: run `make run`, or `npm run build` in web/.", 503)
    if name not in DOCS:
        raise NoSuchAddress
    response = await StaticFiles(directory=BUILT / "docs").get_response(name, request.scope)
    response.headers["cache-control"] = "no-cache"
    return response


DOCS = ("index.html", "start.js", "swagger-ui.js", "swagger-ui.css", "LICENSE.txt")
ROUTES = (Route("/api/openapi.json", _document), Route("/api/docs", _docs), Route("/api/docs/{name}", _docs))


def _operation(endpoint: Endpoint, endpoints: Sequence[Endpoint]) -> Json:
    whoever: list[Json] = [{}] if endpoint.who == "anybody" else []
    made: Json = {
        "operationId": endpoint.name,
        "tags": ["commands" if "/commands/" in endpoint.path else endpoint.path.split("/")[2]],
        "summary": re.split(r"(?<=\w)[.:;]\s", endpoint.description)[0].rstrip("."),
        "description": " ".join(endpoint.description.split()),
        "parameters": _parameters(endpoint),
        "security": [*whoever, *({name: []} for name in SECURITY)],
        "responses": {str(endpoint.status): _answer(endpoint, endpoints)},
    }
    if endpoint.asks is not None:
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref(endpoint.asks)}}}
    elif endpoint.takes is not None:
        made["requestBody"] = {"required": True, "content": {endpoint.takes: {"schema": {"type": "string"}}}}
    by_status: dict[int, list[type[Refused]]] = {}
    for kind in endpoint.all_refusals():
        by_status.setdefault(kind.status, []).append(kind)
    made["responses"] |= {str(status): _refusal(kinds) for status, kinds in sorted(by_status.items())}
    return made


def _parameters(endpoint: Endpoint) -> list[Json]:
    made: list[Json] = []
    for name, kind in re.findall(r"{(\w+)(?::(\w+))?}", endpoint.path):
        schema = PATH_TYPES.get(kind, {"type": "string"})
        made.append({"name": name, "in": "path", "required": True, "schema": schema})
    if endpoint.query is not None:
        schema, said = endpoint.query.model_json_schema(schema_generator=Told), field_docs(endpoint.query)
        for name, field in schema["properties"].items():
            value = next((kind for kind in field.get("anyOf", ()) if kind != {"type": "null"}), field)
            given = {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": value}
            made.append(given | ({"description": said[name]} if name in said else {}))
    if endpoint.takes_op:
        field = {"type": "string", "format": "uuid"}
        what = "The same as `op`, or in its place. Sent again, the first answer comes again."
        made.append({"name": IDEMPOTENCY_KEY, "in": "header", "required": False, "schema": field, "description": what})
    return made


def _answer(endpoint: Endpoint, endpoints: Sequence[Endpoint]) -> Json:
    if endpoint.answers == "":
        return {"description": "Elsewhere.", "headers": _headers("Location", "RateLimit-Policy", "RateLimit")}
    if isinstance(endpoint.answers, str):
        content, what = {endpoint.answers: {"schema": {"type": "string"}}}, endpoint.answers
    else:
        content, what = {JSON: {"schema": _ref(endpoint.answers)}}, prose(endpoint.answers)
    made: Json = {"description": what, "headers": _headers("RateLimit-Policy", "RateLimit"), "content": content}
    links = _links(endpoint, endpoints)
    return made | ({"links": links} if links else {})


def _links(endpoint: Endpoint, endpoints: Sequence[Endpoint]) -> Json:
    """To what can be done with what was made, or with what is read, in this answer."""
    own = _parts(endpoint)
    fields = {part: field for part, (model, field) in MADE.items() if endpoint.answers is model}
    seen = {name: field for name, (model, field) in SEEN.items() if endpoint.answers is model}
    made: Json = {}
    for each in endpoints:
        parts = _parts(each)
        body = {name: f"$response.body#/{seen[name]}" for name in seen if each.asks and name in each.asks.model_fields}
        is_made = endpoint.status == 201 and bool(parts & fields.keys())
        if (is_made or body) and parts <= fields.keys() | own:
            given = {
                part: f"$response.body#/{fields[part]}" if part in fields else f"$request.path.{part}"
                for part in sorted(parts)
            }
            link = {"operationId": each.name, "parameters": given}
            made[each.name] = link | ({"requestBody": body} if body else {})
    return made


def _parts(endpoint: Endpoint) -> set[str]:
    return set(re.findall(r"{(\w+)}", endpoint.plain_path))


def _refusal(kinds: Sequence[type[Refused]]) -> Json:
    """One status, with every code that it may carry."""
    headers = ("RateLimit-Policy", "RateLimit", *(("Retry-After",) if kinds[0].status == 429 else ()))
    codes = {"type": "object", "properties": {"code": {"enum": [kind.code() for kind in kinds]}}}
    return {
        "description": "  \n".join(f"`{kind.code()}`: {prose(kind)}" for kind in kinds),
        "headers": _headers(*headers),
        "content": {JSON: {"schema": {"allOf": [_ref(Refusal), codes]}}},
    }


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": REF.format(model=model.__name__)}


def _schemas(endpoints: Sequence[Endpoint]) -> Json:
    """Every model that is asked or told, with the sentences that stand under its fields."""
    asked = {endpoint.asks for endpoint in endpoints if endpoint.asks}
    told = {endpoint.answers for endpoint in endpoints if not isinstance(endpoint.answers, str)} | {Refusal}
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [(kind, "validation") for kind in asked]
    modes += [(kind, "serialization") for kind in told]
    modes.sort(key=lambda pair: (pair[0].__name__, pair[1]))
    _, whole = models_json_schema(modes, ref_template=REF, schema_generator=Told)
    schemas: Json = whole["$defs"]
    known = {kind.__name__: kind for kind in _all_below(Wire)}
    for name, schema in schemas.items():
        said = field_docs(known[name.partition("-")[0]])
        for field, value in schema.get("properties", {}).items():
            if field in said:
                value["description"] = said[field]
    for kind in asked:
        if "op" in kind.model_fields:
            schemas[kind.__name__]["required"].remove("op")
            schemas[kind.__name__]["properties"]["op"]["description"] = OP
    return dict(sorted(schemas.items()))


def _all_below(kind: type[BaseModel]) -> list[type[BaseModel]]:
    return [each for below in kind.__subclasses__() for each in (below, *_all_below(below))]


def prose(thing: Any) -> str:
    """What a module or a kind says of itself, in one line."""
    return " ".join((thing.__dict__.get("__doc__") or "").split())
