"""What a programme says: week by week a task with its reason, who does it, and how one sees that it is done."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.web.naming import NotUnderstood
from headway.web.own.uses import uses_of
from headway.web.programmes.checkable import CHECKS, is_weekly
from headway.web.read_words import one_of

# A programme that is longer than half a year is a plan for a year, which nobody keeps in mind.
MOST_WEEKS = 26
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_TEXT = 100, 120, 1000
_MOST_WANTED = 100_000


@dataclass(frozen=True, kw_only=True)
class Task:
    """One week: what to do and why, who does it, how one sees that it is done.

    ``measure`` is the metric that it should move. ``check`` is what Headway looks at by itself: a metric, or one of
    `CHECKS`; nothing where somebody says that it is done. ``at_least`` is how many it must be, of every rep where
    ``each_rep``.
    """

    title: str
    do: str
    why: str = ""
    who: str = ""
    seen: str = ""
    measure: str = ""
    check: str = ""
    at_least: int = 1
    each_rep: bool = False

    def plain(self) -> dict[str, Any]:
        """Return it in plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Outline:
    """A programme as it was written; ``about`` says in a sentence what it is for."""

    name: str
    tasks: tuple[Task, ...]
    about: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it in plain values, as a file holds it."""
        return {"name": self.name, "about": self.about, "week": [each.plain() for each in self.tasks]}


def outline_told(told: Mapping[str, Any]) -> Outline:
    """Return the programme that plain values tell. Raises NotUnderstood, whose sentence names the week."""
    name = _text(told, "name", _LONGEST_NAME, _("the programme"))
    if not name:
        raise NotUnderstood(_("The programme has no name. Give it one."), "name")
    weeks = told.get("week")
    if not isinstance(weeks, list) or not weeks:
        raise NotUnderstood(_("The programme has no weeks. Write one at least."), "week")
    if len(weeks) > MOST_WEEKS:
        raise NotUnderstood(_("A programme has %(most)s weeks at the most.") % {"most": MOST_WEEKS}, "week")
    tasks = tuple(task_told(week, _("week %(number)s") % {"number": place}) for place, week in enumerate(weeks, 1))
    return Outline(name, tasks, _text(told, "about", _LONGEST_TEXT, _("the programme")))


def task_told(told: Any, where: str) -> Task:
    """Return the task that plain values tell. Raises NotUnderstood; ``where`` names it in the sentence."""
    if not isinstance(told, Mapping):
        raise NotUnderstood(_("%(where)s is not a week with a title.") % {"where": where}, "week")
    known = {each.name for each in fields(Task)}
    if strange := sorted(set(told) - known):
        raise NotUnderstood(f"{where}: {one_of(strange[0], sorted(known))}", "week")
    title, do = _text(told, "title", _LONGEST_TITLE, where), _text(told, "do", _LONGEST_TEXT, where)
    if not title or not do:
        raise NotUnderstood(_("%(where)s: write a title and what is to be done.") % {"where": where}, "title")
    return Task(
        title=title,
        do=do,
        **{name: _text(told, name, _LONGEST_TEXT, where) for name in ("why", "who", "seen")},
        measure=_measure(told, where),
        check=_check(told, where),
        at_least=_at_least(told, where),
        each_rep=bool(told.get("each_rep")),
    )


def task_kept(kept: Mapping[str, Any]) -> Task:
    """Return a task as it was kept."""
    return Task(**{each.name: kept[each.name] for each in fields(Task) if each.name in kept})


def gone_from(task: Task) -> tuple[str, ...]:
    """Return the metrics that a task goes by and that are not counted any more."""
    known = {*catalogue(), *CHECKS, ""}
    return tuple(dict.fromkeys(name for name in (task.measure, task.check) if name not in known))


def as_counted(task: Task) -> Task:
    """Return a task as it can be followed: a metric that is not counted any more is neither moved nor looked at."""
    gone = gone_from(task)
    return replace(
        task,
        measure="" if task.measure in gone else task.measure,
        check="" if task.check in gone else task.check,
    )


def _text(told: Mapping[str, Any], name: str, longest: int, where: str) -> str:
    text = told.get(name) or ""
    if not isinstance(text, str) or len(text.strip()) > longest:
        words = {"where": where, "field": name, "most": longest}
        raise NotUnderstood(_("%(where)s, %(field)s: write a text of at most %(most)s characters.") % words, name)
    return text.strip()


def _measure(told: Mapping[str, Any], where: str) -> str:
    name = _text(told, "measure", _LONGEST_TITLE, where)
    if not name:
        return ""
    metric = catalogue().get(name)
    if metric is None and _runs_by(name):
        return name
    if metric is None or not is_weekly(metric):
        words = {"where": where, "name": name}
        raise NotUnderstood(_("%(where)s: '%(name)s' is not a number that is counted by the week.") % words, "measure")
    return name


def _check(told: Mapping[str, Any], where: str) -> str:
    name = _text(told, "check", _LONGEST_TITLE, where)
    if not name or name in CHECKS:
        return name
    metric = catalogue().get(name)
    if metric is None and _runs_by(name):
        return name
    if metric is None or not is_weekly(metric) or metric.per is not None:
        words = {"where": where, "name": name, "known": ", ".join(CHECKS)}
        sentence = _("%(where)s: '%(name)s' cannot be checked. Name a count of the catalogue, or: %(known)s.")
        raise NotUnderstood(sentence % words, "check")
    return name


def _runs_by(name: str) -> bool:
    """Whether the programme that runs goes by a metric: one that was taken out stays there, to come back."""
    return bool(uses_of(name).weeks)


def _at_least(told: Mapping[str, Any], where: str) -> int:
    wanted = told.get("at_least") or 1
    if not isinstance(wanted, int) or not 1 <= wanted <= _MOST_WANTED:
        raise NotUnderstood(_("%(where)s: 'at_least' is a whole number from 1 on.") % {"where": where}, "at_least")
    return wanted
