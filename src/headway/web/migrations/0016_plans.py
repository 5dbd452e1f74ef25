"""Add plans: a goal with the history it was made on, and what each rep has to do for it."""

from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0015_targets")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("goal", models.CharField(max_length=100, verbose_name="goal")),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24, verbose_name="value")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "scope",
                    models.CharField(choices=[("company", "company"), ("team", "team"), ("user", "rep")], max_length=7),
                ),
                ("certainty", models.DecimalField(decimal_places=2, max_digits=3, verbose_name="certainty")),
                ("chain", models.JSONField(verbose_name="history")),
                ("adopted_at", headway.web.models.fields.InstantField()),
                ("dropped_at", headway.web.models.fields.InstantField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="web.team"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric", models.CharField(max_length=100, verbose_name="metric")),
                ("needed", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="needed")),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="web.plan"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_needs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lt", models.F("ends_on"))), name="plan_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope", "company"), ("team", None), ("user", None)),
                    models.Q(("scope", "team"), ("team__isnull", False), ("user", None)),
                    models.Q(("scope", "user"), ("team", None), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="plan_is_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__gte", "0.5"), ("certainty__lte", "0.99")), name="plan_certainty"
            ),
        ),
        migrations.AddConstraint(
            model_name="planneed",
            constraint=models.UniqueConstraint(fields=("plan", "user", "metric"), name="plan_need_once"),
        ),
        migrations.AddConstraint(
            model_name="planneed",
            constraint=models.CheckConstraint(condition=models.Q(("needed__gte", 0)), name="plan_need_is_no_debt"),
        ),
    ]
