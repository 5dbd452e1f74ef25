"""Writing much at once, and what the database's planner knows of it afterwards."""

import pytest
from django.db import connection

from headway.web.models import Deal
from tests.web.imports.running.test_load import DEALS


@pytest.mark.postgresql
def test_the_planner_knows_how_much_an_import_wrote(bring):
    run = bring(DEALS)
    assert run.state == "done", run.error
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Deal._meta.db_table])
        assert cursor.fetchone() == (3,)
