"""Add the company's week and its own days, absences and part time, and the hour of the plan for tomorrow."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0013_find_deals"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "holiday"), ("sick", "sick"), ("other", "other")],
                        default="holiday",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("is_half", models.BooleanField(default=False, verbose_name="half of each day")),
                ("written_at", headway.web.models.fields.InstantField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("starts_on", "pk"),
                "indexes": [models.Index(fields=["user", "ends_on"], name="absence_of_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="absence_has_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["holiday", "sick", "other"])), name="absence_kind_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OverruledDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("is_worked", models.BooleanField(verbose_name="worked")),
                ("why", models.CharField(blank=True, max_length=100, verbose_name="why")),
                ("written_at", headway.web.models.fields.InstantField()),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("day",),
            },
        ),
        migrations.CreateModel(
            name="OwnWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("percents", models.JSONField(null=True)),
                ("written_at", headway.web.models.fields.InstantField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_weeks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("starts_on",),
                "constraints": [models.UniqueConstraint(fields=("user", "starts_on"), name="own_week_once_a_day")],
            },
        ),
        migrations.AddField(
            model_name="company",
            name="region",
            field=models.CharField(blank=True, default="", max_length=12, verbose_name="region"),
        ),
        migrations.AddField(
            model_name="company",
            name="working_weekdays",
            field=models.CharField(blank=True, default="", max_length=7, verbose_name="working weekdays"),
        ),
        migrations.AddField(
            model_name="user",
            name="plan_hour",
            field=models.PositiveSmallIntegerField(
                blank=True, default=18, null=True, verbose_name="hour of the plan for tomorrow by e-mail"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("plan_hour__isnull", True), ("plan_hour__lte", 23), _connector="OR"),
                name="user_plan_hour",
            ),
        ),
    ]
