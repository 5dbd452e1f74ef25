"""Add scenarios of the levers, and what a per cent of each lever costs the company."""

from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0017_kept_forecasts")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="company",
            name="lever_efforts",
            field=models.JSONField(default=dict, verbose_name="effort of a per cent of each lever"),
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("folded", models.CharField(editable=False, max_length=60)),
                ("period", models.CharField(max_length=60, verbose_name="period")),
                ("filters", models.JSONField(default=dict, verbose_name="narrowed to")),
                ("raises", models.JSONField(default=dict, verbose_name="raised by per cent")),
                ("saved_at", headway.web.models.fields.InstantField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenarios",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "folded"), name="scenario_once_a_user"),
                    models.UniqueConstraint(
                        condition=models.Q(("user", None)), fields=("folded",), name="scenario_once_a_company"
                    ),
                ],
            },
        ),
    ]
