"""Add aims with their baseline, the base indicators taken on, programmes, and the weekly mail about both."""

from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0018_scenarios"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shipped", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="name")),
                ("weeks", models.JSONField(default=list)),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("made_at", headway.web.models.fields.InstantField()),
                ("is_running", models.BooleanField(default=True)),
                ("ended_at", headway.web.models.fields.InstantField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StandingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="day of the week")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standing_mail",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TakenIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40, verbose_name="indicator")),
                ("taken_at", headway.web.models.fields.InstantField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_indicators",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WeekDone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="week")),
                ("done_at", headway.web.models.fields.InstantField()),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="done", to="web.programme"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40, verbose_name="indicator")),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, verbose_name="value")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("due_on", models.DateField(verbose_name="by")),
                ("baseline", models.JSONField(default=dict)),
                ("set_at", headway.web.models.fields.InstantField()),
                ("ended_at", headway.web.models.fields.InstantField(null=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("indicator",), name="aim_once_an_indicator"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("due_on"))), name="aim_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_running", True)), fields=("is_running",), name="programme_that_runs_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="standingmail",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="standing_mail_weekday"),
        ),
        migrations.AddConstraint(
            model_name="takenindicator",
            constraint=models.UniqueConstraint(fields=("user", "indicator"), name="taken_indicator_once_a_user"),
        ),
        migrations.AddConstraint(
            model_name="takenindicator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user", None)), fields=("indicator",), name="taken_indicator_once_a_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="weekdone",
            constraint=models.UniqueConstraint(fields=("programme", "number"), name="week_done_once"),
        ),
    ]
