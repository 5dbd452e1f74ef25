"""What all pages share: a request of somebody signed in, the company, and one page of a long list."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.forms import BaseForm, ChoiceField, ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from headway.engine.period import Period, PeriodNotUnderstood
from headway.web.clock import day_of, now, zone_of
from headway.web.figures import day
from headway.web.models import Company, User
from headway.web.published import looking_once
from headway.web.spoken import spoken

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

_Parameters = ParamSpec("_Parameters")
_Record = TypeVar("_Record")
ROWS_A_PAGE = 50
# What a request of these writes, if anything, depends on nobody's imports.
_SHOWING = frozenset({"GET", "HEAD"})


class PageRequest(HttpRequest):
    """A request of somebody who is signed in; it never exists, it only tells the type checker so."""

    user: User
    htmx: HtmxDetails
    company: Company | None
    # What the page has to say of its address, and the period that it shows in place of one that is none.
    not_understood: tuple[str, ...]
    shown_instead: Period


View = Callable[Concatenate[PageRequest, _Parameters], HttpResponse]


def signed_in(view: View[_Parameters]) -> Callable[Concatenate[HttpRequest, _Parameters], HttpResponse]:
    """Let only signed-in users reach a view; others sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> HttpResponse:
        if request.method not in _SHOWING:
            return view(cast("PageRequest", request), *args, **kwargs)
        with looking_once():
            return view(cast("PageRequest", request), *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, _Parameters], HttpResponse]", login_required(guarded))


def page_of(
    records: "_SupportsPagination[_Record]", request: HttpRequest, rows: int = ROWS_A_PAGE, *, count: int | None = None
) -> "Page[_Record]":
    """Return the page of a list that the address names; the nearest one where it names none that exists.

    Whoever knows already how many there are says so, and they are not counted again.
    """
    paginator = Paginator(records, rows)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def plain_choices(form: BaseForm) -> None:
    """Begin the words of a form's choices with a capital, and show a dash for none."""
    for field in form.fields.values():
        if isinstance(field, ModelChoiceField):
            field.empty_label = field.empty_label and "—"
        elif isinstance(field, ChoiceField):
            choices: Any = field.choices
            field.choices = [(value, capfirst(str(label))) for value, label in choices]


def today_of(request: PageRequest) -> date:
    """Return the reader's day of today."""
    return day_of(now(), zone_of(request.user, request.company))


def week_start_of(request: PageRequest) -> int:
    """Return the first day of the company's week, 0 for Monday."""
    return request.company.week_starts_on if request.company else 0


def period_of(request: PageRequest, *defaults: str) -> tuple[Period, str]:
    """Return the period that the address asks for with its name; nonsense gives the first default that is one.

    ``?period=last week`` names it; ``?from=2024-01-01&until=2024-01-31`` gives days, both of them belonging to it. Of
    nonsense the page says that it was not understood.
    """
    today, week_start = today_of(request), week_start_of(request)
    year_start = request.company.year_starts_in if request.company else 1
    asked = (request.GET.get("period", ""), _days(request.GET))
    problem = ""
    for text in (*asked, *defaults, "all"):
        try:
            found = Period.parse(text, today, week_start, year_start)
        except PeriodNotUnderstood as trouble:
            problem = problem or (text and (_backwards(request.GET, text) or spoken(trouble.args[0])))
            continue
        if problem and text not in asked:
            say_not_understood(request, problem)
            request.shown_instead = found
        return found, text
    raise AssertionError("All time is a period.")


def say_not_understood(request: PageRequest, sentence: str) -> None:
    """Have the page say what of its address was not understood."""
    request.not_understood = (*getattr(request, "not_understood", ()), sentence)


def _backwards(parameters: Any, text: str) -> str:
    """Say of days whose first comes after their last that they do."""
    if text != _days(parameters) or ".." not in text:
        return ""
    first, latest = (day(date.fromisoformat(parameters[name])) for name in ("from", "until"))
    return _("The first day, %(first)s, comes after the last one, %(latest)s.") % {"first": first, "latest": latest}


def rows_url(metric: str, period: Period, **narrowed: object) -> str:
    """Return the address of the rows that a number was counted from, or nothing while there is no such page.

    What it is narrowed to may be several values.
    """
    try:
        path = reverse("rows", args=[metric])
    except NoReverseMatch:
        return ""
    return f"{path}?{urlencode({'period': f'{period.start}..{period.end}', **narrowed}, doseq=True)}"


def next_url(request: HttpRequest, default: str) -> str:
    """Return where a form wants to go afterwards, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else default


def _days(parameters: Any) -> str:
    told = [parameters.get(name, "") for name in ("from", "until")]
    try:
        first, latest = map(date.fromisoformat, told)
        return f"{first}..{latest + timedelta(days=first <= latest)}"
    except (ValueError, OverflowError):
        # No words for a period, so that it is said that these are none.
        return " – ".join(told) if any(told) else ""
