"""Says a forecast in plain words: what the period will close with, how sure that is, what it rests on, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.planning.foresight import Method
from headway.planning.hazards import ENOUGH, Reason
from headway.web import figures
from headway.web.forecasts.outcome import Forecast, Outlook
from headway.web.models import Currency

NUMBER, VALUE = "number", "value"
_LEAST_CHANGE = 0.05


@dataclass(frozen=True)
class Measure:
    """What is foretold, the number of won deals or what they are worth, and how its figures are written."""

    name: str
    currency: Currency | None = None

    @property
    def is_value(self) -> bool:
        """Whether it is money."""
        return self.name == VALUE

    def of(self, forecast: Forecast) -> Outlook | None:
        """Return this measure of a forecast."""
        return forecast.value if self.is_value else forecast.number

    def words(self, value: float) -> str:
        """Write a whole figure; of money three digits say enough."""
        if not self.is_value or self.currency is None:
            return figures.number(round(value))
        return figures.short_money(round(value), self.currency.code, self.currency.digits)

    def asked(self, value: Decimal) -> str:
        """Write what somebody asks for as they asked it."""
        if not self.is_value or self.currency is None:
            return figures.number(value.normalize())
        return figures.money(round(value), self.currency.code, self.currency.digits)

    def exact(self, value: float) -> str:
        """Write a mean with a digit."""
        if not self.is_value or self.currency is None:
            return figures.number(Decimal(str(value)), 1)
        return self.words(value)


def nothing_to_learn_from() -> str:
    """Say instead of a forecast that the log ended long ago."""
    return _("There is nothing to forecast from: the log ended long ago.")


def headline(forecast: Forecast, measure: Measure) -> str:
    """Say what the period will close with."""
    outlook, period = measure.of(forecast), forecast.question.period
    if outlook is None:
        return _("What your deals are worth is not known yet: give open deals a value.")
    days = figures.days_from(period.start, type(period.start).fromordinal(period.end.toordinal() - 1))
    told = {"days": days, "middle": measure.words(outlook.p50), "certain": measure.words(outlook.certain)}
    if forecast.question.ends_today:
        return _("%(days)s ends today: won so far: %(certain)s.") % told
    if forecast.question.is_over:
        if measure.is_value:
            return _("%(days)s is over: deals worth %(certain)s were won.") % told
        sentence = ngettext(
            "%(days)s is over: %(certain)s deal was won.",
            "%(days)s is over: %(certain)s deals were won.",
            outlook.certain,
        )
        return sentence % told
    if measure.is_value:
        return _("%(days)s: won deals worth about %(middle)s.") % told
    sentence = ngettext(
        "%(days)s: about %(middle)s won deal.", "%(days)s: about %(middle)s won deals.", int(outlook.p50)
    )
    return sentence % told


def band(forecast: Forecast, measure: Measure) -> str:
    """Say how far off it may be."""
    outlook = measure.of(forecast)
    if outlook is None or forecast.question.is_over:
        return ""
    told = {"low": measure.words(outlook.p10), "high": measure.words(outlook.p90)}
    return _("In 8 of 10 such cases it ends between %(low)s and %(high)s.") % told


def aim(forecast: Forecast, measure: Measure, target: Decimal | None, *, is_approved: bool) -> str:
    """Say how likely going on as lately reaches a target, or a number that was asked."""
    outlook = measure.of(forecast)
    if outlook is None or target is None or forecast.question.is_over:
        return ""
    told = {"target": measure.asked(target), "cases": figures.in_cases(outlook.chance_of(float(target)))}
    if target <= outlook.certain:
        return _("%(target)s is reached already.") % told
    if is_approved and measure.is_value:
        return _("The target for the value of won deals is %(target)s: going on as lately reaches it %(cases)s.") % told
    if is_approved:
        return _("The target is %(target)s: going on as lately reaches it %(cases)s.") % told
    return _("Going on as lately brings at least %(target)s %(cases)s.") % told


def held(forecast: Forecast) -> str:
    """Say on how many of the past dates it was tried on the band held; nothing where it could not be tried."""
    trials = forecast.experience.trials
    if forecast.question.is_over or not trials:
        return ""
    within = sum(each.is_within for each in trials)
    if within:
        said = ngettext(
            "The forecast was tried on %(dates)s past date with what was known then: what came lay within its band of "
            "8 in 10.",
            "The forecast was tried on %(dates)s past dates with what was known then: on %(within)s of them what came "
            "lay within its band of 8 in 10.",
            len(trials),
        )
    else:
        said = ngettext(
            "The forecast was tried on %(dates)s past date with what was known then: what came lay outside its band "
            "of 8 in 10.",
            "The forecast was tried on %(dates)s past dates with what was known then: on each of them what came lay "
            "outside its band of 8 in 10.",
            len(trials),
        )
    said %= {"dates": figures.number(len(trials)), "within": figures.number(within)}
    if is_doubtful(forecast):
        said = f"{said} " + _("The band has been widened since; still take the forecast's chances for a rough guide.")
    return said


def is_doubtful(forecast: Forecast) -> bool:
    """Whether the band held on fewer than half of the past dates it was tried on."""
    trials = forecast.experience.trials
    return not forecast.question.is_over and 2 * sum(each.is_within for each in trials) < len(trials)


def rule(forecast: Forecast) -> str:
    """Say what the chances of the deals rest on."""
    told = {"ended": figures.number(forecast.ended), "enough": figures.number(ENOUGH)}
    if forecast.ended >= ENOUGH:
        return (
            _(
                "Each open deal has the chance that deals of its stage, its weeks there, its segment and its kind had: "
                "learnt week by week from %(ended)s closed deals of the two years before."
            )
            % told
        )
    return (
        _(
            "Only %(ended)s closed deals can be learnt from so far. From %(enough)s on, the weeks on a stage, the "
            "segment and the kind count too; until then every open deal has the plain rate of its stage: of the deals "
            "that came to it, the share that was won in as many days, open ones counted as long as they were seen."
        )
        % told
    )


def why(reason: Reason | None, stage: str, segment: str, kind: str) -> str:
    """Say why a deal has its chance."""
    if reason is None:
        return _("%(stage)s: fewer than ten deals came here in the two years before, so no chance is known.") % {
            "stage": stage
        }
    told = {
        "stage": stage,
        "week": figures.number((reason.age or 0) + 1),
        "won": _of_hundred(reason.base),
    }
    if reason.age is None:
        first = _("%(stage)s: of 100 such deals %(won)s are won in this time.") % told
    else:
        first = _("%(stage)s, week %(week)s there: of 100 such deals %(won)s are won in this time.") % told
    changes = [_change(name, factor) for name, factor in ((segment, reason.segment), (kind, reason.kind)) if name]
    return " ".join(filter(None, [first, *changes]))


def _of_hundred(share: float) -> str:
    if share < 0.005:
        return pgettext("of 100 deals", "hardly any")
    return figures.number(round(share * 100))


def _change(name: str, factor: float) -> str:
    change = round(factor - 1, 2)
    if abs(change) < _LEAST_CHANGE:
        return ""
    told = {"name": name, "share": figures.share(Decimal(str(abs(change))), 0)}
    if change > 0:
        return _("%(name)s: won %(share)s more often each week.") % told
    return _("%(name)s: won %(share)s less often each week.") % told


METHODS: Mapping[Method, Callable[[], str]] = {
    Method.LEARNT: lambda: _("chances of the single deals"),
    Method.PLAIN: lambda: _("plain rates of the stages"),
    Method.WEIGHTED: lambda: _("weighted pipeline"),
    Method.LAST: lambda: _("the pace of the days just before"),
}
