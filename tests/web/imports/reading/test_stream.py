"""Reading in a process of its own gives the same as reading here, and its end is known."""

import io
import pickle

import pytest

from headway.importers import Problem, Sentence
from headway.web.imports.reading import stream
from headway.web.imports.reading.frame import Frame, write_frame
from headway.web.imports.reading.stream import ReaderDied, frames
from headway.web.imports.running.load import job_of
from headway.web.spoken import spoken

DEALS = """
deal | client | owner | stage | entered    | spoken     | value
A    | Acme   | Zoe   | New   | 2024-01-02 | 2024-01-03 | 100
B    | Birch  | Zoe   | Need  | 99 %       |            |
C    | Birch  | Zoe   | Need  | 2024-02-02 |            | 5
"""


def test_a_large_file_is_read_apart_with_the_same_records_and_sentences(prepared, monkeypatch):
    run = prepared(DEALS)
    here = [record for frame in frames(job_of(run)) for record in frame.records]
    monkeypatch.setattr(stream, "_SMALL", 0)
    apart = [record for frame in frames(job_of(run)) for record in frame.records]
    assert apart == here
    problems = [record for record in apart if isinstance(record, Problem)]
    assert [problem.line for problem in problems] == [3]
    assert "99 %" in problems[0].reason
    for problem in problems:
        assert isinstance(problem.reason, Sentence)
        assert spoken(problem.reason) == problem.reason


def test_a_refusal_comes_through_the_pipe_as_a_sentence(prepared, monkeypatch):
    run = prepared(DEALS)
    run.mapping = run.mapping.replace('deal = "deal"', 'deal = "number"')
    monkeypatch.setattr(stream, "_SMALL", 0)
    *_, last = frames(job_of(run))
    assert last.refusal is not None
    assert "no column “number”" in last.refusal


def test_a_reader_that_is_stopped_from_outside_is_told(prepared, monkeypatch):
    run = prepared(DEALS)
    monkeypatch.setattr(stream, "_SMALL", 0)
    monkeypatch.setattr(stream.sys, "executable", "/bin/false")
    with pytest.raises(ReaderDied):
        list(frames(job_of(run)))


def test_whoever_stops_listening_ends_the_reader(prepared, monkeypatch):
    run = prepared(DEALS)
    monkeypatch.setattr(stream, "_SMALL", 0)
    reading = frames(job_of(run))
    assert isinstance(next(reading), Frame)
    reading.close()


def test_a_frame_is_whole_after_the_pipe():
    frame = Frame((Problem(1, Sentence("100 %% of %(what)s", what="it"), "raw", is_kept=True),), 1, 2)
    pipe = io.BytesIO()
    write_frame(frame, pipe)
    same = pickle.loads(pipe.getvalue())
    assert same == frame
    assert same.records[0].reason.template == "100 %% of %(what)s"
