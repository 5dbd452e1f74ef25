"""Looks at an installation after a storm and prints as JSON what is there and what does not add up."""

import json
import sys

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402

from headway.engine.facts import FACT_TABLES  # noqa: E402
from headway.web.facts import get_store  # noqa: E402
from headway.web.facts.local import LocalStore  # noqa: E402
from headway.web.log.derive import replay_deals  # noqa: E402
from headway.web.models import Contact, Deal, ImportRun, ImportState, Milestones, StageMove, Stay  # noqa: E402


def _derived():
    return [list(model.objects.order_by("pk").values()) for model in (Contact, StageMove, Milestones)] + [
        list(Stay.objects.order_by("deal_id", "number").values("deal_id", "number", "stage_id", "entered_at", "exit"))
    ]


def _facts(store):
    with store.reading() as reader:
        return {name: sorted(map(str, reader.query(f"SELECT * FROM {name}", []).to_pylist())) for name in FACT_TABLES}


troubles = []
before = _derived()
with transaction.atomic():
    replay_deals(Deal.objects.values_list("pk", flat=True))
    if before != _derived():
        troubles.append("A replay of every deal changes what was derived.")
    # Its change numbers would have every deal copied again, and hide one that was forgotten.
    transaction.set_rollback(True)
anew = LocalStore(None)
for name, rows in _facts(get_store()).items():
    if rows != _facts(anew)[name]:
        troubles.append(f"The columns of {name} differ from a copy made anew.")
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        troubles.extend(f"The file of the log is broken: {row[0]}" for row in cursor.fetchall() if row[0] != "ok")
unfinished = ImportRun.objects.exclude(state=ImportState.DONE).values_list("file_name", "state")
troubles.extend(f"The import of {name} is {state}." for name, state in unfinished)
by_hand = Contact.objects.filter(import_run=None).values_list("uid", "note")
imported = Deal.objects.exclude(import_run=None).values_list("source__name").annotate(count=Count("pk"))
json.dump(
    {"logged": {str(uid): note for uid, note in by_hand}, "imported": dict(imported), "troubles": troubles},
    sys.stdout,
)
