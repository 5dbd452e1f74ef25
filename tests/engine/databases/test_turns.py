"""Turns: many read, or one writes, and who writes is not kept waiting by those who come later."""

from threading import Event, Thread
from time import sleep

from headway.engine.databases.turns import Turns


def test_who_writes_waits_for_who_reads_and_keeps_later_readers_waiting():
    turns, order = Turns(), []
    is_reading, may_end, wants_to_write = Event(), Event(), Event()

    def read_long():
        with turns.reading():
            is_reading.set()
            may_end.wait()
            order.append("first reader")

    def write():
        is_reading.wait()
        wants_to_write.set()
        with turns.writing():
            order.append("writer")

    def read_later():
        wants_to_write.wait()
        while not turns._writers:
            pass
        may_end.set()
        with turns.reading():
            order.append("later reader")

    threads = [Thread(target=each) for each in (read_long, write, read_later)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert order == ["first reader", "writer", "later reader"]


def test_two_read_at_once():
    turns = Turns()
    with turns.reading(), turns.reading():
        assert turns._readers == 2
    assert turns._readers == 0


def test_two_writers_take_turns():
    turns, inside, most = Turns(), [], []

    def write():
        with turns.writing():
            inside.append(1)
            # Long enough for the others to come in, were they let.
            sleep(0.005)
            most.append(len(inside))
            inside.pop()

    threads = [Thread(target=write) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1] * 8
