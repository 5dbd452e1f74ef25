"""What a forecast is made of, parted in the same way and words at every door and in a plan."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.web.forecasts.outcome import Outlook
from headway.web.forecasts.saying import Measure


@dataclass(frozen=True)
class Part:
    """A part of what will be there on average, by its key, what it is called, and how much it is in words."""

    key: str
    label: str
    value: str


def parts_of(outlook: Outlook, measure: Measure) -> list[Part]:
    """Return what is won, what the open deals bring and those still to be opened, and all of it together.

    A forecast that rests on the pace of the days just before knows of no deals: it has that one part.
    """
    if outlook.split is None:
        rest = [Part("pace", _("At the pace of the days just before"), measure.exact(outlook.mean - outlook.certain))]
    else:
        from_open, to_come = _adding_up(outlook, measure)
        rest = [
            Part("open", _("From deals that are open"), measure.exact(from_open)),
            Part("come", _("From deals still to be opened"), measure.exact(to_come)),
        ]
    return [
        Part("certain", _("Won already"), measure.words(outlook.certain)),
        *rest,
        Part("mean", _("Together, on average"), measure.exact(outlook.mean)),
    ]


def _adding_up(outlook: Outlook, measure: Measure) -> tuple[float, float]:
    """Return both parts; of a number so rounded that what is shown adds up to the sum that is shown."""
    from_open, to_come = outlook.split or (0.0, 0.0)
    if measure.is_value:
        return from_open, to_come
    shown = round(from_open, 1)
    rest = round(round(outlook.mean, 1) - outlook.certain - shown, 1)
    return (shown, rest) if rest >= 0 else (max(0.0, round(shown + rest, 1)), 0.0)


def parts_in_words(outlook: Outlook, measure: Measure) -> str:
    """Say the same in a sentence."""
    words = {each.key: each.value for each in parts_of(outlook, measure)}
    if "pace" in words:
        return (
            _(
                "Won already: %(certain)s. At the pace of the days just before: %(pace)s. Together, on average: "
                "%(mean)s."
            )
            % words
        )
    return (
        _(
            "Won already: %(certain)s. From deals that are open: %(open)s. From deals still to be opened: %(come)s. "
            "Together, on average: %(mean)s."
        )
        % words
    )
