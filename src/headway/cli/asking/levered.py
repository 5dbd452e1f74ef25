"""Prints the levers with what raises would bring, keeps and drops scenarios, and says what a per cent costs."""

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.planning.levers import Lever, Outcome, Raised, Raises
from headway.planning.split import Split
from headway.web import figures, lever_words
from headway.web.api.levered import LeversOut, ScenarioOut
from headway.web.asking import FILTERS, Asker, Words
from headway.web.asking_levers import LeversReport, levers_asked, levers_of, outcome_of
from headway.web.models import Company, Currency
from headway.web.scenarios import (
    drop_scenario,
    keep_scenario,
    raises_told,
    scenario_named,
    scenarios_for,
    settle_efforts,
    words_of,
)


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the levers of a period, and keep the raises where a name is given."""
    filters = {each.value: told for each in FILTERS if (told := getattr(arguments, each.value, []))}
    words = Words(period=arguments.period, compare=arguments.compare, saved=arguments.saved, filters=filters)
    asked = levers_asked(asker, words, raises_told(_pairs(arguments.raises)), arguments.scenario)
    if arguments.save:
        question, named = asked.questions[0], {"is_shared": arguments.company, "by": asker.user, "now": asker.now}
        keep_scenario(arguments.save, question=question, raises=asked.raises, **named)
    report = levers_of(asked)
    if arguments.json:
        print(LeversOut.of(report).model_dump_json(indent=2))
        return
    _print(report)
    if arguments.save:
        print(_("Kept as '%(name)s'.") % {"name": " ".join(arguments.save.split())})


def show_scenarios(asker: Asker, arguments: Namespace) -> None:
    """Print the scenarios, with what they bring as the numbers stand now."""
    known = list(scenarios_for(asker.user))
    if arguments.json:
        told = [ScenarioOut.of(each).model_dump() for each in known]
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return
    if not known:
        print(_("No scenario is kept yet."))
        return
    currency = _currency(asker.company)
    rows: list[list[str]] = []
    for each in known:
        asked = levers_asked(asker, words_of(each), raises_told(each.raises))
        _counts, found = outcome_of(asked)
        rows.append([each.name, written.period(asked.period), _raises(asked.raises), *_outcome(found, currency)])
    numbers = [_("now"), _("then"), _("gain")]
    columns = [Column(each) for each in (_("name"), _("period"), _("raised"))]
    print_table([*columns, *(Column(each, is_number=True) for each in numbers)], rows)


def drop(asker: Asker, arguments: Namespace) -> None:
    """Drop a scenario: one's own before the company's."""
    found = scenario_named(asker.user, arguments.drop)
    drop_scenario(found, by=asker.user, now=asker.now)
    print(_("'%(name)s' is kept no longer.") % {"name": found.name})


def settle(asker: Asker, arguments: Namespace) -> None:
    """Say what a per cent of some levers costs."""
    settle_efforts(_pairs(arguments.efforts), by=asker.user, now=asker.now)
    print(_("What a per cent of each lever costs is kept."))


def _print(report: LeversReport) -> None:
    currency = _currency(report.asked.asker.company)
    print(written.plain(written.period(report.asked.period)))
    numbers = [_("value"), _("before"), _("raised by"), _("then"), _("brings"), _("best"), _("at its best")]
    headings = [Column(_("lever")), *(Column(each, is_number=True) for each in numbers)]
    print_table(headings, [_cells(report, lever, currency) for lever in Lever])
    print(written.plain(_result(report, currency)))
    for sentence in (*lever_words.limits(report, currency), *lever_words.pay_words(report, currency)):
        print(written.plain(sentence))
    if report.split:
        print(written.plain(lever_words.split_words(report.split, currency)))
        for line in _parts(report.split, currency):
            print(written.plain(f"  {line}"))
    for sentence in lever_words.split_limits(report):
        print(written.plain(sentence))


def _cells(report: LeversReport, lever: Lever, currency: Currency | None) -> list[str]:
    outcome = report.counts.outcome
    pay = next((each for each in report.pays if each.lever is lever), None)
    parts = report.split_raised.parts if report.split_raised else ()
    part = next((each.change for each in parts if each.levers == (lever,)), None)
    raised_by = report.asked.raises.get(lever)
    return [
        str(lever_words.LABELS[lever]),
        lever_words.value_of(lever, report.counts.values[lever], currency) or written.UNKNOWN,
        (report.before and lever_words.value_of(lever, report.before.values[lever], currency)) or written.UNKNOWN,
        lever_words.percents(raised_by) if raised_by else "",
        (lever_words.value_of(lever, report.raised.values[lever], currency) or "") if raised_by else "",
        _signed(outcome, part, currency) if raised_by and part is not None else "",
        lever_words.value_of(lever, pay.best if pay else None, currency) or written.UNKNOWN,
        lever_words.amount_of(outcome, pay.at_best, currency) if pay and pay.at_best is not None else written.UNKNOWN,
    ]


def _signed(outcome: Outcome, part: Decimal, currency: Currency | None) -> str:
    return lever_words.signed(lever_words.amount_of(outcome, Fraction(part), currency), part)


def _result(report: LeversReport, currency: Currency | None) -> str:
    words = dict(zip(("before", "after", "gain"), _outcome(report.raised, currency), strict=True))
    words["what"] = str(lever_words.OUTCOMES[report.raised.outcome])
    if not report.asked.raises:
        return _("%(what)s: %(before)s.") % words
    if report.effort is not None:
        words["effort"] = figures.number(report.effort.normalize())
        return _("%(what)s: %(before)s, with the raises %(after)s (%(gain)s) for an effort of %(effort)s.") % words
    return _("%(what)s: %(before)s, with the raises %(after)s (%(gain)s).") % words


def _outcome(found: Raised, currency: Currency | None) -> Sequence[str]:
    before, after, gain = (
        lever_words.amount_of(found.outcome, each, currency) for each in (found.before, found.after, found.gain)
    )
    return before, after, lever_words.signed(gain, found.gain)


def _parts(split: Split, currency: Currency | None) -> Iterator[str]:
    for part, whole in zip(split.parts, split.whole_parts, strict=True):
        amount = lever_words.amount_of(split.outcome, whole, currency)
        yield f"{lever_words.together(part.levers)}: {lever_words.signed(amount, whole)}"


def _raises(raises: Raises) -> str:
    told = [f"{lever_words.LABELS[lever]} {lever_words.percents(raises[lever])}" for lever in Lever if lever in raises]
    return ", ".join(told)


def _currency(company: Company | None) -> Currency | None:
    return company.currency if company else None


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    """Return what 'new_leads=10%' and the like say. Raises CommandProblem."""
    for text in texts:
        if "=" not in text:
            known = ", ".join(Lever)
            words = {"text": text, "known": known}
            raise CommandProblem(_("'%(text)s' raises nothing. Write LEVER=NUMBER with one of: %(known)s.") % words)
    return {name.strip(): value for name, _equals, value in (text.partition("=") for text in texts)}
