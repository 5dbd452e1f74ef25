"""Keep the kind that a sale was written with and the ids of deleted contacts; find the contacts of one meeting."""

from typing import ClassVar
from uuid import UUID

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

import headway.web.models.fields


def keep_what_was_said(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the kinds as they stand, but for the sales of which the audit trail knows better."""
    alias = schema_editor.connection.alias
    sales = apps.get_model("web", "Sale").objects.using(alias)
    sales.update(said_kind=F("kind"))
    renewals = set(sales.filter(kind="renewal").values_list("pk", flat=True))
    entries = apps.get_model("web", "AuditEntry").objects.using(alias).filter(noun="sale", verb="book")
    for id_, after in entries.values_list("noun_id", "after").iterator():
        if id_ in renewals and after and after.get("kind") in {"new_business", "add_on"}:
            sales.filter(pk=id_).update(said_kind=after["kind"])


def remember_the_deleted(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the ids of deleted contacts from the audit trail."""
    alias = schema_editor.connection.alias
    users = set(apps.get_model("web", "User").objects.using(alias).values_list("pk", flat=True))
    contacts = apps.get_model("web", "Contact").objects.using(alias)
    deleted = apps.get_model("web", "DeletedContact").objects.using(alias)
    entries = apps.get_model("web", "AuditEntry").objects.using(alias).filter(noun="contact", verb="delete")
    for at, before in entries.values_list("at", "before").iterator():
        uid, rep_id = (before or {}).get("uid"), (before or {}).get("rep")
        if uid and rep_id in users and not contacts.filter(uid=UUID(uid)).exists():
            deleted.update_or_create(uid=UUID(uid), defaults={"rep_id": rep_id, "deleted_at": at})


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0005_contact_in_depth")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="DeletedContact",
            fields=[
                ("uid", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("deleted_at", headway.web.models.fields.InstantField()),
                (
                    "rep",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="sale",
            name="said_kind",
            field=models.CharField(
                choices=[("new_business", "new business"), ("add_on", "add-on"), ("renewal", "renewal")],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("meeting_uid__isnull", False)), fields=["meeting_uid"], name="contact_of_meeting"
            ),
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.RunPython(remember_the_deleted, migrations.RunPython.noop),
    ]
