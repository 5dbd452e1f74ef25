"""Makes a plan of plain words, as every door hands them on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from headway.web.asking import Asker
from headway.web.clock import zone_of
from headway.web.naming import NotUnderstood
from headway.web.plans.making import Draft, draft_of
from headway.web.plans.wishes import Norm, wish_told

# Nobody sold anything here before that, and the history of a plan begins years before its day.
_FIRST_YEAR = 1970


def draft_told(asker: Asker, words: Mapping[str, str]) -> Draft:
    """Return the plan that words ask for; ``norm`` says what its links are held against. Raises NotUnderstood.

    ``as_of`` is an earlier day: the plan is made as if it were today, of what is known to have happened by then.
    """
    norm = words.get("norm", "")
    if norm and norm not in set(Norm):
        told = {"text": norm, "known": ", ".join(Norm)}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % told, "norm")
    then = _as_of(asker, words.get("as_of", ""))
    draft = draft_of(then, wish_told(then, words), Norm(norm) if norm else None, is_past=then.today < asker.today)
    if draft is None:
        raise NotUnderstood(_("There is no funnel yet. Import one, or set one up."), "start")
    return draft


def _as_of(asker: Asker, text: str) -> Asker:
    """Return the asker as they would have asked at the end of an earlier day."""
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
