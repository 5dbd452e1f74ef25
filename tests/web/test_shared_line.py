"""One connection that threads take in turn: the same for all, and opened anew where it is of no use."""

from threading import Thread

import pytest
from django.db import connection, connections, transaction

from headway.web.shared_line import SharedLine
from headway.web.statements import rows_of


@pytest.fixture
def line():
    made = SharedLine()
    yield made
    if made._link:
        made._link.close()


def _over(line: SharedLine) -> tuple[int, list[tuple[object, ...]]]:
    """Which connection a thread of its own asks over, and what it is told."""
    told = []

    def ask() -> None:
        with line.taken():
            told.append((id(connections["default"].connection or connections["default"]), rows_of("SELECT 1")))
        told.append(connections["default"].connection)

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    (asked, own) = told
    assert own is None, "the thread's own connection was never opened"
    return asked


@pytest.mark.django_db(transaction=True)
def test_threads_ask_over_one_connection_and_open_none_of_their_own(line):
    with line.taken():
        rows_of("SELECT 1")
        (kept,) = {id(connections["default"].connection)}
    assert [_over(line), _over(line)] == [(kept, [(1,)])] * 2


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_too_old_is_opened_anew(line):
    with line.taken():
        rows_of("SELECT 1")
        first = connections["default"].connection
        connections["default"].close_at = 0
    with line.taken():
        assert rows_of("SELECT 1") == [(1,)]
        assert connections["default"].connection is not first


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_opened_anew(line):
    with line.taken():
        ((number,),) = rows_of("SELECT pg_backend_pid()")
    rows_of("SELECT pg_terminate_backend(%s, 5000)", [number])
    with line.taken():
        assert rows_of("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_who_is_in_a_transaction_stays_in_it(line):
    own = connection.connection
    with transaction.atomic(), line.taken():
        assert connections["default"].connection is (own or connection.connection)
    assert line._link is None


@pytest.mark.django_db(transaction=True)
def test_whatever_fails_gives_the_thread_its_own_back(line):
    own = connections["default"]
    with pytest.raises(LookupError), line.taken():
        raise LookupError
    assert connections["default"] is own
