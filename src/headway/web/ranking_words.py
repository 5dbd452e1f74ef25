"""Says what can be said of the differences between reps: nobody is called better where chance would do as much."""

from collections.abc import Mapping
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.reports.ranking import Ranked, Ranking, Standing, Verdict
from headway.web import figures

_SELDOM = 0.05


def verdict_words(ranking: Ranking, names: Mapping[int, str], bounce_days: int) -> list[str]:
    """Say in sentences whether the reps differ, who stands out, and what does not count in it."""
    if ranking.verdict is Verdict.ALONE:
        return []
    return [*_differences(ranking, names), *([_uncounted(bounce_days)] if bounce_days else [])]


def share_words(share_chance: float) -> str:
    """Say whether the shares of effective contacts differ; a share alone would reward logging less."""
    if share_chance >= _SELDOM:
        return _("The shares of effective contacts do not differ by more than chance.")
    return _("The shares of effective contacts differ by more than chance, but who logs less has a larger share.")


def rate_words(line: Ranked) -> str:
    """Write the rate a working day with its interval."""
    told = {
        "low": figures.number(line.low or 0, 1),
        "high": figures.number(line.high or 0, 1),
        "days": figures.number(line.days, 0 if line.days == int(line.days) else 1),
        "count": figures.number(line.counted),
    }
    rests_on = ngettext(
        "between %(low)s and %(high)s; %(count)s on %(days)s working day",
        "between %(low)s and %(high)s; %(count)s on %(days)s working days",
        ceil(line.days),
    )
    return rests_on % told


def interval_words(line: Ranked) -> str:
    """Write the interval of a rate."""
    return f"{figures.number(line.low or 0, 1)}–{figures.number(line.high or 0, 1)}"


def standing_words(line: Ranked) -> str:
    """Say where a rep stands against the team, if that is sure."""
    return {Standing.ABOVE: _("above the team"), Standing.BELOW: _("below the team"), Standing.LIKE: ""}[line.standing]


def _differences(ranking: Ranking, names: Mapping[int, str]) -> list[str]:
    if ranking.verdict is Verdict.ALIKE:
        chance = {"chance": figures.share(round(ranking.chance, 2), 0)}
        alike = _("No difference that is more than chance: it would be as large in %(chance)s of cases.")
        return [alike % chance, _("So they stand in the order of names.")]
    told = [_out(line, names) for line in ranking.standing_out]
    differ = _("The reps differ by more than chance in effective contacts a working day, which alone is their order.")
    return [differ, *(told or [_("Of nobody alone can it be said for sure.")])]


def _uncounted(bounce_days: int) -> str:
    uncounted = ngettext(
        "A contact that only brings a deal back to where it had been, within %(days)s day of its step back, does not "
        "count in this.",
        "A contact that only brings a deal back to where it had been, within %(days)s days of its step back, does not "
        "count in this.",
        bounce_days,
    )
    return uncounted % {"days": figures.number(bounce_days)}


def _out(line: Ranked, names: Mapping[int, str]) -> str:
    # Nothing is certain: 99.96 % must not be written as 100 %.
    told = {"name": names.get(line.rep_id, ""), "sure": figures.share(min(line.certainty, 0.999), 1)}
    if line.standing is Standing.ABOVE:
        return _("%(name)s is above the team, %(sure)s sure.") % told
    return _("%(name)s is below the team, %(sure)s sure.") % told
