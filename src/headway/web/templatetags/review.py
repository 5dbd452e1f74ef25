"""The rows of the evening review, drawn at once: a page has a thousand numbers, and a template takes ten times as long.

Everything that somebody wrote goes through ``escape``, and so does every address for its ``&``.
"""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.reports.evening_review import ContactStep
from headway.web import figures
from headway.web.templatetags.headway import avatar, icon, kind_icon

if TYPE_CHECKING:
    from headway.web.review.day import Asked, Told, ToldContact
    from headway.web.review.lines import Counted, Rate, RepLine

register = template.Library()

_NOTHING = '<span class="faint">·</span>'
_NOTE_AT_MOST = 120


@register.simple_tag
def rep_row(line: "RepLine", *, has_rates: object, is_total: bool = False) -> SafeString:
    """Draw the numbers of a rep, or of all together, each a way to its rows."""
    whose = f' data-rep="{line.rep.pk}"' if line.rep and not is_total else ""
    cells = [
        f'<th scope="row"><span class="rep-name">{_sign(line)}{escape(line.name)}</span></th>',
        f'<td class="reps-bar">{"" if is_total else _bar(line)}<span class="num">{_effective(line)}</span></td>',
        _rate_cell(line.rate) if has_rates else "",
        *(_cell(each, _figure(each)) for each in line.moved),
        *(_cell(each, _steps(each)) for each in line.waiting),
        *(_cell(each, _figure(each), " volume") for each in line.contacts),
        *_volume_cells(line.kinds),
        _cell(line.time, f"{_time(line.time)}{_untimed(line.untimed)}", " volume"),
        *_volume_cells(line.late),
    ]
    return SafeString(f"<tr{whose}>{''.join(cells)}</tr>")


@register.simple_tag
def entry_row(told: "ToldContact") -> SafeString:
    """Draw a contact of the list: when, what, with whom, what it did, and the way to what is said about it."""
    contact = told.step
    css = "entry is-effective" if contact.is_effective else "entry"
    note = f'<small class="entry-note">{_shortened(told.note)}</small>' if told.note else ""
    return SafeString(
        f'<li class="{css}" data-contact="{contact.contact_id}">'
        f'<span class="entry-time num">{escape(told.time)}</span>'
        f'<span class="entry-kind" title="{escape(told.words)}">{kind_icon(contact.kind)}</span>'
        f'<span class="entry-words"><span><b>{client_link(told)}</b> · {escape(told.what)}</span>\n'
        f'<small class="soft">{escape(told.whose)}</small>{note}</span>\n'
        f'<span class="entry-way">{review_way(told)}</span>{_talk(told)}</li>'
    )


@register.simple_tag
def client_link(told: "Told | Asked") -> SafeString:
    """Draw the client, as far as it exists for the reader."""
    if told.client is None:
        unknown = _("a client of others")
        return SafeString(f'<span class="soft">{escape(unknown)}</span>')
    return SafeString(f'<a href="{reverse("client", args=[told.client.pk])}">{escape(told.client.name)}</a>')


@register.simple_tag
def review_way(told: "Told") -> SafeString:
    """Draw a change of stage: before, after, and what it was."""
    step = told.step
    drawn = [_stages(told)]
    if isinstance(step, ContactStep) and step.is_effective:
        drawn.append(_badge("badge-brand", _("effective"), icon("check")))
        drawn += [_badge("badge-calm", _("new ground"))] if step.is_new_ground else []
    drawn += _advance(step.advance)
    # Whoever copies the line or hears it needs the spaces between.
    return SafeString(f'<span class="way">{" ".join(drawn)}</span>')


def _sign(line: "RepLine") -> str:
    return avatar(line.rep, small=True) if line.rep else ""


def _bar(line: "RepLine") -> str:
    effective = f'<span style="width: {line.effective_width:f}%"></span>'
    return f'<span class="bar" style="width: {line.width:f}%">{effective}</span>'


def _effective(line: "RepLine") -> str:
    told = {"effective": _figure(line.effective), "all": _figure(line.records)}
    words = pgettext("effective of all contacts", "%(effective)s of %(all)s") % told
    return words if line.share is None else f'{words} <span class="soft">{figures.share(line.share, 0)}</span>'


def _rate_cell(rate: "Rate | None") -> str:
    head = _("Effective a working day")
    return f'<td class="num" data-head="{escape(head)}">{_rate(rate) if rate else _NOTHING}</td>'


def _rate(rate: "Rate") -> str:
    drawn = f'<span title="{escape(rate.words)}">{figures.number(rate.value, 1)}</span>'
    if rate.standing:
        drawn += f'<small class="standing {"good" if rate.is_above else "warm"}">{escape(rate.standing)}</small>'
    return f'{drawn}<small class="soft rate-words">{escape(rate.interval)}</small>' if rate.interval else drawn


def _volume_cells(counts: "Iterable[Counted]") -> Iterable[str]:
    """Draw numbers that only tell how much; a phone leaves out those of nothing."""
    for each in counts:
        yield _cell(each, _figure(each), " volume") if each.count else _cell(each, _NOTHING, " volume is-idle")


def _cell(counted: "Counted", drawn: str, css: str = "") -> str:
    return f'<td class="num{css}" data-head="{escape(counted.label)}">{drawn}</td>'


def _figure(counted: "Counted") -> str:
    if not counted.url:
        return f'<span class="num">{figures.number(counted.count)}</span>'
    return f'<a class="figure num" href="{escape(counted.url)}">{figures.number(counted.count)}</a>'


def _steps(counted: "Counted") -> str:
    if not counted.count:
        return _NOTHING
    return f'<a class="num step-count" href="{escape(counted.url)}">{figures.number(counted.count)}</a>'


def _time(time: "Counted") -> str:
    if not time.count:
        return _NOTHING
    words = figures.duration(time.count, is_work=True)
    return f'<a class="figure num" data-seconds="{time.count}" href="{escape(time.url)}">{words}</a>'


def _untimed(untimed: "Counted") -> str:
    if not untimed.count:
        return ""
    words = ngettext("%(number)s not timed", "%(number)s not timed", untimed.count)
    told = words % {"number": figures.number(untimed.count)}
    return f'<small class="untimed"><a href="{escape(untimed.url)}">{escape(told)}</a></small>'


def _shortened(note: str) -> str:
    return escape(Truncator(note).chars(_NOTE_AT_MOST))


def _talk(told: "ToldContact") -> str:
    css = "btn btn-quiet btn-small entry-talk is-asked" if told.is_asked else "btn btn-quiet btn-small entry-talk"
    url = reverse("contact_talk", args=[told.step.contact_id])
    title, words = escape(_("What is said about this contact")), escape(told.talk)
    count = f'<span class="num">{figures.number(told.comments)}</span>' if told.comments else ""
    return (
        f'<a class="{css}" href="{url}" title="{title}" aria-label="{words}">{icon("message", small=True)}{count}</a>'
    )


def _stages(told: "Told") -> str:
    step = told.step
    if not step.stage:
        unknown = _("about no deal yet")
        return f'<span class="faint">{escape(unknown)}</span>'
    is_changed = step.stage_before and step.stage_before_id != step.stage_id
    before = f'<span class="soft">{escape(step.stage_before)}</span>{icon("arrow-right")} ' if is_changed else ""
    if told.deal is None:
        return f"{before}<b>{escape(step.stage)}</b>"
    return f'{before}<a class="way-stage" href="{reverse("deal", args=[told.deal.pk])}">{escape(step.stage)}</a>'


def _advance(advance: str) -> list[str]:
    """Draw what is worth a look; steps forward are told by what they earned."""
    if advance == "back":
        return [_badge("badge-warm", _("went back"))]
    if advance == "lost":
        return [_badge("badge-bad", pgettext("advance", "lost"))]
    if advance == "reopened":
        return [_badge("badge-warm", _("reopened"))]
    return [_badge("", _("moved to another funnel"))] if advance == "moved" else []


def _badge(css: str, words: str, sign: str = "") -> str:
    return f'<span class="{f"badge {css}".rstrip()}">{sign}{escape(words)}</span>'
