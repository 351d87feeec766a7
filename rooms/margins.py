"""What stands beside a passage: reactions, notes, and suggestions to its author."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rooms.deciding import Deciding, may_steer, passage_of, settled
from rooms.errors import Frozen, NoSuchNote, NotYours, StoryComplete, TooManyNotes, TooManyVersions
from rooms.protocol import (
    Command,
    Note,
    NoteAdded,
    NoteSettled,
    Passage,
    PostNote,
    React,
    Reacted,
    SettleNote,
    SuggestEdit,
)


def _react(d: Deciding, command: React) -> None:
    passage = passage_of(d, command.passage)
    if (d.me in passage.reactions.get(command.reaction, ())) != command.on:
        d.say(Reacted, passage=passage.id, member=d.me, reaction=command.reaction, on=command.on)


def _post(d: Deciding, command: PostNote | SuggestEdit) -> None:
    passage = passage_of(d, command.passage)
    limit = d.moment.limits.notes_per_passage
    if sum(note.status != "removed" for note in passage.notes) >= limit:
        raise TooManyNotes(limit=limit)
    suggests = isinstance(command, SuggestEdit)
    note = Note(id=d.room.seq + 1, member=d.me, at=d.at, kind="suggestion" if suggests else "note")
    d.say(NoteAdded, passage=passage.id, note=note, text=command.text.strip())


def _settle(d: Deciding, command: SettleNote) -> None:
    passage = settled(d, command.passage)
    note = next((note for note in passage.notes if note.id == command.note and note.status == "open"), None)
    if note is None or (command.status != "removed" and note.kind != "suggestion"):
        raise NoSuchNote
    if command.status == "removed":
        if note.member != d.me and not d.leads:
            raise NotYours
    else:
        _may_answer(d, passage, command)
    d.say(NoteSettled, passage=passage.id, note=note.id, status=command.status)


def _may_answer(d: Deciding, passage: Passage, command: SettleNote) -> None:
    """Whose passage it is; for the co-author's, whoever leads it. What is accepted becomes a version."""
    if passage.author is None:
        may_steer(d, passage)
    elif passage.author != d.me:
        raise NotYours
    if command.status == "accepted":
        if d.view.complete:
            raise StoryComplete
        if d.view.frozen:
            raise Frozen
        limit = d.moment.limits.versions_per_passage
        if len(passage.versions) >= limit:
            raise TooManyVersions(limit=limit)


DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    React: _react,
    PostNote: _post,
    SuggestEdit: _post,
    SettleNote: _settle,
}
