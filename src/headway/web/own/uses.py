"""What goes by an own metric: a change must not turn it upside down, and a removal leaves it behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.engine.definition import Definition
from headway.web import figures
from headway.web.models import AuditEntry, BoardMetric, Goal, OwnMetric, Programme, Target
from headway.web.own.stored import restored_or_none


@dataclass(frozen=True)
class Uses:
    """How many tiles of boards show a metric, how many goals, targets and weeks of a programme go by it."""

    tiles: int
    goals: int
    targets: int
    weeks: int

    @property
    def has_values(self) -> bool:
        """Whether somebody has set a value that it should reach."""
        return bool(self.goals or self.targets)

    @property
    def told(self) -> list[str]:
        """Say it, those left out of which there are none."""
        tiles, goals, targets, weeks = self.tiles, self.goals, self.targets, self.weeks
        week = ngettext(
            "%(count)s week of the programme that runs goes by it.",
            "%(count)s weeks of the programme that runs go by it.",
            weeks,
        )
        counted = (
            (tiles, ngettext("%(count)s tile of a board shows it.", "%(count)s tiles of boards show it.", tiles)),
            (goals, ngettext("%(count)s of them has a goal.", "%(count)s of them have goals.", goals)),
            (targets, ngettext("There is %(count)s target of it.", "There are %(count)s targets of it.", targets)),
            (weeks, week),
        )
        return [words % {"count": figures.number(count)} for count, words in counted if count]

    @property
    def left(self) -> list[str]:
        """Say what is left where the metric is taken out; nothing where nothing went by it."""
        kept = _(
            "What goes by a number stays when that is taken out, and says so; made again under its name, it comes back."
        )
        return [*self.told, kept] if self.told else []


def uses_of(name: str) -> Uses:
    """Count what goes by a metric of this name."""
    tiles = BoardMetric.objects.filter(metric=name)
    weeks = (week for programme in Programme.objects.filter(is_running=True) for week in programme.weeks)
    return Uses(
        tiles=tiles.count(),
        goals=Goal.objects.filter(tile__in=tiles).count(),
        targets=Target.objects.filter(metric=name).count(),
        weeks=sum(name in {week.get("measure"), week.get("check")} for week in weeks),
    )


def taken_out(name: str) -> str:
    """Say why there is no metric of a name any more: what it was called, who took it out, and what to do about it."""
    if OwnMetric.objects.filter(name=name).exists():
        return _("It can no longer be counted.")
    entry = _last(name)
    if entry is None:
        return _("There is no metric '%(name)s' any more. Take this tile off the board.") % {"name": name}
    told = {"label": label_before(name), "who": entry.actor.name if entry.actor else "", "day": figures.day(entry.at)}
    return _("“%(label)s” was taken out of the numbers by %(who)s on %(day)s. Take this tile off the board.") % told


def gone_words(name: str) -> str:
    """Say that a metric is not counted any more, where nothing is to be done about it."""
    label = label_before(name)
    if OwnMetric.objects.filter(name=name).exists():
        gone = _("It can no longer be counted.")
        return f"{label}: {gone}"
    return _("“%(label)s” was taken out of the numbers.") % {"label": label}


def label_before(name: str) -> str:
    """Return what a metric is called, or was before it was taken out; its name where nobody remembers."""
    kept = OwnMetric.objects.filter(name=name).first()
    label: str = (kept.definition if kept else _removed(name)).get("label", "")
    return label or name


def definition_before(name: str) -> Definition | None:
    """Return what a metric of a name was when it was taken out, as far as it can still be counted."""
    return restored_or_none(_removed(name))


def _removed(name: str) -> Mapping[str, Any]:
    entry = _last(name)
    return ((entry.before or {}).get("definition") or {}) if entry else {}


def _last(name: str) -> AuditEntry | None:
    removals = AuditEntry.objects.filter(noun="ownmetric", verb="delete", before__name=name)
    return removals.select_related("actor").order_by("-pk").first()
