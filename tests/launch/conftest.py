from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.machine.embedded import EmbeddedPostgres, EmbeddedValkey


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder of the test's own; what a killed run left in the temporary folder is removed too."""
    with tempfile.TemporaryDirectory(prefix="roundtale-test-") as folder:
        data = Path(folder)
        data.chmod(0o711)
        yield data
        for server in (EmbeddedPostgres(data), EmbeddedValkey(data)):
            server.stop()
