"""Each row of the table of what goes wrong in a stream, through the real SDKs, at all three APIs.

What each SDK raises, or does not, is in the research note (1.5); what we make of it is here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from engine.llm import Ending, Piece, ProviderFault, Recording, Started, Words
from engine.outside import Patience
from tests.waiting import until
from tests.wires.reached import BRIEF, provider, text_of
from tests.wires.server import Break, Pause, Script, Step, Wire
from tests.wires.speech import RECORD, Speech

SOON = Patience(connect=1, first_word=0.3, gap=0.3)
"""The adapters' own clocks: the co-author's are shorter than the wire's, and tested with it."""
HALF = "The lamp turned "


def begun(speech: Speech, *then: Step) -> Script:
    return (speech.begin(), speech.words(HALF), *then)


BEFORE: dict[str, tuple[Callable[[Speech], Script], str]] = {
    "429": (lambda s: [s.refuse(429, "rate_limit_error")], "busy"),
    "529": (lambda s: [s.refuse(529, "overloaded_error")], "busy"),
    "500": (lambda s: [s.refuse(500, "api_error")], "broken"),
    "503": (lambda s: [s.refuse(503, "unheard_of")], "broken"),
    "400": (lambda s: [s.refuse(400, "invalid_request_error")], "rejected"),
    "404": (lambda s: [s.refuse(404, "not_found_error")], "rejected"),
    "401": (lambda s: [s.refuse(401, "authentication_error")], "denied"),
    "403": (lambda s: [s.refuse(403, "permission_error")], "denied"),
    "402": (lambda s: [s.refuse(402, "billing_error")], "unpaid"),
    "413": (lambda s: [s.refuse(413, "request_too_large")], "too_long"),
    "429 for money": (lambda s: [s.refuse(429, "insufficient_quota")], "unpaid"),
    "400 for length": (lambda s: [s.refuse(400, "invalid_request_error", "prompt is too long: 9 > 8")], "too_long"),
    "400 for money": (lambda s: [s.refuse(400, "invalid_request_error", "Your credit balance is too low")], "unpaid"),
    "a redirect": (lambda s: [s.refuse(307, "moved", location="/elsewhere")], "rejected"),
    "no headers": (lambda s: [Pause()], "stalled"),
    "no stream": (lambda s: [s.answer("all at once")], "broken"),
}
AFTER: dict[str, tuple[Callable[[Speech], Script], str]] = {
    "silence": (lambda s: begun(s, Pause()), "stalled"),
    "connection dropped": (lambda s: begun(s, Break()), "unreachable"),
    "connection reset": (lambda s: begun(s, Pause(0.1), Break(reset=True)), "unreachable"),
    "just ends": (lambda s: begun(s), "broken"),
    "not JSON": (lambda s: begun(s, b"event: content_block_delta\ndata: {'oh': no}\n\n", s.end("done")), "broken"),
    "no object": (lambda s: begun(s, b"event: content_block_delta\ndata: [1]\n\n", s.end("done")), "broken"),
    "another shape": (lambda s: begun(s, b'data: {"type": "message_delta", "choices": 7}\n\n'), "broken"),
    "inside a character": (lambda s: begun(s, s.words("la mer s’éleva")[:-9] + "é".encode()[:1]), "broken"),
    "an error says busy": (lambda s: begun(s, s.error("overloaded_error"), s.end("done")), "busy"),
    "an error says broken": (lambda s: begun(s, s.error("server_error"), s.end("done")), "broken"),
    "an endless event": (lambda s: begun(s, b"data: " + b"x" * 1_100_000), "broken"),
}
ENDS: dict[str, tuple[str, str]] = {
    "done": ("done", ""),
    "called": ("done", RECORD),
    "cut": ("cut", ""),
    "refused": ("refused", ""),
    "filtered": ("refused", ""),
}


async def said_by(
    speech: Speech, wire: Wire, script: Script, patience: Patience | None = None
) -> list[Piece | ProviderFault]:
    """All pieces, and at last the fault where there was one."""
    one = provider(speech.name, wire.address, patience)
    wire.next(script)
    heard: list[Piece | ProviderFault] = []
    try:
        async for piece in one.write(BRIEF):
            heard.append(piece)
    except ProviderFault as fault:
        heard.append(fault)
    finally:
        await one.aclose()
    return heard


@pytest.mark.parametrize("case", BEFORE)
async def test_what_fails_before_the_first_word(speech: Speech, wire: Wire, case: str) -> None:
    """C130: What fails before the first word is one fault of a family of ours, asked for once: no SDK tries again."""
    script, family = BEFORE[case]
    heard = await said_by(speech, wire, script(speech), SOON if family == "stalled" else None)
    assert [getattr(piece, "family", piece) for piece in heard] == [family]
    assert len(wire.exchanges) == 1


@pytest.mark.parametrize("case", AFTER)
async def test_what_fails_after_the_first_words(speech: Speech, wire: Wire, case: str) -> None:
    """C131: What fails in mid-stream keeps its words, ends in a fault of a family of ours, and never in an ending."""
    script, family = AFTER[case]
    heard = await said_by(speech, wire, script(speech), SOON if family == "stalled" else None)
    assert text_of(heard) == HALF
    assert not any(isinstance(piece, Ending) for piece in heard)
    assert isinstance(heard[-1], ProviderFault)
    assert heard[-1].family == family
    assert len(wire.exchanges) == 1


@pytest.mark.parametrize("how", ENDS)
async def test_how_it_ends(speech: Speech, wire: Wire, how: str) -> None:
    """C132: Refused, filtered by the server, cut at the most tokens and done are four endings and no faults."""
    reason, record = ENDS[how]
    recorded = (speech.record(),) if record else ()
    heard = await said_by(speech, wire, begun(speech, *recorded, speech.end(how)))
    ending = heard[-1]
    assert isinstance(ending, Ending)
    assert (ending.reason, ending.record, ending.usage) == (reason, record, speech.used)


@pytest.mark.parametrize("how", ["cut", "refused"])
async def test_a_record_that_was_cut_off(speech: Speech, wire: Wire, how: str) -> None:
    """C133: A tool call that was cut off looks valid in one SDK; here it is no record, whatever its text."""
    cut = speech.record('{"choices": ["Knock"]', whole=False)
    ending = (await said_by(speech, wire, begun(speech, cut, speech.end(how))))[-1]
    assert isinstance(ending, Ending)
    assert ending.record == ""
    whole = speech.record(RECORD, whole=False)
    ending = (await said_by(speech, wire, begun(speech, whole, speech.end(how))))[-1]
    assert isinstance(ending, Ending)
    assert ending.record == ""


async def test_a_record_that_the_connection_lost(speech: Speech, wire: Wire) -> None:
    """C134: A connection that is lost in mid-record is a fault; the record is seen to have begun, the words stay."""
    heard = await said_by(speech, wire, begun(speech, speech.record(whole=False), Break()))
    assert text_of(heard) == HALF
    assert any(isinstance(piece, Recording) for piece in heard)
    assert isinstance(heard[-1], ProviderFault)


async def test_nobody_is_there(speech: Speech) -> None:
    """C135: Where nobody listens, the provider is unreachable."""
    async with Wire() as wire:
        address = wire.address
    one = provider(speech.name, address, SOON)
    with pytest.raises(ProviderFault) as caught:
        await anext(one.write(BRIEF))
    assert caught.value.family == "unreachable"
    await one.aclose()


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry_after": "3"}, 3.0),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after": "Fri, 20 Nov 2015 07:28:00 GMT"}, 0.0),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "4233600", "x_should_retry": "true"}, 4233600.0),
        ({}, None),
    ],
)
async def test_when_it_wants_to_be_asked_again(
    speech: Speech, wire: Wire, headers: dict[str, str], wait: float | None
) -> None:
    """C136: When a provider says that it wants to be asked again is told, in seconds, and never waited for here."""
    began = time.monotonic()
    (fault,) = await said_by(speech, wire, [speech.refuse(429, "rate_limit_error", **headers)])
    assert isinstance(fault, ProviderFault)
    assert fault.wait == wait
    assert time.monotonic() - began < 3


async def test_pings_are_not_words(speech: Speech, wire: Wire) -> None:
    """C137: Pings between words are no pieces; spaces alone wait for the word that follows, and are not lost."""
    script = begun(
        speech, speech.ping(), speech.words("\n\n"), speech.ping(), speech.words("“Who?”"), speech.end("done")
    )
    heard = await said_by(speech, wire, script)
    assert [type(piece) for piece in heard] == [Started, Words, Words, Ending]
    assert text_of(heard) == HALF + "\n\n“Who?”"


async def test_a_prompt_that_cannot_be_read_back(speech: Speech, wire: Wire) -> None:
    """C138: A fault carries nothing of what was sent or said: no words of the story, no key."""
    one = provider(speech.name, wire.address)
    wire.next([speech.refuse(400, "invalid_request_error", f"cannot read {BRIEF.premise}")])
    with pytest.raises(ProviderFault) as caught:
        await anext(one.write(BRIEF))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert str(caught.value) == "rejected"
    await one.aclose()


async def test_leaving_before_the_first_word(speech: Speech, wire: Wire) -> None:
    """C139: Leaving while the provider has not even answered closes the connection within a second too."""
    one = provider(speech.name, wire.address)
    wire.next([Pause()])
    pieces = one.write(BRIEF)
    first = asyncio.ensure_future(anext(pieces))
    await until("the request is there", lambda: wire.exchanges)
    first.cancel()
    await asyncio.wait((first,), timeout=1)
    await asyncio.wait_for(wire.exchanges[0].left.wait(), timeout=1)
    await one.aclose()
