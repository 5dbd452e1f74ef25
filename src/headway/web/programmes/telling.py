"""Says what a programme changed in the reader's words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.metric import Unit
from headway.web import figures
from headway.web.aims.indicators import without_change
from headway.web.models import Company
from headway.web.programmes.effects import Effect
from headway.web.wording import value_words


@dataclass(frozen=True)
class EffectWords:
    """A number during some weeks and before, and whether chance would do that; ``is_good`` colours it."""

    label: str
    during: str
    before: str
    words: str
    is_good: bool | None


def effect_words(effect: Effect | None, company: Company | None) -> EffectWords | None:
    """Return an effect in words; None where there is none."""
    if effect is None:
        return None
    label, during = _(effect.metric.label), _value(effect, effect.during, company)
    if effect.before is None:
        words = _("There is too little from the weeks before to compare it with.")
        return EffectWords(label, during, "—", words, None)
    before = _value(effect, effect.before, company)
    told = {"during": during, "before": before}
    if effect.is_beyond is None:
        return EffectWords(label, during, before, _("Unknown; %(before)s before.") % told, None)
    if not effect.is_beyond:
        return EffectWords(label, during, before, _within(effect) % told, None)
    better = effect.metric.better
    is_good = None if better is None else effect.is_up == (better == "higher")
    return EffectWords(label, during, before, _beyond(effect) % told, is_good)


def _within(effect: Effect) -> str:
    """Say that chance alone would do it; only sums are brought by days, shares and ratios are as they are."""
    if effect.metric.per is None:
        return _("%(during)s; before, as many days brought %(before)s. Within chance.")
    return _("%(during)s; before, %(before)s. Within chance.")


def _beyond(effect: Effect) -> str:
    if effect.metric.per is None and effect.is_up:
        return _("%(during)s, up from %(before)s that as many days brought before. Beyond chance.")
    if effect.metric.per is None:
        return _("%(during)s, down from %(before)s that as many days brought before. Beyond chance.")
    if effect.is_up:
        return _("%(during)s, up from %(before)s before. Beyond chance.")
    return _("%(during)s, down from %(before)s before. Beyond chance.")


def _value(effect: Effect, value: Decimal | None, company: Company | None) -> str:
    """Write a value, money without its small change."""
    if value is None:
        return "—"
    unit = effect.metric.unit
    if unit is Unit.MONEY and company is not None:
        value = without_change(value, company)
    elif unit is Unit.COUNT:
        digits = 1 if effect.metric.per is None else 2
        return figures.number(value, None if value == int(value) else digits)
    return value_words(unit, value, company.currency if company else None) or "—"
