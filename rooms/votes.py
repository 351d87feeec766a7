"""What a room can be asked: one entry of ``VOTES`` each, what the options are and what the answer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rooms import gather, tree, weaving
from rooms.ballots import NO, YES, close_vote, everybody_voted, has_a_say, open_vote
from rooms.deciding import Deciding, add_passage, hand_on, passage_of
from rooms.errors import HostOnly, NoSuchMember, NoSuchOption, NoSuchVote, NothingToVoteOn, VoteIsOpen
from rooms.protocol import CallVote, CastVote, CloseVote, Command, PassageChosen, Vote, VoteCast, VoteKind
from rooms.story import complete


@dataclass(frozen=True, slots=True)
class Question:
    """``ask``: the fields of the vote. ``stands``: can it still be done? ``effect``: do it."""

    kind: VoteKind
    ask: Callable[[Deciding, CallVote], dict[str, Any]]
    stands: Callable[[Deciding, Vote], bool]
    effect: Callable[[Deciding, Vote, int], None]


def _ask_end(d: Deciding, command: CallVote) -> dict[str, Any]:
    return {"options": (YES, NO)}


def _end(d: Deciding, vote: Vote, option: int) -> None:
    if option == YES:
        complete(d)


def _ask_skip(d: Deciding, command: CallVote) -> dict[str, Any]:
    turn = d.view.turn
    if turn is None or turn.kind != "people" or command.member not in turn.speakers or command.member in turn.taken:
        raise NoSuchMember
    return {"options": (YES, NO), "member": command.member, "turn": turn.number}


def _still_speaks(d: Deciding, vote: Vote) -> bool:
    turn = d.view.turn
    return turn is not None and turn.number == vote.turn and vote.member not in turn.taken


def _skip(d: Deciding, vote: Vote, option: int) -> None:
    if option == YES and vote.member is not None:
        gather.leave_out(d, vote.member, "skipped")


def _ask_choice(d: Deciding, command: CallVote) -> dict[str, Any]:
    choices = d.view.choices
    if choices is None or choices.passage != command.passage or len(choices.options) < 2:
        raise NothingToVoteOn
    return {"options": tuple(range(len(choices.options))), "passage": choices.passage}


def _still_offered(d: Deciding, vote: Vote) -> bool:
    return d.view.choices is not None and d.view.choices.passage == vote.passage


def _pick(d: Deciding, vote: Vote, option: int) -> None:
    """The choice becomes the next passage, by whoever offered it; then the turn goes on as after any passage."""
    choices, turn = d.view.choices, d.view.turn
    assert choices is not None
    author = choices.by[option] if choices.by else None
    add_passage(d, choices.options[option], author, asked_by=vote.by)
    if turn is not None and turn.kind == "people" and not gather.gathers(d):
        hand_on(d, "written")


def _ask_version(d: Deciding, command: CallVote) -> dict[str, Any]:
    passage = passage_of(d, command.passage or 0)
    if len(passage.versions) < 2 or passage.status == "proposed":
        raise NothingToVoteOn
    return {"options": passage.versions, "passage": passage.id}


def _still_there(d: Deciding, vote: Vote) -> bool:
    passage = d.room.passage(vote.passage or 0)
    return passage is not None and passage.status != "retracted"


def _choose(d: Deciding, vote: Vote, option: int) -> None:
    passage = passage_of(d, vote.passage or 0)
    if passage.version != option:
        d.say(PassageChosen, passage=passage.id, version=option)


def _ask_branch(d: Deciding, command: CallVote) -> dict[str, Any]:
    options = (0, *(branch.id for branch in d.view.branches if branch.id))
    if len(options) < 2:
        raise NothingToVoteOn
    return {"options": options}


def _ask_weave(d: Deciding, command: CallVote) -> dict[str, Any]:
    """The house asks by itself, when it has woven something."""
    raise NothingToVoteOn


def _always(d: Deciding, vote: Vote) -> bool:
    return True


VOTES: dict[VoteKind, Question] = {
    question.kind: question
    for question in (
        Question("end", _ask_end, _always, _end),
        Question("skip", _ask_skip, _still_speaks, _skip),
        Question("choice", _ask_choice, _still_offered, _pick),
        Question("version", _ask_version, _still_there, _choose),
        Question("branch", _ask_branch, _always, lambda d, vote, option: tree.go(d, option)),
        Question("weave", _ask_weave, _always, lambda d, vote, option: None),
    )
}


def _call(d: Deciding, command: CallVote) -> None:
    if d.view.vote is not None or (d.view.generation is not None and d.view.generation.kind == "weave"):
        raise VoteIsOpen
    open_vote(d, command.kind, **{"by": d.me, **VOTES[command.kind].ask(d, command)})


def _open(d: Deciding, vote_id: int) -> Vote:
    vote = d.view.vote
    if vote is None or vote.id != vote_id:
        raise NoSuchVote
    return vote


def _cast(d: Deciding, command: CastVote) -> None:
    vote = _open(d, command.vote)
    if command.option not in vote.options or not has_a_say(d, d.me):
        raise NoSuchOption
    if d.room.ballots.get(d.me) != command.option:
        sealed = {"option": str(command.option)} if vote.secret else None
        d.say(VoteCast, sealed, vote=vote.id, member=d.me, option=None if vote.secret else command.option)
    if everybody_voted(d) and not d.view.frozen:
        close(d)


def _close(d: Deciding, command: CloseVote) -> None:
    """Only who leads has it counted early: else one could ask, vote alone and close."""
    vote = _open(d, command.vote)
    if d.leads:
        close(d)
    elif vote.by == d.me:
        close_vote(d, stands=False)
    else:
        raise HostOnly


def close(d: Deciding) -> None:
    """Count, and do what was decided."""
    vote = d.view.vote
    assert vote is not None
    if vote.by is None:
        if weaving.rewrite(d):
            return
        gather.land(d)
        hand_on(d, "written")
        return
    question = VOTES[vote.kind]
    option = close_vote(d, question.stands(d, vote))
    if option is not None:
        question.effect(d, vote, option)


def settle(d: Deciding) -> None:
    """Close the vote when its time is over, or what it asks has gone, or all who are left have voted."""
    vote = d.view.vote
    if vote is None:
        return
    gone = vote.by is not None and not VOTES[vote.kind].stands(d, vote)
    if gone or d.moment.at >= vote.closes_at or (vote.cast and everybody_voted(d)):
        close(d)


DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {CallVote: _call, CastVote: _cast, CloseVote: _close}
