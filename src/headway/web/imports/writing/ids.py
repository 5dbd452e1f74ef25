"""Ids of rows that are still to be written, so that what refers to them can be made ready at once."""

from collections.abc import Sequence

from django.db import connection, models


def take_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return ids that no other row has or will get; on SQLite they are ours while the transaction lasts."""
    if not count:
        return ()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        latest = cursor.fetchone()[0]
        return range(latest + 1, latest + 1 + count)
