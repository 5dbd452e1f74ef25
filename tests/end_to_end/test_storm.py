"""Processes die at any moment, by kill -9, while contacts are logged and files brought in."""

from pathlib import Path

import pytest

from tests.end_to_end.installation import Installation
from tests.end_to_end.storm import Storm, verdict


@pytest.mark.kill
@pytest.mark.long
@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_and_no_import_is_left_half(tmp_path: Path) -> None:
    """Twenty-five kills; `python -m tests.end_to_end.storm --kills 200` is the long one."""
    with Installation(tmp_path) as installation:
        storm = Storm(installation, kills=25, seed=7)
        storm.rage()
        assert verdict(storm) == []
        assert storm.killed == 25
        assert storm.acknowledged
        assert storm.corrected
        assert storm.deleted
        assert storm.imported
