"""Add the targets of the company, its teams and its users, month by month."""

from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0014_working_days")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric", models.CharField(max_length=100, verbose_name="metric")),
                ("month", models.DateField(verbose_name="month")),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, verbose_name="value")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("approved", "approved")],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("set_at", headway.web.models.fields.InstantField()),
                ("approved_at", headway.web.models.fields.InstantField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
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
                        related_name="targets",
                        to="web.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("team", None), ("user", None)),
                        fields=("metric", "month", "state"),
                        name="target_of_company_once",
                    ),
                    models.UniqueConstraint(fields=("metric", "month", "team", "state"), name="target_of_team_once"),
                    models.UniqueConstraint(fields=("metric", "month", "user", "state"), name="target_of_user_once"),
                    models.CheckConstraint(
                        condition=models.Q(("team", None), ("user", None), _connector="OR"), name="target_is_of_one"
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="target_is_not_below_zero"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("state", "draft")),
                            models.Q(("approved_at__isnull", False), ("state", "approved")),
                            _connector="OR",
                        ),
                        name="target_is_draft_or_approved",
                    ),
                ],
            },
        ),
    ]
