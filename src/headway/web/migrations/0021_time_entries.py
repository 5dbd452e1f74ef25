"""Time on what is not selling."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import headway.web.models.fields


class Migration(migrations.Migration):
    """Add what time is spent on, and the time."""

    dependencies = (("web", "0020_merged_clients"),)
    operations = (
        migrations.CreateModel(
            name="TimeCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("is_selling", models.BooleanField()),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.AddConstraint(
            model_name="timecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="time_category_has_a_name"
            ),
        ),
        migrations.CreateModel(
            name="TimeEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("spent_on", models.DateField(verbose_name="day")),
                ("seconds", models.IntegerField(verbose_name="time")),
                ("written_at", headway.web.models.fields.InstantField()),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="web.timecategory",
                    ),
                ),
                (
                    "rep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="web.team",
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
        ),
        migrations.AddIndex(
            model_name="timeentry",
            index=models.Index(fields=["rep", "spent_on"], name="time_entry_of_rep_day"),
        ),
        migrations.AddConstraint(
            model_name="timeentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("seconds__gt", 0), ("seconds__lte", 86400)), name="time_entry_fits_into_a_day"
            ),
        ),
        migrations.AlterField(
            model_name="change",
            name="noun",
            field=models.CharField(
                choices=[
                    ("deal", "Deal"),
                    ("contact", "Contact"),
                    ("sale", "Sale"),
                    ("tally", "Tally"),
                    ("cost", "Cost"),
                    ("time", "Time"),
                    ("names", "Names"),
                ],
                max_length=7,
            ),
        ),
    )
