"""Says why somebody should be contacted first, and how those are ordered."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.planning.first import Reason, Why
from headway.reports.norm_standing import OpenDeal
from headway.web import figures
from headway.web.against_norms import bars_of
from headway.web.rep_day.suggested import Suggested

HOW_ORDERED = gettext_lazy(
    "First what was promised: next steps with a time today, then those overdue, the oldest first, then the others of "
    "today. Then deals past their norm (they took more than 9 of 10 won deals), then deals near it (more than 3 of 4), "
    "the most valuable first. Last, clients who buy and were silent longer than usual, who bought for most first. "
    "Each client stands here once. Who was spoken to today, and with whom a later day is agreed, is left out."
)
PROMISED = frozenset({Why.TIMED, Why.OVERDUE, Why.DUE})
SHORT: Mapping[Why, str | Promise] = {
    Why.TIMED: pgettext_lazy("why to contact", "Today"),
    Why.OVERDUE: pgettext_lazy("why to contact", "Overdue"),
    Why.DUE: pgettext_lazy("why to contact", "Today"),
    Why.PAST_NORM: pgettext_lazy("why to contact", "Past its norm"),
    Why.NEAR_NORM: pgettext_lazy("why to contact", "Near its norm"),
    Why.SILENT: pgettext_lazy("why to contact", "Silent"),
}


def reason_words(one: Suggested, reason: Reason) -> str:
    """Say why somebody should be contacted."""
    if reason.why in PROMISED:
        return _promise_words(one, reason)
    if reason.why is Why.SILENT:
        own, others = (
            _("Silent for %(days)s; this client buys about every %(usual)s."),
            _("Silent for %(days)s; clients here buy again after about %(usual)s."),
        )
        words = own if reason.is_own else others
        return words % {"days": figures.days(reason.days), "usual": figures.days(reason.usual)}
    return norm_words(one.standing) if one.standing else ""


def norm_words(deal: OpenDeal) -> str:
    """Say in what a deal is past its norm or near it: the measure in which it is furthest."""
    known = [bar for bar in bars_of(deal) if bar.percent is not None]
    bar = max(known, key=lambda each: (each.is_past, each.percent or 0))
    return bar.words if bar.is_past else _("%(measure)s: %(words)s") % {"measure": bar.label, "words": bar.words}


def _promise_words(one: Suggested, reason: Reason) -> str:
    step = one.step
    if step is None:
        return str(SHORT[reason.why])
    what = f"{step.get_kind_display()}: {step.what}" if step.what else str(step.get_kind_display())
    if reason.why is Why.TIMED and step.due_at is not None:
        return _("%(what)s, agreed for %(time)s") % {"what": what, "time": figures.clock(step.due_at)}
    if reason.why is Why.OVERDUE:
        late = figures.days(reason.days)
        return _("%(what)s, agreed for %(day)s, %(late)s late") % {
            "what": what,
            "day": figures.short_day(step.due_on),
            "late": late,
        }
    return _("%(what)s, agreed for this day") % {"what": what}
