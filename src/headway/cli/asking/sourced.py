"""Lists and changes sources and their costs from words."""

from argparse import Namespace
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import Verb, costs_for, require
from headway.web.asking import Asker
from headway.web.log import add_source, change_source, enter_cost, remove_cost
from headway.web.models import Cost, Currency, Source
from headway.web.naming import one_named
from headway.web.rates import no_currency


def show(_asker: Asker, _arguments: Namespace) -> None:
    """Print the sources, with what each of them is."""
    columns = [Column(_("source")), Column(_("kind"))]
    found = Source.objects.order_by("name")
    print_table(columns, [[source.name, str(source.get_kind_display())] for source in found])


def show_costs(asker: Asker, arguments: Namespace) -> None:
    """Print the costs of a source, the latest first."""
    require(asker.user, Verb.REVIEW)
    costs = costs_for(asker.user).filter(source=_source(arguments.source)).select_related("currency")
    columns = [Column("id", is_number=True), Column(_("days")), Column(_("amount"), is_number=True), Column(_("note"))]
    print_table(columns, [[str(cost.pk), _days(cost), _amount(cost), cost.note] for cost in costs])


def add(asker: Asker, arguments: Namespace) -> None:
    """Add a source. Raises LogProblem."""
    require(asker.user, Verb.SPEND)
    source = add_source(arguments.name, arguments.kind, by=asker.user, now=asker.now)
    print(_("%(source)s is a source now: %(kind)s.") % {"source": source.name, "kind": source.get_kind_display()})


def change(asker: Asker, arguments: Namespace) -> None:
    """Rename a source, or say what it is. Raises NotUnderstood or LogProblem."""
    require(asker.user, Verb.SPEND)
    source = _source(arguments.source)
    said = {"name": arguments.name or source.name, "kind": arguments.kind or source.kind}
    change_source(source, **said, by=asker.user, now=asker.now)
    print(f"{source.name}: {source.get_kind_display()}")


def enter(asker: Asker, arguments: Namespace) -> None:
    """Enter what a source cost. Raises CommandProblem, NotUnderstood or LogProblem."""
    require(asker.user, Verb.SPEND)
    source, period, currency = _source(arguments.source), asker.period(arguments.period), _currency(asker, arguments)
    if period.is_all:
        raise CommandProblem(_("A cost needs its days: name a month or two days."))
    cost = enter_cost(
        source,
        amount=_minor(arguments.amount, currency),
        currency=currency,
        starts_on=period.start,
        ends_on=period.end,
        note=arguments.note,
        by=asker.user,
        now=asker.now,
    )
    print(f"{source.name}: {_amount(cost)}, {_days(cost)}".replace(figures.NO_BREAK, " "))


def drop(asker: Asker, arguments: Namespace) -> None:
    """Take a cost out. Raises CommandProblem."""
    require(asker.user, Verb.SPEND)
    cost = costs_for(asker.user).select_related("source", "currency").filter(pk=arguments.cost).first()
    if cost is None:
        raise CommandProblem(_("There is no cost %(id)s here.") % {"id": arguments.cost})
    said = f"{cost.source.name}: {_amount(cost)}, {_days(cost)}"
    remove_cost(cost, by=asker.user, now=asker.now)
    print(_("Taken out: %(cost)s.") % {"cost": said.replace(figures.NO_BREAK, " ")})


def _source(text: str) -> Source:
    return Source.objects.get(pk=one_named(Source.objects.values_list("pk", "name"), text, "source"))


def _currency(asker: Asker, arguments: Namespace) -> Currency:
    if not arguments.currency and asker.company is not None:
        return asker.company.currency
    code = arguments.currency.upper()
    currency = Currency.objects.filter(pk=code).first()
    if currency is None:
        raise CommandProblem(no_currency(code))
    return currency


def _minor(text: str, currency: Currency) -> int:
    try:
        return int(Decimal(text).scaleb(currency.digits).to_integral_value())
    except (InvalidOperation, ValueError, OverflowError):
        raise CommandProblem(_("'%(text)s' is no amount. Write 1200 or 1200.50.") % {"text": text}) from None


def _days(cost: Cost) -> str:
    latest = cost.ends_on - timedelta(days=1)
    first = figures.day(cost.starts_on)
    return first if latest == cost.starts_on else f"{first} – {figures.day(latest)}"


def _amount(cost: Cost) -> str:
    return figures.money(cost.amount, cost.currency_id, cost.currency.digits)
