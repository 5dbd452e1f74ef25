"""Makes a plan of plain words, as every door hands them on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import ROUND_CEILING

from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.web.asking import Asker
from headway.web.clock import zone_of
from headway.web.forecasts.last_closed import ended_long_ago
from headway.web.naming import NotUnderstood
from headway.web.plans.making import Draft, draft_of
from headway.web.plans.wishes import Norm, wish_told
from headway.web.read_words import unscaled
from headway.web.targets import approved_whole

# Nobody sold anything here before that, and the history of a plan begins years before its day.
_FIRST_YEAR = 1970
# In the place of an amount.
TARGET = "target"


def draft_told(asker: Asker, words: Mapping[str, str]) -> Draft:
    """Return the plan that words ask for; ``norm`` says what its links are held against. Raises NotUnderstood.

    An amount of 'target' is the approved one. ``as_of`` is an earlier day: the plan is made as if it were today, of
    what is known to have happened by then.
    """
    norm = words.get("norm", "")
    if norm and norm not in set(Norm):
        told = {"text": norm, "known": ", ".join(Norm)}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % told, "norm")
    then = as_of(asker, words.get("as_of", ""))
    wish = wish_told(then, meant(then, words))
    draft = draft_of(then, wish, Norm(norm) if norm else None, is_past=then.today < asker.today)
    if draft is None:
        raise NotUnderstood(_("There is no funnel yet. Import one, or set one up."), "start")
    if norm == Norm.TARGET and norm not in draft.weak.norms:
        raise NotUnderstood(_no_target(draft), "norm")
    return draft


def as_of(asker: Asker, text: str) -> Asker:
    """Return the asker as they would have asked at the end of an earlier day. Raises NotUnderstood."""
    if not text:
        return asker
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year < _FIRST_YEAR:
        raise NotUnderstood(_("'%(text)s' is not a day. Write 2024-01-31.") % {"text": text}, "as_of")
    if day > asker.today:
        raise NotUnderstood(_("This day is still to come. A plan is made of what has happened."), "as_of")
    zone = zone_of(asker.user, asker.company)
    return asker if day == asker.today else replace(asker, now=datetime.combine(day, time(23, 59), zone))


def meant(asker: Asker, words: Mapping[str, str]) -> dict[str, str]:
    """Return words whose amount is a number: where they say 'target', the approved one of the people and their days.

    Raises NotUnderstood.
    """
    if words.get("amount", "").strip() != TARGET:
        return dict(words)
    wish = wish_told(asker, {**words, "amount": "1", "more": ""})
    currency = asker.company.currency if asker.company else None
    value = approved_whole(wish.goal.value, wish.period, wish.bearer, currency)
    if not value:
        raise NotUnderstood(
            _("No target is approved for these days. Say how much, or set one under Targets."), "amount"
        )
    amount = unscaled(asker.company, catalogue()[wish.goal.value].unit, value)
    if not wish.goal.is_money:
        amount = amount.to_integral_value(ROUND_CEILING)
    return {**words, "amount": f"{amount.normalize():f}", "more": ""}


def last_close_of(draft: Draft) -> date | None:
    """Return the day as of which a plan is better asked, for the log ended long ago; None where it goes on."""
    return None if draft.sure.tries else ended_long_ago(draft.case.today)


def _no_target(draft: Draft) -> str:
    """Say that no step has a target, and which numbers could have one."""
    names = dict.fromkeys(step.aimed[0] for step in draft.case.history.steps if step.aimed)
    if not names:
        return _("No target says what a single step of this chain should bring: its numbers are of several steps.")
    labels = ", ".join(_(catalogue()[name].label) for name in names)
    return _("No step of this chain has an approved target. Set one under Targets: %(metrics)s.") % {"metrics": labels}
