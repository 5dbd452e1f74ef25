"""What the demo company aims at: sales volume in two months, set five weeks ago; its programme is in week five."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from django.db.models import Count, Sum

from headway.engine.calendar import Step, first_day
from headway.engine.period import Period
from headway.web.aims.baseline import Baseline, weeks_before
from headway.web.bearers import Bearer
from headway.web.demo.scene import Scene
from headway.web.models import Aim, Programme, Role, Sale, User
from headway.web.programmes.files import EIGHT_WEEKS
from headway.web.targets import approved

_SET_DAYS_AGO = 35
_DAYS = 61
_WEEKS_AGO = 4
# Somewhat more than before: a goal that is neither given nor out of reach.
_MORE = Decimal("1.08")


def aim_high(scene: Scene) -> None:
    """Set the aim and begin the programme, each on its day, as the owner would have."""
    owner = User.objects.filter(role=Role.OWNER).first()
    starts_on = scene.today - timedelta(days=_SET_DAYS_AGO)
    span = Period(starts_on, starts_on + timedelta(days=_DAYS))
    baseline = _baseline(span)
    # Whoever sets an aim for days that have a target asks for no less.
    target = approved("sales_volume", span, Bearer()) or Decimal(0)
    Aim.objects.create(
        indicator="sales_volume",
        value=_round(max((baseline.value or Decimal(1)) * _MORE, target)),
        starts_on=starts_on,
        due_on=span.end - timedelta(days=1),
        baseline=baseline.kept(),
        set_by=owner,
        set_at=scene.midnight(starts_on) + timedelta(hours=8),
    )
    monday = first_day(scene.today, Step.WEEK) - timedelta(weeks=_WEEKS_AGO)
    Programme.objects.create(
        shipped=EIGHT_WEEKS, starts_on=monday, made_by=owner, made_at=scene.midnight(monday) + timedelta(hours=8)
    )


def _baseline(span: Period) -> Baseline:
    """Add up what was sold before, as the number counts it, without the copy of the facts, which does not exist yet."""
    before = Period(span.start - timedelta(days=span.days), span.start)
    weeks = tuple((week.start, _sold(week.start, week.end)[0]) for week in weeks_before(span.start))
    value, sales = _sold(before.start, before.end)
    return Baseline(before, value, bool(sales), weeks)


def _sold(start: date, end: date) -> tuple[Decimal, int]:
    found = Sale.objects.filter(sold_on__gte=start, sold_on__lt=end).aggregate(
        amount=Sum("company_amount"), sales=Count("pk")
    )
    return Decimal(found["amount"] or 0), found["sales"]


def _round(value: Decimal) -> Decimal:
    """Return a number with two digits that say something, rounded up, as people set aims."""
    step = Decimal(10) ** (len(str(int(value))) - 2)
    return (value / step).to_integral_value(ROUND_CEILING) * step
