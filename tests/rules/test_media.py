"""Given a room, when a command, then events or a refusal: pictures, voices, and the workers that make them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from rooms.errors import (
    Frozen,
    LookIsHeld,
    MediaOff,
    Muted,
    NoSuchCharacter,
    NoSuchMedia,
    NoSuchPassage,
    NoSuchVersion,
    NotYours,
    ReadersOnly,
    RecordingsNotChecked,
    TooLateForIt,
    TooManyMedia,
)
from rooms.media import KINDS, MOST_CAST, MOST_TAKES, every_media
from rooms.protocol import (
    AddRecording,
    AdoptRoom,
    Age,
    AskMedia,
    BeginMedia,
    Cast,
    ContinueStory,
    EditPassage,
    FailMedia,
    FinishGeneration,
    FinishMedia,
    FreezeRoom,
    GiveRole,
    KeepPartial,
    Made,
    Media,
    MediaFile,
    MediaKind,
    MediaRules,
    MuteMember,
    ProgressMedia,
    RemoveMedia,
    RetractPassage,
    RetryMedia,
    RetryStory,
    SetCast,
    SetRules,
    TightenRules,
)
from tests.worlds import AMINA, BEAT, JUN, MAREK, World, story

MADE = Made(
    files=(MediaFile(id=UUID(int=5), type="image/webp", bytes=900, width=480, height=320),),
    alt="A lamp.",
    provider="drawn",
)
SOURCE = UUID(int=6)


def written(**limits: Any) -> tuple[World, int]:
    """A story that anybody may go on with, and a passage of Marek's."""
    world = story(AMINA, MAREK, JUN, mode="free", **limits)
    return world, world.write(MAREK)


def ask(world: World, passage: int | None, by: UUID = JUN, kind: str = "plate", **more: Any) -> int:
    """What is asked for by then: the last on the shelf."""
    world.do(by, AskMedia, kind=kind, passage=passage, **more)
    return list(every_media(world.view))[-1].id


def begun(world: World, media: int, attempt: int = 1) -> int:
    world.do(None, BeginMedia, media=media, attempt=attempt)
    return media


def finish(world: World, media: int, attempt: int = 1, made: Made = MADE) -> None:
    world.do(None, FinishMedia, media=media, attempt=attempt, made=made)


def fail(world: World, media: int, attempt: int = 1) -> None:
    world.do(None, FailMedia, media=media, attempt=attempt, why="broken")


def there(world: World) -> list[Media]:
    return list(every_media(world.view))


def states(world: World) -> list[tuple[str, str]]:
    return [(media.kind, media.state) for media in there(world)]


def rules(world: World, by: UUID = AMINA, **media: Any) -> None:
    world.do(by, SetRules, rules=world.view.rules.model_copy(update={"media": MediaRules(**media)}))


def younger(world: World, age: Age) -> None:
    """For younger readers than before, all that is there having been read."""
    world.do(AMINA, TightenRules, rules=world.view.rules.model_copy(update={"age": age}), read=world.view.seq)


def told(world: World, scene: str, again: bool = False) -> int:
    """The co-author goes on, or tells its passage anew, and notes where the story is."""
    if again:
        world.do(AMINA, RetryStory, passage=world.view.passages[-1].id)
    else:
        world.do(AMINA, ContinueStory)
    generation = world.view.generation
    end = {"generation": generation.id, "fence": generation.fence, "outcome": "complete", "text": "It went on."}
    world.do(None, FinishGeneration, **end, beat=BEAT.model_copy(update={"scene": scene}), provider="improv")
    return int(world.view.passages[-1].id)


def test_who_may_ask() -> None:
    """R-M12: whoever writes may ask for anything; who only reads, for a voice; the muted for nothing, nor anybody
    while the story is frozen."""
    world, mine = written()
    ask(world, mine)
    world.do(AMINA, GiveRole, member=JUN, role="reader")
    for kind in ("plate", "cover", "portrait"):
        with pytest.raises(ReadersOnly):
            ask(world, mine, kind=kind, wish="rain", character="Wren")
    ask(world, mine, kind="voice")
    assert states(world) == [("plate", "waiting"), ("voice", "waiting")]
    assert [media.by for media in there(world)] == [JUN, JUN]
    world.do(AMINA, MuteMember, member=MAREK, muted=True)
    with pytest.raises(Muted):
        ask(world, mine, by=MAREK, another=True)
    world.do(AMINA, FreezeRoom, frozen=True)
    with pytest.raises(Frozen):
        ask(world, mine, by=AMINA, another=True)


@pytest.mark.parametrize("kind", list(KINDS))
def test_switches(kind: MediaKind) -> None:
    """R-M13: of what the host switched off nothing is asked for or tried again; what is there stays."""
    world, mine = written()

    def request(character: str, source: UUID) -> None:
        if kind == "recording":
            world.do(MAREK, AddRecording, passage=mine, version=mine, source=source)
        else:
            ask(world, mine, kind=kind, character=character)

    request("Wren", SOURCE)
    failed = begun(world, there(world)[0].id)
    fail(world, failed)
    off: dict[str, Any] = {KINDS[kind].switch: False}
    rules(world, **off)
    with pytest.raises(MediaOff):
        request("The ferryman", UUID(int=7))
    with pytest.raises(MediaOff):
        world.do(JUN, RetryMedia, media=failed)
    assert states(world) == [(kind, "failed")]


def test_of_what() -> None:
    """R-M14: a plate is of a passage that stands, a portrait of somebody with a name, a cover of the story."""
    world, mine = written()
    for passage in (None, 99):
        with pytest.raises(NoSuchPassage):
            ask(world, passage)
    with pytest.raises(NoSuchCharacter):
        ask(world, mine, kind="portrait")
    world.do(MAREK, RetractPassage, passage=mine)
    for kind in ("plate", "voice"):
        with pytest.raises(NoSuchPassage):
            ask(world, mine, kind=kind)
    ask(world, mine, kind="cover", character="Wren")
    ask(world, mine, kind="portrait", character="Wren")
    assert [(m.kind, m.passage, m.version, m.character) for m in there(world)] == [
        ("cover", None, None, None), ("portrait", None, None, "Wren")
    ]  # fmt: skip


def test_equal_requests() -> None:
    """R-M15: what is there, or at work, is not made again, whoever asks and however they write the name; with another
    wish, or of other words, it is."""
    world, mine = written()
    plate = ask(world, mine, wish=" rain  at night ")
    for wish in ("rain at night", ""):
        world.do(AMINA, AskMedia, kind="plate", passage=mine, wish=wish)
        assert world.types == []
    finish(world, begun(world, plate))
    world.do(AMINA, AskMedia, kind="plate", passage=mine)
    assert world.types == []
    portrait = ask(world, None, kind="portrait", character="Wren")
    assert ask(world, None, by=AMINA, kind="portrait", character="WREN") == portrait
    ask(world, mine, wish="a lamp")
    world.do(MAREK, EditPassage, passage=mine, text="It poured.")
    ask(world, mine)
    plates = [(m.wish, m.version, m.take) for m in world.view.passages[-1].media]
    assert plates == [("rain at night", mine, 1), ("a lamp", mine, 2), ("", world.view.passages[-1].version, 1)]


def test_another() -> None:
    """R-M16: another of the same is made when it is asked for, and counted, also after one was taken away."""
    world, mine = written()
    ask(world, mine)
    second = ask(world, mine, another=True)
    world.do(JUN, RemoveMedia, media=there(world)[0].id)
    ask(world, mine, another=True)
    assert [(m.id == second, m.take) for m in there(world)] == [(True, 2), (False, 3)]


def test_retry() -> None:
    """R-M17: what failed is tried again by anybody who may ask, as a new request in its place; what did not fail is
    left alone, and what is gone cannot be tried."""
    world, mine = written()
    first = ask(world, mine, wish="rain")
    world.do(AMINA, RetryMedia, media=first)
    assert world.types == []
    fail(world, begun(world, first))
    world.do(AMINA, RetryMedia, media=first)
    assert world.types == ["media.removed", "media.asked"]
    [again] = there(world)
    assert (again.id > first, again.state, again.attempt, again.why) == (True, "waiting", 0, None)
    assert (again.by, again.wish, again.version, again.take) == (AMINA, "rain", mine, 2)
    with pytest.raises(NoSuchMedia):
        world.do(AMINA, RetryMedia, media=first)
    begun(world, again.id)
    fail(world, again.id)
    ask(world, mine)
    assert states(world) == [("plate", "waiting")], "asking anew makes place as well"


def test_remove() -> None:
    """R-M18: the asker, the passage's author and who leads take it away, ready or at work; nobody else does."""
    world, mine = written()
    for by in (JUN, MAREK, AMINA):
        media = ask(world, mine)
        if by == MAREK:
            begun(world, media)
        world.do(by, RemoveMedia, media=media)
        assert (world.types, there(world)) == (["media.removed"], [])
        with pytest.raises(NoSuchMedia):
            world.do(by, RemoveMedia, media=media)
    hers = world.write(AMINA)
    media = ask(world, hers)
    with pytest.raises(NotYours):
        world.do(MAREK, RemoveMedia, media=media)
    cover = ask(world, None, kind="cover")
    with pytest.raises(NotYours):
        world.do(MAREK, RemoveMedia, media=cover)


def test_style_is_held() -> None:
    """R-M19: style and palette are held from the first picture on; voices hold nothing, nor does what failed."""
    world, mine = written()
    ask(world, mine, kind="voice")
    rules(world, style="woodcut")
    plate = ask(world, mine)
    changes: tuple[dict[str, Any], ...] = ({"style": "cartoon"}, {"style": "woodcut", "palette": "warm"}, {})
    for change in changes:
        with pytest.raises(LookIsHeld):
            rules(world, **change)
    rules(world, style="woodcut", plates=False, aloud=True)
    assert world.types == ["rules.set"]
    fail(world, begun(world, plate))
    rules(world, style="cartoon")


def test_cast() -> None:
    """R-M20: writers say how somebody looks and speaks; a look is held from their portrait on, a voice is not; the
    same again says nothing."""
    world, _ = written()
    world.do(JUN, SetCast, character="Wren", look=" red  coat ", voice="old")
    world.do(MAREK, SetCast, character="wren", look="red coat", voice="old")
    assert world.view.cast == (Cast(character="wren", look="red coat", voice="old"),)
    world.do(MAREK, SetCast, character="wren", look="red coat", voice="old")
    assert world.types == []
    world.do(AMINA, SetCast, voice="warm")
    portrait = ask(world, None, kind="portrait", character="Wren")
    with pytest.raises(LookIsHeld):
        world.do(JUN, SetCast, character="WREN", look="blue coat")
    world.do(JUN, SetCast, character="Wren", look="red coat", voice="young")
    world.do(JUN, RemoveMedia, media=portrait)
    world.do(JUN, SetCast, character="Wren", look="blue coat")
    world.do(AMINA, GiveRole, member=JUN, role="reader")
    with pytest.raises(ReadersOnly):
        world.do(JUN, SetCast, character="Wren", look="green coat")
    assert [c.character for c in world.view.cast] == [None, "Wren"]
    for number in range(MOST_CAST - 2):
        world.do(MAREK, SetCast, character=f"Guest {number}", voice="deep")
    with pytest.raises(TooManyMedia):
        world.do(MAREK, SetCast, character="One more", voice="deep")


def test_recordings() -> None:
    """R-M21: a recording is of a version that there is, each its own; where minors read none is taken, because nobody
    can check it."""
    world, mine = written()
    world.do(MAREK, AddRecording, passage=mine, version=mine, source=SOURCE)
    world.do(MAREK, AddRecording, passage=mine, version=mine, source=SOURCE)
    assert world.types == []
    world.do(JUN, AddRecording, passage=mine, version=mine, source=UUID(int=7))
    assert [(m.kind, m.by, m.source) for m in there(world)] == [
        ("recording", MAREK, SOURCE), ("recording", JUN, UUID(int=7))
    ]  # fmt: skip
    with pytest.raises(NoSuchVersion):
        world.do(MAREK, AddRecording, passage=mine, version=99, source=SOURCE)
    young = story(AMINA, mode="free")
    younger(young, "16-17")
    own = young.write(AMINA)
    with pytest.raises(RecordingsNotChecked):
        young.do(AMINA, AddRecording, passage=own, version=own, source=SOURCE)


def test_plates_every_so_often() -> None:
    """R-M22: after every so many passages a plate is asked for, counted from the last one, whoever asked for that; an
    edit counts for nothing."""
    world, first = written()
    rules(world, plates_when="every", plates_every=3)
    world.do(MAREK, EditPassage, passage=first, text="It poured.")
    assert "media.asked" not in world.types
    passages = [first]
    for number in range(6):
        passages.append(world.write(MAREK))
        if number == 3:
            ask(world, passages[-1])
    assert [(m.passage, m.by) for m in there(world)] == [(passages[2], None), (passages[4], JUN)]
    world.do(MAREK, RetractPassage, passage=passages[-1])
    passages.append(world.write(MAREK))
    assert there(world)[-1].passage == passages[4], "what was taken back does not count"
    passages.append(world.write(MAREK))
    assert there(world)[-1].passage == passages[-1]


def test_plates_when_the_scene_changes() -> None:
    """R-M23: where the co-author notes another scene, a plate is asked for, and none where it stays."""
    world, _ = written()
    rules(world, plates_when="scene")
    hall = told(world, "The hall")
    told(world, "The hall")
    sea = told(world, "The sea")
    assert [m.passage for m in there(world)] == [hall, sea]
    assert told(world, "The attic", again=True) == sea
    assert [(m.passage, m.version == sea) for m in there(world)] == [(hall, False), (sea, True), (sea, False)]


def test_read_aloud() -> None:
    """R-M24: where all is to be read aloud, each passage is as it lands, is kept, or has new words; a voice that found
    no room, or is switched off, keeps nobody from writing."""
    world, first = written(media_per_passage=2)
    rules(world, aloud=True)
    second = world.write(MAREK)
    world.do(AMINA, ContinueStory)
    generation = world.view.generation
    end = {"generation": generation.id, "fence": generation.fence, "outcome": "stopped", "text": "It went"}
    world.do(None, FinishGeneration, **end, provider="improv")
    partial = int(world.view.passages[-1].id)
    assert [m.passage for m in there(world)] == [second]
    world.do(AMINA, KeepPartial, passage=partial)
    for number in range(3):
        world.do(MAREK, EditPassage, passage=second, text=f"It poured {number}.")
        assert "passage.revised" in world.types
    assert sorted(m.passage or 0 for m in there(world)) == [second, second, partial]
    rules(world, aloud=True, voices=False)
    world.do(MAREK, EditPassage, passage=first, text="It poured.")
    assert "media.asked" not in world.types


def test_one_attempt_counts() -> None:
    """R-M25: a later attempt takes the work over; what an earlier one still says is refused, and so is everything
    about what has ended."""
    world, mine = written()
    media = ask(world, mine)
    for early in (finish, fail):
        with pytest.raises(TooLateForIt):
            early(world, media, 0)
    begun(world, media, 2)
    for attempt in (1, 2):
        with pytest.raises(TooLateForIt):
            begun(world, media, attempt)
    world.do(None, ProgressMedia, media=media, attempt=2, percent=40)
    begun(world, media, 3)
    assert there(world)[0].percent == 0
    for late in (finish, fail):
        with pytest.raises(TooLateForIt):
            late(world, media, 2)
    with pytest.raises(TooLateForIt):
        world.do(None, ProgressMedia, media=media, attempt=2, percent=60)
    finish(world, media, 3)
    assert (world.types, there(world)[0].state, there(world)[0].made) == (["media.ready"], "ready", MADE)
    for attempt in (3, 4):
        for word in (begun, finish, fail):
            with pytest.raises(TooLateForIt):
                word(world, media, attempt)


def test_progress_goes_forward() -> None:
    """R-M26: progress is told while it grows."""
    world, mine = written()
    media = begun(world, ask(world, mine))
    for percent, told in ((20, 1), (20, 0), (10, 0), (60, 1)):
        world.do(None, ProgressMedia, media=media, attempt=1, percent=percent)
        assert len(world.types) == told
    assert there(world)[0].percent == 60


def test_withheld() -> None:
    """R-M27: a picture whose words do not fit the room's readers is not shown."""
    world, mine = written()
    younger(world, "6-9")
    media = begun(world, ask(world, mine))
    finish(world, media, made=MADE.model_copy(update={"alt": "A fucking lamp."}))
    assert (world.types, there(world)[0].why, there(world)[0].made) == (["media.failed"], "withheld", None)


def test_retracted() -> None:
    """R-M28: with a passage goes all that was made of it; work on it ends without a word, and cannot be tried again."""
    world, mine = written()
    waiting, working = ask(world, mine, kind="voice"), begun(world, ask(world, mine))
    world.do(MAREK, RetractPassage, passage=mine)
    assert there(world) == []
    seq = world.view.seq
    for word in (begun, finish, fail):
        for media in (waiting, working):
            with pytest.raises(NoSuchMedia):
                word(world, media)
    with pytest.raises(NoSuchMedia):
        world.do(JUN, RetryMedia, media=working)
    assert world.view.seq == seq


def test_limits() -> None:
    """R-M29: a passage has room for so many, the story's own shelf for more; what failed makes place for itself."""
    world, mine = written(media_per_passage=2)
    ask(world, mine)
    failed = ask(world, mine, kind="voice")
    for wish in ("rain", "a lamp"):
        with pytest.raises(TooManyMedia):
            ask(world, mine, wish=wish)
    for number in range(8):
        ask(world, None, kind="portrait", character=f"Guest {number}")
    with pytest.raises(TooManyMedia):
        ask(world, None, kind="cover")
    fail(world, begun(world, failed))
    world.do(JUN, RetryMedia, media=failed)
    assert states(world)[-2:] == [("plate", "waiting"), ("voice", "waiting")]


PAINTED = MADE.model_copy(update={"provider": "openai"})
SPOKEN = Made(files=(MediaFile(id=UUID(int=8), type="audio/ogg", bytes=900),), seconds=2, provider="openai")


def test_stricter() -> None:
    """R-M110: when the story is for younger readers than before, recordings and the pictures of a provider go, which
    nobody judged for them; what a provider may be painting ends, and its late picture is refused. What the house drew,
    what nobody has begun and the voices stay."""
    world, mine = written()
    drawn = ask(world, mine)
    finish(world, begun(world, drawn))
    painted = ask(world, mine, another=True)
    finish(world, begun(world, painted), made=PAINTED)
    ask(world, None, kind="cover")
    finish(world, begun(world, world.view.media[-1].id), made=PAINTED)
    voice = ask(world, mine, kind="voice")
    finish(world, begun(world, voice), made=SPOKEN)
    for source in (SOURCE, UUID(int=7)):
        world.do(MAREK, AddRecording, passage=mine, version=mine, source=source)
    recording = there(world)[-1].id
    finish(world, begun(world, recording), made=SPOKEN)
    waits = ask(world, mine, another=True)
    at_work = begun(world, ask(world, mine, another=True))
    younger(world, "13-15")
    assert [(m.id, m.state) for m in there(world)] == [
        (drawn, "ready"), (voice, "ready"), (waits, "waiting"), (at_work, "failed")
    ]  # fmt: skip
    with pytest.raises(TooLateForIt):
        finish(world, at_work, made=PAINTED)
    finish(world, begun(world, waits), made=PAINTED)
    younger(world, "6-9")
    assert [m.id for m in there(world)] == [drawn, voice, at_work], "each age has its own judgement"


def test_no_recording_comes_again() -> None:
    """R-M111: a recording that failed is not tried again where minors read, whatever the room held before."""
    world, mine = written()
    world.do(MAREK, AddRecording, passage=mine, version=mine, source=SOURCE)
    failed = begun(world, there(world)[-1].id)
    fail(world, failed)
    view = world.view.model_copy(update={"rules": world.view.rules.model_copy(update={"age": "13-15"})})
    assert world.room is not None
    world.room = replace(world.room, view=view)
    with pytest.raises(RecordingsNotChecked):
        world.do(MAREK, RetryMedia, media=failed)


def test_readers_do_not_retry_pictures() -> None:
    """R-M112: who may only read asks again for a voice that failed, and for no picture."""
    world, mine = written()
    plate, voice = ask(world, mine), ask(world, mine, kind="voice")
    for media in (plate, voice):
        fail(world, begun(world, media))
    world.do(AMINA, GiveRole, member=JUN, role="reader")
    with pytest.raises(ReadersOnly):
        world.do(JUN, RetryMedia, media=plate)
    world.do(JUN, RetryMedia, media=voice)
    assert states(world) == [("plate", "failed"), ("voice", "waiting")]


def test_takes_end() -> None:
    """R-M113: however often another one is asked for, no event is written that could not be read again."""
    world, mine = written()
    last = ask(world, mine)
    for _ in range(MOST_TAKES - 1):
        gone, last = last, ask(world, mine, another=True)
        world.do(JUN, RemoveMedia, media=gone)
    with pytest.raises(TooManyMedia):
        ask(world, mine, another=True)
    [media] = there(world)
    assert Media.model_validate_json(media.model_dump_json()) == media


def test_the_muted_are_not_heard() -> None:
    """R-M115: a muted member adds no recording, which would be speaking; and nobody does while the story is paused."""
    world, mine = written()
    recording = {"passage": mine, "version": mine, "source": SOURCE}
    world.do(AMINA, MuteMember, member=JUN, muted=True)
    with pytest.raises(Muted):
        world.do(JUN, AddRecording, **recording)
    world.do(AMINA, FreezeRoom, frozen=True)
    with pytest.raises(Frozen):
        world.do(MAREK, AddRecording, **recording)
    assert there(world) == []


def test_what_came_in_for_minors() -> None:
    """R-M116: of a story that comes in as a file for minors no recording and no provider's picture stays: nobody of
    this house judged them."""
    world, mine = written()
    drawn = ask(world, mine)
    finish(world, begun(world, drawn))
    painted = ask(world, mine, another=True)
    finish(world, begun(world, painted), made=PAINTED)
    world.do(MAREK, AddRecording, passage=mine, version=mine, source=SOURCE)
    assert world.room is not None
    view = world.view.model_copy(update={"rules": world.view.rules.model_copy(update={"age": "13-15"})})
    world.room = replace(world.room, view=view)
    world.do(AMINA, AdoptRoom, host_name="Amina")
    assert [m.id for m in there(world)] == [drawn]
