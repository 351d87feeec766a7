"""A room that came in as a file gets a host, and goes on from what is known of it."""

from __future__ import annotations

from rooms.ages import BANDS
from rooms.ballots import close_vote
from rooms.deciding import Deciding, draw, make_host
from rooms.media import at_work, every_media, keep_to_age
from rooms.protocol import (
    AdoptRoom,
    GenerationEnded,
    MediaFailed,
    Member,
    MemberJoined,
    MemberLeft,
    MemberMuted,
    PassageSettled,
)
from rooms.seats import COLOURS
from rooms.turns import MODES


def adopt(d: Deciding, command: AdoptRoom) -> None:
    """Lines and votes that were hidden did not come with it: what waited for them ends, and the turn begins anew.
    Nobody works on pictures and voices that were asked for elsewhere; they may be asked for again.

    Nobody of the file has a seat: who is known here by the same id comes back with the code.
    """
    view = d.view
    if view.generation is not None:
        d.say(GenerationEnded, generation=view.generation.id, outcome="dropped")
    if view.vote is not None:
        close_vote(d, stands=False)
    for passage in [p for p in view.passages if p.status == "proposed"]:
        d.say(PassageSettled, passage=passage.id, version=passage.version, author=passage.author)
    for media in [m for m in every_media(view) if at_work(m)]:
        d.say(MediaFailed, media=media.id, passage=media.passage, why="broken")
    if BANDS[view.rules.age].minors:
        keep_to_age(d)
    for member in list(view.members.values()):
        if member.id != d.me and member.status in ("in", "waiting"):
            d.say(MemberLeft, member=member.id, status="left" if member.status == "in" else "withdrawn")
    _take_seat(d, command.host_name)
    if not d.view.complete:
        draw(d, MODES[d.view.mode].speakers(d.room, d.moment))


def _take_seat(d: Deciding, name: str) -> None:
    known = d.view.members.get(d.me) or Member(id=d.me, name=name, colour=len(d.view.members) % COLOURS)
    d.say(MemberJoined, member=known.model_copy(update={"name": name, "status": "in"}))
    if known.muted:
        d.say(MemberMuted, member=d.me, muted=False)
    make_host(d, d.me)
