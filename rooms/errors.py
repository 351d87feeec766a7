"""Every way the house says no: one class per refusal, its docstring is the English sentence."""

from __future__ import annotations

from typing import ClassVar

Arg = str | int


class Refused(Exception):
    """That cannot be done."""

    status: ClassVar[int] = 409

    def __init__(self, **args: Arg) -> None:
        super().__init__(self.code())
        self.args_for_page: dict[str, Arg] = args

    @classmethod
    def code(cls) -> str:
        """The class name in snake case: what the page looks its own words up by."""
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")

    def message(self) -> str:
        return (self.__doc__ or "").format(**self.args_for_page)


class BadMessage(Refused):
    """The message is not understood: {field}: {problem}."""

    status = 422


class NoSuchAddress(Refused):
    """Nothing is found at this address. See /api/docs for what there is."""

    status = 404


class WrongMethod(Refused):
    """This address cannot be asked in that way. See /api/docs for how."""

    status = 405


class TooLarge(Refused):
    """That is too large for one request."""

    status = 413


class KeyRefused(Refused):
    """This API key is not known, or was revoked."""

    status = 401


class OnlyByCookie(Refused):
    """A key cannot do that. Do it as the person it acts for, with their cookie."""

    status = 403


class NoSuchKey(Refused):
    """You have no such key."""

    status = 404


class TooManyKeys(Refused):
    """You have {limit} keys already. Revoke one of them."""


class UnknownCommand(Refused):
    """There is no such command. See docs/protocol.md for the list."""

    status = 404


class TooFast(Refused):
    """That was too fast. Wait {seconds} s and try again."""

    status = 429


class Busy(Refused):
    """The room could not save this in time. Send it again; nothing was lost."""

    status = 503


class Broken(Refused):
    """Something went wrong on our side; nothing was changed."""

    status = 500


class Restarting(Refused):
    """The server is restarting. The page reconnects by itself."""

    status = 503


class SignedOut(Refused):
    """Say what name to write under first."""

    status = 401


class TicketRefused(Refused):
    """This ticket is used, too old or for another room. Ask for a new one."""

    status = 403


class NoSuchRoom(Refused):
    """No open story answers to that. Check the code or the link."""

    status = 404


class TooManyGuesses(Refused):
    """Too many codes were tried from here. Wait {seconds} s, or use the link."""

    status = 429


class NotHere(Refused):
    """Join the story first."""

    status = 403


class Banned(Refused):
    """The host closed this story to you."""

    status = 403


class RoomFull(Refused):
    """This story has no seat left ({limit} members)."""


class HostOnly(Refused):
    """Only the host can do that."""

    status = 403


class NotYours(Refused):
    """Only whoever wrote this passage can do that."""

    status = 403


class NoSuchMember(Refused):
    """That person is not in this story."""

    status = 404


class StillHere(Refused):
    """They have only just gone, or are here. Wait a moment before somebody else plays their character."""


class NotToYourself(Refused):
    """Choose somebody else for that."""


class NotYourTurn(Refused):
    """It is not your turn."""


class TurnIsOver(Refused):
    """That turn is over. Your words are kept in your draft."""


class TurnIsTaken(Refused):
    """You had your turn; the others have theirs now."""


class OneSpeakerOnly(Refused):
    """In this way to take turns nobody gives the turn away."""


class LineIsHidden(Refused):
    """In this way to take turns nobody sees a line before its time."""


class SlowDown(Refused):
    """The host asks for a slower pace: wait {seconds} s before your next passage."""


class TooManyWords(Refused):
    """That is {words} words; in this story a passage has {limit} at most."""

    status = 422


class ReadersOnly(Refused):
    """You are reading along. The host can make you a writer."""

    status = 403


class InTheLobby(Refused):
    """The host lets people in one by one. Wait here; it opens by itself."""

    status = 403


class RoomLocked(Refused):
    """The host has closed this story to newcomers."""

    status = 403


class CharacterInUse(Refused):
    """Somebody plays {character} already."""


class AlreadyNudged(Refused):
    """Somebody has reminded them in this turn already."""


class StoryComplete(Refused):
    """This story is complete. The host can open it again."""


class StoryNotComplete(Refused):
    """This story is not complete."""


class VoteIsOpen(Refused):
    """There is a vote already. Wait for its end."""


class StillProposed(Refused):
    """The room is voting on this passage. Wait for the count."""


class NoSuchVote(Refused):
    """That vote is over."""

    status = 404


class NothingToVoteOn(Refused):
    """There is nothing to vote on there."""


class NoSuchOption(Refused):
    """That was not asked."""

    status = 422


class TooManyChoices(Refused):
    """There are {limit} choices already. Pick one of them, or write on."""


class NoSuchNote(Refused):
    """That note is not there."""

    status = 404


class TooManyNotes(Refused):
    """This margin is full: it has {limit} notes."""


class NoSuchBranch(Refused):
    """There is no such branch."""

    status = 404


class TooManyBranches(Refused):
    """This story has {limit} branches already."""


class Muted(Refused):
    """The host has asked you to listen for now."""

    status = 403


class Frozen(Refused):
    """The host has paused the story."""


class TooLong(Refused):
    """That is too long: {length} characters, and {limit} is the most."""

    status = 422


class NotFitting(Refused):
    """“{found}” ({field}) does not suit the readers of this story. Say it another way."""

    status = 422


class TooPrivate(Refused):
    """“{found}” ({field}) looks like something that tells who or where you are. Leave it out, or make something up."""

    status = 422


class PleaseTalk(Refused):
    """That is not shown here. If it is about you, tell somebody you trust, today; you are not alone with it."""

    status = 422


class AgeIsPromised(Refused):
    """Others came to a story for this age. It may become stricter, not looser; start another story for that."""


class NotChecked(Refused):
    """It could not be checked just now, and this story is for young readers. Try again in a moment."""

    status = 503


class LanguageNotChecked(Refused):
    """Nobody here can check that language for young readers. Choose adults as readers, or English or French."""


class StoryNotFitting(Refused):
    """“{found}” was written here before ({field}), which does not fit that age. Start another story for it."""


class NothingWritten(Refused):
    """There are no words in it yet."""

    status = 422


class NoSuchPassage(Refused):
    """That passage is not there."""

    status = 404


class TooLateToRetract(Refused):
    """A passage can be taken back within {seconds} s, and while it is the last."""


class NoSuchVersion(Refused):
    """That version is not there."""

    status = 404


class TooManyVersions(Refused):
    """This passage already has {limit} versions. Choose one of them."""


class NoSuchChoice(Refused):
    """That choice is no longer offered."""


class CoauthorOff(Refused):
    """The co-author is off in this story."""


class CoauthorWriting(Refused):
    """The co-author is already writing. Stop it first, or wait for the end."""


class CoauthorSilent(Refused):
    """The co-author is not writing now."""


class NotPartial(Refused):
    """This passage is complete already."""


class NoProviderHere(Refused):
    """No AI model answers here just now. Your draft is as it was."""


class BudgetSpent(Refused):
    """What AI models may cost today is used up. Your draft is as it was; ask again tomorrow."""


class NoReceipt(Refused):
    """There is no receipt: no co-author of this house wrote this version of a passage."""

    status = 404


class NoSuchLink(Refused):
    """This link opens nothing. It may have been revoked, or be too old."""

    status = 404


class TooManyLinks(Refused):
    """This story has {limit} links already. Revoke one of them."""


class TooManyPassages(Refused):
    """That text would become {count} passages, and {limit} is the most."""

    status = 422


class BadStoryFile(Refused):
    """This file cannot be brought in: line {line}, {field}: {problem}."""

    status = 422


class MediaOff(Refused):
    """The host has switched this off in this room: {media}."""


class NoSuchMedia(Refused):
    """That picture or recording is no longer there."""

    status = 404


class NoSuchCharacter(Refused):
    """Say which character."""

    status = 404


class LookIsHeld(Refused):
    """There are pictures already, and all of them keep to one look. Take them away first."""


class TooManyMedia(Refused):
    """There are {limit} already. Take one away first."""


class EnoughForToday(Refused):
    """Enough was made for today: {limit}. There will be more tomorrow."""

    status = 429


class RecordingsNotChecked(Refused):
    """Recordings cannot be checked yet, and this story is for young readers. A voice of the house can read it aloud."""


class TooLateForIt(Refused):
    """Somebody else has done this, or it was taken back."""


class NoSuchMode(Refused):
    """There is no such way to take turns."""

    status = 422


REFUSALS: dict[str, type[Refused]] = {kind.code(): kind for kind in Refused.__subclasses__()}
