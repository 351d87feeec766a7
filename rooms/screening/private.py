"""What tells who or where somebody is: numbers to call, addresses of every kind, names on other services.

By shape alone. A phone number of a library's numbering plans needs a country, which a room has not, and a child may
leave out digits; so what looks like one is one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Set as AbstractSet

DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\s().\-/]{0,3}\d){6,16}(?![\d\w])")
THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
DATE = re.compile(r"\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|1\d{3}[ /-]+[12]\d{3}")
SHORT_NUMBER = 9
"""Digits without a sign between them, and without a + or 0 before, are one number below this."""
DIGIT_WORDS = re.compile(
    r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|un|deux|trois|quatre|cinq|sept|huit|neuf)"
    r"[\s,.-]{1,3}){6,}"
)
PAIRS = re.compile(
    r"\bzero[\s-](?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)[\s,.-]{1,3}"
    r"(?:[\s,.-]{0,3}\b(?:zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|"
    r"trente|quarante|cinquante|soixante|et)\b){4,}"
)
TLD = "com|net|org|edu|gov|fr|uk|eu|ca|io|gg|tv|app|xyz|ly|co"
ADDRESS = re.compile(
    r"[\w.+-] ?(?:@|[(\[](?:at|arobase)[)\]]) ?[\w-]+ ?(?:\.|[(\[](?:dot|point)[)\]]| dot | point ) ?[a-z]{2,}"
    rf"|\b(?:at|arobase?) [\w-]+ (?:dot|point) (?:{TLD})\b"
)
LINK = re.compile(rf"\.(?<=[a-z0-9]\.)(?:(?:{TLD})\b|[a-z]{{2,6}}/\w)|:(?<=http:|ttps:)")
HANDLE = re.compile(r"(?<![\w.])@[a-z0-9]{0,30}[0-9._][a-z0-9._]{0,30}[a-z0-9]|[a-z0-9_.]#\d{4}\b")
SERVICE = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|whats ?app|telegram|roblox|fortnite|psn|xbox live|steam|skype|"
    r"youtube|twitch|messenger|facebook|twitter|bereal|wechat)\b"
)
ON_A_SERVICE = re.compile(
    rf"\b(?:my|mon|ma|ton|your) (?:\w+ )?{SERVICE}"
    r"|\b(?:add|follow|find|dm|text|message|ajoute|suis|trouve|ecris|contacte)[ -](?:me|moi) (?:\w+ ){0,2}"
    rf"{SERVICE}|\b{SERVICE} ?(?::|=|is\b|c'est)"
)
STREET = re.compile(
    r"\b\d{1,5} ?(?:bis|ter|[a-c])?,? (?:rue|avenue|boulevard|bd|chemin|allee|impasse|quai|lotissement|residence) \w+"
    r"|\b\d{1,5}[a-c]?,? [a-z]+ (?:street|road|avenue|lane|drive|boulevard|blvd|crescent|terrace)\b"
)
STREET_NAMED = re.compile(
    r"\b\d{1,5}[a-zA-Z]?,? (?:[A-Z][\w'.-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Way)\b"
)
SCHOOL_NAMED = re.compile(
    r"\b(?:[Mm]y school is|I go to|[Mm]on (?:école|ecole|collège|college|lycée|lycee) c'est) "
    r"(?:the )?[A-ZÉÈÀ][\w'’.-]+(?: [A-Z][\w'’.-]+)*"
)
TELLING = re.compile(
    r"\bmy (?:home |real |full )?address is\b|\bmy (?:real |full |last |family )name is\b|\bmy surname is\b"
    r"|\bmy (?:phone|mobile|cell|telephone)(?: number)? is\b|\bmy (?:zip|postal) ?code is\b|\bmy postcode is\b"
    r"|\bmy school is (?:called|named)\b|\bmy password is\b|\bi live (?:at|in) (?:number )?\d"
    r"|\b(?:give|send|tell) me your (?:phone|number|address|real name|surname|password)\b"
    r"|\bsend me a (?:pic|photo|picture|selfie|video) of you|\bmeet (?:me )?(?:irl|in real life)\b"
    r"|\bmon adresse (?:est|c'est)\b|\bmon (?:nom de famille|vrai nom) (?:est|c'est)\b|\bmon code postal\b"
    r"|\bmon (?:numero|06|07|portable|tel|telephone) (?:est le|c'est le|est|c'est) ?:? ?\d"
    r"|\bmon (?:ecole|college|lycee) s'appelle\b|\bmon mot de passe (?:est|c'est)\b|\bj'habite (?:au |a )?\d"
    r"|\b(?:donne|envoie|dis)[ -]moi (?:ton (?:numero|adresse|06|07|vrai nom|nom de famille|mot de passe)"
    r"|(?:une|ta) (?:photo|video) de toi)"
)
NUMBER_WORDS = frozenset(
    [
        "zero",
        "oh",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "sept",
        "huit",
        "neuf",
    ]
)
SERVICES = frozenset(
    [
        "insta",
        "instagram",
        "snap",
        "snapchat",
        "tik",
        "tiktok",
        "discord",
        "whats",
        "whatsapp",
        "telegram",
        "roblox",
        "fortnite",
        "psn",
        "xbox",
        "steam",
        "skype",
        "youtube",
        "twitch",
        "messenger",
        "facebook",
        "twitter",
        "bereal",
        "wechat",
    ]
)
TOLD = frozenset(
    [
        "address",
        "name",
        "surname",
        "phone",
        "mobile",
        "cell",
        "telephone",
        "code",
        "postcode",
        "password",
        "live",
        "number",
        "photo",
        "pic",
        "picture",
        "selfie",
        "video",
        "irl",
        "life",
        "school",
        "adresse",
        "nom",
        "postal",
        "numero",
        "portable",
        "tel",
        "ecole",
        "college",
        "lycee",
        "passe",
        "habite",
    ]
)
SCHOOLS = frozenset(["school", "go", "ecole", "college", "lycee"])


def private_in(text: str, folded: str, words: AbstractSet[str]) -> str:
    """The first part of a text that should stay with its writer; empty: there is none.

    Args:
        words: of the folded text. Most shapes need one of a few, and are not looked for without.
    """
    digits = DIGIT.search(folded) is not None
    shapes = (
        (LINK, True),
        (ADDRESS, "@" in folded or not words.isdisjoint(("at", "arobas", "arobase"))),
        (HANDLE, digits or "@" in folded),
        (ON_A_SERVICE, not words.isdisjoint(SERVICES)),
        (STREET, digits),
        (TELLING, not words.isdisjoint(TOLD)),
        (PAIRS, "zero" in words),
    )
    found = next((found for shape, asked in shapes if asked and (found := shape.search(folded))), None)
    if found is None and digits:
        found = STREET_NAMED.search(text) or next((n for n in NUMBER.finditer(folded) if _to_call(n[0])), None)
    if found is None and not words.isdisjoint(SCHOOLS):
        found = SCHOOL_NAMED.search(text)
    if found is None and not words.isdisjoint(NUMBER_WORDS):
        runs = DIGIT_WORDS.finditer(folded)
        found = next((run for run in runs if not _counting(re.findall(r"[a-z]+", run[0]))), None)
    return found[0].strip() if found else ""


def _to_call(number: str) -> bool:
    """Whether digits look like a phone number: not like a date, years, thousands, or counting."""
    if THOUSANDS.fullmatch(number) or DATE.fullmatch(number):
        return False
    groups = re.findall(r"\d+", number)
    if len(groups) == 1:
        return number[0] in "+0(" or len(groups[0]) >= SHORT_NUMBER
    steps = {int(after) - int(before) for before, after in itertools.pairwise(groups)}
    return not (len(steps) == 1 and abs(steps.pop()) in (1, 2, 5, 10))


ORDERS = (
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
)


def _counting(words: list[str]) -> bool:
    """Whether number words only go up or down by one."""
    for order in ORDERS:
        if all(word in order for word in words):
            places = [order.index(word) for word in words]
            steps = {after - before for before, after in itertools.pairwise(places)}
            return steps in ({1}, {-1})
    return False
