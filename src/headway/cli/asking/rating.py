"""Lists, enters and takes out exchange rates from words."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.log import NewRate, rate_of, rate_told, remove_rate, set_rates
from headway.web.rates import converted_words, day_told, rated, rates_in, unrated, unrated_words


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the rates, the newest of each currency first, and which currency lacks one."""
    require(asker.user, Verb.ADMINISTER)
    columns = [Column(_("currency")), Column(_("from")), Column(pgettext("exchange rate", "rate"), is_number=True)]
    print_table(
        columns,
        [
            [each.code, f"{rate.starts_on}", f"{rate.rate.normalize():f}"]
            for each in rated(arguments.currency)
            for rate in each.rates
        ],
    )
    for lacking in unrated(asker.company) if asker.company else ():
        print(written.plain(unrated_words(lacking)))


def establish(asker: Asker, arguments: Namespace) -> None:
    """Enter a rate. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    told = NewRate(arguments.currency, _day(asker, arguments), rate_told(arguments.rate))
    converted = set_rates([told], by=asker.user, now=asker.now)
    known = rate_of(told.code, told.starts_on)
    words = {"code": known.currency_id, "rate": f"{known.rate.normalize():f}", "day": figures.day(known.starts_on)}
    print(written.plain(_("%(code)s: %(rate)s from %(day)s on.") % words))
    print(written.plain(converted_words(converted)))


def remove(asker: Asker, arguments: Namespace) -> None:
    """Take a rate out. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    if arguments.rate or not arguments.since:
        raise CommandProblem(_("Say which rate: headway rate USD --remove --from 2024-01-01."))
    known = rate_of(arguments.currency, day_told(arguments.since))
    words = {"code": known.currency_id, "day": figures.day(known.starts_on)}
    converted = remove_rate(known, by=asker.user, now=asker.now)
    print(written.plain(_("Taken out: the rate for %(code)s from %(day)s on.") % words))
    print(written.plain(converted_words(converted)))


def take(asker: Asker, arguments: Namespace) -> None:
    """Enter all rates of a file, or none. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.ADMINISTER)
    try:
        content = Path(arguments.file).read_bytes()
    except OSError as trouble:
        raise CommandProblem(str(trouble)) from trouble
    rates = rates_in(content)
    converted = set_rates(rates, by=asker.user, now=asker.now)
    print(_("Rates entered: %(count)s.") % {"count": len(rates)})
    print(written.plain(converted_words(converted)))


def _day(asker: Asker, arguments: Namespace) -> date:
    return day_told(arguments.since) if arguments.since else asker.today
