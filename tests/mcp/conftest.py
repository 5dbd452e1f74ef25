"""The installation that assistants ask here: over both doors the same."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.installation import Installation

SET_UP = str(Path(__file__).parent / "set_up.py")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with Installation(tmp_path_factory.mktemp("asked"), is_set_up=False) as installation:
        yield installation


@pytest.fixture(scope="module")
def tokens(installation: Installation) -> dict[str, str]:
    """
    rep | team        | calls today
    Bob | Team of Bob | 3
    Eve | Team of Eve | 2
    """
    told: dict[str, str] = json.loads(installation.script(SET_UP))
    return told
