"""Icons, numbers by locale, links from a number to its rows, and the small parts of every page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.web import clock as clocks
from headway.web import figures
from headway.web.kept_names import may_share
from headway.web.models import Contact, Currency, User
from headway.web.parts import Spark, Tab, currency_digits, spark_of
from headway.web.saved_words import saved_for

register = template.Library()

_KIND_ICONS = {
    "call": "phone",
    "meeting": "users",
    "email": "mail",
    "message": "message",
    "mail": "mailbox",
    "demo": "presentation",
    "visit": "map-pin",
}
_HUES = 8
_PERIODS = (
    ("today", gettext_lazy("Today")),
    ("this week", gettext_lazy("This week")),
    ("this month", gettext_lazy("This month")),
    ("this quarter", gettext_lazy("This quarter")),
    ("this year", gettext_lazy("This year")),
    ("all", gettext_lazy("All time")),
)
# Shown where it is another than the calendar's.
_FISCAL_YEAR = ("this fiscal year", gettext_lazy("This fiscal year"))
UNDO = "undo-"
# What the words kept under a name leave as the page has it; and what is kept under one.
_BESIDE_SAVED = ("period", "from", "until", "compare", "by", "tab", "split", "entries", "end", "day")
_KEPT_BY_NAME = ("saved", "period", "from", "until", *(each.value for each in Dimension if not each.is_time))


@register.simple_tag
def icon(name: str, label: str = "", *, small: bool = False) -> SafeString:
    """Draw an icon of the sprite; with a label it speaks to screen readers, without one it is silent."""
    return _icon(name, str(label), small=small)


@register.simple_tag
def kind_icon(kind: str, label: str = "") -> SafeString:
    """Draw the icon of a kind of contact."""
    return icon(_KIND_ICONS.get(kind, "message"), label)


@register.simple_tag
def avatar(user: User, *, small: bool = False) -> SafeString:
    """Draw a user's initials on a colour that stays theirs."""
    return _avatar(user.initials, user.pk % _HUES, small=small)


@register.simple_tag
def figure_link(url: str, value: object) -> SafeString:
    """Show a number that opens the rows it was counted from; without an address it is only shown."""
    if value in {None, ""}:
        return _unknown()
    if not url:
        return format_html('<span class="num">{}</span>', value)
    return format_html('<a class="figure num" href="{}">{}</a>', url, value)


@register.inclusion_tag("parts/sparkline.html")
def sparkline(values: Sequence[Decimal | float]) -> dict[str, Spark | None]:
    """Draw a small line of values."""
    return {"spark": spark_of([float(value) for value in values])}


@register.filter
def styled(field: BoundField) -> SafeString:
    """Draw a field of a form in our look."""
    known = str(field.field.widget.attrs.get("class", ""))
    css = {"checkbox": "", "select": "form-select"}.get(field.widget_type, "form-control")
    return field.as_widget(attrs={"class": f"{known} {css}".strip()} if css or known else {})


@register.filter
def at(values: Mapping[Any, Any], key: object) -> Any:
    """Return what stands under a key, or nothing."""
    return values.get(key)


@register.filter
def with_placeholder(field: BoundField) -> SafeString:
    """Draw a text field that says inside what it is for, where a label above it would take another line."""
    label = str(field.label)
    return field.as_widget(attrs={"class": "form-control", "placeholder": label, "aria-label": label})


@register.simple_tag
def address(path: str, **parameters: object) -> str:
    """Join an address with the parameters that are set."""
    query = urlencode({name: value for name, value in parameters.items() if value not in {None, ""}})
    return f"{path}?{query}" if query else path


@register.inclusion_tag("parts/period.html", takes_context=True)
def period_picker(context: template.Context, period: Period, name: str) -> dict[str, Any]:
    """Draw the periods that people ask for most as links, and two dates for all others."""
    query: QueryDict = context["request"].GET.copy()
    for chosen in ("period", "from", "until", "page"):
        query.pop(chosen, None)
    kept = [(key, value) for key, values in query.lists() for value in values]
    company = context.get("company")
    known = _PERIODS if company is None or company.year_starts_in == 1 else (*_PERIODS[:-1], _FISCAL_YEAR, _PERIODS[-1])
    tabs = [Tab(str(label), f"?{urlencode([*kept, ('period', word)])}", word == name) for word, label in known]
    days = {} if period.is_all else {"first": period.start, "latest": period.end - timedelta(days=1)}
    return {"tabs": tabs, "kept": kept, "words": period_words(period), **days}


@register.inclusion_tag("parts/saved.html", takes_context=True)
def saved_menu(context: template.Context) -> dict[str, Any]:
    """Draw what was kept under a name, as links that keep the page's period, and a form that keeps what is chosen."""
    request = context["request"]
    query: QueryDict = request.GET
    current = query.get("saved", "")
    kept = [(name, value) for name, values in query.lists() if name in _BESIDE_SAVED for value in values]
    links = [
        Tab(each.name, f"?{urlencode([*kept, ('saved', each.name)])}", each.name == current)
        for each in saved_for(request.user)
    ]
    if current:
        links.append(Tab(_("None of them"), f"?{urlencode(kept)}", is_current=False))
    chosen = [(name, value) for name, values in query.lists() if name in _KEPT_BY_NAME for value in values if value]
    return {
        "links": links,
        "current": current,
        "words": urlencode(chosen) if any(name not in _BESIDE_SAVED for name, _value in chosen) else "",
        "here": request.get_full_path(),
        "may_share": may_share(request.user),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def period_words(period: Period) -> str:
    """Write a period as its first and its last day."""
    if period.is_all:
        return _("all time")
    latest = period.end - timedelta(days=1)
    if latest <= period.start:
        return figures.day(period.start)
    return figures.days_from(period.start, latest)


@register.filter
def against(period: Period, asked: Any) -> str:
    """Say with which days a period is compared, by what was asked; of one that still runs, which of its own count."""
    return "" if asked.compared is None else compared_words(period, asked.compared, asked.asker.today)


def compared_words(period: Period, compared: Period, today: date) -> str:
    """Say with which days a period is compared; of one that still runs also which of its own days count."""
    words = {"period": period_words(compared)}
    if period.is_all or not period.contains(today + timedelta(days=1)) or period.start > today:
        return _("compared with %(period)s") % words
    words["days"] = period_words(period.up_to(today))
    return _("%(days)s so far, compared with %(period)s") % words


@register.filter
def undo_of(message: Message) -> str:
    """Return the id of the contact that a toast offers to undo, or nothing."""
    return next((tag.removeprefix(UNDO) for tag in message.tags.split() if tag.startswith(UNDO)), "")


@register.filter
def way(contact: Contact) -> str:
    """Say in one word what a contact did, for screen readers and styles."""
    return "is-effective" if contact.is_effective else f"is-{contact.advance}"


@register.filter
def number(value: Any, digits: int | None = None) -> str:
    """Write a number by locale."""
    return _known(value, lambda: figures.number(value, digits))


@register.filter
def share(value: Any, digits: int = 1) -> str:
    """Write a share from 0 to 1 as per cent."""
    return _known(value, lambda: figures.share(value, digits))


@register.filter
def money(amount: Any, currency: Currency | str | None) -> str:
    """Write minor units of a currency."""
    return _known(amount, lambda: figures.money(amount, str(currency), currency_digits(currency)))


@register.filter
def short_money(amount: Any, currency: Currency | str | None) -> str:
    """Write minor units of a currency in millions and thousands."""
    return _known(amount, lambda: figures.short_money(amount, str(currency), currency_digits(currency)))


@register.filter
def days(value: Any) -> str:
    """Write a number of days."""
    return _known(value, lambda: figures.days(value))


@register.filter
def duration(seconds: Any) -> str:
    """Write a length of time."""
    return _known(seconds, lambda: figures.duration(seconds))


@register.filter
def clock(moment: datetime | None, user: User | None = None) -> str:
    """Write the time of day, in the reader's zone or in that of a user who has one."""
    zone = clocks.zone_of(user, None) if user and user.time_zone else None
    return _known(moment, lambda: figures.clock(moment, zone))  # type: ignore[arg-type]


@register.filter
def day(on: date | datetime | None) -> str:
    """Write a day with its year."""
    return _known(on, lambda: figures.day(on))  # type: ignore[arg-type]


@register.filter
def short_day(on: date | datetime | None) -> str:
    """Write a day without its year."""
    return _known(on, lambda: figures.short_day(on))  # type: ignore[arg-type]


@register.filter
def long_day(on: date | datetime | None) -> str:
    """Write a day with its weekday."""
    return _known(on, lambda: figures.long_day(on))  # type: ignore[arg-type]


@register.filter
def moment(at: datetime | None) -> str:
    """Write a day with its time."""
    return _known(at, lambda: figures.day_and_clock(at))  # type: ignore[arg-type]


@register.filter
def age_words(until: datetime | None) -> str:
    """Say of when numbers are that do not know the latest of the log; nothing where they do."""
    if until is None:
        return ""
    words = _("The numbers here are of %(moment)s. What was logged since is not counted yet.")
    return words % {"moment": moment(until)}


def _known(value: object, write: Callable[[], str]) -> str:
    return _unknown() if value is None or value == "" else write()


def _unknown() -> SafeString:
    return format_html('<span class="unknown" title="{}">—</span>', _("unknown"))


# A page draws the same few icons hundreds of times.
@lru_cache(maxsize=1024)
def _icon(name: str, label: str, *, small: bool) -> SafeString:
    voice = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    css = "icon icon-small" if small else "icon"
    sprite = static("vendor/icons.svg")
    return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', css, SafeString(voice), sprite, name)


@lru_cache(maxsize=1024)
def _avatar(initials: str, hue: int, *, small: bool) -> SafeString:
    css = f"avatar{' avatar-small' if small else ''} hue-{hue}"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, initials)
