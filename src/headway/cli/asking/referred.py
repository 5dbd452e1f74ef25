"""Says who referred a deal or a client that words name."""

from argparse import Namespace

from django.utils.translation import gettext as _

from headway.cli.asking.found import deal_called
from headway.cli.asking.logged import client_told
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.log import change_client, refer_deal
from headway.web.models import Referrer
from headway.web.naming import NOBODY
from headway.web.referring import referrer_told


def refer(asker: Asker, arguments: Namespace) -> None:
    """Write who referred it and say so. Raises CommandProblem, NotUnderstood or LogProblem."""
    user, at = asker.user, asker.now
    if arguments.is_client:
        client = client_told(user, arguments.deal)
        require(user, Verb.CHANGE)
        referrer = _referrer(asker, arguments.name, client.referrer)
        change_client(client, {"referrer": referrer}, by=user, now=at)
        name = client.name
    else:
        deal = deal_called(user, arguments.deal)
        require(user, Verb.CHANGE)
        referrer = _referrer(asker, arguments.name, deal.referrer)
        refer_deal(deal, referrer, by=user, now=at)
        name = f"{deal.client.name}: {deal.name}"
    if referrer is None:
        print(_("%(name)s was referred by nobody.") % {"name": name})
    else:
        print(_("%(name)s was referred by %(referrer)s.") % {"name": name, "referrer": referrer.name})


def _referrer(asker: Asker, text: str, stands: Referrer | None) -> Referrer | None:
    return None if text == NOBODY else referrer_told(asker.user, text, stands=stands)
