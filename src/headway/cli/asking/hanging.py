"""Prints the open deals that hang on one unreached person."""

import json
from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.cli.asking.table import Column, print_csv, print_table
from headway.web.access import deals_for
from headway.web.asking import Asker
from headway.web.committees import CommitteeState, committee_of, narrowed_by_committee
from headway.web.models import Deal

_KEYS = ("deal_id", "deal", "client", "owner", "agreed", "size", "hangs_on")


def deals(asker: Asker, arguments: Namespace) -> None:
    """Print them, those that were touched latest first."""
    found = deals_for(asker.user).select_related("client", "owner", "milestones")
    hanging = narrowed_by_committee(found, CommitteeState.HANGS).order_by("-milestones__latest_contact_at", "-pk")
    rows = [_row(asker, deal) for deal in hanging]
    if arguments.json:
        print(json.dumps([dict(zip(_KEYS, row, strict=True)) for row in rows], indent=2, ensure_ascii=False))
    elif arguments.csv:
        print_csv(_KEYS, rows)
    else:
        words = ngettext(
            "%(count)s open deal hangs on one unreached person.",
            "%(count)s open deals hang on one unreached person each.",
            len(rows),
        )
        print(words % {"count": len(rows)})
        if rows:
            print()
            print_table(_columns(), [[str(cell) for cell in row] for row in rows])


def _row(asker: Asker, deal: Deal) -> tuple[int, str, str, str, int, int, str]:
    told = committee_of(asker.user, deal)
    owner, person = deal.owner.name if deal.owner else "", told.hangs_on.name if told.hangs_on else ""
    return deal.pk, deal.name, deal.client.name, owner, told.agreed, told.size, person


def _columns() -> list[Column]:
    return [
        Column(_("id"), is_number=True),
        Column(_("deal")),
        Column(_("client")),
        Column(_("owner")),
        Column(_("agreed"), is_number=True),
        Column(_("of"), is_number=True),
        Column(_("hangs on")),
    ]
