"""Change numbers on PostgreSQL: what commits late, behind a later number, is not lost."""

import psycopg
import pytest
from django.db import connection, transaction

from headway.web.facts import source

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

_INSERT = "INSERT INTO web_change (noun, noun_id) VALUES ('sale', %s)"


@pytest.fixture
def other() -> psycopg.Connection:
    """A second writer with transactions of its own."""
    parameters = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port"}
    return psycopg.connect(**{name: value for name, value in parameters.items() if name in names})


def test_a_number_that_commits_behind_a_later_one_is_found(other: psycopg.Connection) -> None:
    """
    writer | does
    other  | writes 1, waits
    we     | write 2, commit
    reader | looks: 2
    other  | commits
    reader | looks: 1
    """
    start = source.position_now()
    with other:
        other.execute(_INSERT, [1])
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [2])
        first = source.touched_since(start)
        assert first.ids == {"sale": {2}}
    second = source.touched_since(first.position)
    assert second.ids == {"sale": {1}}
    assert source.touched_since(second.position).ids == {}


def test_of_the_readers_own_transaction_only_what_came_later_is_found() -> None:
    """
    writer | does
    we     | begin, write 1
    reader | looks within it: 1, then nothing
    we     | write 2
    reader | looks within it: 2
    """
    start = source.position_now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INSERT, [1])
        first = source.touched_since(start)
        again = source.touched_since(first.position)
        cursor.execute(_INSERT, [2])
        second = source.touched_since(again.position)
    assert [touched.ids for touched in (first, again, second)] == [{"sale": {1}}, {}, {"sale": {2}}]
