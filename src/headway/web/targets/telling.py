"""Says targets in words: whether they add up, what does not add up at all, and how far a month is."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.engine.metric import Grade, Metric, Unit
from headway.web import figures
from headway.web.bearers import Bearer
from headway.web.models import Currency
from headway.web.targets.years import Gap, Row, Year
from headway.web.wording import value_words


def sums_told(year: Year, currency: Currency | None) -> list[str]:
    """Say of the company and of each team whether the targets below add up to its own, and where any are missing."""
    if not year.adds_up:
        return [_does_not_add_up(year.metric)] if len(year.rows) > 1 else []
    return [sentence for row in year.rows for sentence in _of_row(year.metric, row, currency)]


def notes_told(metric: Metric) -> list[str]:
    """Say what is to be known about a metric as a target."""
    notes = []
    if metric.grade is Grade.NEVER_ALONE:
        notes.append(_("Alone this number rewards logging less: set a target for its count too."))
    if metric.better == "lower":
        notes.append(_("Less is better here: a target is the most that it should be."))
    return notes


def parts_told(metric: Metric) -> str:
    """Say of a target of some days that it is put together of parts of months."""
    if metric.unit is Unit.COUNT:
        return _("The parts of the monthly targets that fall on these days, rounded up.")
    return _("The parts of the monthly targets that fall on these days.")


def gap_words(metric: Metric, gap: Gap, currency: Currency | None) -> str:
    """Say in short by how much the parts differ from their whole: 2 short, 3 more, or nothing where they add up."""
    if not gap.difference:
        return _("adds up")
    size = value_words(metric.unit, abs(gap.difference), currency)
    return (_("%(size)s short") if gap.difference < 0 else _("%(size)s more")) % {"size": size}


def _of_row(metric: Metric, row: Row, currency: Currency | None) -> Iterator[str]:
    gaps = [row.gap] if row.gap is not None else list(row.gaps[-1:])
    for gap in gaps:
        yield _sum_told(metric, row, gap, currency)
        uneven = [figures.month(each.month) for each in row.gaps if each.difference and each.month]
        if not gap.difference and uneven:
            yield _("In single months they do not: %(months)s.") % {"months": ", ".join(uneven)}
        if gap.missing:
            yield _("Without a target in some of these months: %(names)s.") % {"names": ", ".join(gap.missing)}


def _sum_told(metric: Metric, row: Row, gap: Gap, currency: Currency | None) -> str:
    together, whole = (value_words(metric.unit, each, currency) for each in (gap.together, gap.whole))
    size = value_words(metric.unit, abs(gap.difference), currency)
    told = {"name": row.named.name, "together": together, "whole": whole, "size": size}
    if row.bearer != Bearer():
        return _of_team(gap.difference) % told
    has_teams = any(each.bearer.team_id is not None for each in row.named.parts)
    return (_of_company if has_teams else _of_small_company)(gap.difference) % told


def _of_company(difference: Decimal) -> str:
    if not difference:
        return _("The teams' targets add up to the company's %(whole)s.")
    if difference < 0:
        return _("The teams' targets add up to %(together)s, %(size)s short of the company's %(whole)s.")
    return _("The teams' targets add up to %(together)s, %(size)s more than the company's %(whole)s.")


def _of_small_company(difference: Decimal) -> str:
    """Say it of a company without teams."""
    if not difference:
        return _("The reps' targets add up to the company's %(whole)s.")
    if difference < 0:
        return _("The reps' targets add up to %(together)s, %(size)s short of the company's %(whole)s.")
    return _("The reps' targets add up to %(together)s, %(size)s more than the company's %(whole)s.")


def _of_team(difference: Decimal) -> str:
    if not difference:
        return _("%(name)s: the reps' targets add up to the team's %(whole)s.")
    if difference < 0:
        return _("%(name)s: the reps' targets add up to %(together)s, %(size)s short of the team's %(whole)s.")
    return _("%(name)s: the reps' targets add up to %(together)s, %(size)s more than the team's %(whole)s.")


def _does_not_add_up(metric: Metric) -> str:
    words = _("%(metric)s does not add up: the company's is no sum of its people's. They stand side by side.")
    return words % {"metric": _(metric.label)}
