"""Says what comes without the work of a plan: what is won, what is begun, and what the forecast expects beside it."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web import figures
from headway.web.forecasts.made_of import parts_in_words
from headway.web.forecasts.saying import NUMBER, Measure
from headway.web.models import Company
from headway.web.plans.making import Draft
from headway.web.plans.pace import promised
from headway.web.plans.why_expected import change_in_words
from headway.web.plans.wishes import Start
from headway.web.plans.written import until, value_in_words


def brought_in_words(draft: Draft, company: Company | None) -> str:
    """Say what is won already and what is won anyway, each apart, and that both are taken off the need."""
    return " ".join(brought_sentences(draft, company))


def brought_sentences(draft: Draft, company: Company | None) -> list[str]:
    """Say the same, a sentence or two at a time."""
    if draft.is_reached:
        return []
    if draft.case.brought.foretold is not None:
        return [each for each in _foretold(draft, company) if each]
    aim, brought = draft.case.aim, draft.case.brought
    said = [reached] if (reached := _reached_in_words(draft, company)) else []
    later = round(brought.until_start)
    if now := round(brought.mean) - later:
        said.append(_begun_in_words(draft, now))
    if later:
        day = figures.day(draft.case.wish.period.start - timedelta(days=1))
        words = {"later": figures.number(later), "day": day}
        said.append(_("What is begun from now until %(day)s will bring about %(later)s, going on as lately.") % words)
    if len(said) == 1 or (said and draft.case.wish.goal.is_money):
        return [*said, _("That is taken off.")]
    together = {"count": figures.number(int(aim.reached) + now + later)}
    return [*said, _("Together about %(count)s are taken off.") % together] if said else []


def _foretold(draft: Draft, company: Company | None) -> Iterator[str]:
    """Say what going on as lately brings, parted as the forecast of these days parts it, and what is taken off."""
    case, number, measure = draft.case, draft.case.foreseen.number, Measure(NUMBER)
    words = {"middle": measure.words(number.p50), "day": until(case.wish.period)}
    yield _reached_in_words(draft, company) if case.wish.goal.is_money else ""
    yield (
        _("Going on as lately, the forecast expects about %(middle)s won deals by %(day)s, as likely more as fewer.")
        % words
    )
    yield change_in_words(case.change) if case.change else ""
    yield parts_in_words(number, measure)
    yield _taken_off(draft)
    yield _promised(draft)


def _taken_off(draft: Draft) -> str:
    """Say how many of the deals that the forecast expects the planned work brings: the others come without it."""
    case, number = draft.case, draft.case.foreseen.number
    # Of a goal of money, what came in is taken off by itself.
    certain = 0 if case.wish.goal.is_money else number.certain
    work = round(number.mean - number.certain - case.brought.mean)
    other = round(number.mean - number.certain) + certain - work
    words = {"work": figures.number(work), "other": figures.number(other)}
    if other <= 0:
        return _("The work that is planned here brings them all: nothing is taken off.")
    if certain:
        return (
            _(
                "The work that is planned here brings about %(work)s of them; the other %(other)s are won already or "
                "come without it, and are taken off."
            )
            % words
        )
    return (
        _(
            "The work that is planned here brings about %(work)s of them; the other %(other)s come without it and are "
            "taken off."
        )
        % words
    )


def _promised(draft: Draft) -> str:
    """Say that the forecast expects less of the work than the rates of the chain promise; nothing where it does not."""
    yields = draft.case.brought.yields
    if yields >= 1:
        return ""
    words = {"promised": figures.number(round(promised(draft)))}
    return (
        _(
            "By the rates of the chain this work would bring %(promised)s; the forecast is more careful, so the work "
            "counts here for that much less."
        )
        % words
    )


def _begun_in_words(draft: Draft, won: int) -> str:
    """Say what comes of the work that was done up to today."""
    brought, words = draft.case.brought, {"won": figures.number(won)}
    if draft.case.history.start is Start.CALLS:
        return _("Calls already made will bring about %(won)s.") % words
    text = ngettext(
        "The %(open)s deal that is open on %(day)s will bring about %(won)s.",
        "The %(open)s deals that are open on %(day)s will bring about %(won)s.",
        brought.open,
    )
    return text % {**words, "open": figures.number(brought.open), "day": figures.day(draft.case.today)}


def _reached_in_words(draft: Draft, company: Company | None) -> str:
    """Say what the days that have been brought; nothing where they brought nothing."""
    goal, reached = draft.case.wish.goal, draft.case.aim.reached
    if reached <= 0:
        return ""
    told = {"reached": value_in_words(goal, reached, company)}
    if goal.is_money:
        return _("%(reached)s came in already.") % told
    return ngettext("%(reached)s is won already.", "%(reached)s are won already.", int(reached)) % told
