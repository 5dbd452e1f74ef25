"""Scenarios of the levers: raises read, kept under a name and dropped; and what a per cent of each lever costs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.engine.question import Question
from headway.planning.levers import Lever, Raises
from headway.web import audit
from headway.web.access import Verb, may, require
from headway.web.asking import Words
from headway.web.kept_names import drop, holder_of, keep, known_to, name_told, one_kept
from headway.web.models import Company, Scenario, User
from headway.web.naming import NotUnderstood
from headway.web.read_words import number_of, one_of

FIELDS = ("name", "user", "period", "filters", "raises")
LEAST, MOST = Decimal(-99), Decimal(900)
_LARGEST_EFFORT = Decimal(1_000_000)
_DIGITS = 4


def scenarios_for(user: User) -> QuerySet[Scenario]:
    """The scenarios that exist for a user: their own, then those of the company."""
    return known_to(user, Scenario.objects.all())


def scenario_named(user: User, text: str) -> Scenario:
    """Return the scenario of a name or an id, a user's own before the company's. Raises NotUnderstood."""
    missing = _("There is no scenario '%(name)s' that you can see.") % {"name": text}
    return one_kept(scenarios_for(user), text, missing, "scenario")


def raises_told(texts: Mapping[str, str]) -> Raises:
    """Read by how many per cent levers are raised, such as '10', '-5 %' or '2,5'; of one left empty, nothing.

    Raises NotUnderstood, whose field is the lever.
    """
    found = {_lever(name): _percent(name, text) for name, text in texts.items() if text.strip()}
    return {lever: Fraction(percent) / 100 for lever, percent in found.items() if percent}


def percents_of(raises: Raises) -> dict[str, str]:
    """Return raises as they are kept and written in addresses: per cent, as decimal strings."""
    return {lever.value: f"{_percents(raises[lever]):f}" for lever in Lever if lever in raises}


def words_of(scenario: Scenario) -> Words:
    """Return what a scenario was asked of."""
    return Words(period=scenario.period, filters=scenario.filters)


def keep_scenario(
    name: str, *, question: Question, raises: Raises, is_shared: bool, by: User, now: datetime
) -> Scenario:
    """Keep raises over the days and narrowing of a question, in the place of those kept under the same name.

    Raises NotUnderstood or PermissionDenied.
    """
    name = name_told(name)
    if not raises:
        raise NotUnderstood(_("There is nothing to keep: raise or lower a lever first."), "raises")
    holder, words = holder_of(by, is_shared=is_shared), Words.telling(question)
    told = {"period": words.period, "filters": {key: list(ids) for key, ids in words.filters.items()}}
    return keep(lambda: Scenario(name=name, user=holder, raises=percents_of(raises), **told), FIELDS, by=by, now=now)


def drop_scenario(scenario: Scenario, *, by: User, now: datetime) -> None:
    """Keep a scenario no longer. Raises PermissionDenied where it is another's."""
    drop(scenario, FIELDS, by=by, now=now)


def efforts_of(company: Company | None) -> Mapping[Lever, Decimal]:
    """Return what a per cent of each lever costs, in the company's own measure, as far as it said so."""
    told = company.lever_efforts if company else {}
    return {lever: Decimal(told[lever]) for lever in Lever if lever in told}


def may_settle_efforts(user: User) -> bool:
    """Whether a user may say what a per cent of a lever costs."""
    return may(user, Verb.ADMINISTER)


def settle_efforts(texts: Mapping[str, str], *, by: User, now: datetime) -> None:
    """Say what a per cent of some levers costs; one left empty is not known. Raises NotUnderstood, PermissionDenied."""
    require(by, Verb.ADMINISTER)
    told = {_lever(name): _effort(name, text) for name, text in texts.items()}
    with transaction.atomic():
        company = Company.objects.select_for_update().get()
        before = dict(company.lever_efforts)
        company.lever_efforts = {
            lever.value: effort
            for lever in Lever
            if (effort := told[lever] if lever in told else before.get(lever.value, ""))
        }
        if company.lever_efforts != before:
            company.save(update_fields=["lever_efforts"])
            after = {"lever_efforts": company.lever_efforts}
            audit.record(by, "change", company, now, before={"lever_efforts": before}, after=after)


def _lever(name: str) -> Lever:
    try:
        return Lever(name)
    except ValueError:
        raise NotUnderstood(one_of(name, Lever), "raises") from None


def _percent(name: str, text: str) -> Decimal:
    number = _number(text.replace("%", ""))
    if number is None or not LEAST <= number <= MOST:
        words = {"text": text, "least": LEAST, "most": MOST}
        raise NotUnderstood(_("'%(text)s' is not a percentage from %(least)s to %(most)s.") % words, name)
    return number


def _effort(name: str, text: str) -> str:
    if not text.strip():
        return ""
    number = _number(text)
    if number is None or not 0 < number <= _LARGEST_EFFORT:
        sentence = _("'%(text)s' is no effort. Write a number above zero, or leave it empty.")
        raise NotUnderstood(sentence % {"text": text}, name)
    return f"{number.normalize():f}"


def _number(text: str) -> Decimal | None:
    """Read a number with at most four digits after its point or comma; None where it is none."""
    try:
        number = number_of(text, "")
    except NotUnderstood:
        return None
    return number if round(number, _DIGITS) == number else None


def _percents(part: Fraction) -> Decimal:
    return (Decimal(part.numerator) * 100 / part.denominator).normalize()
