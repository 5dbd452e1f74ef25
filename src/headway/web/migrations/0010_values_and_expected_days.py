"""Keep on which days a deal was worth what, what it was worth when it was lost, and when it is expected to be won."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import headway.web.models.fields

Convert = Callable[[int, str, date], int | None]
_BATCH = 1000


def date_the_values(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tell of the values written so far on which days they held, and what they are in the company's currency."""
    alias = schema_editor.connection.alias
    company = apps.get_model("web", "Company").objects.using(alias).first()
    if company is None:
        return
    zone, convert = ZoneInfo(company.time_zone), _conversion(apps, alias, company.currency_id)
    model = apps.get_model("web", "DealValue")
    values = model.objects.using(alias).select_related("deal").order_by("deal_id", "starts_at")
    dated: list[Any] = []
    for _deal, rows in groupby(values.iterator(), key=attrgetter("deal_id")):
        dated += _dated(list(rows), zone, convert)
        if len(dated) >= _BATCH:
            model.objects.using(alias).bulk_update(dated, ("from_on", "until_on", "company_amount"), batch_size=_BATCH)
            dated = []
    model.objects.using(alias).bulk_update(dated, ("from_on", "until_on", "company_amount"), batch_size=_BATCH)


def value_the_lost(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tell what the deals that stand as lost were worth on the day they were lost."""
    alias = schema_editor.connection.alias
    company = apps.get_model("web", "Company").objects.using(alias).first()
    lost = apps.get_model("web", "Milestones").objects.using(alias).filter(lost_at__isnull=False)
    if company is None:
        return
    convert = _conversion(apps, alias, company.currency_id)
    for marks in lost.iterator():
        values = list(
            apps.get_model("web", "DealValue").objects.using(alias).filter(deal_id=marks.pk).order_by("starts_at")
        )
        held = [value for value in values if value.starts_at <= marks.lost_at][-1:] or values[:1]
        for value in held:
            marks.lost_amount = convert(value.amount, value.currency_id, marks.lost_on)
            marks.save(update_fields=["lost_amount"])


def _dated(values: list[Any], zone: ZoneInfo, convert: Convert) -> list[Any]:
    days = [value.starts_at.astimezone(zone).date() for value in values]
    start = None if values[0].starts_at <= values[0].deal.entered_at else days[0]
    for value, on, until in zip(values, days, [*days[1:], None], strict=True):
        value.company_amount = convert(value.amount, value.currency_id, on)
        value.from_on, value.until_on = (on, until) if on == until else (start, until)
        start = start if on == until else until
    return values


def _conversion(apps: StateApps, alias: str, home: str) -> Convert:
    digits = dict(apps.get_model("web", "Currency").objects.using(alias).values_list("code", "digits"))
    rates: dict[str, list[tuple[date, Decimal]]] = {}
    found = apps.get_model("web", "ExchangeRate").objects.using(alias).order_by("starts_on")
    for code, starts_on, rate in found.values_list("currency_id", "starts_on", "rate"):
        rates.setdefault(code, []).append((starts_on, rate))

    def convert(amount: int, code: str, on: date) -> int | None:
        if code == home or code not in rates:
            return amount if code == home else None
        rate = ([rate for starts_on, rate in rates[code] if starts_on <= on] or [rates[code][0][1]])[-1]
        scale = Decimal(10) ** (digits[home] - digits[code])
        return int((amount * rate * scale).to_integral_value(ROUND_HALF_EVEN))

    return convert


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0009_sources_tallies_costs")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="deal",
            name="expected_on",
            field=models.DateField(null=True, verbose_name="expected on"),
        ),
        migrations.AddField(model_name="dealvalue", name="from_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="dealvalue", name="until_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="dealvalue", name="company_amount", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="milestones", name="lost_amount", field=models.BigIntegerField(null=True)),
        migrations.CreateModel(
            name="DealExpectation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("expected_on", models.DateField(null=True)),
                ("starts_at", headway.web.models.fields.InstantField()),
                ("starts_on", models.DateField()),
                (
                    "deal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="web.deal",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="dealexpectation",
            constraint=models.UniqueConstraint(fields=("deal", "starts_at"), name="deal_expectation_once_a_moment"),
        ),
        migrations.RunPython(date_the_values, migrations.RunPython.noop),
        migrations.RunPython(value_the_lost, migrations.RunPython.noop),
    ]
