"""Asks back where a goal is less than the last such time brought: perhaps so much more was meant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from headway.engine.answer import ask
from headway.engine.question import Question
from headway.web.asking import Asker
from headway.web.plans import written
from headway.web.plans.wishes import More, Wish
from headway.web.still import still_facts


@dataclass(frozen=True)
class Fewer:
    """What the last such time brought, in words; the question, and the address that asks for so much more."""

    said: str
    question: str
    url: str


def fewer_than_last(asker: Asker, wish: Wish, today: date, words: Mapping[str, str]) -> Fewer | None:
    """Ask back where a goal that is meant in all is less than the last such days brought; else None."""
    days = replace(wish, more=More.LAST).compared(today)
    if wish.is_more or days is None:
        return None
    with still_facts() as facts:
        asked = Question(metric=wish.goal, period=days, scope=wish.bearer.scope_now, today=today)
        last = Decimal(ask(asked, facts).total.value or 0)
    if wish.amount >= last:
        return None
    amount, base = (written.value_in_words(wish.goal, each, asker.company) for each in (wish.amount, last))
    told = {"amount": amount, "base": base, "days": written.span(days)}
    return Fewer(
        said=_("%(amount)s is less than the %(base)s of %(days)s.") % told,
        question=_("Did you mean %(amount)s more?") % told,
        url=f"?{urlencode({**words, 'more': More.LAST.value})}",
    )
