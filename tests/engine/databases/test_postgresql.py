"""A PostgreSQL that does not answer; all it does when it does is held in the conformance tests."""

import pytest

from headway.engine.databases.postgresql import PostgreSQLStore, PostgreSQLTrouble


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(PostgreSQLTrouble, match="PostgreSQL cannot be reached") as told:
        PostgreSQLStore("postgresql://headway:secret@127.0.0.1:1/x").state("position")
    assert "secret" not in str(told.value)
