"""A brief, laid out for a model."""

from __future__ import annotations

from engine.llm import Brief, Prompt, Said


def prompt_of(brief: Brief) -> Prompt:
    told = "\n\n".join(line.text for line in brief.lines)
    return Prompt(
        rules="You write a story together with people. Go on from where it stands.",
        story=f"{brief.title}\n\n{brief.premise}",
        before=(),
        told=(Said("people", told or brief.premise),),
        now=brief.hint,
    )
