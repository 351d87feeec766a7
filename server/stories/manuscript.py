"""A story as text: going out as Markdown or plain text, and coming in as the passages of a new one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rooms.protocol import Language, OwnLanguage, own_language

Format = Literal["plain", "markdown"]
WORDS = 200
"""A passage that comes in is about a page of a paperback: whole paragraphs up to so many words."""
CHAPTER = re.compile(r"#{1,6}[ \t]+(?P<title>\S[^\n]*?)[ \t#]*(?:\n|$)|(?P<stars>\*[ \t]?\*[ \t]?\*)[ \t]*(?:\n|$)")
"""A passage that begins like this begins a chapter: a heading, or stars."""
COAUTHOR: dict[OwnLanguage, str] = {"en": "the co-author", "fr": "le coauteur"}
INLINE = re.compile(r"[\\`*_\[\]<>&]")
AT_LINE_START = re.compile(r"^[ \t]*(\d*)([#+=~.)|-])", re.MULTILINE)
"""What Markdown would take for more than the character it is; an escaped sign stands for itself."""
BREAK = re.compile(r"[ \t]*(?:\*[ \t]*){3,}|[ \t]*(?:-[ \t]*){3,}|[ \t]*(?:_[ \t]*){3,}")
HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
UNDERLINE = re.compile(r"[ \t]{0,3}(=+|-+)[ \t]*")
SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])\s+")


def coauthor_in(language: Language) -> str:
    """What the co-author is called in a story's language; in one that the house does not know, in English."""
    return COAUTHOR[own_language(language) or "en"]


def first_words(text: str) -> str:
    """Up to 60 characters, in whole words."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:60].rpartition(" ")[0].rstrip(",;:.") + "…"


def chapter(opening: str) -> str | None:
    """The title of the chapter that a passage begins, if it begins one."""
    found = CHAPTER.match(opening)
    if found is None:
        return None
    return first_words(found["title"] or opening[found.end() :]) or "***"


# Going out.


def markdown_head(title: str, authors: Sequence[str], language: Language, premise: str) -> str:
    """Title, authors and language as YAML, which Pandoc and others read (JSON strings are YAML's), then the premise."""
    names = "".join(f"  - {json.dumps(name, ensure_ascii=False)}\n" for name in authors)
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nauthor:\n{names}lang: {language}\n---\n\n"
    return f"{front}# {_escaped(title)}\n\n{markdown(premise)}\n"


def markdown(text: str) -> str:
    """A passage in which Markdown sees paragraphs, the breaks of its lines and a chapter's mark, and nothing else."""
    found = CHAPTER.match(text)
    parts = [] if found is None else ["***" if found["stars"] else f"## {_escaped(found['title'])}"]
    rest = text[found.end() :] if found else text
    parts += (_escaped(paragraph).replace("\n", "\\\n") for paragraph in _paragraphs(rest))
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    return AT_LINE_START.sub(r"\1\\\2", INLINE.sub(r"\\\g<0>", text))


def plain_head(title: str, authors: Sequence[str], language: Language, premise: str) -> str:
    return f"{title}\n{', '.join(authors)} ({language})\n\n{premise}\n"


# Coming in.


def passages_of(text: str, form: Format, most: int) -> list[str]:
    """Split a text into passages.

    Args:
        text: as it was pasted, or read from a file.
        form: in markdown, headings and rules begin chapters; all other marks stay as they stand.
        most: characters of one passage.

    Returns:
        Passages in their order. Together they have all the words of the text, and only white space was changed.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    passages: list[str] = []
    begins_chapter = True
    for paragraph in _chaptered(text) if form == "markdown" else _paragraphs(text):
        opens = form == "markdown" and CHAPTER.match(paragraph) is not None
        for piece in _pieces(paragraph, most):
            fits = passages and len(passages[-1]) + 2 + len(piece) <= most
            if fits and not opens and (begins_chapter or _words(passages[-1]) + _words(piece) <= WORDS):
                passages[-1] += f"\n\n{piece}"
                begins_chapter = False
            else:
                passages.append(piece)
                begins_chapter = opens
            opens = False
    return passages


def _words(text: str) -> int:
    return len(text.split())


def _paragraphs(text: str) -> list[str]:
    parts = (part.strip("\n").rstrip() for part in re.split(r"\n[ \t]*\n", text))
    return [part for part in parts if part.strip()]


def _chaptered(text: str) -> Iterator[str]:
    """Paragraphs of Markdown, in which headings of every form stand alone as ``# Title`` and rules as ``***``."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if lines and UNDERLINE.fullmatch(line) and len(lines) == 1:
            yield f"# {lines.pop().strip()}"
        elif (heading := HEADING.fullmatch(line)) and heading[2]:
            yield from _ended(lines)
            yield f"{heading[1]} {heading[2]}"
        elif BREAK.fullmatch(line):
            yield from _ended(lines)
            yield "***"
        elif line.strip():
            lines.append(line.rstrip())
        else:
            yield from _ended(lines)


def _ended(lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join(lines)
        lines.clear()


def _pieces(paragraph: str, most: int) -> Iterator[str]:
    """A paragraph that is too long, cut at the ends of sentences; failing that at words; failing that where it must."""
    while len(paragraph) > most:
        ends = [found.start() for found in SENTENCE_END.finditer(paragraph, 0, most + 1)]
        cut = ends[-1] if ends else max(paragraph.rfind(" ", 1, most + 1), paragraph.rfind("\n", 1, most + 1))
        cut = cut if cut > 0 else most
        yield paragraph[:cut].rstrip()
        paragraph = paragraph[cut:].lstrip()
    if paragraph:
        yield paragraph
