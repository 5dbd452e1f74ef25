"""The raw log in PostgreSQL, as a CRM keeps it: indexed, and nothing derived."""

from pathlib import Path

import psycopg
from django.db import connection

from bench.funnel.questions import VIEWS

_HERE = Path(__file__).parent
_SELECTS = {
    "contact": "SELECT id, deal_id, client_id, rep_id, kind, happened_at, happened_on, position, stage_after_id"
    " FROM web_contact",
    "deal": "SELECT id, client_id, owner_id, source_id, entered_at, entered_on, value_amount FROM web_deal",
    "sale": "SELECT id, rep_id, kind, is_won_back, sold_on, company_amount, company_cost_amount FROM web_sale",
    "appointment": "SELECT n.id, n.rep_id, c.happened_on, n.due_on, k.happened_on FROM web_nextstep n"
    " JOIN web_contact c ON c.id = n.set_by_id LEFT JOIN web_contact k ON k.id = n.kept_by_id",
    "expectation": "SELECT deal_id, expected_on FROM web_dealexpectation",
    "tally": "SELECT rep_id, counted_on, count FROM web_tally",
    "time_entry": "SELECT e.rep_id, c.is_selling, e.spent_on, e.seconds FROM web_timeentry e"
    " JOIN web_timecategory c ON c.id = e.category_id",
    "cost": "SELECT c.source_id, d.spent_on, d.company_amount FROM web_costday d JOIN web_cost c ON c.id = d.cost_id",
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
        with connection.cursor() as log, server.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            log.execute(select)
            while rows := log.fetchmany(50_000):
                for row in rows:
                    copy.write_row(row)
    server.execute((_HERE / "raw_indexes.sql").read_text())
    server.execute(VIEWS)
    for table in _SELECTS:
        server.execute(f"VACUUM ANALYZE {table}")
