"""The raw log in PostgreSQL, as a CRM keeps it: indexed, and nothing derived."""

from pathlib import Path

import psycopg
from django.db import connection

_HERE = Path(__file__).parent
_SELECTS = {
    "contact": "SELECT id, deal_id, client_id, rep_id, kind, happened_at, happened_on, position, stage_after_id"
    " FROM web_contact",
    "deal": "SELECT id, client_id, owner_id, source_id, entered_at, entered_on, value_amount FROM web_deal",
    "sale": "SELECT id, rep_id, kind, is_won_back, sold_on, company_amount, company_cost_amount FROM web_sale",
    "place": "SELECT s.id, p.position - m.first, s.phase FROM web_stage s"
    " LEFT JOIN web_stageplace p ON p.stage_id = s.id CROSS JOIN (SELECT min(position) AS first FROM web_stageplace) m",
}
# What one asks of a server that has the machine to itself; compiling made each of these questions slower.
_SETTINGS = (
    "work_mem = '256MB'",
    "effective_cache_size = '8GB'",
    "random_page_cost = 1.1",
    "max_parallel_workers_per_gather = 2",
    "jit = off",
)


def copy_raw_log(server: psycopg.Connection) -> None:
    """Copy the log of this installation into a schema of its own."""
    for setting in _SETTINGS:
        server.execute(f"SET {setting}")
    server.execute((_HERE / "raw_log.sql").read_text())
    for table, select in _SELECTS.items():
        with connection.cursor() as log, server.cursor().copy(f"COPY raw.{table} FROM STDIN") as copy:
            log.execute(select)
            while rows := log.fetchmany(50_000):
                for row in rows:
                    copy.write_row(row)
    server.execute((_HERE / "raw_views.sql").read_text())
    for table in _SELECTS:
        server.execute(f"VACUUM ANALYZE raw.{table}")
