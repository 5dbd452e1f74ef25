"""What the weekly mail tells: where each aim stands with its picture, the forecast, the weak step, this week's task."""

from dataclasses import dataclass

from headway.web.aims.drawing import lines_of
from headway.web.aims.told import ToldAim, told_aims
from headway.web.asking import Asker
from headway.web.boards.paper import courses_of
from headway.web.forecasts.last_closed import last_close, opening
from headway.web.forecasts.making import forecast_of
from headway.web.forecasts.saying import VALUE, Measure
from headway.web.mail import Enclosed
from headway.web.naming import NotUnderstood
from headway.web.plans.asked import draft_told
from headway.web.plans.mending import weak_in_words
from headway.web.programmes.following import FollowedWeek, followed, running
from headway.web.still import still_facts


@dataclass(frozen=True)
class Letter:
    """A week's news in words; what there is nothing to tell of is empty."""

    aims: tuple[ToldAim, ...]
    forecast: tuple[str, ...]
    weak: str
    week: FollowedWeek | None
    last_week: FollowedWeek | None

    @property
    def is_empty(self) -> bool:
        """Whether there is neither an aim nor a programme to tell of."""
        return not self.aims and self.week is None

    def pictures(self) -> list[Enclosed]:
        """Return a picture for each aim, in their order."""
        drawn = courses_of([lines_of(each.standing) for each in self.aims])
        return [Enclosed(f"aim-{place}.png", "image/png", each, f"aim-{place}") for place, each in enumerate(drawn)]


def letter_of(asker: Asker) -> Letter:
    """Return what there is to tell whoever asks."""
    programme = running()
    with still_facts() as facts:
        aims = told_aims(asker, facts)
        found = followed(asker, programme, facts) if programme is not None else None
    week = found.now if found else None
    last = found.weeks[week.number - 2] if found and week and week.number > 1 else None
    if not aims and week is None:
        return Letter((), (), "", None, None)
    return Letter(tuple(aims), _forecast(asker), _weak(asker), week, last)


def _forecast(asker: Asker) -> tuple[str, ...]:
    """Say what the month will close with, from the open deals, which the projection of an aim does not look at."""
    foreseen = forecast_of(asker, asker.period("this month"), asker.today)
    measure = Measure(VALUE, asker.company.currency if asker.company else None)
    return tuple(opening(foreseen, measure, last_close(foreseen)))


def _weak(asker: Asker) -> str:
    """Name the step that is weaker than it was; which one that is hangs on no goal, so any will do."""
    try:
        draft = draft_told(asker, {"goal": "deals_won", "amount": "1", "more": "last"})
    except NotUnderstood:
        return ""
    # Nobody made this plan: what it takes is nobody's number.
    return weak_in_words(draft, tells_need=False)
