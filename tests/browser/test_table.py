"""Who sits at the table, at the door or in the second row, and by which house rules."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import expect

from tests.browser.guests import DESK, PHONE, Guests, Touching
from tests.browser.person import OFFLINE, REFUSED, Person

FIRST = "The lamp went out at nine."
BETTER = "The lamp went out at ten."
STRICT = {"words": 20, "timer_seconds": 600, "lobby": True, "characters": "own", "tone": "Gentle, nobody dies"}


async def two(guests: Guests, **room: Any) -> tuple[Person, Person]:
    amina, marek = await guests.arrive("Amina", DESK), await guests.arrive("Marek", PHONE, kind=Touching)
    card = await amina.start(**room)
    await marek.join(card["code"])
    return amina, marek


async def knock(person: Person, code: str) -> None:
    await person.page.goto(f"{person.address}/j/{code}")
    await person.enter(person.page.get_by_label(person.words.name), person.name)
    await person.press(person.button(person.words.join))


async def test_who_knocks_waits_and_is_let_in_or_not(guests: Guests) -> None:
    """B103: who knocks reads what is awaited; the host sees it at once, and opens or does not; nobody knocks twice."""
    amina, marek = await guests.arrive("Amina", DESK), await guests.arrive("Marek", PHONE, kind=Touching)
    jun = await guests.arrive("Jun")
    card = await amina.start(rules={"lobby": True})
    await knock(marek, card["code"])
    await expect(marek.page.get_by_text("You have knocked.")).to_be_visible()
    await expect(marek.page.get_by_text("Amina hosts this story and lets people in one by one.")).to_be_visible()
    await expect(marek.story).to_have_count(0)
    await amina.button("Let in: Marek").click()
    await expect(marek.now).to_be_visible()
    await amina.write(FIRST)
    await marek.reads(FIRST)

    await knock(jun, card["code"])
    await amina.button("Not now: Jun").click()
    await expect(jun.page.get_by_role("heading", name="The host did not open this time.")).to_be_visible()
    jun.forgiven.append(r"404 \(Not Found\)")
    await expect(amina.page.get_by_role("region", name="At the door")).to_have_count(0)
    await jun.button("Knock again").click()
    await jun.button(jun.words.join).click()
    await amina.button("Let in: Jun").click()
    await jun.reads(FIRST)


async def test_who_knocked_may_go_again(guests: Guests) -> None:
    """B176: who does not want to wait any longer says so; the host sees nobody at the door then, the story is on no
    shelf, and whoever knocks again is let in like anybody. Where the house cannot be reached the page says so.
    """
    amina, marek = await guests.arrive("Amina", DESK), await guests.arrive("Marek", PHONE, kind=Touching)
    card = await amina.start(rules={"lobby": True})
    door = amina.page.get_by_role("region", name="At the door")
    await knock(marek, card["code"])
    await expect(door).to_contain_text("Marek")
    await marek.page.context.set_offline(True)
    marek.forgiven += [OFFLINE, REFUSED]
    await marek.press(marek.button("Not now after all"))
    await expect(marek.page.get_by_role("alert")).to_be_visible()
    await expect(door).to_contain_text("Marek")
    await marek.page.context.set_offline(False)
    await marek.press(marek.button("Not now after all"))
    await expect(marek.button(marek.words.begin)).to_be_visible()
    await expect(marek.page.get_by_text(card["title"])).to_have_count(0)
    await expect(door).to_have_count(0)
    await knock(marek, card["code"])
    await amina.button("Let in: Marek").click()
    await expect(marek.now).to_be_visible()


async def test_house_rules_are_chosen_first_and_read_before_joining(guests: Guests) -> None:
    """B104: the rules that a host chooses at the start are read before joining, only those that are not the usual."""
    amina, marek = await guests.arrive("Amina", DESK), await guests.arrive("Marek", PHONE, kind=Touching)
    await amina.page.goto(amina.address)
    await amina.page.get_by_label(amina.words.name).fill("Amina")
    await amina.page.get_by_label(amina.words.premise).fill("A lamp that will not light.")
    await amina.page.locator("summary", has_text="House rules").first.click()
    await amina.page.get_by_label("Words of a passage").select_option(label="60 at most")
    await amina.page.get_by_text("Show drafts live").click()
    await amina.page.locator("summary", has_text="More house rules").click()
    await amina.page.get_by_text("Only one’s own").click()
    await amina.page.get_by_label("Tone").fill("Gentle, nobody dies")
    await amina.button(amina.words.begin).click()
    await expect(amina.composer).to_be_visible()
    await expect(amina.page.get_by_text("Each writes only their own character.")).to_be_visible()
    code = await amina.page.get_by_role("button", name=amina.words.invite).locator("span").inner_text()
    await marek.page.goto(f"{marek.address}/j/{code}")
    rules = marek.page.get_by_role("region", name="House rules").get_by_role("listitem")
    await expect(rules).to_have_text(
        [
            "A passage has at most 60 words.",
            "Drafts are private.",
            "Each writes only their own character.",
            "Tone: Gentle, nobody dies",
        ]
    )


async def test_words_are_counted_and_the_pace_is_kept(guests: Guests) -> None:
    """B105: words are counted near the limit, more than that cannot be handed in, and a slow pace is counted down."""
    amina, _ = await two(guests, rules={"words": 10, "slow_seconds": 600})
    await amina.draft("one two three four five six seven eight nine")
    await expect(amina.page.get_by_text("9 of 10 words")).to_be_visible()
    await amina.draft("one two three four five six seven eight nine ten eleven")
    await expect(amina.page.get_by_text("1 words too many")).to_be_visible()
    await expect(amina.button(amina.words.add)).to_be_disabled()
    await amina.write(FIRST)
    await amina.draft("And then")
    await expect(amina.page.get_by_text(re.compile(r"^Slow pace: in \d+ s$"))).to_be_visible()
    await expect(amina.button(amina.words.add)).to_be_disabled()


async def test_the_host_changes_the_rules_of_a_running_story(guests: Guests) -> None:
    """B106: the host changes the rules, the language and the genre of a running story; all who join read them."""
    amina, marek = await two(guests)
    panel = await amina.open_settings()
    await panel.get_by_label("Words of a passage").select_option(label="15 at most")
    await panel.locator("summary", has_text="More house rules").click()
    await panel.get_by_text("Secret votes").click()
    await panel.get_by_label("Genre").select_option(label="Mystery")
    await panel.get_by_label("Tone").fill("Gentle")
    await panel.get_by_role("button", name="Close").click()
    await marek.draft(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    )
    await expect(marek.page.get_by_text("1 words too many")).to_be_visible()
    jun = await guests.arrive("Jun")
    code = await amina.page.get_by_role("button", name=amina.words.invite).locator("span").inner_text()
    await jun.page.goto(f"{jun.address}/j/{code}")
    await expect(jun.page.get_by_text("Mystery · English · Free")).to_be_visible()
    await expect(jun.page.get_by_role("region", name="House rules").get_by_role("listitem")).to_have_text(
        ["A passage has at most 15 words.", "Tone: Gentle", "Votes are secret."]
    )


async def test_readers_read_react_and_become_writers(guests: Guests) -> None:
    """B107: a reader reads along and reacts, but has no composer and no vote until made a writer."""
    amina, marek = await two(guests, rules={"newcomers": "reader"})
    await amina.write(FIRST)
    await marek.reads(FIRST)
    await expect(marek.composer).to_have_count(0)
    await expect(marek.page.get_by_text("You are reading along.")).to_be_visible()
    await expect(marek.button("Ask the room")).to_have_count(0)
    await marek.press(marek.button("React"))
    await marek.press(marek.button("Love"))
    await expect(amina.button("In the margin. Love: Marek")).to_be_visible()
    await amina.host_does("Marek", "Let them write", sure=False)
    await marek.write("And at ten it was seen in the river.")
    await amina.reads("And at ten it was seen in the river.")


async def test_co_hosts_lead_and_turns_are_given(guests: Guests) -> None:
    """B108: where the host picks, turns are given, and reminded of, in the list of people; co-hosts lead too."""
    amina, marek = await two(guests, mode="host_picks")
    await expect(marek.now).to_contain_text("It’s Amina’s turn.")
    await amina.host_does("Marek", "Give them the turn", sure=False)
    await marek.write(FIRST)
    await expect(amina.now).to_contain_text("It’s your turn, Amina.")
    await marek.open_people()
    await marek.press(marek.button("What to do with Amina"))
    await marek.press(marek.button("Remind Amina"))
    await expect(amina.now).to_contain_text("Marek looks your way: the story waits for you.")
    await expect(amina.page).to_have_title(re.compile("^● Marek waits for you"))
    await expect(marek.page.get_by_role("button", name="What to do with Amina")).to_have_count(0)
    await amina.host_does("Marek", "Make co-host", sure=False)
    await marek.press(marek.page.get_by_role("button", name="Settings of the story"))
    await expect(marek.page.get_by_role("dialog", name="Settings of the story")).to_be_visible()


async def test_whom_one_plays_stands_beside_ones_name(guests: Guests) -> None:
    """B109: whom one plays is seen in the people list and beside one's passages, and taken only once."""
    amina, marek = await two(guests)
    await amina.button("Whom you play").click()
    await amina.page.get_by_label("Your character").fill("Wren")
    await amina.button("Play them").click()
    await expect(amina.page.get_by_text("plays Wren")).to_be_visible()
    await expect(amina.page.get_by_text("You play Wren.")).to_be_visible()
    await amina.write(FIRST)
    await expect(amina.passage(FIRST)).to_contain_text("Amina · Wren")
    await marek.open_people()
    await marek.press(marek.button("Whom you play"))
    await marek.page.get_by_label("Your character").fill("wren")
    await marek.press(marek.button("Play them"))
    await expect(marek.page.get_by_role("alert").filter(has_text="Somebody plays wren already.")).to_have_count(1)


async def test_on_a_phone_the_pages_of_a_story_are_where_one_looks(guests: Guests) -> None:
    """B154: on a phone reading, tree, replay and keeping are found with the people, other links with the invitation."""
    _, marek = await two(guests)
    await marek.open_people()
    pages = marek.page.get_by_role("dialog").get_by_role("navigation", name="Pages of this story")
    await expect(pages.get_by_role("link")).to_have_text(["Read", "Tree", "Replay", "Keep"])
    await marek.press(pages.get_by_role("link", name="Read"))
    await expect(marek.page.get_by_text("Nothing is written in this branch yet.")).to_be_visible()
    await marek.page.go_back()
    await marek.press(marek.page.get_by_role("button", name=marek.words.invite))
    await marek.press(marek.page.get_by_role("link", name="Other links, and a new code"))
    await expect(marek.page.get_by_role("heading", name="Keep and share")).to_be_visible()


async def test_a_tie_is_settled_by_the_rule_that_was_told(guests: Guests) -> None:
    """B155: a vote says by which rule it is counted: in a tie what the host chose, and so it is."""
    amina, marek = await two(guests, mode="vote")
    for person, line in ((marek, FIRST), (amina, BETTER)):
        await person.draft(line)
        await person.press(person.button("Hand in"))
    vote = marek.page.get_by_role("region", name="Which line does the story take?")
    await expect(vote).to_contain_text("In a tie it is what the host chose, or else what stands first.")
    await marek.press(marek.button(re.compile("nine")))
    await amina.button(re.compile("ten")).click()
    for person in (amina, marek):
        await person.holds([BETTER])


async def test_a_complete_story_has_an_end_and_can_be_opened_again(guests: Guests) -> None:
    """B110: the room votes on the end; the page says who told it and where it is kept; a host opens it again."""
    amina, marek = await two(guests)
    await amina.write(FIRST)
    await marek.press(marek.button("Ask the room"))
    await marek.press(marek.button("Is the story told?"))
    vote = amina.page.get_by_role("region", name="Is the story told?")
    await expect(vote).to_contain_text("Marek asks.")
    await vote.get_by_role("button", name=re.compile("^Yes")).click()
    await expect(vote).to_contain_text("1 hand")
    await marek.press(marek.button(re.compile("^Yes")))
    for person in (amina, marek):
        await expect(person.now).to_contain_text("The end")
        await expect(person.now).to_contain_text("Told by Amina.")
        await expect(person.composer).to_have_count(0)
    await expect(amina.page.get_by_role("link", name="Read it as a book")).to_have_attribute(
        "href", re.compile("^/read/")
    )
    await expect(marek.button("Go on with the story")).to_have_count(0)
    await amina.button("Go on with the story").click()
    await marek.write("And yet.")
    await amina.reads("And yet.")
