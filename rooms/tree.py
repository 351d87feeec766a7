"""The tree of a story: branches leave it after any passage, and the room writes in one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rooms import gather
from rooms.deciding import Deciding, draw, passage_of, stop_writing
from rooms.errors import HostOnly, NoSuchBranch, TooManyBranches
from rooms.protocol import (
    Branch,
    BranchForked,
    BranchRenamed,
    BranchSwitched,
    Command,
    ForkStory,
    RenameBranch,
    SwitchBranch,
)
from rooms.turns import MODES


def _fork(d: Deciding, command: ForkStory) -> None:
    if command.go and not d.leads:
        raise HostOnly
    limit = d.moment.limits.branches_per_room
    if sum(branch.id != 0 for branch in d.view.branches) >= limit:
        raise TooManyBranches(limit=limit)
    parent = passage_of(d, command.after).branch if command.after else 0
    fork = Branch(id=d.room.seq + 1, name=command.branch_name, by=d.by, parent=parent, after=command.after)
    d.say(BranchForked, branch=fork)
    if command.go:
        go(d, fork.id)


def _branch(d: Deciding, branch: int) -> Branch | None:
    """Raises:
    NoSuchBranch: there is none. The trunk has no entry until it is given a name.
    """
    found = next((fork for fork in d.view.branches if fork.id == branch), None)
    if found is None and branch != 0:
        raise NoSuchBranch
    return found


def go(d: Deciding, branch: int) -> None:
    """Write on in another branch: what waits lands in this one first, and a new turn begins there."""
    if branch == d.view.branch:
        return
    if not d.view.complete:
        gather.land(d)
        stop_writing(d)
    d.say(BranchSwitched, branch=branch)
    if not d.view.complete:
        draw(d, MODES[d.view.mode].speakers(d.room, d.moment))


def _switch(d: Deciding, command: SwitchBranch) -> None:
    _branch(d, command.branch)
    go(d, command.branch)


def _rename(d: Deciding, command: RenameBranch) -> None:
    branch = _branch(d, command.branch)
    if not d.leads and (branch is None or branch.by != d.me):
        raise HostOnly
    if branch is None or branch.name != command.branch_name:
        d.say(BranchRenamed, branch=command.branch, name=command.branch_name)


HOST_COMMANDS: tuple[type[Command], ...] = (SwitchBranch,)
DECIDERS: dict[type[Command], Callable[[Deciding, Any], None]] = {
    ForkStory: _fork,
    SwitchBranch: _switch,
    RenameBranch: _rename,
}
