"""Add the forecasts that are kept as they were made."""

from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0016_plans")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="KeptForecast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("method", models.CharField(max_length=10, verbose_name="method")),
                ("number", models.JSONField(verbose_name="number")),
                ("value", models.JSONField(null=True, verbose_name="value")),
                ("deals", models.JSONField(default=list, verbose_name="deals")),
                ("base_rate", models.FloatField(null=True, verbose_name="base rate")),
                ("kept_at", headway.web.models.fields.InstantField()),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forecasts",
                        to="web.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forecasts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ends_on", "as_of"], name="forecast_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("team", None), ("user", None), _connector="OR"), name="forecast_is_of_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lt", models.F("ends_on"))), name="forecast_is_of_a_period"
                    ),
                ],
            },
        ),
    ]
