"""Writes the amounts of the audit trail, which keeps money in minor units, as people read them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.engine.metric import Unit
from headway.web import figures
from headway.web.aims.indicators import INDICATORS
from headway.web.models import AuditEntry, BoardMetric, Company, Currency
from headway.web.plans.steps import known_labels
from headway.web.wording import value_words

# Of each noun the field that names a number, and the one that holds so much of it.
_OF_NUMBERS = {
    "target": ("metric", "value"),
    "plan": ("goal", "amount"),
    "aim": ("indicator", "value"),
    "goal": ("tile", "value"),
    "boardmetric": ("metric", ""),
    "takenindicator": ("indicator", ""),
}


def _chain(links: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> str:
    """Write the links of a plan: what is needed of each, and the counts that it rests on."""
    return "; ".join(_link(labels.get(link["key"], link["key"]), link) for link in links)


def _link(label: str, link: Mapping[str, Any]) -> str:
    words = {"step": label, **{name: figures.number(link[name]) for name in ("made", "tried")}}
    if link.get("needed") is None:
        return _("%(step)s: %(made)s of %(tried)s went on") % words
    words["needed"] = figures.number(round(link["needed"]))
    return _("%(step)s: %(needed)s needed, for %(made)s of %(tried)s went on") % words


class Amounts:
    """The words for amounts, in the unit of their number or the currency beside them, and what numbers are called."""

    def words(self, noun: str, name: str, side: Mapping[str, Any]) -> str | None:
        """Return what a field says before or after a change; None for any other field."""
        named, held = _OF_NUMBERS.get(noun, ("", ""))
        if name == held:
            unit = self._units.get(self._number(side.get(named)))
            return None if unit is None else value_words(unit, Decimal(str(side[name])), self._own)
        if name == named:
            number = self._number(side[name])
            return self._labels.get(number, number or None)
        if noun == "exchangerate" and name == "rate":
            return figures.number(Decimal(side[name]))
        if noun == "plan" and name == "chain":
            return _chain(side[name], self._links)
        if noun == "plan" and name == "certainty":
            return figures.chance(float(side[name]))
        currency = self._currencies.get(side.get("currency", "")) if name.endswith("amount") else None
        return None if currency is None else figures.money(int(side[name]), currency.code, currency.digits)

    def _number(self, told: object) -> str:
        """Return the number that a field names: by itself, or by the tile of a board that shows it."""
        return self._tiles.get(told, "") if isinstance(told, int) else str(told)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {each.name: each.words for each in INDICATORS} | {
            key: _(each.label) for key, each in catalogue().items()
        }

    @cached_property
    def _links(self) -> Mapping[str, str]:
        return known_labels()

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {each.name: each.unit for each in INDICATORS} | {key: each.unit for key, each in catalogue().items()}

    @cached_property
    def _tiles(self) -> Mapping[int, str]:
        # Of a tile that is no more the trail itself keeps what it showed.
        gone = AuditEntry.objects.filter(noun="boardmetric", verb="remove").values_list("noun_id", "before__metric")
        return {**dict(gone), **dict(BoardMetric.objects.values_list("pk", "metric"))}

    @cached_property
    def _currencies(self) -> Mapping[str, Currency]:
        return Currency.objects.in_bulk()

    @cached_property
    def _own(self) -> Currency | None:
        company = Company.objects.select_related("currency").first()
        return company.currency if company else None
