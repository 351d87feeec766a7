"""The OpenAPI document, asked of at length."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rooms.settings import Settings
from tests.wire.client import serving
from tests.wire.test_openapi import QUICK, asked_of


@pytest.mark.whole
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize(("phases", "examples"), [("coverage", 1), ("fuzzing", 40), ("stateful", 200)])
async def test_the_document_is_true_at_length(
    settings: Settings, owner: Any, tmp_path: Path, phases: str, examples: int
) -> None:
    """F120: the document is true at length: at every bound that it draws (each field too long, too short, left out, of
    another kind), and in longer sequences; nothing that is asked is answered with a 5xx or otherwise than it says.
    """
    trusting = settings.model_copy(update={"trusted_proxies": "127.0.0.1"})
    async with serving(trusting, owner, **QUICK) as wire:
        await asked_of(wire, tmp_path, phases, examples)
