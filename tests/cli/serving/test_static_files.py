"""Static files are collected when they changed, and left alone otherwise."""

import pytest

from headway.cli.serving import static_files
from headway.web.environment import read_environment


@pytest.fixture
def source(monkeypatch, tmp_path):
    """A folder of static files with one in it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "app.css").write_text("body {}")
    monkeypatch.setattr(static_files, "_SOURCE", folder)
    return folder


@pytest.fixture
def environment(source, tmp_path, monkeypatch):
    """An installation whose files were collected."""
    monkeypatch.setattr("django.core.management.call_command", lambda *_, **__: None)
    environment = read_environment({"HEADWAY_DATA": str(tmp_path)})
    static_files.collect(environment)
    return environment


def test_unchanged_files_are_left_alone(environment):
    assert static_files.are_collected(environment)


def test_a_changed_file_is_noticed(environment, source):
    (source / "app.css").write_text("body { margin: 0 }")
    assert not static_files.are_collected(environment)


def test_a_new_file_is_noticed(environment, source):
    (source / "more.css").write_text("")
    assert not static_files.are_collected(environment)


def test_collecting_that_was_cut_off_is_done_anew(environment, monkeypatch):
    def cut_off(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.call_command", cut_off)
    with pytest.raises(KeyboardInterrupt):
        static_files.collect(environment)
    assert not static_files.are_collected(environment)


def test_while_debugging_nothing_is_collected(source, tmp_path):
    assert static_files.are_collected(read_environment({"HEADWAY_DATA": str(tmp_path), "HEADWAY_DEBUG": "yes"}))
