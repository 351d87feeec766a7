"""Write what is derived from the protocol and the settings: the page's types and two pages of docs.

python -m server.generate            writes the files of PAGES: web/src/protocol.ts, docs/protocol.md and others
python -m server.generate --check    names those that are stale, and fails
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from string import Formatter
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from rooms import protocol
from rooms.ages import MOST_CHANGES
from rooms.errors import REFUSALS, Refused
from rooms.protocol import CODE_ALPHABET, COMMANDS, PROTOCOL_VERSION, WINDOW, Wire
from rooms.screening import lists
from rooms.settings import Settings
from server.api import openapi
from server.api.openapi import Told, field_docs, prose, renamed
from server.page import PAGE_LIMITS

ROOT = Path(__file__).resolve().parent.parent
EVENTS: tuple[type[Wire], ...] = get_args(get_args(protocol.AnyEvent)[0])
SIGNALS: tuple[type[Wire], ...] = get_args(get_args(protocol.AnySignal)[0])
ANSWERS: tuple[type[Wire], ...] = get_args(protocol.Answer)
ENDPOINTS = openapi.every_endpoint()


def _models(*found: type[BaseModel] | str | None) -> tuple[type[BaseModel], ...]:
    """Those that are not told of elsewhere, each once."""
    elsewhere = (*COMMANDS.values(), *ANSWERS)
    return tuple(dict.fromkeys(kind for kind in found if isinstance(kind, type) and kind not in elsewhere))


ASKED: tuple[type[BaseModel], ...] = (*_models(*(each.asks for each in ENDPOINTS)), protocol.Connect)
TOLD = _models(*(each.answers for each in ENDPOINTS))
QUERIES = _models(*(each.query for each in ENDPOINTS))
PARTS = (
    protocol.RoomView, protocol.Rules, protocol.Member, protocol.Turn, protocol.Passage, protocol.Choices,
    protocol.Generation, protocol.PassageText, protocol.ChatLine, protocol.Now,
)  # fmt: skip

SEED_NAMES = (
    ("joinStory", "room.join", "one answer brings the story so far"),
    ("leaveStory", "room.leave", ""),
    ("submitTurn", "turn.submit", ""),
    ("sendChatMessage", "chat.post", ""),
    ("startVoteToEnd", "vote.call", "with kind end; then vote.cast"),
    ("userJoined, user:joined", "member.joined", "and the signal presence, for who is here now"),
    ("userLeft, user:left", "member.left", "for a seat given up or taken; presence for a closed page"),
    ("newTurn", "turn.began", ""),
    ("storyUpdated, story:updated", "passage.added", "also passage.revised, passage.chosen, passage.retracted"),
    ("chatMessageReceived", "chat.posted", ""),
    ("voteStarted", "vote.opened", "then vote.cast and vote.closed"),
    ("storyEnded, story:complete", "story.completed", "by the command story.complete, or a vote"),
    ("story:generate", "story.continue", "story.retry for another version, story.stop to stop"),
    ("story:choice", "choice.pick", "the choices themselves arrive in choices.offered; choice.offer adds one"),
    ("generation:started", "generation.started", ""),
    ("generation:progress", "generation.delta", "a signal: losing one is harmless"),
    ("generation:completed", "generation.ended", "with outcome complete; the words are in passage.added"),
    ("generation:error", "generation.ended", "with outcome partial or failed"),
    ("(image, audio and video segments)", None, "media come later"),
)


def typescript() -> str:
    """web/src/protocol.ts."""
    script = ROOT / "web" / "scripts" / "types.mjs"
    asked = json.dumps(_schema())
    made = subprocess.run(["node", str(script)], input=asked, capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(f"{script.name}: {made.stderr.strip()}\nRun `npm ci` in web first.")
    head = "// Generated from rooms/protocol.py and rooms/errors.py by server/generate.py. Do not edit.\n"
    return f"{head}\n{_constants()}\n{made.stdout.strip()}\n"


def _constants() -> str:
    limits = {name: Settings.model_fields[name].default for name in PAGE_LIMITS}
    refusals = {code: _slots(kind) for code, kind in sorted(REFUSALS.items())}
    values: tuple[tuple[str, Any], ...] = (
        ("PROTOCOL_VERSION", PROTOCOL_VERSION),
        ("CODE_ALPHABET", CODE_ALPHABET),
        ("WINDOW", WINDOW),
        ("LIMITS", limits),
        ("LANGUAGES", protocol.LANGUAGES),
        ("GENRES", get_args(protocol.Genre)),
        ("MODES", get_args(protocol.ModeName)),
        ("REACTIONS", get_args(protocol.Reaction)),
        ("AGES", get_args(protocol.Age)),
        ("STYLES", get_args(protocol.Style)),
        ("MEDIA_KINDS", get_args(protocol.MediaKind)),
        ("PICTURE_STYLES", get_args(protocol.PictureStyle)),
        ("PALETTES", get_args(protocol.Palette)),
        ("VOICES", get_args(protocol.Voice)),
        ("MEDIA_FAULTS", get_args(protocol.MediaFault)),
        ("MOST_CHANGES", MOST_CHANGES),
        ("REFUSALS", refusals),
    )
    lines = [f"export const {name} = {json.dumps(value, indent=2)} as const;" for name, value in values]
    lines += [
        f"export const RULES: Rules = {json.dumps(protocol.Rules().model_dump(), indent=2)};",
        "export type Language = (typeof LANGUAGES)[number];",
        "export type Genre = (typeof GENRES)[number];",
        "export type ModeName = (typeof MODES)[number];",
        "export type Age = (typeof AGES)[number];",
        "export type Style = (typeof STYLES)[number];",
        "export type MediaKind = (typeof MEDIA_KINDS)[number];",
        "export type PictureStyle = (typeof PICTURE_STYLES)[number];",
        "export type Palette = (typeof PALETTES)[number];",
        "export type Voice = (typeof VOICES)[number];",
        "export type MediaFault = (typeof MEDIA_FAULTS)[number];",
        "export type RefusalCode = keyof typeof REFUSALS;",
        "export type CommandName = keyof CommandMap;",
    ]
    return "\n".join(lines) + "\n"


def unfit() -> str:
    """web/src/better/unfit.json: the single words of the check's lists, which no dictionary may offer to a child."""
    groups: list[dict[str, Any]] = []
    innocent: list[str] = []
    for language in protocol.LANGUAGES:
        listed = lists.read(language)
        innocent += [words for words in lists.split(listed["innocent"]["words"]) if " " not in words]
        for group in listed["group"]:
            words = [each for each in lists.split(group["words"]) if " " not in each]
            groups.append({"until": group["until"], "only": language if group.get("here") else None, "words": words})
    return json.dumps({"innocent": innocent, "groups": [group for group in groups if group["words"]]}) + "\n"


def _slots(kind: type[Refused]) -> list[str]:
    """The names of a refusal's args, in the order of its sentence."""
    return [name for _, name, _, _ in Formatter().parse(kind.__doc__ or "") if name]


def _schema() -> dict[str, Any]:
    """One schema that reaches every message, so that each becomes one named type."""
    asked: tuple[type[BaseModel], ...] = (*COMMANDS.values(), *ASKED)
    told: tuple[type[BaseModel], ...] = (*EVENTS, *SIGNALS, *ANSWERS, *TOLD)
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [(kind, "validation") for kind in asked]
    modes += [(kind, "serialization") for kind in told]
    refs, whole = models_json_schema(modes, schema_generator=Told)
    definitions: dict[str, Any] = whole["$defs"]
    by_kind = {kind: ref for (kind, _), ref in refs.items()}
    definitions |= {
        "AnyEvent": {"oneOf": [by_kind[kind] for kind in EVENTS]},
        "AnySignal": {"oneOf": [by_kind[kind] for kind in SIGNALS]},
        "Answer": {"oneOf": [by_kind[kind] for kind in ANSWERS]},
        "CommandMap": _object({name: by_kind[kind] for name, kind in COMMANDS.items()}),
        "Http": _object({kind.__name__: by_kind[kind] for kind in (*ASKED, *TOLD)}),
    }
    for kind in (protocol.Delta, protocol.EventPage):
        definitions[kind.__name__]["properties"]["events"]["items"] = {"$ref": "#/$defs/AnyEvent"}
    roots = ("AnyEvent", "AnySignal", "Answer", "CommandMap", "Http")
    root = _object({name: {"$ref": f"#/$defs/{name}"} for name in roots})
    return {"title": "Protocol", **_plain({**root, "$defs": definitions})}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    closed = {"type": "object", "additionalProperties": False}
    return {**closed, "properties": dict(properties), "required": list(properties)}


def _plain(node: Any, named: bool = False) -> Any:
    """Without titles, which would become aliases, and defaults. ``named``: its keys are names, not JSON Schema's."""
    match node:
        case list():
            return [_plain(item) for item in node]
        case dict():
            kept = {key: value for key, value in node.items() if named or key not in ("title", "default", "format")}
            return {renamed(key): _plain(value, key in ("$defs", "properties")) for key, value in kept.items()}
        case _:
            return renamed(node)


def protocol_page() -> str:
    """docs/protocol.md."""
    parts = [
        "# The protocol\n\nGenerated from `rooms/protocol.py` and `rooms/errors.py` by `python -m server.generate`.\n",
        f"{prose(protocol)}\n\nProtocol version {PROTOCOL_VERSION}. Codes of rooms are 8 characters of "
        f"`{CODE_ALPHABET}`. A snapshot brings the last {WINDOW} passages and lines of chat.\n",
        _section("Commands", ((name, kind) for name, kind in COMMANDS.items())),
        _section("Events", ((_tag(kind), kind) for kind in EVENTS)),
        _section("Signals", ((_tag(kind), kind) for kind in SIGNALS)),
        _section("Answers", ((kind.__name__, kind) for kind in ANSWERS)),
        _section("What they are made of", ((kind.__name__, kind) for kind in PARTS)),
        _section("Over HTTP and at connecting", ((kind.__name__, kind) for kind in (*TOLD, *ASKED, *QUERIES))),
        _refusals_section(),
        _seeds_section(),
    ]
    return "\n".join(parts)


def _section(title: str, kinds: Iterable[tuple[str, type[BaseModel]]]) -> str:
    entries = [f"### `{name}`\n\n{prose(kind)}\n\n{_field_table(kind)}".rstrip() for name, kind in kinds]
    return f"## {title}\n\n" + "\n\n".join(entries) + "\n"


def _field_table(kind: type[BaseModel]) -> str:
    said = field_docs(kind)
    rows = [
        f"| `{name}` | `{_type_name(field)}` | {_default(field)} | {said.get(name, '')} |"
        for name, field in kind.model_fields.items()
    ]
    return "\n".join(["| field | type | default | |", "|---|---|---|---|", *rows]) if rows else ""


def _default(field: FieldInfo) -> str:
    return "" if field.is_required() else f"`{_shown(field.default)}`"


def _shown(value: Any) -> str:
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    return json.dumps(value, default=str)


def _type_name(field: FieldInfo) -> str:
    return _name_of(field.annotation).replace("|", "\\|")


def _name_of(kind: Any) -> str:
    if kind is type(None):
        return "null"
    origin, args = get_origin(kind), get_args(kind)
    if origin is None:
        return str(getattr(kind, "__name__", kind))
    if origin in (Union, UnionType):
        return "one of the events" if set(args) == set(EVENTS) else " | ".join(_name_of(arg) for arg in args)
    if origin is tuple:
        return f"list of {_name_of(args[0])}"
    if origin is dict:
        return f"map of {_name_of(args[0])} to {_name_of(args[1])}"
    if hasattr(kind, "__metadata__"):
        return _name_of(args[0])
    return " | ".join(json.dumps(arg) for arg in args)


def _refusals_section() -> str:
    rows = [
        f"| `{code}` | {', '.join(f'`{slot}`' for slot in _slots(kind))} | {kind.status} | {prose(kind)} |"
        for code, kind in REFUSALS.items()
    ]
    return "\n".join(
        ["## Refusals\n", "The page words them by `code` and `args`.\n", "| code | args | HTTP | in English |",
         "|---|---|---|---|", *rows, ""]
    )  # fmt: skip


def _seeds_section() -> str:
    rows = [
        f"| `{theirs}` | {f'`{ours}`' if ours else '**not yet**'} | {remark} |" for theirs, ours, remark in SEED_NAMES
    ]
    return "\n".join(
        ["## Names in the documents it was asked for in\n", "| there | here | |", "|---|---|---|", *rows, ""]
    )  # fmt: skip


def settings_page() -> str:
    """docs/settings.md."""
    rows = [
        f"| `{_variable(name, field)}` | `{_shown(field.default)}` | {field.description or ''} |"
        for name, field in Settings.model_fields.items()
    ]
    head = "# Settings\n\nGenerated from `rooms/settings.py` by `python -m server.generate`: environment variables.\n"
    return "\n".join([head, "| variable | default | |", "|---|---|---|", *rows, ""])


def _variable(name: str, field: FieldInfo) -> str:
    if isinstance(field.validation_alias, AliasChoices):
        return str(field.validation_alias.choices[-1])
    return f"ROUNDTALE_{name.upper()}"


def _tag(kind: type[BaseModel]) -> str:
    return str(kind.model_fields["type"].default)


PAGES: dict[str, Callable[[], str]] = {
    "web/src/protocol.ts": typescript,
    "web/src/better/unfit.json": unfit,
    "docs/protocol.md": protocol_page,
    "docs/settings.md": settings_page,
    "docs/openapi.json": openapi.page,
}


def main(args: list[str]) -> int:
    stale = []
    for name, make in PAGES.items():
        path, fresh = ROOT / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale.append(name)
        if "--check" not in args:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh, encoding="utf-8")
    for name in stale:
        print(f"{name} is stale: run python -m server.generate" if "--check" in args else f"wrote {name}")
    return 1 if stale and "--check" in args else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
