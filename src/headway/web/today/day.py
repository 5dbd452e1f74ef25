"""A rep's day on the start page and by itself: what is needed, done and left, and whom to contact first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise

from headway.engine.period import Period
from headway.planning.first import Why
from headway.web.access import Verb, may, reps_for
from headway.web.asking import Asker
from headway.web.clock import now
from headway.web.models import Role, User
from headway.web.page import PageRequest, rows_url, signed_in
from headway.web.rep_day import (
    PlannedDay,
    Suggested,
    is_by_plan,
    is_fruitless,
    is_outdated,
    rep_days,
    suggested,
    team_days,
    words_anew,
)
from headway.web.rep_day.said import (
    HOW_BEHIND,
    HOW_NEEDED,
    HOW_RESULT,
    HOW_STREAK,
    SaidNeed,
    day_words,
    headline,
    needs_words,
    plans_words,
    results,
    said_needs,
    streak_words,
)
from headway.web.rep_day.said_first import HOW_ORDERED, PROMISED, SHORT, reason_words

# So many are shown at first; the others are a tap away.
_SHOWN = 8
_LOOKS = {Why.OVERDUE: "bad", Why.PAST_NORM: "warm", Why.TIMED: "brand", Why.DUE: "brand"}


@dataclass(frozen=True)
class NeedCard:
    """A number of the day with the address of the rows behind what is done."""

    said: SaidNeed
    url: str


@dataclass(frozen=True)
class FirstCard:
    """Somebody to contact: why, in short and in full, and the address that logs the contact."""

    one: Suggested
    short: str | Promise
    look: str
    words: list[str]
    log_url: str


@dataclass(frozen=True)
class RepLine:
    """A rep's day in one line."""

    planned: PlannedDay
    words: str
    needed: str
    streak: str


@signed_in
def plan_of_day(request: PageRequest) -> HttpResponse:
    asker = Asker(request.user, request.company, now())
    rep = _rep(request)
    is_alone = not request.htmx
    context = _of_rep(asker, rep, is_alone=is_alone) if rep else _of_team(asker)
    template = "today/day.html" if is_alone else "today/day_card.html"
    return render(request, template, {"rep": rep, "is_alone": is_alone, **context})


def _rep(request: PageRequest) -> User | None:
    """Return whose day it is: the one that is asked for, a rep's own, or nobody's alone."""
    told = request.GET.get("rep", "")
    if told:
        return get_object_or_404(reps_for(request.user), pk=int(told) if told.isdecimal() else 0)
    return request.user if request.user.role == Role.REP else None


def _of_rep(asker: Asker, rep: User, *, is_alone: bool) -> dict[str, object]:
    planned, ahead = rep_days(asker, rep)
    shown = ahead or planned
    whom = suggested(asker, rep)
    # The start page shows next steps above the card, with all that can be done about them: once is enough.
    shown_first = [one for one in whom if is_alone or one.first.why not in PROMISED]
    first = [_first(asker.user, one) for one in shown_first]
    return {
        "is_after_steps": len(shown_first) < len(whom),
        "planned": planned,
        "ahead": ahead,
        "headline": headline(planned),
        "results": results(planned),
        "plans": plans_words(planned),
        "anew": _anew(asker, planned),
        "is_outdated": is_fruitless(planned) or is_outdated(planned),
        "needs": [_need(shown, said) for said in said_needs(shown, asker.company.currency if asker.company else None)],
        "streak": streak_words(planned),
        "first": first[:_SHOWN],
        "further": first[_SHOWN:],
        "how": {"needed": HOW_NEEDED, "result": HOW_RESULT, "streak": HOW_STREAK, "ordered": HOW_ORDERED},
    }


def _of_team(asker: Asker) -> dict[str, object]:
    reps = list(reps_for(asker.user).filter(role=Role.REP, is_active=True).order_by("name"))
    days = team_days(asker, reps)
    return {
        "lines": [_line(each) for each in days],
        "has_plan": any(each.lines or each.ended for each in days),
        "day_ahead": days[0].day if days and days[0].is_ahead else None,
        "how": {"needed": HOW_NEEDED, "behind": HOW_BEHIND},
    }


def _line(planned: PlannedDay) -> RepLine:
    # Before anything is done, what is left is what is needed; and a plan that is behind says what it needs itself.
    is_begun = any(line.need.done for line in planned.work) and not is_by_plan(planned)
    return RepLine(planned, day_words(planned), needs_words(planned) if is_begun else "", streak_words(planned))


def _anew(asker: Asker, planned: PlannedDay) -> str:
    """Return the address that works a plan out anew, where it no longer fits."""
    words = words_anew(asker, planned)
    return f"{reverse('plan')}?{urlencode(words)}" if words else ""


def _need(planned: PlannedDay, said: SaidNeed) -> NeedCard:
    days = said.line.period.up_to(planned.day) if said.need.is_result else Period.day(planned.day)
    return NeedCard(said, rows_url(said.line.metric.name, days, rep=planned.rep.pk))


def _first(user: User, one: Suggested) -> FirstCard:
    return FirstCard(
        one=one,
        short=SHORT[one.first.why],
        look=_LOOKS.get(one.first.why, "calm"),
        words=[reason_words(one, reason) for reason in one.reasons],
        log_url=_log_url(one) if may(user, Verb.LOG) else "",
    )


def _log_url(one: Suggested) -> str:
    deal = {"deal": one.deal.pk} if one.deal else {}
    step = {"kind": one.step.kind, "keeps": one.step.pk} if one.step else {}
    return f"{reverse('contact_new')}?{urlencode({'client': one.client.pk, **deal, **step})}"
