"""Make room for what a contact can say besides its stage: persons, comments, next steps, who decides."""

import django.db.models.deletion
import headway.web.models.fields
import uuid
from typing import ClassVar
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0004_setup_stamp"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ContactComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField(verbose_name="comment")),
                ("is_answer_to_flag", models.BooleanField(default=False)),
                ("written_at", headway.web.models.fields.InstantField()),
                ("seen_at", headway.web.models.fields.InstantField(null=True)),
            ],
            options={
                "ordering": ("written_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DecisionMaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="level")),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("against", "against"),
                            ("neutral", "neutral"),
                            ("agreed", "agreed"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="position",
                    ),
                ),
                ("position_at", headway.web.models.fields.InstantField(null=True)),
            ],
            options={
                "ordering": ("level", "pk"),
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("meeting", "meeting"),
                            ("email", "e-mail"),
                            ("message", "message"),
                            ("mail", "direct mail"),
                            ("demo", "demo"),
                            ("visit", "visit"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="what")),
                ("due_on", models.DateField(verbose_name="day")),
                ("due_at", headway.web.models.fields.InstantField(null=True)),
                (
                    "end",
                    models.CharField(
                        choices=[("kept", "kept"), ("moved", "moved to another day"), ("dropped", "dropped")],
                        max_length=7,
                        null=True,
                    ),
                ),
                ("ended_at", headway.web.models.fields.InstantField(null=True)),
                ("reminded_at", headway.web.models.fields.InstantField(null=True)),
                ("written_at", headway.web.models.fields.InstantField()),
            ],
        ),
        migrations.AddField(
            model_name="company",
            name="late_hours",
            field=models.PositiveSmallIntegerField(
                default=24, verbose_name="hours after which a contact was written late"
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="noted_at",
            field=headway.web.models.fields.InstantField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="others",
            field=models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="contact",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("talked", "talked"),
                    ("no_answer", "no answer"),
                    ("postponed", "postponed"),
                    ("refused", "refused"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="outcome",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="persons",
            field=models.ManyToManyField(blank=True, related_name="contacts", to="web.person"),
        ),
        migrations.AddField(
            model_name="membership",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="calendar_key",
            field=models.CharField(editable=False, max_length=43, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="user",
            name="reminds_by_mail",
            field=models.BooleanField(default=False, verbose_name="remind me of next steps by e-mail"),
        ),
        migrations.AddField(
            model_name="user",
            name="review_hour",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="hour of the evening review by e-mail"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("", "talked", "no_answer", "postponed", "refused"))),
                name="contact_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                name="membership_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_hour__isnull", True), ("review_hour__lte", 23), _connector="OR"),
                name="user_review_hour",
            ),
        ),
        migrations.AddField(
            model_name="contactcomment",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="contactcomment",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="web.contact"
            ),
        ),
        migrations.AddField(
            model_name="decisionmaker",
            name="deal",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decision_makers",
                to="web.deal",
            ),
        ),
        migrations.AddField(
            model_name="decisionmaker",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="web.person"
            ),
        ),
        migrations.AddField(
            model_name="decisionmaker",
            name="reports_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="web.decisionmaker",
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="next_steps", to="web.client"
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="deal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next_steps",
                to="web.deal",
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="kept_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="kept_steps", to="web.contact"
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="rep",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next_steps",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
            name="set_by",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="next_step", to="web.contact"
            ),
        ),
        migrations.AddField(
            model_name="nextstep",
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
            model_name="contactcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmaker",
            constraint=models.UniqueConstraint(fields=("deal", "person"), name="decision_maker_once_a_deal"),
        ),
        migrations.AddConstraint(
            model_name="decisionmaker",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (1, 9))), name="decision_maker_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmaker",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__in", ["unknown", "against", "neutral", "agreed"])),
                name="position_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(condition=models.Q(("end", None)), fields=["rep", "due_on"], name="open_step_of_rep"),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(condition=models.Q(("end", None)), fields=["due_on"], name="open_step_of_day"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["call", "meeting", "email", "message", "mail", "demo", "visit"])),
                name="step_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", True), ("ended_at__isnull", True)),
                    models.Q(("end__in", ["kept", "moved", "dropped"]), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="step_ends_at_a_time",
            ),
        ),
    ]
