"""Add boards with their tiles, goals and mails, sets of words kept by a name, and where the fiscal year begins."""

from typing import ClassVar

import django.db.models.deletion
import headway.web.models.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0010_values_and_expected_days"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("company", "company"), ("team", "team"), ("user", "user")], max_length=7
                    ),
                ),
                ("created_at", headway.web.models.fields.InstantField()),
            ],
        ),
        migrations.CreateModel(
            name="BoardMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="day of the week")),
            ],
        ),
        migrations.CreateModel(
            name="BoardMetric",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                ("metric", models.CharField(max_length=100, verbose_name="metric")),
                ("period", models.CharField(default="this month", max_length=60, verbose_name="period")),
                (
                    "compare",
                    models.CharField(blank=True, default="previous", max_length=60, verbose_name="compared with"),
                ),
                ("saved", models.CharField(blank=True, max_length=60, verbose_name="saved words")),
                ("filters", models.JSONField(default=dict, verbose_name="narrowed to")),
                ("added_at", headway.web.models.fields.InstantField()),
                ("looked_at", headway.web.models.fields.InstantField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, verbose_name="value")),
                (
                    "every",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("week", "every week"),
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("year", "every year"),
                        ],
                        max_length=7,
                        verbose_name="every",
                    ),
                ),
                ("starts_on", models.DateField(null=True, verbose_name="from")),
                ("due_on", models.DateField(null=True, verbose_name="by")),
            ],
        ),
        migrations.CreateModel(
            name="SavedWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("folded", models.CharField(editable=False, max_length=60)),
                ("period", models.CharField(blank=True, max_length=60, verbose_name="period")),
                ("filters", models.JSONField(default=dict, verbose_name="narrowed to")),
                ("saved_at", headway.web.models.fields.InstantField()),
            ],
            options={
                "verbose_name_plural": "saved words",
            },
        ),
        migrations.AddField(
            model_name="company",
            name="year_starts_in",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="first month of the fiscal year"),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("year_starts_in__range", (1, 12))), name="company_year_month"
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="team",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="board", to="web.team"
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="user",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="board",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="boardmail",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="web.board"),
        ),
        migrations.AddField(
            model_name="boardmail",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="board_mails", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="boardmetric",
            name="board",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tiles", to="web.board"),
        ),
        migrations.AddField(
            model_name="goal",
            name="tile",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="goal", to="web.boardmetric"
            ),
        ),
        migrations.AddField(
            model_name="savedwords",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_words",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "company")), fields=("kind",), name="board_of_company_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "company"), ("team", None), ("user", None)),
                    models.Q(("kind", "team"), ("team__isnull", False), ("user", None)),
                    models.Q(("kind", "user"), ("team", None), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="board_is_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmail",
            constraint=models.UniqueConstraint(fields=("board", "user"), name="board_mail_once_a_user"),
        ),
        migrations.AddConstraint(
            model_name="boardmail",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="board_mail_weekday"),
        ),
        migrations.AddIndex(
            model_name="boardmetric",
            index=models.Index(fields=["board", "position"], name="tile_in_its_place"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("every__in", ["week", "month", "quarter", "year"]), ("due_on", None), ("starts_on", None)
                    ),
                    models.Q(("every", ""), ("starts_on__lte", models.F("due_on"))),
                    _connector="OR",
                ),
                name="goal_is_regular_or_by_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedwords",
            constraint=models.UniqueConstraint(fields=("user", "folded"), name="saved_words_once_a_user"),
        ),
        migrations.AddConstraint(
            model_name="savedwords",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user", None)), fields=("folded",), name="saved_words_once_a_company"
            ),
        ),
    ]
