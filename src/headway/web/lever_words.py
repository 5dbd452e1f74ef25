"""Says the levers in the reader's words: their names, their values, what changed them and which of them pays most."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.text import either
from headway.planning.levers import Lever, Outcome
from headway.planning.pays import leading
from headway.planning.split import Split
from headway.web import figures
from headway.web.asking import Asker
from headway.web.asking_levers import Best, LeversReport
from headway.web.models import Currency
from headway.web.spoken import spoken
from headway.web.templatetags.headway import period_words

LABELS: Mapping[Lever, str | Promise] = {
    Lever.NEW_LEADS: gettext_lazy("New leads"),
    Lever.CONVERSION: gettext_lazy("Conversion"),
    Lever.SALES_PER_CLIENT: gettext_lazy("Sales per client"),
    Lever.AVERAGE_SALE: gettext_lazy("Average sale"),
    Lever.MARGIN_SHARE: gettext_lazy("Margin share"),
}
FORMULAS: Mapping[Lever, str | Promise] = {
    Lever.NEW_LEADS: gettext_lazy("deals that came in as leads"),
    Lever.CONVERSION: gettext_lazy("buying clients / new leads"),
    Lever.SALES_PER_CLIENT: gettext_lazy("sales / buying clients"),
    Lever.AVERAGE_SALE: gettext_lazy("sales volume / sales"),
    Lever.MARGIN_SHARE: gettext_lazy("what is left after the cost / sales volume"),
}
OUTCOMES: Mapping[Outcome, str | Promise] = {
    Outcome.SALES: pgettext_lazy("what levers multiply to", "Sales"),
    Outcome.SALES_VOLUME: pgettext_lazy("what levers multiply to", "Sales volume"),
    Outcome.PROFIT: pgettext_lazy("what levers multiply to", "Profit"),
}
_MISSING: Mapping[Lever, str | Promise] = {
    Lever.NEW_LEADS: gettext_lazy("No lead came in, so there is nothing to raise by per cent."),
    Lever.CONVERSION: gettext_lazy("Unknown or zero: without both new leads and buying clients it has no value."),
    Lever.SALES_PER_CLIENT: gettext_lazy("Unknown: nobody bought anything."),
    Lever.AVERAGE_SALE: gettext_lazy("Unknown, or not above zero: more was paid back than sold, or nothing was sold."),
    Lever.MARGIN_SHARE: gettext_lazy(
        "Unknown, or not above zero: the cost of no sale is written down, or the sales cost more than they brought."
    ),
}
_MINUS = "\u2212"


def value_of(lever: Lever, value: Fraction | None, currency: Currency | None) -> str | None:
    """Write the value of a lever; None where it is not known."""
    if value is None:
        return None
    if lever in {Lever.CONVERSION, Lever.MARGIN_SHARE}:
        return figures.share(decimal_of(value))
    if lever is Lever.AVERAGE_SALE:
        return money(value, currency)
    if lever is Lever.SALES_PER_CLIENT:
        return figures.number(decimal_of(value), 2)
    return figures.number(int(value)) if value.denominator == 1 else figures.number(decimal_of(value), 1)


def amount_of(outcome: Outcome, value: Fraction | int, currency: Currency | None) -> str:
    """Write a product of levers."""
    return figures.number(int(value)) if outcome is Outcome.SALES else money(Fraction(value), currency)


def money(value: Fraction, currency: Currency | None) -> str:
    """Write minor units of the company's currency, rounded to a whole one."""
    whole = int(decimal_of(value).quantize(Decimal(1), ROUND_HALF_EVEN))
    return figures.money(whole, currency.code, currency.digits) if currency else figures.number(whole)


def signed(written: str, value: Fraction | Decimal | int) -> str:
    """Put a plus before what is above zero, and one kind of minus before what is below."""
    return f"+{written}" if value > 0 else written.replace("-", _MINUS)


def percents(part: Fraction) -> str:
    """Write by how much something is raised: +10 %."""
    return signed(figures.share(decimal_of(part), 0 if (part * 100).denominator == 1 else 1), part)


def decimal_of(value: Fraction) -> Decimal:
    """Return a fraction as a decimal, with as many digits as one may need."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def missing_words(lever: Lever) -> str:
    """Say why a lever cannot be raised."""
    return str(_MISSING[lever])


def names_of(levers: Sequence[Lever]) -> str:
    """Name several levers."""
    return spoken(either([str(LABELS[lever]) for lever in levers]))


def whose(asker: Asker) -> str:
    """Say whose rows are counted."""
    if asker.scope.rep_ids is not None:
        return _("your own")
    return _("your team") if asker.scope.team_ids is not None else _("everybody")


def together(levers: Sequence[Lever]) -> str:
    """Name the levers of one part of a split."""
    if len(levers) == 1:
        return str(LABELS[levers[0]])
    return _("New leads and conversion together, that is buying clients")


def where_of(best: Best) -> str:
    """Say where a lever was at its best."""
    return best.team or (period_words(best.period) if best.period else "")


def split_words(found: Split, currency: Currency | None) -> str:
    """Say how a product changed from one period to the other."""
    words = {
        "what": str(OUTCOMES[found.outcome]),
        "before": amount_of(found.outcome, found.before, currency),
        "after": amount_of(found.outcome, found.after, currency),
        "size": amount_of(found.outcome, abs(found.change), currency),
    }
    if found.change > 0:
        return _("%(what)s rose by %(size)s, from %(before)s to %(after)s.") % words
    if found.change < 0:
        return _("%(what)s fell by %(size)s, from %(before)s to %(after)s.") % words
    return _("%(what)s stayed at %(after)s.") % words


def split_limits(report: LeversReport) -> Iterator[str]:
    """Say why less, or nothing, of a change can be split."""
    if report.before is None:
        return
    if report.split is None:
        if not report.before.sales and not report.counts.sales:
            yield _("Nothing was sold in either of the two periods, so there is no change to explain.")
        elif not report.before.sales:
            yield _("Nothing was sold in the earlier period, so the change cannot be divided among the levers.")
        else:
            yield _("Nothing was sold in the later period, so the change cannot be divided among the levers.")
        return
    if report.split.outcome is not Outcome.PROFIT:
        yield _("In one of the two periods the profit is unknown, or not above zero: it cannot be divided.")
    if len(report.split.parts[0].levers) > 1:
        yield _("In one of the two periods no lead came in, so leads and conversion cannot be told apart.")


def limits(report: LeversReport, currency: Currency | None) -> Iterator[str]:
    """Say what is not known about the product, or stands in the way of raising it."""
    counts = report.counts
    if counts.profit is None:
        yield _("No cost of a sale is written down here, so the margin is unknown: the levers multiply to the volume.")
    elif report.unknown_costs and counts.margin_volume:
        words = {
            "part": money(Fraction(counts.margin_volume), currency),
            "whole": money(Fraction(counts.sales_volume), currency),
        }
        sentence = _(
            "Of a sales volume of %(whole)s the cost of %(part)s is known. "
            "The margin share of that part is taken for all."
        )
        yield sentence % words
    if counts.profit is not None and counts.profit < 0:
        yield _("The sales cost more than they brought: more of them would lose more. Mend price or cost first.")
    if (report.raised.values[Lever.MARGIN_SHARE] or 0) > 1:
        yield _("A margin share above one hundred per cent cannot be: no more than the sale is ever left of it.")


def pay_words(report: LeversReport, currency: Currency | None) -> Iterator[str]:
    """Say which lever pays most: for the same relative effort, within reach, and for the effort it costs."""
    known = report.pays
    if not known:
        return
    outcome = report.counts.outcome
    ten = amount_of(outcome, known[0].of_a_percent * 10, currency)
    yield _("Ten per cent more of any one lever brings the same: %(amount)s.") % {"amount": ten}
    yield _("So what tells them apart is how far each can rise, and what that costs.")
    reach = leading(known, lambda each: each.at_best)
    by_lever = {each.lever: each for each in known}
    if reach:
        first = by_lever[reach[0]]
        words = {
            "levers": names_of(reach),
            "value": value_of(first.lever, first.best, currency),
            "where": where_of(report.bests[first.lever]),
            "amount": amount_of(outcome, first.at_best or 0, currency),
        }
        yield _("Furthest below its best: %(levers)s. At %(value)s (%(where)s) it would bring %(amount)s more.") % words
    effort = leading(known, lambda each: each.of_an_effort)
    if effort:
        brings = amount_of(outcome, by_lever[effort[0]].of_an_effort or 0, currency)
        words = {"levers": names_of(effort), "amount": brings}
        yield (
            _("For the effort that the company says each costs: %(levers)s. A unit of effort brings %(amount)s.")
            % words
        )
