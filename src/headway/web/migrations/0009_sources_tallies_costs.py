"""Tell kinds of sources apart, and keep who referred a client or a deal, what reps tally, and what sources cost."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import translation
from django.utils.translation import gettext as _

import headway.web.models.fields


def begin_with_what_is_usual(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give a company that is there already its first tally, and know its referrals by the name they were founded as."""
    alias = schema_editor.connection.alias
    language = apps.get_model("web", "Company").objects.using(alias).values_list("language", flat=True).first()
    if language is None:
        return
    with translation.override(language):
        apps.get_model("web", "Source").objects.using(alias).filter(name=_("Referral")).update(kind="referral")
        kinds = apps.get_model("web", "TallyKind").objects.using(alias)
        kinds.create(name=_("Business cards"), code="business_cards")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0008_search"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField()),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("company_amount", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("written_at", headway.web.models.fields.InstantField()),
            ],
            options={
                "ordering": ("-starts_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CostDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spent_on", models.DateField()),
                ("company_amount", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Referrer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("counted_on", models.DateField(verbose_name="day")),
                ("count", models.IntegerField(verbose_name="count")),
                ("written_at", headway.web.models.fields.InstantField()),
            ],
        ),
        migrations.CreateModel(
            name="TallyKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("code", models.CharField(blank=True, default="", max_length=20)),
                ("retired_at", headway.web.models.fields.InstantField(null=True)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="source",
            name="kind",
            field=models.CharField(
                choices=[("channel", "channel"), ("list", "contact list"), ("referral", "referral")],
                db_default="channel",
                default="channel",
                max_length=8,
                verbose_name="kind",
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
                    ("names", "Names"),
                ],
                max_length=7,
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["channel", "list", "referral"])), name="source_kind_is_known"
            ),
        ),
        migrations.AddField(
            model_name="cost",
            name="currency",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.currency"
            ),
        ),
        migrations.AddField(
            model_name="cost",
            name="source",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="web.source"),
        ),
        migrations.AddField(
            model_name="cost",
            name="written_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="costday",
            name="cost",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="days", to="web.cost"
            ),
        ),
        migrations.AddField(
            model_name="referrer",
            name="client",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="as_referrer",
                to="web.client",
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="referrer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="web.referrer",
                verbose_name="referred by",
            ),
        ),
        migrations.AddField(
            model_name="deal",
            name="referrer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="web.referrer",
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="rep",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="team",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.team"
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="written_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="tallykind",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="tally_kind_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="tallykind",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True), fields=("code",), name="tally_kind_code_once"
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="kind",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="web.tallykind"
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="cost_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="cost_is_no_income"),
        ),
        migrations.AddConstraint(
            model_name="costday",
            constraint=models.UniqueConstraint(fields=("cost", "spent_on"), name="cost_day_once"),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["rep", "counted_on"], name="tally_of_rep_day"),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(
                condition=models.Q(("count", 0), _negated=True), name="tally_counts_something"
            ),
        ),
        migrations.RunPython(begin_with_what_is_usual, migrations.RunPython.noop),
    ]
