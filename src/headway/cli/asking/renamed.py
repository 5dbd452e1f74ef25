"""Renames a deal that words name."""

from argparse import Namespace

from django.utils.translation import gettext as _

from headway.cli.asking.found import deal_called
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.log import rename_deal


def rename(asker: Asker, arguments: Namespace) -> None:
    """Rename the deal and say so. Raises CommandProblem, NotUnderstood or LogProblem."""
    deal = deal_called(asker.user, arguments.deal)
    require(asker.user, Verb.CHANGE)
    before = deal.name
    rename_deal(deal, arguments.name, by=asker.user, now=asker.now)
    words = {"client": deal.client.name, "before": before, "after": deal.name}
    print(_("%(client)s: %(before)s is called %(after)s now.") % words)
