"""`headway facts`: what the command prints of runs and of the parts they wrote."""

import time

import pytest

from headway.cli import facts


@pytest.fixture(autouse=True)
def _installation(monkeypatch):
    monkeypatch.setattr(facts, "open_installation", lambda: None)


def test_a_run_says_what_it_wrote_and_parts_what_to_load(headway, written, tmp_path):
    said = headway("facts", "export", str(tmp_path / "facts"))
    assert said.code == 0
    assert said.out.startswith("Run 1 wrote these rows: contacts 4, ")
    assert headway("facts", "export", str(tmp_path / "facts")).out == "Nothing changed since run 1.\n"
    parts = [line.split("\t") for line in headway("facts", "parts", str(tmp_path / "facts")).lines]
    assert ["contacts", "2024-05", "1", "4", "contacts/month=2024-05/0000000001.parquet"] in parts
    assert headway("facts", "parts", str(tmp_path / "facts"), "--since", "1").out == ""
    assert headway("facts", "export", str(tmp_path / "facts"), "--anew").out.startswith("Run 2 wrote these rows")


def test_it_goes_on_until_stopped_and_speaks_only_of_changes(headway, written, tmp_path, monkeypatch):
    rests = []

    def rest(seconds):
        rests.append(seconds)
        if len(rests) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", rest)
    said = headway("facts", "export", str(tmp_path / "facts"), "--follow", "5")
    assert (said.code, len(said.lines), rests) == (130, 1, [5.0, 5.0, 5.0])


@pytest.mark.parametrize("action", ["export", "parts"])
def test_a_folder_of_something_else_is_refused(headway, company, tmp_path, action):
    (tmp_path / "notes.txt").write_text("mine")
    said = headway("facts", action, str(tmp_path))
    assert said.code == 2
    assert "name such a folder, or an empty one" in said.err
