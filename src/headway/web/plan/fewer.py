"""Asks back where a goal is less than the last such time brought: perhaps so much more was meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from headway.web.asking import Asker
from headway.web.plans import written
from headway.web.plans.missing import Aim
from headway.web.plans.wishes import More, Wish


@dataclass(frozen=True)
class Fewer:
    """What the last such time brought, in words; the question, and the address that asks for so much more."""

    said: str
    question: str
    url: str


def fewer_than_last(asker: Asker, wish: Wish, aim: Aim, words: Mapping[str, str]) -> Fewer | None:
    """Ask back where a goal that is meant in all is less than the last such days brought; else None."""
    if wish.is_more or wish.amount >= aim.last:
        return None
    amount, base = (written.value_in_words(wish.goal, each, asker.company) for each in (wish.amount, aim.last))
    told = {"amount": amount, "base": base, "days": written.span(aim.latest)}
    return Fewer(
        said=_("%(amount)s is less than the %(base)s of %(days)s.") % told,
        question=_("Did you mean %(amount)s more?") % told,
        url=f"?{urlencode({**words, 'more': More.LAST.value})}",
    )
