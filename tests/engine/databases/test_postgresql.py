"""A PostgreSQL that does not answer, or no longer; all it does when it does is held in the conformance tests."""

import os

import psycopg
import pytest

from headway.engine.databases.postgresql import PostgreSQLStore, PostgreSQLTrouble


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(PostgreSQLTrouble, match="PostgreSQL cannot be reached") as told:
        PostgreSQLStore("postgresql://headway:secret@127.0.0.1:1/x").state("position")
    assert "secret" not in str(told.value)


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("is_asked", [True, False])
def test_a_server_that_breaks_off_while_it_is_read_is_told_to_whoever_still_asks(is_asked):
    url = os.environ["HEADWAY_DATABASE_URL"]
    with PostgreSQLStore(url).reading() as reader:
        (pid,) = reader.query("SELECT pg_backend_pid() AS pid", [])["pid"].to_pylist()
        with psycopg.connect(url) as other:
            assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)
        if is_asked:
            with pytest.raises(PostgreSQLTrouble, match="PostgreSQL cannot be reached"):
                reader.query("SELECT 1 AS one", [])
