"""The co-author's part: woven rounds, answers beside the story, in place of who is away, and its receipts."""

from __future__ import annotations

import re
from asyncio import gather
from typing import Any

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.axe import SETTLED
from tests.browser.guests import DESK, PHONE, Guests, Touching, Typing
from tests.browser.house import House
from tests.browser.person import PICTURES, Person
from tests.browser.test_access import SMALL_TARGETS, TALL
from tests.browser.test_access_together import Look
from tests.browser.words import FRENCH

PREMISE = "One morning the sea has left Saltmarsh, and nobody saw it go."
AMINAS = "The harbour master locked his office and put the key where the water had been."
MAREKS = "A crab came up the slip and read the notice through."
JUNS = "Behind the hills something large and wet sat down to rest."
LINES = {"Amina": AMINAS, "Marek": MAREKS, "Jun": JUNS}
WHY = "The crab cannot read. It only looks at the notice."
WHAT_IF = "What if the sea left because of the bell?"
WOVEN: dict[str, Any] = {"rules": {"manner": {"weave": True}, "vote_seconds": 600}, "mode": "round"}
OBJECT = "I object: that is not what my character did"
COAUTHORS = "Passage by the co-author"


def card(person: Person) -> Locator:
    """What the room is asked."""
    return person.page.locator("section[aria-labelledby=vote]")


def talk(person: Person) -> Locator:
    return person.page.get_by_role("log", name="What was said aside")


async def sit_down(guests: Guests, names: tuple[str, ...] = ("Amina", "Marek", "Jun"), **room: object) -> list[Person]:
    """Amina at a desk, Marek with a phone, Jun with a tablet."""
    ways = {"Amina": (DESK, Person), "Marek": (PHONE, Touching), "Jun": ({"width": 820, "height": 1180}, Person)}
    people = [await guests.arrive(name, ways[name][0], kind=ways[name][1]) for name in names]
    code = (await people[0].start(PREMISE, **room))["code"]
    for person in people[1:]:
        await person.join(code)
    return people


async def hand_in_all(people: list[Person]) -> None:
    for person in people:
        await person.draft(LINES[person.name])
        await person.press(person.button("Hand in"))
    await gather(*(expect(card(person)).to_be_visible() for person in people))


async def object_to_it(person: Person, why: str = "") -> None:
    await person.press(card(person).get_by_role("button", name=OBJECT))
    if why:
        await person.enter(card(person).get_by_role("textbox"), why)
    await person.press(card(person).get_by_role("button", name="Object", exact=True))


async def photograph(people: list[Person], moment: str) -> None:
    folder = PICTURES / "coauthor"
    folder.mkdir(parents=True, exist_ok=True)
    for person in people:
        await person.page.evaluate(SETTLED)
        await person.page.screenshot(path=folder / f"{moment}-{person.name}.png")


async def in_sight(place: Locator) -> None:
    await place.evaluate("place => place.scrollIntoView({block: 'center', behavior: 'instant'})")


async def test_the_host_chooses_how_it_takes_part_and_newcomers_are_told(guests: Guests) -> None:
    """B200: the host says when, as whom, how much and with what in mind the co-author writes; who comes is told it."""
    amina, marek = await guests.arrive("Amina"), await guests.arrive("Marek", PHONE, kind=Touching)
    code = (await amina.start(PREMISE, mode="round_robin"))["code"]
    panel = await amina.open_settings()
    await panel.get_by_text("The co-author", exact=True).click()
    await expect(panel.get_by_role("switch", name=re.compile("Weave"))).to_have_count(0)
    await panel.get_by_text("After turns", exact=True).click()
    await panel.get_by_label("After how many turns").select_option("3")
    await panel.get_by_text("A few lines", exact=True).click()
    await panel.get_by_label("As whom it writes").fill("Maud")
    await panel.get_by_label("The author’s note").fill("The sea stays away.")
    await panel.get_by_text("Play for those who are away").click()
    await expect(panel.get_by_role("switch", name=re.compile("Play for those"))).to_be_checked()
    await in_sight(panel.get_by_label("As whom it writes"))
    await photograph([amina], "1-house-rules")
    await panel.get_by_text("Round", exact=True).click()
    await expect(panel.get_by_role("switch", name=re.compile("Play for those"))).to_have_count(0)
    await expect(panel.get_by_text("In a silence", exact=True)).to_have_count(0)
    await panel.get_by_text("Weave the lines of a round").click()
    await expect(panel.get_by_role("switch", name=re.compile("Weave"))).to_be_checked()
    await marek.page.goto(f"{marek.address}/j/{code}")
    rules = marek.page.get_by_role("region", name="House rules").get_by_role("listitem")
    await expect(rules).to_have_text(
        [
            "The co-author writes after every 3 turns.",
            "The co-author plays Maud.",
            "The co-author writes a few lines.",
            "The author’s note: The sea stays away.",
            "The co-author weaves the lines of a round into one passage.",
        ]
    )
    await photograph([marek], "1-house-rules")


async def test_a_solo_writers_evening(guests: Guests) -> None:
    """B201: alone one writes, asks what if, which stays beside the story, is given a passage, and reads its receipt."""
    amina = await guests.arrive("Amina")
    await amina.start(PREMISE)
    await amina.write(AMINAS)
    await amina.button("What if?").click()
    await amina.page.get_by_label("Your question").fill(WHAT_IF)
    await photograph([amina], "2-what-if")
    await amina.button("Ask").click()
    await expect(talk(amina)).to_contain_text(f"What if · not story{amina.name} {WHAT_IF}")
    await expect(talk(amina).get_by_text("What if · not story")).to_have_count(2)
    await expect(talk(amina).get_by_role("button", name="Stop")).to_have_count(0)
    await amina.holds([AMINAS])
    await expect(amina.now).to_contain_text("The page is yours.")
    await amina.button(amina.words.ask).click()
    await amina.counts(2)
    await expect(amina.ways_on.first).to_be_visible()
    await amina.button("Receipt").click()
    receipt = amina.page.get_by_role("dialog", name="How this came about")
    await expect(receipt).to_contain_text("You asked for it.")
    await expect(receipt).to_contain_text("an offline improviser: no AI model")
    await expect(receipt).to_contain_text("1 passage, word for word")
    await expect(receipt).to_contain_text("Pricenothing")
    await photograph([amina], "3-receipt")
    await amina.page.keyboard.press("Escape")
    panel = await amina.open_settings()
    await expect(panel.get_by_role("region", name="What the co-author costs today")).to_contain_text("0.00")


async def test_its_answer_is_never_in_the_book(slow_house: House, guests: Guests) -> None:
    """B202: while it answers aside its words are in the talk alone, turns go on, and others read them too."""
    amina = await guests.arrive("Amina", address=slow_house.address)
    marek = await guests.arrive("Marek", PHONE, kind=Touching, address=slow_house.address)
    code = (await amina.start(PREMISE))["code"]
    await marek.join(code)
    await marek.press(marek.button("What if?"))
    await marek.enter(marek.page.get_by_label("Your question"), WHAT_IF)
    await marek.press(marek.button("Ask"))
    answer = marek.page.get_by_role("dialog").get_by_role("log")
    await expect(answer.locator(".caret")).to_contain_text(" ")
    await expect(talk(amina).locator(".caret")).to_contain_text(" ")
    await photograph([amina, marek], "4-aside")
    await expect(amina.now).to_contain_text("Anyone may write.")
    await expect(amina.story.locator("article")).to_have_count(0)
    await amina.button("What if?").click()
    asked = amina.page.get_by_role("dialog", name="Ask the co-author: what if?")
    await asked.get_by_label("Your question").fill("What if nobody noticed?")
    await expect(asked).to_contain_text("The co-author is answering another question.")
    await expect(asked.get_by_role("button", name="Ask", exact=True)).to_be_disabled()
    await amina.page.keyboard.press("Escape")
    await amina.write(AMINAS)
    await talk(amina).get_by_role("button", name="Stop").or_(amina.page.get_by_role("button", name="Stop")).click()
    await expect(talk(amina).locator(".caret")).to_have_count(0)
    await amina.button("What if?").click()
    await expect(asked.get_by_label("Your question")).to_have_value("What if nobody noticed?")
    await expect(asked.get_by_role("button", name="Ask", exact=True)).to_be_enabled()
    await amina.page.keyboard.press("Escape")
    await amina.holds([AMINAS])


async def test_busy_but_your_line_is_in(slow_house: House, guests: Guests) -> None:
    """B203: who writes while the co-author does is told that their line is in; and what if waits until it is done."""
    amina = await guests.arrive("Amina", PHONE, address=slow_house.address)
    await amina.start(PREMISE)
    await amina.button(amina.words.ask).click()
    await expect(amina.story.locator("article[aria-hidden=true] p")).to_contain_text(" ")
    await amina.button("What if?").click()
    await expect(amina.page.get_by_role("dialog")).to_contain_text("The co-author has its pen on the page just now.")
    await amina.page.keyboard.press("Escape")
    await amina.write(AMINAS)
    await expect(amina.now).to_contain_text("Busy, but your line is in")
    await photograph([amina], "5-busy")
    await amina.button("Stop").click()
    await expect(amina.now).not_to_contain_text("Busy, but your line is in")


async def test_a_groups_round_is_woven(guests: Guests) -> None:
    """B204: a round is woven, each sentence shows whose line it is; one objects and says why, it is woven once more and
    stands, and the lines are still beneath."""
    people = await sit_down(guests, **WOVEN)
    amina, marek, jun = people
    await jun.begin_to_remember()
    await hand_in_all(people)
    await jun.remembers("The co-author is weaving the lines into one passage.")
    for person in people:
        await expect(card(person).get_by_role("heading")).to_have_text("Is this what your character did?")
        for line in LINES.values():
            await expect(card(person).locator(".thread").filter(has_text=line)).to_have_count(1)
    await expect(card(marek).locator(".thread.picked")).to_contain_text(MAREKS)
    assert (
        await card(amina)
        .locator(".thread")
        .evaluate_all("all => new Set(all.map(one => getComputedStyle(one).textDecorationStyle)).size")
        == 3
    )
    await card(amina).get_by_role("button", name="Jun").focus()
    await expect(card(amina).locator(".thread.picked")).to_contain_text(JUNS)
    await gather(*(in_sight(card(person)) for person in people))
    await photograph(people, "6-woven")
    await amina.counts(3)
    await amina.press(card(amina).get_by_role("button", name="Fine"))
    await expect(card(jun)).to_contain_text("It waits for Marek and Jun (you).")
    await marek.press(card(marek).get_by_role("button", name=OBJECT))
    await marek.enter(card(marek).get_by_role("textbox"), WHY)
    await in_sight(card(marek))
    await photograph([marek], "7-objecting")
    await marek.press(card(marek).get_by_role("button", name="Object", exact=True))
    await expect(card(marek)).to_contain_text("You objected.")
    await jun.press(card(jun).get_by_role("button", name="Fine"))
    await jun.remembers("The co-author is weaving the lines once more.")
    await expect(card(amina)).to_contain_text("It waits for Amina (you), Marek and Jun.")
    await amina.counts(3)
    for person in people:
        await person.press(card(person).get_by_role("button", name="Fine"))
    for person in people:
        await person.counts(1)
    await expect(
        amina.page.locator("main").get_by_text("Nobody objected. It is read in place of the lines.")
    ).to_be_visible()
    woven = amina.story.get_by_role("article", name="Passage woven from the lines of Amina, Marek and Jun")
    await expect(woven.locator(".thread")).to_have_count(3)
    await amina.button("Its lines").click()
    beneath = woven.get_by_role("region", name="The lines it was woven from").get_by_role("listitem")
    await expect(beneath).to_have_text([f"{name}{line}" for name, line in LINES.items()])
    await marek.press(marek.button("Its lines"))
    for person in (amina, marek):
        await in_sight(person.passages.first)
    await photograph(people, "8-stands")
    await marek.press(marek.button(re.compile("^In the margin")))
    await expect(marek.page.get_by_role("dialog", name="In the margin")).to_contain_text(WHY)


async def test_after_a_second_no_the_lines_stand(guests: Guests) -> None:
    """B205: after a second objection the lines stand as they were, which is told kindly; others only saw it wait."""
    people = await sit_down(guests, ("Amina", "Jun"), **WOVEN)
    amina, jun = people
    lea = await guests.arrive("Lea")
    await jun.page.get_by_role("button", name=jun.words.invite).click()
    invitation = jun.page.get_by_role("dialog", name="Invite others")
    code = await invitation.get_by_text(re.compile(r"^\w{4}-\w{4}$")).inner_text()
    await jun.page.keyboard.press("Escape")
    await hand_in_all(people)
    await lea.join(code)
    await expect(card(lea).get_by_role("heading")).to_have_text("The woven passage")
    await expect(card(lea).get_by_role("button", name="Fine")).to_have_count(0)
    await expect(card(lea)).to_contain_text("It waits for Amina and Jun.")
    for told in ("Somebody objected. The co-author weaves once more", "Somebody objected again. The lines stand"):
        await object_to_it(amina)
        await jun.press(card(jun).get_by_role("button", name="Fine"))
        await expect(lea.page.locator("main").get_by_text(told)).to_be_visible()
        if "again" not in told:
            await expect(card(jun)).to_contain_text("It waits for Amina and Jun (you).")
    await lea.holds([AMINAS, JUNS])
    await expect(amina.now).to_contain_text("Everybody writes at once. 0 of 3 are in.")
    await photograph([lea], "9-unwoven")


async def test_the_coauthor_plays_who_is_away(guests: Guests) -> None:
    """B206: somebody away is played by the co-author when asked for it, marked as such, and takes it back on return."""
    amina, marek = await sit_down(guests, ("Amina", "Marek"), mode="round_robin")
    await marek.open_people()
    await marek.press(marek.button("Whom you play"))
    await marek.enter(marek.page.get_by_label("Your character"), "the ferryman")
    await marek.press(marek.button("Play them"))
    await amina.write(AMINAS)
    await marek.page.goto("about:blank")
    await expect(amina.now).to_contain_text("It’s Marek’s turn, but they are away.")
    play = amina.button("Let the co-author play the ferryman")
    await amina.button("What to do with Marek").click()
    await play.click()
    await expect(amina.page.get_by_role("alert")).to_contain_text("They have only just gone.")
    await expect(play).to_have_count(0)
    await expect(amina.now).to_contain_text("It’s your turn, Amina.")
    await amina.begin_to_remember()
    await amina.button("What to do with Marek").click()
    await play.click()
    await amina.remembers("The co-author is playing the ferryman for Marek.")
    mark = "The co-author played the ferryman for Marek, who was away."
    played = amina.story.get_by_role("article", name=COAUTHORS)
    await expect(played).to_contain_text(mark)
    await expect(played.get_by_role("button", name="Take it back")).to_have_count(0)
    await photograph([amina], "10-understudy")
    await marek.page.go_back()
    mine = marek.story.get_by_role("article", name=COAUTHORS)
    await expect(mine).to_contain_text("The co-author played the ferryman for you while you were away.")
    await in_sight(mine)
    await photograph([marek], "10-understudy")
    await marek.press(mine.get_by_role("button", name="Take it back"))
    await amina.holds([AMINAS])


RECEIPT = {
    "passage": 0, "version": 0, "at": "2026-11-21T09:00:00Z", "asked_by": None, "provider": "anthropic",
    "model": "a-model-of-theirs", "checked": "unchecked", "dollars": None, "prompt": "You are the co-author.",
    "given": {"passages": 12, "summed_up": 30, "facts": 8, "lines": 0, "versions": 1, "hint": True, "note": True},
    "tried": [
        {"provider": "openai", "model": "another", "purpose": "beat", "outcome": "busy", "first_ms": None,
         "total_ms": 90, "read": None, "cached": None, "written": None, "dollars": None},
        {"provider": "anthropic", "model": "a-model-of-theirs", "purpose": "beat", "outcome": "done", "first_ms": 812,
         "total_ms": 6240, "read": 5120, "cached": 4800, "written": 310, "dollars": 0.0123},
    ],
}  # fmt: skip
SPENDING = {"spent": 1.87, "budget": 2.0, "level": "soft", "unknown": 3}


async def told_of_a_model(person: Person) -> None:
    """The house of these tests has no key; what it would tell of a model stands here."""

    async def receipt(route: Route) -> None:
        await route.fulfill(json=RECEIPT)

    async def spending(route: Route) -> None:
        await route.fulfill(json=SPENDING)

    await person.page.route("**/receipt?*", receipt)
    await person.page.route("**/spending", spending)


@pytest.mark.parametrize("size", TALL, ids=["1440", "390"])
async def test_axe_finds_nothing_in_its_part(guests: Guests, size: dict[str, int]) -> None:
    """B207: axe finds nothing, and all fits: its house rules, what if, a woven passage, an objection, a receipt of a
    model with its price unknown, and the meter."""
    amina, jun = await guests.arrive("Amina", size, service_workers="block"), await guests.arrive("Jun")
    amina.forgiven.append("Service Worker registration blocked")
    page, axe = amina.page, Look(amina)
    code = (await amina.start(PREMISE, **WOVEN))["code"]
    await jun.join(code)
    await told_of_a_model(amina)
    await amina.button("What if?").click()
    await axe.of("what if")
    await page.keyboard.press("Escape")
    await hand_in_all([amina, jun])
    await axe.of("woven")
    assert await page.evaluate(SMALL_TARGETS) == []
    await card(amina).get_by_role("button", name=OBJECT).click()
    await axe.of("objecting")
    await card(amina).get_by_role("button", name="Cancel").click()
    for person in (jun, amina):
        await card(person).get_by_role("button", name="Fine").click()
    await amina.counts(1)
    await amina.button("Its lines").click()
    await axe.of("stands")
    assert await page.evaluate(SMALL_TARGETS) == []
    await amina.picture("woven")
    await amina.button("Receipt").click()
    receipt = page.get_by_role("dialog", name="How this came about")
    await expect(receipt).to_contain_text("Nobody asked: it was its turn.")
    await expect(receipt).to_contain_text("5,120 tokens, 4,800 of them read before")
    await expect(receipt).to_contain_text("0.81 s")
    await expect(receipt).to_contain_text("Nobody knows the price.")
    await expect(receipt).to_contain_text("another, to write: did not answer (busy)")
    await expect(receipt.locator("pre")).to_have_count(0)
    await receipt.get_by_text("What it was given, word for word").click()
    await expect(receipt.locator("pre")).to_contain_text("You are the co-author.")
    await axe.of("receipt")
    await amina.picture("receipt")
    await page.keyboard.press("Escape")
    panel = await amina.open_settings()
    await panel.get_by_text("The co-author", exact=True).click()
    meter = panel.get_by_role("region", name="What the co-author costs today")
    await expect(meter).to_contain_text("$1.87 of $2.00")
    await expect(meter).to_contain_text("the cheaper model writes")
    await expect(meter).to_contain_text("3 requests of which nobody knows the price.")
    await axe.of("house rules")
    await in_sight(meter)
    await amina.picture("meter")
    assert axe.found == {}


async def test_a_round_by_keyboard(guests: Guests) -> None:
    """B208: by keyboard alone one looks at whose line is whose, objects with a reason, and turns to the lines."""
    amina, jun = await guests.arrive("Amina", kind=Typing), await guests.arrive("Jun")
    code = (await amina.start(PREMISE, **WOVEN))["code"]
    await jun.join(code)
    await hand_in_all([amina, jun])
    assert isinstance(amina, Typing)
    await amina.reach(card(amina).get_by_role("button", name="Jun"))
    await expect(card(amina).locator(".thread.picked")).to_contain_text(JUNS)
    await object_to_it(amina, WHY)
    await jun.press(card(jun).get_by_role("button", name="Fine"))
    await expect(card(amina)).to_contain_text("It waits for Amina (you) and Jun.")
    for person in (amina, jun):
        await person.press(card(person).get_by_role("button", name="Fine"))
    await amina.press(amina.button("Its lines"))
    await expect(amina.story.get_by_role("region", name="The lines it was woven from")).to_contain_text(JUNS)


async def test_a_round_in_french(guests: Guests) -> None:
    """B209: in French all of it is French: the rules, the weaving, the objection, what if and the receipt."""
    lea = await guests.arrive("Léa", PHONE, FRENCH)
    noe = await guests.arrive("Noé", DESK, FRENCH)
    code = (await lea.start("Un matin la mer est partie.", **WOVEN, language="fr"))["code"]
    await noe.join(code)
    for person, line in ((lea, "Le port ferma son bureau."), (noe, "Un crabe lut l’affiche.")):
        await person.draft(line)
        await person.button("Remettre").click()
    await expect(card(lea)).to_contain_text("Est-ce bien ce que fait votre personnage\u202f?")
    await expect(card(lea)).to_contain_text("On attend Léa (vous) et Noé.")
    await in_sight(card(lea))
    await photograph([lea], "11-french")
    for person in (lea, noe):
        await card(person).get_by_role("button", name="C’est bien").click()
    await expect(lea.story.get_by_role("article", name="Passage tissé des lignes de Léa et Noé")).to_be_visible()
    await lea.button("Reçu").click()
    receipt = lea.page.get_by_role("dialog", name="Comment ce passage est né")
    await expect(receipt).to_contain_text("Personne ne l’a demandé")
    await expect(receipt).to_contain_text("2 lignes à tisser")
    await expect(receipt).to_contain_text("un improvisateur hors ligne\u00a0: aucun modèle d’IA")
    await photograph([lea], "12-french-receipt")
