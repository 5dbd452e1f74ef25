"""Says on which day a deal that words name is expected to be won."""

from argparse import Namespace
from datetime import date

from django.utils.translation import gettext as _

from headway.cli.asking.found import deal_called
from headway.cli.problem import CommandProblem
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.figures import day
from headway.web.log import expect_deal

_NONE = "none"


def expect(asker: Asker, arguments: Namespace) -> None:
    """Set the expected day and say so. Raises CommandProblem, NotUnderstood or LogProblem."""
    deal = deal_called(asker.user, arguments.deal)
    require(asker.user, Verb.CHANGE)
    expected_on = _day(arguments.day)
    expect_deal(deal, expected_on, by=asker.user, now=asker.now)
    words = {"client": deal.client.name, "deal": deal.name}
    if expected_on is None:
        print(_("%(client)s: %(deal)s is expected on no day now.") % words)
    else:
        words["day"] = day(expected_on)
        print(_("%(client)s: %(deal)s is expected to be won on %(day)s.") % words)


def _day(text: str) -> date | None:
    try:
        return None if text == _NONE else date.fromisoformat(text)
    except ValueError:
        raise CommandProblem(_("'%(text)s' is no day: write 2024-06-30, or none.") % {"text": text}) from None
