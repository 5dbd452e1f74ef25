"""Statements handed straight to the driver: their rows, their errors, and a line that was cut."""

import os

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, close_old_connections, connection, transaction

from headway.web.statements import carry_out, in_one_go, keep_plans, rows_later, rows_of


@pytest.mark.django_db
def test_percent_signs_and_values_are_told_apart() -> None:
    assert rows_of("SELECT %s, '100 %%', '%%s'", ["a % b"]) == [("a % b", "100 %", "%s")]


@pytest.mark.django_db
def test_rows_of_statements_in_one_go_are_there_after_the_last() -> None:
    with in_one_go():
        later = [rows_later("SELECT %s + 1", [number]) for number in range(3)]
    assert [rows() for rows in later] == [[(1,)], [(2,)], [(3,)]]


@pytest.mark.django_db
def test_what_the_database_does_not_understand_is_an_error_of_djangos() -> None:
    with pytest.raises((ProgrammingError, OperationalError)), transaction.atomic():
        carry_out("SELECT nothing FROM nowhere")
    assert rows_of("SELECT 1") == [(1,)]


@pytest.mark.postgresql
@pytest.mark.django_db
def test_what_comes_again_keeps_one_plan_for_lists_of_any_length() -> None:
    """Left to itself, PostgreSQL plans each of these anew: it expects ten where there is one."""
    words = "SELECT id FROM web_contact WHERE id = ANY(%s)"
    with transaction.atomic(), in_one_go():
        keep_plans()
        for ids in ([70_000], [70_000, 70_001], [70_000] * 50):
            rows_later(words, [ids])
    kept = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement = %s"
    assert rows_of(kept, [words.replace("%s", "$1")]) == [(3, 0)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_cut_between_two_requests_is_made_anew() -> None:
    ((process,),) = rows_of("SELECT pg_backend_pid()")
    with psycopg.connect(os.environ["HEADWAY_DATABASE_URL"], autocommit=True) as another:
        another.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    close_old_connections()
    ((anew,),) = rows_of("SELECT pg_backend_pid()")
    assert anew != process
    assert connection.is_usable()
